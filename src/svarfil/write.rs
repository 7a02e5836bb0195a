//! The lines of a new answer file: guidance as comments, and answers, open or left out.

use crate::dansk::opremsning;
use crate::skabelon::{Example, Field, Kind, Need, Phase, Question};

/// How wide the lines are.
const WIDTH: usize = 78;

/// What stands as the answer.
pub(super) enum Value {
    /// Nothing yet, ready to be written.
    Open,
    /// Nothing, with a `#` in front.
    LeftOut,
    /// This text.
    Given(String),
    /// This, as TOML.
    Bare(String),
    /// The template's example.
    Example,
}

#[derive(Default)]
pub(super) struct Writer {
    text: String,
}

impl Writer {
    pub(super) fn into_text(self) -> String {
        self.text
    }

    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    pub(super) fn blank(&mut self) {
        self.line("");
    }

    /// Guidance.
    pub(super) fn note(&mut self, text: &str) {
        self.wrapped(text, "# ", "# ");
    }

    /// Guidance, as a point of a list.
    pub(super) fn point(&mut self, text: &str) {
        self.wrapped(text, "# - ", "#   ");
    }

    fn wrapped(&mut self, text: &str, first: &str, rest: &str) {
        if text.starts_with(' ') || text.is_empty() {
            return self.line(&format!("{first}{text}"));
        }
        let options = textwrap::Options::new(WIDTH)
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(text, options) {
            self.line(&line);
        }
    }

    pub(super) fn chapter(&mut self, title: &str) {
        self.blank();
        self.blank();
        self.rule(title, '=');
    }

    pub(super) fn section(&mut self, title: &str) {
        self.blank();
        self.rule(title, '-');
    }

    fn rule(&mut self, title: &str, sign: char) {
        let used = title.chars().count() + 3;
        let rest: String = std::iter::repeat_n(sign, WIDTH.saturating_sub(used)).collect();
        self.line(&format!("# {title} {rest}"));
    }

