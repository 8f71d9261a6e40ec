//! How is a run of articles turned into lists?
//!
//! A segment is a run of articles, oldest first, with a dictionary and lists of its own: what was written once is not
//! touched by what is published later. [`ranges`] says where segments begin.

use super::bytes::{Reader, put};
use super::dictionary::{Block, Form, Span, Stem};
use super::neighbour::Impacts;
use super::positions::{self, Occurrence};
use super::{Entry, FieldKind, postings, spelling};
use crate::text::{each_term, stem::stem};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// The blocks of a segment, without its columns.
#[derive(Debug, Default)]
pub struct Blocks {
    /// Dictionary blocks, each with its first form.
    pub dictionary: Vec<(String, Vec<u8>)>,
    /// Blocks of spellings, each with its first key.
    pub spelling: Vec<(String, Vec<u8>)>,
    /// Blocks of posting lists.
    pub postings: Vec<Vec<u8>>,
    /// Blocks of positions.
    pub positions: Vec<Vec<u8>>,
}

/// Articles are moved to the next larger segment in units of so many.
const UNITS: [u32; 3] = [8192, 256, 1];

/// Cuts `count` articles, oldest first, into at most three segments: as many whole units as there are of the largest size,
/// then of the next, and a tail. Ten new articles change the tail, and now and then the one before it; a query looks into
/// few segments at any size.
pub fn ranges(count: u32) -> Vec<Range<u32>> {
    let mut out = Vec::new();
    let mut at = 0;
    for unit in UNITS {
        let end = at + (count - at) / unit * unit;
        if end > at {
            out.push(at..end);
        }
        at = end;
    }
    out
}

/// Bytes after which blocks are closed: smaller ones mean less to fetch for a word, larger ones fewer files. A longer list
/// has a block of its own.
struct BlockBytes {
    dictionary: usize,
    postings: usize,
    /// Only phrases, fields and closeness look at places.
    positions: usize,
    /// Only misspelt words are looked up there.
    spelling: usize,
}

/// The sizes for a segment of so many articles.
fn block_bytes(documents: u32) -> BlockBytes {
    let [dictionary, postings, positions, spelling] = match documents {
        0..=2_000 => [3 << 10, 3 << 10, 12 << 10, 8 << 10],
        2_001..=40_000 => [4 << 10, 5 << 10, 24 << 10, 12 << 10],
        _ => [8 << 10, 16 << 10, 128 << 10, 48 << 10],
    };
    BlockBytes {
        dictionary,
        postings,
        positions,
        spelling,
    }
}

#[derive(Default)]
struct Gathered {
    /// The stem's number in the whole archive.
    number: u32,
    list: Vec<(u32, u8)>,
    /// Occurrences as numbers: the mask of fields, then counts and `(distance, form)`.
    occurrences: Vec<u8>,
}

#[derive(Default)]
struct Vocabulary {
    forms: HashMap<String, u32>,
    stem_of: Vec<u32>,
    frequency: Vec<u32>,
    last_document: Vec<u32>,
    stems: HashMap<String, u32>,
    gathered: Vec<Gathered>,
}

impl Vocabulary {
    fn form(&mut self, text: &str, impacts: &Impacts) -> u32 {
        if let Some(number) = self.forms.get(text) {
            return *number;
        }
        let number = self.stem_of.len() as u32;
        let next = self.gathered.len() as u32;
        let text_of_stem = stem(text);
        let known = impacts.stem(&text_of_stem).unwrap_or_default();
        let stem = *self.stems.entry(text_of_stem).or_insert(next);
        if stem == next {
            self.gathered.push(Gathered {
                number: known,
                ..Gathered::default()
            });
        }
        self.forms.insert(text.to_owned(), number);
        self.stem_of.push(stem);
        self.frequency.push(0);
        self.last_document.push(u32::MAX);
        number
    }
}

/// Writes the lists of a segment whose first article is the one numbered `base`.
pub fn encode(entries: &[&Entry], base: u32, impacts: &Impacts) -> Blocks {
    let mut words = Vocabulary::default();
    let mut seen: Vec<(u32, Occurrence)> = Vec::new();
    for (document, entry) in (0u32..).zip(entries) {
        seen.clear();
        each_word(entry, |field, position, form| {
            let form = words.form(form, impacts);
            seen.push((
                words.stem_of[form as usize],
                Occurrence {
                    field,
                    position,
                    form,
                },
            ));
        });
        for (_, o) in &seen {
            let form = o.form as usize;
            if words.last_document[form] != document {
                words.last_document[form] = document;
                words.frequency[form] += 1;
            }
        }
        seen.sort_unstable();
        for group in seen.chunk_by(|a, b| a.0 == b.0) {
            let gathered = &mut words.gathered[group[0].0 as usize];
            let mut counts = [0; 8];
            group
                .iter()
                .for_each(|(_, o)| counts[o.field as usize] += 1);
            let level = impacts.level(base + document, gathered.number);
            gathered.list.push((document, level));
            gather(group, &counts, &mut gathered.occurrences);
        }
    }
    write(&words, entries.len() as u32)
}

/// Calls `visit(field, position, form)` for each word of an article; gives the length of each field.
pub fn each_word(entry: &Entry, mut visit: impl FnMut(u8, u32, &str)) -> [u32; 8] {
    let mut lengths = [0u32; 8];
    let title = [(FieldKind::Title, entry.title.as_str())];
    let fields = entry
        .fields
        .iter()
        .filter(|(kind, _)| *kind != FieldKind::Title)
        .map(|(kind, text)| (*kind, text.as_str()));
    for (kind, text) in title.into_iter().chain(fields) {
        let field = kind.number();
        let length = &mut lengths[field as usize];
        // A second text of the same field begins far enough off that no phrase spans the two.
        let mut position = if *length == 0 { 0 } else { *length + FIELD_GAP };
        each_term(text, |form, _, _| {
            visit(field, position, form);
            position += 1;
        });
        *length = position;
    }
    lengths
}

