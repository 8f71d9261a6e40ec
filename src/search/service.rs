//! The engine: asked a question, it answers or names the files it needs first.
//!
//! ```text
//! let mut service = Service::open(&root_bytes)?;
//! loop {
//!     match service.handle(&request)? {
//!         Outcome::Need(names) => for name in names { service.supply(&name, fetch(&name))?; },
//!         Outcome::Ready(response) => break response,
//!     }
//! }
//! ```
//!
//! Every round asks for other files or answers, so the loop ends. The cache is bounded; what one request needs is kept
//! until it is answered.

use super::bitset::BitSet;
use super::bytes::Corrupt;
use super::column::Columns;
use super::evaluate::{Evaluation, bases, needs_columns};
use super::query::{Query, parse};
use super::request::{Correction, Detail, Hit, MAX_LIMIT, Request, Response, Sort};
use super::resolve::{Expansion, expand};
use super::root::Root;
use super::snippet::Sought;
use super::store::{Stop, Store};
use super::{facet, order, pack, proximity, weights};
use std::rc::Rc;

/// Ways to finish a word that are offered. More would hide the hits below them.
const MAX_COMPLETIONS: usize = 6;

/// What a request comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// These files must be supplied before the request is handled again.
    Need(Vec<String>),
    /// The answer.
    Ready(Box<Response>),
}

/// An open index.
#[derive(Debug)]
pub struct Service {
    root: Root,
    store: Store,
    columns: Option<Rc<Columns>>,
}

impl Service {
    /// Opens an index by its root.
    ///
    /// # Errors
    /// When the bytes are no root of this version, or damaged.
    pub fn open(root: &[u8]) -> Result<Service, Corrupt> {
        let root = Root::decode(root)?;
        let store = Store::new(&root)?;
        Ok(Service {
            root,
            store,
            columns: None,
        })
    }

    /// How many articles the index holds.
    pub fn documents(&self) -> u32 {
        self.root.documents
    }

