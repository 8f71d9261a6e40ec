//! From text to conditions, in one pass; see [`super`] for the language.

mod restriction;

use super::{ANY_FIELD, Key, Node, Part, Query, Word};
use crate::search::request::ChipKind;
use crate::text::{piece, query_forms, tokens};
use std::ops::Range;

/// Words beyond this many are left out, and a note says so: a pasted page is not a question.
pub const MAX_WORDS: usize = 64;
/// Parentheses deeper than this are read as if they were not there.
const MAX_DEPTH: usize = 16;

/// Reads a query. `today` is the present day, for dates like "last week".
pub fn parse(text: &str, today: Option<i32>) -> Query {
    let spoken = is_shouted(text).then(|| spoken(text));
    let text = spoken.as_deref().unwrap_or(text);
    let mut parser = Parser {
        text,
        at: 0,
        today,
        words: Vec::new(),
        notes: Vec::new(),
        depth: 0,
        fields: 0,
        left_out: false,
    };
    let mut parts = parser.parts(true);
    let fields = std::mem::take(&mut parser.fields);
    restrict(&mut parser.words, &mut parts, fields);
    if parser.left_out {
        parser
            .notes
            .push(format!("Only the first {MAX_WORDS} words were looked for."));
    }
    if parts.is_empty() && parser.notes.is_empty() && !text.trim().is_empty() {
        let note = "No word to look for: these are all articles.";
        parser.notes.push(note.to_owned());
    }
    let mut query = Query {
        text: text.to_owned(),
        parts,
        words: parser.words,
        notes: parser.notes,
    };
    mark_unfinished(&mut query);
    query
}

/// The last word may be unfinished when nothing was typed after it.
fn mark_unfinished(query: &mut Query) {
    // As other engines have it, a star says so; it is no part of the word.
    let end = query.text.trim_end_matches('*').len();
    if let Some(word) = query
        .words
        .last_mut()
        .filter(|word| word.span.end == end && !word.exact && word.ranked)
    {
        word.prefix = true;
    }
}

/// Narrows all words of `parts` to `fields`, when any were named.
fn restrict(words: &mut [Word], parts: &mut [Part], fields: u8) {
    if fields == 0 {
        return;
    }
    fn narrow(node: &mut Node, words: &mut [Word], fields: u8) {
        match node {
            Node::Word(number) => words[*number].fields &= fields,
            Node::Phrase(numbers, mask) => {
                *mask &= fields;
                numbers
                    .iter()
                    .for_each(|number| words[*number].fields &= fields);
            }
            Node::All(nodes) | Node::Any(nodes) => nodes
                .iter_mut()
                .for_each(|node| narrow(node, words, fields)),
            Node::Not(node) => narrow(node, words, fields),
            _ => {}
        }
    }
    parts
        .iter_mut()
        .for_each(|part| narrow(&mut part.node, words, fields));
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    today: Option<i32>,
    words: Vec<Word>,
    notes: Vec<String>,
    depth: usize,
    /// The fields named by `in:` in the present group.
    fields: u8,
    left_out: bool,
}

/// A query in capitals of so many words, beside operators, is a headline as agencies and old archives write them. Fewer may
/// be acronyms with operators between: `NATO NOT EU`.
const HEADLINE_WORDS: usize = 5;

/// Whether it is. The operators are Latin, and so are the capitals that hide them.
pub fn is_shouted(text: &str) -> bool {
    let has = |word: &str, is: fn(&u8) -> bool| word.as_bytes().iter().any(is);
    let is_word = |word: &&str| has(word, u8::is_ascii_uppercase) && !is_operator(word);
    let words = text.split(' ').filter(is_word);
    words.count() >= HEADLINE_WORDS && !has(text, u8::is_ascii_lowercase)
}

/// A headline without capitals, or signs that would leave something out, every word where it stood.
fn spoken(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if is_dash(c) || c == '|' => out.extend(std::iter::repeat_n(' ', c.len_utf8())),
            c => out.push(c.to_ascii_lowercase()),
        }
    }
    out
}

/// A query without capitals but those of its operators.
pub fn lowered(text: &str) -> String {
    let pieces = text.split_inclusive(|c: char| !c.is_alphanumeric());
    let lowered = pieces.map(|piece| match is_operator(piece) {
        true => piece.to_owned(),
        false => piece.to_ascii_lowercase(),
    });
    lowered.collect()
}