    /// A question with its answer.
    pub(super) fn question(&mut self, question: &Question, key: &str, value: Value) {
        self.blank();
        self.note(&question.full_wording());
        let hint = question.count.as_ref().map(|count| format!("{}-{} punkter.", count.start(), count.end()));
        // Guidance says how, where there is any; but nobody can guess how a date is written.
        let kind = kind_hint(&question.kind).filter(|_| question.guidance.is_none() || question.kind == Kind::Date);
        let parts = [Some(need(question)), hint, kind, question.guidance.clone()];
        self.note(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "));
        match &question.kind {
            Kind::Records(fields) => self.records(key, fields, &value),
            kind => self.answer(key, kind, question.example.as_ref(), value),
        }
    }

    fn records(&mut self, key: &str, fields: &[Field], value: &Value) {
        let left_out = matches!(value, Value::LeftOut);
        self.note(&format!("Gentag linjen [[{key}]] og felterne under den for hver ny post."));
        self.line(&format!("{}[[{key}]]", if left_out { "#" } else { "" }));
        for field in fields {
            let need = match &field.either {
                Some(other) => format!(" Skriv enten »{}« eller »{other}«.", field.name),
                None if field.required => String::new(),
                None => " Valgfrit.".to_owned(),
            };
            let hint = kind_hint(&field.kind).map(|hint| format!(" {hint}")).unwrap_or_default();
            self.note(&format!("{}{need}{hint}", field.wording));
            let of_field = match value {
                _ if left_out || !field.required => Value::LeftOut,
                Value::Example => Value::Example,
                _ => Value::Open,
            };
            self.answer(&field.name, &field.kind, field.example.as_ref(), of_field);
        }
    }

    fn answer(&mut self, key: &str, kind: &Kind, example: Option<&Example>, value: Value) {
        // What cannot stand open without an answer is left out until it is given: a date has no empty form.
        let value = if matches!(value, Value::Open) && kind.is_bare() { Value::LeftOut } else { value };
        let left_out = matches!(value, Value::LeftOut);
        let hash = if left_out { "#" } else { "" };
        let written = match (&value, example) {
            (Value::Given(text), _) => quoted(text),
            (Value::Bare(text), _) => text.clone(),
            (Value::Example, Some(example)) => written(example, kind),
            (_, example) => {
                if !kind.is_bare() {
                    self.example(example);
                }
                if left_out { left_out_answer(kind, example) } else { empty(kind) }
            }
        };
        for (i, line) in written.lines().enumerate() {
            self.line(&if i == 0 { format!("{hash}{key} = {line}") } else { format!("{hash}{line}") });
        }
    }

    fn example(&mut self, example: Option<&Example>) {
        match example {
            None => {}
            Some(Example::Bare(text)) => self.note(&format!("Eksempel: {text}")),
            Some(Example::Text(text)) if !text.trim_end().contains('\n') && text.chars().count() < WIDTH - 16 => {
                self.note(&format!("Eksempel: {}", text.trim_end()));
            }
            Some(Example::Text(text)) => {
                self.note("Eksempel:");
                for line in unwrapped(text) {
                    let rest = if line.starts_with("- ") { "#     " } else { "#   " };
                    self.wrapped(&line, "#   ", rest);
                }
            }
            Some(Example::Items(items)) => {
                self.note("Eksempel:");
                for item in items {
                    self.wrapped(&format!("{},", quoted(item)), "#   ", "#     ");
                }
            }
        }
    }
}

/// When a question must be answered.
fn need(question: &Question) -> String {
    let when = match question.need {
        Need::Always => return "Skal altid besvares.".to_owned(),
        Need::Optional => return "Valgfrit.".to_owned(),
        Need::From(Phase::Adopted) => "Skal besvares, når planen er vedtaget",
        Need::From(_) => "Skal besvares, før planen sendes i høring",
    };
    let unless = &question.unless;
    match (&unless.answered, unless.block_stands) {
        (Some(other), _) => format!("{when}, medmindre I svarer på »{other}«."),
        (None, Some(block)) => format!("{when}, hvis I udelader tekstblok {block}. Ellers besvarer tekstblokken spørgsmålet."),
        (None, None) => format!("{when}."),
    }
}

/// How an answer of a kind is written, where the open answer does not show it.
fn kind_hint(kind: &Kind) -> Option<String> {
    Some(match kind {
        Kind::Choice(choices) => {
            let choices: Vec<String> = choices.iter().map(|choice| format!("»{choice}«")).collect();
            format!("Skriv {}.", opremsning(&choices, "eller"))
        }
        Kind::Date => "Skriv år-måned-dag uden anførselstegn, eller fx \"juni 2026\" i anførselstegn.".to_owned(),
        Kind::YesNo => "Skriv true for ja og false for nej.".to_owned(),
        Kind::ImageFile => "Filen skal ligge i samme mappe som denne fil eller i en mappe under den.".to_owned(),
        Kind::MarkdownFile => "En fil med Markdown i samme mappe som denne eller i en mappe under den.".to_owned(),
        Kind::Tekstblok => "Skriv false for at udelade den, eller navnet på en fil med jeres egen tekst.".to_owned(),
        Kind::Text
        | Kind::Line
        | Kind::List
        | Kind::Records(_)
        | Kind::Year
        | Kind::Phone
        | Kind::Email
        | Kind::Url
        | Kind::Color => {
            return None;
        }
    })
}

/// The answer that stands behind a `#`: a question that may be left open, or whose answer has no empty form.
pub(crate) fn left_out_answer(kind: &Kind, example: Option<&Example>) -> String {
    match (kind, example) {
        (kind, Some(example)) if kind.is_bare() => written(example, kind),
        // On one line it has one `#` to delete.
        (Kind::Text, _) => "\"\"\" \"\"\"".to_owned(),
        (kind, _) => empty(kind),
    }
}

/// An answer that is not given yet.
fn empty(kind: &Kind) -> String {
    match kind {
        Kind::Text => "\"\"\"\n\"\"\"".to_owned(),
        Kind::List => "[\n    \"\",\n    \"\",\n    \"\",\n]".to_owned(),
        Kind::Tekstblok => "false".to_owned(),
        Kind::YesNo => "true".to_owned(),
        _ => "\"\"".to_owned(),
    }
}

/// A text's paragraphs and points, a line each.
fn unwrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim_end().lines() {
        match lines.last_mut() {
            Some(last) if !last.is_empty() && !line.is_empty() && !line.starts_with("- ") => {
                last.push(' ');
                last.push_str(line);
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

fn written(example: &Example, kind: &Kind) -> String {
    match example {
        Example::Bare(text) => text.clone(),
        Example::Text(text) if *kind == Kind::Text => format!("\"\"\"\n{}\n\"\"\"", text.trim_end()),
        Example::Text(text) => quoted(text),
        Example::Items(items) => {
            let lines: Vec<String> = items.iter().map(|item| format!("    {},\n", quoted(item))).collect();
            format!("[\n{}]", lines.concat())
        }
    }
}

/// A string of TOML on one line.
fn quoted(text: &str) -> String {
    toml::Value::String(text.trim_end().to_owned()).to_string()
}
