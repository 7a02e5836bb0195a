//! Running the template: each section's body through minijinja, then Markdown, then the marks filled.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{AutoEscape, Captured, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use super::code::longest_text;
use super::facts::Facts;
use super::piece::{BlockPiece, Piece, Use, gap_inlines};
use super::slots::{self, Slot, Slots, without_marks};
use super::sound::{self, stays_small};
use super::{Parts, StandardText, context, fault};
use crate::answers::Value as Said;
use crate::content::read::{Markdown, ProblemKind, markdown};
use crate::content::{Block, BlockKind, Href, Inline, InlineKind, Node, Role, walk};
use crate::skabelon::{Body, Partial, Section, Skabelon, SkabelonError, Tekstblok};

/// The most steps a template may take. The longest plan takes a few thousand; a template that never ends is stopped.
const FUEL: u64 = 1_000_000;

/// The most bytes that a template's own text may come to: each step can write all that stands between two pieces of code.
const MOST_TEXT: u64 = 200_000_000;

/// The filters of minijinja's that make a long text or list of a short one.
const GROWING: [&str; 12] =
    ["format", "indent", "join", "replace", "tojson", "pprint", "urlencode", "batch", "slice", "chain", "zip", "string"];

pub(super) struct Renderer<'a> {
    environment: Environment<'a>,
    /// How the files of templates are called, by their names in the environment, and the lines their texts begin on.
    places: BTreeMap<String, (String, usize)>,
    /// Whether the template may be anything.
    is_own: bool,
    variables: Value,
}

impl<'a> Renderer<'a> {
    /// A renderer with every variable of the plan, the text blocks among them.
    pub(super) fn new(parts: &Parts<'a>, facts: &Facts, gap: context::Gap) -> Result<Self, SkabelonError> {
        let is_own = parts.skabelon.is_own;
        let fuel = if is_own { FUEL.min(MOST_TEXT / longest_text_of(parts.skabelon).max(1)) } else { FUEL };
        let mut environment = environment(fuel).map_err(|error| fault::told(&error, |_| None, "skabelon", 1))?;
        let places = places(parts.skabelon);
        for Partial { name, file, text } in &parts.skabelon.partials {
            let text = without_marks(text);
            if is_own {
                stays_small(&text).map_err(|(line, message)| SkabelonError { file: file.clone(), line: Some(line), message })?;
            }
            let added = environment.add_template_owned(name.clone(), text.into_owned());
            added.map_err(|error| fault::told(&error, |name| places.get(name).cloned(), file, 1))?;
        }
        let mut renderer = Self { environment, places, is_own, variables: context::variables(parts, facts, gap).into() };
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
        let title = self.line(&section.file, section.title_line, &section.title)?;
        if title.is_empty() {
            let message = "Afsnittets titel er tom.".to_owned();
            return Err(SkabelonError { file: section.file.clone(), line: Some(section.title_line), message });
        }
        Ok(title)
    }

    /// A section's blocks, with headings relative to the section.
    pub(super) fn body(&self, section: &Section) -> Result<Vec<Block>, SkabelonError> {
        self.blocks(&section.file, &section.body)
    }

    /// A text block in its standard wording, also where the municipality leaves it out or has its own.
    pub(super) fn standard(&self, block: &Tekstblok, adapted: Option<&'static str>) -> Result<StandardText, SkabelonError> {
        Ok(StandardText {
            number: block.number,
            title: self.line(&block.file, block.title_line, &block.title)?,
            blocks: self.blocks(&block.file, &block.body)?,
            adapted,
        })
    }

