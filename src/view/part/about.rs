//! What this site is, who writes what, and what it does with a reader's data: nothing.

use crate::route::{Root, Route};
use crate::wire::{Counts, Site};

use super::crumbs::crumbs;
use super::markup::{Element, Node, el, link};
use super::words;

/// The about page.
pub fn about(site: &Site, counts: &Counts, root: &Root) -> Element {
    let title = if site.title.is_empty() {
        "this site"
    } else {
        &site.title
    };
    let p = |text: String| el("p").add(text);
    let holds = format!(
        "It holds {} from {}, in {}.",
        words::articles(counts.articles),
        words::count(counts.sources, "source", "sources"),
        words::count(counts.categories, "category", "categories"),
    );
    el("div")
        .class("page about")
        .add(crumbs(root, Vec::new(), "About"))
        .add(
            el("header")
                .class("page-head")
                .add(el("h1").add("About"))
                .add((!site.description.is_empty()).then(|| el("p").class("lead").add(site.description.clone()))),
        )
        .add(
            el("div")
                .class("prose")
                .add(p(format!("{title} is an archive of articles, made to be read, searched and kept. {holds}")))
                .add(el("h2").set("id", "who").add("Who writes what"))
                .add(p("An article has up to four layers. Each is set apart on the page and says who wrote it.".into()))
                .add(layers(title, root))
                .each((!site.about.is_empty()).then(|| {
                    el("h2").set("id", "origin").add("Where the articles come from")
                }))
                .each(site.about.iter().cloned().map(p))
                .add(el("h2").set("id", "rights").add("Rights"))
                .add(p(format!("Reports belong to the publishers that are named with them. Opinions, calls to action and \
                        to-do lists belong to {title}."))) 
                .add(el("h2").set("id", "privacy").add("Privacy"))
                .add(privacy())
                .add(el("h2").set("id", "reach").add("Keeping in touch"))
                .add(
                    el("p")
                        .add("New articles reach you by feed, for the whole site or for one category: see ")
                        .add(link(root.href(&Route::Subscribe), "Subscribe"))
                        .add("."),
                ),
        )
}

fn layers(title: &str, root: &Root) -> Element {
    let row = |class: &'static str, name: &'static str, who: Node| {
        el("div")
            .class(class)
            .add(el("dt").add(name))
            .add(el("dd").add(who))
    };
    let sources = link(root.href(&Route::Sources), "source");
    el("dl")
        .class("layer-key")
        .add(row(
            "report",
            "Report",
            vec![
                "What happened, as given under the name of its ".into(),
                Node::from(sources),
                ".".into(),
            ]
            .into(),
        ))
        .add(row(
            "opinion",
            "Opinion",
            format!("What {title} thinks of it.").into(),
        ))
        .add(row(
            "action",
            "Action",
            format!("What the editors of {title} ask citizens to consider.").into(),
        ))
        .add(row(
            "todo",
            "To Do",
            "Steps a reader can take, and whom to write to.".into(),
        ))
}

fn privacy() -> Element {
    let item = |text: &'static str| el("li").add(text);
    el("ul")
        .add(item("Nothing about you leaves your device. There are no accounts, no cookies, no statistics, and no requests to anyone else."))
        .add(item("Search runs in your browser. What you type is sent nowhere."))
        .add(item("Your browser keeps, on this device only: the steps you ticked off, the colours you chose, and which articles you have read. Clearing this site’s data in the browser removes all of it."))
}
