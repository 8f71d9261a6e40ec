//! A page as a value: everything one address shows. The bundler writes it, the app shows it, both from here.

use crate::route::{Query, Root, Route};
use crate::wire::{
    Around, Article, CategoryEntry, CategoryList, Counts, Listing, ListingOf, Site, SourceList,
    Story, Summary,
};

use super::filters::Facets;
use super::markup::Element;
use super::search::{Results, SearchState};
use super::subscribe::FeedLink;
use super::{
    about, article, catalogue, category, lists, not_found, notice, search, shell, story, subscribe,
    words,
};

/// What an address shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Page {
    /// A page of everything.
    Home(Listing),
    /// An article; its neighbours may come later.
    Article {
        /// The text.
        article: Article,
        /// What stands around it.
        around: Option<Around>,
    },
    /// One event as several sources tell it.
    Story(Story),
    /// All categories.
    Categories(CategoryList),
    /// A category; what it can be narrowed by may come later.
    Category {
        /// The articles that the filters leave.
        listing: Listing,
        /// Filters asked for.
        query: Query,
        /// What it can be narrowed by further.
        facets: Option<Facets>,
    },
    /// All sources.
    Sources(SourceList),
    /// A source.
    Source(Listing),
    /// Search.
    Search {
        /// What was asked.
        query: Query,
        /// What came of it.
        state: SearchState,
    },
    /// Feeds, from the list of categories.
    Subscribe(CategoryList),
    /// About the site.
    About(Counts),
    /// No such page.
    NotFound {
        /// What was asked for.
        path: String,
        /// Articles that may be meant.
        nearest: Vec<Summary>,
    },
    /// The page can't be had now.
    Failed {
        /// What happened, in a sentence.
        sentence: String,
    },
}

/// What comes after the first sight of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Rest {
    /// Nothing.
    Nothing,
    /// An article's neighbours.
    Around(Around),
    /// What a category can be narrowed by.
    Filters(Facets),
}

/// Title and description of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Title of the page, without the site's.
    pub title: String,
    /// A sentence or two, plain text.
    pub description: String,
}

impl Head {
    /// The document's title: the page's, then the site's.
    pub fn document_title(&self, site: &Site) -> String {
        match (self.title.as_str(), site.title.as_str()) {
            ("", "") => "Home".into(),
            (title, "") | ("", title) => title.into(),
            (title, site) => format!("{title} – {site}"),
        }
    }
}

impl Page {
    /// Title and description.
    pub fn head(&self, site: &Site) -> Head {
        let paged = |title: &str, listing: &Listing| match listing.page {
            0 | 1 => title.to_owned(),
            page => format!("{title}, page {page}"),
        };
        let about_site = if site.description.is_empty() {
            &site.motto
        } else {
            &site.description
        };
        let head = |title: &str, description: String| Head {
            title: title.to_owned(),
            description,
        };
        match self {
            Page::Home(listing) => {
                let title = match listing.page {
                    0 | 1 => String::new(),
                    _ => paged("Latest articles", listing),
                };
                let about = match about_site.as_str() {
                    "" => format!("{}: {}.", site.title, words::articles(listing.total)),
                    about => about.to_owned(),
                };
                head(&title, about)
            }
            Page::Article { article, .. } => head(&article.title, article.excerpt.clone()),
            Page::Story(told) => head(
                &format!("{}: {}", told.title, story::sources(told)),
                story::description(told),
            ),
            Page::Categories(_) => head("Categories", format!("All categories of {}.", site.title)),
            Page::Category { listing, .. } | Page::Source(listing) => {
                let (name, description) = match &listing.of {
                    ListingOf::Category {
                        category,
                        description,
                    } => (category.name.as_str(), description.clone()),
                    ListingOf::Source { host } => (host.as_str(), String::new()),
                    ListingOf::Home => ("", String::new()),
                };
                let count = words::articles(listing.total);
                head(
                    &paged(name, listing),
                    format!("{description} {count}.").trim_start().to_owned(),
                )
            }
            Page::Sources(_) => head(
                "Sources",
                format!("Where the reports of {} come from.", site.title),
            ),
            Page::Search { query, .. } if !query.text.is_empty() => head(
                &format!("Search: {}", query.text),
                format!("Search the articles of {}.", site.title),
            ),
            Page::Search { .. } => {
                head("Search", format!("Search the articles of {}.", site.title))
            }
            Page::Subscribe(_) => head(
                "Subscribe",
                format!(
                    "Feeds of {}, for the site, every category and every source.",
                    site.title
                ),
            ),
            Page::About(_) => head(
                "About",
                format!(
                    "What {} is, who writes what, and what it knows of you: nothing.",
                    site.title
                ),
            ),
            Page::NotFound { .. } => {
                head("Page not found", "There is no page at this address.".into())
            }
            Page::Failed { .. } => head("This page did not load", String::new()),
        }
    }

