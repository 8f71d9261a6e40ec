//! What is said about a body: links that lead nowhere, template tags, markup.

use std::ops::Range;

use super::{Builder, LONGEST_TAG, MOST_REMARKS};
use crate::bundle::problem::Code;
use crate::bundle::seed::{Desk, Furniture, Use};
use crate::model::{Href, RefusedHref, Span};

impl Builder<'_, '_, '_> {
    /// An address that may be linked; says so where it may not.
    pub(super) fn address(&mut self, written: &str, range: Range<usize>) -> Option<Href> {
        match Href::parse(written) {
            Ok(href) => Some(href),
            Err(RefusedHref::Relative) => Href::within(written),
            Err(refused) => {
                self.remark(
                    Code::RefusedLink,
                    range,
                    &format!("this link was taken out: {refused}"),
                    "write an http, https, mailto or tel address",
                );
                None
            }
        }
    }

    pub(super) fn remark(&mut self, code: Code, range: Range<usize>, message: &str, help: &str) {
        let count = match self.remarks.iter_mut().find(|(other, _)| *other == code) {
            Some((_, count)) => {
                *count += 1;
                *count
            }
            None => {
                self.remarks.push((code, 1));
                1
            }
        };
        if count <= MOST_REMARKS {
            let line_end = self.source[range.start..range.end]
                .find('\n')
                .map_or(range.end, |end| range.start + end);
            let more = if count == MOST_REMARKS {
                "; further ones are not listed"
            } else {
                ""
            };
            self.desk.report(
                code,
                Span::new(self.start + range.start, self.start + line_end),
                format!("{message}{more}"),
                help,
            );
        }
    }

    /// Tells of the tags of other generators that begin in a place, each once.
    pub(super) fn template_tags(&mut self, place: Range<usize>) {
        let mut at = place.start.max(self.told_to);
        while let Some(next) = self
            .source
            .get(at..place.end)
            .and_then(|text| text.find('{'))
        {
            at += next;
            let behind = self.raw.partition_point(|raw| raw.end <= at);
            let is_raw = self.raw.get(behind).is_some_and(|raw| raw.start <= at);
            at += match tag_length(&self.source[at..]).filter(|_| !is_raw) {
                None => 1,
                Some(length) => {
                    self.remark(
                        Code::TemplateTag,
                        at..at + length,
                        "this template tag is not run; it is shown as it is",
                        "replace it with what it would have produced",
                    );
                    length
                }
            };
            self.told_to = at;
        }
    }
}

/// The length of the tag that a text begins with, in bytes: up to its end, or else to that of the line.
fn tag_length(text: &str) -> Option<usize> {
    let close = match text.get(..2)? {
        "{{" => "}}",
        "{%" => "%}",
        _ => return None,
    };
    // A line may be one of a million tags that never end.
    let line = &text[..text.floor_char_boundary(LONGEST_TAG)];
    let line = line.lines().next().unwrap_or("");
    Some(line.find(close).map_or(line.len(), |end| end + close.len()))
}

/// Of two definitions with one name the parser keeps the first; the other is markup all the same. Where such a line is
/// part of a block, the block was there first.
pub(super) fn claim_repeated_definitions(desk: &mut Desk<'_>, start: usize) {
    let mut at = start;
    for line in desk.text[start..].split_inclusive('\n') {
        let words = line.trim();
        if words.starts_with('[')
            && words
                .find("]:")
                .is_some_and(|close| close > 1 && !words[..close].contains("]("))
        {
            let lead = line.len() - line.trim_start().len();
            desk.claim(
                Span::new(at + lead, at + lead + words.len()),
                Use::Furniture(Furniture::Markup),
            );
        }
        at += line.len();
    }
}
