//! When a page says it was published: for machines in its head, for readers in its text.

use serde_json::{Map, Value};

use super::super::date::{self, Dated, Order};
use super::super::lines::{ends_sentence, fold};
use super::content::Plan;
use super::title::{is_heading, says};
use super::tree::Tree;
use super::{find_text, meta, meta_node};
use crate::model::{Href, Precision};

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
const CLASSES: [&str; 10] = [
    "date",
    "byline",
    "meta",
    "dateline",
    "pubdate",
    "published",
    "posted",
    "submitted",
    "timestamp",
    "datetime",
];

/// A page whose date is looked for.
pub(super) struct Dates<'page, 'text> {
    pub tree: &'page Tree<'text>,
    pub plan: &'page Plan,
    /// What the page is called, and where it stood.
    pub title: &'page str,
    pub address: Option<&'page Href>,
    /// What the page says about itself as linked data.
    pub json: &'page [Value],
    /// The IANA zone of a date that names none.
    pub zone: &'page str,
    /// The order of day and month in the language of the page.
    pub order: Order,
}

/// A date, and the element that says it where it is one.
pub(super) struct Found {
    pub dated: Dated,
    pub node: Option<usize>,
}

impl Dates<'_, '_> {
    /// The date of the page.
    pub(super) fn published(&self) -> Option<Found> {
        // The article's own comes before one of the page around it.
        let linked = find_text(self.json, "datePublished", &is_article)
            .or_else(|| find_text(self.json, "datePublished", &|_| true));
        let named = meta(self.tree, &NAMES);
        // An hour without a zone is anybody's.
        let linked_first =
            linked.as_deref().is_some_and(has_zone) && !named.as_deref().is_some_and(has_zone);
        let linked = || {
            let dated = self.read(linked.as_deref()?)?;
            Some(Found { dated, node: None })
        };
        let first = if linked_first { linked() } else { None };
        let seen = || {
            let seen = self.marked();
            let seen = seen.or_else(|| self.beside_title());
            let seen = seen.or_else(|| self.named(&WEAKER_NAMES));
            let seen = seen.or_else(|| self.shown());
            // What is seen is of something else when the address knows another day.
            let told = self.in_address();
            seen.filter(|seen| told.as_ref().is_none_or(|told| is_about(seen, told)))
                .or(told)
        };
        first
            .or_else(|| self.named(&NAMES))
            .or_else(linked)
            .or_else(seen)
    }

    /// The day in the address of the page, as many programs for blogs and newspapers make it: `/2019/07/30/`, `/2019-07-30-`.
    fn in_address(&self) -> Option<Found> {
        let parts: Vec<&str> = self.address?.as_str().split('/').skip(3).collect();
        let together = parts.iter().filter_map(|part| part.get(..10));
        let apart = parts.windows(3).map(|three| three.join("-"));
        let mut days = together.map(str::to_owned).chain(apart);
        days.find_map(|day| {
            let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
            let (year, rest) = day.split_once('-')?;
            let is_year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
            let is_written_so = is_year && is_number(year) && rest.split('-').all(is_number);
            let dated = self.read(&day).filter(|_| is_written_so)?;
            let is_day = dated.stamp.precision() == Precision::Day;
            is_day.then_some(Found { dated, node: None })
        })
    }

    /// The date that stands below the title, or else above it, marked or not.
    fn beside_title(&self) -> Option<Found> {
        let mut headings = self.tree.all(|name, _| is_heading(name)).into_iter();
        let heading = headings.find(|node| says(self.tree, *node, self.title))?;
        let nodes = self.tree.nodes();
        // The text begins with a sentence, or with what is as long as one.
        let is_text = |node: &usize| {
            let is_long = self.tree.lengths()[*node] > LONGEST;
            self.tree.name(*node) == "p"
                && (is_long || ends_sentence(&fold(&self.tree.text_of(*node))))
        };
        let below = (nodes[heading].end..nodes.len()).take(BELOW);
        let above = (heading.saturating_sub(ABOVE)..heading).rev();
        let above = above.filter(|node| !self.plan.foreign[*node] && !self.plan.around[*node]);
        let mut beside = below.take_while(|node| !is_text(node)).chain(above);
        beside.find_map(|node| self.day_of(node))
    }

    /// The day that a short element says and not much more.
    fn day_of(&self, node: usize) -> Option<Found> {
        if self.tree.name(node) == "time" {
            return self.value(node).filter(|_| !self.is_in_prose(node));
        }
        let is_short = self.tree.lengths()[node] <= LONGEST;
        let text = is_short.then(|| self.tree.text_of(node))?;
        let text = Some(text).filter(|text| text.trim().len() <= LONGEST)?;
        let dated = date::beside_name_in(&text, self.zone, self.order)?;
        let is_day = dated.stamp.precision() >= Precision::Day;
        let node = Some(node);
        is_day.then_some(Found { dated, node })
    }

