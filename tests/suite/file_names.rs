//! Files that are named a little otherwise than they are called, by answers and on the command line.

use std::fs;

use serde_json::Value;

use super::support::{answer_file, checked, findings};
use super::tough::{run, told};

const DRAFT: &str = "fase = \"udkast\"\nkommune.navn = \"Ishøj\"\n";
const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
const MEGABYTES: u32 = 400;

/// Every command that takes an answer file.
const COMMANDS: [&[&str]; 6] = [
    &["check"],
    &["check", "--format", "sarif"],
    &["build", "--format", "md"],
    &["status", "--format", "json"],
    &["overblik", "--format", "json"],
    &["tekstblok", "1"],
];

/// The answers that name a file, each in its place.
fn naming(name: &str) -> [String; 4] {
    [
        format!("{DRAFT}kommune.logo = \"{name}\"\nkommune.logo_alt = \"Byvåben\"\n"),
        format!("{DRAFT}[introduktion]\nvision = \"![Et billede](<{name}>)\"\n"),
        format!("{DRAFT}[tekstblokke]\n1 = \"{name}\"\n"),
        format!("{DRAFT}[[bilag]]\ntitel = \"Ordliste\"\nfil = \"{name}\"\n"),
    ]
}

/// As it comes out of a zip file from a Mac, and as it is typed; and the other way.
#[test]
fn a_file_in_the_other_unicode_form_is_used() {
    for (there, named) in [("Ma\u{30a}løv/kort-a\u{30a}", "M\u{e5}løv/kort-\u{e5}"), ("\u{e5}", "a\u{30a}")] {
        for ending in ["svg", "md"] {
            let there = format!("{there}.{ending}");
            let texts = naming(&format!("{named}.{ending}"));
            for text in if ending == "svg" { &texts[..2] } else { &texts[2..] } {
                let (folder, path) = answer_file(text);
                let file = folder.path().join(&there);
                fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
                fs::write(&file, if ending == "svg" { DRAWING } else { "Vores egen tekst." }).expect("a file");
                let checked = checked(&path);
                assert_eq!(checked.findings.errors(), 0, "{text}\n{}", findings(&checked));
                assert!(checked.named.iter().any(|named| named.canonicalize().is_ok()), "it is watched: {:?}", checked.named);
                let shown = checked.sources.iter().any(|source| source.text == "Vores egen tekst.");
                assert!(shown || checked.pictures().count() == 1, "{text}");
            }
        }
    }
}

/// It is read once, however many answers name it.
#[test]
fn an_image_in_the_other_unicode_form_is_one_image() {
    let (folder, path) = answer_file(&format!(
        "{DRAFT}kommune.logo = \"\u{e5}.svg\"\nkommune.logo_alt = \"Byvåben\"\n[introduktion]\nvision = \"![Et billede](a\u{30a}.svg)\"\nrevision = \"![Et billede](%C3%A5.svg)\"\n"
    ));
    fs::write(folder.path().join("a\u{30a}.svg"), DRAWING).expect("a drawing");
    let checked = checked(&path);
    assert_eq!((checked.findings.errors(), checked.pictures().count()), (0, 1), "{}", findings(&checked));
}

