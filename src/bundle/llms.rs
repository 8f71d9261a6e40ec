//! `llms.txt` (llmstxt.org): what the site is and where its plain text stands, for language models and their readers.
//!
//! It names categories, feeds and the newest articles, so its size does not grow with the archive; the sitemap names
//! everything.

use std::fmt::Write as _;

use crate::route::{FEED_LIST_PATH, FeedFormat, Route, feed_path, twin_path};
use crate::wire::Site;

use super::corpus::Corpus;
use super::html::absolute;
use super::sitemap;

/// Newest articles that are named.
const NEWEST: usize = 100;

/// Writes the file; it leads to the articles' twins in plain text, or to their pages where they have none.
pub fn write(corpus: &Corpus, site: &Site, has_twins: bool) -> String {
    let mut out = format!("# {}\n", flat(&site.title));
    let about = [&site.description, &site.motto];
    if let Some(text) = about.into_iter().find(|text| !text.is_empty()) {
        let _ = write!(out, "\n> {}\n", flat(text));
    }
    let all = if site.address.is_empty() {
        String::new()
    } else {
        format!(
            " [The sitemap]({}) names every page.",
            absolute(site, sitemap::PATH)
        )
    };
    let twins = if has_twins {
        " Every article's page has a twin in plain text at `index.txt` beside it."
    } else {
        ""
    };
    let _ = write!(
        out,
        "\nThe archive holds {} articles. A report tells what its source published; opinion, action and to-do are the \
         site's own.{twins}{all}\n",
        corpus.drafts.len()
    );
    let mut section = |name: &str, links: Vec<(String, String, String)>| {
        if links.is_empty() {
            return;
        }
        let _ = write!(out, "\n## {name}\n\n");
        for (title, path, note) in links {
            let note = if note.is_empty() {
                note
            } else {
                format!(": {}", flat(&note))
            };
            let address = absolute(site, &path);
            let _ = writeln!(out, "- [{}]({address}){note}", words(&title));
        }
    };
    section(
        "Newest articles",
        corpus
            .drafts
            .iter()
            .take(NEWEST)
            .map(|draft| {
                let article = &draft.article;
                let path = match has_twins {
                    true => twin_path(&article.slug),
                    false => Route::article(&article.slug).path(),
                };
                (article.title.clone(), path, article.excerpt.clone())
            })
            .collect(),
    );
    section(
        "Categories",
        corpus
            .categories
            .iter()
            .map(|category| {
                let path = Route::category(&category.category.slug).path();
                let name = category.category.name.clone();
                (name, path, category.description.clone())
            })
            .collect(),
    );
    let feed = |format: FeedFormat| {
        let title = format!("Newest articles ({})", format.name());
        (title, feed_path(&Route::HOME, format), String::new())
    };
    let mut feeds: Vec<_> = FeedFormat::ALL.into_iter().map(feed).collect();
    let list = (
        "All feeds (OPML)".into(),
        FEED_LIST_PATH.into(),
        String::new(),
    );
    feeds.push(list);
    section("Feeds", feeds);
    out
}

/// Text on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of a link, with the signs that would end it escaped.
fn words(text: &str) -> String {
    flat(text)
        .replace('\\', "\\\\")
        .replace('[', "\\[")
        .replace(']', "\\]")
}
