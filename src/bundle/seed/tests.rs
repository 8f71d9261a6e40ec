//! The reading of whole files.

use std::collections::BTreeMap;

use super::*;
use crate::bundle::problem::Severity;
use crate::model::{Block, Inline, LayerKind};

mod anything;
mod dialects;
mod encodings;
mod folder;
mod headers;
mod html;
mod identity;
mod markdown;
mod pages;
mod samples;
mod texts;
mod todo;
mod web;

/// Reads a file as a site in New York would.
fn read_here(path: &str, text: &str) -> Reading {
    read(
        path,
        text.as_bytes(),
        &ReadContext {
            zone: "America/New_York".into(),
            ..ReadContext::default()
        },
    )
}

/// Letters and digits of any script make words; everything between them does not.
fn count_words(text: &str, counts: &mut BTreeMap<String, i64>, by: i64) {
    for word in text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        *counts.entry(word.to_owned()).or_default() += by;
    }
}

fn count_inlines(inlines: &[Inline], counts: &mut BTreeMap<String, i64>, by: i64) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => count_words(text, counts, by),
            Inline::Strong(inner) | Inline::Emphasis(inner) => count_inlines(inner, counts, by),
            Inline::Link { href, inlines } => {
                count_words(href.as_str(), counts, by);
                count_inlines(inlines, counts, by);
            }
            Inline::Break => {}
        }
    }
}

fn count_blocks(blocks: &[Block], counts: &mut BTreeMap<String, i64>, by: i64) {
    for block in blocks {
        match block {
            Block::Heading { inlines, .. } | Block::Paragraph { inlines, .. } => {
                count_inlines(inlines, counts, by)
            }
            Block::List { start, items } => {
                for (index, item) in items.iter().enumerate() {
                    if let Some(start) = start {
                        count_words(&(*start as usize + index).to_string(), counts, by);
                    }
                    count_blocks(item, counts, by);
                }
            }
            Block::Quote(blocks) => count_blocks(blocks, counts, by),
            other => count_words(&other.plain(), counts, by),
        }
    }
}

/// Every word of every piece that is said to be in a layer is in that layer, as often as it was written, and no other.
fn assert_words_kept(reading: &Reading) {
    for kind in LayerKind::ALL {
        let mut counts = BTreeMap::new();
        for piece in reading
            .coverage
            .pieces()
            .iter()
            .filter(|piece| piece.use_ == Use::Part(Part::Layer(kind)))
        {
            count_words(piece.span.of(&reading.text), &mut counts, 1);
        }
        for document in &reading.documents {
            count_blocks(document.blocks(kind), &mut counts, -1);
        }
        counts.retain(|_, count| *count != 0);
        assert_eq!(
            counts,
            BTreeMap::new(),
            "words of {} lost (above zero) or invented (below)",
            kind.name()
        );
    }
}

/// Nothing is left over: no gap, and nothing that only a problem shows.
fn assert_all_accounted_for(reading: &Reading) {
    assert_eq!(reading.coverage.gaps(&reading.text), [], "gaps");
    for piece in reading.coverage.pieces() {
        assert!(
            !matches!(piece.use_, Use::Reported(_)),
            "left over: {:?}",
            piece.span.of(&reading.text)
        );
    }
    let errors: Vec<String> = reading
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(ToString::to_string)
        .collect();
    assert_eq!(errors, Vec::<String>::new());
}

/// A layer as an outline: one line a block, set in by depth.
fn outline(blocks: &[Block]) -> String {
    let mut out = String::new();
    draw(blocks, 0, &mut out);
    out
}

fn draw(blocks: &[Block], depth: usize, out: &mut String) {
    for block in blocks {
        match block {
            Block::List { start, items } => {
                for (index, item) in items.iter().enumerate() {
                    let mark = start.map_or("-".to_owned(), |start| {
                        format!("{}.", start as usize + index)
                    });
                    let first = item.first().map_or(String::new(), |block| {
                        if matches!(block, Block::List { .. }) {
                            String::new()
                        } else {
                            block.plain()
                        }
                    });
                    out.push_str(&format!("{}{mark} {first}\n", "  ".repeat(depth)));
                    draw(item.get(1..).unwrap_or(&[]), depth + 1, out);
                }
            }
            Block::Heading { level, inlines } => out.push_str(&format!(
                "{}{} {}\n",
                "  ".repeat(depth),
                "#".repeat(usize::from(*level)),
                Inline::plain(inlines)
            )),
            Block::Paragraph { inlines, role } => {
                let role = role.map_or(String::new(), |role| format!("[{}] ", role.name()));
                out.push_str(&format!(
                    "{}{role}{}\n",
                    "  ".repeat(depth),
                    Inline::plain(inlines)
                ));
            }
            Block::Rule => out.push_str("---\n"),
            other => out.push_str(&format!("{}<{}>\n", "  ".repeat(depth), other.plain())),
        }
    }
}
