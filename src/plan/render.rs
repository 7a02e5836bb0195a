//! Running the template: each section's body through minijinja, then Markdown, then the marks filled.

use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use super::facts::Facts;
use super::piece::{BlockPiece, Piece, Use};
use super::slots::{self, Slot, Slots, without_marks};
use super::{Parts, StandardText, context};
use crate::answers::Value as Said;
use crate::content::read::{Markdown, ProblemKind, markdown};
use crate::content::{Block, BlockKind, Inline, InlineKind, Node, Role, walk};
use crate::skabelon::{Body, Section, SkabelonError, Tekstblok};

/// The most steps a template may take. The longest plan takes a few thousand; a template that never ends is stopped.
const FUEL: u64 = 10_000_000;

pub(super) struct Renderer<'a> {
    environment: Environment<'a>,
    variables: Value,
}

impl<'a> Renderer<'a> {
    /// A renderer with every variable of the plan, the text blocks among them.
    pub(super) fn new(parts: &Parts<'a>, facts: &Facts, gap: context::Gap) -> Result<Self, SkabelonError> {
        let mut environment = environment().map_err(|error| fault("skabelon", 1, &error))?;
        for (name, text) in &parts.skabelon.partials {
            let added = environment.add_template_owned(name.clone(), without_marks(text));
            added.map_err(|error| fault(name, 1, &error))?;
        }
        let mut renderer = Self { environment, variables: context::variables(parts, facts, gap).into() };
        // A text block can use every variable but the text blocks.
        let blocks = parts.skabelon.textblocks.iter().map(|block| renderer.textblock(block, parts).map(Arc::new));
        let blocks = blocks.collect::<Result<Vec<_>, _>>()?;
        let all: Value = blocks.iter().map(|block| Value::from_dyn_object(block.clone())).collect();
        renderer.environment.add_global("tekstblokke", all);
        renderer.environment.add_function("tekstblok", move |number: u8| {
            let block = blocks.iter().find(|block| block.number == number);
            block
                .map(|block| Value::from_dyn_object(block.clone()))
                .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("der er ingen tekstblok {number}")))
        });
        Ok(renderer)
    }

    /// A section's title, in words.
    pub(super) fn title(&self, section: &Section) -> Result<String, SkabelonError> {
        let title = self.line(&section.file, &section.title)?;
        if title.is_empty() {
            let message = "Afsnittets titel er tom.".to_owned();
            return Err(SkabelonError { file: section.file.clone(), line: None, message });
        }
        Ok(title)
    }

    /// A section's blocks, with headings relative to the section.
    pub(super) fn body(&self, section: &Section) -> Result<Vec<Block>, SkabelonError> {
        self.blocks(&section.file, &section.body)
    }

    /// A text block in its standard wording, also where the municipality leaves it out or has its own.
    pub(super) fn standard(&self, block: &Tekstblok) -> Result<StandardText, SkabelonError> {
        Ok(StandardText {
            number: block.number,
            title: self.line(&block.file, &block.title)?,
            blocks: self.blocks(&block.file, &block.body)?,
        })
    }

    fn textblock(&self, block: &Tekstblok, parts: &Parts<'_>) -> Result<BlockPiece, SkabelonError> {
        let (use_, content) = match parts.answers.value(&block.key()) {
            Some(Said::LeftOut) => (Use::LeftOut, Vec::new()),
            Some(Said::Text(text)) => (Use::Own, vec![Block::group(Role::Answer, text.blocks.clone())]),
            _ => {
                let mut content = self.blocks(&block.file, &block.body)?;
                let source = vec![Inline::text("Kilde: "), context::origin(&block.origin)];
                content.push(Block::group(Role::Source, vec![Block::paragraph(source)]));
                (Use::Standard, vec![Block::group(Role::Standard, content)])
            }
        };
        Ok(BlockPiece { number: block.number, title: self.line(&block.file, &block.title)?, use_, content })
    }

    fn blocks(&self, file: &str, body: &Body) -> Result<Vec<Block>, SkabelonError> {
        let text = without_marks(&body.text);
        let template = self.environment.template_from_named_str(file, &text).map_err(|e| fault(file, body.line, &e))?;
        let rendered = template.render_captured(self.variables.clone()).map_err(|error| fault(file, body.line, &error))?;
        let blocks = sound(markdown(rendered.output()));
        let blocks = blocks.map_err(|message| SkabelonError { file: file.to_owned(), line: None, message })?;
        Ok(match rendered.state().get_extension::<Slots>() {
            Some(slots) => slots.fill(blocks),
            None => blocks,
        })
    }

    /// A line of template, as words.
    fn line(&self, file: &str, text: &str) -> Result<String, SkabelonError> {
        let text = without_marks(text);
        let template = self.environment.template_from_named_str(file, &text).map_err(|error| fault(file, 1, &error))?;
        let rendered = template.render_captured(self.variables.clone()).map_err(|error| fault(file, 1, &error))?;
        let words = match rendered.state().get_extension::<Slots>() {
            Some(slots) => slots.words(rendered.output()),
            None => rendered.output().to_owned(),
        };
        Ok(crate::content::clean_text(&words).trim().to_owned())
    }
}

