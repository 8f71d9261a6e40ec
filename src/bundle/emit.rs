//! From the linked corpus to every file of the site.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::route::{FEED_LIST_PATH, MANIFEST_PATH, Root, Route, twin_path};
use crate::view::part::page::Page;
use crate::view::part::search::SearchState;
use crate::wire::settings::Settings;
use crate::wire::{
    Around, CategoryList, CategoryRef, Counts, FORMAT_VERSION, FileName, Listing, ListingOf,
    Manifest, SearchFiles, Site, SourceList, Summary,
};

use super::card::{Card, Cards};
use super::corpus::Corpus;
use super::html::{Frame, PageDocument};
use super::output::{Output, json, put_directory};
use super::shell::Shell;
use super::structured_data::{self, Origin};
use super::style::Sheets;
use super::suggest::Links;
use super::{feed, host, index, opml, redirect, settings, story, twin, web_manifest};

/// Writes everything into memory; the same corpus gives the same bytes.
pub fn site(
    corpus: &Corpus,
    links: &Links,
    settings: &Settings,
    shell: &Shell,
    cards: Option<&Cards>,
) -> Output {
    let mut output = Output::default();
    let mut names = BTreeMap::new();

    let files: Vec<FileName> = corpus
        .drafts
        .iter()
        .map(|draft| output.put_json("article", &draft.article))
        .collect();
    let arounds = corpus.around(links, &files);
    for ((draft, file), around) in corpus.drafts.iter().zip(&files).zip(&arounds) {
        let slug = &draft.article.slug;
        names.insert(format!("article/{slug}"), file.clone());
        names.insert(format!("around/{slug}"), output.put_json("around", around));
    }

    let mut lists = lists(corpus, links, &files, settings);
    lists.extend(story::pages(corpus, links, &files));
    for (route, page) in &lists {
        let file = match page {
            Page::Home(listing) | Page::Source(listing) | Page::Category { listing, .. } => {
                output.put_json("list", listing)
            }
            Page::Story(story) => output.put_json("story", story),
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
    web_manifest::put(&manifest.site, &mut output);
    let sheets = Sheets::joined();
    let frame = Frame {
        start: shell.emit(sheets.whole(), &mut output),
        sheets,
        site: manifest.site.clone(),
    };
    // Where a link is shared, its picture is asked for by its whole address.
    let cards = cards.filter(|_| !manifest.site.address.is_empty());
    let cards = cards.map(|cards| put_cards(cards, corpus, &manifest.site, &mut output));
    pages(
        corpus,
        cards.as_deref().unwrap_or_default(),
        &files,
        &arounds,
        lists,
        &manifest,
        settings,
        &frame,
        &mut output,
    );
    host::put_rules(&frame, corpus, &mut output);
    redirect::put(
        &corpus.redirects,
        &manifest.site,
        &settings.base_path,
        &mut output,
    );
    output
}

/// Every page that lists something, with its route.
fn lists(
    corpus: &Corpus,
    links: &Links,
    files: &[FileName],
    settings: &Settings,
) -> Vec<(Route, Page)> {
    let size = settings.page_size.max(1) as usize;
    let all: Vec<usize> = (0..corpus.drafts.len()).collect();
    let mut out = Vec::new();
    for listing in story::folded(&ListingOf::Home, &all, size, corpus, links, files) {
        out.push((Route::Home { page: listing.page }, Page::Home(listing)));
    }
    for category in &corpus.categories {
        let of = ListingOf::Category {
            category: category.category.clone(),
            description: category.description.clone(),
        };
        for listing in story::folded(&of, &category.articles, size, corpus, links, files) {
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
    let mut put = |title: &str, page: &Route, entries: &[Summary]| {
        for (path, bytes) in feed::write_all(title, page, author, entries, site) {
            output.put(decoded(&path), bytes);
        }
    };
    put(
        &site.title,
        &Route::HOME,
        &entries(&mut (0..corpus.drafts.len())),
    );
    for category in &corpus.categories {
        let CategoryRef { slug, name } = &category.category;
        let title = format!("{name} – {}", site.title);
        let entries = entries(&mut category.articles.iter().copied());
        put(&title, &Route::category(slug), &entries);
    }
    for source in &corpus.sources {
        let title = format!("{} – {}", source.host, site.title);
        let entries = entries(&mut source.articles.iter().copied());
        put(&title, &Route::source(&source.host), &entries);
    }
    output.put(FEED_LIST_PATH, opml::write(corpus, site));
}

#[allow(clippy::too_many_arguments)]
fn pages(
    corpus: &Corpus,
    cards: &[String],
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
                recent: Vec::new(),
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

    let write = |route: &Route, page: &Page, origin: &Origin, card: Option<&String>| {
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
            card: card.map(String::as_str),
            graph: structured_data::graph(page, route, origin, &manifest.site),
            data: Vec::new(),
            body: page.body(route.section(), &manifest.site, &root),
        });
        (path, document)
    };
    let mut written: Vec<(String, String)> = all
        .par_iter()
        .map(|(route, page)| write(route, page, &Origin::default(), cards.last()))
        .collect();
    written.par_extend(corpus.drafts.par_iter().zip(arounds).enumerate().map(
        |(at, (draft, around))| {
            let page = Page::Article {
                article: draft.article.clone(),
                around: Some(around.clone()),
            };
            let route = Route::article(&draft.article.slug);
            write(&route, &page, &draft.origin, cards.get(at))
        },
    ));
    for (path, document) in written {
        output.put(path, document);
    }
    let twins: Vec<(String, String)> = corpus
        .drafts
        .par_iter()
        .map(|draft| {
            let path = decoded(&twin_path(&draft.article.slug));
            (path, twin::write(&draft.article, &manifest.site))
        })
        .collect();
    for (path, text) in twins {
        output.put(path, text);
    }
}

/// Writes a card for every article and, last, one for every other page; returns their paths.
fn put_cards(cards: &Cards, corpus: &Corpus, site: &Site, output: &mut Output) -> Vec<String> {
    let mut drawn: Vec<Card> = corpus
        .drafts
        .par_iter()
        .map(|draft| cards.article(&draft.article, site))
        .collect();
    drawn.push(cards.site(site));
    let put = |card: Card| {
        output.put(card.path.clone(), card.bytes);
        card.path
    };
    drawn.into_iter().map(put).collect()
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
