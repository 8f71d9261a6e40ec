//! What does one build leave for the next, beside the target?
//!
//! Hidden files that may be deleted at any time: a first line with what a reader has to know before it trusts the rest and
//! the hash of the rest. They come back whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::{hash, last, spelled, swap};

/// The record of the last version's files.
pub(super) const RECORD: &str = "last";
/// What the articles say, word by word.
pub const WORDS: &str = "words";
/// What they leave behind by which their events are known again.
pub const TRACES: &str = "traces";
/// What was found in them: neighbours, and pairs that tell one event.
pub const RELATED: &str = "related";
/// What the segments of the search index were made of.
pub const INDEX: &str = "index";

/// The first word of a file with results; another one is not read.
const FORMAT: &str = "dovecote-kept-2";

/// A file that is written and becomes what the next build reads with [`Next::keep`].
#[derive(Debug)]
#[must_use]
pub(super) struct Next {
    written: PathBuf,
    place: PathBuf,
}

impl Next {
    /// Writes what `pieces` hands out behind `head`, which has no line break, beside the file that the last build left.
    pub(super) fn write(
        target: &Path,
        what: &str,
        head: &str,
        pieces: impl FnOnce(&mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()>,
    ) -> io::Result<Next> {
        let next = Next {
            written: half(target, what)?,
            place: swap::beside(target, what)?,
        };
        if let Some(folder) = next.place.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = BufWriter::new(File::create(&next.written)?);
        // The hash is known at the end, and as long as any.
        let first_line = |hash: &str| format!("{head} {hash}\n");
        file.write_all(first_line(&hash(b"")).as_bytes())?;
        let mut all = Sha256::new();
        pieces(&mut |piece| {
            all.update(piece);
            file.write_all(piece)
        })?;
        file.rewind()?;
        file.write_all(first_line(&spelled(&all.finalize())).as_bytes())?;
        file.flush()?;
        Ok(next)
    }

    /// From now on this is what the next build reads.
    pub(super) fn keep(self) -> io::Result<()> {
        fs::rename(self.written, self.place)
    }
}

/// What stands behind `head`; nothing when the file has another one or is damaged.
pub(super) fn read(target: &Path, what: &str, head: &str) -> Option<Vec<u8>> {
    let file = File::open(swap::beside(target, what).ok()?).ok()?;
    let mut bytes = Vec::with_capacity(usize::try_from(file.metadata().ok()?.len()).ok()?);
    let mut file = BufReader::new(file);
    let mut first_line = Vec::new();
    file.read_until(b'\n', &mut first_line).ok()?;
    file.read_to_end(&mut bytes).ok()?;
    (first_line == format!("{head} {}\n", hash(&bytes)).as_bytes()).then_some(bytes)
}

/// Removes what a build that was killed left half written.
pub(super) fn recover(target: &Path) -> io::Result<()> {
    for what in [RECORD, WORDS, TRACES, RELATED, INDEX] {
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

/// Keeps results, handed out in pieces, for the next build of `target` by this very program.
///
/// # Errors
/// When the file beside the target can't be written.
pub fn keep(
    target: &Path,
    what: &str,
    pieces: impl FnOnce(&mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()>,
) -> io::Result<()> {
    match own_head() {
        Some(head) => Next::write(target, what, &head, pieces)?.keep(),
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
