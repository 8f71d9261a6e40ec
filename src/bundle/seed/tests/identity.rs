//! A page printed from known fields is read back as those fields.

use proptest::prelude::*;

use super::*;
use crate::model::{Precision, Stamp, Weekday};

const TITLES: [&str; 9] = [
    "A treaty",
    "Ships -- slowly -- sail",
    "Grain: who eats?",
    "Ports & ships | Example 7 News",
    "'High seas' are low, by Jane Roe - Example Daily",
    "Talks By Agency",
    "Opinion: a treaty",
    "Expand",
    "The long road to the treaty of...",
];

const HOSTS: [&str; 5] = [
    "tides.example",
    "news.example.co.uk",
    "a-b.example.org",
    "9news.example",
    "x1.y2.example.com",
];

const PARAGRAPHS: [&str; 24] = [
    "The ships left port.",
    "Expand",
    "Opinion:",
    "Action:",
    "To Do:",
    "Updated very often",
    "Sign Our Petition",
    "* item one",
    "- Name -",
    "What follows:",
    "Short",
    "\"It begins and goes on,",
    "\"and ends here,\" they said -- twice.",
    "PORT CITY (AP) -- The ships left.",
    "PORT CITY. August 17. /AGENCY/. The ships left.",
    "The hall. © Example Agency",
    "BY JANE ROE",
    "It´s so – and — so…",
    "1. One thing",
    "### Not a heading",
    "**Not bold** [not](https://example.org) a link",
    "3 Related Article(s):",
    "Categories: One, Two",
    "tides.example -- not a date",
];

const TODO: [(&str, &str); 10] = [
    ("Begin here, please.", "Begin here, please.\n"),
    ("### Steps to Take:", "### Steps to Take:\n"),
    (
        "### Conclusion Every letter, however short, is read.",
        "### Conclusion\nEvery letter, however short, is read.\n",
    ),
    (
        "**Who to Write:** - **The hall** (by post) - **The port** (by hand)",
        "Who to Write:\n- The hall (by post)\n- The port (by hand)\n",
    ),
    (
        "The capital - a port - is far.",
        "The capital - a port - is far.\n",
    ),
    ("4. **Read:** - The text.", "4. Read:\n  - The text.\n"),
    (
        "7. **Ask**: - **Action**: Ask. - **Example**: A line.",
        "7. Ask:\n  - Action: Ask.\n  - Example: A line.\n",
    ),
    (
        "2. **Call** - Them. - Sample Contact: - **The hall**: Ring. - **The port**: Write.",
        "2. Call\n  - Them.\n  - Sample Contact:\n    - The hall: Ring.\n    - The port: Write.\n",
    ),
    (
        "**Contact Example:** - **Port Fund** - Website: ports.org - Email: help@ports.org",
        "Contact Example:\n- Port Fund\n  - Website: ports.org\n  - Email: help@ports.org\n",
    ),
    ("In closing, write.", "In closing, write.\n"),
];

const CATEGORIES: [&str; 5] = [
    "Grain & Sea",
    "U.S.\u{2013}NATO Relations",
    "Law",
    "Ports, none",
    "Science",
];

#[derive(Debug, Clone)]
struct Page {
    bare: bool,
    title: &'static str,
    host: &'static str,
    seconds: i64,
    blank: char,
    categories: Vec<&'static str>,
    has_categories: bool,
    repeats_title: bool,
    report: Vec<&'static str>,
    opinion: Vec<&'static str>,
    todo: Vec<(&'static str, &'static str)>,
    related: Vec<&'static str>,
}

fn pages() -> impl Strategy<Value = Page> {
    use proptest::sample::{select, subsequence};
    let head = (
        any::<bool>(),
        select(&TITLES[..]),
        select(&HOSTS[..]),
        946_684_800_i64..2_000_000_000,
        select(&[' ', '\u{a0}', '\u{202f}'][..]),
        any::<bool>(),
        any::<bool>(),
    );
    let names: Vec<&'static str> = CATEGORIES
        .into_iter()
        .filter(|name| !name.contains(','))
        .collect();
    let body = (
        subsequence(names, 0..=3),
        proptest::collection::vec(select(&PARAGRAPHS[..]), 1..8),
        proptest::collection::vec(
            select(&["There are two sides.", "It’s open — still.", "Expand"][..]),
            1..3,
        ),
        proptest::collection::vec(select(&TODO[..]), 0..6),
        proptest::collection::vec(select(&TITLES[..]), 0..4),
    );
    (head, body).prop_map(
        |(
            (bare, title, host, seconds, blank, has_categories, repeats_title),
            (categories, report, opinion, todo, related),
        )| Page {
            bare,
            title,
            host,
            seconds,
            blank,
            categories,
            has_categories,
            repeats_title,
            report,
            opinion,
            todo,
            related,
        },
    )
}

