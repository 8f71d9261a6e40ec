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

pub fn entries() -> impl Strategy<Value = Vec<Entry>> {
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
    prop::collection::vec(one, 0..40).prop_map(|list| {
        let entry = |(i, (title, source, categories, day, fields, has_petition)): (
            u32,
            (String, Option<&str>, BTreeSet<&str>, _, _, _),
        )| Entry {
            ordinal: i,
            id: format!("article-{i:04}"),
            title,
            source: source.map(str::to_owned),
            categories: categories.into_iter().map(str::to_owned).collect(),
            day,
            instant: 0,
            key: i.to_string().into_bytes(),
            fields,
            has_petition,
        };
        (0..).zip(list).map(entry).collect()
    })
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
            "OR", "|", "(", ")", "NOT", "in:opinion", "in:report", "category:peace", "category:\"Arms Control\"", "source:b", "has:petition",
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
