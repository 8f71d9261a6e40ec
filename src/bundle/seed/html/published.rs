//! When a page says it was published: for machines in its head, for readers in its text.

use serde_json::{Map, Value};

use super::super::date;
use super::tree::Tree;
use super::{find_text, meta};
use crate::model::{Precision, Stamp};

/// Names that pages give the date in a `<meta>`, the surest first.
const NAMES: [&str; 22] = [
    "article:published_time",
    "datePublished",
    "date",
    "dc.date",
    "dcterms.created",
    "pubdate",
    "publish-date",
    "publish_date",
    "publishdate",
    "published_time",
    "publication_date",
    "article:published",
    "article_date_original",
    "og:published_time",
    "og:article:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "parsely-pub-date",
    "bt:pubdate",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
];

/// Names for a day that may be of another zone, or of print: what the page marks or links comes first.
const WEAKER_NAMES: [&str; 4] = [
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
    "originalpublicationdate",
];

/// Words in classes of what shows a date.
const CLASSES: [&str; 8] = [
    "date",
    "dateline",
    "pubdate",
    "published",
    "posted",
    "submitted",
    "timestamp",
    "datetime",
];

/// The date of a page; `json` is what it says about itself as linked data.
pub(super) fn published(tree: &Tree<'_>, json: &[Value], zone: &str) -> Option<Stamp> {
    let read = |text: String| date::read(&text, zone).map(|dated| dated.stamp);
    // The article's own comes before one of the page around it.
    let linked = find_text(json, "datePublished", &is_article)
        .or_else(|| find_text(json, "datePublished", &|_| true));
    let named = meta(tree, &NAMES);
    // An hour without a zone is anybody's.
    let linked_first =
        linked.as_deref().is_some_and(has_zone) && !named.as_deref().is_some_and(has_zone);
    let (first, second) = if linked_first {
        (linked, named)
    } else {
        (named, linked)
    };
    first
        .and_then(read)
        .or_else(|| second.and_then(read))
        .or_else(|| marked(tree, zone))
        .or_else(|| meta(tree, &WEAKER_NAMES).and_then(read))
        .or_else(|| shown(tree, zone))
}

fn has_zone(written: &str) -> bool {
    let written = written.trim();
    let clock = written.find(':').map_or("", |at| &written[at..]);
    clock.ends_with(['Z', 'z']) || clock.contains(['+', '-'])
}

/// Whether one of the things that a page describes is its article.
fn is_article(object: &Map<String, Value>) -> bool {
    let types = object.get("@type").map(Value::to_string);
    types.is_some_and(|types| {
        ["Article", "Posting", "Report"]
            .iter()
            .any(|name| types.contains(name))
    })
}

/// The date of an element that is marked as one: surely the article's, else of the first `<time>` that is not of a change.
fn marked(tree: &Tree<'_>, zone: &str) -> Option<Stamp> {
    let value = |node: usize| {
        ["datetime", "content", "title"]
            .iter()
            .find_map(|name| tree.attribute(node, name))
            .and_then(|written| date::read(&written, zone))
            .or_else(|| date::read(&tree.text_of(node), zone))
            .map(|dated| dated.stamp)
    };
    let says = |node: usize, words: &[&str]| {
        ["itemprop", "property", "class"]
            .iter()
            .filter_map(|name| tree.attribute(node, name))
            .any(|said| {
                let mut said = said.split_whitespace();
                said.any(|said| words.iter().any(|word| said.eq_ignore_ascii_case(word)))
            })
    };
    let named = tree.all(|_, attributes| {
        attributes.get("pubdate").is_some()
            || ["itemprop", "property"].iter().any(|name| {
                let name = attributes
                    .get(name)
                    .unwrap_or_default()
                    .to_ascii_lowercase();
                matches!(
                    name.rsplit(':').next(),
                    Some("datepublished" | "date" | "issued")
                )
            })
    });
    let times = tree.all(|name, _| matches!(name, "time" | "abbr"));
    let changes = ["dateModified", "updated", "modified", "dt-updated"];
    let own = ["published", "entry-date", "dt-published"];
    let is_surely = |node: &&usize| says(**node, &own);
    let mut nodes = named.iter().chain(times.iter().filter(is_surely));
    nodes.find_map(|node| value(*node)).or_else(|| {
        let mut others = times
            .iter()
            .filter(|node| tree.name(**node) == "time" && !says(**node, &changes));
        others.find_map(|node| value(*node))
    })
}

/// The first short text that is a day and stands where pages show theirs.
fn shown(tree: &Tree<'_>, zone: &str) -> Option<Stamp> {
    const LONGEST: usize = 80;
    const MOST: usize = 40;
    let named = tree.all(|name, attributes| {
        matches!(
            name,
            "div" | "span" | "p" | "em" | "small" | "li" | "h3" | "h4" | "h5" | "h6" | "td"
        ) && ["class", "id"]
            .iter()
            .filter_map(|key| attributes.get(key))
            .any(|names| {
                let names = names.to_ascii_lowercase();
                let mut words = names.split(|letter: char| !letter.is_ascii_alphabetic());
                words.any(|word| CLASSES.contains(&word))
            })
    });
    named.into_iter().take(MOST).find_map(|node| {
        let text = Some(tree.text_of(node)).filter(|text| text.trim().len() <= LONGEST)?;
        let stamp = date::beside_name(&text, zone)?.stamp;
        (stamp.precision() >= Precision::Day).then_some(stamp)
    })
}
