//! The search page.

pub mod outcome;

use crate::route::{Find, Query, Root, Route, Sort, key};
use crate::wire::Summary;

use super::crumbs::crumbs;
use super::filters::{Facets, chip, chips, filters, hidden};
use super::markup::{Element, Node, el, unseen};

pub use outcome::outcome;

/// What a search has come to.
#[derive(Clone, Debug, PartialEq)]
pub enum SearchState {
    /// Nothing was asked yet.
    Idle {
        /// Queries that show what can be asked.
        examples: Vec<String>,
        /// What was looked for on this device, the latest first.
        recent: Vec<String>,
    },
    /// The answer is on its way.
    Loading,
    /// There will be no answer.
    Failed {
        /// What happened, in a sentence.
        sentence: String,
    },
    /// No article.
    Nothing(Nothing),
    /// Articles.
    Results(Results),
}

/// Why there is nothing, and what there is nearby.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Nothing {
    /// How the question was understood.
    pub understood: Understood,
    /// The word, part or filter that leaves nothing; empty when there is none to name.
    pub culprit: String,
    /// Whether that is a filter: then there are articles with the words.
    pub is_filter: bool,
    /// The nearest question that finds something, and how many articles.
    pub nearest: Option<(Query, u32)>,
    /// What could still be filtered by.
    pub facets: Option<Facets>,
}

/// How a question was understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Understood {
    /// Its parts: what each says, and the text without it.
    pub parts: Vec<(String, String)>,
    /// Words that no article has and what was looked for in their place.
    pub corrected: Vec<(String, String)>,
    /// What was not understood, in sentences.
    pub notes: Vec<String>,
    /// The text with its last word finished, the likeliest first.
    pub completions: Vec<String>,
}

/// A page of hits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// Hits on all pages.
    pub total: u32,
    /// Number of the first hit on this page, from 1: the list counts on from page to page.
    pub first: u32,
    /// This page.
    pub hits: Vec<Hit>,
    /// How the question was understood.
    pub understood: Understood,
    /// What they can be narrowed by; it may come later.
    pub facets: Option<Facets>,
    /// This page, from 1.
    pub page: u32,
    /// Number of pages.
    pub pages: u32,
    /// Whether these are only the first hits of this page.
    pub is_begun: bool,
}

/// One hit.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The article.
    pub summary: Summary,
    /// Its title in runs; true for those to mark.
    pub title: Vec<(String, bool)>,
    /// The passage that answers best, in runs.
    pub snippet: Vec<(String, bool)>,
    /// Some words of the passage as they stand in the article; empty without a passage.
    pub passage: String,
    /// The words that match in the article's text, and where to begin.
    pub find: Find,
    /// In how many places the words stand, by the name of the layer.
    pub places: Vec<(&'static str, u32)>,
}

/// The search page: form, then what came of it.
pub fn search(query: &Query, state: &SearchState, root: &Root) -> Element {
    let route = Route::Search {
        query: query.clone(),
    };
    let (facets, understood) = match state {
        SearchState::Results(results) => (results.facets.as_ref(), Some(&results.understood)),
        SearchState::Nothing(nothing) => (nothing.facets.as_ref(), Some(&nothing.understood)),
        _ => (None, None),
    };
    let completions = understood.map_or(&[][..], |understood| &understood.completions);
    let side = el("div")
        .set("id", "filters")
        .class("side")
        .add(facets.map(|facets| filters(facets, query, &route, root)));
    let chips = facets.map_or(Node::NONE, |facets| chips(facets, query, &route, root));
    el("div")
        .class("page search")
        .add(crumbs(root, Vec::new(), "Search"))
        .add(
            el("header")
                .class("page-head")
                .add(el("h1").add("Search"))
                .add(form(query, completions, root)),
        )
        .add(
            el("div").class("with-side").add(side).add(
                el("div")
                    .class("list")
                    .set("id", "list")
                    .add(chips)
                    .add(understood.map(|understood| self::understood(understood, query, root)))
                    .add(outcome(query, state, root)),
            ),
        )
}

