//! Pages that list articles: home, a category, a source.

use crate::route::{Query, Root, Route};
use crate::wire::{CategoryRef, Listing, ListingOf, Site};

use super::article::inline::outside;
use super::catalogue::feed_link;
use super::crumbs::crumbs;
use super::days::{days, extent};
use super::filters::{self, Facets};
use super::markup::{Element, Node, el, link};
use super::pager::pager;

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
    let lead = (listing.page == 1 && !site.description.is_empty())
        .then(|| el("p").class("lead").add(site.description.clone()));
    el("div")
        .class(if listing.page == 1 {
            "page front"
        } else {
            "page"
        })
        .add(head(
            "Latest articles".into(),
            listing.page,
            lead.into(),
            listing,
        ))
        .add(body(listing, Node::NONE, root, |page| {
            root.href(&Route::Home { page })
        }))
}

/// The articles of a category: its plain pages, without filters. The slot `filters` waits for the app.
pub fn category(
    listing: &Listing,
    category: &CategoryRef,
    description: &str,
    root: &Root,
) -> Element {
    let at = |page| Route::Category {
        slug: category.slug.clone(),
        query: Query {
            page,
            ..Query::default()
        },
    };
    let body = body(listing, Node::NONE, root, |page| root.href(&at(page)));
    category_page(listing, category, description, root, Node::NONE, body)
}

fn category_page(
    listing: &Listing,
    category: &CategoryRef,
    description: &str,
    root: &Root,
    panel: Node,
    body: Element,
) -> Element {
    let lead = (!description.is_empty()).then(|| el("p").class("lead").add(description.to_owned()));
    let about = vec![
        Node::from(lead),
        el("p").add(feed_link(&category.slug, root)).into(),
    ];
    let side = el("div").set("id", "filters").class("side").add(panel);
    el("div")
        .class("page")
        .add(crumbs(
            root,
            vec![("Categories".into(), Route::Categories)],
            &category.name,
        ))
        .add(head(
            category.name.clone(),
            listing.page,
            about.into(),
            listing,
        ))
        .add(el("div").class("with-side").add(side).add(body))
}

/// The articles of a source.
pub fn source(listing: &Listing, host: &str, root: &Root) -> Element {
    let lead = el("p")
        .class("lead")
        .add("Articles that name ")
        .add(outside(&format!("https://{host}/"), host.to_owned().into()))
        .add(" as the source of their report. The opinions and steps beside them are this site’s own.");
    el("div")
        .class("page")
        .add(crumbs(root, vec![("Sources".into(), Route::Sources)], host))
        .add(head(host.to_owned(), listing.page, lead.into(), listing))
        .add(body(listing, Node::NONE, root, |page| {
            root.href(&Route::Source {
                host: host.to_owned(),
                page,
            })
        }))
}

/// Title of a list page, what it is about, how much there is.
pub fn head(title: String, page: u32, about: Node, listing: &Listing) -> Element {
    let title = if page > 1 {
        format!("{title}, page {page}")
    } else {
        title
    };
    el("header")
        .class("page-head")
        .add(el("h1").add(title))
        .add(about)
        .add(extent(listing))
}

/// The list itself and its pages, below the chips of its filters.
pub fn body(listing: &Listing, chips: Node, root: &Root, href: impl Fn(u32) -> String) -> Element {
    let words = match &chips {
        Node::Group(chips) if chips.is_empty() => "Nothing stands here yet. ",
        _ => "No article passes all the filters. ",
    };
    let empty = listing.articles.is_empty().then(|| {
        el("p")
            .class("notice")
            .add(words)
            .add(link(root.href(&Route::HOME), "See the latest articles"))
    });
    el("div")
        .class("list")
        .set("id", "list")
        .add(chips)
        .add(empty)
        .add(days(&listing.articles, root))
        .add(pager(listing.page, listing.pages, href))
}

/// A category narrowed by the filters of `route`: the same page with its panel filled. `None` for other routes.
pub fn filtered(listing: &Listing, facets: &Facets, route: &Route, root: &Root) -> Option<Element> {
    let (
        Route::Category { query, .. },
        ListingOf::Category {
            category,
            description,
        },
    ) = (route, &listing.of)
    else {
        return None;
    };
    let href = |page| root.href(&filters::with(route, query.on_page(page)));
    let panel = filters::filters(facets, query, route, root);
    let chips = filters::chips(facets, query, route, root);
    Some(category_page(
        listing,
        category,
        description,
        root,
        panel.into(),
        body(listing, chips, root, href),
    ))
}
