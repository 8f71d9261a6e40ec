//! How is the index written?
//!
//! [`build`] is a pure function from articles to files; it gives the same bytes for the same articles in any order, on any
//! number of threads.

use super::bytes::{FORMAT_VERSION, seal};
use super::root::{FILE_KIND, Id, Root, SegmentRoot, file_name};
use super::{Entry, FieldKind, archive::Archive, column, neighbour, pack, segment};
use crate::text::{MAX_FORM_BYTES, fold::fold};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::cmp::Reverse;

/// What the builder may be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Groups of spellings of one name ("Kyiv", "Kiev"): asking for one finds all.
    /// They are folded here as words are.
    pub aliases: Vec<Vec<String>>,
}

/// How much of each kind the index has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Words and where their lists are.
    pub dictionary: Size,
    /// Words again, for corrections.
    pub spelling: Size,
    /// Articles and impacts.
    pub postings: Size,
    /// Places in articles.
    pub positions: Size,
    /// Facet values.
    pub columns: Size,
    /// Keys of articles.
    pub keys: Size,
}

/// How much of one kind there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Without names and seals.
    pub bytes: usize,
    /// Each is a file in all but small segments.
    pub blocks: usize,
}

/// The files of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexFiles {
    /// The root. Its name is the caller's affair.
    pub root: Vec<u8>,
    /// The other files under the names by which the root finds them.
    pub files: Vec<(String, Vec<u8>)>,
    /// What they hold.
    pub sizes: Sizes,
}

/// Up to this many bytes a segment is one file: one request is worth more than a few kilobytes.
const SINGLE_FILE_BYTES: usize = 48 << 10;

/// The same for a segment that is not the only one: it is fetched beside parts of the others.
const SINGLE_TAIL_BYTES: usize = 12 << 10;

/// Writes the index of `entries`, whose ordinals must be `0..entries.len()` in some order.
pub fn build(entries: &[Entry<'_>], options: &Options) -> IndexFiles {
    build_of(entries, options, Archive::new)
}

/// The same from words that were read before, as they are written; `fields` has for an ordinal what the fields of the article
/// say, the headline first, in numbers of these words.
pub fn build_read(
    entries: &[Entry<'_>],
    options: &Options,
    words: Vec<Box<str>>,
    fields: impl Fn(u32) -> Vec<(FieldKind, Vec<u32>)> + Sync,
) -> IndexFiles {
    // What was read is let go as soon as it is in the archive.
    build_of(entries, options, move |oldest_first| {
        let fields = |at: usize| fields(oldest_first[at].ordinal);
        Archive::of_read(&words, oldest_first.len(), fields)
    })
}

fn build_of(
    entries: &[Entry<'_>],
    options: &Options,
    read: impl FnOnce(&[&Entry<'_>]) -> Archive,
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
    let mut files = Vec::new();
    let ranges = segment::ranges(root.documents);
    let archive = read(&oldest_first);
    let impacts = neighbour::impacts(&archive, &ranges);
    // What one segment does alone, others need not wait for.
    let blocks: Vec<segment::Blocks> = ranges
        .par_iter()
        .map(|range| segment::encode(&archive, &impacts, range))
        .collect();
    for (range, blocks) in ranges.into_iter().zip(blocks) {
        let part = &oldest_first[range.start as usize..range.end as usize];
        let (mut segment, own) = segment_files(part, blocks, range.start == 0, &mut sizes);
        let first = root.segments.last().map_or(0, |last| last.end);
        segment
            .move_to(first)
            .expect("an index has fewer blocks than there are numbers");
        root.segments.push(segment);
        files.extend(own);
    }
    IndexFiles {
        root: root.encode(),
        files,
        sizes,
    }
}

/// The files of a segment, its blocks numbered from 0. They depend on nothing but what is given here.
fn segment_files(
    articles: &[&Entry<'_>],
    blocks: segment::Blocks,
    is_first: bool,
    sizes: &mut Sizes,
) -> (SegmentRoot, Vec<(String, Vec<u8>)>) {
    let (first_forms, dictionary) = blocks.dictionary.into_iter().unzip();
    let (first_keys, spelling) = blocks.spelling.into_iter().unzip();
    let mut segment = SegmentRoot {
        documents: articles.len() as u32,
        first_forms,
        first_keys,
        ..SegmentRoot::default()
    };
    let (postings, positions) = (blocks.postings.len() as u32, blocks.positions.len() as u32);
    segment
        .number(0, postings, positions)
        .expect("an index has fewer blocks than there are numbers");
    let mut all: Vec<Vec<u8>> = Vec::new();
    let mut add = |kind: Vec<Vec<u8>>, size: &mut Size| {
        size.bytes += kind.iter().map(Vec::len).sum::<usize>();
        size.blocks += kind.len();
        all.extend(kind);
    };
    add(dictionary, &mut sizes.dictionary);
    add(spelling, &mut sizes.spelling);
    add(blocks.postings, &mut sizes.postings);
    add(blocks.positions, &mut sizes.positions);
    add(vec![column::encode(articles)], &mut sizes.columns);
    add(pack::encode(articles), &mut sizes.keys);
    segment.id = id(&all);
    let most = if is_first {
        SINGLE_FILE_BYTES
    } else {
        SINGLE_TAIL_BYTES
    };
    if all.iter().map(Vec::len).sum::<usize>() <= most {
        segment.lengths = all.iter().map(|block| block.len() as u32).collect();
        all = vec![all.concat()];
    }
    let files = (0..).zip(all).map(|(number, block)| {
        let name = file_name(&segment.id, number);
        (name, seal(FILE_KIND, &block))
    });
    let files = files.collect();
    (segment, files)
}

/// What the files of a segment are named by: the beginning of the SHA-256 of its blocks, each after its length, and of the
/// version they are written in.
fn id(blocks: &[Vec<u8>]) -> Id {
    let mut hash = Sha256::new();
    hash.update([FORMAT_VERSION]);
    for block in blocks {
        hash.update((block.len() as u32).to_le_bytes());
        hash.update(block);
    }
    let hash = hash.finalize();
    std::array::from_fn(|at| hash[at])
}