fn is_operator(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    matches!(word, "OR" | "AND" | "NOT")
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '＂')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '−' | '–')
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        piece(self.text, self.at..)
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// The characters up to a blank, a quotation mark or a parenthesis.
    fn run(&self, from: usize) -> &'a str {
        let rest = piece(self.text, from..);
        let end = rest
            .find(|c: char| c.is_whitespace() || is_quote(c) || c == '(' || c == ')')
            .unwrap_or(rest.len());
        piece(rest, ..end)
    }

    /// The parts up to the end, or up to a closing parenthesis when this is no top level.
    fn parts(&mut self, top: bool) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut or_pending = false;
        loop {
            self.skip_blanks();
            let start = self.at;
            let Some(c) = self.rest().chars().next() else {
                break;
            };
            if c == ')' {
                if !top {
                    break;
                }
                self.at += 1;
                self.notes
                    .push("A closing parenthesis without an opening one was ignored.".to_owned());
                continue;
            }
            let run = self.run(start);
            if run == "OR" || run == "|" || run == "||" {
                self.at += run.len();
                or_pending = !parts.is_empty();
                continue;
            }
            if run == "AND" {
                self.at += run.len();
                continue;
            }
            let new = self.part();
            for part in new {
                match parts.last_mut().filter(|_| or_pending) {
                    Some(last) => join_or(last, part, self.text),
                    None => parts.push(part),
                }
                or_pending = false;
            }
        }
        parts
    }

    /// The next part. Usually one; none when there is nothing to look for; several when a run holds several words.
    fn part(&mut self) -> Vec<Part> {
        let start = self.at;
        let rest = self.rest();
        let Some(c) = rest.chars().next() else {
            return Vec::new();
        };
        if self.run(start) == "NOT" {
            self.at += 3;
            self.skip_blanks();
            return self.negated(start);
        }
        let next = rest.chars().nth(1);
        if is_dash(c) && next.is_some_and(|n| n.is_alphanumeric() || is_quote(n) || n == '(') {
            self.at += c.len_utf8();
            return self.negated(start);
        }
        if is_quote(c) {
            return self.phrase(start, ANY_FIELD, "").into_iter().collect();
        }
        if c == '(' {
            return self.group(start);
        }
        let run = self.run(start);
        if let Some((name, value)) = run.split_once(':') {
            if let Some(key) = Key::named(name) {
                self.at = start + name.len() + 1;
                return self.restriction(key, start);
            }
            let quoted =
                value.is_empty() && piece(self.text, start + run.len()..).starts_with(is_quote);
            if name.chars().all(char::is_alphabetic)
                && (!value.is_empty() || quoted)
                && !value.starts_with("//")
                && name.len() > 1
            {
                self.notes.push(format!(
                    "“{name}:” is not a known filter; it was searched as a word."
                ));
            }
        }
        self.at = start + run.len().max(if run.is_empty() { c.len_utf8() } else { 0 });
        self.run_words(start..self.at, ANY_FIELD, "")
    }

    fn negated(&mut self, start: usize) -> Vec<Part> {
        let first = self.words.len();
        let inner = self.part();
        self.words[first..]
            .iter_mut()
            .for_each(|word| word.ranked = false);
        let Some(label) = (!inner.is_empty()).then(|| {
            inner
                .iter()
                .map(|p| p.label.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        }) else {
            return Vec::new();
        };
        let inner = single(inner.into_iter().map(|p| p.node).collect());
        let node = Node::Not(Box::new(strict(inner)));
        vec![Part {
            node,
            span: start..self.at,
            kind: ChipKind::Not,
            label: format!("not {label}"),
        }]
    }

    fn group(&mut self, start: usize) -> Vec<Part> {
        self.at += 1;
        if self.depth >= MAX_DEPTH {
            return Vec::new();
        }
        self.depth += 1;
        let outer = std::mem::take(&mut self.fields);
        let mut parts = self.parts(false);
        let fields = std::mem::replace(&mut self.fields, outer);
        restrict(&mut self.words, &mut parts, fields);
        self.depth -= 1;
        if self.rest().starts_with(')') {
            self.at += 1;
        } else {
            self.notes
                .push("An open parenthesis was closed at the end.".to_owned());
        }
        if parts.is_empty() {
            return Vec::new();
        }
        let label = piece(self.text, start..self.at).to_owned();
        let node = single(parts.into_iter().map(|p| p.node).collect());
        vec![Part {
            node,
            span: start..self.at,
            kind: ChipKind::Group,
            label,
        }]
    }

    /// The phrase that begins with the quotation mark here. One that is not closed ends with the text.
    fn phrase(&mut self, start: usize, fields: u8, shown: &str) -> Option<Part> {
        let open = self.rest().chars().next().map_or(0, char::len_utf8);
        let from = self.at + open;
        let body = piece(self.text, from..);
        let (length, close) = match body.char_indices().find(|(_, c)| is_quote(*c)) {
            Some((at, c)) => (at, c.len_utf8()),
            None => {
                self.notes
                    .push("A quotation mark was closed at the end.".to_owned());
                (body.len(), 0)
            }
        };
        self.at = from + length + close;
        let body = piece(body, ..length);
        let mut numbers = Vec::new();
        for form in query_forms(body) {
            numbers.extend(self.word(form, from..from + length, fields, true));
        }
        let node = match numbers[..] {
            [] => return None,
            _ => Node::Phrase(numbers, fields),
        };
        Some(Part {
            node,
            span: start..self.at,
            kind: ChipKind::Phrase,
            label: format!("{shown}“{}”", body.trim()),
        })
    }

    /// The words of a stretch without blanks. A run of a script without spaces becomes a phrase of its pairs.
    fn run_words(&mut self, stretch: Range<usize>, fields: u8, shown: &str) -> Vec<Part> {
        let text = piece(self.text, stretch.clone());
        let mut parts = Vec::new();
        let list: Vec<_> = tokens(text).collect();
        for group in list.chunk_by(|a, b| a.unspaced && b.unspaced && a.end == b.start) {
            let (from, to) = (group[0].start as usize, group[group.len() - 1].end as usize);
            let span = stretch.start + from..stretch.start + to;
            let exact = group[0].unspaced;
            let mut numbers = Vec::new();
            for form in query_forms(piece(text, from..to)) {
                numbers.extend(self.word(form, span.clone(), fields, exact && group.len() > 1));
            }
            let node = match numbers[..] {
                [] => continue,
                [number] => Node::Word(number),
                _ => Node::Phrase(numbers, fields),
            };
            parts.push(Part {
                node,
                span,
                kind: ChipKind::Word,
                label: format!("{shown}{}", piece(text, from..to)),
            });
        }
        // A lone word owns the signs around it, so that its chip removes them too.
        if let [part] = &mut parts[..] {
            part.span = stretch;
        }
        parts
    }

    fn word(&mut self, form: String, span: Range<usize>, fields: u8, exact: bool) -> Option<usize> {
        if self.words.len() >= MAX_WORDS {
            self.left_out = true;
            return None;
        }
        self.words.push(Word {
            form,
            span,
            prefix: false,
            fields,
            exact,
            ranked: true,
        });
        Some(self.words.len() - 1)
    }
}

