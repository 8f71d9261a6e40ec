//! Which articles tell the same event?
//!
//! Pairs that may be (near by their words, alike in a MinHash band, or quoting the same words) are compared exactly, and each
//! gets log-odds of telling one event: names and figures decide, since a report of another event of the same kind has the
//! same words and other facts; words, copied runs, quotations and the headline support them; distance in time speaks against.
//! Articles are then joined, the surest pair first, as long as the joined ones agree on the whole (average linkage), so that a
//! digest of two events joins one of them and does not make them one.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::memory::Memory;
use super::reading::Reading;
use super::trace::Trace;
use super::vector::{Vectors, octaves};
use super::word::{mix, mix_long};
use super::{Analysis, Entry, minhash, parallel};

/// Neighbours by words that each article is compared with. Fewer: a story of many sources may fall apart.
const NEIGHBOURS: usize = 24;
/// Articles that may share a run of quoted words before it counts as a proverb.
const QUOTE_SPREAD: usize = 24;
/// Pairs looked at to judge whether two groups agree.
const SAMPLE: usize = 16;
/// Share of agreement that two groups need to become one.
const AGREEMENT: f32 = 0.55;
/// A report of fewer runs of words tells no event: "More soon." stands under many a headline.
const LEAST_SHINGLES: f32 = 12.0;

/// Weights of the evidence, in log-odds. None is fitted to a collection.
mod weight {
    /// Names and figures, from none shared to all of the poorer article's.
    pub const FACTS: f32 = 9.0;
    /// Where shared facts begin to speak for one event. Lower: another event in the same place is taken for this one.
    pub const FACTS_FROM: f32 = 0.60;
    /// Facts that are taken for granted when an article has few: with fewer than this the copied runs decide.
    pub const FACTS_PRIOR: f32 = 3.0;
    /// Words, from none in common to the same.
    pub const WORDS: f32 = 5.0;
    /// Where common words begin to speak for one event.
    pub const WORDS_FROM: f32 = 0.45;
    /// Copied runs beyond [`COPIED_FROM`] of the shorter article.
    pub const COPIED: f32 = 3.0;
    /// A form letter with other facts still shares most of its runs.
    pub const COPIED_FROM: f32 = 0.85;
    /// The same quotation.
    pub const QUOTED: f32 = 1.0;
    /// Runs of quoted words that make a whole quotation.
    pub const QUOTED_WHOLE: f32 = 4.0;
    /// The same headline. Small: headlines repeat.
    pub const TITLE: f32 = 0.8;
    /// The same hour; falls to nothing within a day. Small: a day holds many events.
    pub const SAME_DAY: f32 = 0.5;
    /// Each day beyond [`DAYS_FREE`].
    pub const DAY: f32 = 0.35;
    /// A story is told for this long.
    pub const DAYS_FREE: f32 = 1.5;
    /// What is taken to lie between two articles when one has no date. Less: in an archive without dates the reports of a
    /// month, or all that was said of one takeover, become one story.
    pub const DAYS_UNKNOWN: f32 = 6.0;
    /// Copied runs of both articles from which time says nothing: the same text is the same story.
    pub const COPY: f32 = 0.9;
}

/// Articles on one event, two or more: the earliest first, those without a date last, then by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Numbers of the articles.
    pub articles: Vec<u32>,
}

/// How two articles compare.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Likeness {
    /// Log-odds of telling one event.
    pub odds: f32,
    /// Share of all their runs of words that both have, 0 to 1 (Jaccard).
    pub resemblance: f32,
    /// Runs of quoted words that both have.
    pub quoted: u32,
}

/// The traces of all articles and how much each fact says.
#[derive(Debug)]
pub struct Traces {
    traces: Vec<Trace>,
    /// For each article the weight of each of its facts, in their order.
    weights: Vec<Vec<f32>>,
    /// For each article the weight of all of them.
    sums: Vec<f32>,
    /// For each article a hash of all that its odds with others depend on.
    pub(super) prints: Vec<u64>,
}