/// Positions left free between two texts of one field.
const FIELD_GAP: u32 = 16;

fn gather(group: &[(u32, Occurrence)], counts: &[u32; 8], out: &mut Vec<u8>) {
    counts.iter().for_each(|count| put(out, *count));
    let (mut field, mut next) = (0, 0);
    for (_, o) in group {
        if o.field != field {
            (field, next) = (o.field, 0);
        }
        put(out, o.position - next);
        put(out, o.form);
        next = o.position + 1;
    }
}

fn write(words: &Vocabulary, documents: u32) -> Blocks {
    let mut forms: Vec<(&str, Option<u32>, u32)> = words
        .forms
        .iter()
        .map(|(text, number)| {
            (
                text.as_str(),
                Some(*number),
                words.stem_of[*number as usize],
            )
        })
        .collect();
    let bare = words
        .stems
        .iter()
        .filter(|(text, _)| !words.forms.contains_key(*text));
    forms.extend(bare.map(|(text, stem)| (text.as_str(), None, *stem)));
    forms.sort_unstable();

    // Forms are numbered within their stem in byte order.
    let mut form_count = vec![0u32; words.gathered.len()];
    let mut number_of = vec![0u32; words.stem_of.len()];
    let mut order = Vec::new();
    let mut met = vec![false; words.gathered.len()];
    for (_, form, stem) in &forms {
        if !std::mem::replace(&mut met[*stem as usize], true) {
            order.push(*stem);
        }
        if let Some(form) = form {
            number_of[*form as usize] = form_count[*stem as usize];
            form_count[*stem as usize] += 1;
        }
    }

    let most = block_bytes(documents);
    let mut blocks = Blocks::default();
    let mut records: Vec<Option<Stem>> = vec![None; words.gathered.len()];
    for stem in order {
        let gathered = &words.gathered[stem as usize];
        let forms = form_count[stem as usize].max(1);
        let list = postings::encode(&gathered.list, documents);
        let places = recode(
            &gathered.occurrences,
            gathered.list.len(),
            forms,
            &number_of,
        );
        records[stem as usize] = Some(Stem {
            frequency: gathered.list.len() as u32,
            forms,
            postings: append(&mut blocks.postings, &list, most.postings),
            positions: append(&mut blocks.positions, &places, most.positions),
        });
    }
    write_dictionary(&forms, words, &records, &number_of, documents, &mut blocks);
    let spelt = forms
        .iter()
        .filter_map(|(text, form, _)| form.map(|form| (*text, words.frequency[form as usize])));
    blocks.spelling = spelling::encode(spelt, documents, most.spelling);
    blocks
}

fn write_dictionary(
    forms: &[(&str, Option<u32>, u32)],
    words: &Vocabulary,
    records: &[Option<Stem>],
    number_of: &[u32],
    documents: u32,
    blocks: &mut Blocks,
) {
    let mut block = Block::default();
    let mut local: BTreeMap<u32, u32> = BTreeMap::new();
    let mut size = 0;
    let most = block_bytes(documents).dictionary;
    let mut close = |block: &mut Block| {
        if let Some(first) = block.forms.first() {
            blocks.dictionary.push((first.text.clone(), block.encode()));
        }
        *block = Block::default();
    };
    for (text, form, stem) in forms {
        let Some(record) = records[*stem as usize] else {
            continue;
        };
        let next = block.stems.len() as u32;
        let stem = *local.entry(*stem).or_insert(next);
        if stem == next {
            block.stems.push(record);
            size += 10;
        }
        let frequency = form.map_or(0, |form| words.frequency[form as usize]);
        let number = form.map_or(0, |form| number_of[form as usize]);
        block.forms.push(Form {
            text: (*text).to_owned(),
            frequency,
            stem,
            number,
        });
        size += text.len() / 2 + 5;
        if size >= most {
            close(&mut block);
            local.clear();
            size = 0;
        }
    }
    close(&mut block);
}

/// Rewrites gathered occurrences now that forms have their numbers within the stem.
fn recode(gathered: &[u8], documents: usize, forms: u32, number_of: &[u32]) -> Vec<u8> {
    let mut reader = Reader::new(gathered);
    // What `gather` wrote a moment ago is whole; a fault would end the list early.
    let mut next_number = || reader.number().unwrap_or(0);
    let mut articles = Vec::with_capacity(documents);
    for _ in 0..documents {
        let mut list = Vec::new();
        let mut counts = [0u32; 8];
        counts.iter_mut().for_each(|count| *count = next_number());
        for field in 0..8u8 {
            let mut position = 0;
            for _ in 0..counts[field as usize] {
                position += next_number();
                list.push(Occurrence {
                    field,
                    position,
                    form: number_of[next_number() as usize],
                });
                position += 1;
            }
        }
        articles.push(list);
    }
    positions::encode(&articles, forms)
}

/// Appends a list to the last block, or begins a new one when it is full.
fn append(blocks: &mut Vec<Vec<u8>>, list: &[u8], most: usize) -> Span {
    let full = blocks
        .last()
        .is_none_or(|last| !last.is_empty() && last.len() + list.len() > most);
    if full {
        blocks.push(Vec::new());
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
