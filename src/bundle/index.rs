//! The search index and the suggestions of a corpus.

use std::collections::BTreeMap;

use crate::related::{self, Candidate};
use crate::search::builder::{self, Options};
use crate::search::{Entry, FieldKind};
use crate::wire::settings::Settings;
use crate::wire::{FileName, Stamp};

use super::corpus::{Corpus, Draft, RELATED_SHOWN};
use super::output::{Output, hash, json};

/// Writes the index; returns the name of its root.
pub fn put(
    corpus: &Corpus,
    files: &[FileName],
    settings: &Settings,
    output: &mut Output,
) -> FileName {
    let entries: Vec<Entry> = corpus
        .drafts
        .iter()
        .enumerate()
        .map(|(at, draft)| entry(corpus, at, draft, files))
        .collect();
    let options = Options {
        aliases: settings
            .aliases
            .iter()
            .map(|group| group.words.clone())
            .collect(),
        ..Options::default()
    };
    let name = |bytes: &[u8]| {
        FileName::new("search", &hash(bytes), "bin")
            .as_str()
            .to_owned()
    };
    let index = builder::build(&entries, &options, &name);
    for (_, bytes) in index.files {
        output.put_data("search", "bin", bytes);
    }
    output.put_data("search", "bin", index.root)
}

fn entry(corpus: &Corpus, at: usize, draft: &Draft, files: &[FileName]) -> Entry {
    let article = &draft.article;
    Entry {
        ordinal: at as u32,
        id: article.slug.clone(),
        title: article.title.clone(),
        source: article
            .source
            .as_ref()
            .filter(|credit| credit.host)
            .map(|credit| credit.name.clone()),
        categories: article
            .categories
            .iter()
            .map(|category| category.slug.clone())
            .collect(),
        day: article.published.as_ref().and_then(day_number),
        instant: draft.instant.unwrap_or_default(),
        summary: json(&corpus.summary(at, &files[at])),
        fields: fields(draft),
        has_petition: false,
    }
}

fn fields(draft: &Draft) -> Vec<(FieldKind, String)> {
    let text = &draft.text;
    [
        (FieldKind::KeyPoints, &text.key_points),
        (FieldKind::Report, &text.report),
        (FieldKind::Opinion, &text.opinion),
        (FieldKind::Action, &text.action),
        (FieldKind::Todo, &text.todo),
        (FieldKind::Names, &text.names),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(kind, text)| (kind, text.clone()))
    .collect()
}

fn day_number(stamp: &Stamp) -> Option<i32> {
    let day: jiff::civil::Date = stamp.day.parse().ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    (day - epoch).get_days().into()
}

/// For each article the nearest others with the reason in plain words, best first. A few more than are shown, since the
/// document's own list is shown before them.
pub fn suggestions(corpus: &Corpus) -> Vec<Vec<(usize, String)>> {
    let entries: Vec<related::Entry> = corpus
        .drafts
        .iter()
        .enumerate()
        .map(|(at, draft)| related::Entry {
            ordinal: at as u32,
            id: draft.article.slug.clone(),
            title: draft.article.title.clone(),
            categories: draft
                .article
                .categories
                .iter()
                .map(|category| category.slug.clone())
                .collect(),
            instant: draft.instant,
            fields: fields(draft),
        })
        .collect();
    let names: BTreeMap<&str, &str> = corpus
        .categories
        .iter()
        .map(|category| {
            (
                category.category.slug.as_str(),
                category.category.name.as_str(),
            )
        })
        .collect();
    related::candidates(&entries, RELATED_SHOWN * 2)
        .into_iter()
        .map(|candidates| {
            candidates
                .into_iter()
                .map(|found| (found.ordinal as usize, reason(&found, &names)))
                .collect()
        })
        .collect()
}

/// Why an article is offered, in plain words: "2 shared categories; 7 hours earlier".
fn reason(candidate: &Candidate, names: &BTreeMap<&str, &str>) -> String {
    let reason = &candidate.reason;
    let mut parts = Vec::new();
    match reason.categories.as_slice() {
        [] => {}
        [one] => parts.push(format!(
            "also in {}",
            names.get(one.as_str()).unwrap_or(&one.as_str())
        )),
        several => parts.push(format!("{} shared categories", several.len())),
    }
    if let Some(seconds) = reason.seconds_later
        && let Some(words) = distance(seconds)
    {
        parts.push(words);
    }
    // Words say least: they stand in only where nothing else is shared.
    if parts.is_empty() && !reason.terms.is_empty() {
        parts.push(format!(
            "also on {}",
            reason
                .terms
                .iter()
                .take(3)
                .cloned()
                .collect::<Vec<_>>()
                .join(", ")
        ));
    }
    parts.join("; ")
}

/// How far apart two articles are, up to a month: farther says nothing.
fn distance(seconds: i64) -> Option<String> {
    let (hours, days) = (seconds.abs() / 3600, seconds.abs() / 86_400);
    let (n, unit) = match (hours, days) {
        (0, _) => return Some("within the hour".into()),
        (hours, 0) => (hours, "hour"),
        (_, days @ 1..=30) => (days, "day"),
        _ => return None,
    };
    let plural = if n == 1 { "" } else { "s" };
    Some(format!(
        "{n} {unit}{plural} {}",
        if seconds < 0 { "earlier" } else { "later" }
    ))
}
