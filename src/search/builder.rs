//! How is the index written?
//!
//! [`build`] is a pure function from articles to files; it gives the same bytes for the same articles in any order, on any
//! number of threads.

use super::bytes::{FORMAT_VERSION, seal};
use super::made::{Print, Printer, hash_of};
use super::neighbour::Averages;
use super::root::{FILE_KIND, Id, Root, SegmentRoot, file_name};
use super::{Entry, FieldKind, archive::Archive, column, neighbour, pack, segment};

pub use super::made::Made;
use crate::text::{MAX_FORM_BYTES, fold::fold};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::ops::Range;

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
    /// The other files under the names by which the root finds them, but for those that an earlier build made.
    pub files: Vec<(String, Vec<u8>)>,
    /// What they hold.
    pub sizes: Sizes,
    /// For [`Made::recall`] at the next build; empty when articles were not read before.
    pub made: Vec<u8>,
}

/// Articles that were read before.
pub struct Read<F> {
    /// Words as they are written.
    pub words: Vec<Box<str>>,
    /// Has for an ordinal what the fields of the article say, the headline first, in numbers of these words.
    pub fields: F,
    /// By ordinal what the text of an article is known by: the same only for the same text.
    pub prints: Vec<u128>,
}

/// What an earlier build made.
pub struct Earlier<'a> {
    /// What it left.
    pub made: Made,
    /// Sees to it that a file of that name is there, which that build has written; whether it is.
    pub keep: &'a dyn Fn(&str) -> bool,
}

impl Earlier<'_> {
    /// The segment that was made of the same.
    fn segment(&self, print: &Print) -> Option<SegmentRoot> {
        let segment = self.made.segment(print)?;
        segment
            .files()
            .all(|name| (self.keep)(&name))
            .then(|| segment.clone())
    }
}

/// Up to this many bytes a segment is one file: one request is worth more than a few kilobytes.
const SINGLE_FILE_BYTES: usize = 48 << 10;

/// The same for a segment that is not the only one: it is fetched beside parts of the others.
const SINGLE_TAIL_BYTES: usize = 12 << 10;

/// Writes the index of `entries`, whose ordinals must be `0..entries.len()` in some order.
pub fn build(entries: &[Entry<'_>], options: &Options) -> IndexFiles {
    build_of(entries, options, None, None, Archive::new)
}

/// The same from articles that were read before. Segments that an earlier build made of the same are not made again.
pub fn build_read(
    entries: &[Entry<'_>],
    options: &Options,
    read: Read<impl Fn(u32) -> Vec<(FieldKind, Vec<u32>)> + Sync>,
    earlier: Option<&Earlier<'_>>,
) -> IndexFiles {
    let Read {
        words,
        fields,
        prints,
    } = read;
    // What was read is let go as soon as it is in the archive.
    build_of(
        entries,
        options,
        Some(&prints),
        earlier,
        move |oldest_first| {
            let fields = |at: usize| fields(oldest_first[at].ordinal);
            Archive::of_read(&words, oldest_first.len(), fields)
        },
    )
}

fn build_of(
    entries: &[Entry<'_>],
    options: &Options,
    texts: Option<&[u128]>,
    earlier: Option<&Earlier<'_>>,
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
    let averages = neighbour::average_lengths(&archive);
    let part = |range: &Range<u32>| {
        Part::new(
            &oldest_first[range.start as usize..range.end as usize],
            range.start,
        )
    };
    let parts: Vec<Part<'_>> = ranges.iter().map(part).collect();
    let prints = texts.map(|texts| prints(&parts, &averages, texts));
    let known = |at: usize| earlier?.segment(prints.as_ref()?.get(at)?);
    let known: Vec<Option<SegmentRoot>> = (0..ranges.len()).map(known).collect();
    let impacts = neighbour::impacts(&archive, &averages, &ranges, |at| known[at].is_none());
    // What one segment does alone, others need not wait for.
    let segments: Vec<Segment> = ranges
        .par_iter()
        .zip(known)
        .map(|(range, known)| match known {
            Some(segment) => Segment::Known(segment),
            None => Segment::New(segment::encode(&archive, &impacts, range)),
        })
        .collect();
    for (part, segment) in parts.into_iter().zip(segments) {
        let (mut segment, own) = match segment {
            Segment::Known(segment) => (segment, Vec::new()),
            Segment::New(blocks) => part.files(blocks, &mut sizes),
        };
        let first = root.segments.last().map_or(0, |last| last.end);
        segment
            .move_to(first)
            .expect("an index has fewer blocks than there are numbers");
        root.segments.push(segment);
        files.extend(own);
    }
    let root = root.encode();
    IndexFiles {
        made: prints.map_or_else(Vec::new, |prints| Made::write(&prints, &root)),
        root,
        files,
        sizes,
    }
}

/// What each part is made of. Of `texts` the prints stand there by ordinal.
fn prints(parts: &[Part<'_>], averages: &Averages, texts: &[u128]) -> Vec<Print> {
    let mut printer = Printer::new(averages);
    let print = |part: &Part<'_>| {
        let articles = part.articles.iter();
        let texts = articles.map(|entry| texts[entry.ordinal as usize]);
        printer.next(texts, &part.columns, &part.keys)
    };
    parts.iter().map(print).collect()
}

enum Segment {
    /// An earlier build made it.
    Known(SegmentRoot),
    New(segment::Blocks),
}

/// The articles of a segment, and what is written of them without looking at their words.
struct Part<'a> {
    articles: &'a [&'a Entry<'a>],
    is_first: bool,
    columns: Vec<u8>,
    keys: Vec<Vec<u8>>,
}

impl<'a> Part<'a> {
    fn new(articles: &'a [&'a Entry<'a>], first: u32) -> Part<'a> {
        Part {
            articles,
            is_first: first == 0,
            columns: column::encode(articles),
            keys: pack::encode(articles),
        }
    }

    /// The files of the segment, its blocks numbered from 0. They depend on nothing but what is given here.
    fn files(
        self,
        blocks: segment::Blocks,
        sizes: &mut Sizes,
    ) -> (SegmentRoot, Vec<(String, Vec<u8>)>) {
        let (first_forms, dictionary) = blocks.dictionary.into_iter().unzip();
        let (first_keys, spelling) = blocks.spelling.into_iter().unzip();
        let mut segment = SegmentRoot {
            documents: self.articles.len() as u32,
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
        add(vec![self.columns], &mut sizes.columns);
        add(self.keys, &mut sizes.keys);
        segment.id = id(&all);
        let most = if self.is_first {
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
}

/// What the files of a segment are named by: the beginning of the SHA-256 of its blocks, each after its length, and of the
/// version they are written in.
fn id(blocks: &[Vec<u8>]) -> Id {
    let version = Sha256::new_with_prefix([FORMAT_VERSION]);
    hash_of(version, blocks.iter().map(Vec::as_slice))
}
