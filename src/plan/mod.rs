//! Merging: the template's sections with the answers and the text blocks, through minijinja, into a document.
//!
//! A section's body is Markdown with minijinja. What it prints of an answer is never text that is parsed afterwards: it is
//! a mark, and the finished answer takes its place in the tree (see `slots`). So nothing in an answer can reach the plan
//! around it.

mod anchors;
mod code;
mod context;
mod facts;
mod fault;
mod piece;
mod render;
mod slots;
mod sound;

use jiff::civil::Date;

use crate::answers::{Answers, Value};
use crate::content::{self, Block, BlockKind, Image, Inline, Role, plain_text, settle_headings};
use crate::document::{Cover, Document, Section};
use crate::register::Kommune;
use crate::skabelon::{self, Phase, Placement, Skabelon, SkabelonError};

pub use facts::revise_by;

use facts::Facts;
use render::Renderer;

/// What a plan is merged from.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// The template.
    pub skabelon: &'a Skabelon,
    /// The answers, without errors.
    pub answers: &'a Answers,
    /// The municipality.
    pub kommune: &'a Kommune,
    /// How far the plan is.
    pub phase: Phase,
    /// The day the document is made.
    pub today: Date,
}

/// A text block in its standard wording.
#[derive(Debug, Clone)]
pub struct StandardText {
    /// Its number in the template.
    pub number: u8,
    /// Its title, in words.
    pub title: String,
    /// Its wording, without its source.
    pub blocks: Vec<Block>,
    /// Why its wording is another for this municipality than for most, in a sentence.
    pub adapted: Option<&'static str>,
}

/// The template's text blocks as they stand in a plan that uses them, whatever this one does; in the template's order.
///
/// # Errors
/// Where a text block is not as minijinja or the plan's Markdown must be.
pub fn standard_texts(parts: &Parts<'_>) -> Result<Vec<StandardText>, SkabelonError> {
    let renderer = Renderer::new(parts, &Facts::of(parts), context::as_placeholder)?;
    parts.skabelon.textblocks.iter().map(|block| renderer.standard(block, context::adapted(&block.body.text, parts))).collect()
}

/// Sees to it that a template names nothing that is not there, whatever is answered.
///
/// # Errors
/// Where a file of the template does, or is not as minijinja must be.
pub fn sound(parts: &Parts<'_>) -> Result<(), SkabelonError> {
    let facts = Facts::of(parts);
    let renderer = Renderer::new(parts, &facts, context::as_gap)?;
    renderer.sound(parts.skabelon, &context::variables(parts, &facts, context::as_gap))
}

/// Merges a plan.
///
/// # Errors
/// Where a file of the template is not as minijinja or the plan's Markdown must be.
pub fn merge(parts: &Parts<'_>) -> Result<Document, SkabelonError> {
    let facts = Facts::of(parts);
    let renderer = Renderer::new(parts, &facts, context::as_gap)?;
    let mut front = Vec::new();
    let mut body = Vec::new();
    for section in &parts.skabelon.sections {
        let list = match section.placement {
            Placement::Cover => continue,
            Placement::BeforeContents => &mut front,
            Placement::Body => &mut body,
        };
        list.extend(merge_section(section, &renderer)?);
    }
    let mut front = without_empty(front);
    let mut body = numbered(without_empty(body));
    anchors::settle(&mut front, &mut body);
    if let Some(legend) = &parts.skabelon.legend {
        explain_first_standard(&mut body, legend);
    }
    let color = parts.answers.value("kommune.farve").and_then(|value| match value {
        Value::Color(color) if color.is_readable() => Some(*color),
        _ => None,
    });
    Ok(Document {
        cover: cover(parts, &facts),
        front,
        body,
        pictures: parts.answers.pictures().clone(),
        accent: color,
        date: facts.document_date,
    })
}

