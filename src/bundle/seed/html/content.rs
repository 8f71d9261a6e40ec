//! Which element of a page is its main content, and what inside it is not.
//!
//! After the ideas of Arc90's Readability: names that pages give their content, the amount of text in paragraphs, and
//! how much of it is links.

use super::tree::{Content, Tree};

/// Names and classes of what holds the content.
const CONTENT_NAMES: [&str; 22] = [
    "entry-content",
    "post-content",
    "article-content",
    "article-body",
    "article__body",
    "articlebody",
    "post-body",
    "story-body",
    "story-content",
    "post__content",
    "article__content",
    "entry",
    "page-content",
    "post-text",
    "body-content",
    "single-content",
    "markdown-body",
    "e-content",
    "content-body",
    "main-content",
    "rich-text",
    "prose",
];

/// Words in names and classes of what stands around content.
const APART: [&str; 36] = [
    "comment",
    "comments",
    "share",
    "sharing",
    "sharedaddy",
    "social",
    "related",
    "sidebar",
    "promo",
    "newsletter",
    "subscribe",
    "signup",
    "cookie",
    "cookies",
    "breadcrumb",
    "breadcrumbs",
    "pagination",
    "pager",
    "nav",
    "navigation",
    "navbar",
    "menu",
    "ad",
    "ads",
    "advert",
    "advertisement",
    "sponsor",
    "widget",
    "skip",
    "toc",
    "popup",
    "modal",
    "banner",
    "footer",
    "recommended",
    "disqus",
];

/// The element that holds the main content; the page itself when none stands out.
pub(super) fn main(tree: &Tree<'_>) -> usize {
    let lengths = tree.lengths();
    let total = lengths.first().copied().unwrap_or(0);
    let mut paragraphs = vec![0_usize; lengths.len()];
    let mut links = vec![0_usize; lengths.len()];
    // What readers say, and what frames the page, is apart with all that stands in it. What holds most of the text is the
    // page, whatever it is called.
    let mut apart = vec![false; lengths.len()];
    for (index, node) in tree.nodes().iter().enumerate().skip(1) {
        let is_element = matches!(node.content, Content::Element { .. });
        apart[index] = apart[node.parent]
            || is_element && lengths[index] * 4 < total * 3 && is_frame(tree, index);
        if apart[index] {
            continue;
        }
        match tree.name(index) {
            // Text of its own speaks for an element as a paragraph would: pages of old part theirs by line breaks.
            "" if lengths[index] >= SENTENCE
                && matches!(tree.name(node.parent), "div" | "section" | "td") =>
            {
                paragraphs[node.parent] += lengths[index];
            }
            // A paragraph speaks for its parent, and half as loudly for the element around that.
            "p" | "pre" | "blockquote" | "li" => {
                paragraphs[node.parent] += lengths[index];
                paragraphs[tree.nodes()[node.parent].parent] += lengths[index] / 2;
            }
            "a" => {
                let mut at = node.parent;
                for _ in 0..12 {
                    links[at] += lengths[index];
                    if at == 0 {
                        break;
                    }
                    at = tree.nodes()[at].parent;
                }
            }
            _ => {}
        }
    }
    let mut best = (0_usize, 0_usize);
    for index in 1..tree.nodes().len() {
        let Content::Element { name, .. } = &tree.nodes()[index].content else {
            continue;
        };
        // Nobody's content is a twentieth of the page.
        let is_small = lengths[index] * 20 < total || lengths[index] < SENTENCE;
        if is_small || apart[index] || is_hidden_or_apart(tree, index) {
            continue;
        }
        let factor = match name.as_str() {
            _ if is_named_content(tree, index) => 150,
            "article" => 135,
            "main" => 105,
            "div" | "section" | "td" => 0,
            _ => continue,
        };
        // Text in links is what menus are made of.
        let own = lengths[index].saturating_sub(links[index]);
        let score = if factor > 0 {
            own * factor / 100
        } else {
            paragraphs[index].saturating_sub(links[index]).min(own)
        };
        if score > best.0 {
            best = (score, index);
        }
    }
    if best.1 > 0 {
        return with_siblings(tree, best.1, &paragraphs, &apart);
    }
    tree.find(|name, _| name == "body").unwrap_or(0)
}

/// The fewest characters of a sentence.
const SENTENCE: usize = 40;

