//! RSS, Atom and JSON Feed: one article an entry.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use feed_rs::model::{Entry, Text};
use quick_xml::events::Event;

use crate::bundle::problem::Code;
use crate::model::{Block, Document, Href, Kind, LayerKind, Slug, Span, Stamp};

use super::date::{self, Remark};
use super::lines::fold;
use super::{Desk, Furniture, Part, Use, host_of, html, json_lines};

mod json;
mod mend;

/// Whether a text is a feed: its first element says so, or it is JSON that names the format.
pub(super) fn recognise(text: &str) -> bool {
    let rest =
        text.trim_start_matches(|letter: char| letter == '\u{feff}' || letter.is_whitespace());
    if rest.starts_with('{') {
        // The version stands in the first lines of every JSON Feed, or behind its items where keys were sorted.
        let parsed = rest
            .contains("jsonfeed.org")
            .then(|| serde_json::from_str::<serde_json::Value>(rest).ok())
            .flatten();
        return parsed.is_some_and(|feed| {
            feed.get("version")
                .and_then(|version| version.as_str())
                .is_some_and(|version| version.contains("jsonfeed.org/version/"))
        });
    }
    let Some(name) = first_element(rest) else {
        return false;
    };
    match name.rsplit(':').next().unwrap_or_default() {
        "rss" | "feed" | "rdf" => true,
        "entry" => rest.contains("http://www.w3.org/2005/Atom"),
        _ => false,
    }
}

