//! The code in a template's text: what stands in `{{ … }}` and `{% … %}`, with its lines.
//!
//! For what is to be said of a template before it runs. Knows nothing of what the code does.

/// A piece of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// The line of the text that it begins on, from 1.
    pub line: usize,
    /// The code, with blanks for its strings, and every line end.
    pub text: String,
}

/// The pieces of code of a text, in order.
pub(super) fn pieces(text: &str) -> Vec<Code> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut raw = false;
    while let Some((start, close)) = next_open(text, at) {
        let end =
            if close == "#}" { text[start..].find(close).map(|end| start + end) } else { end_of_code(text, start + 2, close) };
        let inner = &text[start + 2..end.unwrap_or(text.len())];
        at = end.map_or(text.len(), |end| end + 2);
        let word = inner.trim_matches(['-', '+', ' ', '\t', '\n']);
        raw = (raw || word == "raw") && word != "endraw";
        if !raw && close != "#}" && word != "endraw" {
            let line = text[..start].matches('\n').count() + 1;
            pieces.push(Code { line, text: without_strings(inner) });
        }
    }
    pieces
}

/// The longest stretch of a text that is no code, in bytes.
pub(super) fn longest_text(text: &str) -> usize {
    let mut at = 0;
    let mut longest = 0;
    while let Some((start, close)) = next_open(text, at) {
        longest = longest.max(start - at);
        at = end_of_code(text, start + 2, close).map_or(text.len(), |end| end + 2);
    }
    // In `raw` nothing is code, so there the whole is taken.
    if text.contains("raw") { text.len() } else { longest.max(text.len() - at) }
}

impl Code {
    /// The lines on which a name stands, such as »kommune.navn«, by itself.
    pub(super) fn line_of(&self, name: &str) -> Option<usize> {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        self.text.match_indices(name).find_map(|(at, _)| {
            let before = self.text[..at].trim_end().chars().next_back();
            let after = self.text[at + name.len()..].chars().next();
            let alone = !before.is_some_and(|c| c == '.' || (is_part(c) && self.text[..at].ends_with(is_part)))
                && !after.is_some_and(is_part);
            alone.then(|| self.line + self.text[..at].matches('\n').count())
        })
    }

    /// The names in it with what is asked of them: »indsats.titel« as `("indsats", "titel")`, each with its line.
    pub(super) fn fields(&self) -> Vec<(&str, &str, usize)> {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let mut fields = Vec::new();
        for (dot, _) in self.text.match_indices('.') {
            let name = self.text[..dot].rsplit(|c| !is_part(c)).next().unwrap_or_default();
            let field = self.text[dot + 1..].split(|c| !is_part(c)).next().unwrap_or_default();
            let is_first = !self.text[..dot - name.len()].ends_with(['.', ')', ']']);
            if is_first && !name.is_empty() && !field.is_empty() {
                fields.push((name, field, self.line + self.text[..dot].matches('\n').count()));
            }
        }
        fields
    }

    /// The words of the code, without its marks.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').filter(|word| !word.is_empty())
    }
}

fn next_open(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let mut at = from;
    loop {
        let start = at + text[at..].find('{')?;
        match text.as_bytes().get(start + 1) {
            Some(b'{') => return Some((start, "}}")),
            Some(b'%') => return Some((start, "%}")),
            Some(b'#') => return Some((start, "#}")),
            _ => at = start + 1,
        }
    }
}

/// Where code ends, which is not within a string.
fn end_of_code(text: &str, from: usize, close: &str) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(from) {
        match quote {
            None if text.as_bytes()[at..].starts_with(close.as_bytes()) => return Some(at),
            None => quote = Some(byte).filter(|byte| matches!(byte, b'"' | b'\'')),
            Some(open) => {
                quote = quote.filter(|_| byte != open || escaped);
                escaped = byte == b'\\' && !escaped;
            }
        }
    }
    None
}

/// Code with a blank for every byte of a string, as long as it was.
fn without_strings(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut quote = None;
    let mut escaped = false;
    for c in code.chars() {
        match quote {
            None => {
                quote = Some(c).filter(|c| matches!(c, '"' | '\''));
                out.push(c);
            }
            Some(open) => {
                if c == open && !escaped {
                    quote = None;
                    out.push(c);
                } else if c == '\n' {
                    out.push('\n');
                } else {
                    (0..c.len_utf8()).for_each(|_| out.push(' '));
                }
                escaped = c == '\\' && !escaped;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_found_with_its_line_and_without_its_strings() {
        let text = "æ {{ a.b ~ \"}} ~\" }}\n{# {{ c }} #}{% raw %}{{ d }}{% endraw %}\n\n{%- if e.f\n  and g -%}x{% endif %} { {";
        let found: Vec<(usize, String)> = pieces(text).into_iter().map(|code| (code.line, code.text)).collect();
        let expected = [(1, " a.b ~ \"    \" "), (4, "- if e.f\n  and g -"), (5, " endif ")];
        assert_eq!(found, expected.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn names_are_found_alone() {
        let code = Code { line: 3, text: " x.kommune.navn or\n kommune.navnet or kommune.navn ".into() };
        assert_eq!(code.line_of("kommune.navn"), Some(4));
        assert_eq!(code.line_of("kommune"), Some(4));
        assert_eq!(code.line_of("navn"), None);
        assert_eq!(code.fields(), [("x", "kommune", 3), ("kommune", "navnet", 4), ("kommune", "navn", 4)]);
    }

    #[test]
    fn text_is_measured_between_the_code() {
        assert_eq!(longest_text("abc{{ x }}defgh{% y %}i"), 5);
        assert_eq!(longest_text("abcd"), 4);
        assert_eq!(longest_text("{{ x"), 0);
    }
}