    fn textblock(&self, block: &Tekstblok, parts: &Parts<'_>) -> Result<BlockPiece, SkabelonError> {
        let (use_, content) = match parts.answers.value(&block.key()) {
            Some(Said::LeftOut) => (Use::LeftOut, Vec::new()),
            Some(Said::Text(text)) => (Use::Own, vec![Block::group(Role::Answer, text.blocks.clone())]),
            _ => {
                let mut content = self.blocks(&block.file, &block.body)?;
                if block.shows_origin {
                    let source = vec![Inline::text("Kilde: "), context::origin(&block.origin)];
                    content.push(Block::group(Role::Source, vec![Block::paragraph(source)]));
                }
                (Use::Standard, vec![Block::group(Role::Standard, content)])
            }
        };
        Ok(BlockPiece { number: block.number, title: self.line(&block.file, block.title_line, &block.title)?, use_, content })
    }

    fn blocks(&self, file: &str, body: &Body) -> Result<Vec<Block>, SkabelonError> {
        let text = without_marks(&body.text);
        let rendered = self.rendered(file, body.line, &text)?;
        let blocks = sound(markdown(rendered.output())).map_err(|(message, at)| {
            let line = at.and_then(|at| line_of(&text, rendered.output(), at)).map(|line| line + body.line - 1);
            SkabelonError { file: file.to_owned(), line, message }
        })?;
        Ok(match rendered.state().get_extension::<Slots>() {
            Some(slots) => slots.fill(blocks),
            None => blocks,
        })
    }

    /// A line of template, as words.
    fn line(&self, file: &str, line: usize, text: &str) -> Result<String, SkabelonError> {
        let text = without_marks(text);
        if !text.contains('{') {
            // Words alone, as most titles are.
            return Ok(crate::content::clean_text(&text).trim().to_owned());
        }
        let rendered = self.rendered(file, line, &text)?;
        let words = match rendered.state().get_extension::<Slots>() {
            Some(slots) => slots.words(rendered.output()),
            None => rendered.output().to_owned(),
        };
        Ok(crate::content::clean_text(&words).trim().to_owned())
    }

    fn rendered<'t>(&'t self, file: &'t str, line: usize, text: &'t str) -> Result<Captured<'t>, SkabelonError> {
        let fault = |error: &Error| fault::told(error, |name| self.places.get(name).cloned(), file, line);
        if self.is_own {
            stays_small(text).map_err(|(at, message)| SkabelonError {
                file: file.to_owned(),
                line: Some(at + line - 1),
                message,
            })?;
        }
        let template = self.environment.template_from_named_str(file, text).map_err(|error| fault(&error))?;
        template.render_captured(self.variables.clone()).map_err(|error| fault(&error))
    }

    /// Sees to it that every name in the template is one that there is, also in branches that these answers do not take.
    pub(super) fn sound(&self, skabelon: &Skabelon, known: &context::Tree) -> Result<(), SkabelonError> {
        let fault = |error: &Error, file: &str, line| fault::told(error, |name| self.places.get(name).cloned(), file, line);
        let mut pieces = Vec::new();
        let blocks = skabelon.textblocks.iter().map(|block| (&block.file, &block.body, block.title_line, &block.title));
        let sections = skabelon.sections.iter().map(|section| (&section.file, &section.body, section.title_line, &section.title));
        for (file, body, title_line, title) in sections.chain(blocks) {
            for (line, text) in [(title_line, title), (body.line, &body.text)] {
                let template = self.environment.template_from_named_str(file, text).map_err(|error| fault(&error, file, line))?;
                let undeclared = template.undeclared_variables(true).into_iter().collect();
                pieces.push(sound::Piece { shown: file, first_line: line, text, undeclared, is_partial: false });
            }
        }
        for Partial { name, file, text } in &skabelon.partials {
            let template = self.environment.get_template(name).map_err(|error| fault(&error, file, 1))?;
            let undeclared = template.undeclared_variables(true).into_iter().collect();
            pieces.push(sound::Piece { shown: file, first_line: 1, text, undeclared, is_partial: true });
        }
        let functions: Vec<String> = self.environment.globals().map(|(name, _)| name.to_owned()).collect();
        sound::names(&pieces, known, &functions, skabelon)
    }
}

