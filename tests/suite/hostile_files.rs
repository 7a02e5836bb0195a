//! Files that are no files, or that are made to harm, in every place where a file can be named.

use std::fs::{self, File};
use std::io::{Cursor, Write as _};
use std::path::Path;

use super::support::{answer_file, checked};
use super::tough::{run, told};

const DRAFT: &str = "fase = \"udkast\"\nkommune.navn = \"Ishøj\"\n";

/// What the memory may be: the program itself with its threads, and what a file may take.
const MEGABYTES: u32 = 400;

/// Every command that reads an answer file. `vis` reads it before it serves anything.
const COMMANDS: [&[&str]; 7] = [
    &["check"],
    &["build", "--format", "md,html"],
    &["build", "--format", "md", "--out", "-"],
    &["status"],
    &["overblik"],
    &["tekstblok", "1"],
    &["vis"],
];

fn assert_refused(folder: &Path, file: &str, expected: &str) {
    for command in COMMANDS {
        let output = run(&[command, &[file]].concat(), folder, MEGABYTES);
        let told = told(&output);
        assert_eq!(output.status.code(), Some(2), "{command:?} {file}: {told}");
        assert!(told.starts_with("fejl: ") && told.contains(expected), "{command:?} {file}: {told}");
    }
    assert!(!folder.join("plan").exists(), "{file} became a plan");
}

#[test]
fn an_answer_file_that_is_none_is_told_by_every_command() {
    let (folder, _) = answer_file(DRAFT);
    File::create(folder.path().join("kaempe.toml")).and_then(|file| file.set_len(10 << 30)).expect("a sparse file");
    assert_refused(folder.path(), "kaempe.toml", "fylder mere end 20 MB");
    assert_refused(folder.path(), "findes-ikke.toml", "findes ikke");
    assert_refused(folder.path(), "kommune.toml/x.toml", "findes ikke");
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_no_answer_files() {
    let (folder, _) = answer_file(DRAFT);
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("roer.toml")).status().expect("mkfifo");
    assert!(made.success());
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("nul.toml")).expect("a link");
    for file in ["roer.toml", "nul.toml", "/dev/zero", "/dev/full", "/dev/stdin", "/dev/random"] {
        assert_refused(folder.path(), file, "er ikke en fil");
    }
    // In a folder they are passed over.
    let output = run(&["check", "."], folder.path(), MEGABYTES);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
}

#[cfg(unix)]
#[test]
fn an_answer_file_may_be_a_link_and_its_folder_is_the_link_s() {
    let (elsewhere, file) = answer_file(&format!("{DRAFT}[tekstblokke]\n1 = \"egen.md\"\n"));
    fs::write(elsewhere.path().join("egen.md"), "Den anden mappes tekst.").expect("a text");
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(file, folder.path().join("kommune.toml")).expect("a link");
    let output = run(&["check", "kommune.toml"], folder.path(), MEGABYTES);
    assert_eq!(output.status.code(), Some(1), "the text lies beside the file, not beside the link");
    fs::write(folder.path().join("egen.md"), "Vores egen tekst.").expect("a text");
    let output = run(&["build", "kommune.toml", "--format", "md", "--out", "-"], folder.path(), MEGABYTES);
    let plan = String::from_utf8_lossy(&output.stdout);
    assert!(plan.contains("Vores egen tekst.") && !plan.contains("Den anden mappes"), "{plan}");
}

