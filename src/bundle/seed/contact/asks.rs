//! What a to-do layer asks for by name: petitions to sign, organisations to turn to, words to say.

use crate::model::{Ask, AskKind, Point, Span};

use super::super::lines::fold;
use super::super::todo::{Segment, Shape, plain_words};
use super::name::is_general;

/// Labels above the outline of a letter or a call.
const WORDS_TO_SAY: [&str; 14] = [
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
    "sample outline",
    "outline",
];

/// What a sentence promises that ends in a colon, the longest first.
const PROMISED: [&str; 9] = [
    "sample outline",
    "sample message",
    "sample letter",
    "sample e-mail",
    "sample email",
    "sample script",
    "talking points",
    "template",
    "outline",
];

/// Labels of the parts of a letter: in an outline they are its points.
const LETTER_PARTS: [&str; 9] = [
    "subject",
    "subject line",
    "salutation",
    "greeting",
    "opening",
    "introduction",
    "body",
    "closing",
    "conclusion",
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

/// The outlines of what to say in the segments of one line: a label, or a sentence that promises one, and what stands with and
/// below it.
pub(super) fn words_to_say(segments: &[Segment<'_>]) -> Vec<Ask> {
    let mut found: Vec<Ask> = Vec::new();
    let (mut inside, mut is_letter) = (false, false);
    for segment in segments {
        let label = match segment.shape {
            Shape::Bold => Some(segment.label),
            Shape::Field => {
                super::super::todo::field_label(segment.text).map(|end| &segment.text[..end])
            }
            Shape::Plain => None,
        };
        if label.is_none_or(|label| !is_words_to_say(label))
            && let Some(promised) = promised(segment)
        {
            (inside, is_letter) = (true, true);
            found.push(outline(segment, promised));
            continue;
        }
        let part = label.map(|label| plain_words(label).to_lowercase());
        if is_letter && part.is_some_and(|part| LETTER_PARTS.contains(&part.as_str())) {
            if let Some(ask) = found.last_mut().filter(|_| !segment.opens) {
                add_point(ask, segment, segment.text);
            }
            continue;
        }
        if let Some(label) = label {
            (inside, is_letter) = (is_words_to_say(label), false);
            if !inside {
                continue;
            }
            found.push(outline(segment, label));
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
        add_point(ask, segment, behind);
    }
    found.retain(|ask| !ask.points.is_empty());
    found
}

/// The outline that a heading announces, as yet without points.
pub(super) fn announced(heading: &Segment<'_>) -> Option<Ask> {
    let words = plain_words(heading.text).to_lowercase();
    let mut rests = WORDS_TO_SAY
        .iter()
        .filter_map(|label| words.strip_prefix(label));
    let is_announced = rests.any(|rest| !rest.starts_with(char::is_alphanumeric));
    is_announced.then(|| outline(heading, heading.text.trim_end_matches([':', ' '])))
}

/// Adds what stands in the lines below such a heading.
pub(super) fn add_points(ask: &mut Ask, segments: &[Segment<'_>]) {
    for segment in segments {
        add_point(ask, segment, segment.text);
    }
}

fn is_words_to_say(label: &str) -> bool {
    WORDS_TO_SAY.contains(&plain_words(label).to_lowercase().as_str())
}

/// The outline a sentence promises, as it is written: `Here is a sample outline:`
fn promised<'text>(segment: &Segment<'text>) -> Option<&'text str> {
    let lower = segment.text.to_ascii_lowercase();
    let mut places = PROMISED
        .iter()
        .filter_map(|phrase| lower.find(phrase).map(|at| at..at + phrase.len()));
    let place = places.next().filter(|_| segment.opens)?;
    segment.text.get(place)
}

fn outline(segment: &Segment<'_>, name: &str) -> Ask {
    Ask {
        kind: AskKind::WhatToSay,
        name: plain_words(name),
        span: place(segment, name),
        points: Vec::new(),
    }
}

/// Adds the end of a segment as a point, if it says anything.
fn add_point(ask: &mut Ask, segment: &Segment<'_>, end: &str) {
    let text = end.trim();
    if !text.is_empty() {
        let start = segment.offset + segment.text.len() - end.trim_start().len();
        ask.points.push(Point {
            text: plain_words(text),
            span: Span::new(start, start + text.len()),
        });
    }
}