/// What was made of the question: its parts, each a link to the question without it, and what was read otherwise.
fn understood(understood: &Understood, query: &Query, root: &Root) -> Node {
    let part = |(label, without): &(String, String)| {
        let query = Query {
            text: without.clone(),
            ..query.on_page(1)
        };
        let words = unseen("Remove from the question: ");
        el("li").add(chip(
            root.href(&Route::Search { query }),
            words,
            label.clone(),
        ))
    };
    let parts = (understood.parts.len() > 1).then(|| {
        el("ul")
            .class("chips parts")
            .set("aria-label", "Parts of the question")
            .each(understood.parts.iter().map(part))
    });
    let corrected = understood.corrected.iter().map(|(typed, meant)| {
        el("p")
            .class("corrected")
            .add("No article has ")
            .add(el("q").add(typed.clone()))
            .add("; these have ")
            .add(el("q").add(meant.clone()))
            .add(".")
    });
    let notes = understood
        .notes
        .iter()
        .map(|note| el("p").class("corrected").add(note.clone()));
    vec![
        Node::from(parts),
        corrected.map(Node::from).collect::<Vec<_>>().into(),
        notes.map(Node::from).collect::<Vec<_>>().into(),
    ]
    .into()
}

/// The form. Filters and sort go along with new words; `completions` are offered below the field.
pub fn form(query: &Query, completions: &[String], root: &Root) -> Element {
    let sort = if query.sort == Sort::default() {
        ""
    } else {
        query.sort.key()
    };
    el("search").add(
        el("form")
            .class("search-form")
            .set("method", "get")
            .set("action", root.href(&Route::search()))
            .set("data-live", "search")
            .add(el("label").set("for", "q").add("Words to look for"))
            .add(
                el("div")
                    .class("search-row")
                    .add(
                        el("div")
                            .class("combobox")
                            .add(input(&query.text))
                            .add(offered(completions)),
                    )
                    .add(el("button").class("button strong").add("Search")),
            )
            .add(el("p").set("id", PROGRESS).class("loading"))
            // Text alone, which a page with scripts and one without hold as the same tree.
            .add(el("noscript").class("search-off").add(
                "Search runs in your browser, and needs scripts for it. The categories and the list of all articles do not.",
            ))
            .each(
                query
                    .categories
                    .iter()
                    .map(|value| hidden(key::CATEGORY, value)),
            )
            .add(query.any_category.then(|| hidden(key::MATCH, key::ANY)))
            .each(query.sources.iter().map(|value| hidden(key::SOURCE, value)))
            .add(hidden(key::FROM, &query.from))
            .add(hidden(key::TO, &query.to))
            .add(hidden(key::SORT, sort)),
    )
}

/// A form with words in it, for pages that could not show what was asked for.
pub fn small_form(text: &str, root: &Root) -> Element {
    form(
        &Query {
            text: text.to_owned(),
            ..Query::default()
        },
        &[],
        root,
    )
}

/// Id of the line that says how far the index has been loaded. Only the page's own end of search writes there.
pub const PROGRESS: &str = "progress";

/// Id of the list of words offered below the field.
const OFFERED: &str = "offered";

/// What is offered below the field, as the ARIA Authoring Practices have it for an editable combobox. The app gives it
/// its keys.
fn offered(completions: &[String]) -> Element {
    let option = |(at, text): (usize, &String)| {
        el("li")
            .set("id", format!("{OFFERED}-{at}"))
            .set("role", "option")
            .set("aria-selected", "false")
            .add(text.clone())
    };
    el("ul")
        .set("id", OFFERED)
        .class("offered")
        .set("role", "listbox")
        .set("aria-label", "Ways to finish the word")
        .each(completions.iter().enumerate().map(option))
}

fn input(text: &str) -> Element {
    el("input")
        .class("field")
        .set("id", "q")
        .set("name", key::TEXT)
        .set("type", "search")
        .set("role", "combobox")
        .set("aria-autocomplete", "list")
        .set("aria-expanded", "false")
        .set("aria-controls", OFFERED)
        .set("value", text.to_owned())
        .set("autocomplete", "off")
        .set("autocapitalize", "none")
        .set("spellcheck", "false")
        .set("enterkeyhint", "search")
}
