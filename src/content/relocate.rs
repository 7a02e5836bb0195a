//! Places in the text that was parsed, changed to places in the text that was written.

use super::{Block, BlockKind, Inline, InlineKind, Markdown, Place};
use crate::steps::Steps;

/// Changes every place of a text that was parsed from another text than the writer's; `steps` leads from the one to the other.
pub(super) fn relocate(mut parsed: Markdown, steps: &Steps) -> Markdown {
    let relocate = Relocate { steps };
    relocate.blocks(&mut parsed.blocks);
    parsed.problems.iter_mut().for_each(|problem| relocate.place(&mut problem.at));
    parsed
}

struct Relocate<'a> {
    steps: &'a Steps,
}

impl Relocate<'_> {
    fn place(&self, at: &mut Place) {
        let start = self.steps.at(at.start);
        *at = start..self.steps.at(at.end).max(start);
    }

    fn blocks(&self, blocks: &mut [Block]) {
        for block in blocks {
            self.place(&mut block.at);
            match &mut block.kind {
                BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => self.inlines(content),
                BlockKind::List(list) => list.items.iter_mut().for_each(|item| self.blocks(item)),
                BlockKind::Table(table) => {
                    table.head.iter_mut().chain(table.rows.iter_mut().flatten()).for_each(|cell| self.inlines(cell));
                }
                BlockKind::Quote(inner) | BlockKind::Group(_, inner) => self.blocks(inner),
                BlockKind::Code(_) | BlockKind::Rule | BlockKind::Figure(_) => {}
            }
        }
    }

    fn inlines(&self, inlines: &mut [Inline]) {
        for inline in inlines {
            self.place(&mut inline.at);
            match &mut inline.kind {
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Gap(content)
                | InlineKind::Link { content, .. } => self.inlines(content),
                InlineKind::Text(_) | InlineKind::Code(_) | InlineKind::Image(_) | InlineKind::LineBreak => {}
            }
        }
    }
}