    /// Takes in a file that was asked for.
    ///
    /// # Errors
    /// When the file is damaged or of another version. It is not kept; it may be fetched again.
    pub fn supply(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Corrupt> {
        self.store.supply(name, bytes)
    }

    /// Answers a request, or says which files it needs.
    ///
    /// # Errors
    /// When the index contradicts itself.
    pub fn handle(&mut self, request: &Request) -> Result<Outcome, Corrupt> {
        self.store.begin();
        match self.answer(request) {
            Ok(response) => Ok(Outcome::Ready(Box::new(response))),
            Err(Stop::Wanted) => Ok(Outcome::Need(self.store.wanted())),
            Err(Stop::Corrupt(corrupt)) => Err(corrupt),
        }
    }

    fn answer(&mut self, request: &Request) -> Result<Response, Stop> {
        let query = parse(&request.text, request.today);
        let expansions = self.expansions(&query)?;
        let columns = self.columns_for(request, &query);
        let mut evaluation = Evaluation {
            query: &query,
            expansions: &expansions,
            root: &self.root,
            columns: &Columns::default(),
            found: Vec::new(),
            near: Vec::new(),
        };
        if request.sort == Sort::Relevance {
            evaluation.near = proximity::words(&evaluation);
        }
        // Lists and columns are fetched in one round.
        evaluation.ready(&mut self.store)?;
        let columns = columns?;
        evaluation.columns = &columns;
        evaluation.find(&mut self.store)?;
        let matching = evaluation.matching(&mut self.store)?;
        let mut scores = evaluation.scores();

        let mut passing = matching.clone();
        let mut facets = None;
        let has_columns = !columns.rows.is_empty() || self.root.documents == 0;
        if has_columns {
            let filters = facet::passing(&request.filters, &columns);
            [&filters.categories, &filters.sources, &filters.days]
                .iter()
                .for_each(|set| passing.and(set));
            if request.detail >= Detail::Hits {
                facets = Some(facet::count(
                    &matching,
                    &filters,
                    &request.filters,
                    &columns,
                ));
            }
        }
        let total = passing.count();
        let mut empty = None;
        if total == 0 && request.detail >= Detail::Hits {
            empty = super::empty::reason(&evaluation, request, &columns, &mut self.store)?;
        }
        if !evaluation.near.is_empty() {
            let best = Request {
                offset: 0,
                limit: weights::PROXIMITY_DEPTH as u32,
                ..request.clone()
            };
            let mut set = BitSet::empty(self.root.documents);
            page(&passing, &scores, &columns, &best)
                .iter()
                .for_each(|document| set.insert(*document));
            let gains = proximity::gains(&evaluation, &evaluation.near, &set, &mut self.store)?;
            set.iter()
                .zip(gains)
                .for_each(|(document, gain)| scores[document as usize] += gain);
        }
        let page = page(&passing, &scores, &columns, request);
        let mut notes = query.notes.clone();
        // One thing at a time: what was not understood may be why.
        if notes.is_empty() {
            notes.extend(evaluation.shortfall(&passing));
        }
        let sought = sought(&evaluation);
        let hits = self.hits(&page, &scores, request.detail)?;
        Ok(Response {
            id: request.id,
            total,
            empty,
            hits,
            facets,
            chips: query.chips(),
            sought,
            corrections: corrections(&query, &expansions),
            completions: completions(&query, &expansions),
            notes,
        })
    }

    /// The root and the cache, apart.
    pub(super) fn parts(&mut self) -> (&Root, &mut Store) {
        (&self.root, &mut self.store)
    }

    pub(super) fn expansions(&mut self, query: &Query) -> Result<Vec<Vec<Expansion>>, Stop> {
        let mut out = Vec::new();
        let mut wanted = false;
        for word in &query.words {
            match expand(word, &self.root, &mut self.store) {
                Ok(expansions) => out.push(expansions),
                Err(Stop::Wanted) => wanted = true,
                Err(stop) => return Err(stop),
            }
        }
        if wanted { Err(Stop::Wanted) } else { Ok(out) }
    }

    /// The facet columns when the request looks at them or they are here anyway, else empty ones.
    fn columns_for(&mut self, request: &Request, query: &Query) -> Result<Rc<Columns>, Stop> {
        let needed = request.detail == Detail::Full
            || request.sort == Sort::Source
            || facet::any(&request.filters)
            || query.parts.iter().any(|part| needs_columns(&part.node));
        if let Some(columns) = &self.columns {
            return Ok(Rc::clone(columns));
        }
        if !needed {
            return Ok(Rc::default());
        }
        self.store
            .ready(self.root.segments.iter().map(|segment| segment.columns))?;
        let mut columns = Columns::default();
        for segment in &self.root.segments {
            columns.append(&self.store.block(segment.columns)?, segment.documents)?;
        }
        let columns = Rc::new(columns);
        self.columns = Some(Rc::clone(&columns));
        Ok(columns)
    }

    fn hits(&mut self, page: &[u32], scores: &[u32], detail: Detail) -> Result<Vec<Hit>, Stop> {
        let with_keys = detail >= Detail::Hits;
        let bases = bases(&self.root);
        // The pack with an article's key, and its place there.
        let place_of = |root: &Root, document: u32| {
            let after = bases.partition_point(|base| *base <= document);
            let (segment, base) = (&root.segments[after - 1], bases[after - 1]);
            let place = document - base;
            let articles = pack::articles(segment.documents);
            (segment.keys + place / articles, place % articles)
        };
        if with_keys {
            let packs = page
                .iter()
                .map(|document| place_of(&self.root, *document).0);
            self.store.ready(packs.collect::<Vec<_>>())?;
        }
        let mut hits = Vec::with_capacity(page.len());
        for document in page {
            let mut hit = Hit {
                ordinal: self.root.documents - 1 - document,
                score: scores[*document as usize],
                ..Hit::default()
            };
            if with_keys {
                let (pack, place) = place_of(&self.root, *document);
                hit.key = pack::key(&self.store.block(pack)?, place)?.to_vec();
            }
            hits.push(hit);
        }
        Ok(hits)
    }
}

/// The articles with the highest scores, at most `count`, in order; ties go to the newer. Of many articles most are turned
/// away by one comparison with the last of the best so far.
fn best(set: &BitSet, scores: &[u32], count: usize) -> Vec<u32> {
    let mut best: Vec<(u32, u32)> = Vec::new();
    for document in set.iter() {
        // As pairs, so that the newer of two equals is the larger.
        let ranked = (scores[document as usize], document);
        if best.len() == count {
            if best.last().is_none_or(|last| ranked <= *last) {
                continue;
            }
            best.pop();
        }
        best.insert(best.partition_point(|known| *known > ranked), ranked);
    }
    best.into_iter().map(|(_, document)| document).collect()
}

/// Up to this many articles the best are kept in order as they come; more are put in order at the end.
const FEW: usize = 256;

/// The articles of the page asked for, in order.
fn page(set: &BitSet, scores: &[u32], columns: &Columns, request: &Request) -> Vec<u32> {
    let (offset, limit) = (
        request.offset as usize,
        request.limit.min(MAX_LIMIT) as usize,
    );
    let end = offset.saturating_add(limit).min(set.count() as usize);
    let mut list = if request.sort == Sort::Relevance && end <= FEW {
        best(set, scores, end)
    } else {
        set.iter().collect()
    };
    match request.sort {
        Sort::Oldest => {}
        Sort::Relevance if end <= FEW => {}
        Sort::Newest => list.reverse(),
        Sort::Relevance => order::first(&mut list, end, &|a, b| {
            let (x, y) = (scores[*a as usize], scores[*b as usize]);
            y.cmp(&x).then_with(|| b.cmp(a))
        }),
        Sort::Source => {
            let host = |document: u32| {
                let source = columns
                    .rows
                    .get(document as usize)
                    .and_then(|row| row.source);
                source
                    .and_then(|s| columns.sources.get(usize::from(s)))
                    .map(String::as_str)
            };
            order::first(&mut list, end, &|a, b| {
                let (x, y) = (host(*a), host(*b));
                x.is_none()
                    .cmp(&y.is_none())
                    .then_with(|| x.cmp(&y))
                    .then_with(|| b.cmp(a))
            });
        }
    }
    list.get(offset.min(end)..end.min(list.len()))
        .unwrap_or_default()
        .to_vec()
}

/// The words that were replaced.
fn corrections(query: &Query, expansions: &[Vec<Expansion>]) -> Vec<Correction> {
    let corrected = query
        .words
        .iter()
        .zip(expansions)
        .filter_map(|(word, list)| Some((word, list.first().filter(|e| e.corrected)?)));
    corrected
        .map(|(word, expansion)| Correction {
            typed: query
                .text
                .get(word.span.clone())
                .unwrap_or_default()
                .to_owned(),
            meant: expansion.form.clone(),
            text: query.replaced(&word.span, &expansion.form),
            applied: true,
        })
        .collect()
}

/// The query with its last word finished in the likeliest ways.
fn completions(query: &Query, expansions: &[Vec<Expansion>]) -> Vec<String> {
    let Some((word, list)) = query
        .words
        .last()
        .zip(expansions.last())
        .filter(|(word, _)| word.prefix)
    else {
        return Vec::new();
    };
    list.iter()
        .filter(|expansion| expansion.form.starts_with(&word.form) && expansion.form != word.form)
        .take(MAX_COMPLETIONS)
        .map(|expansion| query.replaced(&word.span, &expansion.form))
        .collect()
}

/// What to highlight.
fn sought(evaluation: &Evaluation<'_>) -> Sought {
    let mut sought = Sought::default();
    for (number, word) in evaluation
        .query
        .words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.ranked)
    {
        let weight = evaluation.found[number].weight;
        if word.exact {
            sought
                .forms
                .push((word.form.clone(), number as u32, weight));
        } else if !crate::text::stop::is_stop(&word.form) || evaluation.query.words.len() == 1 {
            let stems = evaluation.expansions[number]
                .iter()
                .map(|e| (e.stem.clone(), number as u32, weight));
            sought.stems.extend(stems);
        }
    }
    sought
}
