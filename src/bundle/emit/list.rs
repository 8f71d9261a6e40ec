//! Every page that lists something: data for the app, and the page itself.

use rayon::prelude::*;

use crate::route::Route;
use crate::view::part::page::Page;
use crate::wire::settings::Settings;
use crate::wire::{CategoryList, FileName, Listing, ListingOf, SourceList};

use super::super::corpus::Corpus;
use super::super::story;
use super::super::suggest::Links;
use super::page::Pages;
use super::{Names, number};

/// A list: what it is of, its articles, and whether stories are folded in it.
struct List<'a> {
    of: ListingOf,
    articles: &'a [usize],
    folds: bool,
}

/// Writes all lists and what there is to list.
pub(super) fn put_all(
    corpus: &Corpus,
    links: &Links,
    files: &[FileName],
    settings: &Settings,
    pages: &Pages,
) -> Names {
    let size = settings.page_size.max(1) as usize;
    let all: Vec<usize> = (0..corpus.drafts.len()).collect();
    let mut lists = vec![List {
        of: ListingOf::Home,
        articles: &all,
        folds: true,
    }];
    lists.extend(corpus.categories.iter().map(|category| List {
        of: ListingOf::Category {
            category: category.category.clone(),
            description: category.description.clone(),
        },
        articles: &category.articles,
        folds: true,
    }));
    lists.extend(corpus.sources.iter().map(|source| List {
        of: ListingOf::Source {
            host: source.host.clone(),
        },
        articles: &source.articles,
        folds: false,
    }));
    let one = |list: &List| -> Names {
        let listings = if list.folds {
            story::folded(&list.of, list.articles, size, corpus, links, files)
        } else {
            paged(&list.of, list.articles, size, corpus, files)
        };
        let pages = listings.into_par_iter().filter_map(|listing| {
            let file = pages.output.put_json("list", &listing);
            let (route, page) = page_of(listing)?;
            pages.put(&route, &page, &file);
            Some((route.data_name()?, file))
        });
        pages.collect()
    };
    let mut names: Names = lists.par_iter().flat_map_iter(one).collect();

    names.par_extend(story::pages(corpus, links, files).filter_map(|story| {
        let file = pages.output.put_json("story", &story);
        let route = Route::story(&story.slug);
        pages.put(&route, &Page::Story(story), &file);
        Some((route.data_name()?, file))
    }));

    let categories = CategoryList {
        categories: corpus.category_entries(files),
    };
    let file = pages.output.put_json("categories", &categories);
    for (route, page) in [
        (Route::Categories, Page::Categories(categories.clone())),
        (Route::Subscribe, Page::Subscribe(categories)),
    ] {
        pages.put(&route, &page, &file);
        names.extend(route.data_name().map(|name| (name, file.clone())));
    }
    let sources = SourceList {
        sources: corpus.source_entries(),
    };
    let file = pages.output.put_json("sources", &sources);
    pages.put(&Route::Sources, &Page::Sources(sources), &file);
    names.extend(Route::Sources.data_name().map(|name| (name, file)));
    names
}

/// The page of a listing.
fn page_of(listing: Listing) -> Option<(Route, Page)> {
    Some(match &listing.of {
        ListingOf::Home => (Route::Home { page: listing.page }, Page::Home(listing)),
        ListingOf::Source { host } => {
            let (host, page) = (host.clone(), listing.page);
            (Route::Source { host, page }, Page::Source(listing))
        }
        ListingOf::Category { category, .. } => {
            let Route::Category { slug, query } = Route::category(&category.slug) else {
                return None;
            };
            let query = query.on_page(listing.page);
            let page = Page::Category {
                listing,
                query: query.clone(),
                facets: None,
            };
            (Route::Category { slug, query }, page)
        }
    })
}

/// A list cut into pages; an empty list has one page.
fn paged(
    of: &ListingOf,
    articles: &[usize],
    size: usize,
    corpus: &Corpus,
    files: &[FileName],
) -> Vec<Listing> {
    let chunks: Vec<&[usize]> = if articles.is_empty() {
        vec![&[]]
    } else {
        articles.chunks(size).collect()
    };
    let page = |(at, chunk): (usize, &&[usize])| Listing {
        of: of.clone(),
        page: number(at + 1),
        pages: number(chunks.len()),
        total: number(articles.len()),
        articles: chunk
            .iter()
            .map(|&at| corpus.summary(at, &files[at]))
            .collect(),
    };
    chunks.iter().enumerate().map(page).collect()
}
