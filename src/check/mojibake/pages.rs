//! The code pages that text is read in by mistake.

/// A code page: what each byte from 0x80 on stands for. Below that all of them are ASCII.
#[derive(Debug)]
pub(super) struct Page(&'static str);

/// Windows in Western Europe. The bytes that it leaves open stand for the control characters of ISO 8859-1.
pub(super) const WINDOWS_1252: Page = Page(
    "\
        €\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ\
        \u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
        ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
        àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
);

/// Old Macs.
pub(super) const MACINTOSH: Page = Page(
    "\
        ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü\
        †°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
        ¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ\
        ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
);

/// DOS, and Windows' own command line.
pub(super) const CP850: Page = Page(
    "\
        ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ\
        áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
        └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
        ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
);

impl Page {
    /// The byte that a character is read from, where it is one from 0x80 on.
    pub fn byte(&self, c: char) -> Option<u8> {
        let at = self.0.chars().position(|known| known == c);
        // Where a program reads ISO 8859-1, the control characters are left as they are.
        let control = || u8::try_from(u32::from(c)).ok().filter(|byte| (0x80..0xa0).contains(byte));
        at.and_then(|at| u8::try_from(at + 0x80).ok()).or_else(control)
    }

    /// What a byte from 0x80 on is read as.
    pub fn character(&self, byte: u8) -> Option<char> {
        self.0.chars().nth(usize::from(byte).checked_sub(0x80)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_has_a_character_for_each_byte() {
        for page in [WINDOWS_1252, MACINTOSH, CP850] {
            for byte in 0x80..=0xff {
                let character = page.character(byte).expect("a character");
                assert_eq!(page.byte(character), Some(byte), "{character:?}");
            }
            assert_eq!((page.0.chars().count(), page.byte('a'), page.character(b'a')), (0x80, None, None));
        }
    }

    #[test]
    fn the_danish_letters_are_where_they_should_be() {
        let bytes = |page: Page| ['æ', 'ø', 'å', 'Æ', 'Ø', 'Å'].map(|letter| page.byte(letter).expect("a byte"));
        assert_eq!(bytes(WINDOWS_1252), [0xe6, 0xf8, 0xe5, 0xc6, 0xd8, 0xc5]);
        assert_eq!(bytes(MACINTOSH), [0xbe, 0xbf, 0x8c, 0xae, 0xaf, 0x81]);
        assert_eq!(bytes(CP850), [0x91, 0x9b, 0x86, 0x92, 0x9d, 0x8f]);
    }
}
