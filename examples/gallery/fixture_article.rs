//! Articles to show: all layers, a headed document, a blog page.

use dovecote::wire::{
    Article, Block, Contact, Credit, Inline, Kind, Layer, LayerKind, Role, listing::Precision,
};

use crate::fixture::{category_ref, host, stamp};

fn t(text: &str) -> Inline {
    Inline::Text(text.into())
}

fn p(text: &str) -> Block {
    Block::Paragraph {
        text: vec![t(text)],
        role: None,
    }
}

fn role(role: Role, text: &str) -> Block {
    Block::Paragraph {
        text: vec![t(text)],
        role: Some(role),
    }
}

fn h(level: u8, id: &str, text: &str) -> Block {
    Block::Heading {
        level,
        id: id.into(),
        text: vec![t(text)],
    }
}

fn b(label: &str, text: &str) -> Vec<Inline> {
    vec![Inline::Strong(vec![t(label)]), t(text)]
}

fn item(label: &str, text: &str) -> Vec<Block> {
    vec![Block::Paragraph {
        text: b(label, text),
        role: None,
    }]
}

pub fn full() -> Article {
    Article {
        id: None,
        slug: "alaska".into(),
        kind: Kind::ArticlePage,
        title: "Two presidents meet for three hours at an air base in Alaska and part without a ceasefire".into(),
        source: host("tass.com"),
        published: Some(stamp("2025-08-17T00:54:34-04:00", Precision::Second)),
        categories: ["us-russia", "foreign-policy", "nato"].map(category_ref).into(),
        excerpt: "The talks ran for three hours.".into(),
        key_points: vec![
            vec![t("The meeting was the first between the two presidents since 2019.")],
            vec![t("No ceasefire was agreed; both sides said that talks would go on.")],
            vec![t("A second meeting was spoken of, without a date.")],
        ],
        layers: vec![
            Layer { kind: LayerKind::Report, blocks: report() },
            Layer { kind: LayerKind::Opinion, blocks: vec![
                p("A summit is not a settlement. What this one did was to open a channel that had been shut for four years, and a channel is worth having even when nothing passes through it on the first day."),
                p("The record of earlier meetings supports patience. Reykjavík ended in open disagreement in October 1986; the treaty that grew out of it was signed fourteen months later."),
                p("It also supports care. Promises that were spoken and never written — about enlargement, about bases, about notice of exercises — have done more harm since 1990 than most of the clauses that were fought over."),
            ] },
            Layer { kind: LayerKind::Action, blocks: vec![
                p("Citizens are not spectators here. Treaties need the advice and consent of the Senate, sanctions stand on statutes, and money is voted by the House."),
                p("We ask readers to say to their own representatives which of these things they want, in their own words, and to ask for an answer."),
            ] },
            Layer { kind: LayerKind::Todo, blocks: todo() },
        ],
        contacts: contacts(),
        minutes: 9,
        seed: "alaska.txt".into(),
    }
}

fn report() -> Vec<Block> {
    vec![
        role(
            Role::Standfirst,
            "Both leaders called the talks productive; neither announced an agreement, and the fighting went on.",
        ),
        role(Role::Caption, "The two delegations at the table. © Pool"),
        role(
            Role::Dateline,
            "ANCHORAGE. August 16. — The presidents of the United States and Russia met for about three hours at Joint Base Elmendorf-Richardson.",
        ),
        Block::Paragraph {
            text: vec![
                t("The base lies north of "),
                Inline::Link {
                    href: "https://www.jber.jb.mil/".into(),
                    text: vec![t("Anchorage")],
                },
                t(
                    " and was chosen because it could be closed to traffic at a few days’ notice. The two men spoke alone in a car on the way to the room, then with ",
                ),
                Inline::Emphasis(vec![t("two advisers each")]),
                t("."),
            ],
            role: None,
        },
        p("- The American side -"),
        p(
            "The Secretary of State and a special envoy sat at the table. A lunch for a larger group had been planned and was dropped.",
        ),
        p("- The Russian side -"),
        p(
            "The foreign minister and an aide for foreign policy took part. In a statement afterwards the Russian president said that the war had been the main subject.",
        ),
        p("The subjects that were named in public:"),
        p("* the war in Ukraine and the order of steps to end it;"),
        p("* New START, which expires in February 2026;"),
        p("* direct flights and the return of diplomatic property."),
        Block::Quote(vec![p("There is no deal until there is a deal.")]),
        Block::Table {
            head: ["Meeting", "Place", "Year", "Treaty that followed"]
                .map(|c| vec![t(c)])
                .into(),
            rows: vec![
                ["Summit", "Reykjavík", "1986", "INF Treaty, 1987"]
                    .map(|c| vec![t(c)])
                    .into(),
                ["Summit", "Moscow", "1991", "START I, 1991"]
                    .map(|c| vec![t(c)])
                    .into(),
                ["Summit", "Prague", "2010", "New START, 2010"]
                    .map(|c| vec![t(c)])
                    .into(),
            ],
        },
        p(
            "After the meeting the American president spoke by telephone with European leaders and with the Secretary General of the alliance. He said that the parties should go straight to a peace agreement.",
        ),
        Block::Code {
            language: String::new(),
            text: "NOTIFICATION FORMAT 12\n  date of movement   2025-08-16\n  number of items    0"
                .into(),
        },
        p("A meeting in Washington was announced for the Monday after."),
    ]
}

