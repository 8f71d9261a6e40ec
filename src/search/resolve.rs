//! Which lists does a word of the query mean?
//!
//! A word means its stem's list in every segment, and those of its aliases; an unfinished word also its most frequent
//! continuations.

use super::bytes::Corrupt;
use super::dictionary::{Form, Stem};
use super::query::Word;
use super::root::{Root, SegmentRoot};
use super::store::{Stop, Store};
use super::{order, spelling, weights};
use crate::text::stem::stem;

/// One list of one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRef {
    /// Number of the segment.
    pub segment: usize,
    /// The stem's record there.
    pub stem: Stem,
    /// The number of the form asked for among the stem's forms there; `None` when it does not occur there itself.
    pub form: Option<u32>,
}

/// A stem that a word may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// The form that was looked up; of a continuation the most frequent one.
    pub form: String,
    /// Whether it replaces a word that the archive does not have.
    pub corrected: bool,
    /// The stem, for highlighting.
    pub stem: String,
    /// How close it is to the word asked for, in sixteenths.
    pub closeness: u16,
    /// Its lists, oldest segment first.
    pub lists: Vec<ListRef>,
}

impl Expansion {
    /// In how many articles it occurs.
    pub fn frequency(&self) -> u32 {
        self.lists.iter().map(|list| list.stem.frequency).sum()
    }
}

/// Looks up what `word` means. All dictionary blocks it needs are asked for before it stops.
///
/// # Errors
/// When blocks are wanted or the index is damaged.
pub fn expand(word: &Word, root: &Root, store: &mut Store) -> Result<Vec<Expansion>, Stop> {
    let mut forms = vec![word.form.clone()];
    if !word.exact {
        forms.extend(aliases(&word.form, root));
    }
    let mut blocks = Vec::new();
    for segment in &root.segments {
        for form in &forms {
            blocks.extend(block_of(segment, form));
            // An unseen form is found through its stem.
            blocks.extend(block_of(segment, &stem(form)));
        }
        if is_continued(word) {
            blocks.extend(prefix_blocks(segment, &word.form));
        }
    }
    store.ready(blocks)?;

    let mut found: Vec<Expansion> = Vec::new();
    for form in &forms {
        let expansion = look_up(form, root, store)?;
        if !expansion.lists.is_empty() && found.iter().all(|known| known.stem != expansion.stem) {
            found.push(expansion);
        }
    }
    if is_continued(word) {
        let known: Vec<String> = found.iter().map(|e| e.stem.clone()).collect();
        let most = if found.is_empty() {
            weights::MAX_CONTINUATIONS
        } else {
            weights::MAX_CONTINUATIONS_OF_A_WORD
        };
        let least = found.iter().map(Expansion::frequency).sum();
        found.extend(continuations(&word.form, &known, least, most, root, store)?);
    }
    if found.is_empty() && !word.exact {
        found = corrections(&word.form, root, store)?;
    }
    Ok(found)
}

fn is_continued(word: &Word) -> bool {
    word.prefix && word.form.chars().count() >= weights::MIN_PREFIX_CHARS
}

/// The known words that an unknown one may mean.
fn corrections(form: &str, root: &Root, store: &mut Store) -> Result<Vec<Expansion>, Stop> {
    if spelling::allowed(form.chars().count()) == 0 {
        return Ok(Vec::new());
    }
    let begun = spelling::beginning(form);
    let ends = |segment: &SegmentRoot| {
        let mut blocks = spelling::blocks(form, &segment.first_keys);
        blocks
            .iter_mut()
            .for_each(|block| *block += segment.spelling);
        blocks
    };
    let mut wanted = Vec::new();
    for segment in &root.segments {
        wanted.extend(prefix_blocks(segment, begun));
        wanted.extend(ends(segment));
    }
    store.ready(wanted)?;
    let mut offers = spelling::Offers::new(form);
    for segment in &root.segments {
        offers.begin();
        let least = spelling::least_frequency(segment.documents);
        for block in prefix_blocks(segment, begun) {
            let block = store.words(block)?;
            let near = block
                .forms
                .iter()
                .filter(|known| known.frequency >= least && known.text.starts_with(begun));
            near.for_each(|known| offers.consider(&known.text, known.frequency));
        }
        for block in ends(segment) {
            offers.collect(&store.block(block)?)?;
        }
    }
    let offers = offers.ranked();
    let mut wanted = Vec::new();
    for offer in &offers {
        for segment in &root.segments {
            wanted.extend(block_of(segment, &offer.form));
            wanted.extend(block_of(segment, &stem(&offer.form)));
        }
    }
    store.ready(wanted)?;
    let mut found: Vec<Expansion> = Vec::new();
    for (rank, offer) in offers.iter().enumerate() {
        let mut expansion = look_up(&offer.form, root, store)?;
        if !expansion.lists.is_empty() && found.iter().all(|known| known.stem != expansion.stem) {
            expansion.corrected = true;
            expansion.closeness =
                weights::CLOSE_CORRECTED[rank.min(weights::CLOSE_CORRECTED.len() - 1)];
            found.push(expansion);
        }
    }
    Ok(found)
}

