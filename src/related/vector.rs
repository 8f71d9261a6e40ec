//! What is an article about, as numbers?
//!
//! TF-IDF with sublinear term frequency and vectors of length 1 (Manning, Raghavan, Schütze, "Introduction to Information
//! Retrieval", 2008, sections 6.2 to 6.4), over the stems of the full text.

use rayon::prelude::*;

use super::vocabulary::Vocabulary;
use super::word::mix;

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
    /// For each term by how many steps its articles are fewer than all.
    pub steps: Vec<u32>,
    /// The steps of all articles.
    pub total: u32,
    /// For each article a hash of its terms and their weights: two that are equal have the same cosines with all others.
    pub prints: Vec<u64>,
}

impl Vectors {
    /// The vectors of all articles.
    pub fn new(vocabulary: Vocabulary) -> Vectors {
        let Vocabulary {
            hashes,
            words,
            frequencies,
            mut counts,
        } = vocabulary;
        let total = octaves(counts.len() as u32 + 1);
        let steps = |count: &u32| total - octaves(count + 1);
        let steps: Vec<u32> = frequencies.iter().map(steps).collect();
        let rarity: Vec<f32> = steps.iter().map(|steps| rarity(*steps)).collect();
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
        let print = |row: &Vec<(u32, f32)>| {
            row.iter().fold(0, |print, (term, weight)| {
                let term = *term as usize;
                let print = mix(mix(print, hashes[term]), steps[term]);
                mix(print, weight.to_bits())
            })
        };
        Vectors {
            prints: counts.par_iter().map(print).collect(),
            rows: counts,
            words,
            steps,
            total,
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
fn shared<'a>(
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

/// What a term weighs whose articles are so many steps fewer than all. Smoothed and raised by one, so that frequent words
/// still tell articles of one kind from those of another.
fn rarity(steps: u32) -> f32 {
    (steps as f32 / STEPS as f32 * std::f32::consts::LN_2 + 1.0).powf(RARITY_POWER)
}

/// Steps in which numbers of articles are told apart, in parts of a doubling. Fewer: an article that comes or goes changes
/// fewer weights, and so fewer others; more: closer to the textbook.
const STEPS: u32 = 1;

/// The logarithm of a number, at least 1, rounded to [`STEPS`] of a doubling. Whole numbers only, so that every machine rounds alike.
pub fn octaves(number: u32) -> u32 {
    let power = u128::from(number).pow(2 * STEPS);
    power.ilog2().div_ceil(2)
}
