//! Pages that list articles newest first: home and a source. A category has a module of its own.

use crate::route::{Root, Route};
use crate::wire::{Listing, ListingOf, Site};

use super::article::inline::outside;
use super::catalogue::feed_link;
use super::category::{category, empty};
use super::crumbs::crumbs;
use super::days::days;
use super::markup::{Element, el};
use super::pager::pager;
use super::words;

/// The page of a listing, whatever it lists.
pub fn listing(listing: &Listing, site: &Site, root: &Root) -> Element {
    match &listing.of {
        ListingOf::Home => home(listing, site, root),
        ListingOf::Category {
            category: of,
            description,
        } => category(listing, of, description, root),
        ListingOf::Source { host } => source(listing, host, root),
    }
}

/// The newest articles.
pub fn home(listing: &Listing, site: &Site, root: &Root) -> Element {
    let is_front = listing.page == 1;
    let lead = (is_front && !site.description.is_empty())
        .then(|| el("p").class("lead").add(site.description.clone()));
    el("div")
        .class(if is_front { "page front" } else { "page" })
        .add(
            head("Latest articles", listing.page)
                .add(lead)
                .add(extent(listing, "newest first")),
        )
        .add(list(listing, root, |page| root.href(&Route::Home { page })))
}

/// The articles of a source.
pub fn source(listing: &Listing, host: &str, root: &Root) -> Element {
    let lead = el("p")
        .class("lead")
        .add("Articles that name ")
        .add(outside(&format!("https://{host}/"), host.to_owned().into()))
        .add(" as the source of their report. The opinions and steps beside them are this site’s own.");
    let feed = feed_link(&Route::source(host), "Feed of this source", root);
    let at = |page| Route::Source {
        host: host.to_owned(),
        page,
    };
    el("div")
        .class("page")
        .add(crumbs(root, vec![("Sources".into(), Route::Sources)], host))
        .add(
            head(host, listing.page)
                .add(lead)
                .add(el("p").add(feed))
                .add(extent(listing, "newest first")),
        )
        .add(list(listing, root, |page| root.href(&at(page))))
}

/// Title of a list's page.
pub fn head(title: &str, page: u32) -> Element {
    let title = if page > 1 {
        format!("{title}, page {}", words::number(page))
    } else {
        title.to_owned()
    };
    el("header").class("page-head").add(el("h1").add(title))
}

/// How many articles there are, in which order, and which page this is.
pub fn extent(listing: &Listing, order: &'static str) -> Element {
    let total = words::sentence(&words::articles(listing.total));
    let words = match (listing.pages, listing.total) {
        (_, 0 | 1) => total,
        (0 | 1, _) => format!("{total}, {order}"),
        (pages, _) => {
            let page = words::number(listing.page);
            format!("{total}, {order}: page {page} of {}", words::number(pages))
        }
    };
    el("p").class("extent").add(words)
}

fn list(listing: &Listing, root: &Root, href: impl Fn(u32) -> String) -> Element {
    let articles = if listing.articles.is_empty() {
        empty(false, root)
    } else {
        days(&listing.articles, root)
    };
    el("div")
        .class("list")
        .set("id", "list")
        .add(articles)
        .add(pager(listing.page, listing.pages, href))
}
