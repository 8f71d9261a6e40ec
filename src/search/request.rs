//! What is asked, and what is answered?
//!
//! Plain values. All places in texts are in bytes of UTF-8 at character boundaries; all days are days since 1970-01-01 in
//! the site's zone.

use super::FieldKind;
use super::snippet::Sought;

/// One question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Given back with the answer.
    pub id: u32,
    /// The query as typed. Empty: everything that passes the filters, by date.
    pub text: String,
    /// Restrictions from outside the text.
    pub filters: Filters,
    /// The order of hits.
    pub sort: Sort,
    /// How many hits to pass over.
    pub offset: u32,
    /// How many hits to give; at most [`MAX_LIMIT`].
    pub limit: u32,
    /// The present day, for "last week". Without it such dates are not understood.
    pub today: Option<i32>,
    /// What to leave out for speed.
    pub detail: Detail,
}

/// The most hits in one answer.
pub const MAX_LIMIT: u32 = 1000;

/// How much of an answer is wanted. Each step may take more files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Ordinals and scores only.
    Ranking,
    /// Also what finds their articles; facets when they are at hand.
    Hits,
    /// Facets in any case.
    #[default]
    Full,
}

/// Restrictions that the page's filter panel sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Category slugs.
    pub categories: Vec<String>,
    /// Whether an article must have all of them or any.
    pub category_mode: Mode,
    /// Source hosts, any of them.
    pub sources: Vec<String>,
    /// The first day that passes.
    pub from: Option<i32>,
    /// The last day that passes.
    pub to: Option<i32>,
}

/// How several values of one filter combine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Any of them.
    #[default]
    Any,
    /// All of them.
    All,
}

/// The order of hits. Ties go to the newer article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first; by date when the query has no words.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
    /// By host, then newest first; articles without a source last.
    Source,
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The question's id.
    pub id: u32,
    /// How many articles match in all.
    pub total: u32,
    /// The hits asked for.
    pub hits: Vec<Hit>,
    /// Counts by facet, where they were asked for or at hand.
    pub facets: Option<Facets>,
    /// What to look for in an article's text: see [`super::snippet::passages`].
    pub sought: Sought,
    /// How the text was understood, part by part.
    pub chips: Vec<Chip>,
    /// Words that were replaced or may be meant.
    pub corrections: Vec<Correction>,
    /// The query with its last word finished, the likeliest first.
    pub completions: Vec<String>,
    /// What was not understood, in sentences.
    pub notes: Vec<String>,
    /// Why nothing was found.
    pub empty: Option<EmptyReason>,
}

/// One article found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    /// Its position newest first.
    pub ordinal: u32,
    /// Its score; 0 when the query has no words.
    pub score: u32,
    /// What the builder was given to find the article's own file.
    pub key: Vec<u8>,
}

/// Counts by facet, true under the query and all other filters; only what occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By category slug: most first, ties by slug.
    pub categories: Vec<(String, u32)>,
    /// By source host: most first, ties by host.
    pub sources: Vec<(String, u32)>,
    /// By year: newest first.
    pub years: Vec<(i32, u32)>,
    /// By year and month (1 to 12): newest first.
    pub months: Vec<((i32, u8), u32)>,
    /// By layer, those that some but not all articles have, in the order of an article: what `has:` would leave.
    pub layers: Vec<(FieldKind, u32)>,
}

/// One part of the query as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// What kind of part.
    pub kind: ChipKind,
    /// What to show: `"exact words"`, `title: treaty`, `before 17 August 2025`.
    pub label: String,
    /// The query without this part.
    pub without: String,
}

/// Kinds of [`Chip`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChipKind {
    /// A word.
    Word,
    /// A phrase in quotation marks.
    Phrase,
    /// Something excluded.
    Not,
    /// A group of alternatives or a parenthesis.
    Group,
    /// A restriction by layer, category, source, date or petition.
    Filter,
}

/// A word that found little, and a better one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The word as typed.
    pub typed: String,
    /// The word of the index.
    pub meant: String,
    /// The whole query with that word in its place.
    pub text: String,
    /// Whether the answer already has the better word's articles.
    pub applied: bool,
}

/// Why nothing was found and what would find something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmptyReason {
    /// What emptied the result: a word, a part of the query, or a filter, as shown to the reader.
    pub culprit: String,
    /// Whether the culprit is a filter from outside the text.
    pub is_filter: bool,
    /// The nearest query that finds something, when there is one.
    pub nearest: Option<Nearest>,
}

/// A query near the one asked that finds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// Its text.
    pub text: String,
    /// Its filters.
    pub filters: Filters,
    /// How many articles it finds.
    pub total: u32,
}
