//! The characters that nearly all Danish text is of.

/// Whether a text is of printable ASCII and the letters of Western Europe (U+00C0 to U+00FF) alone: nothing that is unseen, that is
/// made of several characters, or that a typeface may lack. Most text is, and what is asked of each character need not be asked of it.
pub(crate) fn er_almindelig(text: &str) -> bool {
    // In UTF-8 those letters are 0xC3 and a byte that goes on, which another first byte would have to stand before. All bytes are
    // asked, with no way out at the first, so that the processor asks many of them at once.
    text.bytes().fold(true, |so_far, byte| so_far & matches!(byte, b' '..=b'~' | 0x80..=0xbf | 0xc3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_is_one_or_is_not() {
        for c in '\0'..=char::MAX {
            let expected = matches!(c, ' '..='~' | '\u{c0}'..='\u{ff}');
            assert_eq!(er_almindelig(c.encode_utf8(&mut [0; 4])), expected, "{c:?}");
        }
    }

    #[test]
    fn one_other_character_is_enough() {
        assert!(er_almindelig("Blåbærgrød på Ærø til 5 % af prisen") && er_almindelig(""));
        assert!(!er_almindelig("§ 15") && !er_almindelig("Blåbærgrød\npå Ærø") && !er_almindelig("»Ærø«"));
    }
}
