//! Which files are here, and which must be fetched?
//!
//! A bounded cache of the index's files. Asking for a block whose file is not here notes the file as wanted (or first the
//! page of the directory that names it), so that one round of asking collects everything a step needs.

use super::bytes::{Corrupt, Reader, unseal};
use super::root::{FILE_KIND, FileEntry, PAGE_KIND, Page, files};
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

/// The number of a file and a place in its payload.
type Place = (u32, Range<u32>);

/// A page of the directory: the blocks `first..end` and, once it is here, their places.
#[derive(Debug)]
struct Directory {
    /// Its file; empty for a page within the root.
    name: String,
    first: u32,
    end: u32,
    /// For each block its file and its place in the payload.
    places: Option<Vec<Place>>,
}

/// A file that a page names.
#[derive(Debug)]
struct Known {
    name: String,
    held: Option<Held>,
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
    files: Vec<Known>,
    size: usize,
    wanted: Vec<String>,
    clock: u64,
}

impl Store {
    /// An empty cache for the files that these pages name.
    ///
    /// # Errors
    /// When block numbers or lengths overflow.
    pub fn new(pages: Vec<Page>) -> Result<Store, Corrupt> {
        let mut store = Store {
            pages: Vec::new(),
            files: Vec::new(),
            size: 0,
            wanted: Vec::new(),
            clock: 0,
        };
        let mut first = 0u32;
        for page in pages {
            let (name, blocks, places) = match page {
                Page::Here(files) => {
                    let places = store.learn(files)?;
                    (String::new(), places.len() as u32, Some(places))
                }
                Page::Apart { name, blocks } => (name, blocks, None),
            };
            let end = first.checked_add(blocks).ok_or(Corrupt::Range)?;
            store.pages.push(Directory {
                name,
                first,
                end,
                places,
            });
            first = end;
        }
        Ok(store)
    }

    /// Begins a request: what was used before may now make room.
    pub fn begin(&mut self) {
        self.clock += 1;
        self.wanted.clear();
    }

    fn want(&mut self, name: String) -> Stop {
        if !self.wanted.contains(&name) {
            self.wanted.push(name);
        }
        Stop::Wanted
    }

    /// The bytes of a block.
    ///
    /// # Errors
    /// [`Stop::Wanted`] when its file, or the page that names it, is not here; it is noted.
    pub fn block(&mut self, number: u32) -> Result<BlockBytes, Stop> {
        let page = self.pages.partition_point(|page| page.end <= number);
        let page = self.pages.get(page).ok_or(Corrupt::Range)?;
        let Some(places) = &page.places else {
            let name = page.name.clone();
            return Err(self.want(name));
        };
        let (file, range) = places
            .get((number - page.first) as usize)
            .ok_or(Corrupt::Range)?;
        let known = &mut self.files[*file as usize];
        let Some(held) = &mut known.held else {
            let name = known.name.clone();
            return Err(self.want(name));
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

    /// The names of the files noted as wanted, in the order in which they were.
    pub fn wanted(&self) -> Vec<String> {
        self.wanted.clone()
    }

    /// Takes a file in: a page of the directory for good, any other until room is needed.
    ///
    /// # Errors
    /// When the file is foreign, of another version, or damaged.
    pub fn supply(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Corrupt> {
        let is_meant = |page: &Directory| page.name == name && page.places.is_none();
        while let Some(at) = self.pages.iter().position(is_meant) {
            let range = unseal(PAGE_KIND, &bytes)?;
            let places = self.learn(files(&mut Reader::new(&bytes[range]))?)?;
            let page = &mut self.pages[at];
            if places.len() as u32 != page.end - page.first {
                return Err(Corrupt::Range);
            }
            page.places = Some(places);
        }
        // A file may be named twice: two blocks of the same bytes are one file.
        if self.files.iter().any(|known| known.name == name) {
            let payload = unseal(FILE_KIND, &bytes)?.start;
            let bytes = Rc::new(bytes);
            for known in self.files.iter_mut().filter(|known| known.name == name) {
                if known.held.is_none() {
                    self.size += bytes.len();
                }
                known.held = Some(Held {
                    bytes: Rc::clone(&bytes),
                    payload,
                    used: self.clock,
                });
            }
            self.shrink();
        }
        Ok(())
    }

    /// Takes in what a page says of files; gives the places of their blocks.
    fn learn(&mut self, files: Vec<FileEntry>) -> Result<Vec<Place>, Corrupt> {
        let mut places = Vec::new();
        for file in files {
            let number = self.files.len() as u32;
            let mut at = 0u32;
            for length in &file.blocks {
                let end = at.checked_add(*length).ok_or(Corrupt::Range)?;
                places.push((number, at..end));
                at = end;
            }
            self.files.push(Known {
                name: file.name,
                held: None,
            });
        }
        Ok(places)
    }

    /// Drops what was used longest ago, but nothing that the present request has used.
    fn shrink(&mut self) {
        while self.size > CACHE_BYTES {
            let clock = self.clock;
            let used = |known: &&mut Known| known.held.as_ref().map_or(clock, |held| held.used);
            let oldest = self.files.iter_mut().min_by_key(used);
            match oldest.filter(|known| used(known) < clock) {
                Some(known) => {
                    self.size -= known.held.take().map_or(0, |held| held.bytes.len());
                }
                None => return,
            }
        }
    }
}
