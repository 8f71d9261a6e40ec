//! Into which category would an article's neighbours put it?
//!
//! The nearest articles vote, each with the square of its nearness (distance-weighted k nearest neighbours: Dudani, 1976).

use std::collections::BTreeMap;

use super::Analysis;

/// Neighbours that vote. By measure on news and on abstracts, fewer are led astray by single ones, and more outvote small
/// categories.
const VOTERS: usize = 12;

/// The category of most of an article's neighbours.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal<'a> {
    /// Its slug.
    pub category: &'a str,
    /// Its share of the votes, 0 to 1.
    pub share: f32,
}

/// For an article what its neighbours propose; nothing where none of them is in any category. Its own categories have no
/// vote.
pub fn propose<'a>(analysis: &Analysis<'a>, article: usize) -> Option<Proposal<'a>> {
    let mut votes: BTreeMap<&'a str, f32> = BTreeMap::new();
    let mut all = 0.0;
    for (cosine, other) in analysis.near[article].iter().take(VOTERS) {
        let entry: &'a super::Entry<'a> = &analysis.entries[*other as usize];
        for category in &entry.categories {
            *votes.entry(category).or_default() += cosine * cosine;
        }
        all += cosine * cosine;
    }
    let best = votes
        .into_iter()
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.filter(|_| all > 0.0)
        .map(|(category, votes)| Proposal {
            category,
            share: votes / all,
        })
}
