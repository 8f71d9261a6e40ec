//! Feeds: one for the site, one for every category, one for every source; each as Atom (RFC 4287), which is written here,
//! as RSS ([`super::rss`]) and as JSON ([`super::json_feed`]).
//!
//! Promises: ids never change while a slug lives; no clock is read, so the same corpus gives the same bytes. A site
//! without a public address still gets feeds: their links are relative to `xml:base`-less readers, so `site.toml` should
//! name the address, and the bundler says so.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::route::{FeedFormat, Route, feed_path};
use crate::wire::{Site, Summary};

use super::html::absolute;
use super::{json_feed, rss};

/// What a feed is about.
#[derive(Debug)]
pub struct Feed<'a> {
    /// Title of the feed.
    pub title: &'a str,
    /// Path of the feed below the root, in the format that is written.
    pub path: &'a str,
    /// The page the feed belongs to.
    pub page: &'a Route,
    /// Author named once for all entries.
    pub author: &'a str,
    /// Newest first.
    pub entries: &'a [Summary],
}

/// Writes a feed in every format: paths below the root and bytes.
pub fn write_all(
    title: &str,
    page: &Route,
    author: &str,
    entries: &[Summary],
    site: &Site,
) -> [(String, Vec<u8>); 3] {
    FeedFormat::ALL.map(|format| {
        let path = feed_path(page, format);
        let feed = Feed {
            title,
            path: &path,
            page,
            author,
            entries,
        };
        let bytes = match format {
            FeedFormat::Atom => write(&feed, site),
            FeedFormat::Rss => rss::write(&feed, site),
            FeedFormat::Json => json_feed::write(&feed, site),
        };
        (path, bytes)
    })
}

/// Writes a feed as Atom.
pub fn write(feed: &Feed, site: &Site) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    write_into(&mut writer, feed, site).expect("writing to memory does not fail");
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

/// What all files of XML are written with.
pub(super) type Xml = Writer<Vec<u8>>;

/// The declaration at the head of a file.
pub(super) fn declare(writer: &mut Xml) -> std::io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))
}

fn write_into(writer: &mut Xml, feed: &Feed, site: &Site) -> std::io::Result<()> {
    declare(writer)?;
    let element = writer.create_element("feed").with_attributes([
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xml:lang", site.language.as_str()),
    ]);
    element.write_inner_content(|writer| {
        text(writer, "id", &id(site, feed.path))?;
        text(writer, "title", feed.title)?;
        if !site.motto.is_empty() {
            text(writer, "subtitle", &site.motto)?;
        }
        text(writer, "updated", &updated(feed.entries))?;
        link(
            writer,
            "self",
            "application/atom+xml",
            &absolute(site, feed.path),
        )?;
        link(
            writer,
            "alternate",
            "text/html",
            &absolute(site, &feed.page.path()),
        )?;
        writer
            .create_element("author")
            .write_inner_content(|writer| text(writer, "name", feed.author))?;
        for entry in feed.entries {
            write_entry(writer, entry, site)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn write_entry(writer: &mut Xml, entry: &Summary, site: &Site) -> std::io::Result<()> {
    let path = Route::article(&entry.slug).path();
    let at = entry.published.as_ref().map_or(EPOCH, |stamp| &stamp.at);
    writer
        .create_element("entry")
        .write_inner_content(|writer| {
            text(writer, "id", &id(site, &path))?;
            text(writer, "title", &entry.title)?;
            link(writer, "alternate", "text/html", &absolute(site, &path))?;
            text(writer, "updated", at)?;
            if entry.published.is_some() {
                text(writer, "published", at)?;
            }
            for category in &entry.categories {
                writer
                    .create_element("category")
                    .with_attributes([
                        ("term", category.slug.as_str()),
                        ("label", clean(&category.name).as_str()),
                    ])
                    .write_empty()?;
            }
            if let Some(source) = &entry.source {
                writer
                    .create_element("author")
                    .write_inner_content(|writer| text(writer, "name", &source.name))?;
            }
            text(writer, "summary", &entry.excerpt)
        })?;
    Ok(())
}

/// Atom wants a moment even where no document gives one.
const EPOCH: &str = "1970-01-01T00:00:00Z";

/// The newest moment of any entry. Moments with different offsets are compared as moments.
fn updated(entries: &[Summary]) -> String {
    entries
        .iter()
        .filter_map(|entry| entry.published.as_ref())
        .max_by_key(|stamp| stamp.at.parse::<jiff::Timestamp>().ok())
        .map_or_else(|| EPOCH.to_owned(), |stamp| stamp.at.clone())
}

/// The address itself where the site has one; otherwise a tag URI (RFC 4151) that only names.
pub(super) fn id(site: &Site, path: &str) -> String {
    if site.address.is_empty() {
        format!("tag:dovecote.invalid,2025:{path}")
    } else {
        absolute(site, path)
    }
}

/// An element with text.
pub(super) fn text(writer: &mut Xml, name: &str, content: &str) -> std::io::Result<()> {
    writer
        .create_element(name)
        .write_text_content(BytesText::new(&clean(content)))?;
    Ok(())
}

/// A text without what XML can't carry.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|c| is_xml_char(*c)).collect()
}

fn link(writer: &mut Xml, rel: &str, media_type: &str, href: &str) -> std::io::Result<()> {
    writer
        .create_element("link")
        .with_attributes([("rel", rel), ("type", media_type), ("href", href)])
        .write_empty()?;
    Ok(())
}

/// Characters XML 1.0 can carry at all (section 2.2); the rest can't even be escaped.
fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
