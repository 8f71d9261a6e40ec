//! Runs of text.

use crate::view::part::markup::{Element, Node, el};
use crate::wire::Inline;

/// A line of inlines.
pub fn inlines(line: &[Inline]) -> Node {
    line.iter().map(inline).collect::<Vec<_>>().into()
}

/// The text alone.
pub fn plain(line: &[Inline]) -> String {
    el("span").add(inlines(line)).text()
}

fn inline(inline: &Inline) -> Node {
    match inline {
        Inline::Text(text) => text.clone().into(),
        Inline::Strong(inner) => el("strong").add(inlines(inner)).into(),
        Inline::Emphasis(inner) => el("em").add(inlines(inner)).into(),
        Inline::Code(text) => el("code").add(text.clone()).into(),
        Inline::Link { href, text } => outside(href, inlines(text)),
        Inline::Break => el("br").into(),
    }
}

/// A link that an author wrote, as text when its address is not one a reader should follow.
pub fn outside(href: &str, words: Node) -> Node {
    let words = if el("a").add(words.clone()).text().trim().is_empty() {
        href.to_owned().into()
    } else {
        words
    };
    match safe(href) {
        Some(Safe::Web) => anchor(href, words)
            .set("rel", "nofollow ugc noopener")
            .into(),
        Some(Safe::Reach) => anchor(href, words).into(),
        None => words,
    }
}

fn anchor(href: &str, words: Node) -> Element {
    el("a").set("href", href.to_owned()).add(words)
}

enum Safe {
    Web,
    Reach,
}

/// The four schemes that a link of an article may have, or none where it stays in the archive. The bundler checked; a bundle
/// may come from elsewhere.
fn safe(href: &str) -> Option<Safe> {
    if href.bytes().any(|b| b.is_ascii_control() || b == b' ') {
        return None;
    }
    // Another page of the archive, or another place of this one.
    if href.starts_with("../../") || href.starts_with('#') {
        return Some(Safe::Reach);
    }
    let (scheme, _) = href.split_once(':')?;
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => Some(Safe::Web),
        "mailto" | "tel" => Some(Safe::Reach),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_four_schemes_and_the_archive_become_links() {
        for (href, linked) in [
            ("https://example.org/", true),
            ("HTTP://example.org", true),
            ("mailto:a@example.org", true),
            ("tel:+12025550100", true),
            ("javascript:alert(1)", false),
            ("java\nscript:alert(1)", false),
            ("\u{1}https://example.org", false),
            (" javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("../../articles/tides/#ebb", true),
            ("#ebb", true),
            ("//example.org", false),
            ("page", false),
            ("", false),
        ] {
            let is_link = matches!(outside(href, "x".into()), Node::Element(_));
            assert_eq!(is_link, linked, "{href}");
        }
    }
}
