//! Word's field codes: what Word has in place of something that it works out, as `{ PAGE }`.

use std::ops::Range;
use std::sync::LazyLock;

use regex_lite::Regex;

use super::{Kind, Leftover, tokens};

/// The names of field codes, which are English in every Word. Those that stand alone need nothing after them to be known.
const CODES: [&str; 60] = [
    "ADDIN",
    "ASK",
    "AUTHOR",
    "AUTONUM",
    "AUTOTEXT",
    "BIBLIOGRAPHY",
    "CITATION",
    "COMMENTS",
    "CREATEDATE",
    "DATABASE",
    "DATE",
    "DOCPROPERTY",
    "DOCVARIABLE",
    "EDITTIME",
    "EMBED",
    "EQ",
    "FILENAME",
    "FILESIZE",
    "FILLIN",
    "FORMCHECKBOX",
    "FORMDROPDOWN",
    "FORMTEXT",
    "GOTOBUTTON",
    "GREETINGLINE",
    "HYPERLINK",
    "IF",
    "INCLUDEPICTURE",
    "INCLUDETEXT",
    "INDEX",
    "KEYWORDS",
    "LASTSAVEDBY",
    "LINK",
    "LISTNUM",
    "MACROBUTTON",
    "MERGEFIELD",
    "MERGEFORMAT",
    "MERGEREC",
    "NEXT",
    "NOTEREF",
    "NUMPAGES",
    "NUMWORDS",
    "PAGE",
    "PAGEREF",
    "PRINTDATE",
    "QUOTE",
    "REF",
    "SAVEDATE",
    "SECTION",
    "SECTIONPAGES",
    "SEQ",
    "SET",
    "STYLEREF",
    "SUBJECT",
    "SYMBOL",
    "TC",
    "TIME",
    "TITLE",
    "TOC",
    "USERNAME",
    "XE",
];
const ALONE: [&str; 7] = ["FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "MERGEFORMAT", "NUMPAGES", "PAGEREF", "SECTIONPAGES"];
/// Those that take a text; of others a word in quotation marks may just as well be a title.
const WITH_TEXT: [&str; 8] =
    ["DOCPROPERTY", "DOCVARIABLE", "HYPERLINK", "INCLUDEPICTURE", "INCLUDETEXT", "MERGEFIELD", "SEQ", "STYLEREF"];

/// How many bytes a field code has at most.
const LONGEST_CODE: usize = 400;

/// What comes after a field code's name.
static ARGUMENTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^(?: +(?:\\?[*@#!] ?[A-Za-z"]\S*|\\[a-z]\b|[0-9]-[0-9]|_(?:Toc|Ref|Hlk)[0-9]+|"[^"]*"|”[^”]*”|“[^”]*”))+"#)
        .expect("a test looks with it")
});
static TEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^ +(?:"[^"]*"|”[^”]*”|“[^”]*”|»[^«]*«|https?://\S+|[A-Za-zÆØÅæøå_][0-9A-Za-zÆØÅæøå_]*)"#)
        .expect("a test looks with it")
});

/// What there is one of in every text with a field code.
pub(super) const MARKS: &[u8] = b"{\\\"_*E";

pub(super) fn find(words: &str, found: &mut Vec<Leftover>) {
    let code = |at| Leftover { at, kind: Kind::FieldCode };
    let mut end = 0;
    for name in names(words) {
        if name.start < end {
            continue;
        }
        if let Some(at) = in_braces(words, &name).or_else(|| bare(words, &name)) {
            end = at.end;
            found.push(code(at));
        }
    }
    for mark in ["_Toc", "_Ref", "_Hlk"] {
        for (at, _) in words.match_indices(mark) {
            let digits = words[at + mark.len()..].bytes().take_while(u8::is_ascii_digit).count();
            if digits >= 4 {
                found.push(code(at..at + mark.len() + digits));
            }
        }
    }
}

/// The names of field codes in a text, whether they are meant as that or not.
fn names(words: &str) -> impl Iterator<Item = Range<usize>> {
    // Most words end before their second letter is looked at.
    let capitals =
        |at: &Range<usize>| words.as_bytes()[at.clone()].iter().take(2).filter(|byte| byte.is_ascii_uppercase()).count() == 2;
    tokens(words).filter(move |at| capitals(at) && CODES.binary_search(&&words[at.clone()]).is_ok())
}

