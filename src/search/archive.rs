//! What do the articles say, in numbers?
//!
//! All text is read once, on all cores: in chunks with a vocabulary of their own, so that a word is stored once a chunk and
//! not once an occurrence. Stems are then numbered in byte order, and forms in byte order within their stem, which depends
//! on nothing but the articles; and the forms of some neighbouring stems are a range of numbers.

use super::{Entry, FieldKind};
use crate::text::{each_term, form_of, stem::stem};
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// The articles and their words.
#[derive(Debug, Default, PartialEq)]
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

#[derive(Debug, Default, PartialEq)]
struct Chunk {
    /// The forms of all occurrences, article by article, field by field.
    tokens: Vec<u32>,
    runs: Vec<Run>,
    /// For each article where its tokens and its runs end.
    ends: Vec<(u32, u32)>,
}

/// Tokens in a row of one field.
#[derive(Clone, Copy, Debug, PartialEq)]
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
        let chunk = chunk_of(entries.len());
        let (mut chunks, words): (Vec<Chunk>, Vec<Vec<String>>) =
            entries.par_chunks(chunk).map(read).unzip();
        let mut forms: Vec<&str> = words.iter().flatten().map(String::as_str).collect();
        forms.par_sort_unstable();
        forms.dedup();
        let (numbers, mut archive) = Archive::of_forms(forms);
        let by_chunk = chunks.par_iter_mut().zip(&words);
        by_chunk.for_each(|(chunk, words)| {
            let numbers: Vec<u32> = words.iter().map(|form| numbers[form.as_str()]).collect();
            for token in &mut chunk.tokens {
                *token = numbers[*token as usize];
            }
        });
        (archive.chunks, archive.chunk) = (chunks, chunk);
        archive
    }

    /// Takes articles that were read before, oldest first: words as they are written, and for each article what its fields
    /// say, in numbers of these. The same as [`Archive::new`] gives for their texts.
    pub fn of_read(
        words: &[Box<str>],
        articles: usize,
        fields: impl Fn(usize) -> Vec<(FieldKind, Vec<u32>)> + Sync,
    ) -> Archive {
        let folded: Vec<String> = words.par_iter().map(|word| form_of(word)).collect();
        let mut forms: Vec<&str> = folded.iter().map(String::as_str).collect();
        forms.par_sort_unstable();
        forms.dedup();
        let (numbers, mut archive) = Archive::of_forms(forms);
        let numbers: Vec<u32> = folded
            .par_iter()
            .map(|form| numbers[form.as_str()])
            .collect();
        let size = chunk_of(articles);
        let starts: Vec<usize> = (0..articles).step_by(size).collect();
        let chunk = |start: usize| {
            let mut chunk = Chunk::default();
            for article in start..articles.min(start + size) {
                for (kind, words) in in_order(fields(article)) {
                    let words = words.into_iter().map(|word| numbers[word as usize]);
                    chunk.tokens.extend(words);
                    chunk.end_field(kind);
                }
                chunk.end_article();
            }
            chunk.tokens.shrink_to_fit();
            chunk
        };
        archive.chunks = starts.into_par_iter().map(chunk).collect();
        archive.chunk = size;
        archive
    }

    /// The vocabulary of these forms, and their numbers.
    fn of_forms(forms: Vec<&str>) -> (HashMap<&str, u32>, Archive) {
        let mut forms: Vec<(String, &str)> = forms
            .into_par_iter()
            .map(|form| (stem(form), form))
            .collect();
        forms.par_sort_unstable();
        let mut archive = Archive::default();
        let mut numbers = HashMap::with_capacity(forms.len());
        for ((stem, form), number) in forms.into_iter().zip(0..) {
            if archive.stems.last() != Some(&stem) {
                archive.stems.push(stem);
                archive.first_forms.push(number);
            }
            numbers.insert(form, number);
            archive.forms.push(form.to_owned());
        }
        archive.first_forms.push(archive.forms.len() as u32);
        (numbers, archive)
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

/// Articles in a chunk of an archive of so many.
fn chunk_of(articles: usize) -> usize {
    (articles / 16).clamp(16, CHUNK)
}

/// The fields of an article in the order of their kinds; the headline comes once.
fn in_order<T>(fields: Vec<(FieldKind, T)>) -> impl Iterator<Item = (FieldKind, T)> {
    let mut fields = fields.into_iter();
    let mut ordered: Vec<(FieldKind, T)> = fields.by_ref().take(1).collect();
    ordered.extend(fields.filter(|(kind, _)| *kind != FieldKind::Title));
    ordered.sort_by_key(|(kind, _)| *kind);
    ordered.into_iter()
}

impl Chunk {
    /// Notes that the tokens since the last field are those of another one.
    fn end_field(&mut self, kind: FieldKind) {
        let (tokens, runs) = self.ends.last().copied().unwrap_or_default();
        let own = &self.runs[runs as usize..];
        let before: u32 = own.iter().map(|run| run.count).sum();
        let count = self.tokens.len() as u32 - tokens - before;
        let field = kind.number();
        let last = own.last().filter(|run| run.field == field);
        if count > 0 {
            let position = last.map_or(0, |run| run.position + run.count + FIELD_GAP);
            self.runs.push(Run {
                field,
                position,
                count,
            });
        }
    }

    /// Notes that the fields since the last article are those of another one.
    fn end_article(&mut self) {
        let end = (self.tokens.len() as u32, self.runs.len() as u32);
        self.ends.push(end);
    }
}

/// Reads some articles: their words in numbers, and the forms with these numbers.
fn read(entries: &[&Entry<'_>]) -> (Chunk, Vec<String>) {
    let mut chunk = Chunk::default();
    let mut forms: HashMap<String, u32> = HashMap::new();
    for entry in entries {
        let mut fields = vec![(FieldKind::Title, entry.title)];
        fields.extend(&entry.fields);
        for (kind, text) in in_order(fields) {
            each_term(text, |form, _, _| {
                let number = forms.get(form).copied().unwrap_or_else(|| {
                    let next = forms.len() as u32;
                    forms.insert(form.to_owned(), next);
                    next
                });
                chunk.tokens.push(number);
            });
            chunk.end_field(kind);
        }
        chunk.end_article();
    }
    chunk.tokens.shrink_to_fit();
    let mut words = vec![String::new(); forms.len()];
    for (form, number) in forms {
        words[number as usize] = form;
    }
    (chunk, words)
}
