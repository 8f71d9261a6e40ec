//! How is the index written?
//!
//! [`build`] is a pure function from articles to files; it gives the same bytes for the same articles in any order. Files
//! are named by the caller, who knows how names are made from content.

use super::root::{FILE_KIND, FileEntry, Root, SegmentRoot};
use super::{Entry, FieldKind, bytes::seal, column, pack, segment, weights};
use crate::text::count;

/// What the builder may be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Groups of spellings of one name ("Kyiv", "Kiev"): asking for one finds all.
    pub aliases: Vec<Vec<String>>,
}

/// The files of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexFiles {
    /// The root. Its name is the caller's affair; everything else is named in it.
    pub root: Vec<u8>,
    /// The other files under the names the caller gave, in order of first use, each once.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Bytes after which a file of dictionary blocks, lists or summaries is closed.
const FILE_BYTES: usize = 12 << 10;
/// Below this many bytes the whole index but the texts is one file: one request is worth more than a few kilobytes.
const SINGLE_FILE_BYTES: usize = 48 << 10;

/// Writes the index of `entries`, whose ordinals must be `0..entries.len()` in some order. `name` gives the name of a file
/// from its bytes.
pub fn build(entries: &[Entry], options: &Options, name: &dyn Fn(&[u8]) -> String) -> IndexFiles {
    let mut oldest_first: Vec<&Entry> = entries.iter().collect();
    oldest_first.sort_by(|a, b| b.ordinal.cmp(&a.ordinal).then_with(|| b.id.cmp(&a.id)));
    let averages = average_lengths(&oldest_first);

    let mut root = Root { documents: entries.len() as u32, aliases: options.aliases.clone(), ..Root::default() };
    let mut groups: Vec<Vec<Vec<u8>>> = Vec::new();
    let mut blocks = 0u32;
    let mut add = |group: Vec<Vec<u8>>| {
        let first = blocks;
        blocks += group.len() as u32;
        groups.push(group);
        first
    };
    for range in segment::ranges(root.documents) {
        let part = &oldest_first[range.start as usize..range.end as usize];
        let written = segment::encode(part, &averages);
        let (first_forms, dictionary) = written.dictionary.into_iter().unzip();
        let (first_keys, spelling) = written.spelling.into_iter().unzip();
        root.segments.push(SegmentRoot {
            documents: part.len() as u32,
            dictionary: add(dictionary),
            first_forms,
            spelling: add(spelling),
            first_keys,
            postings: add(written.postings),
            positions: add(written.positions),
            columns: add(vec![column::encode(part)]),
        });
    }
    let packs = || oldest_first.chunks(pack::ARTICLES_PER_PACK as usize);
    root.summaries = add(packs().map(pack::encode_summaries).collect());
    root.texts = add(packs().map(pack::encode_texts).collect());

    let texts = groups.pop().unwrap_or_default();
    let small = groups.iter().flatten().map(Vec::len).sum::<usize>() <= SINGLE_FILE_BYTES;
    let groups = if small { vec![groups.into_iter().flatten().collect()] } else { groups };
    let target = if small { usize::MAX } else { FILE_BYTES };
    let mut files = Vec::new();
    for (group, target) in groups.into_iter().map(|group| (group, target)).chain([(texts, FILE_BYTES)]) {
        write_files(group, target, name, &mut root.files, &mut files);
    }
    IndexFiles { root: root.encode(), files }
}

/// Puts blocks into files of about `target` bytes.
fn write_files(
    blocks: Vec<Vec<u8>>,
    target: usize,
    name: &dyn Fn(&[u8]) -> String,
    entries: &mut Vec<FileEntry>,
    files: &mut Vec<(String, Vec<u8>)>,
) {
    let mut payload = Vec::new();
    let mut lengths = Vec::new();
    let last = blocks.len().saturating_sub(1);
    for (i, block) in blocks.into_iter().enumerate() {
        payload.extend_from_slice(&block);
        lengths.push(block.len() as u32);
        if payload.len() >= target || i == last {
            let bytes = seal(FILE_KIND, &payload);
            let file = name(&bytes);
            entries.push(FileEntry { name: file.clone(), blocks: std::mem::take(&mut lengths) });
            if files.iter().all(|(known, _)| *known != file) {
                files.push((file, bytes));
            }
            payload.clear();
        }
    }
}

/// The average length in tokens of each field, over the articles that have it.
fn average_lengths(entries: &[&Entry]) -> [f32; 8] {
    let mut total = [0u64; 8];
    let mut having = [0u64; 8];
    for entry in entries {
        let mut lengths = [0u64; 8];
        lengths[0] = u64::from(count(&entry.title));
        for (kind, text) in entry.fields.iter().filter(|(kind, _)| *kind != FieldKind::Title) {
            lengths[kind.number() as usize] += u64::from(count(text));
        }
        for (field, length) in lengths.into_iter().enumerate().filter(|(_, length)| *length > 0) {
            total[field] += length;
            having[field] += 1;
        }
    }
    std::array::from_fn(|field| weights::steady_average(total[field], having[field]))
}
