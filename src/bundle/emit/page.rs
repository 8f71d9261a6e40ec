//! How does a page become a file?

use std::ops::Range;

use rayon::prelude::*;

use crate::route::{DATA_DIR, MANIFEST_PATH, Root, Route, twin_path};
use crate::view::part::page::Page;
use crate::view::part::search::SearchState;
use crate::wire::{Around, Counts, FileName, Summary};

use super::super::corpus::{Corpus, Surroundings};
use super::super::html::{Frame, PageDocument};
use super::super::layout::Layout;
use super::super::output::{Output, hash, json};
use super::super::structured_data::{self, Origin};
use super::super::suggest::Links;
use super::super::twin;
use super::{Names, decoded, put_values};

/// What every page needs to be written.
#[derive(Clone, Debug)]
pub(super) struct Pages<'a> {
    pub(super) output: &'a Output,
    frame: &'a Frame,
    /// Where the site stands on its host.
    base_path: &'a str,
    /// Stands for the frame.
    print: String,
    /// Picture of pages that have none of their own.
    pub(super) card: Option<&'a str>,
    /// Where the index begins, once it is written.
    pub(super) index: Option<&'a FileName>,
}

impl<'a> Pages<'a> {
    pub(super) fn new(frame: &'a Frame, base_path: &'a str, output: &'a Output) -> Pages<'a> {
        let start = frame.start.as_ref().map(|start| &start.path);
        let shared = (frame.sheets.whole(), start, &frame.site, frame.has_twins);
        Pages {
            output,
            frame,
            base_path,
            print: hash(&json(&shared)),
            card: None,
            index: None,
        }
    }

    /// Writes a page that shows what a data file says; it is not made again when the last version has it.
    pub(super) fn put(&self, route: &Route, page: &Page, data: &FileName) {
        let path = route.output_path();
        let parts = [&self.print, &path, data.as_str(), self.card.unwrap_or("")];
        self.output.put_made_of(path.clone(), &parts, || {
            self.document(route, page, &Origin::default(), self.card)
        });
    }

    /// Writes a page that no data file says all of.
    fn put_anew(&self, route: &Route, page: &Page) {
        let document = self.document(route, page, &Origin::default(), self.card);
        self.output.put(route.output_path(), document);
    }

    fn document(&self, route: &Route, page: &Page, origin: &Origin, card: Option<&str>) -> String {
        // The not-found page is served at any depth: it alone has to know where the site stands.
        let root = match route {
            Route::NotFound { .. } => Root::absolute(self.base_path),
            _ => Root::relative_to(&route.output_path()),
        };
        let site = &self.frame.site;
        // Whoever comes to search waits for all of it, and the page has little else to show.
        let ahead = match (route, self.index) {
            (Route::Search { .. }, Some(index)) => {
                vec![
                    MANIFEST_PATH.to_owned(),
                    format!("{DATA_DIR}{}", index.as_str()),
                ]
            }
            _ => Vec::new(),
        };
        self.frame.document(&PageDocument {
            route,
            root: &root,
            head: page.head(site),
            card,
            graph: structured_data::graph(page, route, origin, site),
            data: Vec::new(),
            ahead,
            body: page.body(route.section(), site, &root),
        })
    }
}

/// Writes what stands around each article, its page and its twin; `files` are the articles' own. A pack at a time, so that
/// pages take no memory to speak of.
pub(super) fn articles(
    corpus: &Corpus,
    links: &Links,
    files: &[FileName],
    layout: Layout,
    cards: &[String],
    pages: &Pages,
) -> Names {
    let surroundings = Surroundings::new(corpus, links, files);
    let one = |at: usize, around: Around, around_file: FileName| {
        let draft = &corpus.drafts[at];
        let slug = &draft.article.slug;
        let route = Route::article(slug);
        let path = route.output_path();
        let card = cards.get(at).map(String::as_str).or(pages.card);
        let parts = [
            &pages.print,
            files[at].as_str(),
            around_file.as_str(),
            card.unwrap_or(""),
            draft.origin.original.as_deref().unwrap_or(""),
            draft.origin.updated.as_deref().unwrap_or(""),
        ];
        pages.output.put_made_of(path, &parts, || {
            let page = Page::Article {
                article: draft.article.clone(),
                around: Some(around),
            };
            pages.document(&route, &page, &draft.origin, card)
        });
        if layout.has_twins {
            let twin = decoded(&twin_path(slug));
            let parts = ["twin", &pages.print, files[at].as_str()];
            pages.output.put_made_of(twin, &parts, || {
                twin::write(&draft.article, &pages.frame.site)
            });
        }
        [
            (format!("article/{slug}"), files[at].clone()),
            (format!("around/{slug}"), around_file),
        ]
    };
    let pack = |range: Range<usize>| {
        let around: Vec<Around> = range.clone().map(|at| surroundings.of(at)).collect();
        let files = put_values(pages.output, ["around", "arounds"], &around, layout);
        let each = range.zip(around).zip(files);
        let names = each.map(|((at, around), file)| one(at, around, file));
        names.flatten().collect::<Names>()
    };
    let packs = layout.packs(files.len()).into_par_iter();
    packs.flat_map_iter(pack).collect()
}

/// Writes the search page, once the index is written.
pub(super) fn search(examples: Vec<String>, pages: &Pages) {
    let query = Default::default();
    let state = SearchState::Idle {
        examples,
        recent: Vec::new(),
    };
    pages.put_anew(&Route::search(), &Page::Search { query, state });
}

/// Writes the other pages that are neither an article nor a list of some.
pub(super) fn others(corpus: &Corpus, counts: Counts, files: &[FileName], pages: &Pages) {
    pages.put_anew(&Route::About, &Page::About(counts));
    let newest: Vec<Summary> = (0..corpus.drafts.len().min(5))
        .map(|at| corpus.summary(at, &files[at]))
        .collect();
    let path = String::new();
    let lost = Route::NotFound { path: path.clone() };
    let nearest = newest;
    pages.put_anew(&lost, &Page::NotFound { path, nearest });
}

/// Queries that show what can be asked: the names of the largest categories.
pub(super) fn examples(corpus: &Corpus) -> Vec<String> {
    let mut categories: Vec<_> = corpus.categories.iter().collect();
    categories.sort_by_key(|category| std::cmp::Reverse(category.articles.len()));
    categories
        .iter()
        .take(3)
        .map(|category| category.category.name.clone())
        .collect()
}
