//! The program lines of an MDX document: what it imports and exports, and the fields of an object that it exports in place of
//! a header, `export const meta = { title: 'Tide' }` (mdxjs.com, "What is MDX": ESM).

use std::ops::Range;

use super::{Fault, Field, Header, Value, key_of, move_spans};
use crate::bundle::seed::lines::Fences;
use crate::model::Span;

/// The most lines of a statement that are looked through for its end.
const LONGEST_STATEMENT: usize = 400;

/// Values inside values, deeper than this, are passed over.
const DEEPEST: usize = 16;

/// What in a text is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::bundle::seed) enum Aside {
    Statement,
    Comment,
}

/// The statements and comments of a text, rising, each with the end of its last line: those that stand where a block may
/// begin, outside of fenced code. Statements below other text are program code that the text is about, unless the file
/// `is_mdx`.
pub(in crate::bundle::seed) fn asides(text: &str, is_mdx: bool) -> Vec<(Aside, Range<usize>)> {
    let mut out = Vec::new();
    let mut takes_statements = true;
    let mut fences = Fences::default();
    let mut may_begin = true;
    let mut is_closed = true;
    let mut at = 0;
    while let Some(line) = text[at..].split_inclusive('\n').next() {
        let words = line.trim_end();
        let is_held = fences.hold(words) || !may_begin;
        let kind = if is_held {
            None
        } else if words.starts_with("{/*") && words.ends_with("*/}") {
            Some((Aside::Comment, at + line.len()))
        } else if takes_statements && is_statement(words) {
            let end = end_of_statement(&text[at..], &mut is_closed);
            Some((Aside::Statement, at + end))
        } else {
            None
        };
        let begun = at;
        at += line.len();
        if let Some((kind, end)) = kind {
            out.push((kind, begun..end));
            at = end;
        }
        may_begin = kind.is_some() || words.is_empty();
        takes_statements &= may_begin || is_mdx;
    }
    out
}

/// Whether a line is, or begins, an import or an export. Words that only begin like one are none.
fn is_statement(line: &str) -> bool {
    let from = |rest: &str| rest.contains(" from '") || rest.contains(" from \"");
    if let Some(rest) = line.strip_prefix("import ") {
        return rest.starts_with(['\'', '"']) || from(rest) || rest.ends_with('{');
    }
    let Some(rest) = line.strip_prefix("export ") else {
        return false;
    };
    let word = rest.split([' ', '(', '{']).next().unwrap_or("");
    let behind = rest[word.len()..].trim_start();
    match word {
        "const" | "let" | "var" => assigned(behind).is_some(),
        "function" | "async" | "class" => behind.contains(['(', '{']),
        "default" => {
            behind.contains(['(', '{', '<']) || behind.ends_with(';') || behind.ends_with("=>")
        }
        "*" => from(rest),
        "" => rest.starts_with('{'),
        _ => false,
    }
}

/// What stands behind `name =`, with or without the type of TypeScript.
fn assigned(text: &str) -> Option<&str> {
    let (name, value) = text.split_once('=')?;
    let name = name.split(':').next().unwrap_or("").trim();
    let is_name = name.starts_with(|first: char| first.is_alphabetic() || "_$".contains(first))
        && name
            .chars()
            .all(|letter| letter.is_alphanumeric() || "_$".contains(letter));
    is_name.then_some(value.trim_start())
}

/// Where the statement at the beginning of a text ends: its first line and those set in below it, or, where that line opens
/// a bracket, all up to the line that begins by closing it. `is_closed` says whether brackets are looked after: not once one
/// was never closed, so that no text is gone through again and again.
fn end_of_statement(text: &str, is_closed: &mut bool) -> usize {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    if *is_closed && first.trim_end().ends_with(['{', '(', '[']) {
        let mut end = first.len();
        for line in lines.clone().take(LONGEST_STATEMENT) {
            end += line.len();
            if line.starts_with(['}', ')', ']']) {
                return end;
            }
        }
        *is_closed = false;
    }
    let set_in = lines.take_while(|line| line.starts_with([' ', '\t']) && !line.trim().is_empty());
    first.len() + set_in.map(str::len).sum::<usize>()
}