/// The parent of the best element where it holds the article's heading and, beside that element, little but more of the text:
/// an article may be laid out in several blocks.
fn with_siblings(tree: &Tree<'_>, best: usize, paragraphs: &[usize], apart: &[bool]) -> usize {
    let parent = tree.nodes()[best].parent;
    if !matches!(tree.name(parent), "div" | "section" | "body" | "td") {
        return best;
    }
    let lengths = tree.lengths();
    let (mut text, mut noise, mut is_headed) = (0, 0, false);
    for child in tree
        .children(parent)
        .filter(|child| *child != best && !apart[*child] && !is_hidden_or_apart(tree, *child))
    {
        let own = match tree.name(child) {
            "h1" => {
                is_headed = true;
                continue;
            }
            "h2" | "h3" | "p" | "blockquote" => lengths[child],
            _ => paragraphs[child].min(lengths[child]),
        };
        text += own;
        noise += lengths[child] - own;
    }
    // A line that says who and when is no more than a little of all.
    let is_little = noise * 3 < text || noise < text && noise * 6 < lengths[best] + text;
    if is_headed && text >= SENTENCE && is_little {
        parent
    } else {
        best
    }
}

fn names(tree: &Tree<'_>, node: usize) -> String {
    let mut names = tree.attribute(node, "class").unwrap_or_default();
    names.push(' ');
    names.push_str(&tree.attribute(node, "id").unwrap_or_default());
    names.to_lowercase()
}

fn is_named_content(tree: &Tree<'_>, node: usize) -> bool {
    tree.attribute(node, "itemprop")
        .is_some_and(|name| name == "articleBody")
        || names(tree, node)
            .split_whitespace()
            .any(|name| CONTENT_NAMES.contains(&name))
}

/// Whether nothing in an element is content, however deep. A form or a widget may hold the whole article.
fn is_frame(tree: &Tree<'_>, node: usize) -> bool {
    const NAMES: [&str; 8] = [
        "comment",
        "comments",
        "commentlist",
        "commentslist",
        "disqus",
        "respond",
        "sidebar",
        "footer",
    ];
    match tree.name(node) {
        "nav" | "aside" | "footer" | "dialog" | "menu" => true,
        "div" | "section" | "ol" | "ul" | "td" => has_word(tree, node, &NAMES),
        _ => false,
    }
}

/// Whether one of some words stands in the names of an element.
fn has_word(tree: &Tree<'_>, node: usize, words: &[&str]) -> bool {
    names(tree, node)
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| words.contains(&word))
}

fn is_hidden_or_apart(tree: &Tree<'_>, node: usize) -> bool {
    let name = tree.name(node);
    let apart = matches!(
        name,
        "nav" | "aside" | "footer" | "form" | "button" | "dialog" | "menu" | "label" | "input"
    ) || super::tree::is_hidden_name(name);
    if apart
        || tree.attribute(node, "hidden").is_some()
        || tree
            .attribute(node, "aria-hidden")
            .is_some_and(|value| value == "true")
    {
        return true;
    }
    if tree.attribute(node, "role").is_some_and(|role| {
        matches!(
            role.as_str(),
            "navigation" | "complementary" | "banner" | "contentinfo" | "search" | "dialog"
        )
    }) {
        return true;
    }
    if matches!(
        name,
        "body"
            | "html"
            | "main"
            | "article"
            | "p"
            | "h1"
            | "h2"
            | "h3"
            | "a"
            | "span"
            | "em"
            | "strong"
            | "li"
            | ""
    ) {
        return false;
    }
    has_word(tree, node, &APART)
}

/// Whether a node inside the main content is not part of it. What holds most of the text is, whatever it is called.
pub(super) fn is_apart(tree: &Tree<'_>, node: usize, main: usize) -> bool {
    let Content::Element { name, .. } = &tree.nodes()[node].content else {
        return false;
    };
    // Most elements are paragraphs and marks inside them, which nothing can make stand apart but being hidden.
    if matches!(
        name.as_str(),
        "p" | "em" | "strong" | "b" | "i" | "br" | "img" | "code" | "blockquote"
    ) {
        return false;
    }
    is_hidden_or_apart(tree, node)
        && (super::tree::is_hidden_name(name)
            || tree.lengths()[node] * 2 < tree.lengths()[main].max(1))
}
