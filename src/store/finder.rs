//! Search as the pages need it: a query of the address in, what to show out.

use std::cell::Cell;
use std::rc::Rc;

use crate::platform::search_client::{SUPERSEDED, SearchClient, day_number, summary, today};
use crate::route::{Find, Query, Sort};
use crate::view::part::filters::Facets;
use crate::view::part::search::{Hit, Nothing, Results, SearchState, Understood};
use crate::wire::search::{self, Detail, Init, Request, Response};
use crate::wire::{CategoryList, CategoryRef, Listing, Manifest, Summary};

use super::archive::Archive;

/// Asks the engine in the words of the pages. Clones share the engine.
#[derive(Clone)]
pub struct Finder {
    client: SearchClient,
    archive: Archive,
    /// Whether a question has been answered since the app started.
    has_answered: Rc<Cell<bool>>,
}

impl Finder {
    /// A finder over an archive's index.
    pub fn new(client: SearchClient, archive: Archive) -> Finder {
        Finder {
            client,
            archive,
            has_answered: Rc::default(),
        }
    }

    /// What the search page shows for a query. What it can be narrowed by is left out when it would have to be fetched, and
    /// of the first answer, all of which comes over the line, some hits.
    pub async fn state(&self, query: &Query) -> SearchState {
        let is_first = query.page <= 1 && !self.has_answered.get();
        let limit = if is_first { FIRST_HITS } else { HITS_ON_A_PAGE };
        let answer = self.ask(query, Detail::Hits, limit).await;
        if answer.is_ok() {
            self.has_answered.set(true);
        }
        match answer {
            Ok(response) if response.total == 0 => {
                let facets = match &response.facets {
                    Some(facets) => Some(self.facets_of(facets, query).await),
                    None => None,
                };
                SearchState::Nothing(nothing(query, response, facets))
            }
            Ok(mut response) => SearchState::Results(Results {
                total: response.total,
                facets: match &response.facets {
                    Some(facets) => Some(self.facets_of(facets, query).await),
                    None => None,
                },
                page: query.page,
                pages: response.total.div_ceil(HITS_ON_A_PAGE).max(1),
                first: first(query, HITS_ON_A_PAGE) + 1,
                is_begun: limit < HITS_ON_A_PAGE.min(response.total),
                understood: understood(&mut response),
                hits: response.hits.into_iter().filter_map(hit).collect(),
            }),
            Err(sentence) => SearchState::Failed { sentence },
        }
    }

    /// A list narrowed by a query: the articles it leaves in the place of those of `listing`, and its facets.
    pub async fn narrow(
        &self,
        query: &Query,
        listing: Listing,
    ) -> Result<(Listing, Facets), String> {
        let response = self.ask(query, Detail::Full, LISTED_ON_A_PAGE).await?;
        let facets = response.facets.as_ref().ok_or_else(String::new)?;
        let facets = self.facets_of(facets, query).await;
        let narrowed = Listing {
            page: query.page,
            pages: response.total.div_ceil(LISTED_ON_A_PAGE).max(1),
            total: response.total,
            articles: response
                .hits
                .iter()
                .filter_map(|hit| summary(&hit.summary))
                .collect(),
            ..listing
        };
        Ok((narrowed, facets))
    }

    /// What a list can be narrowed by; none when the index can't be had.
    pub async fn facets(&self, query: &Query) -> Option<Facets> {
        let response = self.ask(query, Detail::Full, 0).await.ok()?;
        Some(self.facets_of(response.facets.as_ref()?, query).await)
    }

    /// The few articles that answer best; none when the index can't be had.
    pub async fn nearest(&self, query: &Query) -> Vec<Summary> {
        const NEAREST: u32 = 5;
        match self.ask(query, Detail::Hits, NEAREST).await {
            Ok(response) => response
                .hits
                .iter()
                .filter_map(|hit| summary(&hit.summary))
                .collect(),
            Err(_) => Vec::new(),
        }
    }

    /// Has the engine get ready for a question.
    pub fn warm(&self) {
        if let Some(manifest) = self.archive.known_manifest() {
            self.client.warm(&self.place(&manifest));
        }
    }

    fn place(&self, manifest: &Manifest) -> Init {
        Init {
            base: self.archive.root().as_str().to_owned(),
            root: manifest.search.root.as_str().to_owned(),
        }
    }

    async fn ask(&self, query: &Query, detail: Detail, limit: u32) -> Result<Response, String> {
        let manifest = self
            .archive
            .manifest()
            .await
            .map_err(|error| error.to_string())?;
        let request = Request {
            id: 0,
            text: query.text.clone(),
            filters: search::Filters {
                categories: query.categories.clone(),
                all_categories: !query.any_category,
                sources: query.sources.clone(),
                from: day_number(&query.from),
                to: day_number(&query.to),
            },
            sort: match query.sort {
                Sort::Relevance => search::Sort::Relevance,
                Sort::Newest => search::Sort::Newest,
                Sort::Oldest => search::Sort::Oldest,
                Sort::Source => search::Sort::Source,
            },
            offset: first(query, limit),
            limit,
            today: today(&manifest.site.time_zone),
            detail,
        };
        let mut place = self.place(&manifest);
        loop {
            let answer = self.client.ask(&place, request.clone()).await;
            if !matches!(&answer, Err(sentence) if sentence != SUPERSEDED) {
                return answer;
            }
            // After a new version of the site was put up, files of the known index may be gone.
            match self.archive.refresh().await.map(|newer| self.place(&newer)) {
                Ok(newer) if newer != place => place = newer,
                _ => return answer,
            }
        }
    }