/// `{ PAGE }`, from one brace to the other.
fn in_braces(words: &str, name: &Range<usize>) -> Option<Range<usize>> {
    let before = words[..name.start].trim_end_matches([' ', '\u{a0}']);
    let start = before.strip_suffix('{')?.len();
    let mut depth = 0_usize;
    for (at, c) in words[start..].char_indices().take(LONGEST_CODE) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(start..start + at + 1);
        }
    }
    None
}

/// `PAGEREF _Toc123 \h` without its braces.
fn bare(words: &str, name: &Range<usize>) -> Option<Range<usize>> {
    let called = &words[name.clone()];
    let length = |regex: &LazyLock<Regex>, at: usize| {
        let reach = words.floor_char_boundary(at + LONGEST_CODE);
        regex.find(&words[at..reach]).map_or(0, |found| found.len())
    };
    let mut end = name.end;
    if WITH_TEXT.contains(&called) {
        end += length(&TEXT, end);
    }
    let switches = length(&ARGUMENTS, end);
    // A title in quotation marks may come after an ordinary word in capitals: LINK "…".
    let is_title = end == name.end && !words[end..end + switches].contains(['\\', '_', '*', '@']);
    end += if is_title { 0 } else { switches };
    let start = if called == "MERGEFORMAT" { words[..name.start].trim_end_matches([' ', '*', '\\']).len() } else { name.start };
    let start = words[start..].find(|c| c != ' ').map_or(start, |spaces| start + spaces);
    (end > name.end || ALONE.contains(&called)).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<&str> {
        let mut found = Vec::new();
        find(words, &mut found);
        found.sort_by_key(|leftover| (leftover.at.start, std::cmp::Reverse(leftover.at.end)));
        found.dedup_by(|next, before| next.at.start < before.at.end);
        found.into_iter().map(|leftover| &words[leftover.at]).collect()
    }

    #[test]
    fn the_names_are_in_order() {
        assert!(CODES.is_sorted());
        assert!(ALONE.iter().chain(&WITH_TEXT).all(|name| CODES.contains(name)));
    }

    #[test]
    fn field_codes_are_found() {
        for code in [
            r#"{ HYPERLINK "https://eksempel.dk" }"#,
            "{ PAGE }",
            "{PAGE}",
            r"{ REF _Ref123 \h }",
            r#"{ TOC \o "1-3" \h \z \u }"#,
            r#"{ IF { MERGEFIELD Navn } = "" "a" "b" }"#,
            "{ MERGEFIELD Kommunenavn }",
            r#"{ DATE \@ "d. MMMM yyyy" }"#,
            r#"HYPERLINK "https://eksempel.dk""#,
            r#"HYPERLINK \l "_Toc123456""#,
            "HYPERLINK https://eksempel.dk",
            r"PAGEREF _Toc123456 \h",
            r"REF _Ref123456 \r \h",
            r#"TOC \o "1-3" \h \z \u"#,
            "MERGEFIELD Navn",
            r"SEQ Figur \* ARABIC",
            r"PAGE \* MERGEFORMAT",
            "* MERGEFORMAT",
            "FORMTEXT",
            "_Toc98765432",
        ] {
            assert_eq!(found(&format!("Se {code}")), [code]);
            assert_eq!(found(&format!("Se {code}.")).len(), 1, "{code}");
        }
    }

    #[test]
    fn ordinary_words_are_left_alone() {
        for words in [
            "EU, FN og NATO; SSP, PSP og KSP; KOMMUNENS PLAN PAGE 2; INDEX og LINK \"Titel\"; HYPERLINK.",
            "{ a } og {b}, C# og #1, snake_Ref og _Toc",
        ] {
            assert_eq!(found(words), Vec::<&str>::new(), "{words}");
        }
    }

    #[test]
    fn much_of_it_costs_little() {
        for part in ["{ PAGE ", "HYPERLINK ", "HYPERLINK \"", "{", "_Toc1"] {
            find(&part.repeat(20_000), &mut Vec::new());
        }
    }
}
