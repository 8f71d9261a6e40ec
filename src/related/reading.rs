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
use super::word::{NONE, Said, Words, mix_long};
use crate::search::FieldKind;
use crate::search::bytes::{Corrupt, Reader, put, put_bytes};

/// Pieces that each thread gets. Fewer: threads wait for the last one; more: more words to make and to merge.
const PIECES: usize = 2;

/// Articles that are written and recalled at a time by one thread.
const AT_ONCE: usize = 256;

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
    /// Words as they are written, in byte order.
    pub(super) words: Vec<Box<str>>,
    /// For each article what was read.
    pub(super) articles: Vec<Reading>,
}

/// What one article says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// Of the text it was read from, and the aliases it was read with.
    pub print: u128,
    /// Numbers of words, as they first appear, with weighted counts in quarters.
    pub counts: Vec<(u32, u32)>,
    /// The fields and how many words each has.
    pub fields: Vec<(FieldKind, u32)>,
    /// The words of all fields, each as its place in `counts`, written as in the search index.
    pub said: Vec<u8>,
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

    /// The words as bytes for [`Readings::recall`], piece by piece: all words; the number of articles; and for some of them at
    /// a time their number, their bytes' number and their bytes. Of an article these are its print (16 bytes), its words and
    /// their counts, its fields, and what is said in them. Numbers are written as in the search index.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn write_words<E>(&self, mut out: impl FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        let mut head = Vec::new();
        put(&mut head, self.words.len() as u32);
        for word in &self.words {
            put_bytes(&mut head, word.as_bytes());
        }
        put(&mut head, self.articles.len() as u32);
        out(&head)?;
        self.write(Reading::put_words, out)
    }

    /// The traces likewise, behind the print of the readings (8 bytes). They are of no use to who needs the words alone.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn write_traces<E>(&self, mut out: impl FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        out(&self.print().to_le_bytes())?;
        self.write(|reading, piece| reading.trace.put(piece), out)
    }

    fn write<E>(
        &self,
        put_one: impl Fn(&Reading, &mut Vec<u8>) + Sync,
        mut out: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let piece = |some: &[Reading]| {
            let mut piece = Vec::new();
            some.iter().for_each(|reading| put_one(reading, &mut piece));
            let mut out = Vec::with_capacity(piece.len() + 8);
            put(&mut out, some.len() as u32);
            put_bytes(&mut out, &piece);
            out
        };
        for many in self.articles.chunks(AT_ONCE * rayon::current_num_threads()) {
            let pieces: Vec<Vec<u8>> = many.par_chunks(AT_ONCE).map(piece).collect();
            pieces.iter().try_for_each(|piece| out(piece))?;
        }
        Ok(())
    }

    /// Reads what [`Readings::write_words`] wrote; nothing when the bytes are something else. The articles have no traces.
    pub fn recall(words: &[u8]) -> Option<Readings> {
        recall(words).ok()
    }

    /// The same with the traces that [`Readings::write_traces`] wrote of these readings.
    #[must_use]
    pub fn with_traces(mut self, traces: &[u8]) -> Option<Readings> {
        let (print, pieces) = traces.split_first_chunk()?;
        let is_of_these = u64::from_le_bytes(*print) == self.print();
        let traces: Vec<Trace> = decode(&mut Reader::new(pieces), Trace::read).ok()?;
        if !is_of_these || traces.len() != self.articles.len() {
            return None;
        }
        for (reading, trace) in self.articles.iter_mut().zip(traces) {
            reading.trace = trace;
        }
        Some(self)
    }

    /// Takes the words as they are written, by number.
    pub fn take_words(&mut self) -> Vec<Box<str>> {
        std::mem::take(&mut self.words)
    }

    /// A number for these articles in this order: the same only for the same texts.
    pub fn print(&self) -> u64 {
        self.articles.iter().fold(0, |print, reading| {
            mix_long(print, reading.print as u64 ^ (reading.print >> 64) as u64)
        })
    }

    /// For each article the hash of its text.
    pub fn prints(&self) -> Vec<u128> {
        self.articles.iter().map(|reading| reading.print).collect()
    }

    /// The words of an article, field by field.
    pub fn fields(&self, article: usize) -> Vec<(FieldKind, Vec<u32>)> {
        let reading = &self.articles[article];
        let mut said = Reader::new(&reading.said);
        // What was recalled has been looked at, and what was read is whole.
        let mut word = |_| reading.counts[said.number().unwrap_or_default() as usize].0;
        let fields = reading.fields.iter();
        fields
            .map(|(kind, count)| (*kind, (0..*count).map(&mut word).collect()))
            .collect()
    }

    /// For each word whether an article says it.
    fn used(&self) -> Vec<bool> {
        let mut used = vec![false; self.words.len()];
        for (word, _) in self.articles.iter().flat_map(|reading| &reading.counts) {
            used[*word as usize] = true;
        }
        used
    }
}

impl Reading {
    fn put_words(&self, out: &mut Vec<u8>) {
        out.extend(self.print.to_le_bytes());
        put(out, self.counts.len() as u32);
        for (word, count) in &self.counts {
            put(out, *word);
            put(out, *count);
        }
        put(out, self.fields.len() as u32);
        for (kind, count) in &self.fields {
            out.push(kind.number());
            put(out, *count);
        }
        put_bytes(out, &self.said);
    }

