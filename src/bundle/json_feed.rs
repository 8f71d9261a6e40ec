//! A feed as JSON Feed 1.1 (jsonfeed.org), for programs that would rather not read XML.

use serde_json::{Map, Value, json};

use crate::route::Route;
use crate::wire::{Precision, Site, Summary};

use super::feed::{Feed, id};
use super::html::absolute;

/// Writes a feed. Its ids are those of the Atom feed.
pub fn write(feed: &Feed, site: &Site) -> Vec<u8> {
    let mut out = Map::new();
    out.insert("version".into(), json!("https://jsonfeed.org/version/1.1"));
    out.insert("title".into(), json!(feed.title));
    if !site.address.is_empty() {
        let page = absolute(site, &feed.page.path());
        out.insert("home_page_url".into(), json!(page));
        out.insert("feed_url".into(), json!(absolute(site, feed.path)));
    }
    if !site.description.is_empty() {
        out.insert("description".into(), json!(site.description));
    }
    out.insert("language".into(), json!(site.language));
    out.insert("authors".into(), json!([{ "name": feed.author }]));
    let items: Vec<Value> = feed.entries.iter().map(|entry| item(entry, site)).collect();
    out.insert("items".into(), Value::Array(items));
    let mut bytes = Value::Object(out).to_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

fn item(entry: &Summary, site: &Site) -> Value {
    let path = Route::article(&entry.slug).path();
    let mut item = Map::new();
    item.insert("id".into(), json!(id(site, &path)));
    if !site.address.is_empty() {
        item.insert("url".into(), json!(absolute(site, &path)));
    }
    item.insert("title".into(), json!(entry.title));
    // The format asks for content; what a list says of the article is what a feed says of it.
    item.insert("content_text".into(), json!(entry.excerpt));
    if let Some(stamp) = &entry.published
        && stamp.precision >= Precision::Day
        && !stamp.inferred
    {
        item.insert("date_published".into(), json!(stamp.at));
    }
    if let Some(source) = &entry.source {
        item.insert("authors".into(), json!([{ "name": source.name }]));
    }
    if !entry.categories.is_empty() {
        let names: Vec<&str> = entry.categories.iter().map(|c| c.name.as_str()).collect();
        item.insert("tags".into(), json!(names));
    }
    Value::Object(item)
}
