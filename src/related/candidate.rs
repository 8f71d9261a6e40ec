//! Which of the articles near an article are offered beside it, and why?

use std::cmp::Ordering;

use super::compare::TITLES;
use super::word::CALENDAR;
use super::{Analysis, Candidate, Entry, Reason, parallel};

/// Added to the cosine for each shared category, up to [`MAX_SHARED`] of them.
const PER_CATEGORY: f32 = 0.02;
const MAX_SHARED: usize = 3;
/// Added for articles of the same hour, falling by half with each [`TIME_HALF_LIFE`].
const CLOSE_IN_TIME: f32 = 0.03;
/// Three days in seconds.
const TIME_HALF_LIFE: f32 = 3.0 * 86_400.0;
/// Runs of quoted words that two articles share when both have the same quotation.
const QUOTATION: u32 = 2;

/// A word says what two articles are about when no more than one article of two to this power has it.
const RARE: u32 = 3;
/// How much more a name says than another word.
const NAME: f32 = 3.0;

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

fn by_score(entries: &[Entry<'_>], a: &(f32, u32), b: &(f32, u32)) -> Ordering {
    let id = |at: u32| entries[at as usize].id;
    b.0.total_cmp(&a.0).then_with(|| id(a.1).cmp(id(b.1)))
}

fn bonus(a: &Entry<'_>, b: &Entry<'_>) -> f32 {
    let shared = shared_categories(a, b).len().min(MAX_SHARED) as f32 * PER_CATEGORY;
    let time = match (a.instant, b.instant) {
        (Some(a), Some(b)) => CLOSE_IN_TIME / (1.0 + a.abs_diff(b) as f32 / TIME_HALF_LIFE),
        _ => 0.0,
    };
    shared + time
}

/// Slugs of the categories both have, in order, each once.
fn shared_categories<'a>(a: &Entry<'a>, b: &Entry<'_>) -> Vec<&'a str> {
    let both = a.categories.iter().copied();
    let mut shared: Vec<&str> = both.filter(|slug| b.categories.contains(slug)).collect();
    shared.sort_unstable();
    shared.dedup();
    shared
}

/// What two articles share beside words.
pub fn reason(analysis: &Analysis<'_>, article: usize, other: usize) -> Reason {
    let entries = analysis.entries;
    let shared = shared_categories(&entries[article], &entries[other]);
    Reason {
        categories: shared.into_iter().map(str::to_owned).collect(),
        quotation: analysis.traces.quoted(article, other) >= QUOTATION,
    }
}

/// The words that an article shares with others, one other after the other.
#[derive(Debug)]
pub struct SharedWords<'a> {
    analysis: &'a Analysis<'a>,
    article: Option<usize>,
    /// What each term weighs in the article; 0 when it does not have it. Looking terms up in a table takes a fraction of the
    /// time of walking along two lists.
    weights: Vec<f32>,
}

impl<'a> SharedWords<'a> {
    pub(super) fn new(analysis: &'a Analysis<'a>) -> SharedWords<'a> {
        SharedWords {
            analysis,
            article: None,
            weights: vec![0.0; analysis.vectors.words.len()],
        }
    }

    /// The words that bring two articles together most, as articles write them: at most `limit`, strongest first. Those that
    /// few articles have, if there are any, since what everybody says tells a reader nothing.
    pub fn of(&mut self, article: usize, other: usize, limit: usize) -> Vec<&'a str> {
        self.weigh(article);
        let vectors = &self.analysis.vectors;
        // The best so far, strongest first; there are few, and most terms are not among them.
        let mut best: Vec<(bool, f32, u32)> = Vec::with_capacity(limit + 1);
        for &(term, theirs) in &vectors.rows[other] {
            let ours = self.weights[term as usize];
            if ours == 0.0 {
                continue;
            }
            let is_rare = vectors.steps[term as usize] >= RARE;
            // Even a name would not be among them; few words have to be looked at themselves.
            let most = (is_rare, ours * theirs * NAME);
            let is_full = best.len() == limit;
            if is_full
                && best
                    .last()
                    .is_some_and(|(rare, least, _)| (*rare, *least) >= most)
            {
                continue;
            }
            let word = vectors.words[term as usize].as_str();
            let is_name = word.starts_with(char::is_uppercase);
            if is_name && stands_beside_names(word) {
                continue;
            }
            let weight = ours * theirs * if is_name { NAME } else { 1.0 };
            let place = best.partition_point(|(rare, most, _)| (*rare, *most) >= (is_rare, weight));
            if place < limit {
                best.insert(place, (is_rare, weight, term));
                best.truncate(limit);
            }
        }
        let some_are_rare = best.first().is_some_and(|(is_rare, ..)| *is_rare);
        best.retain(|(is_rare, ..)| *is_rare == some_are_rare);
        let word = |(_, _, term): (bool, f32, u32)| vectors.words[term as usize].as_str();
        best.into_iter().map(word).collect()
    }

    fn weigh(&mut self, article: usize) {
        if self.article == Some(article) {
            return;
        }
        let rows = &self.analysis.vectors.rows;
        for (term, _) in self.article.iter().flat_map(|before| &rows[*before]) {
            self.weights[*term as usize] = 0.0;
        }
        for (term, weight) in &rows[article] {
            self.weights[*term as usize] = *weight;
        }
        self.article = Some(article);
    }
}

/// Whether a word is a title or a day: it has the capital of a name and says nothing of a subject.
fn stands_beside_names(word: &str) -> bool {
    let small = word.to_lowercase();
    TITLES.contains(&word) || CALENDAR.binary_search(&small.as_str()).is_ok()
}
