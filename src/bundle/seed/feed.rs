//! RSS, Atom and JSON Feed: one article an entry.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use feed_rs::model::{Entry, Text};

use crate::bundle::problem::Code;
use crate::model::{Block, Document, Href, Kind, LayerKind, Slug, Source, Span, Stamp};

use super::lines::fold;
use super::{Desk, Furniture, Part, Use, date, html, json_lines};

/// Whether a text is a feed: its first element says so, or it is JSON that names the format.
pub(super) fn recognise(text: &str) -> bool {
    let rest =
        text.trim_start_matches(|letter: char| letter == '\u{feff}' || letter.is_whitespace());
    if rest.starts_with('{') {
        // The version stands in the first lines of every JSON Feed, or behind its items where keys were sorted.
        let parsed = rest
            .contains("jsonfeed.org/version/")
            .then(|| serde_json::from_str::<serde_json::Value>(rest).ok())
            .flatten();
        return parsed.is_some_and(|feed| {
            feed.get("version")
                .and_then(|version| version.as_str())
                .is_some_and(|version| version.contains("jsonfeed.org/version/"))
        });
    }
    first_element(rest)
        .is_some_and(|name| matches!(name.as_str(), "rss" | "feed" | "rdf:rdf" | "rdf"))
}

/// The name of the first element, behind declarations, comments and document types.
fn first_element(text: &str) -> Option<String> {
    let mut rest = text;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        rest = if let Some(comment) = rest.strip_prefix("!--") {
            comment.split_once("-->")?.1
        } else if rest.starts_with(['?', '!']) {
            rest.split_once('>')?.1
        } else {
            return Some(
                rest.chars()
                    .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == ':')
                    .collect::<String>()
                    .to_ascii_lowercase(),
            );
        };
    }
}

/// Reads a feed.
pub(super) fn read(desk: &mut Desk<'_>) -> Vec<Document> {
    let text = desk.text.trim_start_matches('\u{feff}');
    // The bytes were decoded already, so what the declaration says of them is no longer true.
    let undeclared = match text.trim_start().strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").map_or(text, |(_, rest)| rest),
        None => text,
    };
    let stamps: Rc<RefCell<HashMap<i64, Stamp>>> = Rc::default();
    let (seen, zone) = (Rc::clone(&stamps), desk.context.zone.clone());
    // The library keeps instants in UTC; the offset the feed wrote is kept here beside each.
    let parser = feed_rs::parser::Builder::new()
        .timestamp_parser(move |written| {
            let stamp = date::read(written, &zone)?.stamp;
            seen.borrow_mut()
                .entry(stamp.unix_seconds())
                .or_insert(stamp);
            chrono::DateTime::from_timestamp(stamp.unix_seconds(), 0)
        })
        .build();
    let whole = Span::new(
        desk.text.len() - text.trim_start().len(),
        desk.text.trim_end().len(),
    );
    let feed = match parser.parse(undeclared.as_bytes()) {
        Ok(feed) => feed,
        Err(error) => {
            desk.claim(whole, Use::Reported(Code::MalformedFeed));
            let line = Span::new(
                whole.start as usize,
                whole.start as usize
                    + desk.text[whole.start as usize..]
                        .lines()
                        .next()
                        .map_or(0, str::len),
            );
            desk.report(
                Code::MalformedFeed,
                line,
                format!("this feed cannot be read: {error}"),
                "fetch it again; a feed has to be well-formed",
            );
            return Vec::new();
        }
    };
    let stamps = stamps.borrow();
    let mut documents = Vec::new();
    let mut from = 0;
    for entry in &feed.entries {
        let title = entry.title.as_ref().map(words).unwrap_or_default();
        let mut document = read_entry(entry, title, &stamps);
        // Entries have no places in the library's model; the line of the title is near enough for a person.
        let written = entry
            .title
            .as_ref()
            .map_or("", |title| title.content.trim());
        let found = (!written.is_empty())
            .then(|| desk.text[from..].find(written))
            .flatten();
        if let Some(at) = found {
            from += at + written.len();
            document.provenance.line = desk
                .places
                .line_and_column(u32::try_from(from).unwrap_or(u32::MAX))
                .0;
        }
        if entry
            .title
            .as_ref()
            .map(words)
            .unwrap_or_default()
            .is_empty()
        {
            let at = found.map_or(0, |_| from);
            desk.report(
                Code::MissingTitle,
                Span::new(at, at),
                format!(
                    "an entry has no title; \"{}\" was made from its text",
                    document.title
                ),
                "add a title to the entry",
            );
        }
        documents.push(document);
    }
    if documents.is_empty() {
        desk.report(
            Code::NoUsableText,
            Span::default(),
            "the feed has no entries",
            "fetch it again when it has some",
        );
    }
    desk.claim(
        whole,
        if documents.is_empty() {
            Use::Furniture(Furniture::Markup)
        } else {
            Use::Part(Part::Field("feed".into()))
        },
    );
    documents
}

