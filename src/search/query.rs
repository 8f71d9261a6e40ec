//! What does a reader ask for?
//!
//! The query language: words, `"exact phrases"`, `-not` (or `NOT`), `OR` (or `|`) between its two neighbours, parentheses, and
//! `key:value` restrictions ([`Key`]). [`parse`] never fails: what it cannot make sense of it searches as words or leaves
//! out, and says so in a note. What a parsed query matches:
//!
//! - parts side by side must all match, except that loose words may be missing from an article when too few articles have
//!   all of them (see [`super::weights::ENOUGH_STRICT_HITS`]);
//! - a parenthesis matters only after `-` and beside `OR`: else what stands in it might as well stand outside;
//! - of words that are left out together (`-self-driving`) an article must have all;
//! - capitals from end to end are a headline, once it has five words: they hide no `NOT`, `OR` or dash that leaves out;
//! - function words count only when there is nothing else;
//! - a word matches its other forms and aliases; in quotation marks, only itself;
//! - the last word of a query may be unfinished.

pub mod date;
mod parse;

pub use parse::{MAX_WORDS, parse};

use super::FieldKind;
use super::request::{Chip, ChipKind};
use crate::text::stem::stem;
use crate::text::stop::is_stop;
use std::ops::Range;

/// All fields, as a mask of their numbers.
pub const ANY_FIELD: u8 = 0xff;

/// A query as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The text it came from; of a headline in capitals, in small letters.
    pub text: String,
    /// The parts that must match, in order.
    pub parts: Vec<Part>,
    /// All words of all parts; nodes refer to them by number.
    pub words: Vec<Word>,
    /// What was not understood, in sentences.
    pub notes: Vec<String>,
}

/// A part of the query at the top level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it asks.
    pub node: Node,
    /// Where it stands in the text.
    pub span: Range<usize>,
    /// What kind of chip shows it.
    pub kind: ChipKind,
    /// What the chip says.
    pub label: String,
}

/// A condition on articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// The word with this number.
    Word(usize),
    /// These words in a row, in exactly these forms, within one of these fields.
    Phrase(Vec<usize>, u8),
    /// All of these; the words among them are loose.
    All(Vec<Node>),
    /// Any of these.
    Any(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// Having the category whose slug has this form (see [`same_name`]).
    Category(String),
    /// From the source whose host has this form.
    Source(String),
    /// Dated within these days, both included.
    Days(Option<i32>, Option<i32>),
    /// Carrying this: a bit of [`Row::has`](super::column::Row::has).
    Has(u8),
}

/// A word of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its folded form.
    pub form: String,
    /// Where it stands in the text.
    pub span: Range<usize>,
    /// Whether it may be unfinished.
    pub prefix: bool,
    /// The fields it must stand in, as a mask of their numbers.
    pub fields: u8,
    /// Whether only this very form counts.
    pub exact: bool,
    /// Whether articles are ranked by it: not when it is excluded.
    pub ranked: bool,
}

/// What may stand before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `title:` — the word or phrase must stand in the headline.
    Title,
    /// `in:` — all words beside it must stand in this layer.
    In,
    /// `category:` — a slug or a name.
    Category,
    /// `source:` — a host or the beginning or middle labels of one.
    Source,
    /// `before:` — a date; that day is not included.
    Before,
    /// `after:` — a date; that day is not included, but for days counted from today that reach it: `after:last week`.
    After,
    /// `on:` — a day, month or year.
    On,
    /// `has:` — `petition`, or the layer that an article must have.
    Has,
}

impl Key {
    /// The key with this name, in any case; `None` for a word that is none.
    pub fn named(name: &str) -> Option<Key> {
        Some(match name.to_ascii_lowercase().as_str() {
            "title" | "intitle" => Key::Title,
            "in" => Key::In,
            "category" | "cat" => Key::Category,
            "source" | "site" => Key::Source,
            "before" | "until" => Key::Before,
            "after" | "since" => Key::After,
            "on" | "date" => Key::On,
            "has" => Key::Has,
            _ => return None,
        })
    }
}

/// The field a reader means by `name` after `in:`.
pub fn layer_named(name: &str) -> Option<FieldKind> {
    Some(match name.to_ascii_lowercase().as_str() {
        "title" | "headline" => FieldKind::Title,
        "points" | "keypoints" | "key-points" => FieldKind::KeyPoints,
        "report" | "text" => FieldKind::Report,
        "opinion" => FieldKind::Opinion,
        "action" => FieldKind::Action,
        "todo" | "to-do" => FieldKind::Todo,
        "names" | "name" => FieldKind::Names,
        "other" => FieldKind::Other,
        _ => return None,
    })
}

/// The bit of a petition in what an article has.
pub const PETITION: u8 = 1;

/// The layers that not every article has, and their bits likewise.
pub const LAYERS: [(FieldKind, u8); 3] = [
    (FieldKind::Opinion, 2),
    (FieldKind::Action, 4),
    (FieldKind::Todo, 8),
];

/// The bit that `has:` means with a value.
pub fn bit_named(value: &str) -> Option<u8> {
    if value.eq_ignore_ascii_case("petition") {
        return Some(PETITION);
    }
    let layer = layer_named(value)?;
    let found = LAYERS.iter().find(|(kind, _)| *kind == layer);
    found.map(|(_, bit)| *bit)
}

/// Whether `asked` names `name`: the same letters and digits in any case, whatever stands between them.
pub fn same_name(asked: &str, name: &str) -> bool {
    let key = |text: &str| {
        crate::text::terms(text)
            .into_iter()
            .map(|term| term.form)
            .collect::<String>()
    };
    key(asked) == key(name)
}

impl Query {
    /// The query's parts for the reader, each with the text that is left without it.
    pub fn chips(&self) -> Vec<Chip> {
        self.parts
            .iter()
            .map(|part| Chip {
                kind: part.kind,
                label: part.label.clone(),
                without: self.without(&part.span),
            })
            .collect()
    }

    /// The words that articles are ranked by: function words only when there is nothing else, and a word that is said
    /// again, in whichever form, only once: a question that repeats itself does not ask for more of the same.
    pub fn ranking(&self) -> Vec<usize> {
        let ranked = || self.words.iter().filter(|word| word.ranked);
        let only_stops = ranked().all(|word| is_stop(&word.form));
        let mut seen = Vec::new();
        let mut out = Vec::new();
        for (number, word) in self
            .words
            .iter()
            .enumerate()
            .filter(|(_, word)| word.ranked)
        {
            let form = if word.exact {
                word.form.clone()
            } else {
                stem(&word.form)
            };
            let meaning = (form, word.exact, word.fields);
            if (only_stops || word.exact || !is_stop(&word.form)) && !seen.contains(&meaning) {
                seen.push(meaning);
                out.push(number);
            }
        }
        out
    }

    /// The text without a stretch of it.
    pub fn without(&self, span: &Range<usize>) -> String {
        let head = self.text.get(..span.start).unwrap_or_default().trim();
        let tail = self.text.get(span.end..).unwrap_or_default().trim();
        let parts = [head, tail].into_iter().filter(|part| !part.is_empty());
        let left = parts.collect::<Vec<_>>().join(" ");
        // What is left must not turn into a headline, which has no operators.
        match parse::is_shouted(&left) {
            true => parse::lowered(&left),
            false => left,
        }
    }

    /// The text with a stretch replaced.
    pub fn replaced(&self, span: &Range<usize>, by: &str) -> String {
        let head = self.text.get(..span.start).unwrap_or_default();
        let tail = self.text.get(span.end..).unwrap_or_default();
        format!("{head}{by}{tail}")
    }
}