/// Following the help to the letter removes the finding, and makes no other.
#[test]
fn the_help_is_followed_to_the_letter() {
    let cases = [
        ("kort.jpg", "kort.svg"),
        ("logo.svg", "logo.svg.txt"),
        ("billeder/kort.svg.txt", "billeder/kort.svg"),
        ("kort aa.svg", "kort-å.svg"),
        ("kort", "kort.svg"),
        ("tekst.txt", "tekst.md"),
        ("tekster/tekst.md", "tekster/tekst.md.txt"),
        ("tekst 1.md", "tekst_1.md"),
        #[cfg(target_os = "linux")]
        ("Billeder/Kort.SVG", "billeder/kort.svg"),
        #[cfg(target_os = "linux")]
        ("Tekst.MD", "tekst.md"),
    ];
    for (named, there) in cases {
        let texts = naming(named);
        for text in if there.contains("svg") { &texts[..2] } else { &texts[2..] } {
            let (folder, path) = answer_file(text);
            let file = folder.path().join(there);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(&file, if there.contains("svg") { DRAWING } else { "Vores egen tekst." }).expect("a file");
            let before = checked(&path);
            let help = &before.findings.iter().find(|finding| finding.code.id() == "B014").expect("a finding").help;
            let write = help.rsplit_once("Skriv »").and_then(|(_, rest)| rest.strip_suffix("«.")).expect("what to write");
            assert_eq!(write, there, "{help}");
            fs::write(&path, text.replace(named, write)).expect("the answers");
            let after = checked(&path);
            assert_eq!(after.findings.errors(), 0, "{}", findings(&after));
        }
    }
}

/// A text of its own names its images from where it lies.
#[test]
fn an_image_of_a_text_is_named_from_where_the_text_lies() {
    let (folder, path) = answer_file(&format!("{DRAFT}[tekstblokke]\n1 = \"tekster/blok.md\"\n"));
    fs::create_dir_all(folder.path().join("tekster/billeder")).expect("a folder");
    for (there, named, write) in [
        ("tekster/billeder/kort.svg", "billeder/kort.png", "billeder/kort.svg"),
        ("byvaaben.svg", "../byvaaben.png", "byvaaben.svg"),
        ("tekster/et kort (2).svg", "et%20kort%20(2).png", "et%20kort%20%282%29.svg"),
    ] {
        fs::write(folder.path().join(there), DRAWING).expect("a drawing");
        let text = folder.path().join("tekster/blok.md");
        fs::write(&text, format!("Her er et kort:\n\n![Et kort]({named})\n")).expect("a text");
        let before = checked(&path);
        let help = &before.findings.iter().find(|finding| finding.code.id() == "B014").expect("a finding").help;
        assert!(help.ends_with(&format!("Skriv »{write}«.")), "{help}");
        fs::write(&text, format!("Her er et kort:\n\n![Et kort]({write})\n")).expect("a text");
        let after = checked(&path);
        assert_eq!(after.findings.errors(), 0, "{}", findings(&after));
    }
}

#[test]
fn a_name_with_marks_that_turn_the_text_is_written_out() {
    let (folder, path) = answer_file(DRAFT);
    let told = told(&run(&["check", "min\u{202e}lmot"], folder.path(), MEGABYTES));
    assert!(told.starts_with("fejl: Filen »min\\u{202e}lmot« findes ikke.") && !told.contains('\u{202e}'), "{told}");
    fs::write(&path, format!("{DRAFT}kommune.logo = \"k\u{200b}ort.png\"\nkommune.logo_alt = \"Byvåben\"\n")).expect("a file");
    let checked = checked(&path);
    assert!(checked.findings.iter().any(|finding| finding.message == "Filen »k\\u{200b}ort.png« findes ikke."));
}

