//! What is said about a body: links that lead nowhere, template tags, markup.

use super::{Builder, MOST_REMARKS};
use crate::bundle::problem::Code;
use crate::bundle::seed::{Desk, Furniture, Use};
use crate::model::{Href, RefusedHref, Span};

impl Builder<'_, '_, '_> {
    /// An address that may be linked; says so where it may not.
    pub(super) fn address(&mut self, written: &str, range: std::ops::Range<usize>) -> Option<Href> {
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

    pub(super) fn remark(
        &mut self,
        code: Code,
        range: std::ops::Range<usize>,
        message: &str,
        help: &str,
    ) {
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

    pub(super) fn template_tags(&mut self, text: &str, range: &std::ops::Range<usize>) {
        for (open, close) in [("{{", "}}"), ("{%", "%}")] {
            let Some(at) = text.find(open) else { continue };
            let from = (range.start + at).min(self.source.len());
            let Some(rest) = self.source.get(from..) else {
                continue;
            };
            let line = rest.lines().next().unwrap_or("");
            let end = line.find(close).map_or(line.len(), |end| end + close.len());
            self.remark(
                Code::TemplateTag,
                from..from + end,
                "this template tag is not run; it is shown as it is",
                "replace it with what it would have produced",
            );
        }
    }
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
