//! Bare `Key: value` lines at the head of a file, as Pelican and MultiMarkdown have them, and Nikola's `.. key: value`, which
//! may stand in a comment.

use super::{Field, Header, LONGEST_LINES, Value, key_of};
use crate::model::Span;

/// Names of which one has to stand in the first lines: prose may begin with any other word and a colon.
const NAMES: [&str; 20] = [
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
    "comments",
    "description",
    "keywords",
    "permalink",
];

/// What Nikola puts before the name of a field.
const DOTS: &str = ".. ";

/// A line without Nikola's sign.
fn undotted(line: &str) -> &str {
    line.trim_start().strip_prefix(DOTS).unwrap_or(line)
}

/// The name and value of a line, where it has the form of a field.
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let named = !key.is_empty()
        && key.len() <= 40
        && key.starts_with(char::is_alphabetic)
        && key
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | ' '));
    let is_apart = value.is_empty() || value.starts_with([' ', '\t']);
    let is_known = || NAMES.contains(&key) && !value.starts_with([':', '/']);
    (named && (is_apart || is_known())).then_some((key, value))
}

/// A value without the quotes around the whole of it.
fn unquoted(value: &str) -> &str {
    let inner = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(value)
}

/// Whether the first lines are fields, and known ones.
pub(super) fn is_header(text: &str) -> bool {
    if is_dotted(text) || is_in_comment(text) {
        return true;
    }
    let key = |line: &str| field(line).map(|(key, _)| key_of(key));
    let is_known = |key: &String| NAMES.contains(&key.as_str());
    let mut lines = text.lines();
    let Some(first) = lines.next().and_then(key) else {
        return false;
    };
    // A title may stand alone. One other line alone may be prose: `Summary: it rained.`
    let mut is_second_known = || lines.next().and_then(key).as_ref().is_some_and(is_known);
    if is_known(&first) && (first == "title" || is_second_known()) {
        return true;
    }
    // A name of the author's own before them, or the parts of a list.
    let block = text.lines().take(LONGEST_LINES);
    let block = block.take_while(|line| !line.trim().is_empty());
    let mut keys = block.filter(|line| !line.starts_with([' ', '\t'])).map(key);
    let is_titled = keys.clone().any(|key| key.as_deref() == Some("title"));
    is_titled && keys.all(|key| key.is_some())
        || is_known(&first) && before_fence(text, 0).is_some()
}

/// Whether the file begins with Nikola's fields, in a comment or not.
fn is_dotted(text: &str) -> bool {
    let lines = text.lines().map(str::trim).take(LONGEST_LINES);
    let mut fields = lines
        .skip_while(|line| matches!(*line, "" | "<!--"))
        .map_while(|line| field(line.strip_prefix(DOTS)?));
    fields.any(|(key, _)| NAMES.contains(&key_of(key).as_str()))
}

/// The lines that open a comment, and those that end it: Pico's fields stand between.
const COMMENTS: [(&str, &str); 2] = [("<!--", "-->"), ("/*", "*/")];

/// Whether the file begins with a comment that holds fields and nothing else.
fn is_in_comment(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    let first = lines.next().unwrap_or("");
    let Some((_, end)) = COMMENTS.iter().find(|(start, _)| *start == first) else {
        return false;
    };
    let mut is_known = false;
    for line in lines.take(LONGEST_LINES) {
        match field(line) {
            _ if line == *end => return is_known,
            Some((key, _)) => is_known |= matches!(key_of(key).as_str(), "title" | "date"),
            None if line.is_empty() => {}
            None => return false,
        }
    }
    false
}

/// Reads lines up to the first empty one. A line that is set in belongs to the field above it.
pub(super) fn read(text: &str, start: usize) -> Header {
    if let Some(header) = before_fence(text, start) {
        return header;
    }
    let mut fields: Vec<Field> = Vec::new();
    let mut at = start;
    let mut end = start;
    // They may stand in a comment, which ends them.
    let comment = COMMENTS
        .iter()
        .find(|(sign, _)| text[start..].starts_with(sign));
    // Lines that are set in as the first one is are not set in.
    let indent = text[..start]
        .rsplit(['\n', '\u{feff}'])
        .next()
        .unwrap_or("");
    for line in text[start..].split_inclusive('\n') {
        let (line, set_in) = match line.strip_prefix(indent) {
            Some(rest) => (rest, indent.len()),
            None => (line, 0),
        };
        at += set_in;
        let words = line.trim_end();
        let shut = comment.is_some_and(|(_, end)| words.trim() == *end);
        if shut {
            end = at + line.len();
        }
        if words.is_empty() || shut {
            break;
        }
        if comment.is_some_and(|(sign, _)| words == *sign) {
            at += line.len();
            continue;
        }
        let dotted = words.len() - undotted(words).len();
        if dotted == 0 && line.starts_with([' ', '\t']) && !fields.is_empty() {
            if let Some(field) = fields.last_mut() {
                field.go_on(words, at + words.len());
            }
        } else if let Some((key, value)) = field(undotted(words)) {
            let lead = value.len() - value.trim_start().len();
            let value_start = at + dotted + key.len() + 1 + lead;
            fields.push(Field {
                key: key_of(key),
                value: Value::Text(unquoted(value.trim()).to_owned()),
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

/// Hexo lets an author leave out the first fence: YAML up to a line of `---`. Behind an empty line only what can't be prose
/// goes on with it.
fn before_fence(text: &str, start: usize) -> Option<Header> {
    let mut at = start;
    let mut is_parted = false;
    for line in text[start..].split_inclusive('\n').take(LONGEST_LINES) {
        let words = line.trim_end();
        if super::closes("---", words) {
            let (mut fields, mut faults) = super::yaml::read(&text[start..at]);
            super::move_spans(&mut fields, &mut faults, start);
            return Some(Header {
                fields,
                faults,
                span: Span::new(start, at + words.len()),
                body: at + line.len(),
            });
        }
        is_parted |= words.is_empty();
        let is_name = |(key, _): (&str, &str)| {
            key.bytes()
                .all(|letter| letter.is_ascii_lowercase() || letter == b'_')
        };
        let is_yaml = words.is_empty()
            || line.starts_with([' ', '\t'])
            || words.starts_with("- ")
            || field(words).is_some_and(is_name);
        if is_parted && !is_yaml {
            return None;
        }
        at += line.len();
    }
    None
}
