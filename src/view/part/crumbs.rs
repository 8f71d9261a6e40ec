//! The way from home to a page.

use crate::route::{Root, Route};

use super::markup::{Element, el, link};
use super::words;

/// Breadcrumbs: home, then `above` with their links, then where the reader is.
pub fn crumbs(root: &Root, above: Vec<(String, Route)>, here: &str) -> Element {
    let step = |(name, route): (String, Route)| el("li").add(link(root.href(&route), name));
    let list = el("ol")
        .add(step(("Home".into(), Route::HOME)))
        .each(above.into_iter().map(step))
        .add(
            el("li").add(
                el("span")
                    .set("aria-current", "page")
                    .add(words::title(here)),
            ),
        );
    el("nav")
        .class("crumbs")
        .set("aria-label", "Breadcrumb")
        .add(list)
}
