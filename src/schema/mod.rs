//! The answer file as JSON Schema, for editors: what may be written, what each question is, and what is still missing.
//!
//! Draft 7, which editors with support for TOML read (taplo, VS Code's "Even Better TOML"). Made from the template alone,
//! so a new question stands in it by itself. Knows nothing of files.
//!
//! A schema sees less than `check` does: not what another file holds, nor whether words are Danish. What it does see, it
//! sees as `check` does; a date is a string to it, however it is written in TOML.

mod kinds;

use serde_json::{Map, Value, json};

use crate::answers::MAX_ITEMS;
use crate::skabelon::{self, Example, Field, Kind, Need, Phase, Question, Skabelon, Unless};

use kinds::{BLANK, form, is_given};

/// The schema of answer files for a template.
#[must_use]
pub fn schema(skabelon: &Skabelon) -> Value {
    let mut root = table();
    for (question, _) in skabelon.questions() {
        let names: Vec<&str> = question.key.split('.').collect();
        insert(&mut root, &names, property(question));
    }
    let required = |phase: Phase| -> Vec<Value> {
        let questions = skabelon.questions().map(|(question, _)| question);
        questions.filter(|question| question.need == Need::From(phase)).map(requirement).collect()
    };
    let always = skabelon.questions().map(|(question, _)| question).filter(|question| question.need == Need::Always);
    let mut rules: Vec<Value> = always.map(requirement).collect();
    let complete = skabelon.questions().filter_map(|(question, _)| complete_records(question));
    rules.push(json!({
        "if": { "not": phase_is(Phase::Draft) },
        "then": all(required(Phase::Draft).into_iter().chain(required(Phase::Hearing)).chain(complete)),
    }));
    rules.push(json!({ "if": is_adopted(), "then": all(required(Phase::Adopted)) }));
    root.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    root.insert("title".into(), format!("Svarfil: {}", skabelon.title).into());
    root.insert("description".into(), "Kommunens svar på skabelonens spørgsmål, til programmet beredskab.".into());
    root.insert("allOf".into(), rules.into());
    Value::Object(root)
}

/// A table that holds nothing yet. An unknown key is an error, as it is to `check`.
fn table() -> Map<String, Value> {
    let mut table = Map::new();
    table.insert("type".into(), "object".into());
    table.insert("additionalProperties".into(), false.into());
    table.insert("properties".into(), json!({}));
    table
}

/// Puts a property in its place, and tables on the way to it.
fn insert(table_: &mut Map<String, Value>, names: &[&str], property: Value) {
    let (Some((name, rest)), Some(properties)) =
        (names.split_first(), table_.get_mut("properties").and_then(Value::as_object_mut))
    else {
        return;
    };
    if rest.is_empty() {
        properties.insert((*name).to_owned(), property);
    } else if let Some(inner) = properties.entry(*name).or_insert_with(|| Value::Object(table())).as_object_mut() {
        insert(inner, rest, property);
    }
}

fn property(question: &Question) -> Value {
    let form = match (&question.kind, question.key.as_str()) {
        // Which templates there are, the program knows, and not the template.
        (_, "skabelon") => form(&Kind::Choice(skabelon::names().into_iter().map(str::to_owned).collect())),
        (Kind::Records(fields), _) => records(fields),
        (kind, _) => form(kind),
    };
    let about = [Some(when(question)), question.guidance.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    described(form, &question.full_wording(), &about, question.example.as_ref())
}

/// A form with what an editor shows of it.
fn described(mut form: Map<String, Value>, title: &str, about: &str, example: Option<&Example>) -> Value {
    form.insert("title".into(), title.into());
    // Editors show the description and most of them not the title.
    form.insert("description".into(), format!("{title} {about}").trim_end().into());
    if let Some(example) = example {
        let example = match example {
            Example::Text(text) => json!(text.trim_end()),
            Example::Items(items) => json!(items),
            Example::Bare(text) => text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number)),
        };
        form.insert("examples".into(), json!([example]));
    }
    Value::Object(form)
}

