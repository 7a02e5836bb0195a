//! The files of a template as they are written: TOML front matter between `+++` lines, then the body.

use memchr::memmem;
use serde::Deserialize;
use toml::Spanned;

use super::Body;

/// `skabelon.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Facts {
    pub titel: String,
    pub version: String,
    pub lovgrundlag: String,
    pub aar_mellem_revisioner: i64,
    pub tegnforklaring: Option<String>,
    pub mange_indsatser: Option<u32>,
    pub kilde: Kilde,
    pub hotline: HotlineFacts,
    pub politi: NumberFacts,
    pub alarm: NumberFacts,
    #[serde(default)]
    pub rester: LeftOvers,
}

/// What shows that the template's guidance was left as an answer.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeftOvers {
    pub vendinger: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kilde {
    pub titel: String,
    pub url: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HotlineFacts {
    pub navn: String,
    pub telefon: String,
    pub aabningstid: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NumberFacts {
    pub telefon: String,
}

/// The front matter of a section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionFront {
    pub nummer: Option<String>,
    pub titel: Spanned<String>,
    pub emne: Option<String>,
    #[serde(default = "chapter")]
    pub niveau: u8,
    #[serde(default)]
    pub placering: PlacementFront,
    /// Whether each of its highest headings begins a section of its own.
    #[serde(default)]
    pub overskrifter_er_afsnit: bool,
    #[serde(default)]
    pub spoergsmaal: Vec<QuestionFront>,
}

fn yes() -> bool {
    true
}

fn chapter() -> u8 {
    1
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PlacementFront {
    Forside,
    FoerIndhold,
    #[default]
    Krop,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionFront {
    pub noegle: String,
    pub slags: KindFront,
    pub ordlyd: String,
    pub vejledning: Option<String>,
    pub emne: Option<String>,
    #[serde(default)]
    pub kraeves: NeedFront,
    pub medmindre: Option<String>,
    pub kun_uden_tekstblok: Option<u8>,
    pub antal: Option<CountFront>,
    #[serde(default)]
    pub valg: Vec<String>,
    #[serde(default)]
    pub felter: Vec<FieldFront>,
    pub eksempel: Option<toml::Value>,
}

/// How many items a list should have.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountFront {
    pub mindst: usize,
    pub hoejst: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldFront {
    pub navn: String,
    pub slags: KindFront,
    pub ordlyd: String,
    #[serde(default)]
    pub kraeves: bool,
    pub enten: Option<String>,
    #[serde(default)]
    pub valg: Vec<String>,
    pub eksempel: Option<toml::Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum KindFront {
    Tekst,
    Linje,
    Liste,
    Poster,
    Dato,
    Heltal,
    Telefon,
    Email,
    Url,
    JaNej,
    Valg,
    Farve,
    Billedfil,
    Markdownfil,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum NeedFront {
    #[default]
    Aldrig,
    Hoering,
    Vedtaget,
    Altid,
}

/// The front matter of a text block.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlockFront {
    pub nummer: u8,
    pub titel: Spanned<String>,
    pub kilde: Kilde,
    /// Whether the source is printed below the text. The national template prints it below block 2 alone.
    #[serde(default = "yes")]
    pub vis_kilde: bool,
}

/// Takes a file apart: its front matter, and its body with the line that begins on.
pub(super) fn split(text: &str) -> Option<(&str, Body)> {
    let rest = text.strip_prefix("+++")?;
    let rest = rest.strip_prefix('\n')?;
    let (end, fence) = if rest.starts_with("+++") { (0, "+++") } else { (memmem::find(rest.as_bytes(), b"\n+++")?, "\n+++") };
    let (front, after) = (&rest[..end], &rest[end + fence.len()..]);
    let body = match after.find('\n') {
        Some(newline) if after[..newline].trim().is_empty() => &after[newline + 1..],
        None if after.trim().is_empty() => "",
        _ => return None,
    };
    let line = memchr::memchr_iter(b'\n', &text.as_bytes()[..text.len() - body.len()]).count() + 1;
    Some((front, Body { text: body.to_owned(), line }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(String, String, usize)> {
        split(text).map(|(front, body)| (front.to_owned(), body.text, body.line))
    }

    #[test]
    fn front_matter_and_body() {
        assert_eq!(parts("+++\na = 1\n+++\nb\n"), Some(("a = 1".into(), "b\n".into(), 4)));
        assert_eq!(parts("+++\n+++"), Some((String::new(), String::new(), 2)));
    }

    #[test]
    fn a_file_without_it_is_told() {
        for text in ["", "a", "+++\na = 1\n", "+++\na = 1\n+++ b\n", "+++ a"] {
            assert_eq!(parts(text), None, "{text:?}");
        }
    }
}
