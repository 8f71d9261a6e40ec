//! The headed document: a title, then headings and paragraphs in turn, a line each, without any markup.
//!
//! Also what is left over: text in no other shape is read as a title and what follows it.

use crate::bundle::problem::Code;
use crate::model::{Block, Document, Inline, Kind, LayerKind, Precision, Span};

use super::lines::{Line, ends_sentence, fold};
use super::{Desk, Part, Use, date};

/// The longest line that can be a heading, in characters.
const LONGEST_HEADING: usize = 150;

/// Reads the lines.
pub(super) fn read(desk: &mut Desk<'_>, lines: &[Line<'_>]) -> Vec<Document> {
    let words: Vec<Line<'_>> = lines
        .iter()
        .filter(|line| !line.text.is_empty())
        .copied()
        .collect();
    let Some((title, body)) = words.split_first() else {
        return Vec::new();
    };
    let mut document = Document::new(Kind::HeadedDocument, fold(title.text));
    desk.claim(title.span, Use::Part(Part::Title));
    if title.text.chars().count() > LONGEST_HEADING * 2 {
        desk.report(
            Code::MissingTitle,
            Span::new(title.span.start as usize, title.span.start as usize),
            "the first line is the title, and this one is very long",
            "put a short title on a line of its own above the text",
        );
    }
    let headings = headings(body);
    let mut blocks = Vec::new();
    for (line, heading) in body.iter().zip(headings) {
        desk.claim(line.span, Use::Part(Part::Layer(LayerKind::Report)));
        let inlines = vec![Inline::Text(fold(line.text))];
        blocks.push(if heading {
            Block::Heading { level: 2, inlines }
        } else {
            Block::Paragraph {
                inlines,
                role: None,
            }
        });
    }
    document.extend_layer(LayerKind::Report, blocks);
    infer_date(desk, body, &mut document);
    vec![document]
}

/// Which lines are headings. Where the lines take turns the turn decides; elsewhere a heading is short, ends no
/// sentence and stands above a paragraph.
fn headings(body: &[Line<'_>]) -> Vec<bool> {
    let length = |line: &Line<'_>| line.text.chars().count();
    let short = |line: &Line<'_>| length(line) <= LONGEST_HEADING;
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
