//! Stories as pages, and lists in which a story is one entry.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::related;
use crate::wire::{
    Block, FileName, Listing, ListingOf, Quotation, SharedSentence, Story, Summary, Telling,
    Wording,
};

use super::corpus::{Corpus, Draft};
use super::measure::words;
use super::suggest::{Links, distance};

/// Reports of one story that are compared sentence by sentence; further ones are listed. The work grows with the square.
const COMPARED: usize = 24;

/// Every story.
pub fn pages(
    corpus: &Corpus,
    links: &Links,
    files: &[FileName],
) -> impl ParallelIterator<Item = Story> {
    let stories = links.stories.par_iter();
    stories.map(|articles| story(corpus, articles, files))
}

fn story(corpus: &Corpus, articles: &[usize], files: &[FileName]) -> Story {
    let first = &corpus.drafts[articles[0]];
    let reports = articles.iter().take(COMPARED);
    let reports: Vec<String> = reports.map(|at| told(&corpus.drafts[*at])).collect();
    let reports: Vec<&str> = reports.iter().map(String::as_str).collect();
    let mut found = related::compare(&reports);
    found.own.resize(articles.len(), Vec::new());
    let later = |at: usize| {
        let distance = (at != articles[0]).then(|| distance(first, &corpus.drafts[at]));
        distance.flatten()
    };
    let telling = |(at, own): (&usize, Vec<String>)| Telling {
        article: corpus.brief(*at, &files[*at]),
        later: later(*at).unwrap_or_default(),
        own,
    };
    let wording = |(by, pieces): (u32, Vec<(String, bool)>)| Wording { by, pieces };
    Story {
        slug: first.article.slug.clone(),
        title: first.article.title.clone(),
        tellings: articles.iter().zip(found.own).map(telling).collect(),
        shared: found
            .shared
            .into_iter()
            .map(|sentence| SharedSentence {
                text: sentence.text,
                by: sentence.by,
            })
            .collect(),
        quotations: found
            .quotations
            .into_iter()
            .map(|wordings| Quotation {
                wordings: wordings.into_iter().map(wording).collect(),
            })
            .collect(),
    }
}

/// The longest line, in bytes, that may be a heading although its document does not say so.
const LONGEST_HEADING: usize = 80;

/// What a report tells: its text without the headings, which say nothing by themselves.
fn told(draft: &Draft) -> String {
    let layers = draft.article.layers.iter();
    let headings: BTreeSet<String> = layers
        .flat_map(|layer| &layer.blocks)
        .filter_map(|block| match block {
            Block::Heading { text, .. } => Some(words(text)),
            _ => None,
        })
        .collect();
    let lines = draft.text.report.lines();
    let is_told = |line: &&str| {
        let is_ended = !line.trim_end().ends_with(char::is_alphanumeric);
        (is_ended || line.len() > LONGEST_HEADING) && !headings.contains(*line)
    };
    let lines = lines.filter(is_told);
    lines.collect::<Vec<_>>().join("\n")
}

/// A list cut into pages, the articles of a story folded behind the first of them in the list. An empty list has one page.
pub fn folded(
    of: &ListingOf,
    articles: &[usize],
    size: usize,
    corpus: &Corpus,
    links: &Links,
    files: &[FileName],
) -> Vec<Listing> {
    // For each story its articles in this list, and whether it has an entry already.
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); links.stories.len()];
    for at in articles {
        if let Some(story) = links.story_of[*at] {
            members[story].push(*at);
        }
    }
    let leads = |at: &usize| links.story_of[*at].is_none_or(|story| members[story][0] == *at);
    let entries: Vec<usize> = articles.iter().copied().filter(leads).collect();
    let summary = |at: &usize| -> Summary {
        let mut summary = corpus.summary(*at, &files[*at]);
        if let Some(story) = links.story_of[*at].filter(|story| members[*story].len() > 1) {
            let fold = corpus.fold(links, story, &members[story], *at, files);
            summary.fold = Some(Box::new(fold));
        }
        summary
    };
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let pages = entries.len().div_ceil(size).max(1);
    (0..pages)
        .map(|page| {
            let shown = entries.iter().skip(page * size).take(size);
            Listing {
                of: of.clone(),
                page: number(page + 1),
                pages: number(pages),
                total: number(articles.len()),
                articles: shown.map(summary).collect(),
            }
        })
        .collect()
}
