//! The search page.

pub mod outcome;

use crate::route::{Query, Root, Route, Sort, key};
use crate::wire::Summary;

use super::crumbs::crumbs;
use super::filters::{Facets, chips, filters, hidden};
use super::markup::{Element, Node, el};

pub use outcome::outcome;

/// What a search has come to.
#[derive(Clone, Debug, PartialEq)]
pub enum SearchState {
    /// Nothing was asked yet.
    Idle {
        /// Queries that show what can be asked.
        examples: Vec<String>,
    },
    /// The answer is on its way.
    Loading,
    /// There will be no answer.
    Failed {
        /// What happened, in a sentence.
        sentence: String,
    },
    /// No article has the words.
    NothingFor {
        /// What was typed.
        text: String,
        /// What could help, in a sentence; or empty.
        hint: String,
        /// Another spelling that has articles.
        suggestion: Option<String>,
    },
    /// Articles have the words, but the filters leave none.
    FiltersExclude {
        /// Articles without the filters.
        without: u32,
        /// What could still be filtered by.
        facets: Facets,
    },
    /// Articles.
    Results(Results),
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
    /// What they can be narrowed by.
    pub facets: Facets,
    /// This page, from 1.
    pub page: u32,
    /// Number of pages.
    pub pages: u32,
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
}

/// The search page: form, then what came of it.
pub fn search(query: &Query, state: &SearchState, root: &Root) -> Element {
    let route = Route::Search {
        query: query.clone(),
    };
    let facets = match state {
        SearchState::Results(results) => Some(&results.facets),
        SearchState::FiltersExclude { facets, .. } => Some(facets),
        _ => None,
    };
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
                .add(form(query, root)),
        )
        .add(
            el("div").class("with-side").add(side).add(
                el("div")
                    .class("list")
                    .set("id", "list")
                    .add(chips)
                    .add(outcome(query, state, root)),
            ),
        )
}

/// The form. Filters and sort go along with new words.
pub fn form(query: &Query, root: &Root) -> Element {
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
                    .add(input(&query.text))
                    .add(el("button").class("button strong").add("Search")),
            )
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
        root,
    )
}

fn input(text: &str) -> Element {
    el("input")
        .class("field")
        .set("id", "q")
        .set("name", key::TEXT)
        .set("type", "search")
        .set("value", text.to_owned())
        .set("autocomplete", "off")
        .set("autocapitalize", "none")
        .set("spellcheck", "false")
        .set("enterkeyhint", "search")
}
