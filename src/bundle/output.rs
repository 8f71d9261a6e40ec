//! Where the bundle's files go: a folder of its own beside the target, swapped in when everything is written.
//!
//! Promises: whatever happens, the target holds one whole version, old or new; a file is written as soon as it is made, so
//! the memory this takes does not depend on their sizes; a file that the last build wrote, too, is kept and not made again.
//! Data files are named by the hash of their bytes; two equal files are one.
//!
//! The version that the target held before stays beside it: the next one is made in its folder, where most files stand as
//! they are wanted. Others that did not change are hard links to the target's.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::route::DATA_DIR;
use crate::wire::file_name::spelled;
use crate::wire::{DirectoryNode, FileName};

use super::compress;
use super::limit::FolderSize;

mod kept;
mod last;
mod swap;

pub use kept::{INDEX, RELATED, TRACES, WORDS, keep, kept};
use last::{Last, Print};
pub use swap::recover;

/// Hash of a file as its name spells it: 16 characters.
pub fn hash(bytes: &[u8]) -> String {
    spelled(&Sha256::digest(bytes))
}

/// Hash of a text as Content-Security-Policy and `integrity` spell it: `sha256-…=`.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// The folder beside the target in which the next version is made.
const NEXT: &str = "next";

/// The files of one version, on their way. Any thread may add to it.
#[derive(Debug)]
pub struct Output {
    /// Where they are written.
    staging: PathBuf,
    /// Whether an older version may stand there.
    is_used: bool,
    /// What stands in the target.
    last: Last,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<String, File>,
    failed: Option<io::Error>,
}

/// What is known of a written file.
#[derive(Clone, Copy, Debug)]
struct File {
    print: Print,
    bytes: u64,
    /// Nanoseconds since 1970 of its last change.
    changed: u64,
    /// Whether it stands there: of what it would be made of comes no file, otherwise.
    stands: bool,
}

impl Output {
    /// A new version of `target`, which stays as it is until [`Output::swap`].
    ///
    /// # Errors
    /// When the folder beside the target can't be made.
    pub fn begin(target: &Path) -> io::Result<Output> {
        recover(target)?;
        let staging = swap::beside(target, NEXT)?;
        let is_used = staging.exists();
        fs::create_dir_all(&staging)?;
        Ok(Output {
            staging,
            is_used,
            last: Last::read(target),
            state: Mutex::default(),
        })
    }

    /// Adds a file under a name of its own; the last one wins.
    pub fn put(&self, path: impl Into<String>, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        self.store(path.into(), Print::of(bytes), || bytes);
    }

    /// Adds a file that is made of what `parts` name, all of it: it is not made again when the last version has it.
    pub fn put_made_of<B: AsRef<[u8]>>(
        &self,
        path: String,
        parts: &[&str],
        make: impl FnOnce() -> B,
    ) {
        match self.last.print_of_made(parts) {
            Some(print) => self.store(path, print, make),
            None => self.put(path, make()),
        }
    }

    /// Adds a data file under the hash of its bytes.
    pub fn put_data(&self, kind: &str, extension: &str, bytes: impl AsRef<[u8]>) -> FileName {
        let bytes = bytes.as_ref();
        let name = FileName::new(kind, &Sha256::digest(bytes), extension);
        self.put_named(format!("{DATA_DIR}{}", name.as_str()), bytes);
        name
    }

    /// Adds a file whose name says what is in it.
    pub fn put_named(&self, path: String, bytes: impl AsRef<[u8]>) {
        let print = Print::of_parts(&[&path]);
        self.store(path, print, || bytes);
    }

    /// Adds such a file of the last version; whether there is one.
    pub fn keep_named(&self, path: String) -> bool {
        let known = self
            .last
            .keep(&path, Print::of_parts(&[&path]), &self.staging);
        let is_there = known.is_some();
        self.state().files.extend(known.map(|file| (path, file)));
        is_there
    }

    /// Adds a value as a JSON data file.
    pub fn put_json<T: serde::Serialize>(&self, kind: &str, value: &T) -> FileName {
        self.put_data(kind, "json", json(value))
    }

    /// The size of all files.
    pub fn size(&self) -> FolderSize {
        let state = self.state();
        let mut size = FolderSize::default();
        for file in state.files.values().filter(|file| file.stands) {
            size.files += 1;
            size.bytes += file.bytes;
            size.largest = size.largest.max(file.bytes);
        }
        size
    }

