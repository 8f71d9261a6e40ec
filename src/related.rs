//! Which articles go with this one, which tell the same event, and why?
//!
//! Everything starts from an [`Analysis`]: what each article is about, as numbers ([`vector`]). From it come the nearest
//! articles of each ([`nearest`]), by the cosine of their full texts, headline and report weighing more than the other
//! layers, and with the traces of names, figures and quotations ([`trace`]) the stories ([`story`]). What was read of the
//! articles ([`Readings`]) and found in them ([`Memory`]) can be remembered. No I/O, no clock. Deterministic on any number of
//! threads: work is shared out by article, sums are made in the order of the terms, and ties go to the smaller id.

mod candidate;
mod compare;
mod memory;
mod minhash;
mod name;
mod nearest;
pub(crate) mod parallel;
mod proposal;
mod reading;
mod spread;
mod story;
mod trace;
mod vector;
mod vocabulary;
mod word;

pub use candidate::SharedWords;
pub use compare::{Comparison, SharedSentence, compare, sentences};
pub use memory::Memory;
pub use name::Aliases;
pub use proposal::{Proposal, propose};
pub use reading::Readings;
pub use spread::spread;
pub use story::{Likeness, Story};

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

/// What two articles share, for a sentence such as "same quotation; 2 shared categories".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// Slugs of the categories both have, in order.
    pub categories: Vec<String>,
    /// Whether both quote the same words.
    pub quotation: bool,
}

/// What all articles are about: the common ground of suggestions and stories.
#[derive(Debug)]
pub struct Analysis<'a> {
    entries: &'a [Entry<'a>],
    vectors: vector::Vectors,
    traces: story::Traces,
    /// For each article what it meets through its strong terms.
    lists: Vec<nearest::List>,
    /// For each article the nearest by words alone, best first.
    near: Vec<Vec<(f32, u32)>>,
    /// Pairs of articles that may tell one event.
    pairs: Vec<story::Pair>,
}

impl<'a> Analysis<'a> {
    /// Looks at all articles. Names meet through `aliases`.
    pub fn new(entries: &'a [Entry<'a>], aliases: &Aliases) -> Analysis<'a> {
        let readings = Readings::new(entries, aliases, None);
        Analysis::of(entries, readings, None)
    }

    /// Looks at articles that were read. What `memory` knows of them is not looked for again: the result is the same without
    /// it.
    pub fn of(
        entries: &'a [Entry<'a>],
        readings: Readings,
        memory: Option<&Memory>,
    ) -> Analysis<'a> {
        Analysis::as_far_as(nearest::REACH, entries, readings, memory)
    }

    fn as_far_as(
        reach: nearest::Reach,
        entries: &'a [Entry<'a>],
        readings: Readings,
        memory: Option<&Memory>,
    ) -> Analysis<'a> {
        let Readings {
            words,
            mut articles,
        } = readings;
        let vectors = vector::Vectors::new(vocabulary::vocabulary(&words, &mut articles));
        let traces = story::Traces::new(entries, articles, &vectors);
        let (lists, near) = nearest::neighbours(entries, &vectors, memory, reach);
        let mut analysis = Analysis {
            entries,
            vectors,
            traces,
            lists,
            near,
            pairs: Vec::new(),
        };
        analysis.pairs = story::pairs(&analysis, memory);
        analysis
    }

    /// What was found, for the next analysis, which may be of other articles: bytes for [`Memory::recall`].
    pub fn remember(&self) -> Vec<u8> {
        Memory::write(self)
    }

    /// For each article the nearest others: at most `limit`, which is at most 48, best first. Function words and words of a
    /// single article say nothing here.
    pub fn candidates(&self, limit: usize) -> Vec<Vec<Candidate>> {
        candidate::candidates(self, limit)
    }

    /// What two articles share beside words.
    pub fn reason(&self, article: usize, other: usize) -> Reason {
        candidate::reason(self, article, other)
    }

    /// Finds the words that articles share.
    pub fn shared_words(&self) -> SharedWords<'_> {
        SharedWords::new(self)
    }

    /// Which articles tell one event, by their first article's number.
    pub fn stories(&self) -> Vec<Story> {
        story::stories(self)
    }

    /// How two articles compare.
    pub fn compare(&self, a: usize, b: usize) -> Likeness {
        self.traces.compare(self, a, b)
    }

    /// Whether two articles have the same words in the same order.
    pub fn same_text(&self, a: usize, b: usize) -> bool {
        self.traces.same_text(a, b)
    }
}

#[cfg(test)]
mod tests;
