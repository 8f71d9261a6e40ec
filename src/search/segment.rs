//! How is a run of articles turned into lists?
//!
//! A segment is a run of articles, oldest first, with a dictionary and lists of its own: what was written once is not
//! touched by what is published later. [`ranges`] says where segments begin.

use super::archive::Archive;
use super::dictionary::{Block, Form, Span, Stem};
use super::neighbour::Impacts;
use super::positions::{self, Occurrence};
use super::root::separator;
use super::{postings, spelling, weights};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// The blocks of a segment, without its columns.
#[derive(Debug, Default)]
pub struct Blocks {
    /// Dictionary blocks, each with a text that comes after all before it and not after its own.
    pub dictionary: Vec<(String, Vec<u8>)>,
    /// Blocks of spellings, likewise.
    pub spelling: Vec<(String, Vec<u8>)>,
    /// Blocks of posting lists.
    pub postings: Vec<Vec<u8>>,
    /// Blocks of positions.
    pub positions: Vec<Vec<u8>>,
}

/// Articles are moved to the largest segment in units of so many.
const UNIT: u32 = 8192;
/// The smallest unit in which they are moved to the segment between.
const LEAST_UNIT: u32 = 256;
/// Of a larger archive that unit is one or two of so many parts: a tail of fewer articles is soon fetched anew, and every query
/// pays for a segment more.
const UNIT_PARTS: u32 = 64;

/// Cuts `count` articles, oldest first, into at most three segments: as many whole units as there are of the largest size,
/// then of the next, and a tail. Ten new articles change the tail, and now and then the one before it; a query looks into
/// few segments at any size.
pub fn ranges(count: u32) -> Vec<Range<u32>> {
    let between = (count / UNIT_PARTS).next_power_of_two();
    let mut out = Vec::new();
    let mut at = 0;
    for unit in [UNIT, between.clamp(LEAST_UNIT, UNIT), 1] {
        let end = at + (count - at) / unit * unit;
        if end > at {
            out.push(at..end);
        }
        at = end;
    }
    out
}

/// Bytes after which blocks are closed. Each is a file: smaller ones mean less to fetch for a word, larger ones fewer files,
/// and a shorter list of first words in the root. A longer list has a block of its own.
struct BlockBytes {
    /// About so many.
    dictionary: usize,
    postings: usize,
    /// Only phrases, fields and closeness look at places.
    positions: usize,
    /// Only misspelt words are looked up there.
    spelling: usize,
}

/// The sizes for a segment of these articles. While all are ranked by closeness too, each query fetches places.
fn block_bytes(range: &Range<u32>) -> BlockBytes {
    let [dictionary, postings, positions, spelling] = match range.len() {
        0..=2_000 => [5 << 7, 1 << 10, 32 << 10, 8 << 10],
        2_001..=40_000 => [1 << 10, 3 << 10, 64 << 10, 16 << 10],
        _ => [3 << 9, 8 << 10, 256 << 10, 16 << 10],
    };
    let positions = match range.end {
        0..=weights::PROXIMITY_ARTICLES => 4 << 10,
        _ => positions,
    };
    BlockBytes {
        dictionary,
        postings,
        positions,
        spelling,
    }
}

/// Postings that are in memory as such at a time, for each thread. Fewer: the articles are gone through more often; more:
/// threads wait for the last one.
const POSTINGS_AT_ONCE: u32 = 1 << 19;
/// Postings of which it is learned what lists are like, while all else waits.
const LEARNT_POSTINGS: u32 = 1 << 16;
/// Runs into which the stems of a smaller segment are cut all the same.
const PARTS: u32 = 6;

/// The lists of some neighbouring stems.
struct Lists {
    stems: Vec<Listed>,
    /// Of each form in how many articles it occurs, and its number within the stem.
    forms: Vec<(u32, u32)>,
    bytes: Vec<u8>,
    /// What lists like these are likely to be.
    models: Models,
}

/// The lists of a stem: lengths in bytes, one after the other in [`Lists::bytes`].
struct Listed {
    frequency: u32,
    /// How many of its forms occur.
    forms: u32,
    postings: u32,
    positions: u32,
}