    /// Number and bytes of the files of each kind, by what they are for.
    pub fn kinds(&self) -> BTreeMap<&'static str, (usize, u64)> {
        let mut kinds = BTreeMap::new();
        let state = self.state();
        for (path, file) in state.files.iter().filter(|(_, file)| file.stands) {
            let (count, bytes): &mut (usize, u64) = kinds.entry(kind_of(path)).or_default();
            *count += 1;
            *bytes += file.bytes;
        }
        kinds
    }

    /// Writes compressed twins beside the files.
    ///
    /// # Errors
    /// When a file can't be read or a twin can't be written.
    pub fn put_twins(&self) -> io::Result<()> {
        let level = compress::level(self.size().bytes);
        let files: Vec<(String, File)> = {
            let state = self.state();
            let files = state.files.iter();
            let files = files.filter(|(path, file)| compress::has_twins(path, file.bytes));
            files.map(|(path, file)| (path.clone(), *file)).collect()
        };
        let files = files.par_iter();
        files.try_for_each(|(path, file)| self.put_twins_of(path, *file, level))
    }

    fn put_twins_of(&self, path: &str, file: File, level: u32) -> io::Result<()> {
        let mut bytes = None;
        for extension in compress::TWINS {
            let twin = format!("{path}.{extension}");
            let print = file.print.with(&compress::how(extension, level));
            let known = self.last.keep(&twin, print, &self.staging);
            let made = match known {
                Some(file) => file,
                None => {
                    let bytes = match &bytes {
                        Some(bytes) => bytes,
                        None => bytes.insert(fs::read(self.staging.join(path))?),
                    };
                    match compress::twin(path, bytes, extension, level)? {
                        Some(twin_bytes) => write(&self.staging.join(&twin), print, &twin_bytes)?,
                        None => File::nothing(print),
                    }
                }
            };
            self.state().files.insert(twin, made);
        }
        Ok(())
    }

    /// Puts the new version into the target's place. What the target held before stays beside it, for the next one; where it
    /// held nothing, the new version itself does, linked file by file: who edits waits for the next build, and not for this.
    ///
    /// # Errors
    /// When a file could not be written, or the folders can't be swapped; then the target is as it was.
    pub fn swap(self, target: &Path) -> io::Result<()> {
        let state = self.written()?;
        let (swept, last) =
            rayon::join(|| self.sweep(&state), || Last::write(target, &state.files));
        swept?;
        let last = last?;
        swap::exchange(&self.staging, target)?;
        last.keep()?;
        if !self.staging.exists() {
            // What can't be linked now is linked or written when it is wanted.
            let _ = swap::link(target, &self.staging);
        }
        Ok(())
    }

    /// Moves every file into `folder`, which others write, too: over what is there, file by file.
    ///
    /// # Errors
    /// When a file could not be written or moved.
    pub fn move_into(self, folder: &Path) -> io::Result<()> {
        self.sweep(&self.written()?)?;
        swap::merge(&self.staging, folder)?;
        swap::remove(&self.staging)
    }

    /// What was written.
    fn written(&self) -> io::Result<State> {
        let mut state = std::mem::take(&mut *self.state());
        match state.failed.take() {
            Some(error) => Err(error),
            None => Ok(state),
        }
    }

    /// Removes what an older version left where this one was written.
    fn sweep(&self, state: &State) -> io::Result<()> {
        if !self.is_used {
            return Ok(());
        }
        let is_ours = |path: &str| state.files.get(path).is_some_and(|file| file.stands);
        swap::sweep(&self.staging, &is_ours)
    }

    fn store<B: AsRef<[u8]>>(&self, path: String, print: Print, make: impl FnOnce() -> B) {
        let known = self.state().files.get(&path).map(|file| file.print);
        if known == Some(print) {
            return;
        }
        let written = match self.last.keep(&path, print, &self.staging) {
            Some(file) => Ok(file),
            None => write(&self.staging.join(&path), print, make().as_ref()),
        };
        let mut state = self.state();
        match written {
            Ok(file) => {
                state.files.insert(path, file);
            }
            // The first one says enough; the rest of the work can't be stopped from here.
            Err(error) => {
                state.failed.get_or_insert(error);
            }
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl File {
    /// What comes of `print` is no file.
    fn nothing(print: Print) -> File {
        File {
            print,
            bytes: 0,
            changed: 0,
            stands: false,
        }
    }
}

/// The kind of compressed twins, and what making them is called.
pub const TWINS: &str = "compressed twins";

/// What a file is for, by its path below the root.
fn kind_of(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match (path.split_once('/').map_or("", |(top, _)| top), extension) {
        (_, extension) if compress::TWINS.contains(&extension) => TWINS,
        ("app", _) => "the app",
        ("data", "bin") => "search index",
        ("data", _) => "data",
        (_, "html") => "pages",
        ("articles", "txt") => "articles as plain text",
        (_, "png" | "svg") => "pictures",
        (_, "xml" | "json" | "opml") => "feeds and sitemaps",
        _ => "what hosts and machines read",
    }
}

fn write(path: &Path, print: Print, bytes: &[u8]) -> io::Result<File> {
    // Never into a file that is there: it may be the last version's own.
    let mut file = swap::in_a_free_place(path, |path| fs::File::create_new(path))?;
    file.write_all(bytes)?;
    Ok(File {
        print,
        bytes: bytes.len() as u64,
        changed: last::changed(&file.metadata()?),
        stands: true,
    })
}

/// Compact JSON of a value; keys in the order of the struct.
pub fn json<T: serde::Serialize>(value: &T) -> Vec<u8> {
    let mut out = Vec::with_capacity(USUAL_JSON);
    serde_json::to_writer(&mut out, value)
        .expect("wire values have string keys and finite numbers");
    out
}

/// Room for the JSON of an article, in bytes: a buffer that grows is copied over and over.
const USUAL_JSON: usize = 16 << 10;

/// Writes the directory over all names and returns its root.
pub fn put_directory(output: &Output, names: &BTreeMap<String, FileName>) -> FileName {
    put_node(output, names.iter().collect(), 0)
}

fn put_node(output: &Output, names: Vec<(&String, &FileName)>, depth: u32) -> FileName {
    // After ten digits the hash is used up: names that agree in all of it share a leaf.
    let node = if names.len() <= DirectoryNode::LEAF_MAX || depth >= 10 {
        DirectoryNode::Leaf(
            names
                .into_iter()
                .map(|(n, f)| (n.clone(), f.clone()))
                .collect(),
        )
    } else {
        let mut children: BTreeMap<String, Vec<(&String, &FileName)>> = BTreeMap::new();
        for (name, file) in names {
            children
                .entry(DirectoryNode::digit(name, depth))
                .or_default()
                .push((name, file));
        }
        DirectoryNode::Inner(
            children
                .into_par_iter()
                .map(|(digit, names)| (digit, put_node(output, names, depth + 1)))
                .collect(),
        )
    };
    output.put_json("names", &node)
}
