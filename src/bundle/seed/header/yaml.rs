//! YAML between `---` and `---`.

use std::collections::HashMap;

use base64::Engine as _;
use saphyr_parser::{Event, Parser};

use super::{Fault, Field, LONGEST_LINES, Value, key_of};
use crate::model::Span;

/// Reads a mapping. Where the YAML is broken, the lines that plainly are `key: value` are read all the same, so that a
/// colon in one title does not cost the date.
pub(super) fn read(text: &str) -> (Vec<Field>, Vec<Fault>) {
    let fault = match strict(text) {
        // A name that holds a colon is a name and its value without a blank between.
        Ok(fields) if fields.iter().any(|field| field.key.starts_with("title:")) => {
            return (by_lines(text), Vec::new());
        }
        Ok(fields) => return (fields, Vec::new()),
        Err(fault) => fault,
    };
    let again = (text.len() <= LONGEST_SET_RIGHT).then(|| strict(&set_right(text)));
    match again {
        Some(Ok(fields)) => (fields, Vec::new()),
        _ => (by_lines(text), vec![fault]),
    }
}

/// The longest header that is set right, and the longest value that is looked through for its end, in bytes: both are far
/// beyond what is written by hand.
const LONGEST_SET_RIGHT: usize = 65_536;
const LONGEST_VALUE: usize = 4096;

/// The header as libyaml and its kin take it, whatever YAML says, with every character where it was: a tab parts a name from
/// its value, and what quotes or brackets hold open goes on in the next line however little that is set in.
fn set_right(text: &str) -> String {
    let mut out = text.replace('\t', " ");
    let mut at = 0;
    while let Some(line) = out[at..].split_inclusive('\n').next() {
        let mut next = at + line.len();
        if let Some(start) = value_of(line).map(|value| at + value)
            && let Some(joined) = on_one_line(&out[start..])
        {
            let end = start + joined.len();
            if end >= next {
                out.replace_range(start..end, &joined);
                next = end
                    + out[end..]
                        .find('\n')
                        .map_or(out.len() - end, |rest| rest + 1);
            }
        }
        at = next;
    }
    out
}

/// Where the value of a `key: value` line or a `- value` line begins, in bytes.
fn value_of(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start().len();
    let lead = match line[indent..].strip_prefix("- ") {
        Some(_) => indent + 2,
        None => line.find(": ")? + 2,
    };
    let value = line[lead..].trim_start();
    (!value.is_empty()).then(|| line.len() - value.len())
}

/// What the quotes or brackets that a text begins with hold, and they themselves, on one line: blanks in the place of line
/// ends and comments. None when it is long, or a field seems to begin before it ends.
fn on_one_line(text: &str) -> Option<String> {
    let bytes = &text.as_bytes()[..text.len().min(LONGEST_VALUE)];
    let mut out = Vec::new();
    let mut open: Vec<u8> = Vec::new();
    let mut is_comment = false;
    let is_between = between_quotes(text);
    while let Some(&byte) = bytes.get(out.len()) {
        let at = out.len();
        let before = out.last().copied().unwrap_or(b'[');
        let quote = open
            .last()
            .copied()
            .filter(|sign| matches!(sign, b'"' | b'\''));
        is_comment &= byte != b'\n';
        is_comment |= byte == b'#' && quote.is_none() && before == b' ';
        match (byte, quote) {
            (b'\n', _)
                if !is_between && open.last() != Some(&b'{') && begins_field(&bytes[at + 1..]) =>
            {
                return None;
            }
            _ if is_comment => {}
            (b'\\', Some(b'"')) | (b'\'', Some(b'\''))
                if bytes
                    .get(at + 1)
                    .is_some_and(|next| byte == b'\\' || *next == byte) =>
            {
                out.extend(&bytes[at..at + 2]);
                continue;
            }
            (byte, Some(quote)) if byte == quote => drop(open.pop()),
            (_, Some(_)) => {}
            // A quote within a word is an apostrophe.
            (b'"' | b'\'', None) if b" [{,:".contains(&before) => open.push(byte),
            (b'[' | b'{', None) => open.push(byte),
            (b']' | b'}', None) => drop(open.pop()),
            _ => {}
        }
        let is_blank = is_comment || matches!(byte, b'\n' | b'\r');
        out.push(if is_blank { b' ' } else { byte });
        if open.is_empty() {
            return (out.len() > 1).then(|| String::from_utf8(out).ok())?;
        }
    }
    None
}

/// Whether a text begins with a quote alone in its line, and another such line ends what it holds.
fn between_quotes(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    let quote = lines.next().filter(|first| matches!(*first, "\"" | "'"));
    quote.is_some_and(|quote| {
        let end = lines.take(LONGEST_LINES).find(|line| line.contains(quote));
        end == Some(quote)
    })
}

