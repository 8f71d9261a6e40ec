//! What do the articles say, in numbers?
//!
//! All text is read once, on all cores: in chunks with a vocabulary of their own, so that a word is stored once a chunk and
//! not once an occurrence. Stems are then numbered in byte order, and forms in byte order within their stem, which depends
//! on nothing but the articles; and the forms of some neighbouring stems are a range of numbers.

use super::{Entry, FieldKind};
use crate::text::{each_term, stem::stem};
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// The articles and their words.
#[derive(Debug, Default)]
pub struct Archive {
    /// The stems in byte order.
    pub stems: Vec<String>,
    /// The forms, those of a stem in a row.
    pub forms: Vec<String>,
    /// For each stem its first form, and then the number of forms.
    first_forms: Vec<u32>,
    chunks: Vec<Chunk>,
    /// Articles in a chunk.
    chunk: usize,
}

#[derive(Debug, Default)]
struct Chunk {
    /// The forms of all occurrences, article by article, field by field.
    tokens: Vec<u32>,
    runs: Vec<Run>,
    /// For each article where its tokens and its runs end.
    ends: Vec<(u32, u32)>,
}

/// Tokens in a row of one field.
#[derive(Clone, Copy, Debug)]
struct Run {
    field: u8,
    /// Where the first of them stands in the field.
    position: u32,
    count: u32,
}

/// The most articles in a chunk: more are more than the work of two cores needs.
const CHUNK: usize = 2048;

/// Positions left free between two texts of one field: far enough that no phrase spans the two.
const FIELD_GAP: u32 = 16;

impl Archive {
    /// Reads articles, oldest first.
    pub fn new(entries: &[&Entry<'_>]) -> Archive {
        let chunk = (entries.len() / 16).clamp(16, CHUNK);
        let (mut chunks, words): (Vec<Chunk>, Vec<Vec<String>>) =
            entries.par_chunks(chunk).map(read).unzip();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        for form in words.iter().flatten() {
            numbers.insert(form, 0);
        }
        let mut forms: Vec<(String, &str)> = numbers
            .par_iter()
            .map(|(form, _)| (stem(form), *form))
            .collect();
        forms.par_sort_unstable();
        let mut stems: Vec<String> = Vec::new();
        let mut first_forms = Vec::new();
        for ((stem, form), number) in forms.iter().zip(0..) {
            if stems.last() != Some(stem) {
                stems.push(stem.clone());
                first_forms.push(number);
            }
            numbers.insert(form, number);
        }
        first_forms.push(forms.len() as u32);
        chunks
            .par_iter_mut()
            .zip(&words)
            .for_each(|(chunk, words)| {
                let number_of: Vec<u32> = words.iter().map(|form| numbers[form.as_str()]).collect();
                for token in &mut chunk.tokens {
                    *token = number_of[*token as usize];
                }
            });
        Archive {
            stems,
            forms: forms.iter().map(|(_, form)| (*form).to_owned()).collect(),
            first_forms,
            chunks,
            chunk,
        }
    }

    /// How many articles.
    pub fn articles(&self) -> u32 {
        self.chunks
            .iter()
            .map(|chunk| chunk.ends.len() as u32)
            .sum()
    }

    /// The forms of some neighbouring stems.
    pub fn forms_of(&self, stems: Range<u32>) -> Range<u32> {
        self.first_forms[stems.start as usize]..self.first_forms[stems.end as usize]
    }

    /// The stem of each form.
    pub fn stem_of(&self) -> Vec<u32> {
        let mut out = Vec::with_capacity(self.forms.len());
        for (stem, ends) in (0..).zip(&self.first_forms[1..]) {
            out.resize(*ends as usize, stem);
        }
        out
    }

    /// Calls `visit(field, position, form)` for each word of an article, fields and positions rising.
    pub fn each_word(&self, article: u32, mut visit: impl FnMut(u8, u32, u32)) {
        let (mut tokens, runs) = self.article(article);
        for run in runs {
            let (own, rest) = tokens.split_at(run.count as usize);
            for (position, form) in (run.position..).zip(own) {
                visit(run.field, position, *form);
            }
            tokens = rest;
        }
    }

    /// The length of each field, gaps between texts of one field included.
    pub fn lengths(&self, article: u32) -> [u32; 8] {
        let mut lengths = [0; 8];
        for run in self.article(article).1 {
            lengths[run.field as usize] = run.position + run.count;
        }
        lengths
    }

    /// The number of tokens in each field.
    pub fn counts(&self, article: u32) -> [u32; 8] {
        let mut counts = [0; 8];
        for run in self.article(article).1 {
            counts[run.field as usize] += run.count;
        }
        counts
    }

    fn article(&self, number: u32) -> (&[u32], &[Run]) {
        let chunk = &self.chunks[number as usize / self.chunk];
        let at = number as usize % self.chunk;
        let begin = at
            .checked_sub(1)
            .map_or((0, 0), |before| chunk.ends[before]);
        let end = chunk.ends[at];
        (
            &chunk.tokens[begin.0 as usize..end.0 as usize],
            &chunk.runs[begin.1 as usize..end.1 as usize],
        )
    }
}

/// Reads some articles: their words in numbers, and the forms with these numbers.
fn read(entries: &[&Entry<'_>]) -> (Chunk, Vec<String>) {
    let mut chunk = Chunk::default();
    let mut forms: HashMap<String, u32> = HashMap::new();
    for entry in entries {
        let mut fields: Vec<(FieldKind, &str)> = vec![(FieldKind::Title, entry.title)];
        let others = entry.fields.iter().copied();
        fields.extend(others.filter(|(kind, _)| *kind != FieldKind::Title));
        fields.sort_by_key(|(kind, _)| *kind);
        let mut end = (0, 0);
        for (kind, text) in fields {
            let begin = chunk.tokens.len();
            each_term(text, |form, _, _| {
                let number = forms.get(form).copied().unwrap_or_else(|| {
                    let next = forms.len() as u32;
                    forms.insert(form.to_owned(), next);
                    next
                });
                chunk.tokens.push(number);
            });
            let count = (chunk.tokens.len() - begin) as u32;
            if count == 0 {
                continue;
            }
            let field = kind.number();
            let position = if end.0 == field && end.1 > 0 {
                end.1 + FIELD_GAP
            } else {
                0
            };
            chunk.runs.push(Run {
                field,
                position,
                count,
            });
            end = (field, position + count);
        }
        chunk
            .ends
            .push((chunk.tokens.len() as u32, chunk.runs.len() as u32));
    }
    chunk.tokens.shrink_to_fit();
    let mut words = vec![String::new(); forms.len()];
    for (form, number) in forms {
        words[number as usize] = form;
    }
    (chunk, words)
}
