//! Placeholders between marks: `[navn]`, `{navn}`, `<Indsæt navn>`, `«Navn»`, `##navn##`.
//!
//! Marks are also used for other things, so what stands between them must be what somebody is asked to insert.

use std::ops::Range;

use super::super::passages::Passage;
use super::Leftover;
use super::things::{asks, names_a_thing, parts};

/// How many bytes there are at most between two marks.
const LONGEST: usize = 80;

/// What «…» is in a plan: Word shows its merge fields so, and some put quotations in it.
///
/// What names a thing to insert is a field in any plan, and so is a name with an underscore. Any other word with a capital is
/// one where the plan has such fields, and nothing in «…» that can only be a quotation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Guillemets {
    /// Every word with a capital is a field.
    Fields,
    /// Most are quotations.
    Quotes,
}

impl Guillemets {
    pub fn of(passages: &[Passage<'_>]) -> Self {
        Self::of_texts(passages.iter().map(|passage| passage.words.as_str()))
    }

    fn of_texts<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut has_fields = false;
        for text in texts {
            for (start, _) in text.match_indices('«') {
                let Some(inner) = between(text, start, "«", "»").map(|range| inner(text, &range, "«", "»")) else { continue };
                // Between two quotations in »…« a space or a mark stands.
                let is_quoted = inner.trim() == inner && inner.starts_with(char::is_alphanumeric);
                if is_named_field(inner) {
                    has_fields = true;
                } else if is_quoted && !is_word_with_capital(inner) {
                    return Self::Quotes;
                }
            }
        }
        if has_fields { Self::Fields } else { Self::Quotes }
    }
}

/// The first bytes of the marks.
pub(super) const MARKS: &[u8] = b"[{<(#@%$\xc2";

pub(super) fn find(words: &str, guillemets: Guillemets, found: &mut Vec<Leftover>) {
    let mut end = 0;
    let starts = words.bytes().enumerate().filter(|(_, byte)| MARKS.contains(byte)).map(|(start, _)| start);
    for start in starts {
        if start >= end
            && let Some(mark) = words[start..].chars().next()
            && let Some(range) = field_at(words, start, mark, guillemets)
        {
            end = range.end;
            found.push(Leftover::unfilled(range));
        }
    }
}

/// The placeholder that begins with a mark.
fn field_at(words: &str, start: usize, mark: char, guillemets: Guillemets) -> Option<Range<usize>> {
    let field = |open: &str, close: &str, is_one: &dyn Fn(&str) -> bool| {
        between(words, start, open, close).filter(|range| is_one(inner(words, range, open, close)))
    };
    match mark {
        '[' => field("[", "]", &|inner| is_all_capitals(inner) || is_field(inner)).filter(|range| !is_link(&words[range.end..])),
        '{' if words[start..].starts_with("{{") => field("{{", "}}", &is_variable),
        '{' => field("{", "}", &is_field),
        '<' if words[start..].starts_with("<<") => field("<<", ">>", &is_field),
        '<' => field("<", ">", &is_field),
        '(' => field("(", ")", &is_request),
        '«' => {
            field("«", "»", &|inner| is_named_field(inner) || (guillemets == Guillemets::Fields && is_word_with_capital(inner)))
        }
        '#' if words[start..].starts_with("##") => field("##", "##", &is_name),
        '#' | '@' => field(&mark.to_string(), &mark.to_string(), &|inner| is_name(inner) && is_field(inner)),
        '%' | '$' => field(&mark.to_string(), &mark.to_string(), &|inner| {
            // "%C3%AE%20" is an address.
            is_name(inner) && ((is_all_capitals(inner) && inner.len() > 2) || is_field(inner))
        }),
        _ => None,
    }
}

/// Whether a text is such a placeholder in angle brackets, and only looks like HTML.
pub(in crate::check) fn is_field_in_angles(text: &str) -> bool {
    between(text, 0, "<", ">").is_some_and(|range| range.end == text.len() && is_field(inner(text, &range, "<", ">")))
}

/// From one mark to the other, where there is something on one line between them.
fn between(words: &str, start: usize, open: &str, close: &str) -> Option<Range<usize>> {
    let from = start + open.len();
    let rest = words.get(from..).filter(|_| words[start..].starts_with(open))?;
    // A longer one is no placeholder, and is not looked for.
    let reach = &rest[..rest.floor_char_boundary(LONGEST + close.len())];
    let length = reach.find(close).filter(|length| *length > 0)?;
    let is_innermost = open == close || !reach[..length].contains(open);
    (is_innermost && !reach[..length].contains('\n')).then_some(start..from + length + close.len())
}

fn inner<'w>(words: &'w str, range: &Range<usize>, open: &str, close: &str) -> &'w str {
    &words[range.start + open.len()..range.end - close.len()]
}

/// Whether an address comes after text in square brackets: a link, in a line that is no Markdown.
fn is_link(after: &str) -> bool {
    after.starts_with('(') && after.contains(')')
}

/// "KOMMUNENS NAVN".
fn is_all_capitals(inner: &str) -> bool {
    inner.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !inner.chars().any(char::is_lowercase)
}

/// "navn", "indsæt kommunens navn".
fn is_field(inner: &str) -> bool {
    let parts = parts(inner);
    asks(&parts) || names_a_thing(&parts)
}

