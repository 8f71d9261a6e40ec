//! Where the report ends and the layers begin, and what stands below them.

use crate::bundle::problem::Code;
use crate::model::{Document, LayerKind};

use super::super::lines::{Line, fold};
use super::super::{Desk, Furniture, Part, Use};

/// The first line of the footer.
const UPDATED: &str = "Updated very often";

/// Reads footer, related list and closing petition from the end backwards. Gives how many lines of the body are left
/// and whether there was a footer.
pub(super) fn read_tail(
    desk: &mut Desk<'_>,
    lines: &[Line<'_>],
    body: &[usize],
    document: &mut Document,
) -> (usize, bool) {
    let text = |at: usize| lines[body[at]].text;
    let blanks_before = |at: usize| body[at] - if at == 0 { 0 } else { body[at - 1] + 1 };
    let mut end = body.len();
    let mut footer = false;
    while end > 0 {
        let last = text(end - 1);
        let configured = desk
            .context
            .footer
            .iter()
            .any(|line| fold(line) == fold(last));
        let rights = last.starts_with("All Opinions and Actions are ")
            || (end > 1
                && text(end - 2) == UPDATED
                && (last.contains("opyright") || last.contains('©')));
        let updated = last == UPDATED && (footer || blanks_before(end - 1) >= 2);
        if !(configured || rights || updated) {
            break;
        }
        desk.claim(lines[body[end - 1]].span, Use::Furniture(Furniture::Footer));
        footer = true;
        end -= 1;
    }
    let petition = desk.context.petition.clone();
    let is_petition = |at: usize| text(at) == petition;
    // The list of other articles comes last, so the last line that names one is its head.
    // Nothing of the frame stands below it: a line of the report that reads like one has the petition below.
    let frame = |at: &usize| {
        text(*at).starts_with(petition.as_str())
            || LABELS.iter().any(|(label, _)| text(*at) == *label)
    };
    let framed = (0..end).rev().find(frame).unwrap_or(0);
    // But for titles of others that read like the frame: there the button and the right number stand above them.
    let is_spaced = !is_dense(body);
    let exact = (0..framed).rev().find(|&at| {
        let announced = related_count(text(at));
        is_spaced && at > 0 && is_petition(at - 1) && announced == Some(end - at - 1)
    });
    let head = exact.or_else(|| {
        (framed..end).rev().find(|&at| {
            related_count(text(at))
                .is_some_and(|count| (at > 0 && is_petition(at - 1)) || count == end - at - 1)
                || text(at)
                    .strip_prefix(petition.as_str())
                    .and_then(related_count)
                    .is_some()
        })
    });
    if let Some(head) = head {
        let line = lines[body[head]];
        let glued = line.text.strip_prefix(petition.as_str()).is_some();
        desk.claim(line.span, Use::Furniture(Furniture::RelatedLabel));
        for at in head + 1..end {
            document.listed_related.push(fold(text(at)));
            desk.claim(lines[body[at]].span, Use::Part(Part::Related));
        }
        let count = related_count(
            line.text
                .strip_prefix(petition.as_str())
                .unwrap_or(line.text),
        );
        let found = document.listed_related.len();
        if let Some(count) = count.filter(|&count| count != found) {
            desk.report(
                Code::RelatedCount,
                line.span,
                format!("{count} related articles are announced, {found} are listed"),
                format!("write `{found} Related Article(s):`, or look for a missing line"),
            );
        }
        end = head;
        if glued {
            return (end, footer);
        }
    }
    if end > 0 && is_petition(end - 1) {
        desk.claim(
            lines[body[end - 1]].span,
            Use::Furniture(Furniture::Petition),
        );
        end -= 1;
        // A page without layers: the buttons of the report come last.
        if end > 0 && text(end - 1) == EXPAND {
            desk.claim(lines[body[end - 1]].span, Use::Furniture(Furniture::Expand));
            end -= 1;
        }
    }
    (end, footer)
}

/// Whether no line is empty: that is the bare form, whose petition is glued to what follows.
fn is_dense(body: &[usize]) -> bool {
    body.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// `N Related Article(s):`
fn related_count(line: &str) -> Option<usize> {
    let (count, rest) = line.split_once(' ')?;
    matches!(
        rest,
        "Related Article(s):" | "Related Articles:" | "Related Article:"
    )
    .then(|| count.parse().ok())
    .flatten()
}

/// The button that opens the whole report.
const EXPAND: &str = "Expand";
pub(super) const LABELS: [(&str, LayerKind); 3] = [
    ("Opinion:", LayerKind::Opinion),
    ("Action:", LayerKind::Action),
    ("To Do:", LayerKind::Todo),
];

/// How the report ends and the layers begin. Numbers count lines of the body.
pub(super) enum Frame {
    /// The report is all there is.
    None,
    /// The petition button stands on a line of its own and the label of a layer follows.
    Labelled { expand: bool, petition: usize },
    /// The buttons stand there and no label follows.
    Unlabelled { expand: bool, petition: usize },
    /// The petition button runs into the first word of the opinion.
    Glued { line: usize },
}

pub(super) fn find_frame(lines: &[Line<'_>], body: &[usize], petition: &str) -> Frame {
    let text = |at: usize| lines[body[at]].text;
    let expand_before = |at: usize| at > 0 && text(at - 1) == EXPAND;
    if let Some(line) = glued(lines, body, petition, true).filter(|_| is_dense(body)) {
        return Frame::Glued { line };
    }
    // Of several places that could be the frame, the one that has most of its marks, and of equals the first.
    let mut best: Option<(u8, usize)> = None;
    for at in 0..body.len().saturating_sub(1) {
        if text(at) == petition && LABELS.iter().any(|(label, _)| text(at + 1) == *label) {
            let spaced = body[at + 1] - body[at] == 3;
            let score = u8::from(expand_before(at)) * 2
                + u8::from(spaced) * 2
                + u8::from(body[at + 1] - body[at] > 1);
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, at));
            }
        }
    }
    if let Some((_, petition)) = best {
        return Frame::Labelled {
            expand: expand_before(petition),
            petition,
        };
    }
    if let Some(line) = glued(lines, body, petition, true) {
        return Frame::Glued { line };
    }
    if let Some(petition) = (0..body.len()).find(|&at| text(at) == petition && expand_before(at)) {
        return Frame::Unlabelled {
            expand: true,
            petition,
        };
    }
    if let Some(line) = glued(lines, body, petition, false) {
        return Frame::Glued { line };
    }
    match (0..body.len()).rev().find(|&at| text(at) == petition) {
        Some(petition) => Frame::Unlabelled {
            expand: false,
            petition,
        },
        None => Frame::None,
    }
}

/// The line the petition button runs into. `strict` asks for a character that can only begin a new text.
fn glued(lines: &[Line<'_>], body: &[usize], petition: &str, strict: bool) -> Option<usize> {
    (0..body.len()).find(|&at| {
        lines[body[at]]
            .text
            .strip_prefix(petition)
            .and_then(|rest| rest.chars().next())
            .is_some_and(|next| {
                // "Sign Our Petitions" is a word of the report, "Sign Our Petition." the end of its sentence.
                !next.is_whitespace()
                    && if strict {
                        !next.is_lowercase()
                            && !matches!(
                                next,
                                '.' | ',' | ';' | ':' | '!' | '?' | ')' | '"' | '”' | '\'' | '’'
                            )
                    } else {
                        next.is_alphanumeric() || matches!(next, '"' | '\'')
                    }
            })
    })
}