/// Whether a text begins with statements of which one exports an object with a title.
pub(super) fn is_header(text: &str) -> bool {
    exported(text).is_some()
}

/// The exported object: where its statement is, and its fields.
fn exported(text: &str) -> Option<(Range<usize>, Vec<Field>)> {
    if !is_statement(text.lines().next()?.trim_end()) {
        return None;
    }
    let mut end = 0;
    let leading = asides(text, false).into_iter().take_while(|(_, place)| {
        let is_next = text[end..place.start].trim().is_empty();
        end = place.end;
        is_next
    });
    leading.map(|(_, place)| place).find_map(|place| {
        let statement = &text[place.clone()];
        let behind = ["const ", "let ", "var "]
            .iter()
            .find_map(|word| statement.strip_prefix("export ")?.strip_prefix(word))?;
        let value = assigned(behind).filter(|value| value.starts_with('{'))?;
        let mut scan = Scan {
            text: &text[..place.end],
            at: place.end - value.len(),
        };
        let fields = scan.fields();
        let has_title = fields
            .iter()
            .any(|field| field.key == "title" && field.value.text().is_some());
        has_title.then_some((place, fields))
    })
}

/// Reads the fields; the text begins behind the statement they stand in.
pub(super) fn read(text: &str, start: usize) -> Header {
    let (place, mut fields) = exported(&text[start..]).unwrap_or_default();
    move_spans(&mut fields, &mut [], start);
    Header {
        fields,
        faults: Vec::new(),
        span: Span::new(start + place.start, start + place.end),
        body: start + place.end,
    }
}

/// Reads an object between fences.
pub(super) fn object(text: &str) -> (Vec<Field>, Vec<Fault>) {
    let mut scan = Scan { text, at: 0 };
    scan.skip();
    match scan.peek() {
        Some('{') => (scan.fields(), Vec::new()),
        _ => {
            let fault = Fault {
                span: Span::new(0, text.len()),
                message: "this is not an object of JavaScript".to_owned(),
                closed: true,
            };
            (Vec::new(), vec![fault])
        }
    }
}

