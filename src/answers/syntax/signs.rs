//! Characters that look like those of TOML and are others, and those that are not seen at all.
//!
//! Knows what they are called and what stands in for them. Knows nothing of where they stand.

/// What a character was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A space of another kind.
    Space,
    /// Nothing: it has no width.
    Hidden,
    /// A line's end that no editor makes.
    LineEnd,
    /// This character.
    Like(char),
}

/// What a character was taken for, where it is none that TOML has between its values.
pub(super) fn sign(c: char) -> Option<Sign> {
    Some(match c {
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Sign::Space,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => Sign::Hidden,
        '\u{85}' | '\u{2028}' | '\u{2029}' => Sign::LineEnd,
        '\u{ff1d}' | '\u{fe66}' | '\u{a78a}' | '\u{2e40}' | '\u{30a0}' => Sign::Like('='),
        '\u{ff3b}' => Sign::Like('['),
        '\u{ff3d}' => Sign::Like(']'),
        '\u{ff5b}' => Sign::Like('{'),
        '\u{ff5d}' => Sign::Like('}'),
        '\u{ff0c}' => Sign::Like(','),
        '\u{ff03}' => Sign::Like('#'),
        _ => return None,
    })
}

/// Whether a character is a quotation mark that TOML does not have.
pub(super) fn is_typographic(c: char) -> bool {
    matches!(
        c,
        '“' | '”'
            | '„'
            | '‟'
            | '»'
            | '«'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '‹'
            | '›'
            | '″'
            | '′'
            | '´'
            | '`'
            | '＂'
            | '＇'
    )
}

/// Whether a character is a quotation mark of any kind.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'') || is_typographic(c)
}

/// A character that no text of TOML can hold.
pub(super) fn is_control(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// What a character is called, with its number, by which editors find it.
pub(super) fn name(c: char) -> String {
    let name = match c {
        '\u{7}' => "mærket efter en celle i en tabel fra Word",
        '\u{b}' => "Words linjeskift",
        '\u{c}' => "et sideskift",
        '\r' => "linjeskiftet CR",
        '\u{13}'..='\u{15}' => "mærket om et felt fra Word",
        '\u{1e}' => "Words hårde bindestreg",
        '\u{1f}' | '\u{ad}' => "en blød bindestreg",
        '\u{a0}' => "et hårdt mellemrum",
        '\u{202f}' => "et smalt hårdt mellemrum",
        '\u{200b}' => "et mellemrum uden bredde",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "et mærke for skriveretning",
        '\u{feff}' => "et byte order mark",
        '\u{2028}' => "en linjeseparator",
        '\u{2029}' => "en afsnitsseparator",
        _ => match sign(c) {
            Some(Sign::Space) => "et mellemrum af en særlig bredde",
            Some(Sign::Hidden) => "et tegn uden bredde",
            Some(Sign::LineEnd) => "et gammelt linjeskift",
            Some(Sign::Like(_)) => return format!("»{c}« ({})", number(c)),
            None => "et styretegn",
        },
    };
    format!("{name} ({})", number(c))
}

/// The number of a character as Unicode writes it.
pub(super) fn number(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}
