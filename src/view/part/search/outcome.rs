//! What came of a search: hits, or one of the three ways of having none.

use crate::route::{Query, Root, Route};
use crate::view::part::entry::{Dated, article_link, categories, facts};
use crate::view::part::markup::{Element, Node, el, link};
use crate::view::part::notice::{failure, loading};
use crate::view::part::pager::pager;
use crate::view::part::words;

use super::{Hit, Nothing, Results, SearchState};

/// The part of the search page below its form.
pub fn outcome(query: &Query, state: &SearchState, root: &Root) -> Element {
    let child: Node = match state {
        SearchState::Idle { examples, recent } => idle(examples, recent, root).into(),
        SearchState::Loading => loading("Searching…").into(),
        SearchState::Failed { sentence } => failure(sentence, true).into(),
        SearchState::Nothing(reason) => nothing(reason, query, root).into(),
        SearchState::Results(results) => hits(results, query, root),
    };
    el("div").class("outcome").add(child)
}

fn idle(examples: &[String], recent: &[String], root: &Root) -> Element {
    let tip = |what: &'static str, how: &'static str| {
        el("li").add(el("code").add(what)).add(" ").add(how)
    };
    let example =
        |text: &String| el("li").add(link(search_for(text, root), text.clone()).class("chip"));
    let again = |text: &String| {
        el("li")
            .add(link(search_for(text, root), text.clone()).class("chip"))
            .add(
                el("button")
                    .class("button quiet forget")
                    .set("type", "button")
                    .set("data-action", "forget")
                    .set("data-copy", text.clone())
                    .set("aria-label", format!("Forget {text}"))
                    .add("×"),
            )
    };
    let recent = (!recent.is_empty()).then(|| {
        el("section")
            .set("aria-labelledby", "recent")
            .add(
                el("h2")
                    .set("id", "recent")
                    .add("Looked for on this device"),
            )
            .add(el("ul").class("chips").each(recent.iter().map(again)))
    });
    el("section")
        .class("tips")
        .set("aria-labelledby", "tips")
        .add(el("h2").set("id", "tips").add("How to ask"))
        .add(
            el("ul")
                .add(
                    el("li").add(
                        "Several words find the articles that have them all; where these are few, others that have some of them follow.",
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
        // Last: the page as the host sent it knows nothing of it, and what stands there stays in its place.
        .add(recent)
}

/// Why there is nothing: the words, or what narrows them; and the way to the nearest articles.
fn nothing(reason: &Nothing, query: &Query, root: &Root) -> Element {
    let nearest = reason.nearest.as_ref().map(|(query, total)| {
        let name = if reason.is_filter {
            words::articles(*total)
        } else {
            format!("{} for {}", words::articles(*total), query.text)
        };
        let query = query.clone();
        link(root.href(&Route::Search { query }), name)
    });
    let title = el("h2").set("id", "nothing");
    let notice = el("section")
        .class("notice")
        .set("aria-labelledby", "nothing");
    if reason.is_filter {
        let cleared = Query {
            text: query.text.clone(),
            sort: query.sort,
            ..Query::default()
        };
        let href = root.href(&Route::Search { query: cleared });
        return notice
            .add(title.add("The filters leave nothing"))
            .add(nearest.map(|nearest| {
                el("p")
                    .add("Without ")
                    .add(el("q").add(reason.culprit.clone()))
                    .add(" there would be ")
                    .add(nearest)
                    .add(".")
            }))
            .add(el("p").add(link(href, "Search without filters").class("button")));
    }
    // A question of one word names it already.
    let bare = |words: &str| words.trim_matches(['"', '“', '”', ' ']).to_owned();
    let culprit = bare(&reason.culprit);
    let culprit = (!culprit.is_empty() && culprit != bare(&query.text)).then(|| {
        el("p")
            .add("Nothing is left because of ")
            .add(el("q").add(culprit))
            .add(".")
    });
    // What has quotation marks needs no more of them.
    let asked = el(if query.text.contains('"') {
        "span"
    } else {
        "q"
    });
    notice
        .add(
            title
                .add("No article has ")
                .add(asked.add(query.text.clone())),
        )
        .add(culprit)
        .add(nearest.map(|nearest| el("p").add("There are ").add(nearest).add(".")))
        .add(
            el("p")
                .add("Fewer or other words may help, or look through the ")
                .add(link(root.href(&Route::Categories), "categories"))
                .add("."),
        )
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
        words::title(&hit.summary.title)
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
        .add(places(hit, root))
        .add(categories(&hit.summary.categories, root))
}

/// In how many places the words stand, and the way to the best.
fn places(hit: &Hit, root: &Root) -> Node {
    if hit.places.is_empty() || hit.passage.is_empty() {
        return Node::NONE;
    }
    let list: Vec<String> = hit
        .places
        .iter()
        .map(|(layer, count)| format!("{layer} {}", words::number(*count)))
        .collect();
    let total = hit.places.iter().map(|(_, count)| count).sum();
    let href = root.href(&Route::article(&hit.summary.slug)) + &hit.find.fragment(&hit.passage);
    el("p")
        .class("hit-places")
        .add(
            link(href, words::count(total, "place", "places"))
                .set("data-file", hit.summary.file.as_str().to_owned()),
        )
        .add(format!(": {}", list.join(", ")))
        .into()
}

fn marked(runs: &[(String, bool)]) -> Node {
    let run = |(text, mark): &(String, bool)| -> Node {
        if *mark {
            el("mark").add(text.clone()).into()
        } else {
            words::title(text)
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
