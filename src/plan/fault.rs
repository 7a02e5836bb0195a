//! What minijinja says of a template, in Danish, with the file and the line.

use std::error::Error as _;

use minijinja::{Error, ErrorKind};

use crate::skabelon::SkabelonError;

/// What is wrong with a template: `place` tells of a template's name how its file is called, and which line its text begins on.
pub(super) fn told(
    error: &Error,
    place: impl Fn(&str) -> Option<(String, usize)>,
    file: &str,
    first_line: usize,
) -> SkabelonError {
    // What includes or calls what is wrong is not wrong itself.
    let mut innermost = error;
    while let Some(inner) = innermost.source().and_then(|source| source.downcast_ref::<Error>()) {
        innermost = inner;
    }
    let (file, first_line) = innermost.name().and_then(place).unwrap_or_else(|| (file.to_owned(), first_line));
    let line = innermost.line().map(|line| line + first_line - 1);
    SkabelonError { file, line, message: format!("{}.", sentence(innermost)) }
}

fn sentence(error: &Error) -> String {
    let detail = error.detail().unwrap_or_default();
    let name = detail.split('`').nth(1);
    let named = |what: &str| name.map_or_else(|| what.to_owned(), |name| format!("{what}: »{name}«"));
    let (what, detail) = match error.kind() {
        ErrorKind::UndefinedError => return named("Skabelonen bruger et navn, der ikke findes"),
        ErrorKind::OutOfFuel => return "Skabelonen bliver ikke færdig: Den gentager for meget".to_owned(),
        ErrorKind::TemplateNotFound => {
            let file = detail.split(['"', '\'']).nth(1).map_or_else(String::new, |file| format!(" »{file}«"));
            let help = "Den kan kun hente mappens egne filer, der begynder med _";
            return format!("Skabelonen henter en fil{file}, der ikke findes. {help}");
        }
        ErrorKind::UnknownFilter | ErrorKind::UnknownFunction | ErrorKind::UnknownTest | ErrorKind::UnknownMethod => {
            // "filter x is unknown", "x is unknown", "y has no method named x"
            let name = detail.strip_suffix(" is unknown").unwrap_or(detail).rsplit(' ').next().unwrap_or_default();
            return format!("Skabelonen bruger en funktion, der ikke findes: »{}«", name.trim_matches('`'));
        }
        ErrorKind::SyntaxError => ("Skabelonen kan ikke læses", syntax(detail)),
        _ => ("Skabelonen kan ikke udfyldes", other(error.kind(), detail)),
    };
    if detail.is_empty() { what.to_owned() } else { format!("{what} ({detail})") }
}

/// What the parser met.
fn syntax(detail: &str) -> String {
    if let Some((unexpected, expected)) = detail.strip_prefix("unexpected ").and_then(|rest| rest.split_once(", expected ")) {
        return format!("her står {}, men der skulle stå {}", token(unexpected), token(expected));
    }
    let after = |start: &str| detail.strip_prefix(start).map(token);
    if let Some(name) = after("unknown statement ") {
        return format!("der er ingen kommando, der hedder »{name}«");
    }
    if let Some(found) = after("unexpected ") {
        return match found.as_str() {
            "end of comment" => "en kommentar mangler #}".to_owned(),
            "end of string" => "en tekst mangler et anførselstegn".to_owned(),
            "end of raw block" => "{% raw %} mangler {% endraw %}".to_owned(),
            _ => format!("her står {found}, som ikke hører til her"),
        };
    }
    match detail {
        "names starting with an underline can not be imported" => "navne, der begynder med _, kan ikke hentes",
        "block tags in macros are not allowed" => "en blok kan ikke stå i en makro",
        "template exceeds maximum recursion limits" => "parenteser eller kommandoer har for mange niveauer",
        "'continue' must be placed inside a loop" | "'break' must be placed inside a loop" => {
            "continue og break kan kun stå i en løkke"
        }
        _ if detail.contains("string") => "en tekst mangler et anførselstegn",
        _ if detail.contains("raw block") => "{% raw %} mangler {% endraw %}",
        _ if detail.contains("comment") => "en kommentar mangler #}",
        _ => "",
    }
    .to_owned()
}

fn token(token: &str) -> String {
    match token {
        "end of input" => "ikke mere".to_owned(),
        "end of block" => "»%}«".to_owned(),
        "end of variable block" => "»}}«".to_owned(),
        "start of block" => "»{%«".to_owned(),
        "start of variable block" => "»{{«".to_owned(),
        "template data" => "almindelig tekst".to_owned(),
        "identifier" => "et navn".to_owned(),
        "string" => "en tekst".to_owned(),
        "integer" | "float" => "et tal".to_owned(),
        "keyword" => "et nøgleord".to_owned(),
        "statement" => "en kommando".to_owned(),
        // Such as "`)`", and "`,` or `)`".
        other => {
            let words = other.replace(" or ", " eller ").replace("end of block", "`%}`").replace("identifier", "et navn");
            let mut is_open = false;
            words
                .chars()
                .map(|c| {
                    if c == '`' {
                        is_open = !is_open;
                        if is_open { '»' } else { '«' }
                    } else {
                        c
                    }
                })
                .collect()
        }
    }
}

/// What cannot be done with a value. What the program says itself is Danish already.
fn other(kind: ErrorKind, detail: &str) -> String {
    let known = match kind {
        ErrorKind::MissingArgument => "noget mangler i parentesen",
        ErrorKind::TooManyArguments => "der står for meget i parentesen",
        ErrorKind::CannotUnpack => "værdien har ikke så mange dele",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    let words = [
        ("der er ingen ", ""),
        ("kan ikke skrives ud", ""),
        ("recursion limit", "den kalder sig selv igen og igen"),
        ("range has too many elements", "range(…) er for lang"),
        ("is not iterable", "der er ikke flere ting at gå igennem"),
        ("not iterable", "der er ikke flere ting at gå igennem"),
        ("unable to calculate", "det kan ikke regnes ud"),
        ("operator on unsupported", "det kan ikke regnes ud"),
        ("is not callable", "værdien er ikke en funktion"),
        ("cannot convert", "værdien har en forkert form"),
        ("cannot be sliced", "værdien har en forkert form"),
        ("value is not a string", "værdien er ikke en tekst"),
        ("cannot calculate length", "værdien har ingen længde"),
        ("can only sum", "kun tal kan lægges sammen"),
    ];
    match words.iter().find(|(part, _)| detail.contains(part)) {
        Some((_, "")) => detail.to_owned(),
        Some((_, danish)) => (*danish).to_owned(),
        // Every other sentence of the program's own has a letter that English has not, or a quotation mark.
        None if detail.contains(['æ', 'ø', 'å', '»']) => detail.trim_end_matches('.').to_owned(),
        None => String::new(),
    }
}
