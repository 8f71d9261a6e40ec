//! The pages that list all categories and all sources.

use crate::route::{FeedFormat, Root, Route, feed_path};
use crate::wire::{CategoryEntry, CategoryList, SourceEntry, SourceList};

use super::crumbs::crumbs;
use super::entry::article_link;
use super::markup::{Element, el, link};
use super::{stamp, words};

/// All categories, those without articles included.
pub fn categories(list: &CategoryList, root: &Root) -> Element {
    let lead = "What the articles are about. An article can stand in several categories; on a category’s page you can \
                narrow them down further.";
    el("div")
        .class("page")
        .add(crumbs(root, Vec::new(), "Categories"))
        .add(head("Categories", lead))
        .add(
            el("ul").class("cards catalogue").each(
                list.categories
                    .iter()
                    .map(|c| el("li").add(category(c, root))),
            ),
        )
}

/// All sources, most articles first.
pub fn sources(list: &SourceList, root: &Root) -> Element {
    let lead = "Where the reports come from: each article names the publisher whose report it gives, and the facts can \
                be checked there.";
    el("div")
        .class("page")
        .add(crumbs(root, Vec::new(), "Sources"))
        .add(head("Sources", lead))
        .add(
            el("ul")
                .class("source-list")
                .each(list.sources.iter().map(|s| el("li").add(source(s, root)))),
        )
}

fn head(title: &'static str, lead: &'static str) -> Element {
    el("header")
        .class("page-head")
        .add(el("h1").add(title))
        .add(el("p").class("lead").add(lead))
}

fn category(entry: &CategoryEntry, root: &Root) -> Element {
    let slug = &entry.category.slug;
    let name = link(
        root.href(&Route::category(slug)),
        entry.category.name.clone(),
    );
    let newest = entry.newest.as_ref().map(|summary| {
        el("p")
            .class("card-newest")
            .add("Newest: ")
            .add(article_link(summary, root, words::title(&summary.title)))
    });
    let description = (!entry.description.is_empty())
        .then(|| el("p").class("card-about").add(entry.description.clone()));
    el("div")
        .class("card")
        .add(el("h2").class("card-title").add(name))
        .add(
            el("p")
                .class("card-count")
                .add(words::sentence(&words::articles(entry.count))),
        )
        .add(description)
        .add(newest)
}

fn source(entry: &SourceEntry, root: &Root) -> Element {
    let newest = entry.newest.as_ref().map(|day| {
        el("span").class("source-newest").add("newest ").add(
            el("time")
                .set("datetime", day.clone())
                .add(stamp::day_words(day)),
        )
    });
    el("div")
        .class("source")
        .add(link(root.href(&Route::source(&entry.host)), entry.host.clone()).class("source-name"))
        .add(
            el("span")
                .class("source-count")
                .add(words::articles(entry.count)),
        )
        .add(newest)
}

/// A link to the feed that goes with a page.
pub fn feed_link(route: &Route, words: &'static str, root: &Root) -> Element {
    link(root.to(&feed_path(route, FeedFormat::Atom)), words)
        .class("feed-link")
        .set("type", FeedFormat::Atom.media_type())
}
