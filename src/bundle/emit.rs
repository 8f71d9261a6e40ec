//! From the linked corpus to every file of the site.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::route::{FEED_PATH, MANIFEST_PATH, Root, Route, category_feed_path};
use crate::view::part::page::Page;
use crate::view::part::search::SearchState;
use crate::wire::settings::Settings;
use crate::wire::{
    Around, CategoryList, CategoryRef, Counts, FORMAT_VERSION, FileName, Listing, ListingOf,
    Manifest, SearchFiles, SourceList, Summary,
};

use super::corpus::Corpus;
use super::feed::{self, Feed};
use super::html::{Frame, PageDocument};
use super::output::{Output, json, put_directory};
use super::shell::Shell;
use super::{host, index, settings, style};

/// Writes everything into memory; the same corpus gives the same bytes.
pub fn site(corpus: &Corpus, settings: &Settings, shell: &Shell) -> Output {
    let mut output = Output::default();
    let mut names = BTreeMap::new();

    let files: Vec<FileName> = corpus
        .drafts
        .iter()
        .map(|draft| output.put_json("article", &draft.article))
        .collect();
    let arounds = corpus.around(&index::suggestions(corpus), &files);
    for ((draft, file), around) in corpus.drafts.iter().zip(&files).zip(&arounds) {
        let slug = &draft.article.slug;
        names.insert(format!("article/{slug}"), file.clone());
        names.insert(format!("around/{slug}"), output.put_json("around", around));
    }

    let lists = lists(corpus, &files, settings);
    for (route, page) in &lists {
        let file = match page {
            Page::Home(listing) | Page::Source(listing) | Page::Category { listing, .. } => {
                output.put_json("list", listing)
            }
            Page::Categories(list) => output.put_json("categories", list),
            Page::Sources(list) => output.put_json("sources", list),
            _ => continue,
        };
        names.extend(route.data_name().map(|name| (name, file)));
    }

    let manifest = Manifest {
        format: FORMAT_VERSION,
        site: settings::site(settings),
        counts: Counts {
            articles: number(corpus.drafts.len()),
            categories: number(corpus.categories.len()),
            sources: number(corpus.sources.len()),
        },
        directory: put_directory(&mut output, &names),
        search: SearchFiles {
            root: index::put(corpus, &files, settings, &mut output),
        },
    };
    output.put(MANIFEST_PATH, json(&manifest));

    feeds(corpus, &files, settings, &manifest, &mut output);
    let frame = Frame {
        style: style::sheet(),
        start: shell.emit(&mut output),
        icon: host::put_public(&mut output),
        site: manifest.site.clone(),
    };
    pages(
        corpus,
        &files,
        &arounds,
        lists,
        &manifest,
        settings,
        &frame,
        &mut output,
    );
    host::put_rules(&frame, corpus, &mut output);
    output
}

