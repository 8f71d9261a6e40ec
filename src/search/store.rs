//! Which files are here, and which must be fetched?
//!
//! A bounded cache of the index's files. Asking for a block whose file is not here notes the file as wanted, so that one
//! round of asking collects everything a step needs.

use super::bytes::{Corrupt, unseal};
use super::dictionary::Block;
use super::root::{FILE_KIND, Id, Root, file_name};
use std::collections::VecDeque;
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

/// The blocks of a segment.
#[derive(Debug)]
struct Segment {
    id: Id,
    blocks: Range<u32>,
    /// Where each block ends when all are in one file; empty when each is a file.
    ends: Vec<u32>,
}

/// A file that is here.
#[derive(Debug)]
struct Held {
    name: String,
    bytes: Rc<Vec<u8>>,
    payload: usize,
    used: u64,
}

/// Dictionary blocks kept as they are read: those of a word and of its beginnings are asked for at every key.
const READ_BLOCKS: usize = 128;

/// The cache.
#[derive(Debug)]
pub struct Store {
    segments: Vec<Segment>,
    /// The latest last.
    read: VecDeque<(u32, Rc<Block>)>,
    held: Vec<Held>,
    size: usize,
    wanted: Vec<String>,
    clock: u64,
}

impl Store {
    /// An empty cache for the files of an index.
    ///
    /// # Errors
    /// When lengths overflow.
    pub fn new(root: &Root) -> Result<Store, Corrupt> {
        let mut segments = Vec::new();
        for segment in &root.segments {
            let mut ends = Vec::new();
            let mut end = 0u32;
            for length in &segment.lengths {
                end = end.checked_add(*length).ok_or(Corrupt::Range)?;
                ends.push(end);
            }
            segments.push(Segment {
                id: segment.id,
                blocks: segment.dictionary..segment.end,
                ends,
            });
        }
        Ok(Store {
            segments,
            read: VecDeque::new(),
            held: Vec::new(),
            size: 0,
            wanted: Vec::new(),
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
    /// [`Stop::Wanted`] when its file is not here; it is noted.
    pub fn block(&mut self, number: u32) -> Result<BlockBytes, Stop> {
        let at = self.segments.partition_point(|s| s.blocks.end <= number);
        let segment = self.segments.get(at).ok_or(Corrupt::Range)?;
        let number = number - segment.blocks.start;
        let (file, place) = match segment.ends.get(number as usize) {
            Some(end) => {
                let before = (number as usize).checked_sub(1);
                let begin = before.map_or(0, |before| segment.ends[before]);
                (0, Some(begin as usize..*end as usize))
            }
            None => (number, None),
        };
        let name = file_name(&segment.id, file);
        let Ok(at) = self.find(&name) else {
            if !self.wanted.contains(&name) {
                self.wanted.push(name);
            }
            return Err(Stop::Wanted);
        };
        let held = &mut self.held[at];
        held.used = self.clock;
        let range = match place {
            Some(place) => held.payload + place.start..held.payload + place.end,
            None => held.payload..held.bytes.len(),
        };
        if range.end > held.bytes.len() {
            return Err(Stop::Corrupt(Corrupt::Truncated));
        }
        Ok(BlockBytes {
            file: Rc::clone(&held.bytes),
            range,
        })
    }

    /// A dictionary block.
    ///
    /// # Errors
    /// When its file is not here, or the index is damaged.
    pub fn words(&mut self, number: u32) -> Result<Rc<Block>, Stop> {
        if let Some((_, block)) = self.read.iter().find(|(known, _)| *known == number) {
            return Ok(Rc::clone(block));
        }
        let block = Rc::new(Block::decode(&self.block(number)?)?);
        if self.read.len() == READ_BLOCKS {
            self.read.pop_front();
        }
        self.read.push_back((number, Rc::clone(&block)));
        Ok(block)
    }

    /// Where a file is held, or would be.
    fn find(&self, name: &str) -> Result<usize, usize> {
        self.held
            .binary_search_by(|held| held.name.as_str().cmp(name))
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

    /// Takes a file in until room is needed.
    ///
    /// # Errors
    /// When the file is foreign, of another version, or damaged.
    pub fn supply(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Corrupt> {
        let payload = unseal(FILE_KIND, &bytes)?.start;
        if let Err(at) = self.find(name) {
            self.size += bytes.len();
            let held = Held {
                name: name.to_owned(),
                bytes: Rc::new(bytes),
                payload,
                used: self.clock,
            };
            self.held.insert(at, held);
            self.shrink();
        }
        Ok(())
    }

    /// Drops what was used longest ago, but nothing that the present request has used.
    fn shrink(&mut self) {
        while self.size > CACHE_BYTES {
            let clock = self.clock;
            let files = self.held.iter().enumerate();
            let oldest = files.min_by_key(|(_, held)| held.used);
            match oldest.filter(|(_, held)| held.used < clock) {
                Some((at, _)) => self.size -= self.held.remove(at).bytes.len(),
                None => return,
            }
        }
    }
}
