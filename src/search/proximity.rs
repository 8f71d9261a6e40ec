//! Do the words of the query stand together?
//!
//! The best articles by words alone are put in order again: each pair of neighbouring words of the query that stand near each
//! other in one field of an article adds to its score, the nearer the more (after Rasolofo and Savoy, "Term proximity
//! scoring for keyword-based retrieval systems", ECIR 2003, with one best meeting a pair). Only the best
//! [`weights::PROXIMITY_DEPTH`] are looked at, so the cost does not grow with the number of hits.

use super::bitset::BitSet;
use super::evaluate::Evaluation;
use super::store::{Stop, Store};
use super::{order, weights};
use crate::text::stop::is_stop;

/// A field and a position in it.
type Place = (u8, u32);

/// The words that are looked at, in the order of the query: those that rank, at most [`weights::PROXIMITY_WORDS`].
pub fn words(evaluation: &Evaluation<'_>) -> Vec<usize> {
    let query = evaluation.query;
    if evaluation.root.documents > weights::PROXIMITY_ARTICLES {
        return Vec::new();
    }
    let telling = (0..query.words.len())
        .filter(|n| query.words[*n].ranked && !is_stop(&query.words[*n].form));
    let list: Vec<usize> = telling.take(weights::PROXIMITY_WORDS).collect();
    if list.len() < 2 { Vec::new() } else { list }
}

/// What each of `articles`, in rising order, gains.
///
/// # Errors
/// When blocks are wanted or the index is damaged.
pub fn gains(
    evaluation: &Evaluation<'_>,
    words: &[usize],
    articles: &BitSet,
    store: &mut Store,
) -> Result<Vec<u32>, Stop> {
    let count = articles.count() as usize;
    let mut gains = vec![0u32; count];
    let mut before: Option<(usize, Vec<Vec<Place>>)> = None;
    for number in words {
        let mut places = vec![Vec::new(); count];
        let mask = evaluation.query.words[*number].fields;
        evaluation.places(*number, mask, articles, store, &mut |rank, place| {
            places[rank].push(place)
        })?;
        places
            .iter_mut()
            .for_each(|list| order::all(list, &Ord::cmp));
        if let Some((previous, others)) = &before {
            let weight = evaluation.found[*number]
                .weight
                .min(evaluation.found[*previous].weight);
            for (gain, (a, b)) in gains.iter_mut().zip(others.iter().zip(&places)) {
                *gain += nearest(a, b).map_or(0, |distance| weights::proximity(weight, distance));
            }
        }
        before = Some((*number, places));
    }
    Ok(gains)
}

/// The least distance of two words in one field, in tokens; both lists rise. A word is not near itself.
fn nearest(a: &[(u8, u32)], b: &[(u8, u32)]) -> Option<u32> {
    let mut best: Option<u32> = None;
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        let distance = x.1.abs_diff(y.1);
        if x.0 == y.0 && distance > 0 && best.is_none_or(|known| distance < known) {
            best = Some(distance);
        }
        if x <= y { i += 1 } else { j += 1 }
    }
    best
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_nearest_meeting_counts() {
        assert_eq!(
            super::nearest(&[(0, 1), (2, 9)], &[(0, 7), (2, 8)]),
            Some(1)
        );
        assert_eq!(super::nearest(&[(0, 1)], &[(1, 2)]), None);
        assert_eq!(super::nearest(&[(0, 4)], &[(0, 4)]), None);
    }
}
