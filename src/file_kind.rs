//! What a file is that was given as an answer file: answers, or a document of another kind.
//!
//! Knows the template's keys and how other files begin. Knows nothing of what the answers say.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::sync::LazyLock;

use memchr::{memchr, memmem};

use crate::names::ending;
use crate::skabelon;
use crate::source::Sources;

/// The keys and tables that stand at the top of an answer file to any of the templates.
static KEYS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let templates = skabelon::names().into_iter().filter_map(|name| skabelon::built_in(name).ok());
    let keys = templates.flat_map(|skabelon| {
        let first = |key: &str| key.split('.').next().unwrap_or_default().to_owned();
        skabelon.questions().map(|(question, _)| first(&question.key)).collect::<Vec<_>>()
    });
    keys.collect()
});

/// A kind of file that holds no answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the name of its kind")]
pub enum OtherKind {
    Word,
    OpenDocument,
    OldOffice,
    Rtf,
    Spreadsheet,
    Slides,
    Pdf,
    Html,
    Markdown,
    Text,
    Json,
    Yaml,
    Xml,
    Mail,
    Image,
    Archive,
    Binary,
}

/// As it stands in a sentence: "et Word-dokument".
impl fmt::Display for OtherKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Word => "et Word-dokument",
            Self::OpenDocument => "et OpenDocument-dokument",
            Self::OldOffice => "et ældre Office-dokument, fx fra Word",
            Self::Rtf => "et RTF-dokument",
            Self::Spreadsheet => "et regneark",
            Self::Slides => "en præsentation",
            Self::Pdf => "en PDF",
            Self::Html => "en hjemmeside (HTML)",
            Self::Markdown => "en tekst i Markdown",
            Self::Text => "en tekst uden svar",
            Self::Json => "en JSON-fil",
            Self::Yaml => "en YAML-fil",
            Self::Xml => "en XML-fil",
            Self::Mail => "en mail",
            Self::Image => "et billede",
            Self::Archive => "et arkiv af pakkede filer",
            Self::Binary => "en fil med andet end tekst",
        })
    }
}

/// What a file is where it is no answer file, by its content and by the ending of its name.
///
/// An answer file may have any name. One with errors in it is an answer file all the same, so that they are told.
#[must_use]
pub fn other_kind(path: &Path, bytes: &[u8]) -> Option<OtherKind> {
    by_bytes(bytes).or_else(|| match by_ending(path) {
        Some(kind) => (!is_whole_answer_file(&text_of(bytes))).then_some(kind),
        None => by_text(&text_of(head(bytes))),
    })
}

/// Whether a text has one of the template's keys at its top level.
///
/// Most are known by their first line that says anything. Only where that is another does it take the whole file, and only a
/// file with errors in it is judged by its lines alone, so that a broken answer file is told of and not passed over.
#[must_use]
pub fn looks_like_answers(bytes: &[u8]) -> bool {
    let text = text_of(bytes);
    match first_answer_line(&text) {
        None => false,
        Some(0) => true,
        // Within a text of several lines, say. What has errors is taken at its lines' word.
        Some(_) => text.parse::<toml::Table>().map_or(true, |table| has_key(&table)),
    }
}

/// The same, where the file's name speaks against it: then a line that looks like an answer may be a line of a program or an
/// example in a text.
fn is_whole_answer_file(text: &str) -> bool {
    match first_answer_line(text) {
        None => false,
        Some(0) => true,
        Some(_) => text.parse::<toml::Table>().is_ok_and(|table| has_key(&table)),
    }
}

fn text_of(bytes: &[u8]) -> String {
    let mut sources = Sources::default();
    let (id, _) = sources.add("", bytes);
    sources.get(id).text.clone()
}

fn has_key(table: &toml::Table) -> bool {
    table.keys().any(|key| KEYS.contains(key))
}

/// Which of the lines that say anything is the first to begin as an answer.
fn first_answer_line(text: &str) -> Option<usize> {
    said(text).position(begins_as_answer)
}

/// The lines that are neither blank nor comments.
fn said(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Whether a line begins with one of the keys, as a key or as a table.
fn begins_as_answer(line: &str) -> bool {
    let inner = line.trim_start_matches('[');
    let inner = inner.trim_start().trim_start_matches(['"', '\'']);
    let end = inner.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(inner.len());
    let (key, rest) = inner.split_at(end);
    let rest = rest.trim_start_matches(['"', '\'']).trim_start();
    let ends_as_key = if line.starts_with('[') { rest.starts_with(['.', ']']) } else { rest.starts_with(['.', '=']) };
    ends_as_key && KEYS.contains(key)
}

/// As much of a file as tells what it is: every answer file of that length has an answer in it.
fn head(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(64 * 1024)]
}

