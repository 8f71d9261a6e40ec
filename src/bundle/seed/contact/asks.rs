//! What a to-do layer asks for by name: petitions to sign, organisations to turn to, words to say.

use crate::model::{Ask, AskKind, Point, Span};

use super::super::lines::fold;
use super::super::todo::{Segment, Shape, plain_words};
use super::name::is_general;

/// Labels above the outline of a letter or a call.
const WORDS_TO_SAY: [&str; 12] = [
    "what to say",
    "what to write",
    "what to include",
    "talking points",
    "sample message",
    "sample script",
    "sample letter",
    "sample email",
    "sample e-mail",
    "suggested message",
    "suggested script",
    "script",
];

/// The place of a piece of a segment in the file.
fn place(segment: &Segment<'_>, piece: &str) -> Span {
    let start = segment.offset + segment.text.find(piece).unwrap_or(0);
    Span::new(start, start + piece.len())
}

/// The petition a bold label names below one that announces petitions. A single word says what kind of thing follows it.
pub(super) fn named_petition(segment: &Segment<'_>) -> Option<Ask> {
    let ask = named(AskKind::Petition, segment)?;
    (ask.name.contains(' ') && !is_general(&ask.name)).then_some(ask)
}

/// A bold name as an ask.
pub(super) fn named(kind: AskKind, segment: &Segment<'_>) -> Option<Ask> {
    let name = plain_words(segment.label);
    (!name.is_empty()).then(|| Ask {
        kind,
        name,
        span: place(segment, segment.label),
        points: Vec::new(),
    })
}

/// Petitions named in quotation marks in a text that speaks of petitions. A single word is no name.
pub(super) fn quoted_petitions(segment: &Segment<'_>) -> Vec<Ask> {
    if !segment.text.to_lowercase().contains("petition") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut rest = segment.text;
    while let Some((_, after)) = rest.split_once(['“', '"']) {
        let Some((inner, behind)) = after.split_once(['”', '"']) else {
            break;
        };
        rest = behind;
        let name = inner.trim_end_matches([',', '.']);
        let words = name.split_whitespace().count();
        if (2..=20).contains(&words) && name.starts_with(char::is_uppercase) {
            let start = segment.offset + segment.text.len() - after.len();
            found.push(Ask {
                kind: AskKind::Petition,
                name: fold(name),
                span: Span::new(start, start + name.len()),
                points: Vec::new(),
            });
        }
    }
    found
}

/// The outlines of what to say in the segments of one line: a label, and what stands with and below it.
pub(super) fn words_to_say(segments: &[Segment<'_>]) -> Vec<Ask> {
    let mut found: Vec<Ask> = Vec::new();
    let mut inside = false;
    for segment in segments {
        let label = match segment.shape {
            Shape::Bold => Some(segment.label),
            Shape::Field => {
                super::super::todo::field_label(segment.text).map(|end| &segment.text[..end])
            }
            Shape::Plain => None,
        };
        if let Some(label) = label {
            inside = WORDS_TO_SAY.contains(&plain_words(label).to_lowercase().as_str());
            if !inside {
                continue;
            }
            found.push(Ask {
                kind: AskKind::WhatToSay,
                name: plain_words(label),
                span: place(segment, label),
                points: Vec::new(),
            });
        }
        let Some(ask) = found.last_mut().filter(|_| inside) else {
            continue;
        };
        let behind = match label {
            Some(label) => {
                let at = segment.text.find(label).unwrap_or(0) + label.len();
                segment.text[at..].trim_start_matches(['*', ':', ' '])
            }
            None => segment.text,
        };
        let text = behind.trim();
        if !text.is_empty() {
            let start = segment.offset + segment.text.len() - behind.len();
            ask.points.push(Point {
                text: plain_words(text),
                span: Span::new(start, start + text.len()),
            });
        }
    }
    found.retain(|ask| !ask.points.is_empty());
    found
}
