//! Which byte of one text each byte of another comes from.
//!
//! Knows nothing of what the texts are: an answer and its TOML string, words and the Markdown they were written as.

/// Which byte of one text each byte of another was written at, where the two go together for long stretches.
///
/// A text is walked once, however many places in it are asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Steps {
    /// Where a stretch begins, in the one and in the other.
    list: Vec<(usize, usize)>,
    end: (usize, usize),
}

impl Steps {
    /// Tells where a character is written. They come in order, the end of the text last.
    pub fn push(&mut self, byte: usize, written_at: usize) {
        let goes_on = self.list.last().is_some_and(|(start, at)| written_at.checked_sub(*at) == Some(byte - start));
        if !goes_on {
            self.list.push((byte, written_at));
        }
        self.end = (byte, written_at);
    }

    /// Where a byte is written; one beyond the text is its end.
    pub fn at(&self, byte: usize) -> usize {
        if byte >= self.end.0 {
            return self.end.1;
        }
        let after = self.list.partition_point(|(start, _)| *start <= byte);
        after.checked_sub(1).map_or(0, |i| self.list[i].1 + byte - self.list[i].0)
    }
}
