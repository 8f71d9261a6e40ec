//! Which passage shows best why an article was found?

use super::{FieldKind, order};
use crate::text::{each_term, stem::stem};

/// Words in a passage.
const PASSAGE_WORDS: usize = 36;

/// What to look for in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// Stems, each with the number of the query's word it stands for and that word's weight.
    pub stems: Vec<(String, u32, u32)>,
    /// Forms that must be met exactly, likewise.
    pub forms: Vec<(String, u32, u32)>,
}

impl Sought {
    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.stems.is_empty() && self.forms.is_empty()
    }

    /// The word of the query that a form of the text answers, and its weight.
    fn hit(&self, form: &str) -> Option<(u32, u32)> {
        if let Some((_, word, weight)) = self.forms.iter().find(|(sought, ..)| sought == form) {
            return Some((*word, *weight));
        }
        // Stemming every word of a long text is most of the cost; the first letter rules most of them out.
        let first = form.chars().next()?;
        if !self.stems.iter().any(|(stem, ..)| stem.starts_with(first)) {
            return None;
        }
        let own = stem(form);
        self.stems
            .iter()
            .find(|(sought, ..)| *sought == own)
            .map(|(_, word, weight)| (*word, *weight))
    }
}

/// Most words of a hit that are named: they go into an address.
const MAX_WORDS: usize = 16;

struct Place {
    start: u32,
    end: u32,
    hit: Option<(u32, u32)>,
}

fn places(text: &str, sought: &Sought) -> Vec<Place> {
    let mut out = Vec::new();
    each_term(text, |form, start, end| {
        out.push(Place {
            start,
            end,
            hit: sought.hit(form),
        })
    });
    out
}

/// Where an article answers a query. All places are in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    /// Matches in the title.
    pub title_marks: Vec<(u32, u32)>,
    /// The best passage, when the words stand in the text.
    pub snippet: Option<Snippet>,
    /// In how many places the words stand, by layer.
    pub layers: Vec<(FieldKind, u32)>,
    /// The words that stand there, as the text has them, each once and some of very many.
    pub words: Vec<String>,
    /// The place that the passage begins with, counted from 1 through all layers; overlapping matches are one.
    pub first: u32,
}

/// A passage of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The passage, cut at words; a line a block.
    pub text: String,
    /// Matches in it.
    pub marks: Vec<(u32, u32)>,
    /// The layer it is from.
    pub layer: FieldKind,
    /// Whether text was cut off before it.
    pub cut_before: bool,
    /// Whether text was cut off after it.
    pub cut_after: bool,
}

/// Where an article answers a query: its title, and the texts of its fields.
pub fn passages(title: &str, fields: &[(FieldKind, String)], sought: &Sought) -> Passages {
    let mut out = Passages {
        title_marks: joined(&places(title, sought), 0),
        ..Passages::default()
    };
    let mut most = 0;
    let mut passed = 1;
    for (kind, text) in fields {
        let places = places(text, sought);
        let marks = joined(&places, 0);
        if marks.is_empty() {
            continue;
        }
        add_words(&mut out.words, text, &marks);
        let hits = places.iter().filter(|place| place.hit.is_some()).count() as u32;
        match out.layers.iter_mut().find(|(known, _)| known == kind) {
            Some(layer) => layer.1 += hits,
            None => out.layers.push((*kind, hits)),
        }
        let (value, from, to) = window(&places);
        if value > most {
            most = value;
            out.snippet = Some(cut(*kind, text, &places, from, to));
            let start = places[from].start;
            out.first = passed + marks.partition_point(|mark| mark.0 < start) as u32;
        }
        passed += marks.len() as u32;
    }
    order::all(&mut out.layers, &Ord::cmp);
    out
}

/// Adds the words that stand at some places of a text, each once.
fn add_words(words: &mut Vec<String>, text: &str, marks: &[(u32, u32)]) {
    for &(start, end) in marks {
        let word = text.get(start as usize..end as usize).unwrap_or_default();
        if words.len() < MAX_WORDS && !words.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            words.push(word.to_owned());
        }
    }
}

fn joined(places: &[Place], from: u32) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for place in places.iter().filter(|place| place.hit.is_some()) {
        match out.last_mut().filter(|last| place.start - from < last.1) {
            Some(last) => last.1 = last.1.max(place.end - from),
            None => out.push((place.start - from, place.end - from)),
        }
    }
    out
}

/// The window with the most telling words: different words first, then repetitions, then the earliest.
fn window(places: &[Place]) -> (u64, usize, usize) {
    let mut best = (0u64, 0, places.len().min(PASSAGE_WORDS));
    for (i, _) in places
        .iter()
        .enumerate()
        .filter(|(_, place)| place.hit.is_some())
    {
        let from = i
            .saturating_sub(PASSAGE_WORDS / 6)
            .min(places.len().saturating_sub(PASSAGE_WORDS));
        let to = (from + PASSAGE_WORDS).min(places.len());
        let mut seen = Vec::new();
        let mut value = 0u64;
        for (word, weight) in places[from..to].iter().filter_map(|place| place.hit) {
            value += if seen.contains(&word) {
                u64::from(weight)
            } else {
                seen.push(word);
                u64::from(weight) * 16
            };
        }
        if value > best.0 {
            best = (value, from, to);
        }
    }
    best
}

fn cut(layer: FieldKind, text: &str, places: &[Place], from: usize, to: usize) -> Snippet {
    let start = if from == 0 { 0 } else { places[from].start };
    let end = if to == places.len() {
        text.len() as u32
    } else {
        places[to - 1].end
    };
    let passage = text.get(start as usize..end as usize).unwrap_or_default();
    Snippet {
        text: passage.trim_end().to_owned(),
        marks: joined(&places[from..to], start),
        layer,
        cut_before: from > 0,
        cut_after: to < places.len(),
    }
}
