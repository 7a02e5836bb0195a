//! What stands on top of the Markdown: YAML that says what the plan says, whatever its title.

use std::sync::LazyLock;

use beredskab::document::Document;
use beredskab::output::markdown;
use proptest::prelude::*;
use yaml_rust2::{Yaml, YamlLoader};

use super::support::{document, document_of, plans};

/// The data as a reader of YAML sees it, and the Markdown below it.
fn read(document: &Document) -> (Yaml, String) {
    let text = markdown::render_with_front_matter(document);
    let (top, rest) = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n\n")).expect("two lines of ---");
    let mut data = YamlLoader::load_from_str(top).unwrap_or_else(|error| panic!("{error}: {top}"));
    assert_eq!(data.len(), 1, "{top}");
    (data.remove(0), rest.to_owned())
}

fn assert_says_what_the_plan_says(document: &Document) {
    let (data, rest) = read(document);
    let text = |key: &str| data[key].as_str().map(str::to_owned);
    assert_eq!(text("title").as_ref(), Some(&document.cover.title));
    assert_eq!(text("municipality").as_ref(), Some(&document.cover.kommune));
    assert_eq!(text("status").as_ref(), Some(&document.cover.status));
    assert_eq!(text("date"), Some(document.date.to_string()));
    assert_eq!(text("lang").as_deref(), Some("da"));
    assert_eq!(rest, markdown::render(document));
}

#[test]
fn it_says_what_the_plan_says() {
    for plan in plans() {
        assert_says_what_the_plan_says(&document(&plan));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_title(title in prop_oneof![
        ".*",
        r#"[-:#"'\\ {}\[\]&*!|>%@`,?~0-9aæ\n\t\u{85}\u{a0}\u{2028}\u{feff}]{0,12}"#,
        prop::sample::select(vec!["null", "true", "ja", "2026-11-20", "1.0", "---", "...", "~", "<<", "=", ""]).prop_map(str::to_owned),
    ]) {
        static DRAFT: LazyLock<Document> = LazyLock::new(|| document_of("fase = \"udkast\"\nkommune.navn = \"Ishøj\"\n"));
        let mut document = DRAFT.clone();
        document.body.clear();
        document.cover.title = title;
        assert_says_what_the_plan_says(&document);
    }
}
