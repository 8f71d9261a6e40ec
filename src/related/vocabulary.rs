//! Which terms do the articles use, how often, and what traces do they leave?
//!
//! Terms are stems; each knows the word that most articles write for it. Articles are read once, in chunks with a vocabulary
//! of their own; terms are then numbered in byte order, which depends on nothing but the articles.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Entry;
use super::name::Aliases;
use super::trace::Trace;
use super::word::{Form, NONE, Said, Words};
use crate::search::FieldKind;

/// Pieces that each thread gets. Fewer: threads wait for the last one; more: more vocabularies to make and to merge.
const PIECES: usize = 2;

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
    /// For each term its stem; in byte order.
    pub stems: Vec<String>,
    /// For each term the word that stands for it, as it is written: a name with its capitals.
    pub words: Vec<String>,
    /// For each term the number of articles that have it; at least 2.
    pub frequencies: Vec<u32>,
    /// For each article its terms, rising, with weighted counts.
    pub counts: Vec<Vec<(u32, f32)>>,
    /// For each article its trace.
    pub traces: Vec<Trace>,
}

/// What one chunk of articles uses, in numbers of its own.
struct Chunk {
    stems: Vec<String>,
    forms: Vec<Form>,
    articles: Vec<(Vec<(u32, f32)>, Trace)>,
}

/// Reads all articles. Names meet through `aliases`.
pub fn read(entries: &[Entry<'_>], aliases: &Aliases) -> Vocabulary {
    let size = entries
        .len()
        .div_ceil(PIECES * rayon::current_num_threads());
    let parts = entries.par_chunks(size.max(1));
    let chunks: Vec<Chunk> = parts.map(|part| chunk(part, aliases)).collect();
    let mut all = Merged::default();
    let mut out = Vocabulary::default();
    for chunk in chunks {
        let local: Vec<u32> = chunk.stems.into_iter().map(|stem| all.stem(stem)).collect();
        for form in chunk.forms.into_iter().filter(|form| form.articles > 0) {
            all.add(Form {
                stem: local[form.stem as usize],
                ..form
            });
        }
        for (mut row, trace) in chunk.articles {
            for (term, _) in &mut row {
                *term = local[*term as usize];
                all.frequencies[*term as usize] += 1;
            }
            out.counts.push(row);
            out.traces.push(trace);
        }
    }
    // A word of a single article brings no two together.
    let frequencies = &all.frequencies;
    let mut kept: Vec<(String, u32)> = all
        .stems
        .into_iter()
        .filter(|(_, number)| frequencies[*number as usize] > 1)
        .collect();
    kept.par_sort_unstable();
    let mut renumbered = vec![u32::MAX; frequencies.len()];
    for (at, (_, number)) in (0..).zip(&kept) {
        renumbered[*number as usize] = at;
    }
    out.counts.par_iter_mut().for_each(|row| {
        row.retain_mut(|(term, _)| {
            *term = renumbered[*term as usize];
            *term != u32::MAX
        });
        row.sort_unstable_by_key(|(term, _)| *term);
        row.shrink_to_fit();
    });
    // The form that most articles write; of several, the one that comes first.
    let mut best: Vec<Option<Form>> = Vec::new();
    best.resize_with(frequencies.len(), || None);
    for form in all.forms {
        let best = &mut best[form.stem as usize];
        let better = |known: &Form| (form.articles, &known.folded) > (known.articles, &form.folded);
        if best.as_ref().is_none_or(better) {
            *best = Some(form);
        }
    }
    for (stem, number) in kept {
        let form = best[number as usize].take();
        out.words
            .push(form.map_or_else(|| stem.clone(), |form| form.written));
        out.frequencies.push(frequencies[number as usize]);
        out.stems.push(stem);
    }
    out
}

/// The vocabulary of the chunks read so far.
#[derive(Default)]
struct Merged {
    stems: FxHashMap<String, u32>,
    frequencies: Vec<u32>,
    forms: Vec<Form>,
    /// By folded form.
    numbers: FxHashMap<String, u32>,
}

impl Merged {
    fn stem(&mut self, stem: String) -> u32 {
        let next = self.frequencies.len() as u32;
        let number = *self.stems.entry(stem).or_insert(next);
        if number == next {
            self.frequencies.push(0);
        }
        number
    }

    fn add(&mut self, form: Form) {
        match self.numbers.get(&form.folded) {
            Some(known) => {
                let known = &mut self.forms[*known as usize];
                known.articles += form.articles;
                known.rewrite(&form.written, form.has_capital);
            }
            None => {
                let number = self.forms.len() as u32;
                self.numbers.insert(form.folded.clone(), number);
                self.forms.push(form);
            }
        }
    }
}

/// What is kept from one text to the next, so that it is not asked for anew.
#[derive(Default)]
struct Scratch {
    said: Vec<Said>,
    /// By stem, the weighted count in the article; zero again after it.
    counts: Vec<f32>,
    /// The stems that are not zero.
    met: Vec<u32>,
    /// By form, the number of the last article that wrote it.
    seen: Vec<u32>,
}

fn chunk(entries: &[Entry<'_>], aliases: &Aliases) -> Chunk {
    let mut words = Words::new(aliases);
    let mut scratch = Scratch::default();
    let article = |(number, entry): (u32, &Entry<'_>)| {
        let mut trace = Trace::default();
        scratch.read(number, FieldKind::Title, entry.title, &mut words);
        trace.title(&scratch.said, &words);
        let told = |kind| matches!(kind, FieldKind::Report | FieldKind::KeyPoints);
        let has_report = entry.fields.iter().any(|(kind, _)| told(*kind));
        for (kind, text) in &entry.fields {
            scratch.read(number, *kind, text, &mut words);
            if told(*kind) || !has_report {
                trace.text(text, &scratch.said, &mut words);
            }
        }
        (scratch.counted(), trace.finish())
    };
    let articles = (1..).zip(entries).map(article).collect();
    let Words { stems, forms, .. } = words;
    Chunk {
        stems,
        forms: forms.into_iter().filter(|form| form.stem != NONE).collect(),
        articles,
    }
}

impl Scratch {
    /// Reads a text and counts its terms.
    fn read(&mut self, article: u32, kind: FieldKind, text: &str, words: &mut Words<'_>) {
        words.read(text, &mut self.said);
        self.counts.resize(words.stems.len(), 0.0);
        self.seen.resize(words.forms.len(), 0);
        let weight = field_weight(kind);
        for said in self.said.iter().filter(|said| said.term != NONE) {
            let word = words.list[said.term as usize];
            if word.stem == NONE {
                continue;
            }
            let form = &mut words.forms[word.form as usize];
            form.articles += u32::from(self.seen[word.form as usize] != article);
            self.seen[word.form as usize] = article;
            let written = &text[said.start as usize..said.end as usize];
            form.rewrite(written, word.has_capital);
            let count = &mut self.counts[word.stem as usize];
            if *count == 0.0 {
                self.met.push(word.stem);
            }
            *count += weight;
        }
    }

    /// The article's counts; all are zero again.
    fn counted(&mut self) -> Vec<(u32, f32)> {
        let counts = &mut self.counts;
        let take = |stem: u32| (stem, std::mem::take(&mut counts[stem as usize]));
        self.met.drain(..).map(take).collect()
    }
}
