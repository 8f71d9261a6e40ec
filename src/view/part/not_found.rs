//! The page for an address that leads nowhere.

use crate::route::{Root, Route};
use crate::wire::Summary;

use super::entry::{Dated, entry};
use super::markup::{Element, el, link};
use super::search::small_form;

/// Plain words, a search for the words of the address, and articles with an address like it. The prerendered page
/// knows neither: its `path` and `nearest` are empty.
pub fn not_found(path: &str, nearest: &[Summary], root: &Root) -> Element {
    let item = |summary| el("li").add(entry(summary, root, "h3", Dated::Here));
    let shelf = (!nearest.is_empty()).then(|| {
        el("section")
            .set("aria-labelledby", "near")
            .add(
                el("h2")
                    .set("id", "near")
                    .add("Articles with an address like it"),
            )
            .add(el("ul").class("entries").each(nearest.iter().map(item)))
    });
    el("div")
        .class("page not-found")
        .add(
            el("header")
                .class("page-head")
                .add(el("h1").add("Page not found"))
                .add(el("p").class("lead").add(
                    "There is no page at this address. It may have been mistyped, or the page may have moved.",
                ))
                .add(
                    el("p")
                        .add("You can go to the ")
                        .add(link(root.href(&Route::HOME), "latest articles"))
                        .add(", look through the ")
                        .add(link(root.href(&Route::Categories), "categories"))
                        .add(", or search:"),
                )
                .add(small_form(&path_words(path), root)),
        )
        .add(el("div").set("id", "nearest").class("list").add(shelf))
}

/// The words of a path: `articles/open-skies-2/` has `open skies`.
pub fn path_words(path: &str) -> String {
    let last = path
        .trim_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let last = last.strip_suffix(".html").unwrap_or(last);
    let word = |word: &&str| !word.is_empty() && !word.bytes().all(|b| b.is_ascii_digit());
    last.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric())
        .filter(word)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_what_was_looked_for() {
        for (path, expected) in [
            ("articles/open-skies-2/", "open skies"),
            ("2025/08/grain_deal.html", "grain deal"),
            ("", ""),
            ("/", ""),
            ("мир-2025", "мир"),
        ] {
            assert_eq!(path_words(path), expected, "{path}");
        }
    }
}
