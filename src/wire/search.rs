//! The messages between a page and its search worker, as they cross `postMessage`.
//!
//! They mirror [`crate::search::request`], which knows no serialisation. Every question carries an id and every answer
//! gives it back. A worker first says [`FromWorker::Ready`]: what is sent before its listener exists would be dropped.

use crate::search::FieldKind;
use crate::search::request as plain;
use serde::{Deserialize, Serialize};

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToWorker {
    /// Where the index is. Must come first.
    Init(Init),
    /// A question. The newest wins: what is unanswered before it is dropped.
    Ask(Box<Request>),
    /// The question with this id is no longer of interest.
    Cancel(u32),
}

/// Where the index is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Init {
    /// The site's base address, with a slash at the end. Files are at `data/NAME` below it.
    pub base: String,
    /// The name of the root file.
    pub root: String,
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromWorker {
    /// The worker listens.
    Ready,
    /// Files are being fetched for a question.
    Progress {
        /// The question.
        id: u32,
        /// Files that have arrived.
        done: u32,
        /// Files asked for so far.
        total: u32,
    },
    /// An answer.
    Answer(Box<Response>),
    /// A question could not be answered.
    Failed {
        /// The question.
        id: u32,
        /// Why, in a sentence for the reader.
        sentence: String,
    },
}

/// See [`plain::Request`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    /// Given back with the answer.
    pub id: u32,
    /// The query as typed.
    pub text: String,
    /// Restrictions from outside the text.
    pub filters: Filters,
    /// The order of hits.
    pub sort: Sort,
    /// How many hits to pass over.
    pub offset: u32,
    /// How many hits to give.
    pub limit: u32,
    /// Days from 1970-01-01 to the present day in the site's zone.
    pub today: Option<i32>,
    /// How much of an answer is wanted.
    pub detail: Detail,
}

/// See [`plain::Detail`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Ordinals and scores only.
    Ranking,
    /// Also the summaries.
    Summaries,
    /// Also snippets and facets.
    #[default]
    Full,
}

/// See [`plain::Filters`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// Category slugs.
    pub categories: Vec<String>,
    /// Whether an article must have all of the categories.
    pub all_categories: bool,
    /// Source hosts, any of them.
    pub sources: Vec<String>,
    /// The first day that passes.
    pub from: Option<i32>,
    /// The last day that passes.
    pub to: Option<i32>,
}

/// See [`plain::Sort`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
    /// By host.
    Source,
}

/// See [`plain::Response`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The question's id.
    pub id: u32,
    /// How many articles match in all.
    pub total: u32,
    /// The hits asked for.
    pub hits: Vec<Hit>,
    /// Counts by facet.
    pub facets: Facets,
    /// Stems to look for in an article's text, each with the number of the query's word and its weight.
    pub sought_stems: Vec<(String, u32, u32)>,
    /// Forms that must be met exactly, likewise.
    pub sought_forms: Vec<(String, u32, u32)>,
    /// How the text was understood.
    pub chips: Vec<Chip>,
    /// Words that were replaced or may be meant.
    pub corrections: Vec<Correction>,
    /// What was not understood.
    pub notes: Vec<String>,
    /// Why nothing was found.
    pub empty: Option<EmptyReason>,
}

/// See [`plain::Hit`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Position newest first.
    pub ordinal: u32,
    /// Score; 0 when the query has no words.
    pub score: u32,
    /// The summary as JSON text.
    pub summary: String,
    /// The best passage.
    pub snippet: Option<Snippet>,
    /// Matches in the title, in bytes.
    pub title_marks: Vec<(u32, u32)>,
    /// Matches by layer.
    pub layers: Vec<(Layer, u32)>,
}

/// See [`plain::Snippet`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The passage.
    pub text: String,
    /// Matches in it, in bytes.
    pub marks: Vec<(u32, u32)>,
    /// The layer it is from.
    pub layer: Layer,
    /// Whether text was cut off before it.
    pub cut_before: bool,
    /// Whether text was cut off after it.
    pub cut_after: bool,
}

/// See [`FieldKind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// The headline.
    Title,
    /// The short points.
    KeyPoints,
    /// The report.
    Report,
    /// The opinion.
    Opinion,
    /// The action.
    Action,
    /// The to-do.
    Todo,
    /// Names and contacts.
    Names,
    /// Anything else.
    Other,
}

/// See [`plain::Facets`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// By category slug.
    pub categories: Vec<(String, u32)>,
    /// By source host.
    pub sources: Vec<(String, u32)>,
    /// By year.
    pub years: Vec<(i32, u32)>,
    /// By year and month.
    pub months: Vec<((i32, u8), u32)>,
}

/// See [`plain::Chip`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chip {
    /// What kind of part.
    pub kind: ChipKind,
    /// What to show.
    pub label: String,
    /// The query without this part.
    pub without: String,
}

/// See [`plain::ChipKind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChipKind {
    /// A word.
    Word,
    /// A phrase.
    Phrase,
    /// Something excluded.
    Not,
    /// Alternatives or a parenthesis.
    Group,
    /// A restriction.
    Filter,
}