    /// What stands inside `<main>`. Dates are shown as the document gave them; nothing here reads a clock.
    pub fn content(&self, site: &Site, root: &Root) -> Element {
        match self {
            Page::Home(listing) | Page::Source(listing) => lists::listing(listing, site, root),
            Page::Article { article, around } => {
                article::article(article, around.as_ref(), site, root)
            }
            Page::Story(told) => story::story(told, root),
            Page::Categories(list) => catalogue::categories(list, root),
            Page::Category {
                listing,
                query,
                facets,
            } => {
                let narrowed = facets.as_ref().zip(category_route(listing, query));
                narrowed
                    .and_then(|(facets, route)| category::filtered(listing, facets, &route, root))
                    .unwrap_or_else(|| lists::listing(listing, site, root))
            }
            Page::Sources(list) => catalogue::sources(list, root),
            Page::Search { query, state } => search::search(query, state, root),
            Page::Subscribe(list) => subscribe::subscribe(site, &feeds(list, site), root),
            Page::About(counts) => about::about(site, counts, root),
            Page::NotFound { path, nearest } => not_found::not_found(path, nearest, root),
            Page::Failed { sentence } => {
                notice::page("This page did not load", notice::failure(sentence, true))
            }
        }
    }

    /// `<main>` with the page in it.
    pub fn main(&self, site: &Site, root: &Root) -> Element {
        shell::main(self.content(site, root))
    }

    /// Everything inside `<body>`, as HTML.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn body(&self, section: crate::route::Section, site: &Site, root: &Root) -> String {
        let mut out = String::new();
        super::markup::html::write(
            &shell::page(site, root, section, self.content(site, root)),
            &mut out,
        );
        out
    }

    /// A sentence for the status region once typing rests.
    pub fn status(&self) -> Option<String> {
        let state = match self {
            Page::Search { state, .. } => state,
            Page::Category {
                listing,
                facets: Some(_),
                ..
            } => {
                return Some(format!("{}.", words::articles(listing.total)));
            }
            _ => return None,
        };
        Some(match state {
            SearchState::Idle { .. } => return None,
            SearchState::Loading => "Searching.".into(),
            SearchState::Failed { sentence } => sentence.clone(),
            SearchState::Nothing(reason) if reason.is_filter => {
                "The filters leave no article.".into()
            }
            SearchState::Nothing(_) => "No article was found.".into(),
            SearchState::Results(results) => format!("{} found.", words::articles(results.total)),
        })
    }

    /// Whether something of it is still to come.
    pub fn lacks_rest(&self) -> bool {
        matches!(
            self,
            Page::Article { around: None, .. }
                | Page::Category { facets: None, .. }
                | Page::Search {
                    state: SearchState::Results(Results { facets: None, .. }),
                    ..
                }
        )
    }

    /// Whether the page is shown before all of it is there, and has to be loaded again.
    pub fn is_begun(&self) -> bool {
        matches!(self, Page::Search { state: SearchState::Results(results), .. } if results.is_begun)
    }

    /// Whether this is the beginning of an answer of which the other page says that it can't be had.
    pub fn is_beginning_of(&self, other: &Page) -> bool {
        let Page::Search { query, state } = other else {
            return false;
        };
        let is_same = matches!(self, Page::Search { query: own, .. } if own == query);
        is_same && self.is_begun() && matches!(state, SearchState::Failed { .. })
    }

    /// Puts in what was to come.
    pub fn complete(&mut self, rest: Rest) {
        match (self, rest) {
            (Page::Article { around, .. }, Rest::Around(found)) => *around = Some(found),
            (Page::Category { facets, .. }, Rest::Filters(found)) => *facets = Some(found),
            (
                Page::Search {
                    state: SearchState::Results(results),
                    ..
                },
                Rest::Filters(found),
            ) => results.facets = Some(found),
            _ => {}
        }
    }
}

fn category_route(listing: &Listing, query: &Query) -> Option<Route> {
    let ListingOf::Category { category, .. } = &listing.of else {
        return None;
    };
    Some(Route::Category {
        slug: category.slug.clone(),
        query: query.clone(),
    })
}

/// The feeds of the site: its own, then one a category.
fn feeds(list: &CategoryList, site: &Site) -> Vec<FeedLink> {
    let own = FeedLink {
        title: site.title.clone(),
        page: Route::HOME,
        count: 0,
    };
    let category = |entry: &CategoryEntry| FeedLink {
        title: entry.category.name.clone(),
        page: Route::category(&entry.category.slug),
        count: entry.count,
    };
    std::iter::once(own)
        .chain(list.categories.iter().map(category))
        .collect()
}