impl Traces {
    /// Weighs the facts of all articles, by numbers of articles rounded to doublings: one that comes or goes changes few
    /// weights.
    pub(super) fn new(entries: &[Entry<'_>], articles: Vec<Reading>, vectors: &Vectors) -> Traces {
        let mut frequency: FxHashMap<u64, u32> = FxHashMap::default();
        for fact in articles.iter().flat_map(|article| &article.trace.facts) {
            *frequency.entry(*fact).or_default() += 1;
        }
        // What one article alone says may be a slip of the pen: it says no more than what two say.
        let steps = |fact: &u64| {
            vectors
                .total
                .saturating_sub(octaves(frequency[fact].max(2)))
        };
        let weight = |fact: &u64| steps(fact) as f32 * std::f32::consts::LN_2;
        let weights: Vec<Vec<f32>> = articles
            .par_iter()
            .map(|article| article.trace.facts.iter().map(weight).collect())
            .collect();
        let print = |(at, article): (usize, &Reading)| {
            let text = mix_long(article.print as u64, (article.print >> 64) as u64);
            let facts = article.trace.facts.iter().map(steps).fold(text, mix);
            let instant = entries[at].instant.map_or(u64::MAX, i64::cast_unsigned);
            mix_long(mix_long(facts, vectors.prints[at]), instant)
        };
        Traces {
            prints: articles.par_iter().enumerate().map(print).collect(),
            sums: weights.iter().map(|all| all.iter().sum()).collect(),
            weights,
            traces: articles.into_iter().map(|article| article.trace).collect(),
        }
    }

    /// Compares two articles.
    pub fn compare(&self, analysis: &Analysis<'_>, a: usize, b: usize) -> Likeness {
        let (x, y) = (&self.traces[a], &self.traces[b]);
        let common = common(&x.shingles, &y.shingles) as f32;
        let (fewer, more) = order(x.shingles.len() as f32, y.shingles.len() as f32);
        let copied = common / fewer.max(1.0);
        let resemblance = common / (fewer + more - common).max(1.0);
        let facts = self.facts_shared(a, b, copied);
        let words = analysis.vectors.cosine(a, b);
        let quoted = self.quoted(a, b);
        let titles = self::common(&x.title, &y.title) as f32;
        let title = titles / (x.title.len() as f32 + y.title.len() as f32 - titles).max(1.0);
        let mut odds = weight::FACTS * (facts - weight::FACTS_FROM)
            + weight::WORDS * (words - weight::WORDS_FROM)
            + weight::COPIED * (copied - weight::COPIED_FROM).max(0.0)
                / (1.0 - weight::COPIED_FROM)
            + weight::QUOTED * (quoted as f32 / weight::QUOTED_WHOLE).min(1.0)
            + weight::TITLE * title;
        let entries = analysis.entries;
        if resemblance < weight::COPY {
            let days = match (entries[a].instant, entries[b].instant) {
                (Some(from), Some(to)) => from.abs_diff(to) as f32 / 86_400.0,
                _ => weight::DAYS_UNKNOWN,
            };
            odds += weight::SAME_DAY * (1.0 - days).max(0.0);
            odds -= weight::DAY * (days - weight::DAYS_FREE).max(0.0);
        }
        if fewer < LEAST_SHINGLES {
            odds = f32::NEG_INFINITY;
        }
        Likeness {
            odds,
            resemblance,
            quoted,
        }
    }

    /// Runs of quoted words that both have.
    pub fn quoted(&self, a: usize, b: usize) -> u32 {
        common(&self.traces[a].quotes, &self.traces[b].quotes)
    }

    /// Whether two articles have the same words in the same order.
    pub fn same_text(&self, a: usize, b: usize) -> bool {
        self.traces[a].whole == self.traces[b].whole
    }

    /// Share of the poorer article's facts that the other has, by weight; an article with few facts is judged by `copied`.
    fn facts_shared(&self, a: usize, b: usize, copied: f32) -> f32 {
        let (one, other) = (&self.traces[a].facts, &self.traces[b].facts);
        let (mut i, mut j, mut shared) = (0, 0, 0.0f32);
        while let (Some(x), Some(y)) = (one.get(i), other.get(j)) {
            if x == y {
                shared += self.weights[a][i];
            }
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        let (fewer, _) = order(self.sums[a], self.sums[b]);
        (shared + weight::FACTS_PRIOR * copied) / (fewer + weight::FACTS_PRIOR)
    }

    /// Whether two articles could tell one event, by facts and words alone: all other evidence together, at its most, may
    /// not make up for what these two lack.
    fn could_be_one(&self, analysis: &Analysis<'_>, a: usize, b: usize) -> bool {
        let facts = self.facts_shared(a, b, 1.0);
        let most = weight::FACTS * (facts - weight::FACTS_FROM)
            + weight::COPIED
            + weight::QUOTED
            + weight::TITLE
            + weight::SAME_DAY;
        let with_words = |cosine: f32| most + weight::WORDS * (cosine - weight::WORDS_FROM) > 0.0;
        // Most pairs fall for want of facts, whatever their words.
        with_words(1.0) && with_words(analysis.vectors.cosine(a, b))
    }

    /// Pairs worth comparing, sorted, each once, the smaller number first.
    fn worth_comparing(&self, analysis: &Analysis<'_>) -> Vec<(u32, u32)> {
        let mut pairs = minhash::pairs(&self.traces);
        for (article, list) in (0u32..).zip(&analysis.near) {
            let near = list.iter().take(NEIGHBOURS);
            pairs.extend(near.map(|(_, other)| order(article, *other)));
        }
        let mut quoting: Vec<(u32, u32)> = (0u32..)
            .zip(&self.traces)
            .flat_map(|(at, trace)| trace.quotes.iter().map(move |run| (*run, at)))
            .collect();
        quoting.par_sort_unstable();
        for group in quoting.chunk_by(|a, b| a.0 == b.0) {
            if group.len() <= QUOTE_SPREAD {
                let all = group.iter().enumerate();
                pairs.extend(
                    all.flat_map(|(at, (_, a))| group[at + 1..].iter().map(|(_, b)| order(*a, *b))),
                );
            }
        }
        // Copies by the word, however many there are.
        let mut whole: Vec<(u64, u32)> = (0u32..)
            .zip(&self.traces)
            .map(|(at, trace)| (trace.whole, at))
            .collect();
        whole.par_sort_unstable();
        let copies = whole.windows(2).filter(|two| two[0].0 == two[1].0);
        pairs.extend(copies.map(|two| order(two[0].1, two[1].1)));
        pairs.par_sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// Two articles that may tell one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Their numbers, the smaller one first.
    pub articles: (u32, u32),
    /// Log-odds that they do. Nothing when they are not above zero.
    pub odds: Option<f32>,
}

/// All pairs worth comparing, with what comparing them says. What `memory` knows of them is not asked again.
pub fn pairs(analysis: &Analysis<'_>, memory: Option<&Memory>) -> Vec<Pair> {
    let traces = &analysis.traces;
    let known = memory.map(|memory| memory.told(analysis));
    let pairs = traces.worth_comparing(analysis);
    let look = |(a, b): (u32, u32)| {
        let (a, b) = (a as usize, b as usize);
        let could_be = traces.could_be_one(analysis, a, b);
        let odds = could_be.then(|| analysis.compare(a, b).odds);
        odds.filter(|odds| *odds > 0.0)
    };
    let one = |(): &mut (), at: usize| {
        let articles = pairs[at];
        let known = known.as_ref().and_then(|known| known.odds(articles));
        let odds = known.unwrap_or_else(|| look(articles));
        Pair { articles, odds }
    };
    parallel::map(pairs.len(), || (), one)
}

/// All stories, by their first article's number.
pub fn stories(analysis: &Analysis<'_>) -> Vec<Story> {
    let mut sure: Vec<(f32, (u32, u32))> = analysis
        .pairs
        .iter()
        .filter_map(|pair| Some((pair.odds?, pair.articles)))
        .collect();
    let id = |at: u32| analysis.entries[at as usize].id;
    sure.sort_by(|(x, (a, b)), (y, (c, d))| {
        let names = |a: u32, b: u32| order(id(a), id(b));
        y.total_cmp(x)
            .then_with(|| names(*a, *b).cmp(&names(*c, *d)))
    });
    let mut home: Vec<u32> = (0..analysis.entries.len() as u32).collect();
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (_, (a, b)) in sure {
        let (one, other) = (home[a as usize], home[b as usize]);
        if one == other {
            continue;
        }
        let group = |of: u32| groups.get(&of).cloned().unwrap_or_else(|| vec![of]);
        let (mut left, right) = (group(one), group(other));
        if !agree(analysis, &left, &right) {
            continue;
        }
        right
            .iter()
            .for_each(|article| home[*article as usize] = one);
        left.extend(right);
        groups.remove(&other);
        groups.insert(one, left);
    }
    let mut stories: Vec<Story> = groups
        .into_values()
        .map(|mut articles| {
            articles.sort_by_key(|at| {
                let instant = analysis.entries[*at as usize].instant;
                (instant.is_none(), instant, id(*at))
            });
            Story { articles }
        })
        .collect();
    stories.sort_by_key(|story| {
        let newest = story.articles.iter().min().copied();
        (newest, Reverse(story.articles.len()))
    });
    stories
}

/// Whether the articles of two groups tell one event on the whole.
fn agree(analysis: &Analysis<'_>, left: &[u32], right: &[u32]) -> bool {
    let pairs = left.len() * right.len();
    let step = pairs.div_ceil(SAMPLE).max(1);
    let (mut sum, mut count) = (0.0f32, 0.0f32);
    for at in (0..pairs).step_by(step) {
        let (a, b) = (left[at / right.len()], right[at % right.len()]);
        let odds = analysis.compare(a as usize, b as usize).odds;
        sum += 1.0 / (1.0 + (-odds).exp());
        count += 1.0;
    }
    sum > AGREEMENT * count
}

/// How many numbers two sorted lists share.
fn common(a: &[u32], b: &[u32]) -> u32 {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        i += usize::from(x <= y);
        j += usize::from(y <= x);
        count += u32::from(x == y);
    }
    count
}

/// The smaller one first.
fn order<T: PartialOrd>(a: T, b: T) -> (T, T) {
    if b < a { (b, a) } else { (a, b) }
}
