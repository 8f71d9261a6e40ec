//! Where does a reader of the index begin?
//!
//! The root is the one file whose name must be known. It says for every segment which blocks there are and with which
//! words every dictionary block begins, and has what is needed to understand a query.
//!
//! It need not name the files of a segment one by one, which would be most of what a query fetches: they share the
//! segment's name, which is made from all of its blocks, and are numbered. A segment is written once, so its files can be
//! kept for good.

use super::bytes::{Corrupt, Reader, put, put_bytes, seal, unseal};
use super::code::{Decoder, Encoder, Texts};
use super::pack;

/// The kind of a root in its seal.
pub const ROOT_KIND: u8 = b'R';
/// The kind of every other file in its seal.
pub const FILE_KIND: u8 = b'F';

/// The most articles of an index. A query has a number for each at hand: this bounds what a damaged count can ask for.
const MOST_ARTICLES: u32 = 1 << 22;

/// What the root says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Root {
    /// How many articles.
    pub documents: u32,
    /// Words that mean the same, group by group.
    pub aliases: Vec<Vec<String>>,
    /// The segments, oldest first.
    pub segments: Vec<SegmentRoot>,
}

/// Bytes of an [`Id`].
const ID_BYTES: usize = 16;

/// What a segment is named by: a hash of its blocks.
pub type Id = [u8; ID_BYTES];

/// What the root says of one segment. Blocks are numbered through the whole index, those of a segment in a row: dictionary,
/// spellings, posting lists, positions, columns, packs of keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SegmentRoot {
    /// What its files are named by.
    pub id: Id,
    /// How many articles.
    pub documents: u32,
    /// For each of its dictionary blocks a text after all forms before it, and not after its own: see [`separator`].
    pub first_forms: Vec<String>,
    /// For each of its blocks of spellings likewise among keys.
    pub first_keys: Vec<String>,
    /// The lengths of its blocks when all are in one file; none when each is a file.
    pub lengths: Vec<u32>,
    /// Its first dictionary block, and so its first block.
    pub dictionary: u32,
    /// Its first block of spellings.
    pub spelling: u32,
    /// Its first block of posting lists.
    pub postings: u32,
    /// Its first block of positions.
    pub positions: u32,
    /// The block of its facet columns.
    pub columns: u32,
    /// Its first pack of keys.
    pub keys: u32,
    /// The block after its last.
    pub end: u32,
}

impl SegmentRoot {
    /// The names of its files.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn files(&self) -> impl Iterator<Item = String> + '_ {
        let count = match self.lengths.as_slice() {
            [] => self.end - self.dictionary,
            _ => 1,
        };
        (0..count).map(|number| file_name(&self.id, number))
    }

    /// Numbers the blocks of a numbered segment anew, from `first` on.
    ///
    /// # Errors
    /// When there are more blocks than numbers.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn move_to(&mut self, first: u32) -> Result<(), Corrupt> {
        let (postings, positions) = (
            self.positions - self.postings,
            self.columns - self.positions,
        );
        self.number(first, postings, positions)
    }

    /// Numbers the blocks of a segment from `first` on, of which so many hold posting lists and positions.
    ///
    /// # Errors
    /// When there are more blocks than numbers.
    pub fn number(&mut self, first: u32, postings: u32, positions: u32) -> Result<(), Corrupt> {
        let after = |begin: u32, count: u32| begin.checked_add(count).ok_or(Corrupt::Range);
        self.dictionary = first;
        self.spelling = after(first, self.first_forms.len() as u32)?;
        self.postings = after(self.spelling, self.first_keys.len() as u32)?;
        self.positions = after(self.postings, postings)?;
        self.columns = after(self.positions, positions)?;
        self.keys = after(self.columns, 1)?;
        let packs = self.documents.div_ceil(pack::articles(self.documents));
        self.end = after(self.keys, packs)?;
        Ok(())
    }
}