/// See [`plain::Correction`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The word as typed.
    pub typed: String,
    /// The word of the index.
    pub meant: String,
    /// The whole query with that word in its place.
    pub text: String,
    /// Whether the answer already has its articles.
    pub applied: bool,
}

/// See [`plain::EmptyReason`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmptyReason {
    /// What emptied the result.
    pub culprit: String,
    /// Whether that is a filter from outside the text.
    pub is_filter: bool,
    /// The nearest query that finds something.
    pub nearest: Option<Nearest>,
}

/// See [`plain::Nearest`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nearest {
    /// Its text.
    pub text: String,
    /// Its filters.
    pub filters: Filters,
    /// How many articles it finds.
    pub total: u32,
}

impl From<Request> for plain::Request {
    fn from(r: Request) -> plain::Request {
        plain::Request {
            id: r.id,
            text: r.text,
            filters: r.filters.into(),
            sort: match r.sort {
                Sort::Relevance => plain::Sort::Relevance,
                Sort::Newest => plain::Sort::Newest,
                Sort::Oldest => plain::Sort::Oldest,
                Sort::Source => plain::Sort::Source,
            },
            offset: r.offset,
            limit: r.limit,
            today: r.today,
            detail: match r.detail {
                Detail::Ranking => plain::Detail::Ranking,
                Detail::Summaries => plain::Detail::Summaries,
                Detail::Full => plain::Detail::Full,
            },
        }
    }
}

impl From<Filters> for plain::Filters {
    fn from(f: Filters) -> plain::Filters {
        let category_mode = if f.all_categories {
            plain::Mode::All
        } else {
            plain::Mode::Any
        };
        plain::Filters {
            categories: f.categories,
            category_mode,
            sources: f.sources,
            from: f.from,
            to: f.to,
        }
    }
}

impl From<plain::Filters> for Filters {
    fn from(f: plain::Filters) -> Filters {
        let all_categories = f.category_mode == plain::Mode::All;
        Filters {
            categories: f.categories,
            all_categories,
            sources: f.sources,
            from: f.from,
            to: f.to,
        }
    }
}

impl From<FieldKind> for Layer {
    fn from(kind: FieldKind) -> Layer {
        match kind {
            FieldKind::Title => Layer::Title,
            FieldKind::KeyPoints => Layer::KeyPoints,
            FieldKind::Report => Layer::Report,
            FieldKind::Opinion => Layer::Opinion,
            FieldKind::Action => Layer::Action,
            FieldKind::Todo => Layer::Todo,
            FieldKind::Names => Layer::Names,
            FieldKind::Other => Layer::Other,
        }
    }
}

impl From<plain::Hit> for Hit {
    fn from(h: plain::Hit) -> Hit {
        Hit {
            ordinal: h.ordinal,
            score: h.score,
            summary: String::from_utf8_lossy(&h.summary).into_owned(),
            snippet: h.snippet.map(|s| Snippet {
                text: s.text,
                marks: s.marks,
                layer: s.layer.into(),
                cut_before: s.cut_before,
                cut_after: s.cut_after,
            }),
            title_marks: h.title_marks,
            layers: h
                .layers
                .into_iter()
                .map(|(kind, count)| (kind.into(), count))
                .collect(),
        }
    }
}

impl From<plain::Chip> for Chip {
    fn from(c: plain::Chip) -> Chip {
        let kind = match c.kind {
            plain::ChipKind::Word => ChipKind::Word,
            plain::ChipKind::Phrase => ChipKind::Phrase,
            plain::ChipKind::Not => ChipKind::Not,
            plain::ChipKind::Group => ChipKind::Group,
            plain::ChipKind::Filter => ChipKind::Filter,
        };
        Chip {
            kind,
            label: c.label,
            without: c.without,
        }
    }
}

impl From<plain::Response> for Response {
    fn from(r: plain::Response) -> Response {
        let correction = |c: plain::Correction| Correction {
            typed: c.typed,
            meant: c.meant,
            text: c.text,
            applied: c.applied,
        };
        let nearest = |n: plain::Nearest| Nearest {
            text: n.text,
            filters: n.filters.into(),
            total: n.total,
        };
        Response {
            id: r.id,
            total: r.total,
            hits: r.hits.into_iter().map(Hit::from).collect(),
            facets: Facets {
                categories: r.facets.categories,
                sources: r.facets.sources,
                years: r.facets.years,
                months: r.facets.months,
            },
            sought_stems: r.sought.stems,
            sought_forms: r.sought.forms,
            chips: r.chips.into_iter().map(Chip::from).collect(),
            corrections: r.corrections.into_iter().map(correction).collect(),
            notes: r.notes,
            empty: r.empty.map(|e| EmptyReason {
                culprit: e.culprit,
                is_filter: e.is_filter,
                nearest: e.nearest.map(nearest),
            }),
        }
    }
}
