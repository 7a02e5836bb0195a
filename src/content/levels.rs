//! Heading levels without gaps.
//!
//! An answer may begin with `###` and go on with `#`. Its headings are put below the section it stands in, one level at a
//! time, so that the plan's own headings stand as they were and no level is skipped (WCAG 1.3.1; PDF/UA-1, 7.4.2).

use super::{Block, BlockKind, Role};

/// The lowest heading level of a document. With the title above it as `h1`, this is HTML's `h6` and PDF's `H6`.
pub const MAX_LEVEL: u8 = 5;

/// Makes every heading level absolute, below a section of level `section`, and takes [`Role::Answer`] groups away.
///
/// Each group is a scope of its own: its highest heading comes one level below where the group stands, and its headings
/// do not change what comes after the group.
#[must_use]
pub fn settle_headings(blocks: Vec<Block>, section: u8) -> Vec<Block> {
    Scope { outer: section, open: Vec::new() }.settle(blocks)
}

struct Scope {
    outer: u8,
    /// Headings that are open here: the level as written, and the level given.
    open: Vec<(u8, u8)>,
}

impl Scope {
    fn current(&self) -> u8 {
        self.open.last().map_or(self.outer, |&(_, given)| given)
    }

    fn place(&mut self, written: u8) -> u8 {
        while self.open.last().is_some_and(|&(open, _)| open >= written) {
            self.open.pop();
        }
        let given = (self.current() + 1).min(MAX_LEVEL);
        self.open.push((written, given));
        given
    }

    fn settle(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let mut out = Vec::with_capacity(blocks.len());
        for mut block in blocks {
            match block.kind {
                BlockKind::Group(Role::Answer, inner) => {
                    out.extend(settle_headings(inner, self.current()));
                    continue;
                }
                BlockKind::Group(role, inner) => {
                    block.kind = BlockKind::Group(role, settle_headings(inner, self.current()));
                }
                BlockKind::Heading { level, content, id } => {
                    block.kind = BlockKind::Heading { level: self.place(level), content, id };
                }
                BlockKind::Quote(inner) => block.kind = BlockKind::Quote(self.settle(inner)),
                BlockKind::List(mut list) => {
                    list.items = list.items.into_iter().map(|item| self.settle(item)).collect();
                    block.kind = BlockKind::List(list);
                }
                other => block.kind = other,
            }
            out.push(block);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::Inline;
    use super::*;

    fn heading(level: u8) -> Block {
        Block::new(BlockKind::Heading { level, content: vec![Inline::text("h")], id: None })
    }

    fn levels(blocks: &[Block]) -> Vec<u8> {
        let mut levels = Vec::new();
        super::super::walk(blocks, &mut |node| {
            if let super::super::Node::Block(Block { kind: BlockKind::Heading { level, .. }, .. }) = node {
                levels.push(*level);
            }
        });
        levels
    }

    #[test]
    fn levels_follow_one_another_whatever_was_written() {
        let blocks = [3, 1, 6, 2].map(heading).to_vec();
        assert_eq!(levels(&settle_headings(blocks, 2)), [3, 3, 4, 4]);
    }

    #[test]
    fn an_answer_comes_below_the_heading_it_stands_under() {
        let answer = Block::group(Role::Answer, vec![heading(1)]);
        let blocks = vec![answer.clone(), heading(1), answer, heading(1)];
        assert_eq!(levels(&settle_headings(blocks, 2)), [3, 3, 4, 3]);
    }

    #[test]
    fn the_lowest_level_is_a_floor() {
        let blocks = [1, 2, 3, 4, 5, 6].map(heading).to_vec();
        assert_eq!(levels(&settle_headings(blocks, 3)), [4, 5, 5, 5, 5, 5]);
    }
}
