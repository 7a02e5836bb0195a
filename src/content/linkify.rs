//! Addresses and telephone numbers typed in running text, as links.
//!
//! No letter changes: what was typed is the link's text. A name without »www.« is left alone, since »greve.dk« is as often a name
//! as an address.

use linkify::{LinkFinder, LinkKind};

use super::line::{Line, OBJECT};
use super::{Href, Inline, InlineKind, clean_text, plain_text};
use crate::dansk::telefonnumre;

/// Makes links of the addresses in a run of inlines. What is code, an image or a link already stays as it is.
pub(super) fn linkify(inlines: Vec<Inline>, written: &str) -> Vec<Inline> {
    Linkifier { written, before: String::new() }.run(inlines)
}

/// The address that a text as a whole is.
pub(super) fn typed_address(text: &str) -> Option<Href> {
    let text = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
    if text.contains(char::is_whitespace) {
        return None;
    }
    let is = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let name_of = |rest: &str| rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_owned();
    if is("www.") {
        let name = name_of(text);
        let is_whole = name.split('.').all(|label| !label.is_empty()) && name.matches('.').count() >= 2;
        return Href::parse(&format!("https://{text}")).ok().filter(|_| is_whole);
    }
    if let Some((scheme, rest)) = text.split_once("://") {
        let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        // »https://…« stands for an address.
        return Href::parse(text).ok().filter(|_| is_web && name_of(rest).contains('.'));
    }
    let address = if is("mailto:") { &text["mailto:".len()..] } else { text };
    let (local, name) = address.split_once('@')?;
    let has_name = name.contains('.') && name.split('.').all(|label| !label.is_empty()) && !name.contains('@');
    // Of another letter a link holds a number, in which no reader sees whose the address is.
    Href::parse(&format!("mailto:{address}")).ok().filter(|_| has_name && local.chars().all(is_of_local_part))
}

/// Whether a character can stand before the @ of an address. More are allowed, but are rather of the sentence: »SSP/infohus@…«.
fn is_of_local_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || "._%+-".contains(c)
}

/// How far back the beginning of an address is looked for.
const LONGEST_BEFORE: usize = 256;

/// Whether a place is within an address, where a mark is a character of it.
pub(super) fn stands_in_address(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST_BEFORE))..];
    let word = before.rsplit(|c| ends_address(c) || "<>".contains(c) || c == OBJECT).next().unwrap_or_default();
    word.contains("://") || word.contains("www.")
}

struct Linkifier<'w> {
    written: &'w str,
    /// The words before the text at hand, as far back as a number is announced.
    before: String,
}

impl Linkifier<'_> {
    fn run(&mut self, inlines: Vec<Inline>) -> Vec<Inline> {
        let (mut out, mut texts) = (Vec::with_capacity(inlines.len()), Vec::new());
        for Inline { kind, at } in inlines {
            let inline = Inline { kind, at };
            if matches!(inline.kind, InlineKind::Text(_)) {
                texts.push(inline);
                continue;
            }
            out.extend(self.texts(std::mem::take(&mut texts)));
            out.push(self.other(inline));
        }
        out.extend(self.texts(texts));
        out
    }

    fn other(&mut self, Inline { kind, at }: Inline) -> Inline {
        let kind = match kind {
            InlineKind::Emphasis(content) => InlineKind::Emphasis(self.run(content)),
            InlineKind::Strong(content) => InlineKind::Strong(self.run(content)),
            kind => {
                let inline = Inline { kind, at };
                let words = plain_text(std::slice::from_ref(&inline));
                // Code has no space at its ends once it is tidy.
                let words = if matches!(inline.kind, InlineKind::Code(_)) { words.trim() } else { &words };
                push_tail(&mut self.before, if words.is_empty() { " " } else { words });
                return inline;
            }
        };
        Inline { kind, at }
    }

    /// Texts that stand side by side.
    fn texts(&mut self, texts: Vec<Inline>) -> Vec<Inline> {
        if texts.is_empty() {
            return texts;
        }
        let line = Line::as_shown(texts, self.written);
        let links = links(&self.before, &line.text);
        push_tail(&mut self.before, &line.text);
        if links.is_empty() {
            return line.into_inlines();
        }
        let (mut out, mut done) = (Vec::new(), 0);
        for (start, end, href) in links {
            out.extend(line.take(done, start));
            out.push(Inline { kind: InlineKind::Link { href, content: line.take(start, end) }, at: line.place(start, end) });
            done = end;
        }
        out.extend(line.take(done, line.text.len()));
        out
    }
}

/// The links in a text, in order: from where, to where, and the address.
fn links(before: &str, text: &str) -> Vec<(usize, usize, Href)> {
    let addresses = addresses(before, text);
    if addresses.is_empty() {
        return numbers(before, text, 0).collect();
    }
    // A number stands between them, and not within them.
    let (mut links, mut done, mut before) = (Vec::new(), 0, before.to_owned());
    for (start, end, href) in addresses {
        links.extend(numbers(&before, &text[done..start], done));
        links.push((start, end, href));
        push_tail(&mut before, &text[done..end]);
        done = end;
    }
    links.extend(numbers(&before, &text[done..], done));
    links
}

/// Telephone numbers in a text that begins so far into another.
fn numbers(before: &str, text: &str, start: usize) -> impl Iterator<Item = (usize, usize, Href)> {
    let numbers = telefonnumre(before, text).into_iter().filter(|(at, _)| {
        let word = text[..at.start].rsplit(ends_address).next().unwrap_or_default();
        !word.contains('@') && !stands_in_address(text, at.start)
    });
    numbers.filter_map(move |(at, number)| Some((start + at.start, start + at.end, Href::tel(&number.dial()).ok()?)))
}

