//! Headers that one generator has to itself: Franklin's `@def title = "…"`, JBake's `title=…` above a line of `~~~~~~`, the
//! `[[!meta title="…"]]` of ikiwiki, the map of Elixir that NimblePublisher reads, and the map of EDN that Cryogen reads.

use super::{Field, Header, LONGEST_LINES, Value, key_of};
use crate::model::Span;

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::bundle::seed) enum Own {
    Franklin,
    Jbake,
    Ikiwiki,
    Elixir,
    Edn,
}

/// Which of them a text begins with.
pub(super) fn recognise(text: &str) -> Option<Own> {
    let mut lines = text.lines().map(str::trim).take(LONGEST_LINES);
    let first = lines.next()?;
    if first.starts_with("@def ") {
        Some(Own::Franklin)
    } else if first.starts_with("[[!meta ") {
        Some(Own::Ikiwiki)
    } else if first == "%{" {
        lines.any(|line| line == "---").then_some(Own::Elixir)
    } else if first
        .strip_prefix('{')
        .is_some_and(|rest| rest.trim_start().starts_with(':'))
    {
        Some(Own::Edn)
    } else if assigned(first).is_some() {
        lines.any(is_waves).then_some(Own::Jbake)
    } else {
        None
    }
}

/// Reads the header that begins at `start`.
pub(super) fn read(text: &str, own: Own, start: usize) -> Header {
    if own == Own::Edn {
        return edn(text, start);
    }
    let mut fields = Vec::new();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let words = line.trim();
        let lead = at + line.len() - line.trim_start().len();
        at += line.len();
        let ends = match own {
            Own::Jbake => is_waves(words),
            Own::Elixir => words == "---",
            _ => false,
        };
        let pair = match own {
            Own::Jbake => assigned(words),
            Own::Franklin => words.strip_prefix("@def ").and_then(assigned),
            Own::Ikiwiki => words
                .strip_prefix("[[!meta ")
                .and_then(|rest| assigned(rest.trim_end().strip_suffix("]]")?)),
            Own::Elixir | Own::Edn => words.split_once(": "),
        };
        if let Some((key, value)) = pair {
            let value = value.trim();
            let value_start = lead + (value.as_ptr() as usize - words.as_ptr() as usize);
            fields.push(Field {
                key: key_of(key),
                value: plain(value),
                span: Span::new(lead, lead + words.len()),
                value_span: Span::new(value_start, value_start + value.len()),
            });
        } else if matches!(own, Own::Franklin | Own::Ikiwiki) {
            at -= line.len();
            break;
        }
        if ends {
            break;
        }
    }
    Header {
        fields,
        faults: Vec::new(),
        span: Span::new(start, at),
        body: at,
    }
}

/// The line below JBake's header.
fn is_waves(line: &str) -> bool {
    line.len() >= 3 && line.bytes().all(|byte| byte == b'~')
}

/// `name=value` or `name = value`.
pub(super) fn assigned(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once('=')?;
    let key = key.trim_end();
    let named = key.starts_with(char::is_alphabetic)
        && key
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.'));
    named.then_some((key, value))
}

/// A value without the signs of its language: quotes, a list's brackets, `~D[…]` of Elixir, `Date(…)` of Julia.
fn plain(value: &str) -> Value {
    let value = value.trim().trim_end_matches(',').trim_end();
    let inside = |open: &str, close: char| value.strip_prefix(open)?.strip_suffix(close);
    let date = ["~D[", "~U[", "~N[", "~T["]
        .iter()
        .find_map(|open| inside(open, ']'));
    if let Some(date) = date {
        Value::Text(date.to_owned())
    } else if let Some(parts) = inside("Date(", ')') {
        let parts: Vec<&str> = parts.split(',').map(str::trim).collect();
        Value::Text(parts.join("-"))
    } else if let Some(words) = inside("~w(", ')').or_else(|| inside("~w[", ']')) {
        Value::List(
            words
                .split_whitespace()
                .map(|word| Value::Text(word.to_owned()))
                .collect(),
        )
    } else if let Some(items) = inside("[", ']') {
        Value::List(
            items
                .split(',')
                .map(|item| Value::Text(unquote(item.trim())))
                .collect(),
        )
    } else if value.is_empty() {
        Value::Nothing
    } else {
        Value::Text(unquote(value))
    }
}

/// The characters between double quotes, or the text itself.
fn unquote(text: &str) -> String {
    match text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => text.to_owned(),
    }
}

/// A map of EDN: names with a colon, and a string, a name or several in brackets behind each.
fn edn(text: &str, start: usize) -> Header {
    let mut fields: Vec<Field> = Vec::new();
    let mut tokens = Tokens {
        text,
        at: start + 1,
    };
    let mut key: Option<(usize, String)> = None;
    while let Some((place, token)) = tokens.next() {
        let Some((key_at, name)) = key.take() else {
            if token == "}" {
                break;
            }
            key = token.strip_prefix(':').map(|name| (place, key_of(name)));
            continue;
        };
        let value = match token {
            "[" | "#{" | "(" => Value::List(
                tokens
                    .by_ref()
                    .map(|(_, token)| token)
                    .take_while(|token| !matches!(*token, "]" | "}" | ")"))
                    .map(|token| Value::Text(unquote(token.trim_start_matches(':'))))
                    .collect(),
            ),
            // A tag says what the string behind it is.
            "#inst" => tokens
                .next()
                .map_or(Value::Nothing, |(_, token)| Value::Text(unquote(token))),
            "}" => break,
            token => Value::Text(unquote(token.trim_start_matches(':'))),
        };
        let value = match value {
            Value::Text(date) if name == "date" => Value::Text(day_last(&date).unwrap_or(date)),
            value => value,
        };
        fields.push(Field {
            key: name,
            value,
            span: Span::new(key_at, tokens.at),
            value_span: Span::new(place, tokens.at),
        });
    }
    Header {
        fields,
        faults: Vec::new(),
        span: Span::new(start, tokens.at),
        body: tokens.at,
    }
}

/// Cryogen has the day first unless a site says otherwise (`:post-date-format "dd-MM-yyyy"`): the date as ISO 8601 has it.
fn day_last(date: &str) -> Option<String> {
    let parts: Vec<&str> = date.split('-').collect();
    match parts.as_slice() {
        [day, month, year] if year.len() == 4 => Some(format!("{year}-{month}-{day}")),
        _ => None,
    }
}

/// The pieces of EDN, each with where it begins.
struct Tokens<'text> {
    text: &'text str,
    at: usize,
}

impl<'text> Iterator for Tokens<'text> {
    type Item = (usize, &'text str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.text[self.at..];
        let token = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
        let start = self.text.len() - token.len();
        let first = token.chars().next()?;
        let length = match first {
            '"' => {
                let mut escaped = false;
                let end = token[1..].find(|letter| {
                    let ends = letter == '"' && !escaped;
                    escaped = letter == '\\' && !escaped;
                    ends
                });
                end.map_or(token.len(), |end| end + 2)
            }
            '#' if token[1..].starts_with('{') => 2,
            '[' | ']' | '{' | '}' | '(' | ')' => 1,
            _ => {
                let ends = |letter: char| letter.is_whitespace() || ",[]{}()\"".contains(letter);
                token
                    .find(ends)
                    .unwrap_or(token.len())
                    .max(first.len_utf8())
            }
        };
        self.at = start + length;
        Some((start, &token[..length]))
    }
}
