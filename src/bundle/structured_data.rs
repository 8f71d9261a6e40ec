//! What does a page say of itself to machines? JSON-LD in the words of schema.org, one graph a page.
//!
//! The report and the opinion are two works: what a source published, retold (`NewsArticle`, `isBasedOn` the source),
//! and what the site thinks of it (`OpinionNewsArticle`). A date that was guessed from prose is left out. A site without
//! a public address says nothing that would need one.
//!
//! A `<script type="application/ld+json">` is a data block: HTML's "prepare the script element" returns at its type,
//! before Content-Security-Policy is asked, so the policy needs no hash for it. [`script_text`] keeps its text from
//! ending the element.

use serde_json::{Map, Value, json};

use crate::route::{Route, key};
use crate::view::part::page::Page;
use crate::wire::{Article, LayerKind, Listing, ListingOf, Precision, Site, Stamp};

use super::html::absolute;

/// What a document says of an article beyond what the reader's page needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Web address of the original, where the document gives one.
    pub original: Option<String>,
    /// When it was last changed, RFC 3339.
    pub updated: Option<String>,
}

/// The graph of a page; none for pages that are nobody's subject (search, not found).
pub fn graph(page: &Page, route: &Route, origin: &Origin, site: &Site) -> Option<Value> {
    let mut things = match page {
        Page::Home(listing) if listing.page <= 1 => vec![website(site)],
        Page::Article { article, .. } => works(article, route, origin, site),
        Page::Category { listing, .. } | Page::Source(listing) => {
            vec![collection(listing, route, site)]
        }
        _ => Vec::new(),
    };
    things.extend(breadcrumbs(page, route, site));
    (!things.is_empty()).then(|| json!({ "@context": "https://schema.org", "@graph": things }))
}

/// JSON as the text of a `<script>`: nothing in it can end the element or begin a comment (HTML, section 4.12.1.3).
pub fn script_text(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            other => out.push(other),
        }
    }
    out
}

fn website(site: &Site) -> Value {
    let mut thing = thing("WebSite", site);
    put(&mut thing, "name", &site.title);
    put(&mut thing, "alternateName", &site.motto);
    put(&mut thing, "description", &site.description);
    if let Some(url) = url(site, &Route::HOME) {
        let template = format!(
            "{}?{}={{search_term_string}}",
            absolute(site, &Route::search().path()),
            key::TEXT
        );
        thing.insert("@id".into(), json!(format!("{url}#site")));
        thing.insert("url".into(), json!(url));
        thing.insert(
            "potentialAction".into(),
            json!({
                "@type": "SearchAction",
                "target": { "@type": "EntryPoint", "urlTemplate": template },
                "query-input": "required name=search_term_string",
            }),
        );
    }
    Value::Object(thing)
}

/// The works of an article: the report, and the opinion about it. An article without either layer is a report.
fn works(article: &Article, route: &Route, origin: &Origin, site: &Site) -> Vec<Value> {
    let has = |kind| article.layers.iter().any(|layer| layer.kind == kind);
    let mut out = Vec::new();
    let opinion = has(LayerKind::Opinion);
    let report = has(LayerKind::Report) || !opinion;
    if report {
        let mut work = work("NewsArticle", article, route, origin, site);
        put(&mut work, "description", &article.excerpt);
        if let Some(source) = &article.source {
            let mut publisher = organization(&source.name);
            if source.host {
                put(&mut publisher, "url", &format!("https://{}/", source.name));
            }
            let mut based = Map::new();
            based.insert("@type".into(), json!("CreativeWork"));
            based.extend(origin.original.iter().map(|url| ("url".into(), json!(url))));
            based.insert("publisher".into(), Value::Object(publisher.clone()));
            work.insert("author".into(), Value::Object(publisher));
            work.insert("isBasedOn".into(), Value::Object(based));
        }
        out.push(Value::Object(work));
    }
    if opinion {
        let mut work = work("OpinionNewsArticle", article, route, origin, site);
        if !site.title.is_empty() {
            work.insert("author".into(), Value::Object(organization(&site.title)));
        }
        if let Some(url) = url(site, route) {
            // Two works of one page are told apart by a fragment.
            work.insert("@id".into(), json!(format!("{url}#opinion")));
            if report {
                work.insert("about".into(), json!({ "@id": format!("{url}#report") }));
            }
        }
        out.push(Value::Object(work));
    }
    out
}

