//! Search as the pages need it: a query of the address in, what to show out.

use std::rc::Rc;

use crate::platform::search_client::{SearchClient, summary, today};
use crate::route::{Query, Sort};
use crate::view::part::filters::Facets;
use crate::view::part::search::{Hit, Results, SearchState};
use crate::wire::search::{self, Detail, EmptyReason, Init, Request, Response};
use crate::wire::{CategoryList, CategoryRef, Listing, Summary};

use super::archive::Archive;

/// Asks the engine in the words of the pages. Clones share the engine.
#[derive(Clone)]
pub struct Finder {
    client: SearchClient,
    archive: Archive,
}

impl Finder {
    /// A finder over an archive's index.
    pub fn new(client: SearchClient, archive: Archive) -> Finder {
        Finder { client, archive }
    }

    /// What the search page shows for a query.
    pub async fn state(&self, query: &Query) -> SearchState {
        match self.ask(query, Detail::Full, HITS_ON_A_PAGE).await {
            Ok(response) if response.total == 0 => self.nothing(query, response).await,
            Ok(response) => SearchState::Results(Results {
                total: response.total,
                facets: self.facets_of(&response, query).await,
                hits: response.hits.into_iter().filter_map(hit).collect(),
                page: query.page,
                pages: response.total.div_ceil(HITS_ON_A_PAGE).max(1),
                first: first(query) + 1,
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
        let response = self.ask(query, Detail::Full, HITS_ON_A_PAGE).await?;
        let facets = self.facets_of(&response, query).await;
        let narrowed = Listing {
            page: query.page,
            pages: response.total.div_ceil(HITS_ON_A_PAGE).max(1),
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
        let response = self.ask(query, Detail::Full, 1).await.ok()?;
        Some(self.facets_of(&response, query).await)
    }

    /// The few articles that answer best; none when the index can't be had.
    pub async fn nearest(&self, query: &Query) -> Vec<Summary> {
        const NEAREST: u32 = 5;
        match self.ask(query, Detail::Full, NEAREST).await {
            Ok(response) => response
                .hits
                .iter()
                .filter_map(|hit| summary(&hit.summary))
                .collect(),
            Err(_) => Vec::new(),
        }
    }

    async fn ask(&self, query: &Query, detail: Detail, limit: u32) -> Result<Response, String> {
        let manifest = self
            .archive
            .manifest()
            .await
            .map_err(|error| error.to_string())?;
        let place = Init {
            base: self.archive.root().as_str().to_owned(),
            root: manifest.search.root.as_str().to_owned(),
        };
        let request = Request {
            id: 0,
            text: query.text.clone(),
            filters: search::Filters {
                categories: query.categories.clone(),
                all_categories: true,
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
            offset: first(query),
            limit,
            today: today(&manifest.site.time_zone),
            detail,
        };
        self.client.ask(&place, request).await
    }

    /// Nothing was found: without the filters there may be something, or with another spelling.
    async fn nothing(&self, query: &Query, response: Response) -> SearchState {
        let bare = Query {
            text: query.text.clone(),
            ..Query::default()
        };
        if bare.text != query.text
            || bare
                != (Query {
                    page: 1,
                    sort: Sort::default(),
                    ..query.clone()
                })
        {
            let facets = self.facets_of(&response, query).await;
            if let Ok(without) = self.ask(&bare, Detail::Full, 1).await
                && without.total > 0
            {
                return SearchState::FiltersExclude {
                    without: without.total,
                    facets,
                };
            }
        }
        let nearest = response
            .empty
            .as_ref()
            .and_then(|empty| empty.nearest.as_ref());
        let suggestion = nearest
            .map(|nearest| nearest.text.clone())
            .filter(|text| !text.is_empty() && *text != query.text)
            .or_else(|| {
                response
                    .corrections
                    .first()
                    .map(|correction| correction.text.clone())
            });
        // A query of one word names it already.
        let hint = response
            .empty
            .as_ref()
            .filter(|empty| empty.culprit != query.text.trim())
            .map(hint)
            .unwrap_or_default();
        SearchState::NothingFor {
            text: query.text.clone(),
            hint,
            suggestion,
        }
    }

    async fn facets_of(&self, response: &Response, query: &Query) -> Facets {
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
        let mut categories: Vec<(CategoryRef, u32)> = response
            .facets
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
        let mut sources = response.facets.sources.clone();
        for host in &query.sources {
            if !sources.iter().any(|(other, _)| other == host) {
                sources.push((host.clone(), 0));
            }
        }
        Facets {
            categories,
            sources,
            days: Default::default(),
        }
    }
}

/// Hits on a page.
const HITS_ON_A_PAGE: u32 = 20;

/// Hits before the page that is asked for.
fn first(query: &Query) -> u32 {
    query.page.saturating_sub(1).saturating_mul(HITS_ON_A_PAGE)
}

fn hint(empty: &EmptyReason) -> String {
    if empty.culprit.is_empty() {
        return String::new();
    }
    format!("No article has “{}”.", empty.culprit)
}

fn hit(hit: search::Hit) -> Option<Hit> {
    let summary = summary(&hit.summary)?;
    let title = runs(&summary.title, &hit.title_marks);
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
    })
}

/// A text cut at its marks. Marks that do not fit the text (a title that changed) mark nothing.
fn runs(text: &str, marks: &[(u32, u32)]) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    let mut at = 0;
    for &(start, end) in marks {
        let (start, end) = (start as usize, end as usize);
        let (Some(before), Some(marked)) = (text.get(at..start), text.get(start..end)) else {
            continue;
        };
        if !before.is_empty() {
            out.push((before.to_owned(), false));
        }
        out.push((marked.to_owned(), true));
        at = end;
    }
    let rest = text.get(at..).unwrap_or_default();
    if !rest.is_empty() {
        out.push((rest.to_owned(), false));
    }
    out
}

/// Days from 1970-01-01 to `2025-08-17` (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"); none for an
/// empty or impossible day.
fn day_number(day: &str) -> Option<i32> {
    let mut parts = day.split('-').map(|part| part.parse::<i32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
            - 719_468,
    )
}
