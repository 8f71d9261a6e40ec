//! What does one build leave for the next, beside the target?
//!
//! Hidden files that may be deleted at any time: a first line with what a reader has to know before it trusts the rest and
//! the hash of the rest. They come back whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{hash, last, swap};

/// The record of the last version's files.
pub(super) const RECORD: &str = "last";
/// Results that are slow to come by: neighbours of articles.
pub const NEIGHBOURS: &str = "related";

/// The first word of a file with results; another one is not read.
const FORMAT: &str = "dovecote-kept-1";

/// A file that is written and becomes what the next build reads with [`Next::keep`].
#[derive(Debug)]
#[must_use]
pub(super) struct Next {
    written: PathBuf,
    place: PathBuf,
}

impl Next {
    /// Writes `bytes` behind `head`, which has no line break, beside the file that the last build left.
    pub(super) fn write(target: &Path, what: &str, head: &str, bytes: &[u8]) -> io::Result<Next> {
        let next = Next {
            written: half(target, what)?,
            place: swap::beside(target, what)?,
        };
        if let Some(folder) = next.place.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = format!("{head} {}\n", hash(bytes)).into_bytes();
        file.extend_from_slice(bytes);
        fs::write(&next.written, file)?;
        Ok(next)
    }

    /// From now on this is what the next build reads.
    pub(super) fn keep(self) -> io::Result<()> {
        fs::rename(self.written, self.place)
    }
}

/// What stands behind `head`; nothing when the file has another one or is damaged.
pub(super) fn read(target: &Path, what: &str, head: &str) -> Option<Vec<u8>> {
    let mut file = fs::read(swap::beside(target, what).ok()?).ok()?;
    let end = file.iter().position(|byte| *byte == b'\n')?;
    let bytes = file.split_off(end + 1);
    (file == format!("{head} {}\n", hash(&bytes)).as_bytes()).then_some(bytes)
}

/// Removes what a build that was killed left half written.
pub(super) fn recover(target: &Path) -> io::Result<()> {
    for what in [RECORD, NEIGHBOURS] {
        match fs::remove_file(half(target, what)?) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn half(target: &Path, what: &str) -> io::Result<PathBuf> {
    swap::beside(target, &format!("{what}.new"))
}

/// Keeps results for the next build of `target` by this very program.
///
/// # Errors
/// When the file beside the target can't be written.
pub fn keep(target: &Path, what: &str, bytes: &[u8]) -> io::Result<()> {
    match own_head() {
        Some(head) => Next::write(target, what, &head, bytes)?.keep(),
        None => Ok(()),
    }
}

/// The results that an earlier build of `target` by this very program kept.
pub fn kept(target: &Path, what: &str) -> Option<Vec<u8>> {
    read(target, what, &own_head()?)
}

fn own_head() -> Option<String> {
    Some(format!("{FORMAT} {}", last::program()?))
}