fn read_entry(entry: &Entry, title: String, stamps: &HashMap<i64, Stamp>) -> Document {
    let content = entry.content.as_ref().and_then(|content| {
        content
            .body
            .as_deref()
            .map(|body| (body, content.content_type.essence().to_string()))
    });
    let summary = entry.summary.as_ref().map(|summary| {
        (
            summary.content.as_str(),
            summary.content_type.essence().to_string(),
        )
    });
    let blocks = content
        .as_ref()
        .or(summary.as_ref())
        .map(|(body, kind)| body_blocks(body, kind))
        .unwrap_or_default();
    let title = if title.is_empty() {
        opening(&blocks)
    } else {
        title
    };
    let mut document = Document::new(Kind::Feed, title);
    document.slug = Slug::from_title(&document.title);
    document.id = Some(entry.id.clone()).filter(|id| !id.is_empty());
    let stamp = |date: Option<chrono::DateTime<chrono::Utc>>| {
        date.and_then(|date| stamps.get(&date.timestamp()).copied())
    };
    document.published = stamp(entry.published).or_else(|| stamp(entry.updated));
    document.updated = stamp(entry.updated).filter(|_| entry.published.is_some());
    let link = entry
        .links
        .iter()
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
        .or_else(|| entry.links.first());
    document.original = link.and_then(|link| Href::parse(&link.href).ok());
    document.source = document
        .original
        .as_ref()
        .and_then(|href| Source::parse(href.as_str()))
        .filter(|source| matches!(source, Source::Host(_)));
    document.labels = entry
        .categories
        .iter()
        .map(|category| fold(category.label.as_deref().unwrap_or(&category.term)))
        .filter(|label| !label.is_empty())
        .collect();
    if content.is_some() {
        document.summary = entry
            .summary
            .as_ref()
            .map(words)
            .filter(|summary| !summary.is_empty());
    }
    document.extend_layer(LayerKind::Report, blocks);
    document
}

fn body_blocks(body: &str, kind: &str) -> Vec<Block> {
    // Half of the feeds that say text/plain hold markup all the same.
    let marked = kind.contains("html")
        || (body.contains("</") && body.contains('<'))
        || body.contains("<br")
        || body.contains("<p>");
    if marked {
        html::fragment(body)
    } else {
        json_lines::paragraphs(body)
    }
}

/// The plain words of a text that may be markup.
fn words(text: &Text) -> String {
    let marked =
        text.content_type.essence().to_string().contains("html") || text.content.contains('&');
    if marked {
        fold(&Block::plain_all(&html::fragment(&text.content)))
    } else {
        fold(&text.content)
    }
}

/// The first words of a text, for an entry without a title.
fn opening(blocks: &[Block]) -> String {
    let text = Block::plain_all(blocks);
    let mut words: Vec<&str> = text.split_whitespace().take(13).collect();
    let cut = words.len() > 12;
    words.truncate(12);
    let opening = words.join(" ");
    if opening.is_empty() {
        "Untitled".to_owned()
    } else if cut {
        opening + "…"
    } else {
        opening
    }
}
