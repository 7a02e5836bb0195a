//! Many initiatives: a table of them all that leads to each, in every format, and a compact form.

use beredskab::document::Document;
use beredskab::output::Format;
use beredskab::output::fragment::{self, Tables};

use super::support::{document_of, project};

/// The template's `mange_indsatser`.
const MANY: usize = 8;

/// The plan of the case with so many of its initiatives.
fn with(count: usize) -> Document {
    let text = std::fs::read_to_string(project("tests/plans/mange-indsatser/kommune.toml")).expect("an answer file");
    let mut table: toml::Table = text.parse().expect("TOML");
    let initiatives = table.get_mut("indsatser").and_then(toml::Value::as_array_mut).expect("initiatives");
    assert!(initiatives.len() > MANY);
    initiatives.truncate(count);
    document_of(&table.to_string())
}

fn html(document: &Document) -> String {
    String::from_utf8(Format::Html.render(document).expect("a page")).expect("UTF-8")
}

/// What stands between two words, wherever the first is.
fn between<'t>(text: &'t str, before: &'t str, after: char) -> Vec<&'t str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

/// The anchors of initiatives, which have a number: a section may be called "indsatser-rettet-mod-borger".
fn initiatives<'t>(ids: &[&'t str]) -> Vec<&'t str> {
    let is_number = |id: &str| id.strip_prefix("indsatser-").is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()));
    ids.iter().copied().filter(|id| is_number(id)).collect()
}

#[test]
fn few_initiatives_are_boxes_without_a_table() {
    let page = html(&with(MANY - 1));
    assert!(!page.contains("Indsatserne i oversigt") && !page.contains("class=\"indsats kompakt\""));
    assert_eq!(page.matches("<div class=\"indsats\">").count(), MANY - 1);
    assert_eq!(initiatives(&between(&page, " id=\"", '"')), [""; 0], "anchors that nothing leads to");
}

#[test]
fn from_a_number_on_they_are_a_table_and_compact() {
    for count in [MANY, 30] {
        let page = html(&with(count));
        assert!(page.contains("<h3>Indsatserne i oversigt</h3>"));
        assert_eq!(page.matches("<div class=\"indsats kompakt\">").count(), count);
        assert_eq!(page.matches("<div class=\"indsats\">").count(), 0);
    }
}

/// In the page, in the fragment, and in the chapter of it that is a page of its own.
#[test]
fn every_row_leads_to_its_initiative() {
    let document = with(30);
    let mut texts = vec![html(&document)];
    for tables in [Tables::Kept, Tables::AsLists] {
        texts.push(fragment::render(&document, tables));
        let chapters = fragment::chapters(&document, tables);
        texts.push(chapters.into_iter().find(|chapter| chapter.name.starts_with("3-")).expect("the chapter").html);
    }
    for text in texts {
        let ids = between(&text, " id=\"", '"');
        let links = between(&text, "<a href=\"#", '<').into_iter().filter_map(|link| link.split_once("\">"));
        let links: Vec<(&str, &str)> = links.filter(|(id, _)| !initiatives(&[id]).is_empty()).collect();
        assert_eq!(links.len(), 30);
        for (id, words) in links {
            assert_eq!(ids.iter().filter(|other| **other == id).count(), 1, "{id}");
            assert!(text.contains(&format!(" id=\"{id}\">{words}</h")), "{id} is not »{words}«");
        }
    }
}

/// Markdown has no anchors, so there is nothing to lead to.
#[test]
fn in_markdown_the_table_is_words() {
    let text = String::from_utf8(Format::Markdown.render(&with(30)).expect("a text")).expect("UTF-8");
    assert!(text.contains("| Mentor til unge | Borgeren | Mentorkorpset |") && !text.contains("](#"));
}

#[cfg(feature = "pdf")]
#[test]
fn on_paper_every_row_leads_to_its_initiative() {
    use lopdf::{Document as Pdf, Object};
    let links = |count| {
        let pdf = Pdf::load_mem(&Format::Pdf.render(&with(count)).expect("a PDF")).expect("a PDF");
        let is_link = |object: &&Object| {
            let Ok(link) = object.as_dict() else { return false };
            let is_within = link.has(b"Dest") || link.get(b"A").and_then(Object::as_dict).is_ok_and(|action| action.has(b"D"));
            link.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Link") && is_within
        };
        pdf.objects.values().filter(is_link).count()
    };
    // The contents lead to as many sections, and a name that takes two lines is two links.
    assert!(links(30) >= links(MANY - 1) + 30, "{} {}", links(30), links(MANY - 1));
}
