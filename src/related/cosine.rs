//! Which vectors point the same way?

use super::vector::Vectors;
use super::{Candidate, Entry, Reason};

/// Added to the cosine for each shared category, up to [`MAX_SHARED`] of them.
const PER_CATEGORY: f32 = 0.02;
const MAX_SHARED: usize = 3;
/// Added for articles of the same hour, falling by half with each [`TIME_HALF_LIFE`].
const CLOSE_IN_TIME: f32 = 0.03;
/// Three days in seconds.
const TIME_HALF_LIFE: f32 = 3.0 * 86_400.0;
/// Words named in a reason.
const REASON_TERMS: usize = 4;
/// A term in more of the articles than one in this many finds no neighbours on its own at large sizes.
const COMMON_ONE_IN: usize = 12;
/// Up to this many articles every term finds neighbours.
const SMALL: usize = 5_000;

/// For each row the nearest others.
pub fn nearest(vectors: &Vectors, entries: &[Entry], limit: usize) -> Vec<Vec<Candidate>> {
    let mut lists: Vec<Vec<(u32, f32)>> = vec![Vec::new(); vectors.words.len()];
    for (article, row) in (0u32..).zip(&vectors.rows) {
        row.iter()
            .for_each(|(term, weight)| lists[*term as usize].push((article, *weight)));
    }
    if entries.len() > SMALL {
        lists
            .iter_mut()
            .filter(|list| list.len() > entries.len() / COMMON_ONE_IN)
            .for_each(Vec::clear);
    }
    let work = |scratch: &mut Vec<f32>, article: usize| {
        near(article, vectors, &lists, entries, limit, scratch)
    };
    let scratch = || vec![0.0f32; entries.len()];
    #[cfg(not(target_arch = "wasm32"))]
    {
        use rayon::prelude::*;
        (0..entries.len())
            .into_par_iter()
            .map_init(scratch, work)
            .collect()
    }
    #[cfg(target_arch = "wasm32")]
    {
        let mut scratch = scratch();
        (0..entries.len())
            .map(|article| work(&mut scratch, article))
            .collect()
    }
}

fn near(
    article: usize,
    vectors: &Vectors,
    lists: &[Vec<(u32, f32)>],
    entries: &[Entry],
    limit: usize,
    scratch: &mut [f32],
) -> Vec<Candidate> {
    let mut touched = Vec::new();
    // Terms rise, so sums are made in one order whatever thread makes them.
    for (term, weight) in &vectors.rows[article] {
        for (other, theirs) in &lists[*term as usize] {
            let sum = &mut scratch[*other as usize];
            if *sum == 0.0 {
                touched.push(*other);
            }
            *sum += weight * theirs;
        }
    }
    let mut scored: Vec<(f32, usize)> = Vec::with_capacity(touched.len());
    for other in touched {
        let cosine = std::mem::take(&mut scratch[other as usize]);
        if other as usize != article {
            scored.push((cosine, other as usize));
        }
    }
    let by_score = |a: &(f32, usize), b: &(f32, usize)| {
        b.0.total_cmp(&a.0)
            .then_with(|| entries[a.1].id.cmp(&entries[b.1].id))
    };
    // Only the best by text are looked at more closely: the rest cannot catch up.
    let shortlist = limit.saturating_mul(4);
    if scored.len() > shortlist && shortlist > 0 {
        scored.select_nth_unstable_by(shortlist - 1, by_score);
        scored.truncate(shortlist);
    }
    for (score, other) in &mut scored {
        *score += bonus(&entries[article], &entries[*other]);
    }
    scored.sort_by(by_score);
    scored.truncate(limit);
    scored
        .into_iter()
        .map(|(score, other)| Candidate {
            ordinal: entries[other].ordinal,
            score,
            reason: reason(article, other, vectors, entries),
        })
        .collect()
}

fn bonus(a: &Entry, b: &Entry) -> f32 {
    let shared = shared_categories(a, b).len().min(MAX_SHARED) as f32 * PER_CATEGORY;
    let time = match (a.instant, b.instant) {
        (Some(a), Some(b)) => CLOSE_IN_TIME / (1.0 + a.abs_diff(b) as f32 / TIME_HALF_LIFE),
        _ => 0.0,
    };
    shared + time
}

fn shared_categories(a: &Entry, b: &Entry) -> Vec<String> {
    let mut shared: Vec<String> = a
        .categories
        .iter()
        .filter(|slug| b.categories.contains(slug))
        .cloned()
        .collect();
    shared.sort();
    shared.dedup();
    shared
}

fn reason(article: usize, other: usize, vectors: &Vectors, entries: &[Entry]) -> Reason {
    let (a, b) = (&vectors.rows[article], &vectors.rows[other]);
    let mut shared: Vec<(f32, u32)> = Vec::new();
    for (term, weight) in a {
        if let Ok(at) = b.binary_search_by_key(term, |(term, _)| *term) {
            shared.push((weight * b[at].1, *term));
        }
    }
    shared.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let terms = shared
        .iter()
        .take(REASON_TERMS)
        .map(|(_, term)| vectors.words[*term as usize].clone())
        .collect();
    let seconds_later = match (entries[article].instant, entries[other].instant) {
        (Some(from), Some(to)) => Some(to.saturating_sub(from)),
        _ => None,
    };
    Reason {
        categories: shared_categories(&entries[article], &entries[other]),
        seconds_later,
        terms,
    }
}

#[cfg(test)]
mod tests {
    use crate::related::{Entry, candidates};
    use crate::search::FieldKind;

    fn entry(ordinal: u32, text: &str, category: &str) -> Entry {
        Entry {
            ordinal,
            id: format!("a{ordinal}"),
            title: String::new(),
            categories: vec![category.to_owned()],
            instant: Some(1000 * i64::from(ordinal)),
            fields: vec![(FieldKind::Report, text.to_owned())],
        }
    }

    #[test]
    fn the_nearest_comes_first_and_says_why() {
        let entries = [
            entry(
                0,
                "Grain ships left the harbour under the agreement",
                "trade",
            ),
            entry(1, "The grain agreement let ships leave harbour", "trade"),
            entry(2, "Inspectors counted missiles in the silo", "arms"),
            entry(
                3,
                "Missiles and silo doors seen by inspectors from the harbour",
                "arms",
            ),
        ];
        let near = candidates(&entries, 2);
        assert_eq!(near[0][0].ordinal, 1);
        assert_eq!(near[2][0].ordinal, 3);
        assert_eq!(near[0][0].reason.categories, ["trade"]);
        assert_eq!(near[0][0].reason.seconds_later, Some(1000));
        assert!(near[2][0].reason.terms.contains(&"missiles".to_owned()));
        assert!(
            near.iter()
                .enumerate()
                .all(|(i, list)| list.iter().all(|c| c.ordinal != i as u32))
        );
    }
}