fn todo() -> Vec<Block> {
    let inner = Block::List {
        start: None,
        items: vec![
            item("Who:", " your two senators and your representative"),
            item("When:", " before the recess ends"),
        ],
    };
    vec![
        p(
            "None of this takes more than an hour. Tick off what you have done; the ticks stay on this device.",
        ),
        h(3, "personal", "Personal actions"),
        Block::List {
            start: Some(1),
            items: vec![
                item(
                    "Educate yourself and others:",
                    " read the text of New START, which is short, and one history of how it was negotiated.",
                ),
                vec![
                    Block::Paragraph {
                        text: b(
                            "Contact elected officials:",
                            " a letter in your own words is read more closely than a form.",
                        ),
                        role: None,
                    },
                    inner,
                ],
            ],
        },
        Block::Paragraph {
            text: b("Whom to write:", " your senator, your representative."),
            role: Some(Role::Label),
        },
        Block::List {
            start: Some(3),
            items: vec![
                item(
                    "Call the switchboard:",
                    " and ask to be put through. Say where you live first.",
                ),
                item(
                    "Write to a newspaper:",
                    " two hundred words, one point, your name and town.",
                ),
            ],
        },
        h(3, "say", "What to say"),
        Block::List {
            start: None,
            items: vec![
                item("Be concrete:", " name the bill or the treaty."),
                item("Be brief:", " one request a letter."),
            ],
        },
    ]
}

fn contacts() -> Vec<Contact> {
    vec![
        Contact {
            name: "United States Senate".into(),
            role: "Switchboard".into(),
            phones: vec!["(202) 224-3121".into()],
            urls: vec!["senate.gov/senators/senators-contact.htm".into()],
            addresses: vec!["United States Senate, Washington, D.C. 20510".into()],
            ..Contact::default()
        },
        Contact {
            name: "The White House".into(),
            role: "Comments".into(),
            phones: vec!["(202) 456-1111".into()],
            emails: vec!["comments@example.org".into()],
            urls: vec!["whitehouse.gov/contact".into()],
            addresses: vec!["1600 Pennsylvania Avenue NW, Washington, D.C. 20500".into()],
        },
    ]
}

pub fn headed() -> Article {
    let part = |n: u32, name: &str| {
        [
            h(2, &format!("part-{n}"), name),
            p(
                "The United States and the Soviet Union agreed in June 1963 on a direct line between their capitals. It carried text, never voice, so that nobody would answer before reading.",
            ),
            p("The line was tested every hour of every day with passages from novels and manuals."),
        ]
    };
    let names = [
        "The crisis that showed the need",
        "Cables and relays",
        "First use in 1967",
        "From teleprinter to facsimile",
        "Satellites",
        "What stands in the Situation Room: and what does not",
    ];
    Article {
        id: None,
        kind: Kind::HeadedDocument,
        title: "The hotline".into(),
        source: None,
        published: Some(dovecote::wire::Stamp {
            inferred: true,
            ..stamp("2025-02-01T00:00:00Z", Precision::Month)
        }),
        categories: Vec::new(),
        key_points: Vec::new(),
        layers: vec![Layer {
            kind: LayerKind::Report,
            blocks: (1..)
                .zip(names)
                .flat_map(|(n, name)| part(n, name))
                .collect(),
        }],
        contacts: Vec::new(),
        minutes: 1,
        ..full()
    }
}

pub fn blog() -> Article {
    Article {
        id: None,
        kind: Kind::BlogPage,
        title: "Why inspections stopped".into(),
        source: Some(Credit {
            name: "Why inspections stopped: an account of 2020 to 2023".into(),
            host: false,
        }),
        published: None,
        layers: vec![Layer {
            kind: LayerKind::Report,
            blocks: vec![
                p(
                    "On-site inspections under New START were suspended in March 2020 by agreement, because of the pandemic.",
                ),
                p("Talks on resuming them were set for November 2022 in Cairo and were put off."),
            ],
        }],
        contacts: Vec::new(),
        ..full()
    }
}
