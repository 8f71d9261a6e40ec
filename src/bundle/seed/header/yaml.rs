//! YAML between `---` and `---`.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser};

use super::{Fault, Field, Value, key_of};
use crate::model::Span;

/// Reads a mapping. Where the YAML is broken, the lines that plainly are `key: value` are read all the same, so that a
/// colon in one title does not cost the date.
pub(super) fn read(text: &str) -> (Vec<Field>, Vec<Fault>) {
    match strict(text) {
        Ok(fields) => (fields, Vec::new()),
        Err(fault) => (by_lines(text), vec![fault]),
    }
}

/// Deeper nesting than this is no header.
const DEEPEST: usize = 32;

/// More names for values than this are for nobody.
const MOST_ANCHORS: usize = 64;

/// A collection that has begun and not ended.
struct Open {
    value: Value,
    /// The key that waits for its value, in a mapping.
    key: Option<(String, usize)>,
    start: usize,
}

fn strict(text: &str) -> Result<Vec<Field>, Fault> {
    // The parser counts characters, we count bytes.
    let bytes: Option<Vec<usize>> = (!text.is_ascii()).then(|| {
        text.char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect()
    });
    let byte = |index: usize| {
        bytes
            .as_ref()
            .map_or(index, |bytes| {
                bytes.get(index).copied().unwrap_or(text.len())
            })
            .min(text.len())
    };
    let fault = |at: usize, message: String| {
        let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        Fault {
            span: Span::new(at, line_end.max(at)),
            message,
            closed: true,
        }
    };
    let mut open: Vec<Open> = Vec::new();
    let mut fields: Vec<Field> = Vec::new();
    let mut ended = false;
    let mut anchors: HashMap<usize, Value> = HashMap::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            fault(
                byte(error.marker().index()),
                format!("this is not valid YAML: {}", error.info()),
            )
        })?;
        let (start, end) = (byte(span.start.index()), byte(span.end.index()));
        let value = match event {
            // A second document in one header would hide the first.
            _ if ended => break,
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == saphyr_parser::ScalarStyle::Plain;
                let nothing = plain && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
                let value = if nothing {
                    Value::Nothing
                } else {
                    Value::Text(text.into_owned())
                };
                // The parser counts anchors from 1. Those of collections are not kept: they are what bombs are made of.
                if anchor > 0 && anchors.len() < MOST_ANCHORS {
                    anchors.insert(anchor, value.clone());
                }
                value
            }
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                if open.len() >= DEEPEST {
                    return Err(fault(start, "the header is nested too deeply".into()));
                }
                let value = if matches!(event, Event::MappingStart(..)) {
                    Value::Table(Vec::new())
                } else {
                    Value::List(Vec::new())
                };
                open.push(Open {
                    value,
                    key: None,
                    start,
                });
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let Some(closed) = open.pop() else { continue };
                if open.is_empty() {
                    ended = true;
                    continue;
                }
                let value = closed.value;
                place(&mut open, &mut fields, text, value, closed.start, end);
                continue;
            }
            Event::Alias(anchor) => anchors.get(&anchor).cloned().unwrap_or(Value::Nothing),
            _ => continue,
        };
        if open.is_empty() {
            if value == Value::Nothing {
                continue;
            }
            return Err(fault(
                start,
                "a header is made of `key: value` lines".into(),
            ));
        }
        place(&mut open, &mut fields, text, value, start, end);
    }
    Ok(fields)
}

/// Puts a finished value into the collection it stands in; one in the outermost mapping is a field.
fn place(
    open: &mut [Open],
    fields: &mut Vec<Field>,
    text: &str,
    value: Value,
    start: usize,
    end: usize,
) {
    let outermost = open.len() == 1;
    let Some(parent) = open.last_mut() else {
        return;
    };
    match &mut parent.value {
        Value::List(values) => values.push(value),
        Value::Table(pairs) => match parent.key.take() {
            None => {
                let key = match value {
                    Value::Text(text) => text,
                    _ => String::new(),
                };
                parent.key = Some((key, start));
            }
            Some((key, key_start)) => {
                if outermost {
                    let end = start + text[start..end.max(start)].trim_end().len();
                    fields.push(Field {
                        key: key_of(&key),
                        value,
                        span: Span::new(key_start, end.max(key_start)),
                        value_span: Span::new(start, end),
                    });
                } else {
                    pairs.push((key_of(&key), value));
                }
            }
        },
        _ => {}
    }
}

