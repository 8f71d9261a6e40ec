//! Values to show: what real pages hold, and what is hard on a layout.

use dovecote::route::Route;
use dovecote::view::part::subscribe::FeedLink;
use dovecote::wire::{
    Around, CategoryEntry, CategoryList, CategoryRef, Counts, Credit, FileName, Listing, ListingOf,
    Neighbour, Petition, Site, SourceEntry, SourceList, Stamp, Summary, listing::Precision,
};

pub fn site() -> Site {
    Site {
        title: "Truth and Resistance".into(),
        motto: "Know what you should know!".into(),
        about: Vec::new(),
        description: "Reports on diplomacy and arms control, with an opinion on each and steps a citizen can take.".into(),
        address: "https://example.org/archive".into(),
        language: "en".into(),
        time_zone: "America/New_York".into(),
        petition: Some(Petition { label: "Sign Our Petition".into(), url: "https://example.org/petition".into() }),
        footer: vec![
            "Updated very often".into(),
            "All opinions and actions are © 2025 the editors of this archive.".into(),
        ],
    }
}

pub fn counts() -> Counts {
    Counts {
        articles: 1204,
        categories: 14,
        sources: 37,
    }
}

pub fn category_ref(slug: &str) -> CategoryRef {
    let name = match slug {
        "us-russia" => "U.S.–Russia Relations",
        "arms-control" => "Arms Control",
        "nato" => "NATO & European Security",
        "foreign-policy" => "Foreign Policy & International Relations",
        "congress" => "Congress",
        other => other,
    };
    CategoryRef {
        slug: slug.into(),
        name: name.into(),
    }
}

pub fn stamp(at: &str, precision: Precision) -> Stamp {
    Stamp {
        at: at.into(),
        day: at[..10].into(),
        precision,
        inferred: false,
    }
}

pub fn host(name: &str) -> Option<Credit> {
    Some(Credit {
        name: name.into(),
        host: true,
    })
}

fn summary(
    title: &str,
    source: &str,
    at: &str,
    categories: &[&str],
    excerpt: &str,
    minutes: u32,
) -> Summary {
    let slug: String = title
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    Summary {
        file: FileName::from(format!("article-{slug}.json")),
        slug,
        title: title.into(),
        source: host(source),
        published: (!at.is_empty()).then(|| stamp(at, Precision::Second)),
        categories: categories.iter().map(|c| category_ref(c)).collect(),
        excerpt: excerpt.into(),
        minutes,
        fold: None,
    }
}

pub fn articles() -> Vec<Summary> {
    let mut inferred = summary(
        "How the hotline came about",
        "state.gov",
        "2025-02-01T00:00:00-05:00",
        &["us-russia"],
        "A teleprinter line between Washington and Moscow was agreed in Geneva in June 1963, eight months after the Cuban crisis had shown how slow messages were.",
        3,
    );
    if let Some(at) = &mut inferred.published {
        at.precision = Precision::Month;
        at.inferred = true;
    }
    let mut undated = summary(
        "Notes on the vocabulary of verification",
        "",
        "",
        &["arms-control"],
        "What inspectors count, what they photograph, and what a notification is.",
        12,
    );
    undated.source = Some(Credit {
        name: "A reader’s guide: verification, from baseline to closeout".into(),
        host: false,
    });
    vec![
        summary(
            "Two presidents meet for three hours at an air base in Alaska and part without a ceasefire",
            "tass.com",
            "2025-08-17T00:54:34-04:00",
            &["us-russia", "foreign-policy", "nato"],
            "The talks at Elmendorf-Richardson ran through a one-on-one in the car and a meeting of three a side. Both called them useful; neither announced an agreement.",
            9,
        ),
        summary(
            "What New START still limits, and until when",
            "armscontrol.org",
            "2025-08-17T13:05:00-04:00",
            &["arms-control", "us-russia"],
            "The treaty caps deployed strategic warheads at 1,550 a side and runs out on 5 February 2026. Its inspections stopped in 2020 and have not come back.",
            6,
        ),
        summary(
            "Grain ships leave Odesa under the initiative’s first inspection",
            "un.org",
            "2022-08-01T09:16:00-04:00",
            &["foreign-policy"],
            "The Razoni sailed with 26,000 tonnes of maize for Tripoli.",
            1,
        ),
        summary(
            "Senate consents to the accession of Finland and Sweden, 95 to 1: how a protocol passes through committee, floor and depositary",
            "congress.gov",
            "2022-08-03T18:40:12-04:00",
            &["nato", "congress"],
            "",
            4,
        ),
        inferred,
        undated,
    ]
}

