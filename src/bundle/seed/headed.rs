//! The headed document: a title, then headings and paragraphs in turn, a line each, without any markup.
//!
//! Also what is left over: text in no other shape is read as a title and what follows it.

use crate::bundle::problem::Code;
use crate::model::{Block, Document, Inline, Kind, LayerKind, Precision, Span};

use super::lines::{Line, ends_sentence, fold};
use super::{Desk, Furniture, Part, Use, date};

/// The longest line that can be a heading, in characters.
const LONGEST_HEADING: usize = 150;

/// The longest first line that is short enough for a title, in characters.
pub(super) const LONGEST_TITLE: usize = LONGEST_HEADING * 2;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Blank,
    Words,
    /// Words with a line of this sign below them.
    Underlined(char),
    /// A line of signs below or above words.
    Border,
    /// A line of signs by itself.
    Rule,
}

/// Reads the lines.
pub(super) fn read(desk: &mut Desk<'_>, lines: &[Line<'_>]) -> Vec<Document> {
    let mut rows: Vec<(Line<'_>, Shape)> = lines.iter().copied().zip(shapes(lines)).collect();
    for (line, shape) in &rows {
        if matches!(shape, Shape::Border | Shape::Rule) {
            desk.claim(line.span, Use::Furniture(Furniture::Markup));
        }
    }
    rows.retain(|(_, shape)| !matches!(shape, Shape::Blank | Shape::Border));
    let first = rows.iter().position(|(_, shape)| *shape != Shape::Rule);
    let Some(first) = first else {
        return Vec::new();
    };
    let (title, title_shape) = rows[first];
    let mut document = Document::new(Kind::HeadedDocument, fold(title.text));
    desk.claim(title.span, Use::Part(Part::Title));
    if title.text.chars().count() > LONGEST_TITLE {
        desk.report(
            Code::MissingTitle,
            Span::new(title.span.start as usize, title.span.start as usize),
            "the first line is the title, and this one is very long",
            "put a short title on a line of its own above the text",
        );
    }
    let rows = &rows[first + 1..];
    let body: Vec<Line<'_>> = rows
        .iter()
        .filter(|(_, shape)| *shape != Shape::Rule)
        .map(|(line, _)| *line)
        .collect();
    let mut levels = levels(rows, &body, title_shape).into_iter();
    let mut blocks = Vec::new();
    for (line, shape) in rows {
        if *shape == Shape::Rule {
            blocks.push(Block::Rule);
            continue;
        }
        desk.claim(line.span, Use::Part(Part::Layer(LayerKind::Report)));
        let inlines = vec![Inline::Text(fold(line.text))];
        blocks.push(match levels.next().flatten() {
            Some(level) => Block::Heading { level, inlines },
            None => Block::Paragraph {
                inlines,
                role: None,
            },
        });
    }
    document.extend_layer(LayerKind::Report, blocks);
    infer_date(desk, &body, &mut document);
    vec![document]
}

/// The sign that a line consists of, if it is made of one.
fn only_sign(text: &str) -> Option<char> {
    let sign = text
        .chars()
        .next()
        .filter(|sign| "=-~^#*+_`".contains(*sign))?;
    (text.len() >= 3 && text.chars().all(|other| other == sign)).then_some(sign)
}

/// Authors of plain text draw lines below headings, below and above them (reStructuredText, "Sections"), and between parts.
fn shapes(lines: &[Line<'_>]) -> Vec<Shape> {
    let shape = |line: &Line<'_>| {
        let signs = line.text.replace([' ', '\t'], "");
        match only_sign(&signs) {
            _ if signs.is_empty() => Shape::Blank,
            Some(_) => Shape::Rule,
            None => Shape::Words,
        }
    };
    let mut shapes: Vec<Shape> = lines.iter().map(shape).collect();
    if !shapes.contains(&Shape::Words) {
        // Whatever it is, it is all there is.
        return shapes
            .into_iter()
            .map(|shape| match shape {
                Shape::Rule => Shape::Words,
                other => other,
            })
            .collect();
    }
    for at in 1..lines.len() {
        let Some(sign) = only_sign(lines[at].text).filter(|_| shapes[at - 1] == Shape::Words)
        else {
            continue;
        };
        let is_sign = |at: usize| {
            let line = lines.get(at);
            line.is_some_and(|line| only_sign(line.text) == Some(sign))
        };
        let is_above = shapes.get(at + 1) == Some(&Shape::Words) && is_sign(at + 2);
        let is_long = lines[at].text.len() * 2 >= lines[at - 1].text.chars().count();
        if is_long && !is_above {
            shapes[at - 1] = Shape::Underlined(sign);
            shapes[at] = Shape::Border;
            if at >= 2 && shapes[at - 2] == Shape::Rule && is_sign(at - 2) {
                shapes[at - 2] = Shape::Border;
            }
        }
    }
    shapes
}

/// The level of each line that is a heading. Where headings are underlined, no other line is one, and their signs are levels
/// in the order in which they come.
fn levels(rows: &[(Line<'_>, Shape)], body: &[Line<'_>], title: Shape) -> Vec<Option<u8>> {
    let mut signs = vec![title];
    let is_underlined = |shape: &Shape| matches!(shape, Shape::Underlined(_));
    if !rows.iter().any(|(_, shape)| is_underlined(shape)) {
        let headings = headings(body).into_iter();
        return headings.map(|heading| heading.then_some(2)).collect();
    }
    let words = rows.iter().filter(|(_, shape)| *shape != Shape::Rule);
    let level = |(_, shape): &(Line<'_>, Shape)| {
        if !is_underlined(shape) {
            return None;
        }
        let place = signs.iter().position(|sign| sign == shape);
        let place = place.unwrap_or_else(|| {
            signs.push(*shape);
            signs.len() - 1
        });
        u8::try_from(place + 1).ok().map(|level| level.clamp(2, 6))
    };
    words.map(level).collect()
}

/// Which lines are headings. Where the lines take turns the turn decides; elsewhere a heading is short, ends no
/// sentence and stands above a paragraph.
fn headings(body: &[Line<'_>]) -> Vec<bool> {
    let length = |line: &Line<'_>| line.text.chars().count();
    let is_address = |line: &Line<'_>| {
        line.text.starts_with("http") && line.text.contains("://") && !line.text.contains(' ')
    };
    let short = |line: &Line<'_>| length(line) <= LONGEST_HEADING && !is_address(line);
    let takes_turns = !body.is_empty()
        && body.len().is_multiple_of(2)
        && body.chunks(2).all(|pair| {
            short(&pair[0])
                && (!pair[0].text.ends_with('.') || pair[0].text.ends_with("..."))
                && (length(&pair[0]) < length(&pair[1]) || ends_sentence(pair[1].text))
        });
    if takes_turns {
        return (0..body.len()).map(|index| index % 2 == 0).collect();
    }
    let paragraph = |line: &Line<'_>| {
        ends_sentence(line.text) || !short(line) || line.text.ends_with([':', ',', ';'])
    };
    (0..body.len())
        .map(|index| {
            let line = &body[index];
            let above = body
                .get(index + 1)
                .is_some_and(|next| length(next) > length(line) && paragraph(next));
            let heading = !paragraph(line)
                || (line.text.ends_with('?') && length(line) <= LONGEST_HEADING / 2);
            heading && above
        })
        .collect()
}

/// A month in the prose is a guess, and is kept apart from dates that are none.
fn infer_date(desk: &mut Desk<'_>, body: &[Line<'_>], document: &mut Document) {
    let found = body.iter().take(6).find_map(|line| {
        let (stamp, range) = date::in_prose(line.text, &desk.context.zone)?;
        let start = line.span.start as usize;
        Some((stamp, Span::new(start + range.start, start + range.end)))
    });
    if let Some((stamp, span)) = found {
        document.inferred_date = Some(stamp);
        let exact = if stamp.precision() == Precision::Day {
            "day"
        } else {
            "month"
        };
        desk.report(
            Code::InferredDate,
            span,
            format!("the document has no date; this {exact} in its text is taken as a guess"),
            "nothing to do; a guess is never shown as exact",
        );
    }
}
