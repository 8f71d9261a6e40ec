//! The page of a category: as it is prerendered, and narrowed by filters in a live page.

use crate::route::{Query, Root, Route, Sort};
use crate::wire::{CategoryRef, Listing, ListingOf};

use super::catalogue::feed_link;
use super::crumbs::crumbs;
use super::days::days;
use super::entry::{Dated, entry};
use super::filters::{Facets, chips, filters, with};
use super::lists::{extent, head};
use super::markup::{Element, Node, el, link};
use super::pager::pager;

/// The articles of a category: its plain pages, without filters. The slot `filters` waits for the app.
pub fn category(
    listing: &Listing,
    category: &CategoryRef,
    description: &str,
    root: &Root,
) -> Element {
    let at = |page| Route::Category {
        slug: category.slug.clone(),
        query: Query::default().on_page(page),
    };
    let list = list(listing, Sort::default(), Node::NONE, root, |page| {
        root.href(&at(page))
    });
    let extent = extent(listing, "newest first");
    frame(
        listing,
        category,
        description,
        extent,
        Node::NONE,
        list,
        root,
    )
}

/// The same page with its panel filled and `listing` narrowed by the filters of `route`, which may be none. `None`
/// where `route` or `listing` is no category's.
pub fn filtered(listing: &Listing, facets: &Facets, route: &Route, root: &Root) -> Option<Element> {
    let Route::Category { query, .. } = route else {
        return None;
    };
    let ListingOf::Category {
        category,
        description,
    } = &listing.of
    else {
        return None;
    };
    let order = match query.sort {
        Sort::Relevance | Sort::Newest => "newest first",
        Sort::Oldest => "oldest first",
        Sort::Source => "by source",
    };
    let href = |page| root.href(&with(route, query.on_page(page)));
    let chips = chips(facets, query, route, root);
    let list = list(listing, query.sort, chips, root, href);
    let panel = filters(facets, query, route, root).into();
    let extent = extent(listing, order);
    Some(frame(
        listing,
        category,
        description,
        extent,
        panel,
        list,
        root,
    ))
}

fn frame(
    listing: &Listing,
    category: &CategoryRef,
    description: &str,
    extent: Element,
    panel: Node,
    list: Element,
    root: &Root,
) -> Element {
    let lead = (!description.is_empty()).then(|| el("p").class("lead").add(description.to_owned()));
    let feed = el("p").add(feed_link(
        &Route::category(&category.slug),
        "Feed of this category",
        root,
    ));
    let above = vec![("Categories".into(), Route::Categories)];
    el("div")
        .class("page")
        .add(crumbs(root, above, &category.name))
        .add(
            head(&category.name, listing.page)
                .add(lead)
                .add(feed)
                .add(extent),
        )
        .add(
            el("div")
                .class("with-side")
                .add(el("div").set("id", "filters").class("side").add(panel))
                .add(list),
        )
}

fn list(
    listing: &Listing,
    sort: Sort,
    chips: Node,
    root: &Root,
    href: impl Fn(u32) -> String,
) -> Element {
    let narrowed = chips != Node::NONE;
    let articles: Node = if listing.articles.is_empty() {
        empty(narrowed, root).into()
    } else if sort == Sort::Source {
        // Days would repeat from source to source.
        let item = |summary| el("li").add(entry(summary, root, "h2", Dated::Here));
        el("ul")
            .class("entries")
            .each(listing.articles.iter().map(item))
            .into()
    } else {
        days(&listing.articles, root).into()
    };
    el("div")
        .class("list")
        .set("id", "list")
        .add(chips)
        .add(articles)
        .add(pager(listing.page, listing.pages, href))
}

/// What stands where no article does.
pub fn empty(narrowed: bool, root: &Root) -> Element {
    let words = if narrowed {
        "No article passes all the filters."
    } else {
        "Nothing stands here yet."
    };
    el("p")
        .class("notice")
        .add(words)
        .add(" ")
        .add(link(root.href(&Route::HOME), "See the latest articles"))
}