/// A name that nobody can type is no name to suggest.
#[cfg(unix)]
#[test]
fn names_that_cannot_be_typed_are_not_suggested() {
    let (folder, _) = answer_file(DRAFT);
    for name in ["a\u{1b}[31m.toml", "b\u{202e}.toml", "c\".toml"] {
        fs::rename(folder.path().join("kommune.toml"), folder.path().join(name)).expect("another name");
        let told = told(&run(&["check"], folder.path(), MEGABYTES));
        assert!(told.contains("beredskab init") && !told.contains(name), "{told}");
        fs::rename(folder.path().join(name), folder.path().join("kommune.toml")).expect("the name");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_file_in_the_other_unicode_form_is_used_and_one_in_other_case_is_named() {
    let (folder, path) = answer_file(DRAFT);
    fs::rename(path, folder.path().join("Ma\u{30a}løv.toml")).expect("another name");
    for command in COMMANDS {
        let output = run(&[command, &["M\u{e5}løv.toml"]].concat(), folder.path(), MEGABYTES);
        assert_eq!(output.status.code(), Some(0), "{command:?}: {}", told(&output));
        let output = run(&[command, &["m\u{e5}løv.toml"]].concat(), folder.path(), MEGABYTES);
        let told = told(&output);
        assert_eq!(output.status.code(), Some(2), "{command:?}: {told}");
        assert!(told.contains("Mente I »Ma\u{30a}løv.toml«? Skriv: beredskab "), "{told}");
    }
}

/// What programs read holds nothing of what is said to people.
#[test]
fn the_usual_file_is_taken_and_told_beside_what_programs_read() {
    let (folder, _) = answer_file(DRAFT);
    for command in [&["check", "--format", "json"], &["check", "--format", "sarif"], &["status", "--format", "json"]] {
        let output = run(command, folder.path(), MEGABYTES);
        assert_eq!(told(&output), "Bruger kommune.toml i denne mappe.");
        let named: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert!(named.to_string().contains("kommune.toml") && output.status.success(), "{named}");
    }
    let output = run(&["build", "--format", "html", "--out", "-"], folder.path(), MEGABYTES);
    assert!(output.stdout.starts_with(b"<!doctype html>"));
}

/// One message, and never a finding.
#[test]
fn a_file_of_another_kind_is_told_by_every_command() {
    let (folder, _) = answer_file(DRAFT);
    let page = format!("<!doctype html>\n<p>{}</p>\n", "Teksten.\nplan.a = 1;\n".repeat(500));
    let files: [(&str, Vec<u8>, &str); 7] = [
        ("plan.docx", b"PK\x03\x04\x14\0word/document.xml".to_vec(), "et Word-dokument"),
        ("omdoebt.toml", b"PK\x03\x04\x14\0word/document.xml".to_vec(), "et Word-dokument"),
        ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "et ældre Office-dokument"),
        ("plan.html", page.into_bytes(), "en hjemmeside"),
        ("plan.md", b"# Plan\n\nVi vil.\n\n```toml\nfase = \"udkast\"\n```\n".to_vec(), "en tekst i Markdown"),
        ("program.toml", b"\x7fELF\x02\x01\x01\0\0\0".to_vec(), "en fil med andet end tekst"),
        ("kort.svg", DRAWING.as_bytes().to_vec(), "et billede"),
    ];
    for (name, bytes, kind) in files {
        fs::write(folder.path().join(name), bytes).expect("a file");
        for command in COMMANDS {
            let output = run(&[command, &[name]].concat(), folder.path(), MEGABYTES);
            let told = told(&output);
            assert_eq!(output.status.code(), Some(2), "{command:?} {name}: {told}");
            assert!(told.starts_with(&format!("fejl: »{name}« er {kind}")) && told.len() < 400, "{command:?}: {told}");
            assert!(told.contains("beredskab ") && told.ends_with("kommune.toml"), "{command:?}: {told}");
        }
    }
    // In a folder they are passed over.
    let output = run(&["check", "."], folder.path(), MEGABYTES);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
}

/// Each of them looks around no more than a few times.
#[test]
fn a_thousand_missing_files_are_told_in_a_moment() {
    let (folder, path) = answer_file(DRAFT);
    for number in 0..1_000 {
        fs::write(folder.path().join(format!("{number}.toml")), DRAFT).expect("an answer file");
    }
    let names: Vec<String> = (0..1_000).map(|number| format!("mangler-{number}.toml")).collect();
    let arguments: Vec<&str> = ["check"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let output = run(&arguments, folder.path(), MEGABYTES);
    assert_eq!(told(&output).matches("Skriv fx:").count(), 3);
    let images: Vec<String> = (0..10_000).map(|number| format!("![Et billede](kort{number}.jpg)\n\n")).collect();
    let text = format!("{DRAFT}[introduktion]\nvision = \"\"\"\n{}\"\"\"\n", images.concat());
    fs::write(&path, text).expect("an answer file");
    assert!(checked(&path).findings.errors() > 1_000);
}
