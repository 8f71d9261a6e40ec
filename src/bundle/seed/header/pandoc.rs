//! Title, authors and date in up to three lines that begin with a percent sign, in this order (Pandoc's manual, "Metadata
//! blocks", `pandoc_title_block`).

use super::{Field, Header, Value};
use crate::model::Span;

/// What the lines say, one after the other.
const NAMES: [&str; 3] = ["title", "author", "date"];

/// Whether the first line gives a title.
pub(super) fn is_header(text: &str) -> bool {
    text.starts_with("% ")
}

/// Reads the lines. One that is set in belongs to the field above it; nothing behind the sign is no field.
pub(super) fn read(text: &str, start: usize) -> Header {
    let mut fields: Vec<Field> = Vec::new();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let words = line.trim_end();
        let end = at + words.len();
        if let Some(value) = words.strip_prefix('%')
            && let Some(name) = NAMES.get(fields.len())
        {
            let value = value.trim();
            fields.push(Field {
                key: (*name).to_owned(),
                value: match value {
                    "" => Value::Nothing,
                    _ => Value::Text(value.to_owned()),
                },
                span: Span::new(at, end),
                value_span: Span::new(end - value.len(), end),
            });
        } else if line.starts_with([' ', '\t'])
            && !words.is_empty()
            && let Some(field) = fields.last_mut()
        {
            field.go_on(words, end);
        } else {
            break;
        }
        at += line.len();
    }
    Header {
        fields,
        faults: Vec::new(),
        span: Span::new(start, at),
        body: at,
    }
}
