//! Which articles are nearest to an article?
//!
//! Its terms are followed through the inverted lists, the strongest first, until a budget of postings is spent ("impact
//! ordering" and "champion lists": Manning, Raghavan, Schütze 2008, sections 7.1.3 and 7.1.5); the best of those met are
//! then compared in full. Archives whose articles stay below the budget get the exact neighbours.

use std::cmp::Ordering;

use super::vector::{Lists, Vectors, shared};
use super::{Analysis, Candidate, Entry, Reason, Traces, parallel};

/// Postings followed for one article. Fewer: faster; more: fewer neighbours missed. The cost of a build is this times the
/// number of articles.
const BUDGET: usize = 30_000;
/// Postings followed of one term once the budget counts: what weighs little there adds little to any sum.
const CHAMPIONS: usize = 3_000;
/// Up to this many articles every term of every article is followed to its end.
const SMALL: usize = 6_000;
/// How many of the best met are compared in full.
const COMPARED: usize = 128;
/// Neighbours kept of an article: enough that its own story does not leave it without others.
const KEPT: usize = 48;
/// Added to the cosine for each shared category, up to [`MAX_SHARED`] of them.
const PER_CATEGORY: f32 = 0.02;
const MAX_SHARED: usize = 3;
/// Added for articles of the same hour, falling by half with each [`TIME_HALF_LIFE`].
const CLOSE_IN_TIME: f32 = 0.03;
/// Three days in seconds.
const TIME_HALF_LIFE: f32 = 3.0 * 86_400.0;
/// Runs of quoted words that two articles share when both have the same quotation.
const QUOTATION: u32 = 2;
/// Words named in a reason.
const REASON_TERMS: usize = 4;

/// For each article the nearest others.
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
        let candidate = |(score, article): (f32, u32)| Candidate { article, score };
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
    let order = Order::new(entries);
    parallel::map(
        count,
        || Scratch::new(count, vectors.words.len()),
        |scratch, article| near(vectors, &lists, &order, article, budget, scratch),
    )
}

fn by_score(entries: &[Entry<'_>], a: &(f32, u32), b: &(f32, u32)) -> Ordering {
    let id = |at: u32| entries[at as usize].id;
    b.0.total_cmp(&a.0).then_with(|| id(a.1).cmp(id(b.1)))
}

/// Sums on their way, one an article, and the article's own weights, one a term; what was written is put back to zero.
struct Scratch {
    sums: Vec<f32>,
    met: Vec<u32>,
    terms: Vec<(u32, f32)>,
    own: Vec<f32>,
    keys: Vec<u64>,
}

impl Scratch {
    fn new(articles: usize, terms: usize) -> Scratch {
        Scratch {
            sums: vec![0.0; articles],
            met: Vec::new(),
            terms: Vec::new(),
            own: vec![0.0; terms],
            keys: Vec::new(),
        }
    }
}

/// The order of the articles' identifiers, so that comparing two articles is comparing two whole numbers.
struct Order {
    /// For each article its place.
    place: Vec<u32>,
    /// For each place its article.
    article: Vec<u32>,
}

impl Order {
    fn new(entries: &[Entry<'_>]) -> Order {
        let mut article: Vec<u32> = (0..entries.len() as u32).collect();
        article.sort_by_key(|at| entries[*at as usize].id);
        let mut place = vec![0; article.len()];
        for (at, article) in (0u32..).zip(&article) {
            place[*article as usize] = at;
        }
        Order { place, article }
    }

    /// A number that is larger the better an article is: by its score, which is never negative, then by identifier.
    fn key(&self, score: f32, article: u32) -> u64 {
        u64::from(score.to_bits()) << 32 | u64::from(!self.place[article as usize])
    }

    fn article(&self, key: u64) -> u32 {
        self.article[!(key as u32) as usize]
    }
}

fn near(
    vectors: &Vectors,
    lists: &Lists,
    order: &Order,
    article: usize,
    (budget, champions): (usize, usize),
    scratch: &mut Scratch,
) -> Vec<(f32, u32)> {
    let Scratch {
        sums,
        met,
        terms,
        own,
        keys,
    } = scratch;
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
    keys.clear();
    // What cannot be among the best any more is not even noted.
    let mut floor = 0.0;
    for other in met.drain(..) {
        let sum = std::mem::take(&mut sums[other as usize]);
        if sum < floor || other as usize == article {
            continue;
        }
        keys.push(order.key(sum, other));
        if keys.len() == 4 * COMPARED {
            floor = keep_best(keys, COMPARED);
        }
    }
    keep_best(keys, COMPARED);
    for (term, weight) in &vectors.rows[article] {
        own[*term as usize] = *weight;
    }
    for key in keys.iter_mut() {
        let other = order.article(*key);
        // The same sum in the same order as [`Vectors::cosine`]: what is not shared adds nothing.
        let row = vectors.rows[other as usize].iter();
        let cosine: f32 = row.map(|(term, weight)| own[*term as usize] * weight).sum();
        *key = order.key(cosine, other);
    }
    for (term, _) in &vectors.rows[article] {
        own[*term as usize] = 0.0;
    }
    keep_best(keys, KEPT);
    keys.sort_unstable_by(|a, b| b.cmp(a));
    keys.iter()
        .map(|key| (score(*key), order.article(*key)))
        .collect()
}

/// Leaves the `most` best keys, in no order; gives the score of the last of them.
fn keep_best(keys: &mut Vec<u64>, most: usize) -> f32 {
    if keys.len() <= most {
        return 0.0;
    }
    let (_, last, _) = keys.select_nth_unstable_by(most - 1, |a, b| b.cmp(a));
    let last = score(*last);
    keys.truncate(most);
    last
}

/// The score in an [`Order::key`].
fn score(key: u64) -> f32 {
    f32::from_bits((key >> 32) as u32)
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

/// What two articles share.
pub fn reason(analysis: &Analysis<'_>, traces: &Traces, article: usize, other: usize) -> Reason {
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
        quotation: traces.quoted(article, other) >= QUOTATION,
        terms: words.iter().take(REASON_TERMS).map(word).collect(),
    }
}