/// What bytes are that no text begins with.
fn by_bytes(bytes: &[u8]) -> Option<OtherKind> {
    let holds = |name: &str| memmem::find(bytes, name.as_bytes()).is_some();
    let is_utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    Some(match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => match () {
            () if holds("word/document.xml") => OtherKind::Word,
            () if holds("xl/workbook.xml") || holds("opendocument.spreadsheet") => OtherKind::Spreadsheet,
            () if holds("ppt/presentation.xml") || holds("opendocument.presentation") => OtherKind::Slides,
            () if holds("opendocument.text") => OtherKind::OpenDocument,
            () => OtherKind::Archive,
        },
        [0xd0, 0xcf, 0x11, 0xe0, ..] => OtherKind::OldOffice,
        [b'%', b'P', b'D', b'F', b'-', ..] => OtherKind::Pdf,
        [b'{', b'\\', b'r', b't', b'f', ..] => OtherKind::Rtf,
        [0x89, b'P', b'N', b'G', ..]
        | [0xff, 0xd8, 0xff, ..]
        | [b'G', b'I', b'F', b'8', ..]
        | [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => OtherKind::Image,
        [0x1f, 0x8b, ..] | [b'7', b'z', 0xbc, 0xaf, ..] | [b'R', b'a', b'r', b'!', ..] => OtherKind::Archive,
        _ if !is_utf16 && memchr(0, head(bytes)).is_some() && !looks_like_answers(bytes) => OtherKind::Binary,
        _ => return None,
    })
}

/// What a text is that cannot be TOML from its first mark on.
fn by_text(text: &str) -> Option<OtherKind> {
    let start = text.trim_start().get(..15).unwrap_or(text.trim_start()).to_lowercase();
    let begins = |marks: &[&str]| marks.iter().any(|mark| start.starts_with(mark));
    if begins(&["<!doctype html", "<html"]) {
        return Some(OtherKind::Html);
    }
    if begins(&["<svg"]) {
        return Some(OtherKind::Image);
    }
    if begins(&["<?xml"]) {
        return Some(OtherKind::Xml);
    }
    if start.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '}'])) {
        return Some(OtherKind::Json);
    }
    let mut lines = said(text);
    // A few words are a beginning; so much without one answer is something else.
    (lines.by_ref().take(PROSE).count() == PROSE && !said(text).any(could_be_toml)).then_some(OtherKind::Text)
}

/// How many lines without a key and without a table are a text of its own.
const PROSE: usize = 5;

/// Whether a line could be meant as a key with its value, as a table, or as a part of a longer value.
fn could_be_toml(line: &str) -> bool {
    line.starts_with('[') || line.contains(['=', '"'])
}