/// "(indsæt telefonnummer)". In round brackets a sentence stands more often, and "(vælg selv)" is one: what is asked for must
/// be named, and little else said.
fn is_request(inner: &str) -> bool {
    let parts = parts(inner);
    match parts.as_slice() {
        [first] => matches!(first.as_str(), "indsæt" | "indsættes"),
        [first, what] if first == "indsæt" => !what.ends_with("en") && !what.ends_with("et"),
        [first, rest @ ..] => {
            let is_short = rest.len() <= 2 || first.starts_with("inds");
            let rest = rest.strip_prefix(&["en".to_owned()]).unwrap_or(rest);
            asks(&parts) && first != "her" && is_short && names_a_thing(rest)
        }
        [] => false,
    }
}

/// "{{ kommune.navn }}": any name at all.
fn is_variable(inner: &str) -> bool {
    let inner = inner.trim();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '.' | '-' | '|');
    inner.starts_with(char::is_alphabetic) && inner.chars().all(is_part)
}

/// A single word of letters, digits and underscores.
fn is_name(inner: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    inner.starts_with(char::is_alphabetic) && inner.chars().count() >= 2 && inner.chars().all(is_part)
}

/// What can only be a merge field's name: «Kommunenavn», and what has an underscore.
fn is_named_field(inner: &str) -> bool {
    inner.trim() == inner && (names_a_thing(&parts(inner)) || (is_name(inner) && inner.contains('_')))
}

fn is_word_with_capital(inner: &str) -> bool {
    is_name(inner) && inner.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<&str> {
        let mut found = Vec::new();
        find(words, Guillemets::of_texts(std::iter::once(words)), &mut found);
        found.into_iter().map(|leftover| &words[leftover.at]).collect()
    }

    #[test]
    fn what_somebody_is_asked_to_insert_is_found() {
        for words in [
            "[navn]",
            "[Navn]",
            "[kommunens navn]",
            "[indsæt navn]",
            "[Skriv her]",
            "[Insert name]",
            "[udfyldes senere]",
            "[KOMMUNE]",
            "(indsæt telefonnummer)",
            "(indsæt)",
            "(Indsæt navn på kontaktperson)",
            "(indsæt lokale)",
            "(angiv dato)",
            "<Indsæt navn>",
            "<navn>",
            "<<Navn>>",
            "{navn}",
            "{kommune_navn}",
            "{{ navn }}",
            "{{kommune.leder}}",
            "##navn##",
            "##Kommune_Kode##",
            "#navn#",
            "%NAVN%",
            "%SSP_LEDER%",
            "$NAVN$",
            "$telefon$",
            "«Kommunenavn»",
            "«Post_nr»",
            "«kontaktperson»",
        ] {
            assert_eq!(found(&format!("Skriv til {words}, tak.")), [words]);
        }
        assert_eq!(found("«Kommunenavn» skal kontakte «Borgmester»."), ["«Kommunenavn»", "«Borgmester»"]);
        assert_eq!(found("»Exit«, »SSP« og «Navn» og «Borgmester»."), ["«Navn»", "«Borgmester»"]);
        assert_eq!(found("[[navn]] og «Fornavn»«Efternavn»"), ["[navn]", "«Fornavn»", "«Efternavn»"]);
    }

    #[test]
    fn marks_around_something_else_are_left_alone() {
        for words in [
            "Se [vejledningen], [1], [§ 15], [nu § 20], [sic], […], [...], [x] og [ ].",
            "»[Kommunen] skal«, og »[skolelederen] ringer«",
            "[skriv til infohuset], [type 2], [Enter], [noter]",
            "[kommunens hjemmeside](https://eksempel.dk)",
            "»Exit« og »Mentor«, »SSP« og »navn«.",
            "«Exit» og «Mentor»",
            "«en hel sætning.» og «Mentor»",
            "(vælg selv) (skriv til os) (angiv gerne navn og adresse, når I ringer) (navn, dato og adresse)",
            "(indsæt kortet i læseren) (indsæt kortet)",
            "{a, b} og { 1 } og {x}",
            "3 < 5 og A > B, <b>fed</b>, <https://eksempel.dk>, <info@eksempel.dk>",
            "10 % af 20 % og 5%, 20%og 30%, https://eksempel.dk/%C3%AE%20a",
            "$5 og $6, C# og F#, #1 #2, ## a ##",
            "fornavn@eksempel.dk og navn@eksempel.dk",
            "»ord«og »andet«, »a«/»b«",
        ] {
            assert_eq!(found(words), Vec::<&str>::new(), "{words}");
        }
    }

    #[test]
    fn a_plan_that_quotes_so_has_no_fields_but_those_that_name_a_thing() {
        let quotes = "Vi kalder det «tryghed for alle». «Exit» er et tilbud.";
        assert_eq!(found(&format!("{quotes} Ring til «Kommunenavn».")), ["«Kommunenavn»"]);
    }

    #[test]
    fn marks_without_an_end_cost_little() {
        for mark in ["[", "{", "{{", "<", "(", "«", "#", "%", "$", "[indsæt "] {
            assert_eq!(found(&mark.repeat(20_000)), Vec::<&str>::new());
        }
    }
}