/// How the files of partials are called, by their names. A section's file is its template's name, and its caller knows it.
fn places(skabelon: &Skabelon) -> BTreeMap<String, (String, usize)> {
    skabelon.partials.iter().map(|partial| (partial.name.clone(), (partial.file.clone(), 1))).collect()
}

fn longest_text_of(skabelon: &Skabelon) -> u64 {
    let bodies = skabelon.sections.iter().map(|section| &section.body).chain(skabelon.textblocks.iter().map(|block| &block.body));
    let texts = bodies.map(|body| body.text.as_str()).chain(skabelon.partials.iter().map(|partial| partial.text.as_str()));
    texts.map(|text| longest_text(text) as u64).max().unwrap_or_default()
}

/// The line of a template that a place in what it wrote comes from: the first that has the same words.
fn line_of(template: &str, rendered: &str, at: usize) -> Option<usize> {
    let at = rendered.floor_char_boundary(at);
    let start = rendered[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let written = rendered[start..].lines().next().unwrap_or_default();
    // What stands between two marks is the template's own.
    let own = slots::with_dots(written);
    let words = own.split('…').map(str::trim).max_by_key(|words| words.len()).filter(|words| words.len() > 2)?;
    template.lines().position(|line| line.contains(words)).map(|line| line + 1)
}

/// Markdown of a template that can stand in a plan, or what it holds that cannot, and where.
fn sound(read: Markdown) -> Result<Vec<Block>, (String, Option<usize>)> {
    if let Some(problem) = read.problems.first() {
        let message = match &problem.kind {
            ProblemKind::Address(address, _) => format!(
                "Linket til »{}« kan ikke bruges. Skriv hele adressen. Et svar, der er en adresse, er selv et link: skriv {{{{ ... }}}} alene.",
                slots::with_dots(address)
            ),
            ProblemKind::TooDeep => "Lister eller citater har for mange niveauer.".to_owned(),
            ProblemKind::ExtraCells => "En række i en tabel har flere celler end hovedet.".to_owned(),
            ProblemKind::UnusedDefinition(label) => format!("Linkdefinitionen [{label}] bruges ikke."),
            ProblemKind::Doubt(_) => "Her står noget, der kan læses på flere måder.".to_owned(),
            ProblemKind::RawHtml { .. } => {
                "Her står HTML, som ville blive vist, som det er skrevet. Skriv det som Markdown.".to_owned()
            }
            ProblemKind::Mark(_) => "Her står et mærke, der ville blive stående som tekst.".to_owned(),
        };
        return Err((message, Some(problem.at.start)));
    }
    let mut image = None;
    walk(&read.blocks, &mut |node| match node {
        Node::Block(Block { kind: BlockKind::Figure(found), at, .. })
        | Node::Inline(Inline { kind: InlineKind::Image(found), at, .. }) => image = Some((found.source.clone(), at.start)),
        _ => {}
    });
    match image {
        Some((source, at)) => Err((format!("Billedet »{source}«: Billeder kan kun stå i svar, ikke i skabelonen."), Some(at))),
        None => Ok(read.blocks),
    }
}

fn environment<'a>(fuel: u64) -> Result<Environment<'a>, Error> {
    let mut environment = Environment::new();
    // Everything printed is a value and goes through `print`; what a macro or a block made is template text again.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("plan".into()));
    environment.set_formatter(print);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_fuel(Some(fuel));
    for name in GROWING {
        environment.remove_filter(name);
    }
    environment.add_test("mangler", |value: &Value| Piece::of(value).is_some_and(|piece| matches!(*piece, Piece::Gap(_))));
    environment.add_function("boks", group);
    environment.add_function("henvisning", reference);
    Ok(environment)
}

/// Prints a value as a mark.
fn print(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let slot = if value.is_safe() {
        // Text that the template itself made: it has its marks already.
        let text = value.as_str().unwrap_or_default();
        if !state.get_or_insert_extension_with(Slots::default).spend(text.len()) {
            return Err(too_much());
        }
        return Ok(out.write_str(text)?);
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
                let what = if kind == ValueKind::Map { "en tabel" } else { "en liste eller funktion" };
                return Err(Error::new(
                    ErrorKind::InvalidOperation,
                    format!("{what} kan ikke skrives ud; nævn det i den, der skal stå"),
                ));
            }
        }
    };
    if let Slot::Tekstblok(block) = &slot
        && block.content.is_empty()
    {
        return Ok(());
    }
    let mark = state.get_or_insert_extension_with(Slots::default).mark(slot).ok_or_else(too_much)?;
    Ok(out.write_str(&mark)?)
}