/// Markdown of a template that can stand in a plan, or what it holds that cannot.
fn sound(read: Markdown) -> Result<Vec<Block>, String> {
    if let Some(problem) = read.problems.first() {
        return Err(match &problem.kind {
            ProblemKind::Address(address, _) => format!(
                "Linket til »{}« kan ikke bruges. Skriv hele adressen. Et svar, der er en adresse, er selv et link: skriv {{{{ ... }}}} alene.",
                slots::with_dots(address)
            ),
            ProblemKind::TooDeep => "Lister eller citater er for dybt inde i hinanden.".to_owned(),
            ProblemKind::ExtraCells => "En række i en tabel har flere celler end hovedet.".to_owned(),
            ProblemKind::UnusedDefinition(label) => format!("Linkdefinitionen [{label}] bruges ikke."),
            ProblemKind::RawHtml => "Her står HTML, som ville blive vist, som det er skrevet. Skriv det som Markdown.".to_owned(),
        });
    }
    let mut image = None;
    walk(&read.blocks, &mut |node| match node {
        Node::Block(Block { kind: BlockKind::Figure(found), .. })
        | Node::Inline(Inline { kind: InlineKind::Image(found), .. }) => image = Some(found.source.clone()),
        _ => {}
    });
    match image {
        Some(source) => Err(format!("Billedet »{source}«: Billeder kan kun stå i svar, ikke i skabelonen.")),
        None => Ok(read.blocks),
    }
}

fn environment<'a>() -> Result<Environment<'a>, Error> {
    let mut environment = Environment::new();
    // Everything printed is a value and goes through `print`; what a macro or a block made is template text again.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("plan".into()));
    environment.set_formatter(print);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_fuel(Some(FUEL));
    environment.add_test("mangler", |value: &Value| Piece::of(value).is_some_and(|piece| matches!(*piece, Piece::Gap(_))));
    environment.add_function("boks", group);
    Ok(environment)
}

/// Prints a value as a mark.
fn print(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let slot = if value.is_safe() {
        // Text that the template itself made: it has its marks already.
        return Ok(out.write_str(value.as_str().unwrap_or_default())?);
    } else if let Some(piece) = Piece::of(value) {
        Slot::Piece(piece)
    } else if let Some(block) = value.downcast_object::<BlockPiece>() {
        Slot::Tekstblok(block)
    } else {
        match value.kind() {
            ValueKind::None => return Ok(()),
            ValueKind::String | ValueKind::Number => Slot::Literal(value.to_string()),
            ValueKind::Bool => Slot::Literal(if value.is_true() { "ja" } else { "nej" }.to_owned()),
            ValueKind::Undefined => return Err(Error::from(ErrorKind::UndefinedError)),
            kind => {
                return Err(Error::new(ErrorKind::InvalidOperation, format!("en værdi af slagsen {kind} kan ikke skrives ud")));
            }
        }
    };
    if let Slot::Tekstblok(block) = &slot
        && block.content.is_empty()
    {
        return Ok(());
    }
    let mark = state.get_or_insert_extension_with(Slots::default).mark(slot);
    Ok(out.write_str(&mark)?)
}

/// `{% call boks("kontakt") %}…{% endcall %}`: what stands within it is one group with a part of its own.
#[expect(clippy::needless_pass_by_value, reason = "minijinja gives a function its arguments by value")]
fn group(state: &mut State<'_, '_>, role: &str, kwargs: Kwargs) -> Result<Value, Error> {
    let role = match role {
        "kontakt" => Role::Contact,
        "indsats" => Role::Initiative,
        "maal" => Role::Goals,
        "trin" => Role::Steps,
        "fakta" => Role::Facts,
        other => {
            let message = format!("der er ingen boks, der hedder »{other}«: vælg kontakt, indsats, maal, trin eller fakta");
            return Err(Error::new(ErrorKind::InvalidOperation, message));
        }
    };
    let caller: Value = kwargs.get("caller")?;
    kwargs.assert_all_used()?;
    let inner = caller.call(state, &[])?;
    let read = markdown(inner.as_str().unwrap_or_default());
    let blocks = sound(read).map_err(|message| Error::new(ErrorKind::InvalidOperation, message))?;
    let blocks = match state.get_extension::<Slots>() {
        Some(slots) => slots.fill(blocks),
        None => blocks,
    };
    let group = if blocks.is_empty() { Vec::new() } else { vec![Block::group(role, blocks)] };
    Ok(Piece::Blocks(group).value())
}

/// What minijinja says of a template, with the line of the file.
fn fault(file: &str, first_line: usize, error: &Error) -> SkabelonError {
    let file = error.name().filter(|name| name.starts_with('_')).unwrap_or(file);
    let first_line = if file.starts_with('_') { 1 } else { first_line };
    let line = error.line().map(|line| line + first_line - 1);
    let what = match error.kind() {
        ErrorKind::SyntaxError => "Skabelonen kan ikke læses",
        ErrorKind::UndefinedError => "Skabelonen bruger et navn, der ikke findes",
        ErrorKind::UnknownFilter | ErrorKind::UnknownFunction | ErrorKind::UnknownTest | ErrorKind::UnknownMethod => {
            "Skabelonen bruger en funktion, der ikke findes"
        }
        ErrorKind::TemplateNotFound => "Skabelonen henter en fil, der ikke findes",
        ErrorKind::OutOfFuel => "Skabelonen bliver ikke færdig",
        _ => "Skabelonen kan ikke udfyldes",
    };
    let detail = error.detail().unwrap_or_default();
    let detail = match detail.split('`').nth(1) {
        Some(name) if error.kind() == ErrorKind::UndefinedError => format!(": »{name}«"),
        _ if detail.is_empty() => String::new(),
        _ => format!(" ({detail})"),
    };
    SkabelonError { file: file.to_owned(), line, message: format!("{what}{detail}.") }
}
