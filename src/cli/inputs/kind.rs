//! Whether a file that nobody named is an answer file.

use std::io::{self, Read as _};
use std::path::Path;

use beredskab::file_kind;
use beredskab::files::{self, FileFault, MAX_FILE_BYTES};

/// Whether a TOML file of a folder is an answer file.
///
/// # Errors
/// Where it cannot be read.
pub fn is_answer_file(path: &Path) -> io::Result<bool> {
    Ok(bytes(path)?.is_some_and(|bytes| file_kind::looks_like_answers(&bytes)))
}

/// Whether a file of any name is an answer file that a command would take.
///
/// # Errors
/// Where it cannot be read.
pub fn can_be_given(path: &Path) -> io::Result<bool> {
    let is_it = |bytes: Vec<u8>| file_kind::other_kind(path, &bytes).is_none() && file_kind::looks_like_answers(&bytes);
    Ok(bytes(path)?.is_some_and(is_it))
}

/// What is in a file; none where it is a pipe or another thing that is no file.
fn bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    // A larger one is told of when it is read, if this much of it looks like answers.
    let file = match files::open(path) {
        Ok(file) => file,
        Err(FileFault::Unreadable(kind)) => return Err(kind.into()),
        Err(FileFault::NotAFile) => return Ok(None),
        Err(_) => return Err(io::ErrorKind::NotFound.into()),
    };
    file.take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}
