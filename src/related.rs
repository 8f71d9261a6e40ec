//! Which articles are near an article, and what do they share?
//!
//! TF-IDF cosine over the stemmed full text with sublinear term frequency (Manning, Raghavan, Schütze, "Introduction to
//! Information Retrieval", 2008, section 6.4), headline and report weighing more than the other layers. Each article keeps its
//! strongest terms only, which bounds the work: an inverted index over those finds the neighbours. Deterministic on any
//! number of threads; ties go to the smaller slug.

mod cosine;
mod vector;

use crate::search::FieldKind;

/// One article as the suggestions want it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its position newest first.
    pub ordinal: u32,
    /// The slug.
    pub id: String,
    /// The headline.
    pub title: String,
    /// Slugs of its categories.
    pub categories: Vec<String>,
    /// Seconds since 1970-01-01 UTC, when it is dated.
    pub instant: Option<i64>,
    /// The text by layer, without the headline.
    pub fields: Vec<(FieldKind, String)>,
}

/// An article near another.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its ordinal.
    pub ordinal: u32,
    /// Cosine of the two articles, raised a little for shared categories and closeness in time; 0 to about 1.2.
    pub score: f32,
    /// What the two share.
    pub reason: Reason,
}

/// What two articles share, for a sentence such as "2 shared categories; 7 hours earlier; both on sanctions".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// Slugs of the categories both have, in order.
    pub categories: Vec<String>,
    /// Seconds from this article to the candidate; negative when the candidate is earlier. `None` when one has no date.
    pub seconds_later: Option<i64>,
    /// The words that bring the two together most, as the candidate writes them, strongest first; at most four.
    pub terms: Vec<String>,
}

/// For each entry, in the order given, the nearest others: at most `limit`, best first. Function words and words of a single
/// article say nothing here.
pub fn candidates(entries: &[Entry], limit: usize) -> Vec<Vec<Candidate>> {
    cosine::nearest(&vector::vectors(entries), entries, limit)
}
