//! What a piece of work has to say, kept until it is its turn.

use super::print;

/// Lines for standard output and standard error, in the order they were said.
#[derive(Debug, Default)]
pub struct Told(Vec<(Stream, String)>);

#[derive(Debug, Clone, Copy)]
enum Stream {
    Out,
    Err,
}

impl Told {
    /// Text for standard output, as it is.
    pub fn out(&mut self, text: impl Into<String>) {
        self.0.push((Stream::Out, text.into()));
    }

    /// Text for standard error, as it is.
    pub fn err(&mut self, text: impl Into<String>) {
        self.0.push((Stream::Err, text.into()));
    }

    /// Sentences for standard error, in lines that fit a terminal.
    pub fn say(&mut self, text: &str) {
        self.err(print::filled(text));
    }

    /// Prints everything.
    pub fn show(self) {
        for (stream, text) in self.0 {
            match stream {
                Stream::Out => print::out(&text),
                Stream::Err => print::err(&text),
            }
        }
    }
}