/// Goes through an object of JavaScript. What has to be run to be known is nothing.
struct Scan<'text> {
    text: &'text str,
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// Passes over blanks and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.text[self.at..].trim_start();
            let comment = match rest.get(..2) {
                Some("//") => rest.find('\n').unwrap_or(rest.len()),
                Some("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
                _ => 0,
            };
            self.at = self.text.len() - rest.len() + comment;
            if comment == 0 {
                return;
            }
        }
    }

    /// Takes a sign, if it is the next one.
    fn take(&mut self, sign: char) -> bool {
        self.skip();
        let is_next = self.peek() == Some(sign);
        self.at += if is_next { sign.len_utf8() } else { 0 };
        is_next
    }

    /// The fields of the object that begins here.
    fn fields(&mut self) -> Vec<Field> {
        let mut fields = Vec::new();
        self.at += 1;
        while !self.take('}') && self.at < self.text.len() {
            let start = self.at;
            let Some((key, value_start, value)) = self.member(0) else {
                continue;
            };
            let end = self.text[..self.at].trim_end().len();
            fields.push(Field {
                key: key_of(&key),
                value,
                span: Span::new(start, end),
                value_span: Span::new(value_start, end),
            });
        }
        fields
    }

    /// A name, where its value begins, and the value, with the comma behind it; nothing where something else stands.
    fn member(&mut self, depth: usize) -> Option<(String, usize, Value)> {
        let key = match self.peek() {
            Some('\'' | '"') => self.string(),
            _ => {
                let rest = &self.text[self.at..];
                let end = rest
                    .find(|letter: char| !letter.is_alphanumeric() && !"_$".contains(letter))
                    .unwrap_or(rest.len());
                self.at += end;
                rest[..end].to_owned()
            }
        };
        let member = if !key.is_empty() && self.take(':') {
            self.skip();
            let start = self.at;
            Some((key, start, self.value(depth + 1)))
        } else {
            self.expression();
            None
        };
        // The comma belongs to nobody; a bracket that closes nothing is passed over as well.
        if !self.take(',') && !matches!(self.peek(), Some('}') | None) {
            self.at += self.peek().map_or(0, char::len_utf8);
        }
        member
    }

    fn value(&mut self, depth: usize) -> Value {
        self.skip();
        match self.peek() {
            Some('\'' | '"' | '`') => {
                let mut text = self.string();
                while self.take('+') {
                    self.skip();
                    match self.peek() {
                        Some('\'' | '"' | '`') => text.push_str(&self.string()),
                        _ => break,
                    }
                }
                self.expression();
                Value::Text(text)
            }
            Some('[') if depth < DEEPEST => {
                self.at += 1;
                let mut values = Vec::new();
                while !self.take(']') && self.at < self.text.len() {
                    values.push(self.value(depth + 1));
                    if !self.take(',') && !matches!(self.peek(), Some(']')) {
                        self.at += self.peek().map_or(0, char::len_utf8);
                    }
                }
                Value::List(values)
            }
            Some('{') if depth < DEEPEST => {
                self.at += 1;
                let mut fields = Vec::new();
                while !self.take('}') && self.at < self.text.len() {
                    fields.extend(
                        self.member(depth)
                            .map(|(key, _, value)| (key_of(&key), value)),
                    );
                }
                Value::Table(fields)
            }
            _ => {
                let start = self.at;
                self.expression();
                plain(self.text[start..self.at].trim())
            }
        }
    }

    /// The characters between the quotes that begin here.
    fn string(&mut self) -> String {
        let mut out = String::new();
        let mut letters = self.text[self.at..].chars();
        let quote = letters.next();
        while let Some(letter) = letters.next() {
            match letter {
                _ if Some(letter) == quote => break,
                '\\' => out.extend(match letters.next() {
                    Some('n') => Some('\n'),
                    Some('t') => Some('\t'),
                    Some('u') => {
                        let rest = letters.as_str();
                        code_point(rest).map(|(letter, length)| {
                            letters = rest[length..].chars();
                            letter
                        })
                    }
                    Some('\n') | None => None,
                    other => other,
                }),
                letter => out.push(letter),
            }
        }
        self.at = self.text.len() - letters.as_str().len();
        out
    }

    /// Passes over what stands before the comma or the bracket that ends this value.
    fn expression(&mut self) {
        let mut depth = 0_usize;
        while let Some(letter) = self.peek() {
            match letter {
                '\'' | '"' | '`' => {
                    self.string();
                    continue;
                }
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' if depth > 0 => depth -= 1,
                ',' | ')' | ']' | '}' if depth == 0 => return,
                _ => {}
            }
            self.at += letter.len_utf8();
        }
    }
}

/// What stands behind `\u`, `00e9` or `{e9}`, and its length in bytes.
fn code_point(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 6;
    let (digits, length) = match text.strip_prefix('{') {
        Some(inside) => {
            let end = inside
                .bytes()
                .take(LONGEST + 1)
                .position(|byte| byte == b'}')?;
            (&inside[..end], end + 2)
        }
        None => (text.get(..4)?, 4),
    };
    let letter = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    Some((letter, length))
}

/// A number, yes or no, or the day of `new Date('2024-07-10')`.
fn plain(text: &str) -> Value {
    let is_known = matches!(text, "true" | "false")
        || text.starts_with(|first: char| first.is_ascii_digit())
            && text
                .chars()
                .all(|letter| letter.is_ascii_digit() || letter == '.');
    let date = text.strip_prefix("new Date(").and_then(|rest| {
        let (quote, inside) = (rest.get(..1)?, rest.get(1..)?.strip_suffix(')')?);
        inside
            .trim_end()
            .strip_suffix(quote)
            .filter(|_| matches!(quote, "'" | "\""))
    });
    match date.or(is_known.then_some(text)) {
        Some(known) => Value::Text(known.to_owned()),
        None => Value::Nothing,
    }
}
