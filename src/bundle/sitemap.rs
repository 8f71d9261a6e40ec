//! Which addresses are worth a visit? Sitemaps (sitemaps.org, protocol 0.9), their index, and one of news.

use quick_xml::Writer;

use crate::route::Route;
use crate::wire::Site;

use super::corpus::{Corpus, Draft};
use super::feed::{Xml, declare, text};
use super::html::absolute;

/// Path of the index below the root.
pub const PATH: &str = "sitemap.xml";

/// Most addresses in one file: the protocol's limit.
const MOST_ADDRESSES: usize = 50_000;

/// Most articles in a news sitemap, and how far they may lie behind the newest, in seconds: limits of the format's
/// owner. The bundler reads no clock, so the newest article stands for now.
const MOST_NEWS: usize = 1_000;
const NEWS_SECONDS: i64 = 2 * 24 * 60 * 60;

const SITEMAP: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
const NEWS: (&str, &str) = (
    "xmlns:news",
    "http://www.google.com/schemas/sitemap-news/0.9",
);

/// All files, by path below the root.
pub fn write(corpus: &Corpus, site: &Site) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for (at, chunk) in addresses(corpus).chunks(MOST_ADDRESSES).enumerate() {
        let path = format!("sitemaps/pages-{}.xml", at + 1);
        files.push((
            path,
            file("urlset", &[SITEMAP], |writer| pages(writer, chunk, site)),
        ));
    }
    let news = news_of(corpus);
    if !news.is_empty() {
        let bytes = file("urlset", &[SITEMAP, NEWS], |writer| {
            self::news(writer, &news, site)
        });
        files.push(("sitemaps/news.xml".into(), bytes));
    }
    let index = file("sitemapindex", &[SITEMAP], |writer| {
        files.iter().try_for_each(|(path, _)| {
            writer
                .create_element("sitemap")
                .write_inner_content(|writer| text(writer, "loc", &absolute(site, path)))
                .map(drop)
        })
    });
    files.push((PATH.into(), index));
    files
}

/// Everything a reader may come to from outside, and the day it is of.
fn addresses(corpus: &Corpus) -> Vec<(Route, Option<&str>)> {
    let day = |at: usize| {
        let stamp = corpus.drafts[at].article.published.as_ref()?;
        stamp.at.get(..10)
    };
    let newest = |articles: &[usize]| articles.first().and_then(|&at| day(at));
    let mut out = vec![
        (Route::HOME, newest(&[0][..corpus.drafts.len().min(1)])),
        (Route::Categories, None),
        (Route::Sources, None),
        (Route::Subscribe, None),
        (Route::About, None),
    ];
    out.extend(corpus.categories.iter().map(|category| {
        let route = Route::category(&category.category.slug);
        (route, newest(&category.articles))
    }));
    out.extend(
        corpus
            .sources
            .iter()
            .map(|source| (Route::source(&source.host), newest(&source.articles))),
    );
    out.extend(corpus.drafts.iter().enumerate().map(|(at, draft)| {
        let changed = draft.origin.updated.as_deref().and_then(|at| at.get(..10));
        (Route::article(&draft.article.slug), changed.or(day(at)))
    }));
    out
}

fn pages(writer: &mut Xml, pages: &[(Route, Option<&str>)], site: &Site) -> std::io::Result<()> {
    for (route, day) in pages {
        writer.create_element("url").write_inner_content(|writer| {
            text(writer, "loc", &absolute(site, &route.path()))?;
            day.map_or(Ok(()), |day| text(writer, "lastmod", day))
        })?;
    }
    Ok(())
}

/// The newest articles with a date of their own.
fn news_of(corpus: &Corpus) -> Vec<&Draft> {
    let dated: Vec<(i64, &Draft)> = corpus
        .drafts
        .iter()
        .filter(|draft| {
            draft
                .article
                .published
                .as_ref()
                .is_some_and(|at| !at.inferred)
        })
        .filter_map(|draft| Some((draft.instant?, draft)))
        .collect();
    let Some(&(newest, _)) = dated.first() else {
        return Vec::new();
    };
    let recent = dated
        .iter()
        .take_while(|(at, _)| newest - at <= NEWS_SECONDS);
    recent.take(MOST_NEWS).map(|(_, draft)| *draft).collect()
}

fn news(writer: &mut Xml, news: &[&Draft], site: &Site) -> std::io::Result<()> {
    for draft in news {
        let article = &draft.article;
        let at = article.published.as_ref().map_or("", |stamp| &stamp.at);
        writer.create_element("url").write_inner_content(|writer| {
            text(
                writer,
                "loc",
                &absolute(site, &Route::article(&article.slug).path()),
            )?;
            writer
                .create_element("news:news")
                .write_inner_content(|writer| {
                    writer
                        .create_element("news:publication")
                        .write_inner_content(|writer| {
                            text(writer, "news:name", &site.title)?;
                            text(writer, "news:language", &site.language)
                        })?;
                    text(writer, "news:publication_date", at)?;
                    text(writer, "news:title", &article.title)
                })?;
            Ok(())
        })?;
    }
    Ok(())
}

fn file(
    root: &str,
    namespaces: &[(&str, &str)],
    content: impl FnOnce(&mut Xml) -> std::io::Result<()>,
) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new());
    let written = declare(&mut writer).and_then(|()| {
        let element = writer.create_element(root);
        element
            .with_attributes(namespaces.iter().copied())
            .write_inner_content(content)
            .map(drop)
    });
    written.expect("writing to memory does not fail");
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}