/// `key: value` a line, quotes and comments taken off, lists in brackets or below, folded text set in below.
fn by_lines(text: &str) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut offset = 0;
    // Whether the last field is a block of text that the lines set in below it go on with.
    let mut block = false;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let here = offset;
        offset += line.len();
        if block && line.starts_with([' ', '\t']) {
            if let Some(field) = fields.last_mut() {
                if let Value::Text(text) = &mut field.value {
                    text.push_str(words.trim_start());
                    text.push('\n');
                }
                field.span.end = Span::new(here, here + words.len()).end;
                field.value_span.end = field.span.end;
            }
            continue;
        }
        if let Some(item) = words.trim_start().strip_prefix("- ") {
            if let Some(field) = fields.last_mut() {
                let item = Value::Text(unquote(item).to_owned());
                match &mut field.value {
                    Value::List(items) => items.push(item),
                    Value::Nothing => field.value = Value::List(vec![item]),
                    _ => continue,
                }
                field.span.end = Span::new(here, here + words.len()).end;
            }
            continue;
        }
        let Some((written_key, value)) = words.split_once(':') else {
            continue;
        };
        // Set in by a tab, which YAML does not take, a field is a field unless one above it waits for its parts.
        let waits = fields
            .last()
            .is_some_and(|last| last.value == Value::Nothing);
        let key = match waits {
            true => written_key.trim_end(),
            false => written_key.trim_matches(['\t', ' ']),
        };
        let named = !key.is_empty()
            && key.len() <= 40
            && !written_key.starts_with(' ')
            && key
                .chars()
                .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'));
        let is_apart = value.is_empty() || value.starts_with([' ', '\t']);
        let is_plain = matches!(key_of(key).as_str(), "title" | "date");
        if !named || !(is_apart || is_plain) {
            continue;
        }
        let lead = value.len() - value.trim_start().len();
        let start = here + written_key.len() + 1 + lead;
        let written = without_comment(value.trim());
        block = matches!(written, ">" | ">-" | ">+" | "|" | "|-" | "|+");
        let value = match written
            .strip_prefix('[')
            .and_then(|inner| inner.strip_suffix(']'))
        {
            _ if block => Value::Text(String::new()),
            Some(inner) if key_of(key) != "title" => Value::List(
                inner
                    .split(',')
                    .map(|item| Value::Text(unquote(item).to_owned()))
                    .collect(),
            ),
            _ if written.is_empty() => Value::Nothing,
            _ => Value::Text(unquote(written).to_owned()),
        };
        fields.push(Field {
            key: key_of(key),
            value,
            span: Span::new(here, here + words.len()),
            value_span: Span::new(start, start + written.len()),
        });
    }
    fields
}

/// A value without the comment behind it; a number sign inside quotes is none.
fn without_comment(written: &str) -> &str {
    if written.starts_with('#') {
        return "";
    }
    let from = match written.chars().next() {
        Some(quote @ ('"' | '\'')) => written[1..]
            .find(quote)
            .map_or(written.len(), |end| end + 2),
        _ => 0,
    };
    match written[from..].find(" #") {
        Some(at) => written[..from + at].trim_end(),
        None => written,
    }
}

fn unquote(text: &str) -> &str {
    let text = text.trim();
    // `"One" and "other"` begins and ends with quotes that are not a pair: the next one closes the first. In `'It's here'`
    // and `"He said "no" today"` it does not.
    let inner = |quote: char| {
        let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
        let closes = |at: usize| {
            let after = inner[at + quote.len_utf8()..].chars().next();
            at > 0
                && !inner[..at].ends_with(char::is_whitespace)
                && after.is_none_or(|letter| !letter.is_alphanumeric())
        };
        inner
            .find(quote)
            .is_none_or(|at| !closes(at))
            .then_some(inner)
    };
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}
