//! Whether a TOML file is an answer file: it has one of the template's keys at its top level.
//!
//! Most are known by their first line that says anything. Only where that is another does it take the whole file, and only a
//! file with errors in it is judged by its lines alone, so that a broken answer file is told of and not passed over.

use std::collections::BTreeSet;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::LazyLock;

use beredskab::files::{self, FileFault, MAX_FILE_BYTES};
use beredskab::skabelon;
use beredskab::source::Sources;

/// The keys and tables that stand at the top of an answer file to any of the templates.
static KEYS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let templates = skabelon::names().into_iter().filter_map(|name| skabelon::built_in(name).ok());
    let keys = templates.flat_map(|skabelon| {
        let first = |key: &str| key.split('.').next().unwrap_or_default().to_owned();
        skabelon.questions().map(|(question, _)| first(&question.key)).collect::<Vec<_>>()
    });
    keys.collect()
});

/// Whether a file is an answer file.
///
/// # Errors
/// Where it cannot be read.
pub fn is_answer_file(path: &Path) -> io::Result<bool> {
    let mut bytes = Vec::new();
    // A larger one is told of when it is read, if this much of it looks like answers.
    let file = match files::open(path) {
        Ok(file) => file,
        Err(FileFault::Unreadable(kind)) => return Err(kind.into()),
        Err(FileFault::NotAFile) => return Ok(false),
        Err(_) => return Err(io::ErrorKind::NotFound.into()),
    };
    file.take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
    Ok(looks_like_answers(&bytes))
}

fn looks_like_answers(bytes: &[u8]) -> bool {
    let mut sources = Sources::default();
    let (id, _) = sources.add("", bytes);
    let text = &sources.get(id).text;
    let lines = text.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with('#'));
    match lines.map(begins_as_answer).enumerate().find(|(_, begins)| *begins) {
        None => false,
        Some((0, _)) => true,
        // Within a text of several lines, say. What has errors is taken at its lines' word.
        Some(_) => text.parse::<toml::Table>().map_or(true, |table| table.keys().any(|key| KEYS.contains(key))),
    }
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
            assert!(looks_like_answers(file), "{}", String::from_utf8_lossy(file));
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
}
