//! What is wrong with a template, whether or not these answers would show it.
//!
//! A name in a branch that is not taken is not looked up when the template runs; here all are.

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Code, pieces};
use super::context::{ANCHOR, Tree};
use crate::skabelon::{Kind, Skabelon, SkabelonError};

/// A file's code: how the file is called, the line its text begins on, and the names it takes from around it.
pub(super) struct Piece<'a> {
    pub shown: &'a str,
    pub first_line: usize,
    pub text: &'a str,
    /// The names that it does not give a value itself.
    pub undeclared: BTreeSet<String>,
    /// Whether it is a piece that others include, whose names may be theirs.
    pub is_partial: bool,
}

/// Finds the first name that no answer has, the first field that no record has, and what may not be used.
///
/// # Errors
/// Where there is one, with its file and line.
pub(super) fn names(pieces: &[Piece<'_>], known: &Tree, functions: &[String], skabelon: &Skabelon) -> Result<(), SkabelonError> {
    let code: Vec<(&Piece<'_>, Vec<Code>)> = pieces.iter().map(|piece| (piece, self::pieces(piece.text))).collect();
    let declared: BTreeSet<&str> = code.iter().flat_map(|(_, code)| code.iter().flat_map(declares)).collect();
    let records = records(code.iter().flat_map(|(_, code)| code), skabelon);
    for (piece, code) in &code {
        let fault = |line: Option<usize>, message: String| SkabelonError {
            file: piece.shown.to_owned(),
            line: line.map(|line| line + piece.first_line - 1),
            message,
        };
        let unknown = piece.undeclared.iter().filter(|name| {
            let first = name.split('.').next().unwrap_or_default();
            let is_function = functions.iter().any(|function| function == first) || SPECIAL.contains(&first);
            !(known.has(name) || is_function || (piece.is_partial && declared.contains(first)))
        });
        let placed = unknown.map(|name| (code.iter().find_map(|code| code.line_of(name)), name)).min();
        if let Some((line, name)) = placed {
            return Err(fault(line, format!("Skabelonen bruger et navn, der ikke findes: »{name}«.")));
        }
        for (name, field, line) in code.iter().flat_map(Code::fields) {
            if records.get(name).is_some_and(|fields| !fields.contains(field)) {
                return Err(fault(Some(line), format!("Skabelonen bruger et navn, der ikke findes: »{name}.{field}«.")));
            }
        }
    }
    Ok(())
}

/// What minijinja gives a value itself.
const SPECIAL: [&str; 5] = ["loop", "self", "super", "caller", "varargs"];

/// The names that a piece of code gives a value.
fn declares(code: &Code) -> Vec<&str> {
    let words: Vec<&str> = code.words().collect();
    match words.as_slice() {
        ["for", rest @ ..] => rest.iter().take_while(|word| **word != "in").copied().collect(),
        ["set" | "with" | "macro" | "call" | "import" | "from", rest @ ..] => rest.to_vec(),
        _ => Vec::new(),
    }
}

/// The fields that may be asked of a loop's name, where it goes through records.
fn records<'a>(code: impl Iterator<Item = &'a Code>, skabelon: &Skabelon) -> BTreeMap<&'a str, BTreeSet<String>> {
    let mut records: BTreeMap<&str, Option<BTreeSet<String>>> = BTreeMap::new();
    for code in code {
        let words: Vec<&str> = code.words().collect();
        let ["for", name, "in", of, ..] = words.as_slice() else {
            // What is given another value may have other fields.
            for name in declares(code) {
                records.insert(name, None);
            }
            continue;
        };
        let fields = skabelon.question(of).and_then(|(question, _)| match &question.kind {
            Kind::Records(fields) => {
                let anchor = std::iter::once(ANCHOR.to_owned());
                Some(fields.iter().map(|field| field.name.clone()).chain(anchor).collect::<BTreeSet<_>>())
            }
            _ => None,
        });
        let known = records.entry(name).or_insert_with(|| Some(BTreeSet::new()));
        *known = known.take().zip(fields).map(|(known, fields)| known.union(&fields).cloned().collect());
    }
    records.into_iter().filter_map(|(name, fields)| Some((name, fields?))).collect()
}

/// Sees to it that a template's text asks for nothing that could fill the memory: what makes a long text out of a short one in
/// a step, and so an endless one in a few.
///
/// # Errors
/// Where it does, with the line of the text.
pub(super) fn stays_small(text: &str) -> Result<(), (usize, String)> {
    for code in pieces(text) {
        let line = |at: usize| code.line + code.text[..at].matches('\n').count();
        if let Some(at) = code.text.find('~') {
            return Err((line(at), "Tekster kan ikke sættes sammen med ~. Skriv dem efter hinanden: {{ a }}{{ b }}.".to_owned()));
        }
        if let Some(at) = code.text.find('*') {
            return Err((line(at), "Der kan ikke ganges med * i en skabelon.".to_owned()));
        }
        for (at, _) in code.text.match_indices('+').filter(|(at, _)| *at > 0 && at + 1 < code.text.len()) {
            let is_number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            let before = code.text[..at].trim_end().chars().next_back();
            let after = code.text[at + 1..].trim_start().chars().next();
            if !is_number(before) && !is_number(after) {
                return Err((line(at), "Med + kan der kun lægges et tal til, fx loop.index + 1.".to_owned()));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_long_texts_of_short_ones_is_refused() {
        for good in
            ["* et punkt ~ {{ \"a ~ b * c\" }}", "{{ loop.index + 1 }}{{ 1 + loop.index }}", "{%+ if x +%}{%- endif -%}", "a + b"]
        {
            assert_eq!(stays_small(good), Ok(()), "{good}");
        }
        for bad in ["x\n{{ a ~ b }}", "x\n{% set a = a * 9 %}", "\n{% set a =\na + a %}", "\n{{ 2 ** 9 }}"] {
            assert!(stays_small(bad).is_err_and(|(line, _)| line >= 2), "{bad}");
        }
    }
}
