//! A feed as RSS 2.0 (rssboard.org, version 2.0.11), for readers that know nothing else.

use quick_xml::Writer;
use quick_xml::events::BytesText;

use crate::route::Route;
use crate::wire::{Precision, Site, Stamp, Summary};

use super::feed::{Feed, Xml, declare, id, text};
use super::html::absolute;

/// Writes a feed. Its ids are those of the Atom feed.
pub fn write(feed: &Feed, site: &Site) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    write_into(&mut writer, feed, site).expect("writing to memory does not fail");
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

fn write_into(writer: &mut Xml, feed: &Feed, site: &Site) -> std::io::Result<()> {
    declare(writer)?;
    let element = writer.create_element("rss").with_attributes([
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ]);
    element.write_inner_content(|writer| {
        writer
            .create_element("channel")
            .write_inner_content(|writer| {
                text(writer, "title", feed.title)?;
                text(writer, "link", &absolute(site, &feed.page.path()))?;
                // The element is required, and may not be empty.
                let about = [&site.description, &site.motto]
                    .into_iter()
                    .find(|text| !text.is_empty());
                text(writer, "description", about.map_or(feed.title, |a| a))?;
                text(writer, "language", &site.language)?;
                if let Some(date) = feed
                    .entries
                    .iter()
                    .find_map(|e| date(e.published.as_ref()?))
                {
                    text(writer, "lastBuildDate", &date)?;
                }
                writer
                    .create_element("atom:link")
                    .with_attributes([
                        ("rel", "self"),
                        ("type", "application/rss+xml"),
                        ("href", absolute(site, feed.path).as_str()),
                    ])
                    .write_empty()?;
                feed.entries
                    .iter()
                    .try_for_each(|entry| write_item(writer, entry, site))
            })?;
        Ok(())
    })?;
    Ok(())
}

fn write_item(writer: &mut Xml, entry: &Summary, site: &Site) -> std::io::Result<()> {
    let path = Route::article(&entry.slug).path();
    writer
        .create_element("item")
        .write_inner_content(|writer| {
            text(writer, "title", &entry.title)?;
            text(writer, "link", &absolute(site, &path))?;
            writer
                .create_element("guid")
                .with_attribute((
                    "isPermaLink",
                    if site.address.is_empty() {
                        "false"
                    } else {
                        "true"
                    },
                ))
                .write_text_content(BytesText::new(&id(site, &path)))?;
            if let Some(date) = entry.published.as_ref().and_then(date) {
                text(writer, "pubDate", &date)?;
            }
            if let Some(source) = &entry.source {
                text(writer, "dc:creator", &source.name)?;
            }
            for category in &entry.categories {
                text(writer, "category", &category.name)?;
            }
            text(writer, "description", &plain(&entry.excerpt))
        })?;
    Ok(())
}

/// A description is HTML to RSS: plain text is escaped once more, so that its signs stay signs.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// RFC 822 with a year of four digits, in the document's own offset; nothing for a guess, or for less than a day.
fn date(stamp: &Stamp) -> Option<String> {
    let exact = !stamp.inferred && stamp.precision >= Precision::Day;
    let pieces = jiff::fmt::temporal::Pieces::parse(&stamp.at)
        .ok()
        .filter(|_| exact)?;
    let offset = pieces.to_numeric_offset()?;
    let moment: jiff::Timestamp = stamp.at.parse().ok()?;
    jiff::fmt::rfc2822::to_string(&moment.to_zoned(offset.to_time_zone())).ok()
}
