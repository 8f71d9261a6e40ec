//! All feeds of the site in one file (OPML 2.0), for readers that take a list of subscriptions.

use quick_xml::Writer;

use crate::route::{FeedFormat, Route, feed_path};
use crate::wire::Site;

use super::corpus::Corpus;
use super::feed::{Xml, clean, declare, text};
use super::html::absolute;

/// Writes the list: the site's own feed, then one group of categories and one of sources.
pub fn write(corpus: &Corpus, site: &Site) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    write_into(&mut writer, corpus, site).expect("writing to memory does not fail");
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

fn write_into(writer: &mut Xml, corpus: &Corpus, site: &Site) -> std::io::Result<()> {
    declare(writer)?;
    let categories = corpus.categories.iter().map(|category| {
        let category = &category.category;
        (category.name.as_str(), Route::category(&category.slug))
    });
    let sources = corpus
        .sources
        .iter()
        .map(|source| (source.host.as_str(), Route::source(&source.host)));
    let opml = writer
        .create_element("opml")
        .with_attribute(("version", "2.0"));
    opml.write_inner_content(|writer| {
        writer
            .create_element("head")
            .write_inner_content(|writer| text(writer, "title", &site.title))?;
        writer
            .create_element("body")
            .write_inner_content(|writer| {
                feed(writer, &site.title, &Route::HOME, site)?;
                group(writer, "Categories", categories, site)?;
                group(writer, "Sources", sources, site)
            })?;
        Ok(())
    })?;
    Ok(())
}

fn group<'a>(
    writer: &mut Xml,
    name: &str,
    mut feeds: impl Iterator<Item = (&'a str, Route)>,
    site: &Site,
) -> std::io::Result<()> {
    writer
        .create_element("outline")
        .with_attribute(("text", name))
        .write_inner_content(|writer| {
            feeds.try_for_each(|(title, route)| feed(writer, title, &route, site))
        })?;
    Ok(())
}

fn feed(writer: &mut Xml, title: &str, page: &Route, site: &Site) -> std::io::Result<()> {
    let title = clean(title);
    writer
        .create_element("outline")
        .with_attributes([
            // The type says "a feed", whatever its format (OPML 2.0, subscription lists).
            ("type", "rss"),
            ("text", title.as_str()),
            ("title", title.as_str()),
            (
                "xmlUrl",
                absolute(site, &feed_path(page, FeedFormat::Atom)).as_str(),
            ),
            ("htmlUrl", absolute(site, &page.path()).as_str()),
        ])
        .write_empty()?;
    Ok(())
}
