//! The samples of shape, where they are at hand beside the repository. Only names, numbers and dates stand here.

use super::*;
use crate::model::{AskKind, Document};

fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = std::env::var("DOVECOTE_SAMPLE_SEEDS")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds").into());
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    files
        .into_iter()
        .filter_map(|path| {
            Some((
                path.file_name()?.to_string_lossy().into_owned(),
                std::fs::read(&path).ok()?,
            ))
        })
        .collect()
}

#[test]
fn every_word_of_the_samples_is_accounted_for() {
    for (name, bytes) in samples() {
        let reading = read(&name, &bytes, &ReadContext::default());
        assert_all_accounted_for(&reading);
        assert_words_kept(&reading);
        if let Ok(folder) = std::env::var("DOVECOTE_SHOW_SAMPLES") {
            let json = crate::bundle::show::Shown::new(&reading)
                .to_json()
                .expect("values of one's own can be written");
            std::fs::write(format!("{folder}/{name}.json"), json)
                .expect("the folder asked for can be written to");
        }
    }
}

/// How many petitions, organisations and points of what to say a document has.
fn asked(document: &Document) -> [usize; 3] {
    let of = |kind| document.asks.iter().filter(move |ask| ask.kind == kind);
    [
        of(AskKind::Petition).count(),
        of(AskKind::Organization).count(),
        of(AskKind::WhatToSay).map(|ask| ask.points.len()).sum(),
    ]
}

#[test]
fn the_fields_of_the_samples_are_exact() {
    let expected = [
        (
            "article_page",
            Some("tass.com"),
            Some("2025-08-17T00:54:34-04:00"),
            3,
            0,
            [11, 5, 6, 17],
            10,
            3,
            [1, 1, 4],
        ),
        (
            "article_page",
            Some("firstpost.com"),
            Some("2025-08-17T20:25:57-04:00"),
            3,
            0,
            [9, 5, 6, 5],
            10,
            2,
            [1, 2, 5],
        ),
        ("blog_page", None, None, 0, 3, [3, 0, 0, 0], 0, 0, [0, 0, 0]),
        (
            "article_page",
            Some("ukrinform.net"),
            Some("2025-08-17T11:57:16-04:00"),
            3,
            0,
            [15, 6, 6, 7],
            0,
            4,
            [1, 2, 3],
        ),
        (
            "headed_document",
            None,
            None,
            0,
            0,
            [36, 0, 0, 0],
            0,
            0,
            [0, 0, 0],
        ),
    ];
    for ((name, bytes), expected) in samples().iter().zip(expected) {
        let reading = read(name, bytes, &ReadContext::default());
        let [document] = reading.documents.as_slice() else {
            panic!("{name} is one document")
        };
        let host = document.source.as_ref().and_then(|source| match source {
            crate::model::Source::Host(host) => Some(host.as_str()),
            crate::model::Source::Title(_) => None,
        });
        let published = document.published.map(crate::model::Stamp::to_rfc3339);
        let found = (
            document.kind.name(),
            host,
            published.as_deref(),
            document.categories.len(),
            document.key_points.len(),
            LayerKind::ALL.map(|kind| document.blocks(kind).len()),
            document.listed_related.len(),
            document.contacts.len(),
            asked(document),
        );
        assert_eq!(found, expected, "{name}");
        let title = String::from_utf8_lossy(bytes)
            .lines()
            .find(|line| line.len() > 40 && !line.contains('\u{a0}'))
            .map(str::to_owned);
        assert_eq!(Some(&document.title), title.as_ref(), "{name}");
    }
}