impl Root {
    /// Writes the root, sealed.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, self.documents);
        put(&mut out, self.aliases.len() as u32);
        for group in &self.aliases {
            put_texts(&mut out, group);
        }
        put(&mut out, self.segments.len() as u32);
        for segment in &self.segments {
            out.extend_from_slice(&segment.id);
            put(&mut out, segment.documents);
            put_texts(&mut out, &segment.first_forms);
            put_texts(&mut out, &segment.first_keys);
            put(&mut out, segment.positions - segment.postings);
            put(&mut out, segment.columns - segment.positions);
            put(&mut out, segment.lengths.len() as u32);
            segment
                .lengths
                .iter()
                .for_each(|length| put(&mut out, *length));
        }
        seal(ROOT_KIND, &out)
    }

    /// Reads a root.
    ///
    /// # Errors
    /// When the bytes are no root of this version, damaged, or contradict themselves.
    pub fn decode(file: &[u8]) -> Result<Root, Corrupt> {
        let range = unseal(ROOT_KIND, file)?;
        let mut reader = Reader::new(&file[range]);
        let mut root = Root {
            documents: reader.number()?,
            ..Root::default()
        };
        for _ in 0..reader.count()? {
            root.aliases.push(texts(&mut reader)?);
        }
        let mut first = 0;
        for _ in 0..reader.count()? {
            let mut segment = SegmentRoot::default();
            segment.id.copy_from_slice(reader.take(ID_BYTES)?);
            segment.documents = reader.number()?;
            segment.first_forms = texts(&mut reader)?;
            segment.first_keys = texts(&mut reader)?;
            let (postings, positions) = (reader.number()?, reader.number()?);
            for _ in 0..reader.count()? {
                segment.lengths.push(reader.number()?);
            }
            segment.number(first, postings, positions)?;
            let blocks = (segment.end - first) as usize;
            if !segment.lengths.is_empty() && segment.lengths.len() != blocks {
                return Err(Corrupt::Range);
            }
            first = segment.end;
            root.segments.push(segment);
        }
        let sum: u64 = root.segments.iter().map(|s| u64::from(s.documents)).sum();
        if sum != u64::from(root.documents) || root.documents > MOST_ARTICLES {
            return Err(Corrupt::Range);
        }
        Ok(root)
    }
}

/// The name of a file of a segment.
pub fn file_name(id: &Id, number: u32) -> String {
    let mut name = String::from("search-");
    for digit in id.iter().flat_map(|byte| [byte >> 4, byte & 15]) {
        name.extend(char::from_digit(u32::from(digit), 16));
    }
    format!("{name}-{number}.bin")
}

/// The shortest beginning of `next` that comes after `last`: what the root says of a block in place of its first text.
pub fn separator<'a>(last: &str, next: &'a str) -> &'a str {
    let mut ends = next.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.find(|end| next[..*end] > *last);
    &next[..end.unwrap_or(next.len())]
}

/// Writes texts.
fn put_texts(out: &mut Vec<u8>, list: &[String]) {
    put(out, list.len() as u32);
    let (mut coded, mut model) = (Encoder::default(), Texts::default());
    let mut last: &[u8] = &[];
    for text in list {
        model.put(&mut coded, last, text.as_bytes());
        last = text.as_bytes();
    }
    put_bytes(out, &coded.finish());
}

/// The most texts in a row: a few bytes may be read as many likely ones.
const MOST_TEXTS: u32 = 1 << 16;

fn texts(reader: &mut Reader<'_>) -> Result<Vec<String>, Corrupt> {
    let count = reader.number()?;
    if count > MOST_TEXTS {
        return Err(Corrupt::Range);
    }
    let (mut from, mut model) = (Decoder::new(reader.slice()?), Texts::default());
    let mut last: Vec<u8> = Vec::new();
    let mut list = Vec::new();
    for _ in 0..count {
        model.get(&mut from, &mut last)?;
        list.push(String::from_utf8(last.clone()).map_err(|_| Corrupt::Range)?);
    }
    Ok(list)
}
