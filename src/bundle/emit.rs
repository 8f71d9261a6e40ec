//! From the linked corpus to every file of the site.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use rayon::prelude::*;

use crate::route::{FEED_LIST_PATH, MANIFEST_PATH, Route};
use crate::wire::settings::Settings;
use crate::wire::{
    Article, CategoryRef, Counts, FORMAT_VERSION, FileName, Manifest, SearchFiles, Site, Summary,
};

use super::card::{Card, Cards};
use super::corpus::Corpus;
use super::html::Frame;
use super::layout::Layout;
use super::output::{Output, json, put_directory};
use super::progress::timed;
use super::shell::Shell;
use super::style::Sheets;
use super::suggest::Links;
use super::{feed, host, index, opml, redirect, settings, web_manifest};

mod list;
mod page;

use page::Pages;

/// Where each name of the directory leads.
type Names = Vec<(String, FileName)>;

/// Writes everything; the same corpus gives the same bytes. Returns how long the parts took; those of one build overlap.
pub fn site(
    corpus: &Corpus,
    links: &Links,
    settings: &Settings,
    layout: Layout,
    shell: &Shell,
    cards: Option<&Cards>,
    output: &Output,
) -> Vec<(&'static str, Duration)> {
    let site = settings::site(settings);
    let put = |range: Range<usize>| {
        let articles: Vec<&Article> = corpus.drafts[range]
            .iter()
            .map(|draft| &draft.article)
            .collect();
        put_values(output, ["article", "articles"], &articles, layout)
    };
    let packs = layout.packs(corpus.drafts.len());
    let (files, data_took): (Vec<FileName>, _) =
        timed(|| packs.into_par_iter().flat_map_iter(put).collect());
    let counts = Counts {
        articles: number(corpus.drafts.len()),
        categories: number(corpus.categories.len()),
        sources: number(corpus.sources.len()),
    };
    let sheets = Sheets::joined();
    let start = shell.emit(sheets.whole(), output);
    let frame = Frame::new(sheets, start, site.clone(), layout.has_twins);
    // Where a link is shared, its picture is asked for by its whole address.
    let cards = cards.filter(|_| !site.address.is_empty());
    let cards = cards.map(|cards| put_cards(cards, corpus, layout, &site, output));

    let cards = cards.unwrap_or_default();

    let mut pages = Pages::new(&frame, &settings.base_path, output);
    pages.card = cards.last().map(String::as_str);
    let articles = || page::articles(corpus, links, &files, layout, &cards, &pages);
    let others = || {
        page::others(corpus, counts, &files, &pages);
        list::put_all(corpus, links, &files, settings, &pages)
    };
    // While the index waits for its last segment, pages keep the cores busy.
    let search = || timed(|| index::put(corpus, links, &files, settings, output));
    let rest = || timed(|| rayon::join(articles, others));
    let ((root, search_took), ((mut names, listed), pages_took)) = rayon::join(search, rest);
    names.extend(listed);
    pages.index = Some(&root);
    let examples = page::examples(corpus);
    page::search(examples.clone(), &pages);

    let names: BTreeMap<String, FileName> = names.into_iter().collect();
    let manifest = Manifest {
        format: FORMAT_VERSION,
        site,
        counts,
        directory: put_directory(output, &names),
        search: SearchFiles { root: root.clone() },
        examples,
    };
    output.put(MANIFEST_PATH, json(&manifest));
    feeds(corpus, &files, settings, &manifest.site, output);
    web_manifest::put(&manifest.site, output);
    host::put_rules(&frame, corpus, output);
    redirect::put(
        &corpus.redirects,
        &manifest.site,
        &settings.base_path,
        output,
    );
    vec![
        ("articles as data", data_took),
        ("search index", search_took),
        ("pages, beside it", pages_took),
    ]
}

/// Writes what neighbouring articles have as data: a file each, or one for all. Of the two names the second is that of packs.
fn put_values<T: serde::Serialize>(
    output: &Output,
    [one, pack]: [&str; 2],
    values: &[T],
    layout: Layout,
) -> Vec<FileName> {
    if layout.pack == 1 {
        let put = |value| output.put_json(one, value);
        return values.iter().map(put).collect();
    }
    let file = output.put_json(pack, &values);
    (0..values.len()).map(|place| file.at(place)).collect()
}

fn feeds(corpus: &Corpus, files: &[FileName], settings: &Settings, site: &Site, output: &Output) {
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
    let put = |title: &str, page: &Route, entries: &[Summary]| {
        for (path, bytes) in feed::write_all(title, page, author, entries, site) {
            output.put(decoded(&path), bytes);
        }
    };
    put(
        &site.title,
        &Route::HOME,
        &entries(&mut (0..corpus.drafts.len())),
    );
    corpus.categories.par_iter().for_each(|category| {
        let CategoryRef { slug, name } = &category.category;
        let title = format!("{name} – {}", site.title);
        let entries = entries(&mut category.articles.iter().copied());
        put(&title, &Route::category(slug), &entries);
    });
    corpus.sources.par_iter().for_each(|source| {
        let title = format!("{} – {}", source.host, site.title);
        let entries = entries(&mut source.articles.iter().copied());
        put(&title, &Route::source(&source.host), &entries);
    });
    output.put(FEED_LIST_PATH, opml::write(corpus, site));
}

/// Writes a card for every article, unless the layout has none, and, last, one for every other page; returns their paths.
fn put_cards(
    cards: &Cards,
    corpus: &Corpus,
    layout: Layout,
    site: &Site,
    output: &Output,
) -> Vec<String> {
    let own = if layout.has_cards {
        corpus.drafts.len()
    } else {
        0
    };
    let mut drawn: Vec<Card> = corpus.drafts[..own]
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

fn decoded(path: &str) -> String {
    crate::route::decode(path).unwrap_or_else(|| path.to_owned())
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
