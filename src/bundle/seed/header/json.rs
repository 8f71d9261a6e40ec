//! A JSON object at the head of a Markdown file.

use serde_json::Value as Json;

use super::{Fault, Field, Header, Value, key_of};
use crate::model::Span;

/// Whether an object begins here that can be a header: a brace, and a quoted name or the closing brace behind it.
pub(super) fn is_header(text: &str) -> bool {
    text.strip_prefix('{')
        .is_some_and(|rest| rest.trim_start().starts_with(['"', '}']))
}

/// Reads the object that begins at `start`; the text begins behind it.
pub(super) fn read(text: &str, start: usize) -> Header {
    let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Json>();
    match values.next() {
        Some(Ok(Json::Object(object))) => {
            let end = start + values.byte_offset();
            let fields = fields(&object, text, start, end);
            let line_rest = text[end..]
                .find('\n')
                .map_or(text.len(), |line| end + line + 1);
            let body = if text[end..line_rest].trim().is_empty() {
                line_rest
            } else {
                end
            };
            Header {
                fields,
                faults: Vec::new(),
                span: Span::new(start, end),
                body,
            }
        }
        other => {
            let (message, closed, at) = match other {
                Some(Err(error)) => {
                    let line_start = text[start..]
                        .split_inclusive('\n')
                        .take(error.line().saturating_sub(1))
                        .map(str::len)
                        .sum::<usize>()
                        + start;
                    let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
                    while !text.is_char_boundary(at) {
                        at -= 1;
                    }
                    (
                        format!("this is not valid JSON: {error}"),
                        !error.is_eof(),
                        at,
                    )
                }
                _ => ("this is not a JSON object".to_owned(), true, start),
            };
            // Without the end of the object nothing tells where the text begins, except an empty line.
            let body = text[start..]
                .find("\n\n")
                .map_or(text.len(), |end| start + end + 1);
            let header = Span::new(start, body);
            Header {
                fields: Vec::new(),
                faults: vec![Fault {
                    span: Span::new(at, (at + 1).min(body).max(at)),
                    message,
                    closed,
                }],
                span: header,
                body,
            }
        }
    }
}

/// Reads an object between fences, or only what would stand in its braces, as Hexo has it.
pub(super) fn members(text: &str) -> (Vec<Field>, Vec<Fault>) {
    if text.trim_start().starts_with('{') {
        let start = text.len() - text.trim_start().len();
        let Header { fields, faults, .. } = read(text, start);
        return (fields, faults);
    }
    let inner = text.trim_end().trim_end_matches(',');
    let Header {
        mut fields,
        mut faults,
        ..
    } = read(&format!("{{{inner}}}"), 0);
    // One brace is before everything.
    let moved = |span: &mut Span| {
        *span = Span::new(
            (span.start as usize).saturating_sub(1).min(text.len()),
            (span.end as usize).saturating_sub(1).min(text.len()),
        );
    };
    for field in &mut fields {
        moved(&mut field.span);
        moved(&mut field.value_span);
    }
    faults.iter_mut().for_each(|fault| moved(&mut fault.span));
    (fields, faults)
}

/// The fields of an object that was read from `text[start..end]`; places are found by looking for the names in turn.
pub(in crate::bundle::seed) fn fields(
    object: &serde_json::Map<String, Json>,
    text: &str,
    start: usize,
    end: usize,
) -> Vec<Field> {
    // Every name is looked for from the beginning, so only so many of them are.
    const MOST_PLACES: usize = 200;
    object
        .iter()
        .enumerate()
        .map(|(index, (key, value))| {
            let quoted = Json::String(key.clone()).to_string();
            let found = (index < MOST_PLACES)
                .then(|| text[start..end].find(&quoted))
                .flatten();
            let Some(at) = found.map(|at| start + at) else {
                return Field {
                    key: key_of(key),
                    value: convert(value),
                    span: Span::new(start, start),
                    value_span: Span::new(start, start),
                };
            };
            let after = at + quoted.len();
            let colon = text[after..end]
                .find(':')
                .map_or(after, |colon| after + colon + 1);
            let value_start =
                colon + (text[colon..end].len() - text[colon..end].trim_start().len());
            let line_end = text[value_start..end]
                .find('\n')
                .map_or(end, |line| value_start + line);
            let value_end = value_start
                + text[value_start..line_end]
                    .trim_end_matches([' ', '\r', ',', '}'])
                    .len();
            Field {
                key: key_of(key),
                value: convert(value),
                span: Span::new(at, value_end),
                value_span: Span::new(value_start, value_end),
            }
        })
        .collect()
}

fn convert(value: &Json) -> Value {
    match value {
        Json::Null => Value::Nothing,
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(values) => Value::List(values.iter().map(convert).collect()),
        Json::Object(object) => Value::Table(
            object
                .iter()
                .map(|(key, value)| (key_of(key), convert(value)))
                .collect(),
        ),
        other => Value::Text(other.to_string()),
    }
}