/// Writes the lists of the articles in `range`.
pub fn encode(archive: &Archive, impacts: &Impacts, range: &Range<u32>) -> Blocks {
    let counts = Counts::new(archive, impacts, range);
    let of =
        |stems, models: Option<&Models>| lists(archive, impacts, range, stems, &counts, models);
    // What the lists of the segment are like, some of them say.
    let learning = parts(&counts.articles, LEARNT_POSTINGS);
    let learned = of(learning[learning.len() / 2].clone(), None).models;
    let priors = (learned.postings.priors(), learned.positions.priors());
    // As a reader has it.
    let models = Models {
        postings: postings::Model::of(&priors.0),
        positions: positions::Model::of(&priors.1),
    };
    let lists: Vec<Lists> = parts(&counts.articles, POSTINGS_AT_ONCE)
        .into_par_iter()
        .map(|stems| of(stems, Some(&models)))
        .collect();
    write(archive, &lists, range, &priors)
}

/// How much there is of each stem in a segment.
struct Counts {
    /// Articles that have it.
    articles: Vec<u32>,
    /// Its occurrences in them.
    occurrences: Vec<u32>,
}

impl Counts {
    fn new(archive: &Archive, impacts: &Impacts, range: &Range<u32>) -> Counts {
        let mut articles = vec![0; archive.stems.len()];
        let mut of_forms = vec![0u32; archive.forms.len()];
        for document in range.clone() {
            for stem in impacts.stems(document) {
                articles[*stem as usize] += 1;
            }
            archive.each_word(document, |_, _, form| of_forms[form as usize] += 1);
        }
        let of_stem = |stem: u32| {
            let forms = archive.forms_of(stem..stem + 1);
            of_forms[forms.start as usize..forms.end as usize]
                .iter()
                .sum()
        };
        Counts {
            articles,
            occurrences: (0..archive.stems.len() as u32).map(of_stem).collect(),
        }
    }
}

/// Things in groups whose sizes are known beforehand: one stretch of memory for all.
struct Groups<T> {
    all: Vec<T>,
    /// For each group where its next thing goes.
    ends: Vec<usize>,
}

impl<T: Copy + Default> Groups<T> {
    fn new(sizes: &[u32]) -> Groups<T> {
        let mut end = 0;
        let start = |size: &u32| {
            end += *size as usize;
            end - *size as usize
        };
        let ends = sizes.iter().map(start).collect();
        Groups {
            all: vec![T::default(); end],
            ends,
        }
    }

    fn push(&mut self, group: usize, thing: T) {
        let end = &mut self.ends[group];
        self.all[*end] = thing;
        *end += 1;
    }

    /// The groups, once all are full.
    fn each(&mut self) -> impl Iterator<Item = &mut [T]> {
        let mut rest = self.all.as_mut_slice();
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let size = end - std::mem::replace(&mut start, *end);
            rest.split_off_mut(..size).unwrap_or_default()
        })
    }
}

/// Cuts the stems into at least [`PARTS`] runs with at most about so many postings.
fn parts(frequency: &[u32], most: u32) -> Vec<Range<u32>> {
    let most = (frequency.iter().sum::<u32>() / PARTS).min(most);
    let mut out = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (stem, frequency) in (0u32..).zip(frequency) {
        if sum + frequency > most && sum > 0 {
            out.push(start..stem);
            (start, sum) = (stem, 0);
        }
        sum += frequency;
    }
    out.push(start..frequency.len() as u32);
    out
}

/// What lists are likely to be.
#[derive(Clone, Debug, Default)]
struct Models {
    postings: postings::Model,
    positions: positions::Model,
}

/// Lists of more articles say nothing of what others are like, and learn what they are like by themselves.
const LEARNING: usize = 64;

