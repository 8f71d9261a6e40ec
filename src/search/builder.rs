//! How is the index written?
//!
//! [`build`] is a pure function from articles to files; it gives the same bytes for the same articles in any order. Files
//! are named by the caller, who knows how names are made from content.

use super::root::{FILE_KIND, FileEntry, PAGE_KIND, Page, Root, SegmentRoot, put_files};
use super::{Entry, archive::Archive, bytes::seal, column, neighbour, pack, segment};
use crate::text::{MAX_FORM_BYTES, fold::fold};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What the builder may be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Groups of spellings of one name ("Kyiv", "Kiev"): asking for one finds all.
    /// They are folded here as words are.
    pub aliases: Vec<Vec<String>>,
}

/// How many bytes of each kind the index has, without names and seals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Words and where their lists are.
    pub dictionary: usize,
    /// Words again, for corrections.
    pub spelling: usize,
    /// Articles and impacts.
    pub postings: usize,
    /// Places in articles.
    pub positions: usize,
    /// Facet values.
    pub columns: usize,
    /// Keys of articles.
    pub keys: usize,
}

/// The files of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexFiles {
    /// The root. Its name is the caller's affair; everything else is named in it.
    pub root: Vec<u8>,
    /// The other files under the names the caller gave, in order of first use, each once.
    pub files: Vec<(String, Vec<u8>)>,
    /// What they hold.
    pub sizes: Sizes,
}

/// Files named in one page of the directory. Fewer: a larger root; more: larger pages, of which a query needs several.
const PAGE_FILES: usize = 24;
/// Up to this many files the root itself is the directory, which saves a round of requests.
const FILES_IN_ROOT: usize = 48;
/// Below this many bytes the whole index is one file: one request is worth more than a few kilobytes.
const SINGLE_FILE_BYTES: usize = 48 << 10;

/// Writes the index of `entries`, whose ordinals must be `0..entries.len()` in some order. `name` gives the name of a file
/// from its bytes.
pub fn build(
    entries: &[Entry<'_>],
    options: &Options,
    name: &dyn Fn(&[u8]) -> String,
) -> IndexFiles {
    let mut oldest_first: Vec<&Entry<'_>> = entries.iter().collect();
    oldest_first.sort_by_key(|entry| Reverse(entry.ordinal));

    let aliases = options
        .aliases
        .iter()
        .map(|group| {
            // A longer name is no form, and so never met.
            let folded = group.iter().map(|name| fold(name));
            folded.filter(|name| name.len() <= MAX_FORM_BYTES).collect()
        })
        .collect();
    let mut root = Root {
        documents: entries.len() as u32,
        aliases,
        ..Root::default()
    };
    let mut sizes = Sizes::default();
    let mut groups: Vec<Vec<Vec<u8>>> = Vec::new();
    let mut blocks = 0u32;
    let mut add = |group: Vec<Vec<u8>>, size: &mut usize| {
        let first = blocks;
        blocks += group.len() as u32;
        *size += group.iter().map(Vec::len).sum::<usize>();
        groups.push(group);
        first
    };
    let ranges = segment::ranges(root.documents);
    let archive = Archive::new(&oldest_first);
    let impacts = neighbour::impacts(&archive, &ranges);
    for range in ranges {
        let part = &oldest_first[range.start as usize..range.end as usize];
        let written = segment::encode(&archive, &impacts, &range);
        let (first_forms, dictionary) = written.dictionary.into_iter().unzip();
        let (first_keys, spelling) = written.spelling.into_iter().unzip();
        root.segments.push(SegmentRoot {
            documents: part.len() as u32,
            dictionary: add(dictionary, &mut sizes.dictionary),
            first_forms,
            spelling: add(spelling, &mut sizes.spelling),
            first_keys,
            postings: add(written.postings, &mut sizes.postings),
            positions: add(written.positions, &mut sizes.positions),
            columns: add(vec![column::encode(part)], &mut sizes.columns),
            keys: add(pack::encode(part), &mut sizes.keys),
        });
    }

    let small = groups.iter().flatten().map(Vec::len).sum::<usize>() <= SINGLE_FILE_BYTES;
    let groups = if small {
        vec![groups.into_iter().flatten().collect()]
    } else {
        groups
    };
    // Blocks have the size of files already; a small index is one file.
    let target = if small { usize::MAX } else { 1 };
    let mut entries = Vec::new();
    let mut files = Files::default();
    for group in groups {
        write_files(group, target, name, &mut entries, &mut files);
    }
    root.pages = pages(entries, name, &mut files);
    IndexFiles {
        root: root.encode(),
        files: files.list,
        sizes,
    }
}

/// Files by name, each once.
#[derive(Default)]
struct Files {
    list: Vec<(String, Vec<u8>)>,
    names: BTreeSet<String>,
}

impl Files {
    fn add(&mut self, bytes: Vec<u8>, name: &dyn Fn(&[u8]) -> String) -> String {
        let file = name(&bytes);
        if self.names.insert(file.clone()) {
            self.list.push((file.clone(), bytes));
        }
        file
    }
}

/// Cuts the directory into pages.
fn pages(entries: Vec<FileEntry>, name: &dyn Fn(&[u8]) -> String, files: &mut Files) -> Vec<Page> {
    if entries.len() <= FILES_IN_ROOT {
        return vec![Page::Here(entries)];
    }
    let page = |entries: &[FileEntry]| {
        let mut out = Vec::new();
        put_files(&mut out, entries);
        let blocks = entries.iter().map(|entry| entry.blocks.len() as u32).sum();
        Page::Apart {
            name: files.add(seal(PAGE_KIND, &out), name),
            blocks,
        }
    };
    entries.chunks(PAGE_FILES).map(page).collect()
}

/// Puts blocks into files of about `target` bytes.
fn write_files(
    blocks: Vec<Vec<u8>>,
    target: usize,
    name: &dyn Fn(&[u8]) -> String,
    entries: &mut Vec<FileEntry>,
    files: &mut Files,
) {
    let mut payload = Vec::new();
    let mut lengths = Vec::new();
    let last = blocks.len().saturating_sub(1);
    for (i, block) in blocks.into_iter().enumerate() {
        payload.extend_from_slice(&block);
        lengths.push(block.len() as u32);
        if payload.len() >= target || i == last {
            let file = files.add(seal(FILE_KIND, &payload), name);
            entries.push(FileEntry {
                name: file,
                blocks: std::mem::take(&mut lengths),
            });
            payload.clear();
        }
    }
}
