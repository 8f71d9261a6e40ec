//! Bare `Key: value` lines at the head of a file, as Pelican and MultiMarkdown have them.

use super::{Field, Header, Value, key_of};
use crate::model::Span;

/// Names of which one has to stand on the first line: prose may begin with any other word and a colon.
const NAMES: [&str; 16] = [
    "title",
    "date",
    "category",
    "tags",
    "slug",
    "author",
    "authors",
    "modified",
    "summary",
    "status",
    "categories",
    "subtitle",
    "layout",
    "published",
    "lang",
    "template",
];

/// The name and value of a line, where it has the form of a field.
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let named = !key.is_empty()
        && key.len() <= 40
        && key.starts_with(char::is_alphabetic)
        && key
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | ' '));
    (named && (value.is_empty() || value.starts_with([' ', '\t']))).then_some((key, value))
}

/// Whether the first line is a field with a known name.
pub(super) fn is_header(text: &str) -> bool {
    let mut lines = text.lines();
    let known = |line: Option<&str>| {
        line.and_then(field)
            .is_some_and(|(key, _)| NAMES.contains(&key_of(key).as_str()))
    };
    let first = lines.next();
    // One line alone may be prose: `Summary: it rained.` A title may stand alone.
    known(first)
        && (first
            .and_then(field)
            .is_some_and(|(key, _)| key_of(key) == "title")
            || known(lines.next()))
}

/// Reads lines up to the first empty one. A line that is set in belongs to the field above it.
pub(super) fn read(text: &str, start: usize) -> Header {
    let mut fields: Vec<Field> = Vec::new();
    let mut at = start;
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        let words = line.trim_end();
        if words.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && !fields.is_empty() {
            if let Some(Field {
                value,
                span,
                value_span,
                ..
            }) = fields.last_mut()
            {
                if let Value::Text(text) = value {
                    text.push('\n');
                    text.push_str(words.trim());
                }
                *span = Span::new(span.start as usize, at + words.len());
                *value_span = Span::new(value_span.start as usize, at + words.len());
            }
        } else if let Some((key, value)) = field(words) {
            let lead = value.len() - value.trim_start().len();
            let value_start = at + key.len() + 1 + lead;
            fields.push(Field {
                key: key_of(key),
                value: Value::Text(value.trim().to_owned()),
                span: Span::new(at, at + words.len()),
                value_span: Span::new(value_start, at + words.len()),
            });
        } else {
            break;
        }
        at += line.len();
        end = at;
    }
    Header {
        fields,
        faults: Vec::new(),
        span: Span::new(start, end),
        body: end,
    }
}