    fn read_words(reader: &mut Reader<'_>, words: usize) -> Result<Reading, Corrupt> {
        let below = |number: u32, most: usize| match (number as usize) < most {
            true => Ok(number),
            false => Err(Corrupt::Range),
        };
        let print = u128::from_le_bytes(reader.array()?);
        let count = reader.count()?;
        let mut counts = Vec::with_capacity(count);
        for _ in 0..count {
            counts.push((below(reader.number()?, words)?, reader.number()?));
        }
        let count = reader.count()?;
        let mut fields = Vec::with_capacity(count);
        let mut all = 0;
        for _ in 0..count {
            let [kind] = reader.array()?;
            let kind = *FieldKind::ALL
                .get(usize::from(kind))
                .ok_or(Corrupt::Range)?;
            let count = reader.number()?;
            fields.push((kind, count));
            all += count as usize;
        }
        let said = reader.slice()?.to_vec();
        let mut places = Reader::new(&said);
        for _ in 0..all {
            below(places.number()?, counts.len())?;
        }
        Ok(Reading {
            print,
            counts,
            fields,
            said,
            trace: Trace::default(),
        })
    }

    fn renumber(&mut self, numbers: &[u32]) {
        for (word, _) in &mut self.counts {
            *word = numbers[*word as usize];
        }
    }
}

fn recall(bytes: &[u8]) -> Result<Readings, Corrupt> {
    let mut reader = Reader::new(bytes);
    let count = reader.count()?;
    let words: Result<Vec<Box<str>>, Corrupt> =
        (0..count).map(|_| Ok(reader.text()?.into())).collect();
    let words = words?;
    let count = reader.number()? as usize;
    let articles = decode(&mut reader, |reader| {
        Reading::read_words(reader, words.len())
    })?;
    match articles.len() == count {
        true => Ok(Readings { words, articles }),
        false => Err(Corrupt::Range),
    }
}

/// Everything in the pieces that are left, each read by `read_one`.
fn decode<T: Send>(
    reader: &mut Reader<'_>,
    read_one: impl Fn(&mut Reader<'_>) -> Result<T, Corrupt> + Sync,
) -> Result<Vec<T>, Corrupt> {
    let mut pieces = Vec::new();
    while reader.left() > 0 {
        pieces.push((reader.number()?, reader.slice()?));
    }
    let read = |(count, bytes): (u32, &[u8])| -> Result<Vec<T>, Corrupt> {
        let mut reader = Reader::new(bytes);
        (0..count).map(|_| read_one(&mut reader)).collect()
    };
    let found: Result<Vec<Vec<T>>, Corrupt> = pieces.into_par_iter().map(read).collect();
    Ok(found?.into_iter().flatten().collect())
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
    spoken: Vec<Said>,
    /// By word one more than its place among the counts; zero again after the article.
    places: Vec<u32>,
    counts: Vec<(u32, u32)>,
    fields: Vec<(FieldKind, u32)>,
    said: Vec<u8>,
}

/// Reads some articles, given with their prints.
fn chunk<'a>(entries: impl Iterator<Item = (&'a Entry<'a>, u128)>, aliases: &Aliases) -> Readings {
    let mut words = Words::new(aliases);
    let mut scratch = Scratch::default();
    let articles = entries.map(|(entry, print)| {
        let mut trace = Trace::default();
        scratch.read(FieldKind::Title, entry.title, &mut words);
        trace.title(&scratch.spoken, &words);
        let told = |kind| matches!(kind, FieldKind::Report | FieldKind::KeyPoints);
        let has_report = entry.fields.iter().any(|(kind, _)| told(*kind));
        for (kind, text) in &entry.fields {
            scratch.read(*kind, text, &mut words);
            if told(*kind) || !has_report {
                trace.text(text, &scratch.spoken, &mut words);
            }
        }
        scratch.finish(print, trace.finish())
    });
    Readings {
        articles: articles.collect(),
        words: words.written(),
    }
}

impl Scratch {
    /// Reads a text and counts its words.
    fn read(&mut self, kind: FieldKind, text: &str, words: &mut Words<'_>) {
        words.read(text, &mut self.spoken);
        self.places.resize(words.list.len(), 0);
        let mut count = 0;
        for said in self.spoken.iter().filter(|said| said.term != NONE) {
            let place = &mut self.places[said.term as usize];
            if *place == 0 {
                self.counts.push((said.term, 0));
                *place = self.counts.len() as u32;
            }
            self.counts[*place as usize - 1].1 += quarters(kind);
            put(&mut self.said, *place - 1);
            count += 1;
        }
        self.fields.push((kind, count));
    }

    /// What was read of the article; there is nothing of it left.
    fn finish(&mut self, print: u128, trace: Trace) -> Reading {
        for (word, _) in &self.counts {
            self.places[*word as usize] = 0;
        }
        // Copies are as long as what is in them, and the room is kept for the next article.
        let reading = Reading {
            print,
            counts: self.counts.clone(),
            fields: self.fields.clone(),
            said: self.said.clone(),
            trace,
        };
        self.counts.clear();
        self.fields.clear();
        self.said.clear();
        reading
    }
}
