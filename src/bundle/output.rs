//! Where the bundle's files go: a folder of its own beside the target, swapped in when everything is written.
//!
//! Promise: whatever happens, the target holds one whole version, old or new. Data files are named by the hash of their
//! bytes; two equal files are one.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::route::DATA_DIR;
use crate::wire::{DirectoryNode, FileName};

use super::compress::Twins;

/// Hash of a file in unpadded base64url: 43 characters.
pub fn hash(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(bytes))
}

/// Hash of a text as Content-Security-Policy and `integrity` spell it: `sha256-…=`.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// Files to write, by path below the output folder. A B-tree, so that the order of writing never depends on threads.
#[derive(Debug, Default)]
pub struct Output {
    files: BTreeMap<String, Vec<u8>>,
}

impl Output {
    /// Adds a file under a name of its own; the last one wins.
    pub fn put(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// Adds a data file under the hash of its bytes.
    pub fn put_data(&mut self, kind: &str, extension: &str, bytes: impl Into<Vec<u8>>) -> FileName {
        let bytes = bytes.into();
        let name = FileName::new(kind, &hash(&bytes), extension);
        self.put(format!("{DATA_DIR}{}", name.as_str()), bytes);
        name
    }

    /// Adds a value as a JSON data file.
    pub fn put_json<T: serde::Serialize>(&mut self, kind: &str, value: &T) -> FileName {
        self.put_data(kind, "json", json(value))
    }

    /// Number and bytes of all files.
    pub fn size(&self) -> (usize, u64) {
        (
            self.files.len(),
            self.files.values().map(|b| b.len() as u64).sum(),
        )
    }

    /// Bytes of the largest file.
    pub fn largest(&self) -> u64 {
        let sizes = self.files.values().map(|bytes| bytes.len() as u64);
        sizes.max().unwrap_or_default()
    }

    /// The files, by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Writes everything to a folder beside `target` and swaps the two. What `target` held before is gone after.
    pub fn swap_into(&self, target: &Path, twins: Option<&Twins>) -> io::Result<()> {
        let staging = beside(target, "new")?;
        remove_if_there(&staging)?;
        self.write_into(&staging, twins)?;
        let old = beside(target, "old")?;
        remove_if_there(&old)?;
        if target.exists() {
            fs::rename(target, &old)?;
        }
        if let Err(error) = fs::rename(&staging, target) {
            // Put the old version back before saying what went wrong.
            if old.exists() {
                fs::rename(&old, target)?;
            }
            return Err(error);
        }
        remove_if_there(&old)
    }

    /// Writes everything into `folder`, over what is there, with compressed twins where they are asked for.
    pub fn write_into(&self, folder: &Path, twins: Option<&Twins>) -> io::Result<()> {
        self.files.par_iter().try_for_each(|(path, bytes)| {
            let file = folder.join(path);
            if let Some(parent) = file.parent() {
                fs::create_dir_all(parent)?;
            }
            if let Some(twins) = twins {
                twins.write(folder, path, bytes)?;
            }
            fs::write(file, bytes)
        })
    }
}

/// Compact JSON of a value; keys in the order of the struct.
pub fn json<T: serde::Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("wire values have string keys and finite numbers")
}

/// Writes the directory over all names and returns its root.
pub fn put_directory(output: &mut Output, names: &BTreeMap<String, FileName>) -> FileName {
    put_node(output, names.iter().collect(), 0)
}

fn put_node(output: &mut Output, names: Vec<(&String, &FileName)>, depth: u32) -> FileName {
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
                .into_iter()
                .map(|(digit, names)| (digit, put_node(output, names, depth + 1)))
                .collect(),
        )
    };
    output.put_json("names", &node)
}

fn beside(target: &Path, what: &str) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(target)?;
    let name = absolute
        .file_name()
        .ok_or_else(|| io::Error::other("the output folder needs a name"))?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{what}"));
    Ok(absolute.with_file_name(hidden))
}

fn remove_if_there(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