fn too_much() -> Error {
    Error::new(ErrorKind::InvalidOperation, "afsnittet bliver længere, end et afsnit må være")
}

/// `{% call boks("kontakt") %}…{% endcall %}`: what stands within it is one group with a part of its own. With `anker` its
/// heading can be led to; an initiative that is `kompakt` takes less room.
#[expect(clippy::needless_pass_by_value, reason = "minijinja gives a function its arguments by value")]
fn group(state: &mut State<'_, '_>, role: &str, kwargs: Kwargs) -> Result<Value, Error> {
    let role = match role {
        "kontakt" => Role::Contact,
        "indsats" if kwargs.get::<Option<bool>>("kompakt")?.unwrap_or_default() => Role::CompactInitiative,
        "indsats" => Role::Initiative,
        "maal" => Role::Goals,
        "trin" => Role::Steps,
        "fakta" => Role::Facts,
        other => {
            let message = format!("der er ingen boks, der hedder »{other}«: vælg kontakt, indsats, maal, trin eller fakta");
            return Err(Error::new(ErrorKind::InvalidOperation, message));
        }
    };
    let anchor = kwargs.get::<Option<&str>>("anker")?.map(anchor).transpose()?;
    let caller: Value = kwargs.get("caller")?;
    kwargs.assert_all_used()?;
    let inner = caller.call(state, &[])?;
    let read = markdown(inner.as_str().unwrap_or_default());
    let blocks = sound(read).map_err(|(message, _)| Error::new(ErrorKind::InvalidOperation, message))?;
    let mut blocks = match state.get_extension::<Slots>() {
        Some(slots) => slots.fill(blocks),
        None => blocks,
    };
    if let Some(BlockKind::Heading { id, .. }) = blocks.first_mut().map(|block| &mut block.kind) {
        *id = anchor.and_then(|href| href.anchor().map(str::to_owned));
    }
    let group = if blocks.is_empty() { Vec::new() } else { vec![Block::group(role, blocks)] };
    Ok(Piece::Blocks(group).value())
}

/// `{{ henvisning(tekst, anker) }}`: the text, which leads to the box with that anchor.
#[expect(clippy::needless_pass_by_value, reason = "minijinja gives a function its arguments by value")]
fn reference(text: Value, to: &str) -> Result<Value, Error> {
    let content = match Piece::of(&text).as_deref() {
        Some(Piece::Inlines(inlines)) => inlines.clone(),
        Some(Piece::Gap(question)) => vec![Inline::new(InlineKind::Gap(gap_inlines(question)))],
        Some(piece) => vec![Inline::text(&piece.words())],
        None => vec![Inline::text(&text.to_string())],
    };
    Ok(Piece::Inlines(vec![Inline::new(InlineKind::Link { href: anchor(to)?, content })]).value())
}

fn anchor(name: &str) -> Result<Href, Error> {
    let message = || format!("»{name}« kan ikke være et anker: brug små bogstaver fra a til z, tal og bindestreger");
    Href::to_anchor(name).ok_or_else(|| Error::new(ErrorKind::InvalidOperation, message()))
}
