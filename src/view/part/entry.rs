//! One article in a list.

use crate::route::{Root, Route};
use crate::wire::{CategoryRef, Credit, Stamp, Summary};

use super::markup::{Child, Element, Node, el, link};
use super::story::fold;
use super::{stamp, words};

/// What an entry says about its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// The list's heading names the day: only the time.
    ByHeading,
    /// The date.
    Here,
}

/// An article in a list, under headings of the level above `heading` (`h3` below a day).
pub fn entry(summary: &Summary, root: &Root, heading: &'static str, dated: Dated) -> Element {
    let title = el(heading).class("entry-title").add(article_link(
        summary,
        root,
        words::title(&summary.title),
    ));
    let excerpt = (!summary.excerpt.is_empty())
        .then(|| el("p").class("entry-excerpt").add(summary.excerpt.clone()));
    el("article")
        .class("entry")
        .add(title)
        .add(facts(summary, root, dated))
        .add(excerpt)
        .add(summary.fold.as_ref().map(|others| fold(others, root)))
        .add(categories(&summary.categories, root))
}

/// A link to an article; it names the article's file, so that following it is one request.
pub fn article_link(summary: &Summary, root: &Root, words: impl Child) -> Element {
    link(root.href(&Route::article(&summary.slug)), words)
        .set("data-file", summary.file.as_str().to_owned())
}

/// Source, date and reading time of an entry, on a line.
pub fn facts(summary: &Summary, root: &Root, dated: Dated) -> Element {
    let item = |child: Node| el("li").add(child);
    el("ul")
        .class("facts")
        .each(
            summary
                .source
                .as_ref()
                .map(|credit| item(source(credit, root))),
        )
        .each(
            summary
                .published
                .as_ref()
                .and_then(|at| date(at, dated))
                .map(|time| item(time.into())),
        )
        .add(item(words::minutes(summary.minutes).into()))
}

/// A source: a link to its page when it is a host, else its name.
pub fn source(credit: &Credit, root: &Root) -> Node {
    if credit.host {
        link(root.href(&Route::source(&credit.name)), credit.name.clone()).into()
    } else {
        credit.name.clone().into()
    }
}

/// Categories as links, or nothing.
pub fn categories(categories: &[CategoryRef], root: &Root) -> Node {
    if categories.is_empty() {
        return Node::NONE;
    }
    let item = |category: &CategoryRef| {
        el("li").add(
            link(
                root.href(&Route::category(&category.slug)),
                category.name.clone(),
            )
            .class("tag"),
        )
    };
    el("ul")
        .class("tags")
        .set("aria-label", "Categories")
        .each(categories.iter().map(item))
        .into()
}

fn date(at: &Stamp, dated: Dated) -> Option<Element> {
    let words = match dated {
        Dated::ByHeading => stamp::time_words(at)?,
        Dated::Here => stamp::short_words(at),
    };
    Some(stamp::time(at, words))
}
