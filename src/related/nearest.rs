//! Which articles are nearest to an article?
//!
//! Its terms are followed through the inverted lists, the strongest first, until a budget of postings is spent ("impact
//! ordering" and "champion lists": Manning, Raghavan, Schütze 2008, sections 7.1.3 and 7.1.5); the best of those met are
//! then compared in full. Archives whose articles stay below the budget get the exact neighbours.

use std::cmp::Ordering;

use super::vector::{Lists, Vectors, shared};
use super::{Analysis, Candidate, Entry, Reason, parallel};

/// Postings followed for one article. Fewer: faster; more: fewer neighbours missed. The cost of a build is this times the
/// number of articles.
const BUDGET: usize = 30_000;
/// Postings followed of one term once the budget counts: what weighs little there adds little to any sum.
const CHAMPIONS: usize = 3_000;
/// Up to this many articles every term of every article is followed to its end.
const SMALL: usize = 6_000;
/// How many of the best met are compared in full.
const COMPARED: usize = 160;
/// Neighbours kept of an article: enough that its own story does not leave it without others.
const KEPT: usize = 48;
/// Added to the cosine for each shared category, up to [`MAX_SHARED`] of them.
const PER_CATEGORY: f32 = 0.02;
const MAX_SHARED: usize = 3;
/// Added for articles of the same hour, falling by half with each [`TIME_HALF_LIFE`].
const CLOSE_IN_TIME: f32 = 0.03;
/// Three days in seconds.
const TIME_HALF_LIFE: f32 = 3.0 * 86_400.0;
/// Words named in a reason.
const REASON_TERMS: usize = 4;

/// For each article the nearest others with what the two share.
pub fn candidates(analysis: &Analysis<'_>, limit: usize) -> Vec<Vec<Candidate>> {
    let entries = analysis.entries;
    let one = |(): &mut (), article: usize| {
        let own = &entries[article];
        let mut scored: Vec<(f32, u32)> = analysis.near[article]
            .iter()
            .map(|&(cosine, other)| (cosine + bonus(own, &entries[other as usize]), other))
            .collect();
        scored.sort_by(|a, b| by_score(entries, a, b));
        scored.truncate(limit);
        let candidate = |(score, other): (f32, u32)| Candidate {
            article: other,
            score,
            reason: reason(analysis, article, other as usize),
        };
        scored.into_iter().map(candidate).collect()
    };
    parallel::map(entries.len(), || (), one)
}

/// For each article the [`KEPT`] nearest others by the cosine alone, best first.
pub fn neighbours(entries: &[Entry<'_>], vectors: &Vectors) -> Vec<Vec<(f32, u32)>> {
    let count = entries.len();
    let budget = if count <= SMALL {
        (usize::MAX, usize::MAX)
    } else {
        (BUDGET, CHAMPIONS)
    };
    let lists = Lists::new(vectors);
    parallel::map(
        count,
        || Scratch::new(count),
        |scratch, article| near(entries, vectors, &lists, article, budget, scratch),
    )
}

fn by_score(entries: &[Entry<'_>], a: &(f32, u32), b: &(f32, u32)) -> Ordering {
    let id = |at: u32| entries[at as usize].id;
    b.0.total_cmp(&a.0).then_with(|| id(a.1).cmp(id(b.1)))
}

/// Sums on their way, one an article; those met are put back to zero.
struct Scratch {
    sums: Vec<f32>,
    met: Vec<u32>,
    terms: Vec<(u32, f32)>,
}

impl Scratch {
    fn new(count: usize) -> Scratch {
        Scratch {
            sums: vec![0.0; count],
            met: Vec::new(),
            terms: Vec::new(),
        }
    }
}

fn near(
    entries: &[Entry<'_>],
    vectors: &Vectors,
    lists: &Lists,
    article: usize,
    (budget, champions): (usize, usize),
    scratch: &mut Scratch,
) -> Vec<(f32, u32)> {
    let Scratch { sums, met, terms } = scratch;
    terms.clear();
    terms.extend_from_slice(&vectors.rows[article]);
    terms.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut left = budget;
    for (term, weight) in terms.iter() {
        let list = lists.of(*term);
        let list = &list[..list.len().min(champions).min(left)];
        left -= list.len();
        for (other, theirs) in list {
            let sum = &mut sums[*other as usize];
            if *sum == 0.0 {
                met.push(*other);
            }
            *sum += weight * theirs;
        }
        if left == 0 {
            break;
        }
    }
    let mut scored: Vec<(f32, u32)> = Vec::with_capacity(met.len());
    for other in met.drain(..) {
        let sum = std::mem::take(&mut sums[other as usize]);
        if other as usize != article {
            scored.push((sum, other));
        }
    }
    if scored.len() > COMPARED {
        scored.select_nth_unstable_by(COMPARED - 1, |a, b| by_score(entries, a, b));
        scored.truncate(COMPARED);
    }
    for (score, other) in &mut scored {
        *score = vectors.cosine(article, *other as usize);
    }
    scored.sort_by(|a, b| by_score(entries, a, b));
    scored.truncate(KEPT);
    scored.shrink_to_fit();
    scored
}

fn bonus(a: &Entry<'_>, b: &Entry<'_>) -> f32 {
    let shared = shared_categories(a, b).len().min(MAX_SHARED) as f32 * PER_CATEGORY;
    let time = match (a.instant, b.instant) {
        (Some(a), Some(b)) => CLOSE_IN_TIME / (1.0 + a.abs_diff(b) as f32 / TIME_HALF_LIFE),
        _ => 0.0,
    };
    shared + time
}

fn shared_categories(a: &Entry<'_>, b: &Entry<'_>) -> Vec<String> {
    let both = a
        .categories
        .iter()
        .filter(|slug| b.categories.contains(slug));
    let mut shared: Vec<String> = both.map(|slug| (*slug).to_owned()).collect();
    shared.sort();
    shared.dedup();
    shared
}

fn reason(analysis: &Analysis<'_>, article: usize, other: usize) -> Reason {
    let (entries, vectors) = (analysis.entries, &analysis.vectors);
    let mut words: Vec<(f32, u32)> = shared(&vectors.rows[article], &vectors.rows[other])
        .map(|(term, a, b)| (a * b, term))
        .collect();
    words.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let word = |(_, term): &(f32, u32)| vectors.words[*term as usize].clone();
    let seconds_later = match (entries[article].instant, entries[other].instant) {
        (Some(from), Some(to)) => Some(to.saturating_sub(from)),
        _ => None,
    };
    Reason {
        categories: shared_categories(&entries[article], &entries[other]),
        seconds_later,
        quotation: false,
        terms: words.iter().take(REASON_TERMS).map(word).collect(),
    }
}
