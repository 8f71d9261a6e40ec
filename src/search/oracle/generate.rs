//! Corpora, queries and filters as proptest draws them.

use crate::search::request::{Filters, Mode};
use crate::search::{Entry, FieldKind};
use proptest::prelude::*;
use std::collections::BTreeSet;

const WORDS: &[&str] = &[
    "treaty",
    "treaties",
    "treated",
    "the",
    "of",
    "Kyiv",
    "Kiev",
    "missile",
    "missiles",
    "talks",
    "talking",
    "signed",
    "sign",
    "Zürich",
    "zurich",
    "to",
    "grain",
    "graining",
    "東京都",
    "15",
    "U.S.",
];

pub fn words(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 0..most).prop_map(|list| list.join(" "))
}

/// An article that owns its text.
#[derive(Clone, Debug)]
pub struct Story {
    /// The headline.
    pub title: String,
    source: Option<&'static str>,
    categories: BTreeSet<&'static str>,
    day: Option<i32>,
    /// The text by layer.
    pub fields: Vec<(FieldKind, String)>,
    has_petition: bool,
}

/// The stories as the indexer wants them, the newest first.
pub fn entries(stories: &[Story]) -> Vec<Entry<'_>> {
    let entry = |(ordinal, story)| {
        let story: &Story = story;
        let fields = story.fields.iter();
        Entry {
            ordinal,
            title: &story.title,
            source: story.source,
            categories: story.categories.iter().copied().collect(),
            day: story.day,
            key: u32::to_string(&ordinal).into_bytes(),
            fields: fields.map(|(kind, text)| (*kind, text.as_str())).collect(),
            has_petition: story.has_petition,
        }
    };
    (0..).zip(stories).map(entry).collect()
}

pub fn stories() -> impl Strategy<Value = Vec<Story>> {
    let kinds = prop::sample::select(FieldKind::ALL[1..].to_vec());
    let one = (
        words(4),
        prop::option::of(prop::sample::select(vec!["a.example", "news.b.org"])),
        prop::collection::btree_set(
            prop::sample::select(vec!["arms-control", "peace", "u-s-policy"]),
            0..3,
        ),
        prop::option::of(19_000i32..21_000),
        prop::collection::vec((kinds, words(12)), 0..4),
        any::<bool>(),
    );
    let story = one.prop_map(
        |(title, source, categories, day, fields, has_petition)| Story {
            title,
            source,
            categories,
            day,
            fields,
            has_petition,
        },
    );
    prop::collection::vec(story, 0..40)
}

pub fn query_text() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        6 => prop::sample::select(WORDS).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["tre", "traety", "issile", "zurcih", "tlaks"]).prop_map(str::to_owned),
        2 => words(4).prop_map(|w| format!("\"{w}\"")),
        1 => prop::sample::select(WORDS).prop_map(|w| format!("-{w}")),
        1 => prop::sample::select(WORDS).prop_map(|w| format!("title:{w}")),
        1 => words(3).prop_map(|w| format!("title:\"{w}\"")),
        1 => prop::sample::select(vec![
            "OR", "|", "(", ")", "NOT", "in:opinion", "in:report", "category:peace", "category:\"Arms Control\"", "source:b", "has:petition", "has:opinion", "has:todo",
            "before:2024", "after:2023-06-05", "on:2023", "before:", "in:nowhere", "\"", "--", "unknown",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(atom, 0..6).prop_map(|parts| parts.join(" "))
}

pub fn filters() -> impl Strategy<Value = Filters> {
    (
        prop::collection::vec(
            prop::sample::select(vec!["arms-control", "peace", "none"]),
            0..3,
        ),
        any::<bool>(),
        prop::collection::vec(prop::sample::select(vec!["a.example", "elsewhere"]), 0..2),
        prop::option::of(19_000i32..20_500),
        prop::option::of(19_500i32..21_000),
    )
        .prop_map(|(categories, all, sources, from, to)| Filters {
            categories: categories.into_iter().map(str::to_owned).collect(),
            category_mode: if all { Mode::All } else { Mode::Any },
            sources: sources.into_iter().map(str::to_owned).collect(),
            from,
            to,
        })
}
