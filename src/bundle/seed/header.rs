//! The header of a Markdown file: fields with their places, whatever the notation.
//!
//! Values keep the characters they were written with. What a field means is decided by whoever asks for it, so a title
//! of `2024` stays a title and a date of `20240710` stays a date.

use crate::model::Span;

mod esm;
mod json;
mod own;
mod pandoc;
mod pelican;
mod toml;
mod yaml;

pub(super) use esm::{Aside, asides};

/// A value of a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Any scalar, as its characters.
    Text(String),
    /// Several values.
    List(Vec<Value>),
    /// Fields inside a field.
    Table(Vec<(String, Value)>),
    /// Nothing.
    Nothing,
}

/// One field.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    /// The name in lower case, blanks and hyphens as underscores.
    pub key: String,
    /// The value.
    pub value: Value,
    /// The whole field.
    pub span: Span,
    /// The value alone.
    pub value_span: Span,
}

/// What is wrong with a header.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fault {
    pub span: Span,
    pub message: String,
    pub closed: bool,
}

/// A header and where the text begins.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub fields: Vec<Field>,
    pub faults: Vec<Fault>,
    /// The whole header with its fences.
    pub span: Span,
    /// The first byte of the text.
    pub body: usize,
}

/// The notations of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    Yaml,
    Toml,
    Json,
    FencedJson,
    Pandoc,
    Pelican,
    Esm,
    FencedObject,
    Own(own::Own),
}

/// The fence that a line is, and the word behind it: three or more dashes, pluses, or the semicolons of Hexo.
fn fence(line: &str) -> Option<(&str, &str)> {
    let sign = line
        .chars()
        .next()
        .filter(|sign| matches!(sign, '-' | '+' | ';'))?;
    let rest = line.trim_start_matches(sign);
    let fence = &line[..line.len() - rest.len()];
    // YAML may say something to the author there.
    let rest = rest.split(" #").next().unwrap_or(rest);
    (fence.len() >= 3).then(|| (fence, rest.trim()))
}

/// Whether a line ends what a fence began: the same sign three times or more, for authors count neither way.
fn closes(opening: &str, line: &str) -> bool {
    fence(line).is_some_and(|(fence, rest)| {
        rest.is_empty() && fence.as_bytes()[0] == opening.as_bytes()[0]
    })
}

/// Which notation the file begins with, if it begins with a header, and where. A comment may stand before it or around it.
pub(super) fn notation(text: &str) -> Option<(Notation, usize)> {
    let start = text.len() - text.trim_start_matches(is_blank).len();
    let rest = &text[start..];
    let fenced = || fenced_notation(rest).map(|notation| (notation, start));
    fenced()
        .or_else(|| in_or_behind_comment(text, start))
        .or_else(|| {
            let notation = if rest.starts_with('{')
                && !rest.starts_with("{{")
                && !rest.starts_with("{%")
                && json::is_header(rest)
            {
                Notation::Json
            } else if pandoc::is_header(rest) {
                Notation::Pandoc
            } else if esm::is_header(rest) {
                Notation::Esm
            } else if pelican::is_header(rest) {
                Notation::Pelican
            } else {
                Notation::Own(own::recognise(rest)?)
            };
            Some((notation, start))
        })
}

/// Most lines of a header that has no fence of its own.
const LONGEST_LINES: usize = 80;

fn is_blank(letter: char) -> bool {
    letter == '\u{feff}' || letter.is_whitespace()
}

/// A fence some authors take for the real one, above and below.
const SHORT_FENCE: &str = "--";

/// What Poet has around the members of an object.
const BRACES: (&str, &str) = ("{{{", "}}}");

/// The notation between two fences. The lines decide, for authors take one generator's fence for another's.
fn fenced_notation(text: &str) -> Option<Notation> {
    let first = text.lines().next().unwrap_or("").trim_end();
    let is_short = first == SHORT_FENCE
        && text
            .lines()
            .skip(1)
            .take(LONGEST_LINES)
            .any(|line| line.trim_end() == first);
    if first == BRACES.0
        && text
            .lines()
            .nth(1)
            .is_some_and(|line| line.starts_with('"'))
    {
        return Some(Notation::FencedJson);
    }
    let (fence, name) = fence(first).or(is_short.then_some((first, "")))?;
    let next = text
        .lines()
        .skip(1)
        .map(str::trim_end)
        .find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let next = next.unwrap_or("");
    let is_assigned = own::assigned(next.trim_start()).is_some();
    let is_field = next
        .split_once([':', '：'])
        .is_some_and(|(key, _)| !key.trim().is_empty() && key.len() <= 80);
    match (fence.as_bytes()[0], name) {
        (_, "toml") => Some(Notation::Toml),
        (_, "json") => Some(Notation::FencedJson),
        (_, "js" | "javascript") => Some(Notation::FencedObject),
        (b'-', "") if is_assigned => Some(Notation::Toml),
        // A rule at the top of a text is not a header: a header has a field or ends at once.
        (b'-', _) if is_short => is_field.then_some(Notation::Yaml),
        (b'-', "" | "yaml" | "yml") => {
            let begins =
                is_field || closes(fence, next) || next == "..." || next.starts_with(['{', '"']);
            begins.then_some(Notation::Yaml)
        }
        (_, "") if is_field && !is_assigned && !next.starts_with('"') => Some(Notation::Yaml),
        (b'+', "") => Some(Notation::Toml),
        (_, "") => Some(Notation::FencedJson),
        _ => None,
    }
}

/// A header between fences behind a comment, or in it.
fn in_or_behind_comment(text: &str, start: usize) -> Option<(Notation, usize)> {
    let inside = text[start..].strip_prefix("<!--")?;
    let place = |rest: &str| {
        let rest = rest.trim_start_matches(is_blank);
        fenced_notation(rest).map(|notation| (notation, text.len() - rest.len()))
    };
    place(inside).or_else(|| place(inside.split_once("-->")?.1))
}

