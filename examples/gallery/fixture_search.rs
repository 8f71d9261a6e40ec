//! Searches and filters to show.

use dovecote::route::{Find, Query, Sort};
use dovecote::view::part::{
    Facets, SearchState,
    search::{Hit, Nothing, Results, Understood},
};
use dovecote::wire::search::Layer;

use crate::fixture::{articles, category_ref};

pub fn query() -> Query {
    Query {
        text: "open skies treaty".into(),
        categories: vec!["arms-control".into(), "us-russia".into()],
        sources: vec!["tass.com".into()],
        from: "2020-01-01".into(),
        sort: Sort::Newest,
        ..Query::default()
    }
}

pub fn facets() -> Facets {
    let hosts = [
        "tass.com",
        "armscontrol.org",
        "state.gov",
        "un.org",
        "osce.org",
        "nato.int",
        "congress.gov",
        "kremlin.ru",
        "bbc.co.uk",
        "reuters.com",
    ];
    Facets {
        categories: ["us-russia", "arms-control", "nato", "foreign-policy"]
            .into_iter()
            .zip([31, 52, 18, 1])
            .map(|(c, n)| (category_ref(c), n))
            .collect(),
        sources: hosts
            .iter()
            .zip((1..=30).rev().step_by(3))
            .map(|(h, n)| ((*h).into(), n))
            .collect(),
        years: vec![(2025, 12), (2024, 31), (1949, 1)],
        months: vec![((2025, 8), 9), ((2025, 7), 3)],
        layers: vec![(Layer::Opinion, 7), (Layer::Todo, 4)],
        days: ("1949-04-04".into(), "2025-08-17".into()),
    }
}

pub fn idle() -> SearchState {
    SearchState::Idle {
        examples: vec![
            "hotline".into(),
            "\"open skies\"".into(),
            "grain deal -sanctions".into(),
        ],
        recent: vec!["test ban".into(), "red line".into()],
    }
}

pub fn failed() -> SearchState {
    SearchState::Failed {
        sentence: "The search index did not arrive. The connection may be gone.".into(),
    }
}

pub fn nothing() -> SearchState {
    let nearest = Query {
        text: "hotline".into(),
        ..Query::default()
    };
    SearchState::Nothing(Nothing {
        culprit: "“grain corridor”".into(),
        nearest: Some((nearest, 3)),
        ..Nothing::default()
    })
}

pub fn excluded() -> SearchState {
    SearchState::Nothing(Nothing {
        culprit: "date".into(),
        is_filter: true,
        nearest: Some((Query::default(), 12)),
        facets: Some(facets()),
        ..Nothing::default()
    })
}

pub fn results() -> SearchState {
    let run = |text: &str, mark| (text.to_owned(), mark);
    let hits = articles().into_iter().map(|summary| Hit {
        title: vec![],
        snippet: vec![
            run("… the ", false),
            run("Open Skies", true),
            run(" ", false),
            run("Treaty", true),
            run(" let 34 states fly unarmed over each other; the United States left in November 2020, Russia a year later …", false),
        ],
        passage: "Open Skies Treaty let 34".into(),
        find: Find {
            words: vec!["Open".into(), "Skies".into(), "Treaty".into()],
            at: 1,
        },
        places: vec![("report", 3), ("opinion", 1)],
        summary,
    });
    SearchState::Results(Results {
        total: 47,
        first: 21,
        is_begun: false,
        hits: hits.collect(),
        understood: Understood {
            parts: vec![
                ("open".into(), "skies".into()),
                ("skies".into(), "open".into()),
            ],
            corrected: vec![("treatty".into(), "treaty".into())],
            notes: vec!["A quotation mark was closed at the end.".into()],
            completions: vec!["open skies treaty".into()],
        },
        facets: Some(facets()),
        page: 2,
        pages: 3,
    })
}
