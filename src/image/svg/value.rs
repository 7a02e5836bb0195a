//! The values of attributes and of a style's properties.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::names;

/// A value with the drawing's own names for what it refers to. `None` where it is none that is known: it might mean something
/// to one reader and nothing, or something else, to another.
pub(super) fn of<'v>(value: &'v str, name: &dyn Fn(&str) -> String) -> Option<Cow<'v, str>> {
    let is_odd = |c: char| matches!(c, '\\' | '{' | '}' | '@' | ';' | '<') || (c.is_control() && !c.is_whitespace());
    let is_whole = |quote: char| value.matches(quote).count().is_multiple_of(2);
    if value.contains(is_odd) || value.contains("/*") || !is_whole('"') || !is_whole('\'') {
        return None;
    }
    if !value.contains(['(', ')']) {
        return Some(Cow::Borrowed(value));
    }
    let mut written = String::new();
    let mut rest = value;
    while let Some(open) = rest.find('(') {
        let start = rest[..open].rfind(|c: char| !c.is_ascii_alphanumeric() && c != '-').map_or(0, |at| at + 1);
        let (before, function) = (&rest[..start], &rest[start..open]);
        let length = rest[open..].find(')')?;
        let inner = &rest[open + 1..open + length];
        if before.contains(')') || inner.contains('(') {
            return None;
        }
        written.push_str(before);
        if function.eq_ignore_ascii_case("url") {
            let id = inner.trim().trim_matches(['"', '\'']).trim().strip_prefix('#')?;
            let _ = write!(written, "url(#{})", name(id));
        } else if names::is_function(function) {
            let _ = write!(written, "{function}({inner})");
        } else {
            return None;
        }
        rest = &rest[open + length + 1..];
    }
    if rest.contains(')') {
        return None;
    }
    written.push_str(rest);
    Some(Cow::Owned(written))
}

/// A text as it stands in XML, where it is read as itself.
pub(super) fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            character => out.push(character),
        }
    }
}

/// Whether a character shows nothing and only joins or chooses between letters that no plan is written in. Within a letter it
/// would take the letter apart in the PDF.
pub(super) fn is_unseen(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(value: &str) -> Option<String> {
        of(value, &|id| format!("t-{id}")).map(Cow::into_owned)
    }

    #[test]
    fn what_is_known_is_kept() {
        for value in ["red", "#fff", "M0 0L1 1z", "rgb(1, 2, 3)", "translate(1,2) rotate(4)", "'IBM Plex Sans', Arial", "50%"] {
            assert_eq!(known(value).as_deref(), Some(value));
        }
        assert_eq!(known("url(#a) red").as_deref(), Some("url(#t-a) red"));
        assert_eq!(known("URL( '#b' )").as_deref(), Some("url(#t-b)"));
        assert_eq!(known("url(\"#c\") blur(2px)").as_deref(), Some("url(#t-c) blur(2px)"));
    }

    #[test]
    fn what_may_fetch_or_break_out_is_not() {
        let others = [
            "url(http://x.dk/a)",
            "image-set('a.png' 1x)",
            "image(\"a.png\")",
            "light-dark(#fff, var(--a, #000))",
            "ur\\6c (a)",
            "red;fill:url(a)",
            "a/**/b",
            "'red",
            "rgb(1",
            "url(#a",
            "1)",
            "a}b{c",
        ];
        for value in others {
            assert_eq!(known(value), None, "{value}");
        }
    }
}
