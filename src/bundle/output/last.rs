//! What did the last build write, and is it still there?
//!
//! Beside the target stands a hidden file that says of every file of the last version what it was made from, how long it is
//! and when it was last changed. A file that would be made from the same again, and is as long and as old as it was when it
//! was written, is kept: wherever it stands, in the version before, too, it is that very file. The record is never needed:
//! without it, or when its checksum is wrong, everything is written anew. It may be deleted at any time.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

use super::kept::{self, Next};
use super::{File, swap};

/// What a file was made from, as half of a SHA-256: nobody gains by a collision with a file of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Print(u128);

impl Print {
    /// Of a file that is nothing but these bytes.
    pub(super) fn of(bytes: &[u8]) -> Print {
        Print::half(Sha256::digest(bytes).into())
    }

    /// Of a file that is made from several things.
    pub(super) fn of_parts(parts: &[&str]) -> Print {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
        Print::half(digest.finalize().into())
    }

    /// Of a file that is made from another one.
    pub(super) fn with(self, how: &str) -> Print {
        Print::of_parts(&[how, &format!("{:x}", self.0)])
    }

    fn half(digest: [u8; 32]) -> Print {
        let [half, _] = [0, 16].map(|at| &digest[at..at + 16]);
        Print(
            half.iter()
                .fold(0, |sum, byte| sum << 8 | u128::from(*byte)),
        )
    }
}

/// The last version.
#[derive(Debug)]
pub(super) struct Last {
    target: PathBuf,
    files: BTreeMap<String, File>,
    /// Length and age of the running program: what another one made may differ. Nothing when the system does not say.
    program: Option<String>,
}

impl Last {
    /// Reads the record of the version in `target`; an empty one when there is none that can be trusted.
    pub(super) fn read(target: &Path) -> Last {
        let lines = kept::read(target, kept::RECORD, FORMAT);
        let lines = lines.and_then(|lines| String::from_utf8(lines).ok());
        Last {
            target: target.to_owned(),
            files: lines.and_then(|lines| parse(&lines)).unwrap_or_default(),
            program: program(),
        }
    }

    /// The print of a file that this program makes of `parts`.
    pub(super) fn print_of_made(&self, parts: &[&str]) -> Option<Print> {
        let program = self.program.as_deref()?;
        let parts: Vec<&str> = [program].into_iter().chain(parts.iter().copied()).collect();
        Some(Print::of_parts(&parts))
    }

    /// Sees to it that the last version's file is in `staging`, when it was made from the same and nobody has touched it
    /// since.
    pub(super) fn keep(&self, path: &str, print: Print, staging: &Path) -> Option<File> {
        let file = self.files.get(path).filter(|file| file.print == print)?;
        if !file.stands {
            return Some(*file);
        }
        let is_untouched = |path: &Path| {
            let found = fs::symlink_metadata(path);
            found.is_ok_and(|found| {
                let age = changed(&found);
                found.is_file() && found.len() == file.bytes && age == file.changed && age != 0
            })
        };
        let (old, new) = (self.target.join(path), staging.join(path));
        let is_there = is_untouched(&new)
            || is_untouched(&old)
                && swap::in_a_free_place(&new, |new| fs::hard_link(&old, new)).is_ok();
        is_there.then_some(*file)
    }

    /// Writes the record of a version beside the record of the last one.
    pub(super) fn write(target: &Path, files: &BTreeMap<String, File>) -> io::Result<Next> {
        let mut lines = Vec::with_capacity(files.len() * 96);
        for (path, file) in files
            .iter()
            .filter(|(path, _)| !path.contains(['\n', '\r']))
        {
            let File {
                print: Print(print),
                bytes,
                changed,
                stands,
            } = file;
            let stands = if *stands { '+' } else { '-' };
            writeln!(lines, "{stands} {print:032x} {bytes} {changed} {path}")?;
        }
        Next::write(target, kept::RECORD, FORMAT, |out| out(&lines))
    }
}

/// The first word of a record; another one is not read.
const FORMAT: &str = "dovecote-record-2";

fn parse(lines: &str) -> Option<BTreeMap<String, File>> {
    let file = |line: &str| {
        let mut parts = line.splitn(5, ' ');
        let stands = parts.next()? == "+";
        let print = Print(u128::from_str_radix(parts.next()?, 16).ok()?);
        let bytes = parts.next()?.parse().ok()?;
        let changed = parts.next()?.parse().ok()?;
        let path = parts.next()?.to_owned();
        Some((
            path,
            File {
                print,
                bytes,
                changed,
                stands,
            },
        ))
    };
    lines.lines().map(file).collect()
}

/// Length and age of the running program; nothing when the system does not say.
pub(super) fn program() -> Option<String> {
    let file = fs::metadata(std::env::current_exe().ok()?).ok()?;
    let at = changed(&file);
    (at != 0).then(|| format!("{} {at}", file.len()))
}

/// When a file was last changed, in nanoseconds since 1970; 0, which is never trusted, when the system does not say.
pub(super) fn changed(file: &fs::Metadata) -> u64 {
    let since = file
        .modified()
        .ok()
        .and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| since.as_nanos() as u64)
}
