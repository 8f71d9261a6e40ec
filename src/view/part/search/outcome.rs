//! What came of a search: hits, or one of the three ways of having none.

use crate::route::{Query, Root, Route};
use crate::view::part::entry::{Dated, article_link, categories, facts};
use crate::view::part::markup::{Element, Node, el, link};
use crate::view::part::notice::{failure, loading};
use crate::view::part::pager::pager;
use crate::view::part::words;

use super::{Hit, Results, SearchState};

/// The part of the search page below its form.
pub fn outcome(query: &Query, state: &SearchState, root: &Root) -> Element {
    let child: Node = match state {
        SearchState::Idle { examples } => idle(examples, root).into(),
        SearchState::Loading => loading("Searching…").into(),
        SearchState::Failed { sentence } => failure(sentence, true).into(),
        SearchState::NothingFor {
            text,
            hint,
            suggestion,
        } => nothing(text, hint, suggestion.as_deref(), root).into(),
        SearchState::FiltersExclude { without, .. } => excluded(*without, query, root).into(),
        SearchState::Results(results) => hits(results, query, root),
    };
    el("div").class("outcome").add(child)
}

fn idle(examples: &[String], root: &Root) -> Element {
    let tip = |what: &'static str, how: &'static str| {
        el("li").add(el("code").add(what)).add(" ").add(how)
    };
    let example =
        |text: &String| el("li").add(link(search_for(text, root), text.clone()).class("chip"));
    el("section")
        .class("tips")
        .set("aria-labelledby", "tips")
        .add(el("h2").set("id", "tips").add("How to ask"))
        .add(
            el("ul")
                .add(
                    el("li").add(
                        "Several words find the articles that have them all, the closest first.",
                    ),
                )
                .add(tip("\"open skies\"", "finds words that stand together."))
                .add(tip("-sanctions", "leaves out articles with a word."))
                .add(
                    el("li").add(
                        "Nothing you type leaves this device: the search runs in your browser.",
                    ),
                ),
        )
        .add((!examples.is_empty()).then(|| el("h2").add("For example")))
        .add(
            (!examples.is_empty())
                .then(|| el("ul").class("chips").each(examples.iter().map(example))),
        )
}

fn nothing(text: &str, hint: &str, suggestion: Option<&str>, root: &Root) -> Element {
    let suggestion = suggestion.map(|other| {
        el("p")
            .add("Did you mean ")
            .add(link(search_for(other, root), other.to_owned()))
            .add("?")
    });
    el("section")
        .class("notice")
        .set("aria-labelledby", "nothing")
        .add(
            el("h2")
                .set("id", "nothing")
                .add("No article has ")
                .add(el("q").add(text.to_owned())),
        )
        .add(suggestion)
        .add((!hint.is_empty()).then(|| el("p").add(hint.to_owned())))
        .add(
            el("p")
                .add("Fewer or other words may help, or look through the ")
                .add(link(root.href(&Route::Categories), "categories"))
                .add("."),
        )
}

fn excluded(without: u32, query: &Query, root: &Root) -> Element {
    let cleared = Query {
        text: query.text.clone(),
        sort: query.sort,
        ..Query::default()
    };
    let href = root.href(&Route::Search { query: cleared });
    let has = if without == 1 { "has" } else { "have" };
    let words = words::sentence(&words::articles(without));
    el("section")
        .class("notice")
        .set("aria-labelledby", "excluded")
        .add(
            el("h2")
                .set("id", "excluded")
                .add("The filters leave nothing"),
        )
        .add(el("p").add(format!(
            "{words} {has} these words, but none passes all the filters."
        )))
        .add(el("p").add(link(href, "Search without filters").class("button")))
}

fn hits(results: &Results, query: &Query, root: &Root) -> Node {
    let words = words::sentence(&words::articles(results.total));
    let place = if results.pages > 1 {
        format!(
            ", page {} of {}",
            words::number(results.page),
            words::number(results.pages)
        )
    } else {
        String::new()
    };
    // The list goes on counting where the page before ended.
    let list = el("ol")
        .class("hits")
        .set_some(
            "start",
            (results.first > 1).then(|| results.first.to_string()),
        )
        .each(
            results
                .hits
                .iter()
                .map(|found| el("li").add(hit(found, root))),
        );
    let href = |page| {
        root.href(&Route::Search {
            query: query.on_page(page),
        })
    };
    vec![
        Node::from(el("h2").class("extent").add(format!("{words}{place}"))),
        list.into(),
        pager(results.page, results.pages, href),
    ]
    .into()
}

fn hit(hit: &Hit, root: &Root) -> Element {
    let snippet =
        (!hit.snippet.is_empty()).then(|| el("p").class("entry-excerpt").add(marked(&hit.snippet)));
    let title = if hit.title.is_empty() {
        hit.summary.title.clone().into()
    } else {
        marked(&hit.title)
    };
    el("article")
        .class("entry")
        .add(
            el("h3")
                .class("entry-title")
                .add(article_link(&hit.summary, root, title)),
        )
        .add(facts(&hit.summary, root, Dated::Here))
        .add(snippet)
        .add(categories(&hit.summary.categories, root))
}

fn marked(runs: &[(String, bool)]) -> Node {
    let run = |(text, mark): &(String, bool)| -> Node {
        if *mark {
            el("mark").add(text.clone()).into()
        } else {
            text.clone().into()
        }
    };
    runs.iter().map(run).collect::<Vec<_>>().into()
}

fn search_for(text: &str, root: &Root) -> String {
    root.href(&Route::Search {
        query: Query {
            text: text.to_owned(),
            ..Query::default()
        },
    })
}
