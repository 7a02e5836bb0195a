//! The printed page: nothing runs off it, over its neighbour or away from what it belongs to.

use std::collections::HashSet;

use beredskab::output::Format;

use super::paper::{PAPERS, Page, Paper, Place, headings, letters};
use super::tags::Piece;

/// The margins that `plan.typ` sets.
const CM: f32 = 28.346;
const SIDE: f32 = 2.5 * CM;
const TOP: f32 = 2.8 * CM;
const FOOT: f32 = 2.6 * CM;

/// The width of a page, standing and turned.
const WIDTHS: [f32; 2] = [21.0 * CM, 29.7 * CM];

/// What a glyph may reach beyond its place: the slant of an italic, the ascent of an accent.
const TOLERANCE: f32 = 2.0;

/// How far the box of a page's last line may reach below it.
const DESCENT: f32 = 8.0;

/// Runs a check over every plan on paper, and fails with all that it found.
fn no_faults(check: impl Fn(&Paper) -> Vec<String>) {
    let of_paper = |paper: &Paper| check(paper).into_iter().map(|fault| format!("{}: {fault}", paper.plan)).collect::<Vec<_>>();
    let faults: Vec<String> = PAPERS.iter().flat_map(of_paper).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_word_stands_in_the_margin() {
    no_faults(|paper| {
        let mut faults = Vec::new();
        for (number, page) in (1..).zip(&paper.pages) {
            for word in page.lines.iter().flat_map(|line| &line.words) {
                let Place { left, top, right, bottom } = word.place;
                if left < SIDE - TOLERANCE || right > page.width - SIDE + TOLERANCE {
                    faults.push(format!("page {number}: »{}« goes from {left} to {right}", word.text));
                }
                let foot = page.height - FOOT;
                if top < foot - TOLERANCE && bottom > foot + DESCENT {
                    faults.push(format!("page {number}: »{}« runs into the foot, down to {bottom}", word.text));
                }
            }
        }
        faults
    });
}

/// Words, images, boxes and lines: what the page shows is between its margins. The cover's band goes from edge to edge.
#[test]
fn nothing_is_painted_in_the_margin() {
    no_faults(|paper| {
        let mut faults = Vec::new();
        for (number, (picture, page)) in (1..).zip(paper.pictures.iter().zip(&paper.pages)).skip(1) {
            let scale = page.width / f32::from(picture.width);
            for (row, pixels) in (0_u16..).zip(picture.rows()) {
                let painted =
                    (0_u16..).zip(pixels).filter(|(_, grey)| **grey < 0xF0).map(|(column, _)| f32::from(column) * scale);
                let outside = painted.filter(|x| *x < SIDE - 2.0 * scale || *x > page.width - SIDE + 2.0 * scale).count();
                if outside > 0 {
                    faults.push(format!(
                        "page {number}: {outside} points in the margins {} pt from the top",
                        f32::from(row) * scale
                    ));
                    break;
                }
            }
        }
        faults
    });
}

#[test]
fn each_page_says_which_it_is_whose_and_how_far_the_plan_is() {
    no_faults(|paper| {
        let cover = &paper.document.cover;
        let phase = if cover.mark.is_some() { cover.phase.to_uppercase() } else { cover.phase.clone() };
        let head = format!("{} {phase}", cover.kommune);
        let mut faults = Vec::new();
        for (number, page) in (1..).zip(&paper.pages) {
            let found = page.head_and_foot(TOP - TOLERANCE, page.height - FOOT + TOLERANCE);
            let foot = format!("Side {number} af {}", paper.pages.len());
            let wanted = if number == 1 { (String::new(), String::new()) } else { (head.clone(), foot) };
            if found != wanted {
                faults.push(format!("page {number} has the head and foot {found:?}, not {wanted:?}"));
            }
        }
        faults
    });
}

#[test]
fn pages_are_standing_or_turned() {
    no_faults(|paper| {
        let is_known = |page: &Page| WIDTHS.iter().any(|width| (page.width - width).abs() < TOLERANCE);
        (1..).zip(&paper.pages).filter(|(_, page)| !is_known(page)).map(|(number, _)| format!("page {number}")).collect()
    });
    let turned =
        |plan: &str| PAPERS.iter().filter(|p| p.plan == plan).flat_map(|p| &p.pages).filter(|p| p.width > p.height).count();
    assert!(turned("brede-tabeller") > 0 && turned("ishoej") == 0);
}

/// The long texts of the plans end with a word of their own, which is on paper as often as it is written.
#[test]
fn no_text_loses_its_end() {
    const END: &str = "SLUTORD";
    for Paper { plan, document, pages, .. } in PAPERS.iter() {
        let written = String::from_utf8(Format::Markdown.render(document).expect("a text")).expect("UTF-8").matches(END).count();
        let words = pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.words);
        let shown = words.filter(|word| word.text.contains(END)).count();
        assert_eq!(shown, written, "{plan}");
        assert!(written > 0 || !["brede-tabeller", "lange-tekster"].contains(&plan.as_str()), "{plan}");
    }
}