/// Whether a line begins with the name of a field: letters and a colon at its very beginning.
fn begins_field(line: &[u8]) -> bool {
    let name = line
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let length = name.count();
    length > 0
        && line.get(length) == Some(&b':')
        && line.get(length + 1).is_none_or(u8::is_ascii_whitespace)
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
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == saphyr_parser::ScalarStyle::Plain;
                let nothing = plain && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
                let value = if nothing {
                    Value::Nothing
                } else if tag.is_some_and(|tag| tag.suffix == "binary") {
                    Value::Text(from_base64(&text))
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

/// What Ruby once wrote of every text that is not ASCII (YAML 1.1, "Binary"); as it stands where it is no such thing.
fn from_base64(written: &str) -> String {
    let code: String = written.split_whitespace().collect();
    let bytes = base64::engine::general_purpose::STANDARD.decode(code);
    let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.unwrap_or_else(|| written.to_owned())
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

/// `key: value` a line, quotes and comments taken off, lists in brackets or below, text that goes on set in below.
fn by_lines(text: &str) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut offset = 0;
    // Whether the last field is a block of text, which has no quotes.
    let mut block = false;
    let unquote_last = |fields: &mut Vec<Field>, block: bool| {
        if let Some(Value::Text(text)) = fields.last_mut().map(|field| &mut field.value)
            && !block
        {
            *text = unquote(text);
        }
    };
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let here = offset;
        offset += line.len();
        let is_item = words.trim_start().starts_with("- ");
        let is_part = words
            .trim_start()
            .split(' ')
            .next()
            .is_some_and(|word| word.ends_with(':'));
        if line.starts_with([' ', '\t'])
            && let Some(field) = fields.last_mut()
            && match &field.value {
                Value::Text(_) => block || !is_part,
                Value::Nothing => !is_item && !is_part && !words.is_empty(),
                _ => false,
            }
        {
            if block || !words.trim_start().starts_with('#') {
                field.go_on(words, here + words.len());
            }
            continue;
        }
        if let Some(item) = words.trim_start().strip_prefix("- ") {
            if let Some(field) = fields.last_mut() {
                let item = Value::Text(unquote(item));
                match &mut field.value {
                    Value::List(items) => items.push(item),
                    Value::Nothing => field.value = Value::List(vec![item]),
                    _ => continue,
                }
                field.span.end = Span::new(here, here + words.len()).end;
            }
            continue;
        }
        // Where other scripts are written, so is the colon.
        let Some((written_key, value)) = words.split_once([':', '：']) else {
            continue;
        };
        let is_wide = words[written_key.len()..].starts_with('：');
        // Set in by a tab, which YAML does not take, a field is a field unless one above it waits for its parts.
        let waits = fields
            .last()
            .is_some_and(|last| last.value == Value::Nothing);
        let key = match waits {
            true => written_key.trim_end(),
            false => written_key.trim_matches(['\t', ' ']),
        };
        let key = key.trim_matches(['"', '\'']);
        // As the first field is not set in, one that is set in by a blank or two is none of its parts if it has no room for any.
        let is_set_in = written_key.starts_with(' ') && (waits || fields.is_empty());
        let named = !key.is_empty()
            && key.len() <= 40
            && !is_set_in
            && key
                .chars()
                .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.'));
        let is_apart = is_wide || value.is_empty() || value.starts_with([' ', '\t']);
        let is_plain = matches!(key_of(key).as_str(), "title" | "date");
        if !named || !(is_apart || is_plain) {
            continue;
        }
        let lead = value.len() - value.trim_start().len();
        let start = here + words.len() - value.len() + lead;
        let written = without_comment(value.trim());
        unquote_last(&mut fields, block);
        block = matches!(written, ">" | ">-" | ">+" | "|" | "|-" | "|+");
        let value = match written
            .strip_prefix('[')
            .and_then(|inner| inner.strip_suffix(']'))
        {
            _ if block => Value::Text(String::new()),
            Some(inner) if key_of(key) != "title" => Value::List(
                inner
                    .split(',')
                    .map(|item| Value::Text(unquote(item)))
                    .collect(),
            ),
            _ if written.is_empty() => Value::Nothing,
            _ => Value::Text(written.to_owned()),
        };
        fields.push(Field {
            key: key_of(key),
            value,
            span: Span::new(here, here + words.len()),
            value_span: Span::new(start, start + written.len()),
        });
    }
    unquote_last(&mut fields, block);
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

fn unquote(text: &str) -> String {
    let text = text.trim();
    // `"One" and "other"` begins and ends with quotes that are not a pair: the next one closes the first. In `'It's here'`
    // and `"He said "no" today"` it does not.
    let inner = |quote: char| {
        let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
        let closes = |at: usize| {
            let after = inner[at + quote.len_utf8()..].chars().next();
            at > 0
                && after != Some(quote)
                && !inner[..at].ends_with('\\')
                && !inner[..at].ends_with(char::is_whitespace)
                && after.is_none_or(|letter| !letter.is_alphanumeric())
        };
        inner
            .find(quote)
            .is_none_or(|at| !closes(at))
            .then_some(inner)
    };
    match (inner('"'), inner('\'')) {
        (Some(inner), _) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        (_, Some(inner)) => inner.replace("''", "'"),
        _ => text.to_owned(),
    }
}
