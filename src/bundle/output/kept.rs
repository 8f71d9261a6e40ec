//! What does one build leave for the next, beside the target?
//!
//! Results that are slow to come by, in hidden files that may be deleted at any time. They come back whole and from this very
//! program, or not at all.

use std::fs;
use std::io;
use std::path::Path;

use super::{hash, last, swap};

/// The first word of such a file; another one is not read.
const FORMAT: &str = "dovecote-kept-1";

/// Keeps `bytes` under a name of their own for the next build of `target`.
///
/// # Errors
/// When the file beside the target can't be written.
pub fn keep(target: &Path, what: &str, bytes: &[u8]) -> io::Result<()> {
    let Some(program) = last::program() else {
        return Ok(());
    };
    let place = swap::beside(target, what)?;
    let written = swap::beside(target, &format!("{what}.new"))?;
    let mut file = format!("{FORMAT} {} {program}\n", hash(bytes)).into_bytes();
    file.extend_from_slice(bytes);
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&written, file)?;
    fs::rename(written, place)
}

/// What an earlier build of `target` kept.
pub fn kept(target: &Path, what: &str) -> Option<Vec<u8>> {
    let mut file = fs::read(swap::beside(target, what).ok()?).ok()?;
    let end = file.iter().position(|byte| *byte == b'\n')?;
    let bytes = file.split_off(end + 1);
    let head = format!("{FORMAT} {} {}\n", hash(&bytes), last::program()?);
    (file == head.as_bytes()).then_some(bytes)
}