/// `Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time`
fn stamp_words(stamp: Stamp, blank: char) -> String {
    let civil = stamp.civil();
    let months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let half = if civil.hour < 12 { "AM" } else { "PM" };
    let hour = if civil.hour.is_multiple_of(12) {
        12
    } else {
        civil.hour % 12
    };
    let zone = if stamp.offset_minutes() == -240 {
        "Daylight"
    } else {
        "Standard"
    };
    let weekday: Weekday = stamp.weekday();
    format!(
        "{}, {} {}, {}, {hour}:{:02}:{:02}{blank}{half} Eastern {zone} Time",
        weekday.name(),
        months[usize::from(civil.month) - 1],
        civil.day,
        civil.year,
        civil.minute,
        civil.second
    )
}

fn print(page: &Page, stamp: Stamp) -> String {
    let mut out = String::new();
    if !page.bare {
        out.push_str("Example Logo\nKnow it\n\nHome \u{a0} \u{a0} Categories \u{a0} \u{a0} Search \u{a0} \u{a0} Subscribe\n\n");
    }
    out.push_str(page.title);
    out.push_str(if page.bare { "\n" } else { "\n\n" });
    out.push_str(&format!(
        "{} -- {}\n",
        page.host,
        stamp_words(stamp, page.blank)
    ));
    if page.has_categories {
        let labels = if page.categories.is_empty() {
            "Uncategorized".to_owned()
        } else {
            page.categories.join(", ")
        };
        out.push_str(&format!("Categories: {labels}\n"));
    }
    let between = if page.bare { "\n" } else { "\n\n" };
    if page.repeats_title && !page.bare {
        out.push_str(&format!("{}\n", page.title));
    }
    out.push('\n');
    let todo: Vec<&str> = page.todo.iter().map(|line| line.0).collect();
    if page.bare {
        out.push_str(&format!(
            "{}\nSign Our Petition{}\nAction:\nAct.",
            page.report.join("\n"),
            page.opinion.join("\n")
        ));
        if !todo.is_empty() {
            out.push_str(&format!("\nTo Do:\n{}", todo.join("\n")));
        }
        return out;
    }
    out.push_str(&format!(
        "{}\n\nExpand\n\nSign Our Petition\n\n\nOpinion:\n\n{}\n\nAction:\n\nAct.\n\n",
        page.report.join(between),
        page.opinion.join(between)
    ));
    if !todo.is_empty() {
        out.push_str(&format!("To Do:\n\n{}\n\n", todo.join(between)));
    }
    out.push_str("\nSign Our Petition\n\n\n");
    if !page.related.is_empty() {
        out.push_str(&format!(
            "\n{} Related Article(s):\n\n{}\n\n\n",
            page.related.len(),
            page.related.join("\n\n")
        ));
    }
    out.push_str("Updated very often\nAll Opinions and Actions are (C)opyright 2025 - Example.org");
    out
}

proptest! {
    #[test]
    fn a_printed_page_is_read_back(page in pages()) {
        // The half of the year decides which words the zone has.
        let probe = Stamp::from_unix(page.seconds, -300, Precision::Second);
        let offset = if (4..=10).contains(&probe.civil().month) { -240 } else { -300 };
        let stamp = Stamp::from_unix(page.seconds, offset, Precision::Second);
        let text = print(&page, stamp);
        let reading = read_here("a.txt", &text);
        assert_all_accounted_for(&reading);
        assert_words_kept(&reading);
        prop_assert_eq!(reading.problems.iter().map(|problem| problem.code.name()).collect::<Vec<_>>(), Vec::<&str>::new());
        let document = &reading.documents[0];
        prop_assert_eq!(document.kind.form(), Some(if page.bare { "bare" } else { "full" }));
        prop_assert_eq!(&document.title, page.title);
        prop_assert_eq!(document.source.as_ref().map(|source| source.label()), Some(page.host));
        prop_assert_eq!(document.published, Some(stamp));
        prop_assert_eq!(&document.categories, if page.has_categories { &page.categories[..] } else { &[] });
        let plain = |kind: LayerKind| document.blocks(kind).iter().map(Block::plain).collect::<Vec<_>>();
        prop_assert_eq!(plain(LayerKind::Report), page.report.clone());
        prop_assert_eq!(plain(LayerKind::Opinion), page.opinion.clone());
        prop_assert_eq!(plain(LayerKind::Action), ["Act."]);
        if !page.bare {
            prop_assert_eq!(&document.listed_related, &page.related);
        }
        // Numbers that go on make one list, so the outline is the same either way.
        let drawn: String = page.todo.iter().map(|line| line.1).collect();
        let found = outline(document.blocks(LayerKind::Todo));
        prop_assert_eq!(found, drawn);
    }
}