/// The name of the first element, behind declarations, comments and document types.
fn first_element(text: &str) -> Option<String> {
    let mut rest = text;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        rest = if let Some(comment) = rest.strip_prefix("!--") {
            comment.split_once("-->")?.1
        } else if rest.starts_with(['?', '!']) {
            let (declaration, after) = rest.split_once('>')?;
            // A document type may hold declarations of its own, between square brackets.
            match declaration.split_once('[') {
                Some(_) if rest.starts_with('!') => rest.split_once(']')?.1.split_once('>')?.1,
                _ => after,
            }
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

/// Elements of a feed stand no deeper than this in one another. Real ones stand below 20; the parser counts to 65,535 and
/// then breaks down.
const DEPTH_MAX: usize = 1000;

/// Whether elements of a text stand too deep in one another, whatever else is wrong with it.
fn is_too_deep(text: &str) -> bool {
    let mut reader = quick_xml::Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut depth = 0usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
        if depth > DEPTH_MAX {
            return true;
        }
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
    let remarks: Rc<RefCell<Vec<(String, Remark)>>> = Rc::default();
    let (seen, said) = (Rc::clone(&stamps), Rc::clone(&remarks));
    let zone = desk.context.zone.clone();
    // The library keeps instants in UTC; the offset the feed wrote is kept here beside each.
    let parser = feed_rs::parser::Builder::new()
        // What the feed does not name has no name: the library would throw dice for one.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(move |written| {
            let read = date::read(written, &zone);
            let unread = read.is_none().then(|| Remark {
                code: Code::UnreadableDate,
                message: "this date cannot be read, so it is left out".into(),
                help: date::HELP.into(),
            });
            let about = read.iter().flat_map(|dated| &dated.remarks).chain(&unread);
            said.borrow_mut()
                .extend(about.map(|remark| (written.trim().to_owned(), remark.clone())));
            let stamp = read?.stamp;
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
    let mut broken_at = None;
    let parse = |text: &str| {
        if is_too_deep(text) {
            return Err(format!("its elements stand more than {DEPTH_MAX} deep"));
        }
        parser
            .parse(text.as_bytes())
            .map_err(|error| error.to_string())
    };
    let parsed = if undeclared.trim_start().starts_with('{') {
        parse(&json::mend(undeclared))
    } else {
        let mended = mend::mend(undeclared);
        broken_at = mended.broken_at;
        // What is said about the feed is what is wrong with it as it stands.
        parse(&mended.text).map_err(|error| parse(undeclared).err().unwrap_or(error))
    };
    let feed = match parsed {
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
    if let Some(at) = broken_at {
        let at = desk.text.len() - undeclared.len() + at;
        let line = desk.text[at..].lines().next().map_or(0, str::len);
        desk.report(
            Code::MendedFeed,
            Span::new(at, at + line.min(80)),
            "the elements of this feed do not end where they should; it was read as far as it goes",
            "fetch it again; a feed has to be well-formed",
        );
    }
    report_dates(desk, &remarks.borrow());
    let stamps = stamps.borrow();
    let starts = entry_starts(desk.text, feed.entries.len());
    let names_are_no_links = ["\"", "'"]
        .iter()
        .any(|quote| desk.text.contains(&format!("isPermaLink={quote}false")));
    let site = feed
        .links
        .iter()
        .find_map(|link| Href::parse(&link.href).ok());
    let mut documents = Vec::new();
    for (index, entry) in feed.entries.iter().enumerate() {
        let title = entry.title.as_ref().map(words).unwrap_or_default();
        let untitled = title.is_empty();
        let mut document = read_entry(entry, title, &stamps, site.as_ref(), !names_are_no_links);
        let at = starts.get(index).copied();
        if let Some(at) = at {
            document.provenance.line = desk
                .places
                .line_and_column(u32::try_from(at).unwrap_or(u32::MAX))
                .0;
        }
        if untitled {
            let at = at.unwrap_or(0);
            desk.report(
                Code::MissingTitle,
                Span::new(at, at),
                format!(
                    "an entry has no title; \"{}\" was made from its text",
                    document.title
                ),
                "add a title to the entry",
            );
        } else if document.layers.is_empty() {
            let at = at.unwrap_or(0);
            desk.report(
                Code::MissingText,
                Span::new(at, at),
                format!("the entry \"{}\" has no text", document.title),
                "add its text, or save the page it links to in its place",
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

/// Tells of dates, each where it first stands.
fn report_dates(desk: &mut Desk<'_>, remarks: &[(String, Remark)]) {
    const MOST: usize = 10;
    let mut told: Vec<&str> = Vec::new();
    for (written, remark) in remarks {
        // An empty element says nothing that could be mended.
        if told.contains(&written.as_str()) || told.len() == MOST || written.is_empty() {
            continue;
        }
        told.push(written);
        let at = desk.text.find(written.as_str());
        let span = at.map_or(Span::default(), |at| Span::new(at, at + written.len()));
        desk.report(
            remark.code,
            span,
            remark.message.clone(),
            remark.help.clone(),
        );
    }
}

/// Where each entry begins. The library's entries have no places; where as many elements begin as there are entries,
/// they are those.
fn entry_starts(text: &str, entries: usize) -> Vec<usize> {
    let begins = |name: &str| -> Vec<usize> {
        text.match_indices(name)
            .map(|(at, _)| at)
            .filter(|at| {
                text[at + name.len()..]
                    .starts_with(|letter: char| letter.is_whitespace() || letter == '>')
            })
            .collect()
    };
    ["<item", "<entry", "<atom:entry"]
        .into_iter()
        .map(begins)
        .find(|starts| starts.len() == entries)
        .unwrap_or_default()
}

fn read_entry(
    entry: &Entry,
    title: String,
    stamps: &HashMap<i64, Stamp>,
    site: Option<&Href>,
    is_linked_by_name: bool,
) -> Document {
    let link = entry
        .links
        .iter()
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
        .and_then(|link| Href::resolve(&link.href, site));
    // An entry may be named by its address.
    let is_address = |id: &&str| id.starts_with("http://") || id.starts_with("https://");
    let original = link.or_else(|| {
        let id = Some(entry.id.as_str()).filter(|_| is_linked_by_name);
        Href::parse(id.filter(is_address)?).ok()
    });
    // Its own links are seen from its page.
    let base = entry.base.as_ref().and_then(|base| Href::parse(base).ok());
    let base = base.as_ref().or(original.as_ref()).or(site);
    let content = entry.content.as_ref().and_then(|content| {
        content
            .body
            .as_deref()
            .map(|body| (body, content.content_type.essence().to_string()))
    });
    // Sites of films have their words there.
    let mut of_media = entry
        .media
        .iter()
        .filter_map(|media| media.description.as_ref());
    let summary = entry.summary.as_ref().or_else(|| of_media.next());
    let summary = summary.map(|summary| {
        (
            summary.content.as_str(),
            summary.content_type.essence().to_string(),
        )
    });
    let blocks = content
        .as_ref()
        .or(summary.as_ref())
        .map(|(body, kind)| body_blocks(body, kind, base))
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
    document.source = original.as_ref().and_then(host_of);
    document.original = original;
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

fn body_blocks(body: &str, kind: &str, address: Option<&Href>) -> Vec<Block> {
    // Half of the feeds that say text/plain hold markup all the same.
    let marked = kind.contains("html")
        || (body.contains("</") && body.contains('<'))
        || body.contains("<br")
        || body.contains("<p>");
    if marked {
        html::fragment(body, address)
    } else {
        json_lines::paragraphs(&html::decode(body))
    }
}

/// The plain words of a text that may be markup.
fn words(text: &Text) -> String {
    let marked =
        text.content_type.essence().to_string().contains("html") || text.content.contains('&');
    if marked {
        fold(&Block::plain_all(&html::fragment(&text.content, None)))
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
