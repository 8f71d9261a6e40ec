//! What do the articles say, word by word?
//!
//! An article is read once, and what was read depends on its text alone. So it can be kept from one build to the next, and
//! only texts that came or changed are read. Articles are read in chunks with words of their own; words are then numbered in
//! byte order, which depends on nothing but the articles.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::Entry;
use super::name::Aliases;
use super::trace::Trace;
use super::word::{NONE, Said, Words};
use crate::search::FieldKind;
use crate::search::bytes::{Corrupt, Reader, put, put_bytes};

/// Pieces that each thread gets. Fewer: threads wait for the last one; more: more words to make and to merge.
const PIECES: usize = 2;

/// Bytes handed out at a time.
const PIECE: usize = 1 << 20;

/// How much an occurrence in a field counts, in quarters.
fn quarters(kind: FieldKind) -> u32 {
    match kind {
        FieldKind::Title => 8,
        FieldKind::KeyPoints | FieldKind::Report | FieldKind::Names => 4,
        FieldKind::Opinion => 2,
        FieldKind::Action | FieldKind::Todo | FieldKind::Other => 1,
    }
}

/// What some articles say.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Readings {
    /// Words as they are written, in byte order, without function words.
    pub(super) words: Vec<Box<str>>,
    /// For each article what was read.
    pub(super) articles: Vec<Reading>,
}

/// What one article says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// Of the text it was read from, and the aliases it was read with.
    pub print: u128,
    /// Numbers of words, rising, with weighted counts in quarters.
    pub counts: Vec<(u32, u32)>,
    /// What it leaves behind.
    pub trace: Trace,
}

impl Readings {
    /// Reads all articles; names meet through `aliases`. What `earlier` holds of them is not read again: the result is the same
    /// without it.
    pub fn new(entries: &[Entry<'_>], aliases: &Aliases, earlier: Option<Readings>) -> Readings {
        let salt = aliases.print();
        let prints: Vec<u128> = entries
            .par_iter()
            .map(|entry| print(entry, salt.as_bytes()))
            .collect();
        let mut kept = earlier.unwrap_or_default();
        let mut places: Vec<usize> = Vec::with_capacity(entries.len());
        let mut wanted: FxHashMap<u128, usize> = prints.iter().copied().zip(0..).collect();
        kept.articles.retain(|reading| {
            let place = wanted.remove(&reading.print);
            places.extend(place);
            place.is_some()
        });
        let mut is_missing = vec![true; entries.len()];
        places.iter().for_each(|at| is_missing[*at] = false);
        let missing: Vec<usize> = (0..entries.len()).filter(|at| is_missing[*at]).collect();
        let size = missing
            .len()
            .div_ceil(PIECES * rayon::current_num_threads());
        let read = |part: &[usize]| {
            let part = part.iter().map(|at| (&entries[*at], prints[*at]));
            chunk(part, aliases)
        };
        let mut parts: Vec<Readings> = missing.par_chunks(size.max(1)).map(read).collect();
        places.extend(missing);
        parts.insert(0, kept);
        let mut all = merged(parts);
        let mut placed: Vec<(usize, Reading)> = places.into_iter().zip(all.articles).collect();
        placed.par_sort_unstable_by_key(|(place, _)| *place);
        all.articles = placed.into_iter().map(|(_, reading)| reading).collect();
        all
    }

    /// As bytes for [`Readings::recall`], piece by piece: the words; then for each article its print (16 bytes), its words and
    /// their counts, and its trace. Numbers are written as in the search index, those of words as distances; hashes are as
    /// long as they are.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn write<E>(&self, mut out: impl FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        let mut piece = Vec::new();
        put(&mut piece, self.words.len() as u32);
        for word in &self.words {
            put_bytes(&mut piece, word.as_bytes());
        }
        put(&mut piece, self.articles.len() as u32);
        for reading in &self.articles {
            reading.put(&mut piece);
            if piece.len() > PIECE {
                out(&piece)?;
                piece.clear();
            }
        }
        out(&piece)
    }

    /// Reads what [`Readings::write`] wrote; nothing when the bytes are something else.
    pub fn recall(bytes: &[u8]) -> Option<Readings> {
        let mut reader = Reader::new(bytes);
        let readings = recall(&mut reader).ok()?;
        (reader.left() == 0).then_some(readings)
    }
}

impl Reading {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend(self.print.to_le_bytes());
        put(out, self.counts.len() as u32);
        let mut last = 0;
        for (word, count) in &self.counts {
            put(out, word - last);
            put(out, *count);
            last = *word;
        }
        self.trace.put(out);
    }

    fn read(reader: &mut Reader<'_>, words: usize) -> Result<Reading, Corrupt> {
        let print = u128::from_le_bytes(reader.array()?);
        let count = reader.count()?;
        let mut counts = Vec::with_capacity(count);
        let mut last = 0u32;
        for _ in 0..count {
            let word = last.checked_add(reader.number()?).ok_or(Corrupt::Range)?;
            if word as usize >= words {
                return Err(Corrupt::Range);
            }
            counts.push((word, reader.number()?));
            last = word;
        }
        let trace = Trace::read(reader)?;
        Ok(Reading {
            print,
            counts,
            trace,
        })
    }

    fn renumber(&mut self, numbers: &[u32]) {
        for (word, _) in &mut self.counts {
            *word = numbers[*word as usize];
        }
        self.counts.sort_unstable_by_key(|(word, _)| *word);
        self.counts.shrink_to_fit();
    }
}

