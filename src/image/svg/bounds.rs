//! What a drawing's text can become when it is read, seen before it is.

/// The most bytes that a text's entities can become: as if every reference were to the longest, and, where one refers to
/// others, as often as the reader allows within one.
pub(super) fn entities(text: &str) -> usize {
    const WITHIN_ONE: usize = 256;
    let (mut longest, mut nested) = (0, false);
    for declaration in text.split("<!ENTITY").skip(1) {
        let Some(start) = declaration.find(['"', '\'']) else { continue };
        let quote = &declaration[start..=start];
        let value = declaration[start + 1..].split(quote).next().unwrap_or_default();
        longest = longest.max(value.len());
        nested |= value.contains('&');
    }
    let references = text.bytes().filter(|byte| *byte == b'&').count();
    longest.saturating_mul(references).saturating_mul(if nested { WITHIN_ONE } else { 1 })
}

/// The most attributes that one of a text's elements can have: its equals signs outside quotation marks. Those within, of an
/// entity, may be in an element later.
pub(super) fn attributes(text: &str) -> usize {
    let mut most = 0;
    let mut rest = text;
    while let Some(start) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = &rest[start..];
        let special = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        if let Some((_, end)) = special.iter().find(|(start, _)| rest.starts_with(start)) {
            rest = rest.find(end).map_or("", |at| &rest[at..]);
            continue;
        }
        let is_declaration = rest.starts_with("<!");
        let (mut quote, mut count) = (None, 0);
        let end = rest.bytes().position(|byte| {
            match (byte, quote) {
                (b'=', None) => count += 1,
                (b'=', Some(_)) if is_declaration => count += 1,
                (b'>', None) => return true,
                (b'"' | b'\'', None) => quote = Some(byte),
                (_, Some(open)) if open == byte => quote = None,
                _ => {}
            }
            false
        });
        most = most.max(count);
        rest = end.map_or("", |end| &rest[end..]);
    }
    most
}