/// Other spellings of a name.
fn aliases(form: &str, root: &Root) -> Vec<String> {
    let groups = root
        .aliases
        .iter()
        .filter(|group| group.iter().any(|name| name == form));
    groups
        .flatten()
        .filter(|name| *name != form)
        .cloned()
        .collect()
}

/// The block in which `form` stands if the segment has it.
fn block_of(segment: &SegmentRoot, form: &str) -> Option<u32> {
    let after = segment
        .first_forms
        .partition_point(|first| first.as_str() <= form);
    after
        .checked_sub(1)
        .map(|index| segment.dictionary + index as u32)
}

/// The blocks in which forms with this beginning stand.
fn prefix_blocks(segment: &SegmentRoot, prefix: &str) -> std::ops::Range<u32> {
    let begin = segment
        .first_forms
        .partition_point(|first| first.as_str() <= prefix)
        .saturating_sub(1);
    let end = segment
        .first_forms
        .partition_point(|first| first.as_str() <= prefix || first.starts_with(prefix));
    segment.dictionary + begin as u32..segment.dictionary + end.max(begin) as u32
}

fn look_up(form: &str, root: &Root, store: &mut Store) -> Result<Expansion, Stop> {
    let stem = stem(form);
    let mut expansion = Expansion {
        form: form.to_owned(),
        corrected: false,
        stem: stem.clone(),
        closeness: weights::CLOSE_EXACT,
        lists: Vec::new(),
    };
    for (number, segment) in root.segments.iter().enumerate() {
        let mut list = None;
        for (text, itself) in [(form, true), (stem.as_str(), false)] {
            let Some(block) = block_of(segment, text) else {
                continue;
            };
            let block = store.words(block)?;
            // A form leads to its own stem, a stem that is no form to itself: the two may be spelt alike.
            let leads = |found: &&Form| match found.frequency {
                0 => !itself,
                _ => itself || self::stem(text) == stem,
            };
            if let Some(found) = block.find(text).iter().find(leads) {
                let record = block.stems.get(found.stem as usize).ok_or(Corrupt::Range)?;
                list = Some(ListRef {
                    segment: number,
                    stem: *record,
                    form: itself.then_some(found.number),
                });
                break;
            }
        }
        expansion.lists.extend(list);
    }
    Ok(expansion)
}

/// A stem that goes on where a word stops.
#[derive(Default)]
struct Continuation {
    /// The occurrences of its forms, in articles.
    frequency: u32,
    /// Its most frequent form in a segment, and in how many articles that is.
    form: String,
    most: u32,
    lists: Vec<ListRef>,
}

/// The most frequent stems that have a form with this beginning in more than `least` articles, at most `most` of them, none
/// of which is `known`.
fn continuations(
    prefix: &str,
    known: &[String],
    least: u32,
    most: usize,
    root: &Root,
    store: &mut Store,
) -> Result<Vec<Expansion>, Stop> {
    // The stems of a prefix are as good as in order, so a new one is mostly the last.
    let mut by_stem: Vec<(String, Continuation)> = Vec::new();
    for (number, segment) in root.segments.iter().enumerate() {
        for block in prefix_blocks(segment, prefix) {
            let block = store.words(block)?;
            let from = block
                .forms
                .partition_point(|form| form.text.as_str() < prefix);
            for form in block.forms[from..]
                .iter()
                .take_while(|form| form.text.starts_with(prefix))
            {
                if form.frequency == 0 {
                    continue;
                }
                let stem = stem(&form.text);
                let at = by_stem
                    .binary_search_by(|(known, _)| known.cmp(&stem))
                    .unwrap_or_else(|at| {
                        by_stem.insert(at, (stem, Continuation::default()));
                        at
                    });
                let entry = &mut by_stem[at].1;
                entry.frequency += form.frequency;
                if form.frequency > entry.most {
                    entry.most = form.frequency;
                    entry.form.clone_from(&form.text);
                }
                if entry.lists.last().is_none_or(|list| list.segment != number) {
                    let stem = *block.stems.get(form.stem as usize).ok_or(Corrupt::Range)?;
                    entry.lists.push(ListRef {
                        segment: number,
                        stem,
                        form: None,
                    });
                }
            }
        }
    }
    let mut list: Vec<(u32, Expansion)> = by_stem
        .into_iter()
        .filter(|(stem, found)| found.frequency > least && !known.contains(stem))
        .map(|(stem, found)| {
            (
                found.frequency,
                Expansion {
                    form: found.form,
                    corrected: false,
                    stem,
                    closeness: weights::CLOSE_PREFIX,
                    lists: found.lists,
                },
            )
        })
        .collect();
    order::first(&mut list, most, &|a, b| {
        b.0.cmp(&a.0).then_with(|| a.1.stem.cmp(&b.1.stem))
    });
    list.truncate(most);
    let counts: Vec<u32> = list.iter().map(|(frequency, _)| *frequency).collect();
    list.truncate(weights::continuations_within(&counts));
    Ok(list.into_iter().map(|(_, expansion)| expansion).collect())
}
