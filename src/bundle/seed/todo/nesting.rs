//! Which bullet stands below which, now that the indentation is lost.
//!
//! A bullet that ends in a colon, or is a bold name and nothing else, takes what follows below it. The bullets below
//! one are alike: all begin with bold words, or none does. The first that is not like them goes back to the level it
//! is like. That is how a careful person reads such a line, and the only evidence there is.

use crate::model::{Block, Inline};

use super::super::contact::{break_before_fields, is_field};
use super::super::marks;
use super::segment::{Segment, Shape};

/// One bullet and those below it.
struct Node<'text> {
    segment: Segment<'text>,
    below: Vec<Node<'text>>,
}

/// The items of a list.
pub(super) fn nest(segments: &[Segment<'_>]) -> Vec<Vec<Block>> {
    tree(segments).iter().map(item).collect()
}

/// The blocks of one item whose first segment is its head and whose other segments all stand below that.
pub(super) fn nest_below_head(segments: &[Segment<'_>]) -> Vec<Block> {
    let Some((head, below)) = segments.split_first() else {
        return Vec::new();
    };
    let mut blocks = vec![Block::Paragraph {
        inlines: inlines(head),
        role: None,
    }];
    if !below.is_empty() {
        blocks.push(Block::List {
            start: None,
            items: nest(below),
        });
    }
    blocks
}

/// The inlines of a segment, with the line breaks before `Email:` and its like put back.
pub(super) fn inlines(segment: &Segment<'_>) -> Vec<Inline> {
    let mut out = Vec::new();
    for piece in break_before_fields(segment) {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        out.extend(marks::parse(piece));
    }
    out
}

fn item(node: &Node<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph {
        inlines: inlines(&node.segment),
        role: None,
    }];
    if !node.below.is_empty() {
        blocks.push(Block::List {
            start: None,
            items: node.below.iter().map(item).collect(),
        });
    }
    blocks
}

/// The deepest a bullet may stand. What would go deeper stays here; no page has more than three levels.
const DEEPEST: usize = 6;

/// Words that name a part of an item rather than somebody: they belong to the level on which such words already stand.
const PARTS: [&str; 33] = [
    "action",
    "actions",
    "example",
    "examples",
    "what to say",
    "what to write",
    "who to write",
    "who to write to",
    "who to contact",
    "how to help",
    "how to",
    "petition",
    "petitions",
    "sample message",
    "sample letter",
    "sample email",
    "contact",
    "contacts",
    "contact information",
    "website",
    "subject",
    "body",
    "tip",
    "tips",
    "note",
    "goal",
    "resource",
    "resources",
    "steps",
    "where",
    "when",
    "why",
    "points of contact",
];

fn names_a_part(label: &str) -> bool {
    let label = label.to_lowercase();
    PARTS.contains(&label.as_str())
        || [
            "find your ",
            "example ",
            "examples of ",
            "sample ",
            "who to ",
            "what to ",
            "how to ",
            "where to ",
            "suggested ",
            "key ",
        ]
        .iter()
        .any(|start| label.starts_with(start))
}

/// The index path of the level a bullet goes to is found from the deepest upwards.
fn tree<'text>(segments: &[Segment<'text>]) -> Vec<Node<'text>> {
    // The bullets of every open level; the last bullet of each is the parent of the next level.
    let mut levels: Vec<Vec<Node<'text>>> = vec![Vec::new()];
    let mut previous: Option<Segment<'text>> = None;
    for segment in segments {
        let below = previous.is_some_and(|previous| takes_below(&previous, segment))
            && levels.len() < DEEPEST;
        if below {
            levels.push(Vec::new());
        } else {
            let depth = level_for(&levels, segment);
            while levels.len() > depth + 1 {
                close(&mut levels);
            }
        }
        if let Some(level) = levels.last_mut() {
            level.push(Node {
                segment: *segment,
                below: Vec::new(),
            });
        }
        previous = Some(*segment);
    }
    while levels.len() > 1 {
        close(&mut levels);
    }
    levels.pop().unwrap_or_default()
}

fn close(levels: &mut Vec<Vec<Node<'_>>>) {
    if let Some(below) = levels.pop()
        && let Some(parent) = levels.last_mut().and_then(|level| level.last_mut())
    {
        parent.below.extend(below);
    }
}

/// Whether a bullet stands below the one right before it.
fn takes_below(previous: &Segment<'_>, segment: &Segment<'_>) -> bool {
    if previous.opens {
        // `**Subject**:` with nothing behind it is followed by its like, not by something below it.
        return !(previous.label_only && segment.label_only && segment.opens);
    }
    previous.label_only && is_name(previous) && !is_name(segment)
}

/// Whether a bullet begins with bold words that name something. `**Email**` only says what follows it.
fn is_name(segment: &Segment<'_>) -> bool {
    segment.shape == Shape::Bold && !is_field(segment.label)
}

fn level_for(levels: &[Vec<Node<'_>>], segment: &Segment<'_>) -> usize {
    let deepest = levels.len() - 1;
    let like = |depth: usize| {
        let first = levels[depth].first();
        first.is_none_or(|first| is_name(&first.segment) == is_name(segment))
    };
    let Some(mut depth) = (0..=deepest).rev().find(|&depth| like(depth)) else {
        return deepest;
    };
    // Names under `**Examples**:` end where the next part of the item begins.
    while depth > 0
        && is_name(segment)
        && names_a_part(segment.label)
        && like(depth - 1)
        && (levels[depth]
            .first()
            .is_some_and(|first| !names_a_part(first.segment.label))
            || levels[depth - 1]
                .iter()
                .any(|node| node.segment.label == segment.label))
    {
        depth -= 1;
    }
    depth
}
