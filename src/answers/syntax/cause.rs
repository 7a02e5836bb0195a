//! What a person most likely did where a line is no TOML, and what to do about it.
//!
//! The parser's own message tells the kind of fault; what stands on the line around it tells more. Knows nothing of places.

use std::ops::Range;

use super::signs::{is_typographic, number};
use crate::answers::backslash;
use crate::dansk::{Dato, MONTHS, dag_i_tal, opremsning};

/// What is wrong, and what to do.
pub(super) struct Words {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl From<Fixed> for Words {
    fn from((message, help): Fixed) -> Self {
        Self { message: message.to_owned(), help: help.to_owned() }
    }
}

/// Words that are the same for every fault of a kind.
type Fixed = (&'static str, &'static str);

const TEXT: Fixed = (
    "Der mangler et afsluttende anførselstegn.",
    "Slut teksten med et anførselstegn. Skal den fylde flere linjer, så brug tre anførselstegn i begge ender.",
);
pub(super) const SEVERAL_LINES: Fixed = (
    "Teksten fylder flere linjer, men begynder kun med ét anførselstegn.",
    "Sæt tre anførselstegn foran teksten og tre efter den.",
);
pub(super) const LONG_TEXT: Fixed = (
    "Teksten begynder med tre anførselstegn, men bliver aldrig afsluttet.",
    "Skriv tre anførselstegn igen, hvor teksten slutter. Indtil da er resten af filen en del af teksten.",
);
const TYPOGRAPHIC: Fixed = (
    "Teksten står i typografiske anførselstegn, som ikke kan bruges her.",
    "Brug de lige anførselstegn: \"...\". Tekstbehandling laver dem ofte om, når man skriver eller indsætter.",
);
const ESCAPE: Fixed = (
    "En omvendt skråstreg har en særlig betydning i en tekst og kan ikke stå sådan her.",
    "Skriv / i navne på filer. Skal der stå en omvendt skråstreg, så skriv to: \\\\.",
);
const CONTROL: Fixed = (
    "Her står et usynligt tegn, som ikke kan stå i filen.",
    "Slet tegnet: Sæt markøren lige før det, og tryk Delete. Det er ofte kommet med, da teksten blev indsat.",
);
const NO_VALUE: Fixed =
    ("Der mangler et svar efter lighedstegnet.", "Skriv svaret, eller slet linjen. Et tomt svar skrives \"\".");
const NO_KEY: Fixed = (
    "Der mangler en nøgle foran lighedstegnet.",
    "Skriv nøglen, fx navn = \"Ishøj\", eller slet linjen. Uden den hører svaret ikke til noget.",
);
const NO_OPENING_QUOTE: Fixed =
    ("Teksten har et anførselstegn til sidst, men intet foran.", "Sæt anførselstegn i begge ender: \"...\".");
const UNQUOTED: Fixed =
    ("Svaret mangler anførselstegn.", "Sæt anførselstegn om teksten: \"...\". Kun årstal, datoer, true og false står uden.");
const YES_NO: Fixed = ("Ja og nej skrives med de engelske ord og små bogstaver.", "Skriv true for ja og false for nej.");
const DATE: Fixed = ("Datoen findes ikke eller er skrevet forkert.", "Skriv år, måned og dag, fx 2026-06-18.");
const COLON: Fixed = ("Her står et kolon, men der skal stå et lighedstegn.", "Skriv nøgle = svar, fx navn = \"Ishøj\".");
const COMMENT: Fixed =
    ("En kommentar begynder med #.", "Sæt # foran linjen. Så er den kun til jer, der skriver, og kommer ikke med i planen.");
const BRACKET: Fixed = ("Her er en parentes for meget.", "Slet den. Hver parentes skal have én, der hører til.");
const HEADER: Fixed = (
    "De kantede parenteser om overskriften passer ikke sammen.",
    "Skriv en overskrift som [kommune] og en post som [[indsatser]], med lige mange parenteser i begge ender.",
);
const HEADER_NAME: Fixed = (
    "Overskriften kan ikke læses.",
    "I de kantede parenteser står ét navn uden mellemrum, fx [kommune] eller [introduktion.ansvar].",
);
const KEY: Fixed = (
    "Nøglen har et tegn, som en nøgle ikke kan have.",
    "En nøgle har kun bogstaverne a-z, tal, _ og punktum. Er linjen en kommentar, så sæt # foran.",
);
const DANISH_KEY: Fixed =
    ("En nøgle kan ikke have æ, ø eller å.", "Skriv ae, oe og aa i nøgler. I svarene kan I bruge alle bogstaver.");
const NO_ASSIGNMENT: Fixed = (
    "Her mangler et lighedstegn og et svar.",
    "En linje skal have formen »nøgle = svar«. Fylder et svar flere linjer, så sæt tre anførselstegn i begge ender.",
);
const EXTRA_ASSIGNMENT: Fixed = (
    "Her er et lighedstegn for meget.",
    "Skriv én nøgle og ét svar på hver linje. Et lighedstegn i en tekst skal stå inden for anførselstegnene.",
);
const GOES_ON: Fixed = (
    "Der står noget efter svaret på linjen.",
    "Skriv kun ét svar på hver linje. Er der anførselstegn inde i teksten, så brug » og «, eller sæt tre anførselstegn i begge ender.",
);
const NO_COMMA: Fixed = ("Der mangler et komma før dette.", "Sæt et komma mellem punkterne.");
const EXTRA_COMMA: Fixed = ("Her er et komma for meget.", "Slet kommaet.");
const LEADING_ZERO: Fixed =
    ("Et tal kan ikke begynde med 0.", "Slet nullet, eller sæt anførselstegn om svaret, hvis det ikke er et årstal.");
const NUMBER: Fixed = ("Tallet kan ikke læses.", "Sæt anførselstegn om svaret, hvis det ikke er et årstal.");
const TOO_DEEP: Fixed =
    ("Lister og tabeller har for mange niveauer.", "Intet svar har brug for det. Er der en parentes for meget?");
const OTHER: Fixed = ("Linjen kan ikke læses.", "Kontrollér anførselstegn, kommaer og parenteser her og på linjen før.");

/// What a message of the parser comes to, with what stands on the line before the place and from it on, and what the parser
/// points at, which may be nothing. Where the line shows what was meant, it says what to write.
pub(super) fn words(message: &str, before: &str, rest: &str, found: &str) -> Words {
    let fixed = cause(message, before, rest, found);
    let own = match fixed {
        GOES_ON => behind_the_marks(before, rest),
        TYPOGRAPHIC => Some(typographic(if found.is_empty() { rest } else { found })),
        KEY => foreign_letter(found),
        UNQUOTED => without_marks(before, rest),
        _ => None,
    };
    own.unwrap_or_else(|| fixed.into())
}

/// What to say of a string that is not closed on its line.
pub(super) fn unclosed(written: &str) -> Words {
    last_backslash(written).unwrap_or_else(|| TEXT.into())
}

/// What to say of a string whose closing mark is read together with the backslash before it, as at the end of a folder's path.
pub(super) fn last_backslash(written: &str) -> Option<Words> {
    let inner = written.trim_end().strip_prefix('"')?.strip_suffix('"')?;
    let backslashes = inner.len() - inner.trim_end_matches('\\').len();
    (backslashes % 2 == 1 && !inner.starts_with("\"\"")).then(|| Words {
        message: "Teksten slutter med \\\", som læses som et anførselstegn i teksten.".to_owned(),
        help: format!(
            "Skriv \"{}\" med to \\ hvert sted. Skal der stå et anførselstegn i teksten, så sæt et mere til sidst.",
            backslash::doubled(inner)
        ),
    })
}

/// A date that is the whole answer of a line, with where it stands on the line.
pub(super) fn date(line: &str) -> Option<(Range<usize>, Words)> {
    let (key, rest) = line.split_once('=')?;
    let value = rest.split('#').next().unwrap_or_default();
    let day = dag_i_tal(value).filter(|_| is_key(key.trim()))?;
    let start = line.len() - rest.trim_start().len();
    let words = Words {
        message: format!("Datoen {} er skrevet på en måde, som ikke kan bruges i filen.", value.trim()),
        help: format!("Skriv {} = {day}. Det er den {}.", key.trim(), Dato::Dag(day)),
    };
    Some((start..start + value.trim().len(), words))
}

/// An answer that was written behind the marks of the empty one.
fn behind_the_marks(before: &str, rest: &str) -> Option<Words> {
    let (key, marks) = before.split_once('=')?;
    let is_empty = matches!(marks.trim(), "\"\"" | "''") && is_key(key.trim());
    let answer = rest.split('#').next().unwrap_or_default().trim().trim_matches(['"', '\'']).replace(['"', '\\'], "'");
    (is_empty && !answer.is_empty()).then(|| Words {
        message: "Svaret står efter anførselstegnene og ikke imellem dem.".to_owned(),
        help: format!("Skriv {} = \"{answer}\".", key.trim()),
    })
}

/// A text that is the whole answer of a line, without marks.
fn without_marks(before: &str, rest: &str) -> Option<Words> {
    let (key, marks) = before.split_once('=')?;
    let answer = rest.split('#').next().unwrap_or_default().trim();
    let is_whole = marks.trim().is_empty() && is_key(key.trim()) && !answer.contains(['"', '\\', '\'']);
    (is_whole && !answer.is_empty()).then(|| Words {
        message: UNQUOTED.0.to_owned(),
        help: format!("Skriv {} = \"{answer}\". Kun årstal, datoer, true og false står uden.", key.trim()),
    })
}

fn typographic(written: &str) -> Words {
    let written = written.trim();
    let first = written.chars().next().filter(|c| is_typographic(*c));
    let last = written.chars().next_back().filter(|c| is_typographic(*c) && Some(*c) != first);
    let marks: Vec<String> = first.into_iter().chain(last).map(String::from).collect();
    Words {
        message: format!("Om teksten står {}, som ikke kan bruges her.", opremsning(&marks, "og")),
        help: TYPOGRAPHIC.1.to_owned(),
    }
}

/// A character of a key that looks like one of the keyboard's and is another.
fn foreign_letter(found: &str) -> Option<Words> {
    let c = found.chars().next().filter(|c| !c.is_ascii())?;
    Some(Words {
        message: format!("Nøglen har tegnet »{c}« ({}), som en nøgle ikke kan have.", number(c)),
        help: "Skriv nøglen igen på tastaturet. En nøgle har kun bogstaverne a-z, tal, _ og punktum. Er linjen en kommentar, så sæt # foran.".to_owned(),
    })
}

/// Whether a message is about a backslash.
pub(super) fn is_escape(message: &str) -> bool {
    message.contains("escape") || message.contains("unicode")
}

fn cause(message: &str, before: &str, rest: &str, found: &str) -> Fixed {
    let says = |words: &[&str]| words.iter().any(|words| message.contains(words));
    let line_start = before.trim_start();
    if ["//", "--", ";", "/*", "<!--"].iter().any(|mark| format!("{line_start}{rest}").starts_with(mark)) {
        return COMMENT;
    }
    let (key, after) = (line_start.trim_end(), rest.trim_start());
    if is_key(key) && after.starts_with(':') || key.strip_suffix(':').is_some_and(is_key) {
        return COLON;
    }
    if line_start.is_empty() && rest.starts_with([']', '}']) {
        return BRACKET;
    }
    if says(&["unquoted keys cannot be empty", "missing key"]) {
        return if line_start.starts_with('[') { HEADER_NAME } else { NO_KEY };
    }
    if says(&["invalid unquoted key"]) {
        return if found.contains(['æ', 'ø', 'å', 'Æ', 'Ø', 'Å']) { DANISH_KEY } else { KEY };
    }
    if says(&["key with no value", "missing assignment"]) {
        // A second word, or a comma, before the equals sign: the key goes on.
        let goes_on = rest.split_once('=').is_some_and(|(key, _)| !key.trim().is_empty() && !key.contains(['"', '\'']));
        return if goes_on && !line_start.contains('{') { KEY } else { NO_ASSIGNMENT };
    }
    if says(&["missing value"]) {
        return NO_VALUE;
    }
    if says(&["extra assignment", "extra `=`", "unexpected `=`"]) {
        return EXTRA_ASSIGNMENT;
    }
    if says(&["missing array opening", "missing inline table opening"])
        || (says(&["unexpected", "missing table open"]) && rest.starts_with([']', '}']))
    {
        return BRACKET;
    }
    if says(&["unexpected key or value", "unexpected content"]) {
        return GOES_ON;
    }
    if says(&["missing comma"]) {
        return NO_COMMA;
    }
    if says(&["extra comma"]) {
        return EXTRA_COMMA;
    }
    if says(&["unclosed table", "unclosed array table", "missing table open"]) {
        // Where the header is closed further on, it is the name that is wrong.
        return if line_start.starts_with('[') && rest.trim_end().ends_with(']') && !rest.starts_with(']') {
            HEADER_NAME
        } else {
            HEADER
        };
    }
    if is_escape(message) {
        return ESCAPE;
    }
    if says(&["carriage return", "comment"]) {
        return CONTROL;
    }
    if says(&["recurs"]) {
        return TOO_DEEP;
    }
    value(&says, if found.is_empty() { rest } else { found })
}

/// What is wrong with a value that stands as it is.
fn value(says: &dyn Fn(&[&str]) -> bool, written: &str) -> Fixed {
    let written = written.trim();
    let lower = written.to_lowercase();
    let number = ["leading zero", "integer", "float", "digits", "fraction", "exponent", "numeric", "sign", "mantissa", "radix"];
    let begins_with_digit = written.starts_with(|c: char| c.is_ascii_digit());
    if written.starts_with(is_typographic) {
        TYPOGRAPHIC
    } else if ["true", "false", "ja", "nej", "sand", "sandt", "falsk", "falskt", "yes", "no"].contains(&lower.as_str()) {
        YES_NO
    } else if begins_with_digit && MONTHS.iter().any(|month| lower.contains(month))
        || is_figures(written)
        || says(&["date", "month", "day", "hour", "minute", "second"])
    {
        DATE
    } else if (written.starts_with(char::is_alphabetic) && written.ends_with(['"', '\''])) || says(&["missing opening quote"]) {
        NO_OPENING_QUOTE
    } else if written.starts_with(char::is_alphabetic) || (says(&["string values must be quoted"]) && !written.is_empty()) {
        UNQUOTED
    } else if says(&["leading zero"]) {
        LEADING_ZERO
    } else if says(&number) {
        NUMBER
    } else if written.is_empty() {
        NO_VALUE
    } else {
        OTHER
    }
}

/// Whether a value is a date in figures, in whatever order: "6/12/2026".
fn is_figures(written: &str) -> bool {
    let value = written.split('#').next().unwrap_or_default().trim();
    let parts: Vec<&str> = value.split(['.', '/', '-']).collect();
    parts.len() == 3 && parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a text is a key as the answer file has them.
fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