fn work(
    kind: &str,
    article: &Article,
    route: &Route,
    origin: &Origin,
    site: &Site,
) -> Map<String, Value> {
    let mut work = thing(kind, site);
    put(&mut work, "headline", &article.title);
    if let Some(date) = article.published.as_ref().and_then(date) {
        put(&mut work, "datePublished", date);
    }
    if let Some(date) = &origin.updated {
        put(&mut work, "dateModified", date);
    }
    if !article.categories.is_empty() {
        let names: Vec<&str> = article.categories.iter().map(|c| c.name.as_str()).collect();
        work.insert("articleSection".into(), json!(names));
    }
    if !site.title.is_empty() {
        work.insert("publisher".into(), Value::Object(organization(&site.title)));
    }
    if let Some(url) = url(site, route) {
        work.insert("@id".into(), json!(format!("{url}#report")));
        work.insert("url".into(), json!(url));
        work.insert("mainEntityOfPage".into(), json!(url));
    }
    work
}

fn collection(listing: &Listing, route: &Route, site: &Site) -> Value {
    let mut thing = thing("CollectionPage", site);
    match &listing.of {
        ListingOf::Category {
            category,
            description,
        } => {
            put(&mut thing, "name", &category.name);
            put(&mut thing, "description", description);
        }
        ListingOf::Source { host } => put(&mut thing, "name", host),
        ListingOf::Home => put(&mut thing, "name", &site.title),
    }
    thing.extend(url(site, route).map(|url| ("url".into(), json!(url))));
    Value::Object(thing)
}

/// The way from home to the page, as its breadcrumbs show it.
fn breadcrumbs(page: &Page, route: &Route, site: &Site) -> Option<Value> {
    let mut way = vec![("Home".to_owned(), Route::HOME)];
    match page {
        Page::Article { article, .. } => {
            if let Some(category) = article.categories.first() {
                way.push((category.name.clone(), Route::category(&category.slug)));
            }
            way.push((article.title.clone(), route.clone()));
        }
        Page::Category { listing, .. } | Page::Source(listing) => match &listing.of {
            ListingOf::Category { category, .. } => {
                way.push(("Categories".into(), Route::Categories));
                way.push((category.name.clone(), Route::category(&category.slug)));
            }
            ListingOf::Source { host } => {
                way.push(("Sources".into(), Route::Sources));
                way.push((host.clone(), Route::source(host)));
            }
            ListingOf::Home => return None,
        },
        Page::Categories(_) => way.push(("Categories".into(), route.clone())),
        Page::Sources(_) => way.push(("Sources".into(), route.clone())),
        Page::Subscribe(_) => way.push(("Subscribe".into(), route.clone())),
        Page::About(_) => way.push(("About".into(), route.clone())),
        _ => return None,
    }
    let items: Option<Vec<Value>> = way
        .iter()
        .enumerate()
        .map(|(at, (name, route))| {
            let item = url(site, route)?;
            Some(json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": item }))
        })
        .collect();
    items.map(|items| json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}

fn thing(kind: &str, site: &Site) -> Map<String, Value> {
    let mut thing = Map::new();
    put(&mut thing, "@type", kind);
    put(&mut thing, "inLanguage", &site.language);
    thing
}

fn organization(name: &str) -> Map<String, Value> {
    let mut thing = Map::new();
    put(&mut thing, "@type", "Organization");
    put(&mut thing, "name", name);
    thing
}

/// Puts in what there is; an empty text is none.
fn put(thing: &mut Map<String, Value>, name: &str, text: &str) {
    if !text.is_empty() {
        thing.insert(name.to_owned(), json!(text));
    }
}

fn url(site: &Site, route: &Route) -> Option<String> {
    (!site.address.is_empty()).then(|| absolute(site, &route.path()))
}

/// ISO 8601, no finer than the document said; nothing for a guess.
fn date(stamp: &Stamp) -> Option<&str> {
    let length = match stamp.precision {
        Precision::Year => 4,
        Precision::Month => 7,
        Precision::Day => 10,
        Precision::Minute | Precision::Second => stamp.at.len(),
    };
    stamp.at.get(..length).filter(|_| !stamp.inferred)
}
