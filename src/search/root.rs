//! Where does a reader of the index begin?
//!
//! The root is the one file whose name must be known. It names every other file and says which blocks lie in it, the
//! first word of every dictionary block, and what is needed to understand a query.

use super::bytes::{Corrupt, Reader, put, put_bytes, put_next, seal, unseal};

/// The kind of a root in its seal.
pub const ROOT_KIND: u8 = b'R';
/// The kind of a page of the directory in its seal.
pub const PAGE_KIND: u8 = b'P';
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
    /// Where the files are named, in order of block number.
    pub pages: Vec<Page>,
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
    /// Its first pack of keys.
    pub keys: u32,
}

/// The names of some files: a page of the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// Named in the root itself.
    Here(Vec<FileEntry>),
    /// Named in a file of its own, so that the root does not grow with the archive.
    Apart {
        /// The name of that file.
        name: String,
        /// How many blocks its files hold.
        blocks: u32,
    },
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
            for number in [
                segment.documents,
                segment.columns,
                segment.dictionary,
                segment.postings,
                segment.positions,
                segment.keys,
            ] {
                put(&mut out, number);
            }
            put_texts(&mut out, &segment.first_forms);
            put(&mut out, segment.spelling);
            put_texts(&mut out, &segment.first_keys);
        }
        put(&mut out, self.pages.len() as u32);
        for page in &self.pages {
            match page {
                Page::Here(files) => {
                    put(&mut out, 0);
                    put_files(&mut out, files);
                }
                Page::Apart { name, blocks } => {
                    put(&mut out, *blocks);
                    put_bytes(&mut out, name.as_bytes());
                }
            }
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
        for _ in 0..reader.count()? {
            let documents = reader.number()?;
            let columns = reader.number()?;
            let dictionary = reader.number()?;
            let postings = reader.number()?;
            let positions = reader.number()?;
            let keys = reader.number()?;
            let first_forms = texts(&mut reader)?;
            let spelling = reader.number()?;
            let first_keys = texts(&mut reader)?;
            let segment = SegmentRoot {
                documents,
                columns,
                dictionary,
                first_forms,
                spelling,
                first_keys,
                postings,
                positions,
                keys,
            };
            root.segments.push(segment);
        }
        for _ in 0..reader.count()? {
            let page = match reader.number()? {
                0 => Page::Here(files(&mut reader)?),
                blocks => Page::Apart {
                    name: reader.text()?.to_owned(),
                    blocks,
                },
            };
            root.pages.push(page);
        }
        let sum: u64 = root.segments.iter().map(|s| u64::from(s.documents)).sum();
        if sum != u64::from(root.documents) || root.documents > MOST_ARTICLES {
            return Err(Corrupt::Range);
        }
        Ok(root)
    }
}

/// Writes the entries of a page.
pub fn put_files(out: &mut Vec<u8>, files: &[FileEntry]) {
    put(out, files.len() as u32);
    for file in files {
        put_bytes(out, file.name.as_bytes());
        put(out, file.blocks.len() as u32);
        file.blocks.iter().for_each(|length| put(out, *length));
    }
}

/// Reads the entries of a page.
///
/// # Errors
/// When the bytes end early or are no text.
pub fn files(reader: &mut Reader<'_>) -> Result<Vec<FileEntry>, Corrupt> {
    let mut files = Vec::new();
    for _ in 0..reader.count()? {
        let name = reader.text()?.to_owned();
        let mut blocks = Vec::new();
        for _ in 0..reader.count()? {
            blocks.push(reader.number()?);
        }
        files.push(FileEntry { name, blocks });
    }
    Ok(files)
}

/// Writes texts, each without the beginning it shares with the one before.
fn put_texts(out: &mut Vec<u8>, list: &[String]) {
    put(out, list.len() as u32);
    let mut last: &[u8] = &[];
    for text in list {
        put_next(out, last, text.as_bytes());
        last = text.as_bytes();
    }
}

fn texts(reader: &mut Reader<'_>) -> Result<Vec<String>, Corrupt> {
    let mut last: Vec<u8> = Vec::new();
    let mut list = Vec::new();
    for _ in 0..reader.count()? {
        reader.next_text(&mut last)?;
        list.push(String::from_utf8(last.clone()).map_err(|_| Corrupt::Range)?);
    }
    Ok(list)
}