    async fn facets_of(&self, counted: &search::Facets, query: &Query) -> Facets {
        let found = self.archive.find("categories").await.ok().flatten();
        let list: Option<Rc<CategoryList>> = found.and_then(|found| found.value().ok());
        let named = |slug: &String| {
            let entries = list
                .as_ref()
                .map(|list| list.categories.as_slice())
                .unwrap_or_default();
            let found = entries.iter().find(|entry| entry.category.slug == *slug);
            found.map_or_else(
                || CategoryRef {
                    slug: slug.clone(),
                    name: slug.clone(),
                },
                |entry| entry.category.clone(),
            )
        };
        let mut categories: Vec<(CategoryRef, u32)> = counted
            .categories
            .iter()
            .map(|(slug, count)| (named(slug), *count))
            .collect();
        // What is asked for keeps its name and its box, also where nothing is left.
        for slug in &query.categories {
            if !categories
                .iter()
                .any(|(category, _)| category.slug == *slug)
            {
                categories.push((named(slug), 0));
            }
        }
        let mut sources = counted.sources.clone();
        for host in &query.sources {
            if !sources.iter().any(|(other, _)| other == host) {
                sources.push((host.clone(), 0));
            }
        }
        Facets {
            categories,
            sources,
            years: counted.years.clone(),
            months: counted.months.clone(),
            layers: counted.layers.clone(),
            days: Default::default(),
        }
    }
}

/// Hits on a page: each takes a file.
const HITS_ON_A_PAGE: u32 = 10;

/// Hits that are shown before the others of a page: as many files as browsers fetch at once where a line carries one at a time
/// (HTTP/1.1).
const FIRST_HITS: u32 = 6;

/// Articles on a page of a narrowed list: as many as on others, unless the site says otherwise.
const LISTED_ON_A_PAGE: u32 = 20;

/// Hits before the page that is asked for.
fn first(query: &Query, on_a_page: u32) -> u32 {
    query.page.saturating_sub(1).saturating_mul(on_a_page)
}

fn understood(response: &mut Response) -> Understood {
    Understood {
        parts: std::mem::take(&mut response.chips),
        corrected: std::mem::take(&mut response.corrections),
        notes: std::mem::take(&mut response.notes),
        completions: std::mem::take(&mut response.completions),
    }
}

/// Why there is nothing, in the words of the page.
fn nothing(query: &Query, mut response: Response, facets: Option<Facets>) -> Nothing {
    let understood = understood(&mut response);
    let Some(empty) = response.empty else {
        return Nothing {
            understood,
            facets,
            ..Nothing::default()
        };
    };
    // A day that is left is the one that was asked for.
    let day = |kept: Option<i32>, asked: &String| kept.map_or(String::new(), |_| asked.clone());
    let nearest = empty.nearest.map(|nearest| {
        let filters = nearest.filters;
        let query = Query {
            text: nearest.text,
            categories: filters.categories,
            sources: filters.sources,
            from: day(filters.from, &query.from),
            to: day(filters.to, &query.to),
            ..query.on_page(1)
        };
        (query, nearest.total)
    });
    Nothing {
        understood,
        culprit: empty.culprit,
        is_filter: empty.is_filter,
        nearest,
        facets,
    }
}

fn hit(hit: search::Hit) -> Option<Hit> {
    let summary = summary(&hit.summary)?;
    let title = runs(&summary.title, &hit.title_marks);
    let passage = hit.snippet.as_ref().map(passage).unwrap_or_default();
    let snippet = hit.snippet.map(|snippet| {
        let mut runs = runs(&snippet.text, &snippet.marks);
        if snippet.cut_before {
            runs.insert(0, ("… ".into(), false));
        }
        if snippet.cut_after {
            runs.push((" …".into(), false));
        }
        runs
    });
    Some(Hit {
        summary,
        title,
        snippet: snippet.unwrap_or_default(),
        passage,
        find: Find {
            words: hit.words,
            at: hit.first,
        },
        places: hit
            .layers
            .iter()
            .map(|(layer, count)| (layer.name(), *count))
            .collect(),
    })
}

/// The first marked word and a few after it, on one line: enough to be the only such place, short enough not to run into
/// another block.
fn passage(snippet: &search::Snippet) -> String {
    const WORDS: usize = 5;
    let start = snippet
        .marks
        .first()
        .map_or(0, |(start, _)| *start as usize);
    let line = snippet.text.get(start..).unwrap_or_default().lines().next();
    let words: Vec<&str> = line.unwrap_or_default().split(' ').take(WORDS).collect();
    words.join(" ")
}

/// A text cut at its marks. Marks that do not fit the text (a title that changed) mark nothing.
fn runs(text: &str, marks: &[(u32, u32)]) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    let mut at = 0;
    let on_one_line = |text: &str| text.split('\n').collect::<Vec<_>>().join(" · ");
    for &(start, end) in marks {
        let (start, end) = (start as usize, end as usize);
        let (Some(before), Some(marked)) = (text.get(at..start), text.get(start..end)) else {
            continue;
        };
        if !before.is_empty() {
            out.push((on_one_line(before), false));
        }
        out.push((marked.to_owned(), true));
        at = end;
    }
    let rest = text.get(at..).unwrap_or_default();
    if !rest.is_empty() {
        out.push((on_one_line(rest), false));
    }
    out
}
