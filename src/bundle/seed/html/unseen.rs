//! What stands in a page and is not read there: hidden words, signs beside a heading that only lead to it, numbers of
//! lines, and a formula said a second time.

use super::tree::{Content, Tree};

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// Of each node, whether a reader of the page does not read it, or reads it twice.
pub(super) fn unseen(tree: &Tree<'_>) -> Vec<bool> {
    let mut unseen = vec![false; tree.nodes().len()];
    for index in 1..unseen.len() {
        let is_element = matches!(tree.nodes()[index].content, Content::Element { .. });
        unseen[index] = unseen[tree.nodes()[index].parent] || is_element && is_unseen(tree, index);
    }
    unseen
}

fn is_unseen(tree: &Tree<'_>, node: usize) -> bool {
    match tree.name(node) {
        "a" => is_permalink(tree, node),
        // A button to copy them is no line of code.
        "button" => is_below(tree, node, &["pre"]) || is_hidden(tree, node),
        "annotation" => !is_tex(tree, node),
        "annotation-xml" => true,
        "semantics" | "math" => false,
        _ if tree.name(tree.nodes()[node].parent) == "semantics" => said_in_tex(tree, node),
        _ => is_hidden(tree, node) || is_line_number(tree, node) || is_edit_link(tree, node),
    }
}

/// Whether one of some elements is around another, a few steps up.
fn is_below(tree: &Tree<'_>, node: usize, names: &[&str]) -> bool {
    const STEPS: usize = 8;
    let around = std::iter::successors(tree.parent(node), |node| tree.parent(*node));
    let mut around = around.take(STEPS);
    around.any(|node| names.contains(&tree.name(node)))
}

/// Whether the page does not show an element. A panel that opens at a tap is shown, and so is a formula behind its picture;
/// and what is most of a page is the page, whatever waits to show it.
fn is_hidden(tree: &Tree<'_>, node: usize) -> bool {
    let has = |name: &str| tree.attribute(node, name);
    let style = has("style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.split_whitespace().collect();
    let is_hidden = style.contains("display:none")
        || has("hidden").is_some_and(|value| value != "until-found")
        || has("aria-hidden").is_some_and(|value| value == "true");
    is_hidden && !is_panel(tree, node) && tree.lengths()[node] * 2 < tree.lengths()[0] && {
        let mut inside = node + 1..tree.nodes()[node].end;
        !inside.any(|index| tree.name(index) == "math")
    }
}

/// Whether an element is the panel of an accordion or of a tab, which says who opens it or is named so.
fn is_panel(tree: &Tree<'_>, node: usize) -> bool {
    let role = tree.attribute(node, "role").unwrap_or_default();
    let class = tree.attribute(node, "class").unwrap_or_default();
    let class = class.to_ascii_lowercase();
    let mut words = class.split(|letter: char| !letter.is_ascii_alphanumeric());
    matches!(role.as_str(), "tabpanel" | "region")
        || tree.attribute(node, "aria-labelledby").is_some()
        || words.any(|word| {
            matches!(
                word,
                "accordion" | "collapse" | "collapsible" | "panel" | "tab" | "faq" | "toggle"
            )
        })
}

/// A link of a heading to itself, under a sign.
fn is_permalink(tree: &Tree<'_>, node: usize) -> bool {
    let href = tree.attribute(node, "href").unwrap_or_default();
    href.contains('#')
        && tree.lengths()[node] <= 8
        && is_below(tree, node, &HEADINGS)
        && !tree.whole_text_of(node).contains(char::is_alphanumeric)
}

/// The links of a wiki that edit a section.
fn is_edit_link(tree: &Tree<'_>, node: usize) -> bool {
    has_class(tree, node, &["mw-editsection"])
}

/// Numbers in front of the lines of a program.
fn is_line_number(tree: &Tree<'_>, node: usize) -> bool {
    const CLASSES: [&str; 10] = [
        "gutter",
        "linenos",
        "lineno",
        "linenumber",
        "linenumbers",
        "line-number",
        "line-numbers",
        "rouge-gutter",
        "ln",
        "lnt",
    ];
    let is_number = |letter: char| letter.is_ascii_digit() || letter.is_whitespace();
    has_class(tree, node, &CLASSES) && tree.whole_text_of(node).chars().all(is_number)
}

fn has_class(tree: &Tree<'_>, node: usize, classes: &[&str]) -> bool {
    let class = tree.attribute(node, "class").unwrap_or_default();
    class
        .split_whitespace()
        .any(|class| classes.contains(&class))
}

/// Whether an annotation of a formula is its source.
fn is_tex(tree: &Tree<'_>, node: usize) -> bool {
    let encoding = tree.attribute(node, "encoding");
    encoding.is_some_and(|encoding| encoding.to_ascii_lowercase().contains("tex"))
}

/// Whether a part of a formula stands beside the source of the whole.
fn said_in_tex(tree: &Tree<'_>, node: usize) -> bool {
    // A formula, and the same in one or two other languages.
    const MOST: usize = 8;
    let is_source = |child: usize| tree.name(child) == "annotation" && is_tex(tree, child);
    let parts = tree.children(tree.nodes()[node].parent);
    parts.take(MOST).any(is_source)
}