fn recall(reader: &mut Reader<'_>) -> Result<Readings, Corrupt> {
    let count = reader.count()?;
    let words: Result<Vec<Box<str>>, Corrupt> =
        (0..count).map(|_| Ok(reader.text()?.into())).collect();
    let words = words?;
    let count = reader.count()?;
    let articles: Result<Vec<Reading>, Corrupt> = (0..count)
        .map(|_| Reading::read(reader, words.len()))
        .collect();
    Ok(Readings {
        articles: articles?,
        words,
    })
}

/// The articles of all parts, one part behind the other, with words in common: those that any of them uses.
fn merged(parts: Vec<Readings>) -> Readings {
    let used: Vec<Vec<bool>> = parts.par_iter().map(Readings::used).collect();
    let mut words: Vec<&str> = Vec::new();
    for (part, used) in parts.iter().zip(&used) {
        let used = part.words.iter().zip(used).filter(|(_, used)| **used);
        words.extend(used.map(|(word, _)| &**word));
    }
    words.par_sort_unstable();
    words.dedup();
    let number = |word: &str| words.binary_search(&word).map_or(NONE, |at| at as u32);
    let numbers: Vec<Vec<u32>> = parts
        .iter()
        .map(|part| part.words.par_iter().map(|word| number(word)).collect())
        .collect();
    let words = words.into_iter().map(Box::from).collect();
    let mut articles = Vec::with_capacity(parts.iter().map(|part| part.articles.len()).sum());
    for (mut part, numbers) in parts.into_iter().zip(numbers) {
        let own = part.articles.par_iter_mut();
        own.for_each(|reading| reading.renumber(&numbers));
        articles.append(&mut part.articles);
    }
    Readings { words, articles }
}

impl Readings {
    /// For each word whether an article says it.
    fn used(&self) -> Vec<bool> {
        let mut used = vec![false; self.words.len()];
        for (word, _) in self.articles.iter().flat_map(|reading| &reading.counts) {
            used[*word as usize] = true;
        }
        used
    }
}

/// Hash of everything that a reading depends on.
fn print(entry: &Entry<'_>, salt: &[u8]) -> u128 {
    let mut hash = Sha256::new_with_prefix(salt);
    let title = (FieldKind::Title, entry.title);
    for (kind, text) in std::iter::once(&title).chain(&entry.fields) {
        hash.update([*kind as u8]);
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    let hash = hash.finalize();
    u128::from_le_bytes(std::array::from_fn(|at| hash[at]))
}

/// What is kept from one text to the next, so that it is not asked for anew.
#[derive(Default)]
struct Scratch {
    said: Vec<Said>,
    /// By word, the weighted count in the article; zero again after it.
    counts: Vec<u32>,
    /// The words that are not zero.
    met: Vec<u32>,
}

/// Reads some articles, given with their prints.
fn chunk<'a>(entries: impl Iterator<Item = (&'a Entry<'a>, u128)>, aliases: &Aliases) -> Readings {
    let mut words = Words::new(aliases);
    let mut scratch = Scratch::default();
    let articles = entries.map(|(entry, print)| {
        let mut trace = Trace::default();
        scratch.read(FieldKind::Title, entry.title, &mut words);
        trace.title(&scratch.said, &words);
        let told = |kind| matches!(kind, FieldKind::Report | FieldKind::KeyPoints);
        let has_report = entry.fields.iter().any(|(kind, _)| told(*kind));
        for (kind, text) in &entry.fields {
            scratch.read(*kind, text, &mut words);
            if told(*kind) || !has_report {
                trace.text(text, &scratch.said, &mut words);
            }
        }
        Reading {
            print,
            counts: scratch.counted(),
            trace: trace.finish(),
        }
    });
    Readings {
        articles: articles.collect(),
        words: words.written(),
    }
}

impl Scratch {
    /// Reads a text and counts its words.
    fn read(&mut self, kind: FieldKind, text: &str, words: &mut Words<'_>) {
        words.read(text, &mut self.said);
        self.counts.resize(words.list.len(), 0);
        for said in self.said.iter().filter(|said| said.term != NONE) {
            if !words.list[said.term as usize].is_term {
                continue;
            }
            let count = &mut self.counts[said.term as usize];
            if *count == 0 {
                self.met.push(said.term);
            }
            *count += quarters(kind);
        }
    }

    /// The article's counts; all are zero again.
    fn counted(&mut self) -> Vec<(u32, u32)> {
        let counts = &mut self.counts;
        let take = |word: u32| (word, std::mem::take(&mut counts[word as usize]));
        self.met.drain(..).map(take).collect()
    }
}
