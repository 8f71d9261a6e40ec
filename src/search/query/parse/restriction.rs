//! `key:value`: what stands after the colon, and the condition it makes.

use super::{Parser, is_quote};
use crate::search::FieldKind;
use crate::search::query::{Key, Node, Part, bit_named, date, layer_named};
use crate::search::request::ChipKind;
use crate::text::piece;

impl<'a> Parser<'a> {
    /// The value after `key:`, quoted or not, and the part it makes.
    pub(super) fn restriction(&mut self, key: Key, start: usize) -> Vec<Part> {
        let mask = 1 << FieldKind::Title.number();
        if key == Key::Title && self.rest().starts_with(is_quote) {
            return self.phrase(start, mask, "title: ").into_iter().collect();
        }
        if key == Key::Title {
            let stretch = self.at..self.at + self.run(self.at).len();
            self.at = stretch.end;
            let mut parts = self.run_words(stretch, mask, "title: ");
            if let Some(first) = parts.first_mut() {
                first.span.start = start;
                parts
                    .iter_mut()
                    .for_each(|part| part.kind = ChipKind::Filter);
            }
            return parts;
        }
        let value = match self.rest().starts_with(is_quote) {
            true => self.quoted(),
            false if matches!(key, Key::Before | Key::After | Key::On) => {
                return self.dates(key, start);
            }
            false => {
                let run = self.run(self.at);
                self.at += run.len();
                run
            }
        };
        let shown = piece(self.text, start..self.at);
        let node = match key {
            _ if value.is_empty() => None,
            Key::Category => Some(Node::Category(value.to_owned())),
            Key::Source => Some(Node::Source(value.to_owned())),
            Key::Has => bit_named(value).map(Node::Has),
            Key::In => match layer_named(value) {
                Some(kind) => {
                    self.fields |= 1 << kind.number();
                    let label = format!("in {}", kind.name());
                    return vec![Part {
                        node: Node::All(Vec::new()),
                        span: start..self.at,
                        kind: ChipKind::Filter,
                        label,
                    }];
                }
                None => None,
            },
            Key::Before | Key::After | Key::On => return self.dated(key, value, start),
            _ => None,
        };
        let label = shown.replacen(':', ": ", 1);
        match node {
            Some(node) => vec![Part {
                node,
                span: start..self.at,
                kind: ChipKind::Filter,
                label,
            }],
            None => {
                self.notes.push(match key {
                    _ if value.is_empty() => format!("“{shown}” needs a value; it was ignored."),
                    Key::In => format!("“{shown}”: the layers are title, report, opinion, action and todo; it was ignored."),
                    _ => format!("“{shown}” was not understood and ignored."),
                });
                Vec::new()
            }
        }
    }

    fn quoted(&mut self) -> &'a str {
        let open = self.rest().chars().next().map_or(0, char::len_utf8);
        let body = piece(self.text, self.at + open..);
        let length = body.find(is_quote).unwrap_or(body.len());
        let close = piece(body, length..)
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        self.at += open + length + close;
        piece(body, ..length)
    }

    /// A date without quotation marks: as many words as still make a date.
    fn dates(&mut self, key: Key, start: usize) -> Vec<Part> {
        let from = self.at;
        let mut ends = Vec::new();
        let mut at = from;
        for _ in 0..4 {
            let rest = piece(self.text, at..);
            let blanks = rest.len() - rest.trim_start().len();
            let run = self.run(at + blanks);
            // The value begins right after the colon or one blank later; what follows must be one more word of it.
            if run.is_empty() || run.bytes().any(|byte| byte == b':') {
                break;
            }
            at += blanks + run.len();
            ends.push(at);
        }
        let best = ends
            .iter()
            .rev()
            .find(|end| date::parse(piece(self.text, from..**end), self.today).is_some());
        let end = best.copied().unwrap_or_else(|| from + self.run(from).len());
        self.at = end;
        self.dated(key, piece(self.text, from..end), start)
    }

    fn dated(&mut self, key: Key, value: &str, start: usize) -> Vec<Part> {
        let Some((from, to)) = date::parse(value, self.today) else {
            let shown = piece(self.text, start..self.at).trim_end();
            self.notes.push(format!("“{shown}” has no date that could be read; it was ignored. Try 2025-08-17, Aug 2025 or last week."));
            return Vec::new();
        };
        // Nothing comes after a "last week" that ends today, or a "this year": what is meant begins with it.
        let is_present = from < to
            && self.today.is_some_and(|today| today <= to)
            && date::parse(value, None).is_none();
        let (node, word, to) = match key {
            Key::Before => (Node::Days(None, Some(from.saturating_sub(1))), "before", to),
            Key::After if is_present => (Node::Days(Some(from), None), "since", from),
            Key::After => (Node::Days(Some(to.saturating_add(1)), None), "after", to),
            _ => (Node::Days(Some(from), Some(to)), "on", to),
        };
        let label = format!("{word} {}", date::show(from, to));
        vec![Part {
            node,
            span: start..self.at,
            kind: ChipKind::Filter,
            label,
        }]
    }
}
