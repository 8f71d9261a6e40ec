//! Which files are here, and which must be fetched?
//!
//! A bounded cache of the index's files. Asking for a block whose file is not here notes the file as wanted (or first the
//! page of the directory that names it), so that one round of asking collects everything a step needs.

use super::bytes::{Corrupt, Reader, unseal};
use super::root::{FILE_KIND, FileEntry, PAGE_KIND, Page, files};
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

/// The name of a file and a place in its payload.
type Place = (Rc<str>, Range<u32>);

/// A page of the directory: the blocks `first..end` and, once it is here, their places.
#[derive(Debug)]
struct Directory {
    /// Its file; empty for a page within the root.
    name: String,
    first: u32,
    end: u32,
    /// For each block the name of its file and its place in the payload.
    places: Option<Vec<Place>>,
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
    pages: Vec<Directory>,
    held: BTreeMap<Rc<str>, Held>,
    size: usize,
    wanted: BTreeSet<String>,
    clock: u64,
}

impl Store {
    /// An empty cache for the files that these pages name.
    ///
    /// # Errors
    /// When block numbers or lengths overflow.
    pub fn new(pages: Vec<Page>) -> Result<Store, Corrupt> {
        let mut directory = Vec::new();
        let mut first = 0u32;
        for page in pages {
            let (name, blocks, places) = match page {
                Page::Here(files) => {
                    let places = places(&files)?;
                    (String::new(), places.len() as u32, Some(places))
                }
                Page::Apart { name, blocks } => (name, blocks, None),
            };
            let end = first.checked_add(blocks).ok_or(Corrupt::Range)?;
            directory.push(Directory {
                name,
                first,
                end,
                places,
            });
            first = end;
        }
        Ok(Store {
            pages: directory,
            held: BTreeMap::new(),
            size: 0,
            wanted: BTreeSet::new(),
            clock: 0,
        })
    }

    /// Begins a request: what was used before may now make room.
    pub fn begin(&mut self) {
        self.clock += 1;
        self.wanted.clear();
    }

    /// The bytes of a block.
    ///
    /// # Errors
    /// [`Stop::Wanted`] when its file, or the page that names it, is not here; it is noted.
    pub fn block(&mut self, number: u32) -> Result<BlockBytes, Stop> {
        let page = self.pages.partition_point(|page| page.end <= number);
        let page = self.pages.get(page).ok_or(Corrupt::Range)?;
        let Some(places) = &page.places else {
            self.wanted.insert(page.name.clone());
            return Err(Stop::Wanted);
        };
        let (name, range) = places
            .get((number - page.first) as usize)
            .ok_or(Corrupt::Range)?;
        let Some(held) = self.held.get_mut(name) else {
            self.wanted.insert(name.to_string());
            return Err(Stop::Wanted);
        };
        held.used = self.clock;
        let range = held.payload + range.start as usize..held.payload + range.end as usize;
        if range.end > held.bytes.len() {
            return Err(Stop::Corrupt(Corrupt::Truncated));
        }
        Ok(BlockBytes {
            file: Rc::clone(&held.bytes),
            range,
        })
    }

    /// Notes blocks as wanted where their files are not here; says whether all are.
    ///
    /// # Errors
    /// When some are not here, or the index is damaged.
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
        self.wanted.iter().cloned().collect()
    }

    /// Takes a file in: a page of the directory for good, any other until room is needed.
    ///
    /// # Errors
    /// When the file is foreign, of another version, or damaged.
    pub fn supply(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Corrupt> {
        let mut is_page = false;
        for page in self
            .pages
            .iter_mut()
            .filter(|page| page.name == name && !name.is_empty())
        {
            let range = unseal(PAGE_KIND, &bytes)?;
            let places = places(&files(&mut Reader::new(&bytes[range]))?)?;
            if places.len() as u32 != page.end - page.first {
                return Err(Corrupt::Range);
            }
            page.places = Some(places);
            is_page = true;
        }
        if !is_page {
            let payload = unseal(FILE_KIND, &bytes)?.start;
            self.size += bytes.len();
            let held = Held {
                bytes: Rc::new(bytes),
                payload,
                used: self.clock,
            };
            self.size -= self
                .held
                .insert(name.into(), held)
                .map_or(0, |old| old.bytes.len());
            self.shrink();
        }
        Ok(())
    }

    /// Drops what was used longest ago, but nothing that the present request has used.
    fn shrink(&mut self) {
        while self.size > CACHE_BYTES {
            let old = self.held.iter().filter(|(_, held)| held.used < self.clock);
            let Some(name) = old
                .min_by_key(|(_, held)| held.used)
                .map(|(name, _)| Rc::clone(name))
            else {
                return;
            };
            self.size -= self.held.remove(&name).map_or(0, |held| held.bytes.len());
        }
    }
}

fn places(files: &[FileEntry]) -> Result<Vec<Place>, Corrupt> {
    let mut places = Vec::new();
    for file in files {
        let name: Rc<str> = file.name.as_str().into();
        let mut at = 0u32;
        for length in &file.blocks {
            let end = at.checked_add(*length).ok_or(Corrupt::Range)?;
            places.push((Rc::clone(&name), at..end));
            at = end;
        }
    }
    Ok(places)
}