/// What an answer names, in each of the places where one can be named.
#[cfg(unix)]
#[test]
fn what_an_answer_names_is_a_file_of_the_folder_or_told() {
    use std::os::unix::fs::symlink;
    let (outside, _) = answer_file("hemmeligt");
    fs::write(outside.path().join("hemmelig.md"), "hemmeligt").expect("a file");
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    symlink(outside.path().join("hemmelig.md"), at("ud.md")).expect("a link");
    symlink(outside.path(), at("udmappe")).expect("a link");
    symlink("/dev/zero", at("nulpunkt.md")).expect("a link");
    symlink("i-ring.md", at("i-ring.md")).expect("a link");
    fs::create_dir(at("mappe")).expect("a folder");
    assert!(std::process::Command::new("mkfifo").arg(at("roer.md")).status().expect("mkfifo").success());
    File::create(at("kaempe.md")).and_then(|file| file.set_len(10 << 30)).expect("a sparse file");
    let absolute = outside.path().join("hemmelig.md").display().to_string();
    let names = [
        (absolute.as_str(), "B015"),
        ("../hemmelig.md", "B015"),
        ("mappe/../../hemmelig.md", "B015"),
        ("ud.md", "B015"),
        ("udmappe/hemmelig.md", "B015"),
        ("nulpunkt.md", "B015"),
        ("/dev/zero", "B015"),
        ("/dev/stdin", "B015"),
        ("C:\\\\Windows\\\\win.ini", "B015"),
        ("\\\\\\\\server\\\\deling\\\\x.md", "B015"),
        ("CON", "B016"),
        ("nul", "B016"),
        ("mappe/com1.md", "B016"),
        ("mappe", "B016"),
        ("roer.md", "B016"),
        ("kaempe.md", "B016"),
        ("i-ring.md", "B016"),
        ("x\\u0000y.md", "B014"),
        ("findes-ikke.md", "B014"),
    ];
    for (name, code) in names {
        let places = [
            format!("{DRAFT}kommune.logo = \"{name}\"\nkommune.logo_alt = \"Byvåben\"\n"),
            format!("{DRAFT}[tekstblokke]\n1 = \"{name}\"\n"),
            format!("{DRAFT}[[bilag]]\ntitel = \"Ordliste\"\nfil = \"{name}\"\n"),
            format!("{DRAFT}[introduktion]\nvision = \"![Et billede](<{name}>)\"\n"),
        ];
        for text in places {
            fs::write(at("kommune.toml"), &text).expect("an answer file");
            let checked = checked(&at("kommune.toml"));
            let found = checked.findings.iter().find(|finding| ["B014", "B015", "B016"].contains(&finding.code.id()));
            // CommonMark has another sign for the character zero, and reads a backslash before a mark as that mark.
            let of_markdown = text.contains("<x") || (text.contains("![") && name.contains('\\'));
            assert!(of_markdown || found.is_some_and(|found| found.code.id() == code), "{text}: {found:?}");
            assert!(checked.sources.iter().all(|source| !source.text.contains("hemmeligt")), "{text} was read");
        }
    }
}

/// A file that grows, shrinks and changes while it is read: whatever was read is checked, and nothing breaks.
#[test]
fn a_file_that_changes_while_it_is_read_is_read_as_something() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let (_folder, path) = answer_file(DRAFT);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let mut file = File::create(&path).expect("the file");
                for _ in 0..200 {
                    file.write_all(DRAFT.as_bytes()).expect("more");
                }
                file.set_len(7).expect("less");
            }
        });
        for _ in 0..200 {
            let _ = checked(&path);
        }
        done.store(true, Ordering::Relaxed);
    });
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut sum = !0_u32;
    for &byte in kind.iter().chain(data) {
        sum ^= u32::from(byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    let length = u32::try_from(data.len()).expect("a length").to_be_bytes();
    [&length[..], &kind, data, &(!sum).to_be_bytes()].concat()
}

/// A PNG of this size, with chunks before its pixels.
fn png(width: u32, height: u32, before: &[u8], pixels: &[u8]) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n", &chunk(*b"IHDR", &head)[..], before, &chunk(*b"IDAT", pixels), &chunk(*b"IEND", b"")].concat()
}

/// So many megabytes of nothing, packed into a thousandth of it.
fn packed(megabytes: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    png::Encoder::new(&mut bytes, 1 << 20, u32::try_from(megabytes).expect("a size"))
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&vec![0; megabytes << 20]))
        .expect("a PNG");
    // Its pixels are what is wanted, without the rest of it.
    let mut data = Vec::new();
    let mut rest = &bytes[8..];
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        if &head[4..] == b"IDAT" {
            data.extend(&after[..length]);
        }
        rest = after.get(length + 4..).unwrap_or_default();
    }
    data
}

fn jpeg(side: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = image::GrayImage::new(side, side);
    pixels.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Jpeg).expect("a JPEG");
    bytes
}