/// Words that run out of their cell meet those of the next.
#[test]
fn no_word_stands_on_another() {
    no_faults(|paper| (1..).zip(&paper.pages).flat_map(|(number, page)| collisions(number, page)).collect());
}

fn collisions(number: usize, page: &Page) -> Vec<String> {
    let words: Vec<_> = page.lines.iter().flat_map(|line| &line.words).collect();
    let mut faults = Vec::new();
    for (i, one) in words.iter().enumerate() {
        for other in &words[i + 1..] {
            let across = one.place.right.min(other.place.right) - one.place.left.max(other.place.left);
            let down = one.place.bottom.min(other.place.bottom) - one.place.top.max(other.place.top);
            let height = (one.place.bottom - one.place.top).min(other.place.bottom - other.place.top);
            // The boxes of lines above one another may touch, since they hold the type's whole height.
            if across > TOLERANCE && down > height / 5.0 {
                faults.push(format!("page {number}: »{}« and »{}« overlap", one.text, other.text));
            }
        }
    }
    faults
}

/// Where a heading stands on paper: its page, and its first and last line there.
struct Found {
    page: usize,
    first: usize,
    last: usize,
}

/// The places where whole lines are this text.
fn find<'p>(paper: &'p Paper, heading: &str) -> impl Iterator<Item = Found> + 'p {
    /// The most lines that a heading takes.
    const LINES: usize = 8;
    /// How far a box around a heading moves it in.
    const INDENT: f32 = 24.0;
    let wanted = letters(heading);
    let on_page = move |(page, lines): (usize, &'p Page)| {
        let lines = &lines.lines;
        let from = |first: usize| {
            let mut read = String::new();
            (first..lines.len().min(first + LINES)).find_map(|last| {
                read += &letters(&lines[last].text());
                (read == wanted).then_some(Found { page, first, last })
            })
        };
        // The cells of tables may say the same: further in, or beside others.
        let is_alone = |first: usize| {
            let place = lines[first].place;
            let beside = |other: &Place| other.left > place.right && other.top < place.bottom && other.bottom > place.top;
            place.left < SIDE + INDENT && !lines.iter().any(|line| beside(&line.place))
        };
        (0..lines.len()).filter(|first| is_alone(*first)).filter_map(from).collect::<Vec<_>>()
    };
    paper.pages.iter().enumerate().flat_map(on_page)
}

#[test]
fn no_heading_stands_alone_at_a_pages_foot() {
    no_faults(|paper| {
        let mut faults = Vec::new();
        for heading in headings(&paper.document) {
            for found in find(paper, &heading) {
                let page = &paper.pages[found.page];
                let bottom = page.lines[found.last].place.bottom;
                let followed = |place: &Place| place.top > bottom - TOLERANCE && place.bottom < page.height - FOOT + TOLERANCE;
                if !page.lines[found.last + 1..].iter().any(|line| followed(&line.place)) {
                    faults.push(format!("page {}: nothing comes after »{heading}«", found.page + 1));
                }
            }
        }
        faults
    });
}

#[test]
fn headings_stand_on_paper_in_the_order_of_the_plan() {
    no_faults(|paper| {
        let mut from = (0, 0);
        let mut faults = Vec::new();
        for heading in headings(&paper.document) {
            match find(paper, &heading).find(|found| (found.page, found.first) >= from) {
                Some(found) => from = (found.page, found.last + 1),
                None => faults.push(format!("»{heading}« is not after the heading before it (page {})", from.0 + 1)),
            }
        }
        faults
    });
}

#[test]
fn headings_are_tagged_in_the_order_of_the_plan() {
    for Paper { plan, document, tags, .. } in PAPERS.iter() {
        let tagged: Vec<String> = tags.headings.iter().map(|title| letters(title)).collect();
        let wanted: Vec<String> = headings(document).iter().map(|heading| letters(heading)).collect();
        assert_eq!(tagged, wanted, "{plan}");
    }
}

#[test]
fn what_is_painted_is_read_aloud_once_and_in_its_order() {
    no_faults(|paper| {
        let mut unread: HashSet<Piece> = paper.tags.painted.keys().copied().collect();
        let mut faults = Vec::new();
        let mut last = None;
        for &(piece, may_be_elsewhere) in &paper.tags.read {
            if !unread.remove(&piece) {
                faults.push(format!("{piece:?} is read twice or not painted"));
            }
            let at = paper.tags.painted.get(&piece).copied();
            if !may_be_elsewhere && at <= std::mem::replace(&mut last, at) {
                faults.push(format!("{piece:?} is painted before what is read before it"));
            }
        }
        faults.extend(unread.into_iter().map(|piece| format!("{piece:?} is not read")));
        faults
    });
}