/// Whether the file begins with a header in or behind a comment, which a page of HTML may begin with as well.
pub(super) fn is_in_comment(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').starts_with("<!--") && notation(text).is_some()
}

/// Reads the header `notation` found.
pub(super) fn read(text: &str, notation: Notation, start: usize) -> Header {
    match notation {
        Notation::Yaml => fenced(text, start, &["..."], yaml::read),
        Notation::Toml => fenced(text, start, &[], toml::read),
        Notation::FencedJson => fenced(text, start, &[BRACES.1], json::members),
        Notation::Json => json::read(text, start),
        Notation::Pandoc => pandoc::read(text, start),
        Notation::Pelican => pelican::read(text, start),
        Notation::Esm => esm::read(text, start),
        Notation::FencedObject => fenced(text, start, &[], esm::object),
        Notation::Own(own) => own::read(text, own, start),
    }
}

/// What a notation makes of the lines between the fences: fields and what is wrong, with places relative to them.
type Inner = fn(&str) -> (Vec<Field>, Vec<Fault>);

/// Reads what stands between a fence and the same again, or another that may end it.
fn fenced(text: &str, start: usize, others: &[&str], inner: Inner) -> Header {
    let first = text[start..].lines().next().unwrap_or("").trim_end();
    let opening = fence(first).map_or(first, |(fence, _)| fence);
    let after_fence = text[start..]
        .find('\n')
        .map_or(text.len(), |end| start + end + 1);
    let mut at = after_fence;
    let mut end = None;
    for line in text[after_fence..].split_inclusive('\n') {
        let words = line.trim_end();
        if closes(opening, words) || words == first || others.contains(&words) {
            end = Some((at, at + line.len(), at + words.len()));
            break;
        }
        at += line.len();
    }
    let unclosed = end.is_none().then(|| Fault {
        span: Span::new(start, start + opening.len()),
        message: "the header that begins here never ends".into(),
        closed: false,
    });
    // Then the first empty line or one of two dashes ends it, if there are fields above; else it is no header.
    let (close, mut body, mut fence_end) = end.unwrap_or_else(|| near_end(text, after_fence));
    let (mut fields, mut faults) = inner(&text[after_fence..close]);
    if unclosed.is_some() {
        faults.clear();
        if fields.is_empty() {
            (body, fence_end) = (after_fence, start + opening.len());
        }
    }
    move_spans(&mut fields, &mut faults, after_fence);
    faults.extend(unclosed);
    // A comment around the header ends with it.
    let behind = text[body..].trim_start();
    let (end, body) = match behind.strip_prefix("-->") {
        Some(rest) if text[..start].trim_end().ends_with("<!--") => {
            let end = text.len() - rest.len();
            (end, end)
        }
        _ => (fence_end, body),
    };
    Header {
        fields,
        faults,
        span: Span::new(start, end),
        body,
    }
}

/// Moves places within a piece of the text to where they are in the text: the piece begins at `start`.
fn move_spans(fields: &mut [Field], faults: &mut [Fault], start: usize) {
    let fields = fields
        .iter_mut()
        .flat_map(|field| [&mut field.span, &mut field.value_span]);
    for span in fields.chain(faults.iter_mut().map(|fault| &mut fault.span)) {
        *span = Span::new(start + span.start as usize, start + span.end as usize);
    }
}

/// Where a header that has no end seems to end: where its last line ends, where the text begins, and where the header ends.
fn near_end(text: &str, start: usize) -> (usize, usize, usize) {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        match line.trim_end() {
            "" => break,
            SHORT_FENCE => return (at, at + line.len(), at + SHORT_FENCE.len()),
            _ => at += line.len(),
        }
    }
    (at, at, at)
}

/// The name of a field as it is compared.
pub(super) fn key_of(written: &str) -> String {
    written.trim().to_lowercase().replace([' ', '-'], "_")
}

impl Field {
    /// Takes in a line that goes on with the value, without its end; it ends at `end`.
    fn go_on(&mut self, line: &str, end: usize) {
        match &mut self.value {
            Value::Text(text) => {
                text.push('\n');
                text.push_str(line.trim());
            }
            value => *value = Value::Text(line.trim().to_owned()),
        }
        self.span = Span::new(self.span.start as usize, end);
        self.value_span = Span::new(self.value_span.start as usize, end);
    }
}

impl Value {
    /// The characters of a scalar that is not empty.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.trim().is_empty() => Some(text.trim()),
            _ => None,
        }
    }

    /// Scalars as a list: a list as it is, one scalar as a list of one, or of several where `cut` parts them.
    pub(super) fn texts(&self, cut: Option<char>) -> Vec<String> {
        match self {
            Self::List(values) => values.iter().flat_map(|value| value.texts(None)).collect(),
            Self::Text(text) => {
                let pieces: Vec<&str> = match cut {
                    Some(cut) => text.split(cut).collect(),
                    None => vec![text.as_str()],
                };
                pieces
                    .into_iter()
                    .map(super::lines::fold)
                    .filter(|text| !text.is_empty())
                    .collect()
            }
            // Some exporters write a label as a table with its name in it.
            Self::Table(fields) => fields
                .iter()
                .filter(|(key, _)| matches!(key.as_str(), "name" | "title" | "label"))
                .flat_map(|(_, value)| value.texts(None))
                .collect(),
            Self::Nothing => Vec::new(),
        }
    }

    /// A yes or no, in the words the generators take.
    pub(super) fn truth(&self) -> Option<bool> {
        match self.text()?.to_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" => Some(false),
            _ => None,
        }
    }
}
