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
    /// For each term the word that stands for it, as it is written: a name with its capitals.
    pub words: Vec<String>,
    /// For each term the number of articles that have it; at least 2.
    pub frequencies: Vec<u32>,
    /// For each article its terms, rising, with weighted counts.
    pub counts: Vec<Vec<(u32, f32)>>,
}

/// A word, folded, on its way through the articles.
struct Form {
    folded: String,
    /// Number of its stem.
    stem: u32,
    /// Articles that write it.
    articles: u32,
    /// As it was written first; in small letters once anybody writes it so, since a capital may only open a sentence.
    written: String,
}

/// What one chunk of articles uses, in numbers of its own.
#[derive(Default)]
struct Chunk {
    stems: Vec<String>,
    forms: Vec<Form>,
    counts: Vec<Vec<(u32, f32)>>,
}

/// Reads all articles.
pub fn read(entries: &[Entry<'_>]) -> Vocabulary {
    let chunks: Vec<Chunk> = entries.par_chunks(CHUNK).map(chunk).collect();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut frequencies: Vec<u32> = Vec::new();
    // By stem and folded form, how many articles write it, and how.
    let mut forms: Vec<BTreeMap<String, (u32, String)>> = Vec::new();
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
        for form in chunk.forms {
            let known = forms[local[form.stem as usize] as usize].entry(form.folded);
            let (articles, written) = known.or_insert_with(|| (0, form.written.clone()));
            *articles += form.articles;
            if is_capital(written) && !is_capital(&form.written) {
                *written = form.written;
            }
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
    let word = |forms: &BTreeMap<String, (u32, String)>| {
        let best = forms
            .iter()
            .max_by(|a, b| a.1.0.cmp(&b.1.0).then_with(|| b.0.cmp(a.0)));
        best.map(|(_, (_, written))| written.clone())
            .unwrap_or_default()
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
            each_term(text, |form, start, end| {
                let written = &text[start as usize..end as usize];
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
                            chunk.forms.push(Form {
                                folded: form.to_owned(),
                                stem: number,
                                articles: 0,
                                written: written.to_owned(),
                            });
                            seen.push(0);
                            chunk.forms.len() as u32 - 1
                        });
                        known.insert(form.to_owned(), number);
                        number
                    }
                };
                let Some(number) = number else { return };
                let known = &mut chunk.forms[number as usize];
                if seen[number as usize] != article {
                    seen[number as usize] = article;
                    known.articles += 1;
                    if is_capital(&known.written) && !is_capital(written) {
                        written.clone_into(&mut known.written);
                    }
                }
                *counts.entry(known.stem).or_default() += weight;
            });
        }
        chunk.counts.push(counts.into_iter().collect());
    }
    chunk
}

fn is_capital(word: &str) -> bool {
    word.contains(char::is_uppercase)
}
