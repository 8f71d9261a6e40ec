//! Why was nothing found, and what nearby would find something?
//!
//! Filters from outside the text are suspected first, when the text alone finds articles: the one whose removal finds most is
//! named. Otherwise parts of the text are left out, one at a time and then all but one, and the removal that finds most
//! is offered.

use super::column::Columns;
use super::evaluate::Evaluation;
use super::facet;
use super::query::Node;
use super::request::{EmptyReason, Filters, Nearest, Request};
use super::store::{Stop, Store};

/// Parts of a query that are tried out. A longer query that finds nothing is tried with these.
const MAX_TRIED: usize = 16;

/// The reason, when a part of the query or a filter can be named; `None` when the archive itself is empty.
///
/// # Errors
/// When blocks are wanted or the index is damaged.
pub fn reason(
    evaluation: &Evaluation<'_>,
    request: &Request,
    columns: &Columns,
    store: &mut Store,
) -> Result<Option<EmptyReason>, Stop> {
    let parts = evaluation.query.parts.len();
    let every: Vec<usize> = (0..parts).collect();
    let matching = evaluation.matching_parts(&every, store)?;
    if matching.count() > 0 {
        return Ok(filter_reason(&matching, request, columns));
    }
    // `in:` says where the words beside it must stand, and asks for nothing by itself.
    let is_place = |part: &usize| {
        let part = evaluation.query.parts.get(*part);
        part.is_some_and(|part| matches!(&part.node, Node::All(nodes) if nodes.is_empty()))
    };
    // What only leaves out is no question either: nearly all articles answer it.
    let is_idle = |part: &usize| {
        let node = evaluation.query.parts.get(*part).map(|part| &part.node);
        is_place(part) || matches!(node, Some(Node::Not(_)))
    };
    let count = |keep: &[usize], filters: &Filters, store: &mut Store| -> Result<u32, Stop> {
        if !keep.is_empty() && keep.iter().all(is_idle) {
            return Ok(0);
        }
        let mut set = evaluation.matching_parts(keep, store)?;
        if facet::any(filters) {
            let passing = facet::passing(filters, columns);
            [&passing.categories, &passing.sources, &passing.days]
                .iter()
                .for_each(|other| set.and(other));
        }
        Ok(set.count())
    };
    // The filters stay if they can: what the reader chose last with the mouse is rarely the mistake.
    for filters in [&request.filters, &Filters::default()] {
        let mut best: Option<(u32, usize, Vec<usize>)> = None;
        let without = (0..parts.min(MAX_TRIED))
            .map(|i| (i, every.iter().copied().filter(|j| *j != i).collect()));
        let alone = (0..parts.min(MAX_TRIED))
            .filter(|_| parts > 2)
            .map(|i| (usize::from(i == 0), vec![i]));
        for (group, tries) in [
            without.collect::<Vec<(usize, Vec<usize>)>>(),
            alone.collect(),
        ]
        .into_iter()
        .enumerate()
        {
            for (culprit, keep) in tries {
                let total = count(&keep, filters, store)?;
                if total > 0 && best.as_ref().is_none_or(|(known, ..)| total > *known) {
                    best = Some((total, culprit, keep));
                }
            }
            if let Some((total, culprit, keep)) = best
                .take()
                .filter(|(_, _, keep)| group == 1 || !keep.is_empty())
            {
                let nearest = Nearest {
                    text: kept_text(evaluation, &keep),
                    filters: filters.clone(),
                    total,
                };
                let culprit = named(evaluation, culprit);
                return Ok(Some(EmptyReason {
                    culprit,
                    is_filter: false,
                    nearest: Some(nearest),
                }));
            }
        }
    }
    if parts == 0 {
        return Ok(None);
    }
    let place = (0..parts).find(is_place);
    Ok(Some(EmptyReason {
        culprit: named(evaluation, place.unwrap_or(0)),
        is_filter: false,
        nearest: None,
    }))
}

fn named(evaluation: &Evaluation<'_>, part: usize) -> String {
    evaluation
        .query
        .parts
        .get(part)
        .map(|part| part.label.clone())
        .unwrap_or_default()
}

/// The text of some parts, in order.
fn kept_text(evaluation: &Evaluation<'_>, keep: &[usize]) -> String {
    let query = evaluation.query;
    let spans = keep
        .iter()
        .filter_map(|i| query.parts.get(*i))
        .filter_map(|part| query.text.get(part.span.clone()));
    spans.map(str::trim).collect::<Vec<_>>().join(" ")
}

/// The filter whose removal finds most; all of them when no single one does.
fn filter_reason(
    matching: &super::bitset::BitSet,
    request: &Request,
    columns: &Columns,
) -> Option<EmptyReason> {
    let filters = &request.filters;
    let mut tries: Vec<(&str, Filters)> = Vec::new();
    for slug in &filters.categories {
        let mut less = filters.clone();
        less.categories.retain(|other| other != slug);
        tries.push((slug, less));
    }
    for host in &filters.sources {
        let mut less = filters.clone();
        less.sources.retain(|other| other != host);
        tries.push((host, less));
    }
    if filters.from.is_some() || filters.to.is_some() {
        let mut less = filters.clone();
        (less.from, less.to) = (None, None);
        tries.push(("date", less));
    }
    let names: Vec<&str> = tries.iter().map(|(name, _)| *name).collect();
    let total = |filters: &Filters| {
        let passing = facet::passing(filters, columns);
        let mut set = matching.clone();
        [&passing.categories, &passing.sources, &passing.days]
            .iter()
            .for_each(|other| set.and(other));
        set.count()
    };
    let mut best: Option<(u32, &str, Filters)> = None;
    for (name, filters) in tries {
        let total = total(&filters);
        if total > 0 && best.as_ref().is_none_or(|(known, ..)| total > *known) {
            best = Some((total, name, filters));
        }
    }
    let (total, culprit, filters) = match best {
        Some((total, name, filters)) => (total, name.to_owned(), filters),
        None => (matching.count(), names.join(", "), Filters::default()),
    };
    let nearest = Some(Nearest {
        text: request.text.clone(),
        filters,
        total,
    });
    Some(EmptyReason {
        culprit,
        is_filter: true,
        nearest,
    })
}
