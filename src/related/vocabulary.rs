//! Which terms do the articles use, and how often?
//!
//! Terms are stems; each knows the word that most articles write for it. Articles are read in chunks with a vocabulary of
//! their own, so that a word is folded, stemmed and stored once a chunk, not once an occurrence; terms are then numbered in
//! byte order, which depends on nothing but the articles.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::Entry;
use crate::search::FieldKind;
use crate::text::{each_term, stem::stem, stop::is_stop};

/// Articles read at a time. Fewer: more vocabularies to merge; more: fewer threads at work.
const CHUNK: usize = 512;

/// How much an occurrence in a field counts.
fn field_weight(kind: FieldKind) -> f32 {
    match kind {
        FieldKind::Title => 2.0,
        FieldKind::KeyPoints | FieldKind::Report | FieldKind::Names => 1.0,
        FieldKind::Opinion => 0.5,
        FieldKind::Action | FieldKind::Todo | FieldKind::Other => 0.25,
    }
}

/// The terms of all articles.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// For each term the word that stands for it.
    pub words: Vec<String>,
    /// For each term the number of articles that have it; at least 2.
    pub frequencies: Vec<u32>,
    /// For each article its terms, rising, with weighted counts.
    pub counts: Vec<Vec<(u32, f32)>>,
}

/// What one chunk of articles uses, in numbers of its own.
#[derive(Default)]
struct Chunk {
    stems: Vec<String>,
    /// Forms with the number of their stem and of the articles that write them.
    forms: Vec<(String, u32, u32)>,
    counts: Vec<Vec<(u32, f32)>>,
}

/// Reads all articles.
pub fn read(entries: &[Entry<'_>]) -> Vocabulary {
    let chunks: Vec<Chunk> = entries.par_chunks(CHUNK).map(chunk).collect();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut frequencies: Vec<u32> = Vec::new();
    let mut forms: Vec<BTreeMap<String, u32>> = Vec::new();
    let mut counts: Vec<Vec<(u32, f32)>> = Vec::with_capacity(entries.len());
    for chunk in chunks {
        let local: Vec<u32> = chunk
            .stems
            .into_iter()
            .map(|stem| {
                let next = frequencies.len() as u32;
                let number = *numbers.entry(stem).or_insert(next);
                if number == next {
                    frequencies.push(0);
                    forms.push(BTreeMap::new());
                }
                number
            })
            .collect();
        for (form, stem, articles) in chunk.forms {
            *forms[local[stem as usize] as usize]
                .entry(form)
                .or_default() += articles;
        }
        for mut row in chunk.counts {
            for (term, _) in &mut row {
                *term = local[*term as usize];
                frequencies[*term as usize] += 1;
            }
            counts.push(row);
        }
    }
    // A word of a single article brings no two together.
    let mut kept: Vec<(&str, u32)> = numbers
        .iter()
        .map(|(stem, number)| (stem.as_str(), *number))
        .filter(|(_, number)| frequencies[*number as usize] > 1)
        .collect();
    kept.sort_unstable();
    let mut renumbered = vec![u32::MAX; frequencies.len()];
    for (at, (_, number)) in kept.iter().enumerate() {
        renumbered[*number as usize] = at as u32;
    }
    counts.par_iter_mut().for_each(|row| {
        row.retain_mut(|(term, _)| {
            *term = renumbered[*term as usize];
            *term != u32::MAX
        });
        row.sort_unstable_by_key(|(term, _)| *term);
        row.shrink_to_fit();
    });
    let word = |forms: &BTreeMap<String, u32>| {
        let best = forms
            .iter()
            .max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
        best.map(|(form, _)| form.clone()).unwrap_or_default()
    };
    Vocabulary {
        words: kept
            .iter()
            .map(|(_, number)| word(&forms[*number as usize]))
            .collect(),
        frequencies: kept
            .iter()
            .map(|(_, number)| frequencies[*number as usize])
            .collect(),
        counts,
    }
}

fn chunk(entries: &[Entry<'_>]) -> Chunk {
    let mut chunk = Chunk::default();
    // Stop words are known, too: they have no number.
    let mut known: HashMap<String, Option<u32>> = HashMap::new();
    let mut stems: HashMap<String, u32> = HashMap::new();
    let mut seen: Vec<u32> = Vec::new();
    for (article, entry) in (1u32..).zip(entries) {
        let mut counts: HashMap<u32, f32> = HashMap::new();
        let title = [(FieldKind::Title, entry.title)];
        let fields = entry.fields.iter().copied();
        let fields = fields.filter(|(kind, _)| *kind != FieldKind::Title);
        for (kind, text) in title.into_iter().chain(fields) {
            let weight = field_weight(kind);
            each_term(text, |form, _, _| {
                let number = match known.get(form) {
                    Some(number) => *number,
                    None => {
                        let number = (!is_stop(form)).then(|| {
                            let stem = stem(form);
                            let next = chunk.stems.len() as u32;
                            let number = *stems.entry(stem.clone()).or_insert(next);
                            if number == next {
                                chunk.stems.push(stem);
                            }
                            chunk.forms.push((form.to_owned(), number, 0));
                            seen.push(0);
                            chunk.forms.len() as u32 - 1
                        });
                        known.insert(form.to_owned(), number);
                        number
                    }
                };
                let Some(number) = number else { return };
                let (_, stem, articles) = &mut chunk.forms[number as usize];
                if seen[number as usize] != article {
                    seen[number as usize] = article;
                    *articles += 1;
                }
                *counts.entry(*stem).or_default() += weight;
            });
        }
        chunk.counts.push(counts.into_iter().collect());
    }
    chunk
}
