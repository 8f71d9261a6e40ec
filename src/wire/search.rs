//! The messages between a page and its search worker, as they cross `postMessage`.
//!
//! They mirror [`crate::search::request`], which knows no serialisation. Every question carries an id and every answer
//! gives it back. A worker first says [`FromWorker::Ready`]: what is sent before its listener exists would be dropped.

use super::shown::Shown;
use crate::search::FieldKind;
use crate::search::request as plain;
use serde::{Deserialize, Serialize};

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToWorker {
    /// Where the index is. Must come first, and again when another version of the site was put up.
    Init(Init),
    /// A question. The newest wins: what is unanswered before it is dropped.
    Ask(Box<Request>),
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
    /// Also hits with what they show; facets when they are at hand.
    Hits,
    /// Facets in any case.
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
    /// Counts by facet, where they were asked for or at hand.
    pub facets: Option<Facets>,
    /// How the text was understood: each part, and the text without it.
    pub chips: Vec<(String, String)>,
    /// Words that were replaced, and by which of the index.
    pub corrections: Vec<(String, String)>,
    /// The query with its last word finished, the likeliest first.
    pub completions: Vec<String>,
    /// What was not understood.
    pub notes: Vec<String>,
    /// Why nothing was found.
    pub empty: Option<EmptyReason>,
}

/// What a hit shows: see [`Shown`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The summary as JSON text.
    pub summary: String,
    /// The best passage.
    pub snippet: Option<Snippet>,
    /// Matches in the title, in bytes.
    pub title_marks: Vec<(u32, u32)>,
    /// Matches by layer.
    pub layers: Vec<(Layer, u32)>,
    /// The words that match in them.
    pub words: Vec<String>,
    /// The place that the passage begins with, from 1.
    pub first: u32,
}

/// See [`crate::search::snippet::Snippet`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The passage.
    pub text: String,
    /// Matches in it, in bytes.
    pub marks: Vec<(u32, u32)>,
    /// Whether text was cut off before it.
    pub cut_before: bool,
    /// Whether text was cut off after it.
    pub cut_after: bool,
}

/// See [`FieldKind`]. It crosses as its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u8", into = "u8")]
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

impl From<u8> for Layer {
    fn from(number: u8) -> Layer {
        let kind = FieldKind::ALL.get(usize::from(number));
        kind.map_or(Layer::Other, |kind| Layer::from(*kind))
    }
}

impl From<Layer> for u8 {
    fn from(layer: Layer) -> u8 {
        layer as u8
    }
}

impl Layer {
    /// What a reader calls it.
    pub fn name(self) -> &'static str {
        match self {
            Layer::Title => "title",
            Layer::KeyPoints => "key points",
            Layer::Report => "report",
            Layer::Opinion => "opinion",
            Layer::Action => "action",
            Layer::Todo => "to do",
            Layer::Names => "names",
            Layer::Other => "elsewhere",
        }
    }
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
    /// By layer.
    pub layers: Vec<(Layer, u32)>,
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
                Detail::Hits => plain::Detail::Hits,
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

impl Hit {
    /// A hit with what it shows.
    pub fn new(shown: Shown) -> Hit {
        let passages = shown.passages;
        Hit {
            summary: shown.summary,
            snippet: passages.snippet.map(|s| Snippet {
                text: s.text,
                marks: s.marks,
                cut_before: s.cut_before,
                cut_after: s.cut_after,
            }),
            title_marks: passages.title_marks,
            layers: passages
                .layers
                .into_iter()
                .map(|(kind, count)| (kind.into(), count))
                .collect(),
            words: passages.words,
            first: passages.first,
        }
    }
}

fn pairs<T>(list: Vec<T>, pair: fn(T) -> (String, String)) -> Vec<(String, String)> {
    list.into_iter().map(pair).collect()
}

impl Response {
    /// An answer with its hits, which are made of the articles' own files.
    pub fn new(r: plain::Response, hits: Vec<Hit>) -> Response {
        let nearest = |n: plain::Nearest| Nearest {
            text: n.text,
            filters: n.filters.into(),
            total: n.total,
        };
        Response {
            id: r.id,
            total: r.total,
            hits,
            facets: r.facets.map(|facets| Facets {
                categories: facets.categories,
                sources: facets.sources,
                years: facets.years,
                months: facets.months,
                layers: facets
                    .layers
                    .into_iter()
                    .map(|(kind, count)| (kind.into(), count))
                    .collect(),
            }),
            chips: pairs(r.chips, |chip| (chip.label, chip.without)),
            corrections: pairs(r.corrections, |one| (one.typed, one.meant)),
            completions: r.completions,
            notes: r.notes,
            empty: r.empty.map(|e| EmptyReason {
                culprit: e.culprit,
                is_filter: e.is_filter,
                nearest: e.nearest.map(nearest),
            }),
        }
    }
}