/// Every page that lists something, with its route.
fn lists(corpus: &Corpus, files: &[FileName], settings: &Settings) -> Vec<(Route, Page)> {
    let size = settings.page_size.max(1) as usize;
    let all: Vec<usize> = (0..corpus.drafts.len()).collect();
    let mut out = Vec::new();
    for listing in paged(&ListingOf::Home, &all, size, corpus, files) {
        out.push((Route::Home { page: listing.page }, Page::Home(listing)));
    }
    for category in &corpus.categories {
        let of = ListingOf::Category {
            category: category.category.clone(),
            description: category.description.clone(),
        };
        for listing in paged(&of, &category.articles, size, corpus, files) {
            let Route::Category { slug, query } = Route::category(&category.category.slug) else {
                continue;
            };
            let query = query.on_page(listing.page);
            let page = Page::Category {
                listing,
                query: query.clone(),
                facets: None,
            };
            out.push((Route::Category { slug, query }, page));
        }
    }
    for source in &corpus.sources {
        let of = ListingOf::Source {
            host: source.host.clone(),
        };
        for listing in paged(&of, &source.articles, size, corpus, files) {
            let route = Route::Source {
                host: source.host.clone(),
                page: listing.page,
            };
            out.push((route, Page::Source(listing)));
        }
    }
    let categories = CategoryList {
        categories: corpus.category_entries(files),
    };
    out.push((Route::Categories, Page::Categories(categories.clone())));
    out.push((
        Route::Sources,
        Page::Sources(SourceList {
            sources: corpus.source_entries(),
        }),
    ));
    out.push((Route::Subscribe, Page::Subscribe(categories)));
    out
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

fn feeds(
    corpus: &Corpus,
    files: &[FileName],
    settings: &Settings,
    manifest: &Manifest,
    output: &mut Output,
) {
    let site = &manifest.site;
    let author = if settings.feed.author.is_empty() {
        &site.title
    } else {
        &settings.feed.author
    };
    let entries = |articles: &mut dyn Iterator<Item = usize>| -> Vec<Summary> {
        articles
            .take(settings.feed.entries as usize)
            .map(|at| corpus.summary(at, &files[at]))
            .collect()
    };
    let mut put = |title: &str, path: &str, page: &Route, entries: &[Summary]| {
        output.put(
            decoded(path),
            feed::write(
                &Feed {
                    title,
                    path,
                    page,
                    author,
                    entries,
                },
                site,
            ),
        );
    };
    put(
        &site.title,
        FEED_PATH,
        &Route::HOME,
        &entries(&mut (0..corpus.drafts.len())),
    );
    for category in &corpus.categories {
        let CategoryRef { slug, name } = &category.category;
        let title = format!("{name} – {}", site.title);
        let entries = entries(&mut category.articles.iter().copied());
        put(
            &title,
            &category_feed_path(slug),
            &Route::category(slug),
            &entries,
        );
    }
}

#[allow(clippy::too_many_arguments)]
fn pages(
    corpus: &Corpus,
    files: &[FileName],
    arounds: &[Around],
    lists: Vec<(Route, Page)>,
    manifest: &Manifest,
    settings: &Settings,
    frame: &Frame,
    output: &mut Output,
) {
    let newest: Vec<Summary> = (0..corpus.drafts.len().min(5))
        .map(|at| corpus.summary(at, &files[at]))
        .collect();
    let mut all = lists;
    all.push((
        Route::search(),
        Page::Search {
            query: Default::default(),
            state: SearchState::Idle {
                examples: examples(corpus),
            },
        },
    ));
    all.push((Route::About, Page::About(manifest.counts)));
    let lost = Route::NotFound {
        path: String::new(),
    };
    all.push((
        lost,
        Page::NotFound {
            path: String::new(),
            nearest: newest,
        },
    ));

    let write = |route: &Route, page: &Page| {
        let path = route.output_path();
        // The not-found page is served at any depth: it alone has to know where the site stands.
        let root = match route {
            Route::NotFound { .. } => Root::absolute(&settings.base_path),
            _ => Root::relative_to(&path),
        };
        let document = frame.document(&PageDocument {
            route,
            root: &root,
            head: page.head(&manifest.site),
            data: Vec::new(),
            body: page.body(route.section(), &manifest.site, &root),
        });
        (path, document)
    };
    let mut written: Vec<(String, String)> = all
        .par_iter()
        .map(|(route, page)| write(route, page))
        .collect();
    written.par_extend(
        corpus
            .drafts
            .par_iter()
            .zip(arounds)
            .map(|(draft, around)| {
                let page = Page::Article {
                    article: draft.article.clone(),
                    around: Some(around.clone()),
                };
                write(&Route::article(&draft.article.slug), &page)
            }),
    );
    for (path, document) in written {
        output.put(path, document);
    }
}

/// Queries that show what can be asked: the names of the largest categories.
fn examples(corpus: &Corpus) -> Vec<String> {
    let mut categories: Vec<_> = corpus.categories.iter().collect();
    categories.sort_by_key(|category| std::cmp::Reverse(category.articles.len()));
    categories
        .iter()
        .take(3)
        .map(|category| category.category.name.clone())
        .collect()
}

fn decoded(path: &str) -> String {
    crate::route::decode(path).unwrap_or_else(|| path.to_owned())
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