fn list(of: ListingOf, page: u32, pages: u32, total: u32) -> Listing {
    Listing {
        of,
        page,
        pages,
        total,
        articles: articles(),
    }
}

pub fn home(page: u32) -> Listing {
    list(ListingOf::Home, page, 61, 1204)
}

pub fn category() -> Listing {
    let description =
        "Treaties that limit weapons, how they are verified, and what follows when they end."
            .into();
    list(
        ListingOf::Category {
            category: category_ref("arms-control"),
            description,
        },
        1,
        3,
        52,
    )
}

pub fn source() -> Listing {
    list(
        ListingOf::Source {
            host: "armscontrol.org".into(),
        },
        1,
        1,
        6,
    )
}

pub fn empty() -> Listing {
    let of = ListingOf::Category {
        category: category_ref("congress"),
        description: String::new(),
    };
    Listing {
        of,
        page: 1,
        pages: 1,
        total: 0,
        articles: Vec::new(),
    }
}

pub fn categories() -> CategoryList {
    let entry = |slug, description: &str, count| CategoryEntry {
        category: category_ref(slug),
        description: description.into(),
        count,
        newest: (count > 0).then(|| Box::new(articles().swap_remove(0))),
    };
    CategoryList {
        categories: vec![
            entry(
                "us-russia",
                "Summits, sanctions, hotlines and prisoner deals between Washington and Moscow.",
                31,
            ),
            entry(
                "arms-control",
                "Treaties that limit weapons and how they are verified.",
                52,
            ),
            entry(
                "nato",
                "The alliance, its enlargement and its members’ debates.",
                18,
            ),
            entry("foreign-policy", "", 1),
            entry(
                "congress",
                "How Congress takes part in treaties and war.",
                0,
            ),
        ],
    }
}

pub fn sources() -> SourceList {
    let entry = |host: &str, count, newest: Option<&str>| SourceEntry {
        host: host.into(),
        count,
        newest: newest.map(Into::into),
    };
    SourceList {
        sources: vec![
            entry("armscontrol.org", 1052, Some("2025-08-17")),
            entry("tass.com", 31, Some("2025-08-17")),
            entry(
                "a-rather-long-host-name.of-a-press-service.example.co.uk",
                2,
                Some("2022-11-02"),
            ),
            entry("un.org", 1, None),
        ],
    }
}

pub fn around() -> Around {
    let mut all = articles().into_iter();
    let mut next = |reason: &str| {
        let article = all.next().map(Box::new);
        let title = article
            .as_ref()
            .map(|a| a.title.clone())
            .unwrap_or_default();
        Neighbour {
            title,
            article,
            reason: reason.into(),
        }
    };
    let plain = |title: &str| Neighbour {
        title: title.into(),
        article: None,
        reason: String::new(),
    };
    Around {
        story: None,
        listed: vec![
            next(""),
            plain("Five things to know before the summit"),
            plain("Who travels to Alaska: the delegations by name"),
        ],
        related: vec![
            next("2 shared categories; 7 hours earlier"),
            next("same event, told by un.org"),
            next("same category: NATO & European Security"),
        ],
        newer: Some(next("")),
        older: Some(next("")),
    }
}

pub fn feeds() -> Vec<FeedLink> {
    let feed = |title: &str, page: Route, count| FeedLink {
        title: title.into(),
        page,
        count,
    };
    vec![
        feed("All articles", Route::HOME, 1204),
        feed("U.S.–Russia Relations", Route::category("us-russia"), 31),
        feed("Arms Control", Route::category("arms-control"), 52),
        feed("Congress", Route::category("congress"), 0),
    ]
}