fn merge_section(section: &skabelon::Section, renderer: &Renderer<'_>) -> Result<Vec<Section>, SkabelonError> {
    let title = renderer.title(section)?;
    let blocks = settle_headings(renderer.body(section)?, section.level);
    let mut merged = Section { id: section.id.clone(), number: section.number.clone(), title, level: section.level, blocks };
    let parts = if section.is_split { split(&mut merged) } else { Vec::new() };
    Ok(std::iter::once(merged).chain(parts).collect())
}

/// Takes what stands below the highest headings of a section out of it: each is a section of its own.
fn split(section: &mut Section) -> Vec<Section> {
    let level = section.level + 1;
    let mut parts: Vec<Section> = Vec::new();
    let mut own = Vec::new();
    for block in std::mem::take(&mut section.blocks) {
        match block.kind {
            BlockKind::Heading { level: found, content, .. } if found == level => {
                let id = format!("{}-{}", section.id, parts.len() + 1);
                parts.push(Section { id, number: None, title: plain_text(&content), level, blocks: Vec::new() });
            }
            _ => parts.last_mut().map_or(&mut own, |part| &mut part.blocks).push(block),
        }
    }
    section.blocks = own;
    parts
}

/// Numbers the sections of each chapter on from 1, where the template numbers them: one that has nothing to say leaves no gap.
fn numbered(mut sections: Vec<Section>) -> Vec<Section> {
    let (mut chapter, mut count) = (None, 0);
    for section in &mut sections {
        if section.level == 1 {
            chapter.clone_from(&section.number);
            count = 0;
        } else if let (2, Some(chapter), Some(number)) = (section.level, &chapter, &mut section.number) {
            count += 1;
            *number = format!("{}.{count}", chapter.trim_end_matches('.'));
        }
    }
    sections
}

/// Says what the mark beside standard texts means, in front of the first of them.
fn explain_first_standard(sections: &mut [Section], legend: &str) {
    let is_standard = |block: &Block| matches!(block.kind, BlockKind::Group(Role::Standard, _));
    let first = sections.iter_mut().find_map(|section| {
        let at = section.blocks.iter().position(is_standard)?;
        Some((section, at))
    });
    if let Some((section, at)) = first {
        section.blocks.insert(at, Block::group(Role::Legend, vec![Block::paragraph(vec![Inline::text(legend)])]));
    }
}

/// Leaves out sections that would be a heading and nothing below it.
fn without_empty(sections: Vec<Section>) -> Vec<Section> {
    let mut kept: Vec<Section> = Vec::with_capacity(sections.len());
    for mut section in sections.into_iter().rev() {
        let has_own = !content::is_blank(&section.blocks);
        let has_below = kept.last().is_some_and(|next| next.level > section.level);
        if has_own || has_below {
            if !has_own {
                section.blocks.clear();
            }
            kept.push(section);
        }
    }
    kept.reverse();
    kept
}

fn cover(parts: &Parts<'_>, facts: &Facts) -> Cover {
    let answers = parts.answers;
    let logo = answers.line("kommune.logo").map(|path| Image {
        source: path.to_owned(),
        alt: answers.line("kommune.logo_alt").unwrap_or_default().to_owned(),
        caption: String::new(),
    });
    let questions = parts.skabelon.sections.iter().filter(|s| s.placement == Placement::Cover).flat_map(|s| &s.questions);
    let gaps = questions.filter(|question| context::is_gap(question, parts)).map(|question| gap(&question.full_wording()));
    Cover {
        title: facts.title.clone(),
        kommune: parts.kommune.officielt_navn.clone(),
        year: answers.year("plan.aar"),
        logo,
        status: facts.status.clone(),
        phase: facts.phase.clone(),
        mark: facts.mark.map(str::to_owned),
        gaps: gaps.collect(),
    }
}

/// How a draft shows a question that is not answered.
fn gap(question: &str) -> Block {
    Block::group(Role::Gap, vec![Block::paragraph(piece::gap_inlines(question))])
}
