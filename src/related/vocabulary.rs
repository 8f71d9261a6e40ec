//! Which terms do the articles use, and how often?
//!
//! Terms are stems, in byte order; each knows the word that most articles write for it.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::reading::Reading;
use super::word::{NONE, short};
use crate::text::{form_of, stem::stem, stop::is_stop};

/// The terms of all articles: those that two or more have. A word of a single article brings no two together.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// For each term the hash of its stem.
    pub hashes: Vec<u32>,
    /// For each term the word that stands for it, as it is written: a name with its capitals.
    pub words: Vec<String>,
    /// For each term the number of articles that have it.
    pub frequencies: Vec<u32>,
    /// For each article its terms, rising, with weighted counts.
    pub counts: Vec<Vec<(u32, f32)>>,
}

/// A way to write a term, in the order of terms.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Spelling<'a> {
    stem: String,
    folded: String,
    written: &'a str,
    /// Its number among the words.
    word: u32,
    /// Articles that write it so.
    articles: u32,
}

/// The vocabulary of articles whose words are `words`; what they count is taken from them.
pub fn vocabulary(words: &[Box<str>], articles: &mut [Reading]) -> Vocabulary {
    let spellings = spellings(words, articles);
    let mut term_of = vec![NONE; words.len()];
    let by_term: Vec<&[Spelling<'_>]> = spellings.chunk_by(|a, b| a.stem == b.stem).collect();
    for (term, spellings) in (0..).zip(&by_term) {
        for spelling in *spellings {
            term_of[spelling.word as usize] = term;
        }
    }
    let by_article = articles.par_iter_mut();
    let mut counts: Vec<Vec<(u32, u32)>> = by_article
        .map(|reading| of_terms(std::mem::take(&mut reading.counts), &term_of))
        .collect();
    let mut frequencies = vec![0; by_term.len()];
    for (term, _) in counts.iter().flatten() {
        frequencies[*term as usize] += 1;
    }
    let mut out = Vocabulary::default();
    let mut renumbered = vec![NONE; by_term.len()];
    for (term, spellings) in by_term.into_iter().enumerate() {
        if frequencies[term] > 1 {
            renumbered[term] = out.words.len() as u32;
            out.hashes.push(short(&spellings[0].stem));
            out.words.push(usual(spellings).to_owned());
            out.frequencies.push(frequencies[term]);
        }
    }
    let kept = |row: &mut Vec<(u32, u32)>| {
        let row = std::mem::take(row).into_iter();
        let row = row.map(|(term, quarters)| (renumbered[term as usize], quarters as f32 / 4.0));
        let mut row: Vec<(u32, f32)> = row.filter(|(term, _)| *term != NONE).collect();
        row.shrink_to_fit();
        row
    };
    out.counts = counts.par_iter_mut().map(kept).collect();
    out
}

fn spellings<'a>(words: &'a [Box<str>], articles: &[Reading]) -> Vec<Spelling<'a>> {
    let mut writing = vec![0; words.len()];
    for (word, _) in articles.iter().flat_map(|reading| &reading.counts) {
        writing[*word as usize] += 1;
    }
    let spelling = |(word, written): (usize, &'a str)| {
        let folded = form_of(written);
        let is_term = !is_stop(&folded);
        is_term.then(|| Spelling {
            stem: stem(&folded),
            folded,
            written,
            word: word as u32,
            articles: writing[word],
        })
    };
    let mut spellings: Vec<Spelling<'_>> = words
        .par_iter()
        .map(|word| &**word)
        .enumerate()
        .filter_map(spelling)
        .collect();
    spellings.par_sort_unstable();
    spellings
}

/// Counts by word as counts by term, rising; function words are none.
fn of_terms(mut counts: Vec<(u32, u32)>, term_of: &[u32]) -> Vec<(u32, u32)> {
    counts.retain_mut(|(word, _)| {
        *word = term_of[*word as usize];
        *word != NONE
    });
    counts.sort_unstable_by_key(|(term, _)| *term);
    counts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        kept.1 += if same { next.1 } else { 0 };
        same
    });
    counts
}

/// How most articles write a term: of its forms the one that most use, in small letters when anybody writes it so, since a
/// capital may only open a sentence.
fn usual<'a>(spellings: &[Spelling<'a>]) -> &'a str {
    let by_form = spellings.chunk_by(|a, b| a.folded == b.folded);
    let articles = |form: &&[Spelling<'_>]| form.iter().map(|way| way.articles).sum::<u32>();
    let form = by_form.min_by_key(|form| Reverse(articles(form)));
    let has_capital = |way: &Spelling<'_>| way.written.contains(char::is_uppercase);
    let way = form.and_then(|form| {
        form.iter()
            .min_by_key(|way| (has_capital(way), Reverse(way.articles)))
    });
    way.map_or("", |way| way.written)
}