fn by_ending(path: &Path) -> Option<OtherKind> {
    Some(match ending(&path.file_name()?.to_string_lossy()).as_str() {
        "doc" | "docx" | "docm" | "dotx" | "dot" => OtherKind::Word,
        "odt" | "ott" => OtherKind::OpenDocument,
        "rtf" => OtherKind::Rtf,
        "xls" | "xlsx" | "xlsm" | "ods" | "csv" => OtherKind::Spreadsheet,
        "ppt" | "pptx" | "odp" => OtherKind::Slides,
        "pdf" => OtherKind::Pdf,
        "html" | "htm" | "xhtml" | "mht" | "mhtml" => OtherKind::Html,
        "md" | "markdown" => OtherKind::Markdown,
        "txt" | "text" => OtherKind::Text,
        "json" => OtherKind::Json,
        "yaml" | "yml" => OtherKind::Yaml,
        "xml" => OtherKind::Xml,
        "eml" | "msg" => OtherKind::Mail,
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "heic" | "bmp" | "tif" | "tiff" => OtherKind::Image,
        "zip" | "7z" | "rar" | "gz" | "tar" => OtherKind::Archive,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answer_files_are_known() {
        let files: [&[u8]; 9] = [
            b"fase = \"udkast\"",
            b"\xef\xbb\xbf# tekst\r\n\r\n[kommune]\r\n",
            b"\xff\xfef\0a\0s\0e\0 \0=\0",
            b"kommune.navn = \"Ish\xf8j\"",
            b"'kommune' . navn = 1",
            b"note = 1\n[[ \"indsatser\" ]]\ntitel = 'x'\n",
            b"[note]\nx = 1\n[tekstblokke]\n1 = false\n",
            b"note = her er fejl\nfase = udkast\n",
            b"] ]\n[introduktion.ansvar]\n",
        ];
        for file in files {
            let text = String::from_utf8_lossy(file);
            assert!(looks_like_answers(file), "{text}");
            assert_eq!(other_kind(Path::new("kommune.toml"), file), None, "{text}");
        }
    }

    #[test]
    fn other_toml_is_not() {
        let files: [&[u8]; 7] = [
            b"",
            b"# fase = \"udkast\"",
            b"[package]\nname = \"fase\"\n",
            b"[project]\nplan.a = 1\n",
            b"text = \"\"\"\nfase = 1\n\"\"\"\n",
            b"faser = 1\n[kommuner]\n",
            b"titel = \"En skabelon\"\n[hotline]\nnavn = \"x\"\n",
        ];
        for file in files {
            assert!(!looks_like_answers(file), "{}", String::from_utf8_lossy(file));
        }
    }

    #[test]
    fn a_question_s_table_is_one_of_the_keys_and_none_is_so_common_that_it_says_nothing() {
        for key in ["fase", "kommune", "plan", "kontakt", "skabelon", "tekstblokke", "undtagelser"] {
            assert!(KEYS.contains(key), "{key}");
        }
        for common in ["name", "version", "package", "project", "titel", "navn", "kilde"] {
            assert!(!KEYS.contains(common), "{common}");
        }
    }

    #[test]
    fn other_files_are_known_by_what_is_in_them() {
        let prose = "Vi vil\n\nforebygge\n\nekstremisme\n\nsammen\n\n# Overskrift\n\nmed politiet.\n";
        let files: [(&[u8], OtherKind); 14] = [
            (b"PK\x03\x04\x14\0[Content_Types].xml PK\x03\x04 word/document.xml", OtherKind::Word),
            (b"PK\x03\x04\x14\0xl/workbook.xml", OtherKind::Spreadsheet),
            (b"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.text", OtherKind::OpenDocument),
            (b"PK\x05\x06\0\0", OtherKind::Archive),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OtherKind::OldOffice),
            (b"%PDF-1.7\nfase = 1\n", OtherKind::Pdf),
            (b"{\\rtf1\\ansi", OtherKind::Rtf),
            (b"\x89PNG\r\n\x1a\n", OtherKind::Image),
            (b"\x7fELF\x02\x01\x01\0\0\0", OtherKind::Binary),
            (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<script>\nplan.a = 1\n</script>", OtherKind::Html),
            (b"<svg xmlns=\"x\"/>", OtherKind::Image),
            (b"<?xml version=\"1.0\"?>", OtherKind::Xml),
            (b"{ \"fase\": \"udkast\" }", OtherKind::Json),
            (prose.as_bytes(), OtherKind::Text),
        ];
        for (bytes, kind) in files {
            assert_eq!(other_kind(Path::new("kommune.toml"), bytes), Some(kind), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn other_files_are_known_by_their_ending_where_they_hold_no_answers() {
        for (name, text, kind) in [
            ("plan/kommune.html", "<p>\nplan.a = 1;\n", Some(OtherKind::Html)),
            ("README.md", "# Svar\n\nBegynd med:\n\n```toml\nfase = \"udkast\"\n```\n", Some(OtherKind::Markdown)),
            ("NOTE.TXT", "Husk at ringe.", Some(OtherKind::Text)),
            ("svar.json", "[]", Some(OtherKind::Json)),
            ("tom.docx", "", Some(OtherKind::Word)),
            // An answer file may have any name.
            ("kommune.toml.txt", "fase = \"udkast\"\n", None),
            ("kommune.txt", "note = 1\n[kommune]\nnavn = \"Ishøj\"\n", None),
            ("kommune.md", "# Vores svar\nfase = udkast\n", None),
            ("kommune", "hej", None),
            ("kommune.bak", "hej", None),
        ] {
            assert_eq!(other_kind(Path::new(name), text.as_bytes()), kind, "{name}");
        }
    }

    #[test]
    fn a_broken_answer_file_is_one() {
        for text in
            ["", "hej", "fase udkast\nhej\nmed\njer\nalle\nsammen\n[kommune\n", "{", "a\0b\nfase = \"udkast\"\n", "<\n<\n=\n"]
        {
            assert_eq!(other_kind(Path::new("kommune.toml"), text.as_bytes()), None, "{text:?}");
        }
    }
}