#[test]
fn images_made_to_harm_are_told_in_little_memory() {
    let whole = packed(64);
    let profile = |packed: &[u8]| chunk(*b"iCCP", &[b"x\0\0", packed].concat());
    let small = jpeg(64);
    let sized = |bytes: &[u8]| {
        let at = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame");
        [&bytes[..at + 5], &[0xff; 4], &bytes[at + 9..]].concat()
    };
    let scan = {
        let at = small.windows(2).position(|pair| pair == [0xff, 0xda]).expect("a scan");
        small[at..small.len() - 2].to_vec()
    };
    let cases: [(&str, Vec<u8>, Option<&str>); 11] = [
        ("kaempe.png", png(65_535, 65_535, b"", &whole[..1000]), Some("for mange billedpunkter")),
        ("lang.png", png(25_000_001, 1, b"", &whole[..1000]), Some("for mange billedpunkter")),
        ("stor-nok.png", png(5_000, 4_200, b"", &whole), None),
        ("for-meget.png", png(10, 10, b"", &whole), None),
        ("profil.png", png(10, 10, &profile(&whole), &packed(1)), Some("fylder meget, når det pakkes ud")),
        ("tekst.png", png(10, 10, &chunk(*b"zTXt", &[b"x\0\0", &whole[..]].concat()), &packed(1)), None),
        ("itekst.png", png(10, 10, &chunk(*b"iTXt", &[b"x\0\x01\0\0\0", &whole[..]].concat()), &packed(1)), None),
        ("intet.png", png(0, 0, b"", &whole[..1000]), Some("er beskadiget")),
        ("kaempe.jpg", sized(&small), Some("for mange billedpunkter")),
        ("stor-nok.jpg", jpeg(4_900), None),
        ("omgange.jpg", [&small[..small.len() - 2], &scan.repeat(20_000), b"\xff\xd9"].concat(), Some("flere end 100 gennemløb")),
    ];
    for (name, bytes, expected) in cases {
        let (folder, _) = answer_file(&format!("{DRAFT}kommune.logo = \"{name}\"\nkommune.logo_alt = \"Byvåben\"\n"));
        fs::write(folder.path().join(name), bytes).expect("an image");
        let output = run(&["check", "kommune.toml"], folder.path(), MEGABYTES);
        let found = String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(i32::from(expected.is_some())), "{name}: {found} {}", told(&output));
        assert!(expected.is_none_or(|expected| found.contains(expected)), "{name}: {found}");
    }
}

fn numbered(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect()
}

fn svg(inner: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"100\">{inner}</svg>")
}

/// What is too long to lie in `tests/faults/filer`, where the short ones do.
#[test]
fn drawings_made_to_harm_are_told_in_little_memory() {
    let rect = "<rect width=\"1\" height=\"1\"/>";
    let entity = |value: &str, inner: &str| format!("<!DOCTYPE svg [<!ENTITY x \"{value}\">]>{}", svg(inner));
    let lines = "h1".repeat(100_000);
    let marker = format!("<marker id=\"m\">{}</marker>", rect.repeat(500));
    let attributes = numbered(100_000, |n| format!(" a{n}=\"1\""));
    let spaces = numbered(100_000, |n| format!(" xmlns:n{n}=\"u\""));
    let rules = numbered(20_000, |n| format!(".a{n} .b{{fill:red}}"));
    let intricate = Some("for indviklet");
    let cases: [(&str, String, Option<&str>); 18] = [
        ("dybt", svg(&format!("{}{}", "<g>".repeat(1_000_000), "</g>".repeat(1_000_000))), intricate),
        ("dybt-uden-slutning", svg(&"<g>".repeat(1_000_000)), intricate),
        ("mange", svg(&rect.repeat(600_000)), intricate),
        ("mange-nok", svg(&rect.repeat(50_000)), None),
        ("kommentarer", svg(&"<!---->".repeat(1_000_000)), intricate),
        ("kvadratisk", entity(&"a".repeat(50_000), &"&x;".repeat(50_000)), Some("når det pakkes ud")),
        (
            "kvadratisk-attribut",
            entity(&"a".repeat(50_000), &format!("<g id=\"{}\"/>", "&x;".repeat(50_000))),
            Some("når det pakkes ud"),
        ),
        ("attributter", svg(&format!("<rect{attributes}/>")), intricate),
        ("navnerum", svg(&format!("<g{spaces}/>")), intricate),
        ("skjulte-attributter", entity(&format!("<g{}/>", attributes.replace('"', "'")), "&x;"), intricate),
        ("hjoerner", svg(&format!("{marker}<path marker-mid=\"url(#m)\" d=\"M0 0{lines}\"/>")), intricate),
        ("hjoerner-i-gruppe", svg(&format!("{marker}<g style=\"marker:url(#m)\"><path d=\"M0 0{lines}\"/></g>")), intricate),
        (
            "hjoerner-i-stil",
            svg(&format!("<style>path{{marker-mid:url(#m)}}</style>{marker}<path d=\"M0 0{lines}\"/>")),
            intricate,
        ),
        ("pile", svg(&format!("{marker}<path marker-end=\"url(#m)\" d=\"M0 0{lines}\"/>")), None),
        ("regler", svg(&format!("<style>{rules}</style>{}", "<rect class=\"b\"/>".repeat(20_000))), intricate),
        ("brugt-bredt", svg(&format!("<g id=\"g\">{}</g>{}", rect.repeat(1_000), "<use href=\"#g\"/>".repeat(1_000))), intricate),
        ("lange-linjer", svg(&format!("<path d=\"M0 0{}\"/>", "l1 1".repeat(2_000_000))), intricate),
        ("streger", svg(&"<path stroke=\"red\" stroke-dasharray=\"1e-6\" d=\"M0 0h1e6\"/>".repeat(500)), None),
    ];
    for (name, text, expected) in cases {
        let file = format!("{name}.svg");
        let (folder, _) = answer_file(&format!("{DRAFT}kommune.logo = \"{file}\"\nkommune.logo_alt = \"Byvåben\"\n"));
        fs::write(folder.path().join(&file), text).expect("a drawing");
        let output = run(&["check", "kommune.toml"], folder.path(), MEGABYTES);
        let found = String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(i32::from(expected.is_some())), "{name}: {found} {}", told(&output));
        assert!(expected.is_none_or(|expected| found.contains(expected)), "{name}: {found}");
    }
}

