//! Which articles go with this one, which tell the same event, and why?
//!
//! Everything starts from an [`Analysis`]: what each article is about, as numbers ([`vector`]). From it come the nearest
//! articles of each ([`nearest`]), by the cosine of their full texts, headline and report weighing more than the other
//! layers, and with the traces of names, figures and quotations ([`trace`]) the stories ([`story`]). No I/O, no clock. Deterministic on any number of threads: work is shared out by article, sums are made in the
//! order of the terms, and ties go to the smaller id.

mod compare;
mod minhash;
mod name;
mod nearest;
mod parallel;
mod proposal;
mod spread;
mod story;
mod trace;
mod vector;
mod vocabulary;

pub use compare::{Comparison, SharedSentence, compare, sentences};
pub use name::Aliases;
pub use proposal::{Proposal, propose};
pub use spread::spread;
pub use story::{Likeness, Story, Traces};

use crate::search::FieldKind;

/// One article as the suggestions want it. Its number is its position among the entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The slug; ties are broken by it.
    pub id: &'a str,
    /// The headline.
    pub title: &'a str,
    /// Slugs of its categories.
    pub categories: Vec<&'a str>,
    /// Seconds since 1970-01-01 UTC, when it is dated.
    pub instant: Option<i64>,
    /// The text by layer, without the headline.
    pub fields: Vec<(FieldKind, &'a str)>,
}

/// An article near another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Its number.
    pub article: u32,
    /// Cosine of the two articles, raised a little for shared categories and closeness in time; 0 to about 1.2.
    pub score: f32,
}

/// What two articles share, for a sentence such as "2 shared categories; 7 hours earlier; both on sanctions".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// Slugs of the categories both have, in order.
    pub categories: Vec<String>,
    /// Seconds from this article to the candidate; negative when the candidate is earlier. `None` when one has no date.
    pub seconds_later: Option<i64>,
    /// Whether both quote the same words.
    pub quotation: bool,
    /// The words that bring the two together most, as articles write them, strongest first; at most four.
    pub terms: Vec<String>,
}

/// What all articles are about: the common ground of suggestions and stories.
#[derive(Debug)]
pub struct Analysis<'a> {
    entries: &'a [Entry<'a>],
    vectors: vector::Vectors,
    /// For each article the nearest by words alone, best first.
    near: Vec<Vec<(f32, u32)>>,
}

impl<'a> Analysis<'a> {
    /// Reads all articles.
    pub fn new(entries: &'a [Entry<'a>]) -> Analysis<'a> {
        let vectors = vector::Vectors::new(entries);
        let near = nearest::neighbours(entries, &vectors);
        Analysis {
            entries,
            vectors,
            near,
        }
    }

    /// For each article the nearest others: at most `limit`, which is at most 48, best first. Function words and words of a
    /// single article say nothing here.
    pub fn candidates(&self, limit: usize) -> Vec<Vec<Candidate>> {
        nearest::candidates(self, limit)
    }

    /// What two articles share.
    pub fn reason(&self, traces: &Traces, article: usize, other: usize) -> Reason {
        nearest::reason(self, traces, article, other)
    }

    /// Which articles tell one event, and the traces they leave. Names meet through `aliases`.
    pub fn stories(&self, aliases: &Aliases) -> (Traces, Vec<Story>) {
        story::stories(self, aliases)
    }
}

#[cfg(test)]
mod tests;