/// Goes on with more words, and forgets those that are so far back that nothing looks for them.
pub(super) fn push_tail(before: &mut String, words: &str) {
    let far = |text: &str| text.ceil_char_boundary(text.len().saturating_sub(LONGEST_BEFORE));
    before.push_str(&words[far(words)..]);
    before.drain(..far(before));
}

/// Web and e-mail addresses.
fn addresses(before: &str, text: &str) -> Vec<(usize, usize, Href)> {
    let mut search = Search { before, text, finder: LinkFinder::new(), found: Vec::new() };
    // Most texts have none, and are not taken apart.
    if may_have_address(text) {
        search.finder.url_must_have_scheme(false);
        let mut at = 0;
        for word in text.split_inclusive(ends_address) {
            search.word(at, at + word.trim_end_matches(ends_address).len(), 0);
            at += word.len();
        }
    }
    search.found
}

fn may_have_address(text: &str) -> bool {
    text.contains('@') || text.contains("://") || text.contains("ww.") || text.contains("WW.")
}

/// How often what stands beside an address is searched in turn.
const ROUNDS: usize = 8;

/// A search for addresses.
struct Search<'t> {
    before: &'t str,
    text: &'t str,
    finder: LinkFinder,
    found: Vec<(usize, usize, Href)>,
}

impl Search<'_> {
    /// Looks through a word. What stands beside an address in it is looked through by itself, as it will be when the plan's
    /// Markdown is read.
    fn word(&mut self, start: usize, end: usize, round: usize) {
        let word = &self.text[start..end];
        if !may_have_address(word) || round > ROUNDS {
            return;
        }
        let links = self.finder.links(word).map(|link| match link.kind() {
            LinkKind::Email => mail(link.start(), link.as_str()),
            _ => (link.start(), in_sentence(link.as_str())),
        });
        let links = links.filter_map(|(at, address)| {
            let href = typed_address(&clean_text(address))?;
            is_free(self.before, &self.text[..start + at], address).then_some((start + at, start + at + address.len(), href))
        });
        let links: Vec<(usize, usize, Href)> = links.collect();
        let mut done = start;
        for (from, to, href) in links {
            self.word(done, from, round + 1);
            self.found.push((from, to, href));
            done = to;
        }
        if done > start {
            self.word(done, end, round + 1);
        }
    }
}

/// Characters that are in no address, though browsers would take them.
fn ends_address(c: char) -> bool {
    c.is_whitespace() || "«»“”„‚‘’‹›…".contains(c)
}

/// Whether an address begins here: what stands before it is not part of it.
fn is_free(before: &str, text: &str, address: &str) -> bool {
    let is_mail = address.contains('@') && !address.contains("://");
    let goes_on = |c: char| c.is_alphanumeric() || (!is_mail && "@/._-".contains(c));
    // What could not be read as a link has been told, or is kept from being one.
    !text.ends_with("](") && !text.chars().next_back().or(before.chars().next_back()).is_some_and(goes_on)
}

/// An e-mail address without what stands before it, and where it starts.
fn mail(start: usize, found: &str) -> (usize, &str) {
    let local = found.split('@').next().unwrap_or_default();
    let before = local.trim_end_matches(is_of_local_part).len();
    (start + before, &found[before..])
}

/// A web address without what belongs to the sentence around it.
fn in_sentence(address: &str) -> &str {
    let more = |open: char, close: char| address.matches(close).count().saturating_sub(address.matches(open).count());
    let (mut round, mut square) = (more('(', ')'), more('[', ']'));
    address.trim_end_matches(|c| match c {
        ')' | ']' => {
            let extra = if c == ')' { &mut round } else { &mut square };
            let is_over = *extra > 0;
            *extra -= usize::from(is_over);
            is_over
        }
        c => ".,;:!?'\"*~–—".contains(c),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces() -> impl Strategy<Value = Vec<Inline>> {
        let texts = [
            "a", " ", "ord ", "www.", "a.dk", "https://", "/b", "x@", "@", "tlf. ", "43 57", " 75 55", "+45 ", "»", "(", ")",
            ".", "å",
        ];
        let text = prop::sample::select(texts.to_vec()).prop_map(Inline::text);
        let piece = prop_oneof![
            8 => text.clone(),
            1 => text.clone().prop_map(|text| Inline::new(InlineKind::Strong(vec![text]))),
            1 => prop::sample::select(vec!["www.a.dk", "k"]).prop_map(|code| Inline::new(InlineKind::Code(code.to_owned()))),
            1 => Just(Inline::new(InlineKind::LineBreak)),
        ];
        prop::collection::vec(piece, 0..16)
    }

    proptest! {
        #[test]
        fn no_character_changes(inlines in pieces()) {
            prop_assert_eq!(plain_text(&linkify(inlines.clone(), "")), plain_text(&inlines));
        }
    }

    #[test]
    fn an_address_is_one_as_a_whole() {
        for text in [
            "https://a.dk/b c",
            "www.a",
            "www..dk",
            "a.dk",
            "a@b",
            "a@b@c.dk",
            "ø@b.dk",
            "ftp://a.dk",
            "https://",
            "tel:43577555",
        ] {
            assert_eq!(typed_address(text), None, "{text}");
        }
        for text in ["https://a.dk", "HTTP://a.dk", "<www.a.dk/b>", "mailto:a@b.dk", "a.b+c@d.dk"] {
            assert!(typed_address(text).is_some(), "{text}");
        }
    }
}