/// The lists of some stems in the articles of `range`, each beginning as `models` has it; without those what short ones among
/// them are like is learned.
fn lists(
    archive: &Archive,
    impacts: &Impacts,
    range: &Range<u32>,
    stems: Range<u32>,
    counts: &Counts,
    models: Option<&Models>,
) -> Lists {
    let forms = archive.forms_of(stems.clone());
    let stem_of: Vec<u32> = stems
        .clone()
        .flat_map(|stem| {
            let forms = archive.forms_of(stem..stem + 1);
            std::iter::repeat_n(stem - stems.start, forms.len())
        })
        .collect();
    let (first, last) = (stems.start as usize, stems.end as usize);
    let mut postings = Groups::<(u32, u8)>::new(&counts.articles[first..last]);
    let mut places = Groups::<(u32, Occurrence)>::new(&counts.occurrences[first..last]);
    // In how many articles each form occurs, and the last of them.
    let mut met: Vec<(u32, u32)> = vec![(0, u32::MAX); forms.len()];
    for (document, at) in range.clone().zip(0..) {
        for (stem, level) in impacts.levels(document, &stems) {
            postings.push((stem - stems.start) as usize, (at, level));
        }
        archive.each_word(document, |field, position, form| {
            if !forms.contains(&form) {
                return;
            }
            let form = form - forms.start;
            let met = &mut met[form as usize];
            if met.1 != at {
                *met = (met.0 + 1, at);
            }
            let occurrence = Occurrence {
                field,
                position,
                form,
            };
            places.push(stem_of[form as usize] as usize, (at, occurrence));
        });
    }
    let mut out = Lists {
        stems: Vec::with_capacity(stems.len()),
        forms: met.iter().map(|(count, _)| (*count, 0)).collect(),
        bytes: Vec::new(),
        models: Models::default(),
    };
    let mut first = 0;
    for (stem, (postings, places)) in stems.clone().zip(postings.each().zip(places.each())) {
        let next = first + archive.forms_of(stem..stem + 1).len();
        let mut forms = 0;
        for (count, number) in &mut out.forms[first..next] {
            *number = forms;
            forms += u32::from(*count > 0);
        }
        first = next;
        for (_, occurrence) in &mut *places {
            occurrence.form = out.forms[occurrence.form as usize].1;
        }
        let frequency = postings.len() as u32;
        let (mut listed, mut placed) = (Vec::new(), Vec::new());
        let is_written = match models {
            Some(models) => {
                out.models.clone_from(models);
                frequency > 0
            }
            None => (1..=LEARNING).contains(&postings.len()),
        };
        if is_written {
            let Models {
                postings: of_postings,
                positions: of_positions,
            } = &mut out.models;
            listed = postings::encode(postings, range.len() as u32, of_postings);
            placed = positions::encode(places, postings, forms, of_positions);
        }
        out.bytes.extend_from_slice(&listed);
        out.bytes.extend_from_slice(&placed);
        out.stems.push(Listed {
            frequency,
            forms,
            postings: listed.len() as u32,
            positions: placed.len() as u32,
        });
    }
    out
}

/// A form of a segment, or a stem that is none.
struct Word<'a> {
    text: &'a str,
    stem: u32,
    /// In how many articles it occurs, and its number within the stem; a stem that is no form occurs in none.
    frequency: u32,
    number: u32,
}

