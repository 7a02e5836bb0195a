//! Links within the plan: each leads to one place, and no place has an anchor that nothing leads to.
//!
//! A template may name any anchor. What it names wrongly is shown as words: a link to nowhere would be a fault of every format.

use std::collections::HashSet;

use crate::content::{Block, BlockKind, Inline, InlineKind, Node, Table, walk};
use crate::document::Section;

/// Takes the anchors of headings away that are another's or that no link leads to, and the links that lead nowhere.
pub(super) fn settle(front: &mut [Section], body: &mut [Section]) {
    let sections = || front.iter().chain(body.iter());
    let linked: HashSet<String> = sections().flat_map(|section| links(&section.blocks)).collect();
    if linked.is_empty() && !sections().any(|section| has_anchor(&section.blocks)) {
        return;
    }
    // A section has an anchor of its own, which the contents lead to.
    let of_sections: HashSet<String> = sections().map(|section| section.id.clone()).collect();
    let mut anchors = HashSet::new();
    for section in front.iter_mut().chain(body.iter_mut()) {
        each_heading(&mut section.blocks, &mut |id| {
            let is_free = |id: &String| linked.contains(id) && !of_sections.contains(id) && anchors.insert(id.clone());
            *id = id.take().filter(is_free);
        });
    }
    for section in front.iter_mut().chain(body) {
        each_run(&mut section.blocks, &mut |content| without_loose_links(content, &anchors));
    }
}

/// The anchors that links lead to.
fn links(blocks: &[Block]) -> Vec<String> {
    let mut found = Vec::new();
    walk(blocks, &mut |node| {
        if let Node::Inline(Inline { kind: InlineKind::Link { href, .. }, .. }) = node {
            found.extend(href.anchor().map(str::to_owned));
        }
    });
    found
}

fn has_anchor(blocks: &[Block]) -> bool {
    let mut found = false;
    walk(blocks, &mut |node| found |= matches!(node, Node::Block(Block { kind: BlockKind::Heading { id: Some(_), .. }, .. })));
    found
}

fn each_heading(blocks: &mut [Block], change: &mut impl FnMut(&mut Option<String>)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading { id, .. } => change(id),
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| each_heading(item, change)),
            BlockKind::Quote(inner) | BlockKind::Group(_, inner) => each_heading(inner, change),
            _ => {}
        }
    }
}

fn each_run(blocks: &mut [Block], change: &mut impl FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => change(content),
            BlockKind::Table(Table { head, rows, .. }) => head.iter_mut().chain(rows.iter_mut().flatten()).for_each(&mut *change),
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| each_run(item, change)),
            BlockKind::Quote(inner) | BlockKind::Group(_, inner) => each_run(inner, change),
            BlockKind::Code(_) | BlockKind::Rule | BlockKind::Figure(_) => {}
        }
    }
}

/// Links to no anchor become their words.
fn without_loose_links(content: &mut Vec<Inline>, anchors: &HashSet<String>) {
    let mut out = Vec::with_capacity(content.len());
    for mut inline in std::mem::take(content) {
        match &mut inline.kind {
            InlineKind::Link { href, content } if href.anchor().is_some_and(|anchor| !anchors.contains(anchor)) => {
                without_loose_links(content, anchors);
                out.append(content);
            }
            InlineKind::Link { content, .. }
            | InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Gap(content) => {
                without_loose_links(content, anchors);
                out.push(inline);
            }
            _ => out.push(inline),
        }
    }
    *content = out;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Href, plain_text_of_blocks};

    fn link(to: &str) -> Block {
        let href = Href::to_anchor(to).expect("an anchor");
        Block::paragraph(vec![Inline::new(InlineKind::Link { href, content: vec![Inline::text(to)] })])
    }

    fn heading(id: &str) -> Block {
        Block::new(BlockKind::Heading { level: 2, content: vec![Inline::text("h")], id: Some(id.to_owned()) })
    }

    fn section(id: &str, blocks: Vec<Block>) -> Section {
        Section { id: id.to_owned(), number: None, title: "t".to_owned(), level: 1, blocks }
    }

    #[test]
    fn every_link_leads_to_one_place() {
        let mut front = [section("kontakt", vec![link("a-1"), link("a-2"), link("kontakt")])];
        let mut body = [section("a", vec![heading("a-1"), heading("a-1"), heading("a-3"), heading("kontakt")])];
        settle(&mut front, &mut body);
        assert_eq!(links(&front[0].blocks), ["a-1"]);
        assert_eq!(plain_text_of_blocks(&front[0].blocks).split_whitespace().collect::<String>(), "a-1a-2kontakt");
        let mut ids = Vec::new();
        each_heading(&mut body[0].blocks, &mut |id| ids.push(id.clone()));
        assert_eq!(ids, [Some("a-1".to_owned()), None, None, None]);
    }
}
