//! What is an article about, as numbers?
//!
//! TF-IDF with sublinear term frequency and vectors of length 1 (Manning, Raghavan, Schütze, "Introduction to Information
//! Retrieval", 2008, sections 6.2 to 6.4), over the stems of the full text.

use rayon::prelude::*;

use super::Entry;
use super::vocabulary::{self, Vocabulary};

/// Terms kept of an article, the strongest ones. Fewer: less memory; more: closer to the full text of very long articles. At
/// 32 two hundredths of the quality are lost by measure; news stories rarely have more than this.
pub const STRONGEST_TERMS: usize = 384;

/// How much more a rare word says than a frequent one. 1 is the textbook, where rare words bring together articles that share
/// a turn of phrase; towards 0 all words count alike. By measure, articles of one subject are found better just below 1, on
/// news and on abstracts.
const RARITY_POWER: f32 = 0.75;

/// Every article's terms and their weights.
#[derive(Debug, Default)]
pub struct Vectors {
    /// For each article, `(term, weight)` with terms rising; of length 1 before weak terms were dropped.
    pub rows: Vec<Vec<(u32, f32)>>,
    /// A word for each term, the one that most articles write.
    pub words: Vec<String>,
}

impl Vectors {
    /// The vectors of all entries.
    pub fn new(entries: &[Entry<'_>]) -> Vectors {
        let Vocabulary {
            words,
            frequencies,
            mut counts,
        } = vocabulary::read(entries);
        let total = entries.len() as f32;
        // Smoothed and raised by one, so that frequent words still tell articles of one kind from those of another.
        let rarity: Vec<f32> = frequencies
            .iter()
            .map(|count| (((1.0 + total) / (1.0 + *count as f32)).ln() + 1.0).powf(RARITY_POWER))
            .collect();
        // In place: both lists of an archive together would be the most that a build ever holds.
        counts.par_iter_mut().for_each(|row| {
            row.iter_mut()
                .for_each(|(term, count)| *count = sublinear(*count) * rarity[*term as usize]);
            let squares: f32 = row.iter().map(|(_, weight)| weight * weight).sum();
            let length = squares.sqrt().max(f32::MIN_POSITIVE);
            row.iter_mut().for_each(|(_, weight)| *weight /= length);
            if row.len() > STRONGEST_TERMS {
                row.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                row.truncate(STRONGEST_TERMS);
                row.sort_by_key(|(term, _)| *term);
                row.shrink_to_fit();
            }
        });
        Vectors {
            rows: counts,
            words,
        }
    }

    /// The cosine of two articles.
    pub fn cosine(&self, a: usize, b: usize) -> f32 {
        shared(&self.rows[a], &self.rows[b])
            .map(|(_, a, b)| a * b)
            .sum()
    }
}

/// The terms of both rows with the weight in each, rising.
pub fn shared<'a>(
    a: &'a [(u32, f32)],
    b: &'a [(u32, f32)],
) -> impl Iterator<Item = (u32, f32, f32)> + 'a {
    let mut rest = b;
    a.iter().filter_map(move |&(term, weight)| {
        while let Some((next, after)) = rest.split_first().filter(|((other, _), _)| *other < term) {
            let _ = next;
            rest = after;
        }
        match rest.first() {
            Some(&(other, theirs)) if other == term => Some((term, weight, theirs)),
            _ => None,
        }
    })
}

/// A term's frequency, damped: the tenth occurrence says little more than the ninth.
fn sublinear(count: f32) -> f32 {
    if count >= 1.0 {
        1.0 + count.ln()
    } else {
        count
    }
}

/// For each term the articles that have it, those first where it weighs most.
#[derive(Debug, Default)]
pub struct Lists {
    starts: Vec<u32>,
    postings: Vec<(u32, f32)>,
}

impl Lists {
    /// The lists of all terms.
    pub fn new(vectors: &Vectors) -> Lists {
        let mut starts = vec![0u32; vectors.words.len() + 1];
        for (term, _) in vectors.rows.iter().flatten() {
            starts[*term as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut postings = vec![(0u32, 0f32); starts.last().copied().unwrap_or(0) as usize];
        for (article, row) in (0u32..).zip(&vectors.rows) {
            for (term, weight) in row {
                let slot = &mut next[*term as usize];
                postings[*slot as usize] = (article, *weight);
                *slot += 1;
            }
        }
        for window in starts.windows(2) {
            postings[window[0] as usize..window[1] as usize]
                .sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        Lists { starts, postings }
    }

    /// The articles of a term with its weight in each.
    pub fn of(&self, term: u32) -> &[(u32, f32)] {
        let at = term as usize;
        &self.postings[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}
