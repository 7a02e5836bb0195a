//! Addresses in running text, of mail and of the web: what they look like, and where a line may end within one.
//!
//! Nothing is looked up: an address is known by its form alone. Knows nothing of links and outputs.

/// The ends of names on the web that a text in Danish has. Others are known by what stands before them: "www.", "https://".
const DOMAINS: [&str; 12] = ["dk", "com", "org", "net", "eu", "info", "nu", "gl", "fo", "no", "se", "de"];

/// Whether a word is an address, with or without signs around it: "infohus@greve.dk", "(politi.dk)", `https://eksempel.dk/a-b`.
pub(crate) fn is_address(word: &str) -> bool {
    if !may_hold_address(word) {
        return false;
    }
    let address = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    if let Some((name, host)) = address.split_once('@') {
        return !name.is_empty() && is_host(host);
    }
    if address.contains("://") || address.starts_with("www.") {
        return true;
    }
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    is_host(host) && host.rsplit('.').next().is_some_and(|end| DOMAINS.contains(&end))
}

/// Whether a text has a sign that every address has. Most text has none, and need not be looked at word by word.
pub(crate) fn may_hold_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().zip(bytes.iter().skip(1)).any(|(sign, next)| matches!(sign, b'@' | b'.' | b':') && !matches!(next, b' ' | b'.'))
}

/// Whether a text is names with full stops between.
fn is_host(text: &str) -> bool {
    let name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-');
    text.contains('.') && text.split('.').all(name)
}

/// An address in the parts that each belong on one line: a line may end after `@`, `.` and `/`.
pub(crate) fn parts(address: &str) -> Vec<&str> {
    let breaks = |c: char| matches!(c, '@' | '.' | '/');
    let mut parts = Vec::new();
    let (mut start, mut has_name) = (0, false);
    let mut signs = address.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let goes_on = signs.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if breaks(sign) && goes_on && has_name {
            parts.push(&address[start..=at]);
            (start, has_name) = (at + 1, false);
        }
        has_name |= sign.is_alphanumeric();
    }
    parts.push(&address[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known_by_their_form() {
        for address in [
            "infohus@greve.dk",
            "(ssp-konsulent@børn.greve.dk),",
            "politi.dk",
            "stopekstremisme.dk/fagfolk.",
            "www.greve.eksempel",
            "»https://eksempel.dk/a-b?c=d«",
        ] {
            assert!(is_address(address), "{address}");
        }
        for other in ["og/eller", "f.eks.", "18.06.2026", "@navn", "a@b", "kl.8", "stk..dk", "SSP-møde", "§15.", "", "."] {
            assert!(!is_address(other), "{other}");
        }
    }

    #[test]
    fn lines_end_after_a_sign_between_names() {
        assert_eq!(parts("(infohus@greve.dk),"), ["(infohus@", "greve.", "dk),"]);
        assert_eq!(parts("https://www.greve.dk/unge-og-ssp/"), ["https://", "www.", "greve.", "dk/", "unge-og-ssp/"]);
        assert_eq!(parts("politi.dk."), ["politi.", "dk."]);
    }
}