fn when(question: &Question) -> String {
    match question.need {
        Need::Optional => "(Valgfrit.)",
        Need::Always => "(Skal altid besvares.)",
        Need::From(Phase::Adopted) => "(Skal besvares, når planen er vedtaget.)",
        Need::From(_) => "(Skal besvares, før planen sendes i høring.)",
    }
    .to_owned()
}

fn records(fields: &[Field]) -> Map<String, Value> {
    let mut record = table();
    for field in fields {
        let about = if field.required { "" } else { "(Valgfrit.)" };
        insert(&mut record, &[&field.name], described(form(&field.kind), &field.wording, about, field.example.as_ref()));
    }
    let both = fields.iter().filter_map(|field| {
        let other = fields.iter().find(|other| Some(&other.name) == field.either.as_ref())?;
        Some(json!({ "not": { "allOf": [given(&[&field.name], &field.kind), given(&[&other.name], &other.kind)] } }))
    });
    record.insert("allOf".into(), json!([all(both)]));
    let mut form = Map::new();
    form.insert("anyOf".into(), json!([{ "type": "array", "items": record, "maxItems": MAX_ITEMS }, BLANK.clone()]));
    form
}

/// That every record has what it must have. A record without a word is none.
fn complete_records(question: &Question) -> Option<Value> {
    let Kind::Records(fields) = &question.kind else { return None };
    let has = |field: &Field| given(&[&field.name], &field.kind);
    let any: Vec<Value> = fields.iter().map(has).collect();
    let needed = fields.iter().filter_map(|field| {
        let other = fields.iter().find(|other| Some(&other.name) == field.either.as_ref());
        match other {
            Some(other) => Some(json!({ "anyOf": [has(field), has(other)] })),
            None => field.required.then(|| has(field)),
        }
    });
    let items = json!({ "items": { "if": { "anyOf": any }, "then": all(needed) } });
    let names: Vec<&str> = question.key.split('.').collect();
    Some(within(&names, items, false))
}

/// That a question is answered, or that it need not be.
fn requirement(question: &Question) -> Value {
    let names: Vec<&str> = question.key.split('.').collect();
    let answered = given(&names, &question.kind);
    let Unless { answered: other, block_stands } = &question.unless;
    let mut ways = vec![answered];
    if let Some(other) = other {
        ways.push(json!({ "anyOf": kinds::ANY.iter().map(|any| within(&other.split('.').collect::<Vec<_>>(), any.clone(), true)).collect::<Vec<_>>() }));
    }
    if let Some(number) = block_stands {
        let left_out = within(&["tekstblokke", &number.to_string()], json!({ "const": false }), true);
        ways.push(json!({ "not": left_out }));
    }
    if ways.len() == 1 { ways.remove(0) } else { json!({ "anyOf": ways }) }
}

/// That all of these hold; none is no rule.
fn all(rules: impl IntoIterator<Item = Value>) -> Value {
    let rules: Vec<Value> = rules.into_iter().collect();
    if rules.is_empty() { true.into() } else { json!({ "allOf": rules }) }
}

/// That a key holds an answer of a kind.
fn given(names: &[&str], kind: &Kind) -> Value {
    within(names, is_given(kind), true)
}

/// What holds of the value of a key; `there` demands that it is.
fn within(names: &[&str], rule: Value, there: bool) -> Value {
    names.iter().rev().fold(rule, |rule, name| {
        let mut table = json!({ "properties": { *name: rule } });
        if there {
            table["required"] = json!([name]);
            // Without it, what is no table would hold any answer.
            table["type"] = "object".into();
        }
        table
    })
}

fn phase_is(phase: Phase) -> Value {
    within(&["fase"], json!({ "type": "string", "pattern": format!(r"^\s*{}\s*$", phase.key()) }), true)
}

/// That the plan is adopted: it says so, or it says nothing and has the day.
fn is_adopted() -> Value {
    let silent = json!({ "not": within(&["fase"], json!({ "pattern": r"\S" }), true) });
    let day = given(&["plan", "vedtaget"], &Kind::Date);
    json!({ "anyOf": [phase_is(Phase::Adopted), { "allOf": [silent, day] }] })
}
