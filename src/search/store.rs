//! Which files are here, and which must be fetched?
//!
//! A bounded cache of the index's files. Asking for a block whose file is not here notes the file as wanted, so that one
//! round of asking collects everything a step needs.

use super::bytes::{Corrupt, unseal};
use super::root::{FILE_KIND, FileEntry};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, Range};
use std::rc::Rc;

/// Bytes of files kept. Less: files are fetched again (from the browser's cache) when a reader comes back to a word.
pub const CACHE_BYTES: usize = 24 << 20;

/// Why a block could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Its file was noted as wanted.
    Wanted,
    /// The index is damaged.
    Corrupt(Corrupt),
}

impl From<Corrupt> for Stop {
    fn from(corrupt: Corrupt) -> Stop {
        Stop::Corrupt(corrupt)
    }
}

/// The bytes of a block, shared with the cache.
#[derive(Clone, Debug)]
pub struct BlockBytes {
    file: Rc<Vec<u8>>,
    range: Range<usize>,
}

impl Deref for BlockBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.file[self.range.clone()]
    }
}

#[derive(Debug)]
struct Held {
    bytes: Rc<Vec<u8>>,
    payload: usize,
    used: u64,
}

/// The cache.
#[derive(Debug)]
pub struct Store {
    names: Vec<String>,
    /// For each block: its file, and where it lies in the payload.
    places: Vec<(u32, Range<u32>)>,
    held: BTreeMap<u32, Held>,
    wanted: BTreeSet<u32>,
    clock: u64,
}

impl Store {
    /// An empty cache for these files.
    ///
    /// # Errors
    /// When block lengths overflow.
    pub fn new(files: &[FileEntry]) -> Result<Store, Corrupt> {
        let mut places = Vec::new();
        for (number, file) in files.iter().enumerate() {
            let mut at = 0u32;
            for length in &file.blocks {
                let end = at.checked_add(*length).ok_or(Corrupt::Range)?;
                places.push((number as u32, at..end));
                at = end;
            }
        }
        let names = files.iter().map(|file| file.name.clone()).collect();
        Ok(Store { names, places, held: BTreeMap::new(), wanted: BTreeSet::new(), clock: 0 })
    }

    /// Begins a request: what was used before may now make room.
    pub fn begin(&mut self) {
        self.clock += 1;
        self.wanted.clear();
    }

    /// The bytes of a block.
    ///
    /// # Errors
    /// [`Stop::Wanted`] when its file is not here; it is noted.
    pub fn block(&mut self, number: u32) -> Result<BlockBytes, Stop> {
        let (file, range) = self.places.get(number as usize).ok_or(Corrupt::Range)?;
        let Some(held) = self.held.get_mut(file) else {
            self.wanted.insert(*file);
            return Err(Stop::Wanted);
        };
        held.used = self.clock;
        let range = held.payload + range.start as usize..held.payload + range.end as usize;
        if range.end > held.bytes.len() {
            return Err(Stop::Corrupt(Corrupt::Truncated));
        }
        Ok(BlockBytes { file: Rc::clone(&held.bytes), range })
    }

    /// Notes blocks as wanted where their files are not here; says whether all are.
    pub fn ready(&mut self, blocks: impl IntoIterator<Item = u32>) -> Result<(), Stop> {
        let mut all = Ok(());
        for number in blocks {
            match self.block(number) {
                Err(Stop::Wanted) => all = Err(Stop::Wanted),
                Err(stop) => return Err(stop),
                Ok(_) => {}
            }
        }
        all
    }

    /// The names of the files noted as wanted, in order.
    pub fn wanted(&self) -> Vec<String> {
        self.wanted.iter().filter_map(|file| self.names.get(*file as usize).cloned()).collect()
    }

    /// Takes a file in. A name the index does not know is ignored.
    ///
    /// # Errors
    /// When the file is foreign, of another version, or damaged.
    pub fn supply(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Corrupt> {
        let payload = unseal(FILE_KIND, &bytes)?.start;
        let held = Held { bytes: Rc::new(bytes), payload, used: self.clock };
        let files = self.names.iter().zip(0u32..).filter(|(known, _)| *known == name).map(|(_, file)| file);
        // Two files with the same content have the same name.
        for file in files.collect::<Vec<_>>() {
            let held = Held { bytes: Rc::clone(&held.bytes), ..held };
            self.held.insert(file, held);
        }
        self.shrink();
        Ok(())
    }

    /// Bytes held.
    pub fn size(&self) -> usize {
        self.held.values().map(|held| held.bytes.len()).sum()
    }

    /// Drops what was used longest ago, but nothing that the present request has used.
    fn shrink(&mut self) {
        let mut size = self.size();
        while size > CACHE_BYTES {
            let oldest = self.held.iter().filter(|(_, h)| h.used < self.clock).min_by_key(|(file, h)| (h.used, **file));
            let Some(file) = oldest.map(|(file, _)| *file) else { return };
            size -= self.held.remove(&file).map_or(0, |held| held.bytes.len());
        }
    }
}
