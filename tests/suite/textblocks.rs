//! A standard text that was copied and not changed is the standard text.

use beredskab::output::markdown;
use beredskab::pipeline;

use super::support::{answer_file, checked, settings};

const FILE: &str = "fase = \"udkast\"\nkommune.navn = \"Randers\"\nnetvaerk.hyppighed = \"fire gange årligt\"\n";

#[test]
fn a_copy_has_every_word_of_the_standard_text() {
    let (folder, path) = answer_file(FILE);
    let texts = checked(&path).standard_texts().expect("the texts");
    assert_eq!(texts.len(), 6);
    let mut lines = String::from("[tekstblokke]\n");
    for text in &texts {
        let name = format!("tekstblok-{}.md", text.number);
        std::fs::write(folder.path().join(&name), markdown::render_text(&text.blocks)).expect("a copy");
        lines = format!("{lines}{} = \"{name}\"\n", text.number);
    }
    std::fs::write(&path, format!("{FILE}\n{lines}")).expect("an answer file");
    for block in checked(&path).status().expect("a status").textblocks {
        let compared = block.compared.expect("an own text");
        assert_eq!((compared.kept, compared.added), (compared.standard_words, 0), "{}", block.number);
    }
    // With a copy in place of each, the plan says what it said.
    let words = |plan: &str| plan.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let own = words(&markdown::render(&checked(&path).document().expect("a plan")));
    std::fs::write(&path, FILE).expect("an answer file");
    let standard = words(&markdown::render(&checked(&path).document().expect("a plan")));
    for (i, word) in texts.iter().flat_map(|text| words(&markdown::render_text(&text.blocks))).enumerate() {
        assert!(own.contains(&word) && standard.contains(&word), "word {i}: {word}");
    }
}

/// What nobody has answered stands to be filled in, so that a check finds it where it is forgotten.
#[test]
fn what_is_not_known_is_told_by_a_check() {
    let texts = pipeline::unanswered(&settings()).expect("the template").standard_texts().expect("the texts");
    let network = markdown::render_text(&texts[5].blocks);
    let (folder, path) = answer_file("kommune.navn = \"Randers\"\nfase = \"udkast\"\n[tekstblokke]\n6 = \"egen.md\"\n");
    std::fs::write(folder.path().join("egen.md"), network).expect("a copy");
    let found = super::support::findings(&checked(&path));
    for left in ["[KOMMUNENS NAVN]", "[HVOR OFTE MØDES NETVÆRKET?]", "[POLITIKREDSENS NAVN]"] {
        assert!(found.contains(&format!("»{left}« er ikke udfyldt")), "{found}");
    }
}