fn write(
    archive: &Archive,
    lists: &[Lists],
    range: &Range<u32>,
    priors: &(Vec<u8>, Vec<u8>),
) -> Blocks {
    let listed: Vec<&Listed> = lists.iter().flat_map(|part| &part.stems).collect();
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut forms = archive
        .forms
        .iter()
        .zip(lists.iter().flat_map(|part| &part.forms));
    for (stem, record) in (0..).zip(&listed) {
        let text = archive.stems[stem as usize].as_str();
        let mut is_form = false;
        let count = archive.forms_of(stem..stem + 1).len();
        for (form, (frequency, number)) in forms.by_ref().take(count) {
            if *frequency > 0 {
                is_form |= form == text;
                words.push(Word {
                    text: form,
                    stem,
                    frequency: *frequency,
                    number: *number,
                });
            }
        }
        if record.frequency > 0 && !is_form {
            words.push(Word {
                text,
                stem,
                frequency: 0,
                number: 0,
            });
        }
    }
    words.par_sort_unstable_by_key(|word| (word.text, word.frequency > 0));

    let most = block_bytes(range);
    let mut blocks = Blocks::default();
    let mut records: Vec<Option<Stem>> = vec![None; listed.len()];
    // The lists stand in the order in which the dictionary first names them.
    let bytes = list_bytes(lists);
    for word in &words {
        let record = &mut records[word.stem as usize];
        if record.is_none() {
            let listed = listed[word.stem as usize];
            let (postings, positions) =
                bytes[word.stem as usize].split_at(listed.postings as usize);
            *record = Some(Stem {
                frequency: listed.frequency,
                forms: listed.forms,
                postings: append(&mut blocks.postings, &priors.0, postings, most.postings),
                positions: append(&mut blocks.positions, &priors.1, positions, most.positions),
            });
        }
    }
    let spelt = words.iter().filter(|word| word.frequency > 0);
    let spelt = spelt.map(|word| (word.text, word.frequency));
    (blocks.dictionary, blocks.spelling) = rayon::join(
        || dictionary(&words, &records, most.dictionary),
        || spelling::encode(spelt, range.len() as u32, most.spelling),
    );
    blocks
}

/// The bytes of the two lists of each stem.
fn list_bytes(lists: &[Lists]) -> Vec<&[u8]> {
    let mut out = Vec::new();
    for part in lists {
        let mut rest = part.bytes.as_slice();
        for listed in &part.stems {
            let (own, after) = rest.split_at((listed.postings + listed.positions) as usize);
            out.push(own);
            rest = after;
        }
    }
    out
}

/// Dictionary blocks of about `most` bytes: see [`Blocks::dictionary`].
fn dictionary(words: &[Word<'_>], records: &[Option<Stem>], most: usize) -> Vec<(String, Vec<u8>)> {
    let mut blocks = Vec::new();
    let mut block = Block::default();
    let mut local: BTreeMap<u32, u32> = BTreeMap::new();
    let mut size = 0;
    let mut first = "";
    let mut last = "";
    for word in words {
        let Some(record) = records[word.stem as usize] else {
            continue;
        };
        // Two of one spelling are looked up together.
        if size >= most && word.text != last {
            blocks.push((first.to_owned(), block.encode()));
            block = Block::default();
            local.clear();
            size = 0;
        }
        if block.forms.is_empty() {
            first = separator(last, word.text);
        }
        last = word.text;
        let next = block.stems.len() as u32;
        let stem = *local.entry(word.stem).or_insert(next);
        if stem == next {
            block.stems.push(record);
            size += 2;
        }
        block.forms.push(Form {
            text: word.text.to_owned(),
            frequency: word.frequency,
            stem,
            number: word.number,
        });
        size += word.text.len() / 8 + 1;
    }
    if !block.forms.is_empty() {
        blocks.push((first.to_owned(), block.encode()));
    }
    blocks
}

/// Appends a list to the last block, or begins a new one when it is full.
fn append(blocks: &mut Vec<Vec<u8>>, priors: &[u8], list: &[u8], most: usize) -> Span {
    let is_full = |last: &Vec<u8>| last.len() > priors.len() && last.len() + list.len() > most;
    if blocks.last().is_none_or(is_full) {
        blocks.push(priors.to_vec());
    }
    let block = blocks.len() as u32 - 1;
    let offset = blocks.last().map_or(0, |last| last.len() as u32);
    if let Some(last) = blocks.last_mut() {
        last.extend_from_slice(list);
    }
    Span {
        block,
        offset,
        length: list.len() as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn segments_cover_everything_and_new_articles_change_the_end() {
        for count in [0, 1, 127, 128, 129, 1000, 1024, 10_000, 100_000] {
            let cut = ranges(count);
            assert_eq!(cut.iter().map(|r| r.len() as u32).sum::<u32>(), count);
            assert!(cut.windows(2).all(|w| w[0].end == w[1].start));
            assert!(cut.len() <= 3, "{count}: {cut:?}");
        }
        assert_eq!(ranges(10_000)[..2], ranges(10_010)[..2]);
    }
}