/// The same image in every answer is read once, and a thousand that are each small enough are not when they are together.
#[test]
fn many_images_are_limited_together() {
    let (folder, path) = answer_file("");
    let bytes = png(5_000, 4_900, b"", &packed(71));
    for number in 0..22 {
        fs::write(folder.path().join(format!("{number}.png")), &bytes).expect("an image");
    }
    let images: String = (0..22).map(|number| format!("![Et billede]({number}.png)\n\n").repeat(50)).collect();
    fs::write(&path, format!("{DRAFT}[introduktion]\nvision = \"\"\"\n{images}\"\"\"\n")).expect("an answer file");
    let output = run(&["check", "kommune.toml"], folder.path(), MEGABYTES);
    let found = String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(output.status.code(), Some(1), "{found}");
    assert_eq!(found.matches("for mange billedpunkter tilsammen").count(), 2, "{found}");
}

/// Ten thousand findings, also on one line of a megabyte: all are counted, a hundred are shown, and `--alle` shows them all.
#[test]
fn ten_thousand_findings_are_counted_and_a_hundred_shown() {
    let line = "Se [her](https://www.ishoej.dk/en/lang/sti/til/en/side/om/forebyggelse) og kom igen. ";
    for text in [line.repeat(10_000), format!("{}\n\n", line.trim_end()).repeat(10_000)] {
        let (folder, _) = answer_file(&format!("{DRAFT}[introduktion]\nvision = '''\n{text}'''\n"));
        let shown = |arguments: &[&str]| {
            let output = run(&[&["check", "kommune.toml"], arguments].concat(), folder.path(), MEGABYTES);
            String::from_utf8(output.stdout).expect("UTF-8")
        };
        let first = shown(&[]);
        assert_eq!(
            first.matches("\n --> ").count()
                + first.matches("\n  --> ").count()
                + first.matches("\n   --> ").count()
                + first.matches("\n    --> ").count()
                + first.matches("\n     --> ").count(),
            100,
            "{first}"
        );
        assert!(first.contains("100 af 10.0") && first.contains("bemærkninger er vist, fejlene først."), "{first}");
        assert!(first.lines().all(|line| line.chars().count() <= 100), "a line is wider than a terminal");
        let json: serde_json::Value = serde_json::from_str(&shown(&["--format", "json"])).expect("JSON");
        assert!(json.to_string().matches("\"B404\"").count() >= 10_000);
    }
}