/// One node for several that must all match.
fn single(mut nodes: Vec<Node>) -> Node {
    match nodes.pop() {
        Some(node) if nodes.is_empty() => node,
        Some(node) => {
            nodes.push(node);
            Node::All(nodes)
        }
        None => Node::All(nodes),
    }
}

/// Being generous would leave out too much: of words that are left out together an article must have all.
fn strict(node: Node) -> Node {
    match node {
        Node::All(nodes) => {
            let nodes = nodes.into_iter().map(|node| match node {
                Node::Word(_) => Node::Any(vec![node]),
                node => strict(node),
            });
            Node::All(nodes.collect())
        }
        Node::Any(nodes) => Node::Any(nodes.into_iter().map(strict).collect()),
        node => node,
    }
}

/// Makes `last` the alternative of itself and `part`.
fn join_or(last: &mut Part, part: Part, text: &str) {
    let span = last.span.start..part.span.end;
    let before = std::mem::replace(&mut last.node, Node::All(Vec::new()));
    last.node = match before {
        Node::Any(mut nodes)
            if last.kind == ChipKind::Group && !piece(text, last.span.clone()).starts_with('(') =>
        {
            nodes.push(part.node);
            Node::Any(nodes)
        }
        node => Node::Any(vec![node, part.node]),
    };
    last.label = text.get(span.clone()).unwrap_or_default().to_owned();
    last.span = span;
    last.kind = ChipKind::Group;
}
