//! Where does a reader of the index begin?
//!
//! The root is the one file whose name must be known. It names every other file and says which blocks lie in it, the
//! first word of every dictionary block, and what is needed to understand a query.

use super::bytes::{Corrupt, Reader, put, put_bytes, seal, unseal};

/// The kind of a root in its seal.
pub const ROOT_KIND: u8 = b'R';
/// The kind of every other file in its seal.
pub const FILE_KIND: u8 = b'F';

/// What the root says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Root {
    /// How many articles.
    pub documents: u32,
    /// Words that mean the same, group by group.
    pub aliases: Vec<Vec<String>>,
    /// The segments, oldest first.
    pub segments: Vec<SegmentRoot>,
    /// The first block of summaries; one a pack.
    pub summaries: u32,
    /// The first block of texts; one a pack.
    pub texts: u32,
    /// The files and the lengths of the blocks in each, in order of block number.
    pub files: Vec<FileEntry>,
}

/// What the root says of one segment. Blocks are numbered through the whole index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SegmentRoot {
    /// How many articles.
    pub documents: u32,
    /// The block of its facet columns.
    pub columns: u32,
    /// Its first dictionary block.
    pub dictionary: u32,
    /// The first form of each of its dictionary blocks.
    pub first_forms: Vec<String>,
    /// Its first block of spellings.
    pub spelling: u32,
    /// The first key of each of its blocks of spellings.
    pub first_keys: Vec<String>,
    /// Its first block of posting lists.
    pub postings: u32,
    /// Its first block of positions.
    pub positions: u32,
}

/// A file of the index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileEntry {
    /// Its name, as the caller of the builder gave it.
    pub name: String,
    /// The length of each block in it.
    pub blocks: Vec<u32>,
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
            for number in [segment.documents, segment.columns, segment.dictionary, segment.postings, segment.positions] {
                put(&mut out, number);
            }
            put_texts(&mut out, &segment.first_forms);
            put(&mut out, segment.spelling);
            put_texts(&mut out, &segment.first_keys);
        }
        put(&mut out, self.summaries);
        put(&mut out, self.texts);
        put(&mut out, self.files.len() as u32);
        for file in &self.files {
            put_bytes(&mut out, file.name.as_bytes());
            put(&mut out, file.blocks.len() as u32);
            file.blocks.iter().for_each(|length| put(&mut out, *length));
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
        let mut root = Root { documents: reader.number()?, ..Root::default() };
        for _ in 0..reader.count()? {
            root.aliases.push(texts(&mut reader)?);
        }
        for _ in 0..reader.count()? {
            let documents = reader.number()?;
            let columns = reader.number()?;
            let dictionary = reader.number()?;
            let postings = reader.number()?;
            let positions = reader.number()?;
            let first_forms = texts(&mut reader)?;
            let spelling = reader.number()?;
            let first_keys = texts(&mut reader)?;
            let segment =
                SegmentRoot { documents, columns, dictionary, first_forms, spelling, first_keys, postings, positions };
            root.segments.push(segment);
        }
        root.summaries = reader.number()?;
        root.texts = reader.number()?;
        for _ in 0..reader.count()? {
            let name = reader.text()?.to_owned();
            let mut blocks = Vec::new();
            for _ in 0..reader.count()? {
                blocks.push(reader.number()?);
            }
            root.files.push(FileEntry { name, blocks });
        }
        let sum: u64 = root.segments.iter().map(|s| u64::from(s.documents)).sum();
        // A set of articles is a bit each: this bounds the memory that a damaged count can ask for.
        if sum != u64::from(root.documents) || root.documents > 1 << 26 {
            return Err(Corrupt::Range);
        }
        Ok(root)
    }
}

fn put_texts(out: &mut Vec<u8>, list: &[String]) {
    put(out, list.len() as u32);
    list.iter().for_each(|text| put_bytes(out, text.as_bytes()));
}

fn texts(reader: &mut Reader<'_>) -> Result<Vec<String>, Corrupt> {
    (0..reader.count()?).map(|_| reader.text().map(str::to_owned)).collect()
}