    /// Reads a date of the page.
    pub(super) fn read(&self, written: &str) -> Option<Dated> {
        date::read_in(written, self.zone, self.order)
    }

    /// The date in a `<meta>`.
    fn named(&self, names: &[&str]) -> Option<Found> {
        let node = meta_node(self.tree, names)?;
        let dated = self.read(&self.tree.attribute(node, "content")?)?;
        let node = Some(node);
        Some(Found { dated, node })
    }

    /// The date that an element says, for machines or for readers.
    fn value(&self, node: usize) -> Option<Found> {
        let dated = ["datetime", "content", "title"]
            .iter()
            .find_map(|name| self.tree.attribute(node, name))
            .and_then(|written| self.read(&written))
            .or_else(|| self.read(&self.tree.text_of(node)))?;
        let node = Some(node);
        Some(Found { dated, node })
    }

    fn says(&self, node: usize, words: &[&str]) -> bool {
        ["itemprop", "property", "class"]
            .iter()
            .filter_map(|name| self.tree.attribute(node, name))
            .any(|said| {
                let mut said = said.split_whitespace();
                said.any(|said| words.iter().any(|word| said.eq_ignore_ascii_case(word)))
            })
    }

    /// The date of an element that is marked as one: surely the article's, else of the first `<time>` that is not of a
    /// change, a comment, another page or of what the article tells.
    fn marked(&self) -> Option<Found> {
        let named = self.tree.all(|_, attributes| {
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
        let own = ["published", "entry-date", "dt-published"];
        let changes = ["dateModified", "updated", "modified", "dt-updated"];
        let mut times = self.tree.all(|name, _| matches!(name, "time" | "abbr"));
        times.retain(|node| !self.plan.foreign[*node]);
        let is_surely = |node: &&usize| self.says(**node, &own);
        let named = named.iter().filter(|node| !self.plan.foreign[**node]);
        let mut nodes = named.chain(times.iter().filter(is_surely)).take(MOST);
        nodes.find_map(|node| self.value(*node)).or_else(|| {
            // What stands around the content, as below an article, comes last.
            times.sort_by_key(|node| self.plan.around[*node]);
            let is_main =
                |node: usize| !self.plan.around[node] || self.tree.is_inside(node, self.plan.main);
            let mut others = times.into_iter().take(MOST).filter(|node| {
                self.tree.name(*node) == "time"
                    && is_main(*node)
                    && !self.says(*node, &changes)
                    && !self.is_in_prose(*node)
            });
            others.find_map(|node| self.value(node))
        })
    }

    /// Whether a date stands within a sentence: what happened that day is told there.
    fn is_in_prose(&self, node: usize) -> bool {
        const LONGEST: usize = 80;
        let is_block = |node: &usize| {
            matches!(
                self.tree.name(*node),
                "p" | "li" | "td" | "dd" | "blockquote" | "figcaption"
            )
        };
        let around = std::iter::successors(Some(node), |node| self.tree.parent(*node));
        let Some(block) = around.take(8).find(is_block) else {
            return false;
        };
        let text = fold(&self.tree.text_of(block));
        let own = fold(&self.tree.text_of(node));
        let (before, after) = text.split_once(&own).unwrap_or_default();
        let words = |text: &str| text.split_whitespace().count();
        let is_told = words(after) > 3 || words(before) > 2 && words(after) > 2;
        before.len() + after.len() > LONGEST || is_told && ends_sentence(&text)
    }

    /// The first short text that is a day and stands where pages show theirs.
    fn shown(&self) -> Option<Found> {
        let named = self.tree.all(|name, attributes| {
            matches!(
                name,
                "div"
                    | "span"
                    | "p"
                    | "em"
                    | "small"
                    | "li"
                    | "h2"
                    | "h3"
                    | "h4"
                    | "h5"
                    | "h6"
                    | "td"
            ) && ["class", "id"]
                .iter()
                .filter_map(|key| attributes.get(key))
                .any(|names| {
                    let names = names.to_ascii_lowercase();
                    let mut words = names.split(|letter: char| !letter.is_ascii_alphabetic());
                    words.any(|word| CLASSES.contains(&word))
                })
        });
        let mut named = named
            .into_iter()
            .filter(|node| !self.plan.foreign[*node])
            .take(MOST);
        named.find_map(|node| self.day_of(node))
    }
}

/// The longest text, in bytes, that says a day and not much more.
const LONGEST: usize = 80;

/// How many elements after the title, and before it, are looked at for a date.
const BELOW: usize = 40;
const ABOVE: usize = 8;

/// Whether two dates are of one day, wherever on earth it was.
fn is_about(seen: &Found, told: &Found) -> bool {
    const TWO_DAYS: u64 = 2 * 86_400;
    let [seen, told] = [seen, told].map(|found| found.dated.stamp.unix_seconds());
    seen.abs_diff(told) <= TWO_DAYS
}

/// How many elements are looked at for a date.
const MOST: usize = 40;

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
