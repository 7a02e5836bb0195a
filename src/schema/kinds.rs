//! What an answer of each kind looks like to a schema.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::answers::MAX_ITEMS;
use crate::skabelon::Kind;

/// An empty string: for every kind it means that there is no answer yet.
pub(super) static BLANK: LazyLock<Value> = LazyLock::new(|| json!({ "type": "string", "pattern": r"^\s*$" }));

/// What any answer is that is not empty, whatever its kind.
pub(super) static ANY: LazyLock<[Value; 3]> = LazyLock::new(|| {
    let text = json!({ "type": "string", "pattern": r"\S" });
    let items = json!({ "type": "array", "contains": { "anyOf": [text, any_field()] } });
    [text, items, json!({ "type": ["integer", "boolean"] })]
});

/// A record that holds a word.
fn any_field() -> Value {
    json!({ "type": "object", "not": { "additionalProperties": { "type": "string", "pattern": r"^\s*$" } } })
}

/// How an answer of a kind is written.
pub(super) fn form(kind: &Kind) -> Map<String, Value> {
    let text = |pattern: &str| json!({ "type": "string", "pattern": format!(r"^\s*({pattern})?\s*$") });
    let form = match kind {
        Kind::Text | Kind::ImageFile | Kind::MarkdownFile => json!({ "type": "string" }),
        Kind::Line => text(r"\S[^\r\n]*"),
        Kind::List => {
            json!({ "anyOf": [{ "type": "array", "items": { "type": "string" }, "maxItems": MAX_ITEMS }, BLANK.clone()] })
        }
        Kind::Records(_) => json!({ "anyOf": [{ "type": "array", "maxItems": MAX_ITEMS }, BLANK.clone()] }),
        // Written without quotation marks a date is a string to a schema too; with them one in words is one.
        Kind::Date => text(&format!(r"\d{{4}}-\d\d-\d\d|(([dD]en |d\. )?\d\d?\.?\s+)?({})\s+\d{{4}}|\d{{4}}", months())),
        Kind::Year => json!({ "anyOf": [{ "type": "integer", "minimum": 2000, "maximum": 2199 }, BLANK.clone()] }),
        Kind::Phone => text(r"(\+\s*4\s*5\s*)?(\d\s*){8}|1\s*1\s*[24]"),
        Kind::Email => text(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
        Kind::Url => text(r"([hH][tT][tT][pP][sS]?|[mM][aA][iI][lL][tT][oO]|[tT][eE][lL]):[^\r\n]+"),
        Kind::YesNo => json!({ "anyOf": [{ "type": "boolean" }, BLANK.clone()] }),
        Kind::Choice(choices) => json!({ "anyOf": [{ "enum": choices }, text(&choices.join("|"))] }),
        Kind::Color => text("#[0-9a-fA-F]{6}"),
        Kind::Tekstblok => json!({ "anyOf": [{ "const": false }, { "type": "string" }] }),
    };
    match form {
        Value::Object(form) => form,
        _ => Map::new(),
    }
}

/// That there is an answer of a kind.
pub(super) fn is_given(kind: &Kind) -> Value {
    match kind {
        Kind::List => json!({ "type": "array", "contains": { "type": "string", "pattern": r"\S" } }),
        Kind::Records(_) => json!({ "type": "array", "contains": any_field() }),
        Kind::Year => json!({ "type": "integer" }),
        Kind::YesNo => json!({ "type": "boolean" }),
        _ => ANY[0].clone(),
    }
}

/// The months' names, in large and small letters.
fn months() -> String {
    let letter = |letter: char| format!("[{}{letter}]", letter.to_uppercase());
    crate::dansk::MONTHS.iter().map(|name| name.chars().map(letter).collect::<String>()).collect::<Vec<_>>().join("|")
}
