//! The page of one article.

pub mod around;
pub mod block;
pub mod contact;
pub mod inline;
mod layer;

use crate::route::{Root, Route};
use crate::wire::{Around, Article, LayerKind, Site};

use super::crumbs::crumbs;
use super::entry;
use super::markup::{Element, Node, el, unseen};
use super::{stamp, words};
use block::Flow;
use inline::inlines;

pub use around::around;

/// An article. With `around` still to come, its slot is empty and the text is complete.
pub fn article(article: &Article, around: Option<&Around>, site: &Site, root: &Root) -> Element {
    let above = article
        .categories
        .first()
        .map(|c| (c.name.clone(), Route::category(&c.slug)));
    let mut flow = Flow::default();
    let mut layers = Vec::new();
    for at in 0..article.layers.len() {
        layers.push(Node::from(layer::layer(article, at, site, root, &mut flow)));
        if article.layers[at].kind == LayerKind::Report && at + 1 < article.layers.len() {
            layers.push(petition(site, "petition").into());
        }
    }
    el("div")
        .class("page")
        .add(crumbs(root, above.into_iter().collect(), &article.title))
        .add(
            el("article")
                .class("article")
                .set("data-slug", article.slug.clone())
                .add(head(article, root))
                .add(key_points(article))
                .add(Node::Group(layers))
                .add(petition(site, "petition end")),
        )
        .add(self::around(around, root))
}

fn head(article: &Article, root: &Root) -> Element {
    let item = |name: &'static str, child: Node| {
        el("div").add(el("dt").add(name)).add(el("dd").add(child))
    };
    let facts = el("dl")
        .class("article-facts")
        .add(
            article
                .source
                .as_ref()
                .map(|credit| item("Source", entry::source(credit, root))),
        )
        .add(
            article
                .published
                .as_ref()
                .map(|at| item("Published", stamp::time(at, stamp::full_words(at)).into())),
        )
        .add(item(
            "Reading time",
            words::count(article.minutes, "minute", "minutes").into(),
        ));
    el("header")
        .class("article-head")
        .add(entry::categories(&article.categories, root))
        .add(el("h1").add(words::title(&article.title)))
        .add(facts)
        .add(tools())
}

fn tools() -> Element {
    let tool = |action, name: &'static str| {
        el("button")
            .class("button quiet needs-app")
            .set("type", "button")
            .set("data-action", action)
            .add(name)
    };
    el("div")
        .class("tools")
        .set("role", "group")
        .set("aria-label", "This article")
        .add(tool("share", "Share"))
        .add(tool("copy-link", "Copy link"))
        .add(tool("print", "Print"))
}

fn key_points(article: &Article) -> Node {
    if article.key_points.is_empty() {
        return Node::NONE;
    }
    el("section")
        .class("key-points")
        .set("aria-labelledby", "key-points")
        .add(el("h2").set("id", "key-points").add("Key points"))
        .add(
            el("ul").each(
                article
                    .key_points
                    .iter()
                    .map(|point| el("li").add(inlines(point))),
            ),
        )
        .into()
}

/// The petition button, or nothing where the site has none.
fn petition(site: &Site, class: &'static str) -> Option<Element> {
    let petition = site.petition.as_ref()?;
    let button = el("a")
        .class("button strong")
        .set("href", petition.url.clone())
        .set("rel", "noopener")
        .add(petition.label.clone())
        .add(unseen(" (leads to another site)"));
    let is_web = petition.url.starts_with("https://") || petition.url.starts_with("http://");
    is_web.then(|| el("p").class(class).add(button))
}
