//! Joins a route with the data it shows: which files, which search, and what to show when they can't be had.

use std::rc::Rc;

use crate::platform::fetch::FetchError;
use crate::route::{Query, Route};
use crate::store::archive::Archive;
use crate::store::finder::Finder;
use crate::store::reader;
use crate::view::part::not_found::path_words;
use crate::view::part::page::{Page, Rest};
use crate::view::part::search::SearchState;
use crate::wire::{Around, FileName, Listing, Neighbour};

/// What is known of a page before it is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    Nothing,
    /// The article's own file: one request instead of a look-up.
    File(FileName),
    /// The reader was there before and wants to stand at the same place: wait for all of the page.
    Whole,
}

/// Whether a route shows what depends on its query, so that the page the host sent is only its beginning.
pub fn is_live(route: &Route) -> bool {
    matches!(
        route,
        Route::Search { .. } | Route::Category { .. } | Route::NotFound { .. }
    )
}

/// Loads what a route shows first. Never fails: what can't be had becomes a page that says so.
pub async fn load(route: &Route, known: Known, archive: &Archive, finder: &Finder) -> Page {
    match try_load(route, known, archive, finder).await {
        Ok(Some(page)) => page,
        Ok(None) => not_found(route, finder).await,
        Err(error) => Page::Failed {
            sentence: error.to_string(),
        },
    }
}

async fn try_load(
    route: &Route,
    known: Known,
    archive: &Archive,
    finder: &Finder,
) -> Result<Option<Page>, FetchError> {
    // The shell's words come from the manifest; every page needs it once.
    let manifest = archive.manifest().await?;
    match route {
        Route::Search { query } => {
            let state = if query.is_filtered() {
                finder.state(query).await
            } else {
                SearchState::Idle {
                    examples: manifest.examples.clone(),
                    recent: reader::recent_searches(),
                }
            };
            let query = query.clone();
            return Ok(Some(Page::Search { query, state }));
        }
        Route::About => return Ok(Some(Page::About(manifest.counts))),
        _ => {}
    }
    let Some(name) = route.data_name() else {
        return Ok(None);
    };
    let found = match &known {
        // A file of an older version of the site may be gone: its name still leads to the new one.
        Known::File(file) => match archive.open(file).await {
            Err(error) if error.may_be_gone() => archive.find(&name).await?,
            opened => Some(opened?),
        },
        _ => archive.find(&name).await?,
    };
    let Some(found) = found else {
        return Ok(None);
    };
    Ok(Some(match route {
        Route::Article { slug } => Page::Article {
            article: own(found.value()?),
            around: match known {
                Known::Whole => around(slug, archive).await,
                _ => None,
            },
        },
        Route::Categories => Page::Categories(own(found.value()?)),
        Route::Subscribe => Page::Subscribe(own(found.value()?)),
        Route::Sources => Page::Sources(own(found.value()?)),
        Route::Story { .. } => Page::Story(own(found.value()?)),
        _ => {
            let listing: Listing = own(found.value()?);
            match route {
                Route::Source { .. } => Page::Source(listing),
                Route::Category { query, .. } if query.is_filtered() => {
                    match finder.narrow(&in_category(route), listing).await {
                        Ok((listing, facets)) => Page::Category {
                            listing,
                            query: query.clone(),
                            facets: Some(facets),
                        },
                        Err(sentence) => Page::Failed { sentence },
                    }
                }
                Route::Category { query, .. } => Page::Category {
                    listing,
                    query: query.clone(),
                    facets: None,
                },
                _ => Page::Home(listing),
            }
        }
    }))
}

/// Loads what [`load`] left out so that the text stands first.
pub async fn rest(route: &Route, archive: &Archive, finder: &Finder) -> Rest {
    match route {
        Route::Article { slug } => around(slug, archive)
            .await
            .map_or(Rest::Nothing, Rest::Around),
        Route::Category { .. } => filters(&in_category(route), finder).await,
        Route::Search { query } => filters(query, finder).await,
        _ => Rest::Nothing,
    }
}

async fn filters(query: &Query, finder: &Finder) -> Rest {
    finder
        .facets(query)
        .await
        .map_or(Rest::Nothing, Rest::Filters)
}

async fn around(slug: &str, archive: &Archive) -> Option<Around> {
    let found = archive.find(&format!("around/{slug}")).await.ok()??;
    let mut around: Around = own(found.value().ok()?);
    // What is unread keeps its order; what was read follows in the same.
    let read = reader::read();
    let is_read = |neighbour: &Neighbour| {
        let slug = neighbour.article.as_ref().map(|article| &article.slug);
        slug.is_some_and(|slug| read.contains(slug))
    };
    let (seen, mut unseen): (Vec<_>, Vec<_>) = around.related.into_iter().partition(is_read);
    unseen.extend(seen);
    around.related = unseen;
    Some(around)
}

/// The nearest living articles to an address that leads nowhere: its words are searched for.
async fn not_found(route: &Route, finder: &Finder) -> Page {
    let path = match route {
        Route::NotFound { path } => path.clone(),
        other => other.path(),
    };
    let query = Query {
        text: path_words(&path),
        ..Query::default()
    };
    let nearest = finder.nearest(&query).await;
    Page::NotFound { path, nearest }
}

/// The query of a category page: its filters, and the category itself.
fn in_category(route: &Route) -> Query {
    let Route::Category { slug, query } = route else {
        return Query::default();
    };
    let mut query = query.clone();
    if query.any_category {
        // Any of the others is enough, but in this one an article must be.
        query.text = format!("category:\"{slug}\"");
    } else {
        query.categories.insert(0, slug.clone());
    }
    query
}

fn own<T: Clone>(value: Rc<T>) -> T {
    Rc::unwrap_or_clone(value)
}
