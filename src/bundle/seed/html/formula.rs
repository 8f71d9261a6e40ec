//! Formulas in one line of text.

use super::super::lines::fold;
use super::tree::{Content, Tree};

/// A formula as its source in TeX where the page has it, else by its parts (MathML Core).
pub(super) fn formula(tree: &Tree<'_>, node: usize) -> String {
    let is_source = |index: &usize| tree.name(*index) == "annotation" && !tree.unseen()[*index];
    let source = (node..tree.nodes()[node].end).find(is_source);
    match source {
        Some(source) => fold(&tree.text_of(source)),
        None => in_parts(tree, node),
    }
}

/// TeX without the words that some programs put around all of it.
pub(super) fn bare(tex: &str) -> &str {
    let inner = tex.strip_prefix("{\\displaystyle ");
    let inner = inner.and_then(|inner| inner.strip_suffix('}'));
    inner.map_or(tex, str::trim)
}

fn in_parts(tree: &Tree<'_>, node: usize) -> String {
    let is_read = |child: &usize| !tree.unseen()[*child] && is_part(tree, *child);
    let mut parts = tree.children(node).filter(is_read);
    let part = |child: Option<usize>| child.map_or(String::new(), |child| in_parts(tree, child));
    match tree.name(node) {
        "" => fold(&tree.decoded(node)),
        "msup" => {
            let (base, above) = (part(parts.next()), part(parts.next()));
            base + &raised(&above).unwrap_or_else(|| format!("^{}", grouped(&above)))
        }
        "msub" => {
            let (base, below) = (part(parts.next()), part(parts.next()));
            base + &lowered(&below).unwrap_or_else(|| format!("_{}", grouped(&below)))
        }
        "mfrac" => {
            let (above, below) = (part(parts.next()), part(parts.next()));
            format!("{}/{}", grouped(&above), grouped(&below))
        }
        "msqrt" => {
            let inner: String = parts.map(|child| in_parts(tree, child)).collect();
            format!("√{}", grouped(&inner))
        }
        _ => parts.map(|child| in_parts(tree, child)).collect(),
    }
}

/// Whether a node is an element or says something: white space between elements does not.
fn is_part(tree: &Tree<'_>, node: usize) -> bool {
    match tree.nodes()[node].content {
        Content::Element { .. } => true,
        Content::Text { raw } => !raw && !tree.decoded(node).trim().is_empty(),
        Content::Markup => false,
    }
}

/// In brackets where it is more than one sign.
fn grouped(text: &str) -> String {
    if text.chars().count() > 1 {
        format!("({text})")
    } else {
        text.to_owned()
    }
}

/// The signs that stand higher, where each has one.
pub(super) fn raised(text: &str) -> Option<String> {
    text.chars()
        .map(|letter| match letter {
            '1' => Some('¹'),
            '2' => Some('²'),
            '3' => Some('³'),
            '0' | '4'..='9' => digit('⁰', letter),
            '+' => Some('⁺'),
            '-' | '−' => Some('⁻'),
            '=' => Some('⁼'),
            '(' => Some('⁽'),
            ')' => Some('⁾'),
            'n' => Some('ⁿ'),
            'i' => Some('ⁱ'),
            ',' | ' ' => Some(letter),
            _ => None,
        })
        .collect()
}

/// The signs that stand lower, where each has one.
pub(super) fn lowered(text: &str) -> Option<String> {
    text.chars()
        .map(|letter| match letter {
            '0'..='9' => digit('₀', letter),
            '+' => Some('₊'),
            '-' | '−' => Some('₋'),
            '=' => Some('₌'),
            '(' => Some('₍'),
            ')' => Some('₎'),
            _ => None,
        })
        .collect()
}

/// The sign of a digit, in the row that begins with a zero.
fn digit(zero: char, digit: char) -> Option<char> {
    char::from_u32(u32::from(zero) + digit.to_digit(10)?)
}

/// What stands higher behind a number or a name, in one line: signs that are higher themselves, or a power; ordinals and
/// marks are letters, and stay.
pub(super) fn exponent(text: &str) -> Option<String> {
    let is_power = |letter: char| letter.is_alphanumeric() || "+-−*/.".contains(letter);
    let has_digit = text.contains(|letter: char| letter.is_ascii_digit());
    let power = || (has_digit && text.chars().all(is_power)).then(|| format!("^{}", grouped(text)));
    raised(text).or_else(power)
}
