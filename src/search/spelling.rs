//! Which known words may a misspelt one mean?
//!
//! A typing error changes the beginning of a word or its end, seldom both. Words with the same first two characters stand
//! together in the dictionary; here each form is listed once more, under its last two characters and its length. A misspelt
//! word is looked for in both places, at lengths as near as the allowed distance, and compared there with the optimal string
//! alignment distance, in which exchanging two neighbours is one error (Damerau, "A technique for computer detection and
//! correction of spelling errors", CACM 1964). So an error in the first letter is found by the end.

use super::bytes::Corrupt;
use super::code::{Chance, Decoder, Encoder, Numbers, Texts};
use super::order;
use super::root::separator;
use crate::text::piece;

/// The fewest articles that must have a word for it to be offered, by the articles of its segment: most of the rarest words
/// of a large archive are misspelt themselves.
pub fn least_frequency(documents: u32) -> u32 {
    match documents {
        0..=1_023 => 1,
        1_024..=8_192 => 2,
        8_193..=40_000 => 3,
        _ => 5,
    }
}

/// The most words offered for one.
pub const MAX_CORRECTIONS: usize = 3;

/// A word offered for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The known form.
    pub form: String,
    /// How many errors apart, at least 1.
    pub distance: u32,
    /// In how many articles it occurs.
    pub frequency: u32,
}

/// How many errors a word of this many characters may have. Below four characters every word is near every other.
pub fn allowed(characters: usize) -> u32 {
    match characters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The fewest characters of a word that is offered.
const SHORTEST: usize = 3;

/// What words of `length` characters that end as `form` does are listed under; `None` for forms too short to have an end.
fn key(form: &str, length: usize) -> Option<String> {
    let (at, _) = form.char_indices().rev().nth(1)?;
    let length = char::from_u32(0x30 + length as u32)?;
    Some(format!("{}{length}", piece(form, at..)))
}

/// The first two characters of a form.
pub fn beginning(form: &str) -> &str {
    let end = form.char_indices().nth(2).map_or(form.len(), |(at, _)| at);
    piece(form, ..end)
}

/// Writes the list of a segment of `documents` articles from its forms and their frequencies, in blocks of
/// about `most` bytes; each block comes with a text that separates it from the ones before.
pub fn encode<'a>(
    forms: impl Iterator<Item = (&'a str, u32)>,
    documents: u32,
    most: usize,
) -> Vec<(String, Vec<u8>)> {
    let least = least_frequency(documents);
    let mut list: Vec<(String, u32)> = Vec::new();
    for (form, frequency) in forms.filter(|(_, frequency)| *frequency >= least) {
        let length = form.chars().count();
        if let Some(key) = key(form, length).filter(|_| length >= SHORTEST) {
            // The key already has the last two characters.
            let head: String = form.chars().take(length - 2).collect();
            list.push((key + &head, frequency));
        }
    }
    list.sort_unstable();
    let mut blocks = Vec::new();
    let (mut out, mut model) = (Encoder::default(), Model::default());
    let (mut first, mut last) = ("", "");
    let mut words = list.iter().peekable();
    while let Some((key, frequency)) = words.next() {
        if first.is_empty() {
            first = separator(last, key);
            last = "";
        }
        out.put(true, &mut model.more);
        model.texts.put(&mut out, last.as_bytes(), key.as_bytes());
        model.frequencies.put(&mut out, *frequency);
        last = key;
        if out.len() >= most || words.peek().is_none() {
            out.put(false, &mut model.more);
            blocks.push((first.to_owned(), std::mem::take(&mut out).finish()));
            (first, model) = ("", Model::default());
        }
    }
    blocks
}

/// What the words of a block are likely to be.
struct Model {
    /// Whether there is one more.
    more: Chance,
    texts: Texts,
    frequencies: Numbers,
}

impl Default for Model {
    fn default() -> Model {
        Model {
            more: Chance::EVEN,
            texts: Texts::default(),
            frequencies: Numbers::default(),
        }
    }
}

/// The blocks, by index, that may hold words for `form`, given what separates each from the ones before.
pub fn blocks(form: &str, first_keys: &[String]) -> Vec<u32> {
    let length = form.chars().count();
    let slack = allowed(length) as usize;
    let mut out = Vec::new();
    for length in length.saturating_sub(slack)..=length + slack {
        if let Some(key) = key(form, length) {
            let begin = first_keys
                .partition_point(|first| *first <= key)
                .saturating_sub(1);
            let end = first_keys.partition_point(|first| *first <= key || first.starts_with(&key));
            out.extend(begin as u32..end as u32);
        }
    }
    order::all(&mut out, &Ord::cmp);
    out.dedup();
    out
}

/// What may be meant by a word, as it is collected from segment to segment.
pub struct Offers {
    asked: Vec<char>,
    /// The best are not known before the last has come.
    list: Vec<Offer>,
    /// The forms that this segment has given already.
    seen: Vec<String>,
}

impl Offers {
    /// No offers yet for a form.
    pub fn new(form: &str) -> Offers {
        Offers {
            asked: form.chars().collect(),
            list: Vec::new(),
            seen: Vec::new(),
        }
    }

    /// Begins a segment: frequencies of segments add up.
    pub fn begin(&mut self) {
        self.seen.clear();
    }

    /// Adds a form if it is near enough.
    pub fn consider(&mut self, known: &str, frequency: u32) {
        let limit = allowed(self.asked.len());
        let letters: Vec<char> = known.chars().collect();
        if letters.len() < SHORTEST {
            return;
        }
        let distance = distance(&self.asked, &letters, limit).filter(|d| *d > 0);
        let Some(distance) = distance else { return };
        if self.seen.iter().any(|seen| seen == known) {
            return;
        }
        self.seen.push(known.to_owned());
        match self.list.iter_mut().find(|offer| offer.form == known) {
            Some(offer) => offer.frequency = offer.frequency.saturating_add(frequency),
            None => self.list.push(Offer {
                form: known.to_owned(),
                distance,
                frequency,
            }),
        }
    }

    /// Considers the words of a block that end as the form does.
    ///
    /// # Errors
    /// When the bytes end early or contradict themselves.
    pub fn collect(&mut self, block: &[u8]) -> Result<(), Corrupt> {
        let form: String = self.asked.iter().collect();
        let limit = allowed(self.asked.len()) as usize;
        let lengths = self.asked.len().saturating_sub(limit)..=self.asked.len() + limit;
        let wanted: Vec<String> = lengths.filter_map(|length| key(&form, length)).collect();
        let (mut from, mut model) = (Decoder::new(block), Model::default());
        let mut text: Vec<u8> = Vec::new();
        while from.get(&mut model.more) {
            model.texts.get(&mut from, &mut text)?;
            let frequency = model.frequencies.get(&mut from);
            let key = wanted.iter().find(|key| text.starts_with(key.as_bytes()));
            if let Some(key) = key {
                let head = std::str::from_utf8(&text[key.len()..]);
                let head = head.map_err(|_| Corrupt::Range)?;
                let end: String = key.chars().take(2).collect();
                self.consider(&format!("{head}{end}"), frequency);
            }
        }
        Ok(())
    }

    /// The offers, the best first.
    pub fn ranked(self) -> Vec<Offer> {
        let form: String = self.asked.iter().collect();
        ranked(&form, self.list)
    }
}

/// The best offers first. An error counts like a factor of sixteen in frequency, one in the first letter like two errors:
/// people seldom mistype it.
pub fn ranked(asked: &str, mut offers: Vec<Offer>) -> Vec<Offer> {
    let value = |offer: &Offer| {
        let first = asked.chars().next() != offer.form.chars().next();
        let errors = offer.distance + u32::from(first && offer.distance < 2);
        // In quarters of a doubling, so that near equal frequencies tie.
        let frequency = u64::from(offer.frequency.min(u32::from(u16::MAX) - 1));
        let doublings = (frequency + 1).pow(4).ilog2();
        i64::from(doublings) - 16 * i64::from(errors)
    };
    order::first(&mut offers, MAX_CORRECTIONS, &|a, b| {
        value(b).cmp(&value(a)).then_with(|| a.form.cmp(&b.form))
    });
    offers.truncate(MAX_CORRECTIONS);
    offers
}

/// The optimal string alignment distance when it is at most `limit`.
pub fn distance(a: &[char], b: &[char], limit: u32) -> Option<u32> {
    if a.len().abs_diff(b.len()) > limit as usize {
        return None;
    }
    let mut before: Vec<u32> = Vec::new();
    let mut row: Vec<u32> = (0..=b.len() as u32).collect();
    for i in 1..=a.len() {
        let mut next = vec![i as u32; b.len() + 1];
        for j in 1..=b.len() {
            let change = row[j - 1] + u32::from(a[i - 1] != b[j - 1]);
            next[j] = change.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                next[j] = next[j].min(before[j - 2] + 1);
            }
        }
        if next.iter().all(|d| *d > limit) {
            return None;
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|d| *d <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_counted_as_people_make_them() {
        let check = |a: &str, b: &str, expected| {
            assert_eq!(
                distance(
                    &a.chars().collect::<Vec<_>>(),
                    &b.chars().collect::<Vec<_>>(),
                    2
                ),
                expected,
                "{a} {b}"
            );
        };
        check("treaty", "treaty", Some(0));
        check("teraty", "treaty", Some(1));
        check("reaty", "treaty", Some(1));
        check("traeties", "treaties", Some(1));
        check("misile", "missiles", Some(2));
        check("grain", "brine", None);
    }

    #[test]
    fn however_frequent_a_word_is_it_can_be_ranked() {
        let offer = |form: &str, frequency| Offer {
            form: form.to_owned(),
            distance: 1,
            frequency,
        };
        for frequency in [65_535, 65_536, 66_191, u32::MAX] {
            let best = ranked(
                "grein",
                vec![offer("groin", 30_000), offer("grain", frequency)],
            );
            assert_eq!(best[0].form, "grain", "{frequency}");
        }
    }

    #[test]
    fn a_word_is_found_by_its_end() {
        let words = ["treaty", "treaties", "sanction", "missile", "entreaty"];
        let blocks = encode(words.into_iter().map(|w| (w, 3)), 10, 4096);
        let firsts: Vec<String> = blocks.iter().map(|(first, _)| first.clone()).collect();
        for (typed, meant) in [
            ("treatt", None),
            ("rteaty", Some("treaty")),
            ("sactino", None),
            ("nissile", Some("missile")),
        ] {
            let mut offers = Offers::new(typed);
            for block in super::blocks(typed, &firsts) {
                offers.collect(&blocks[block as usize].1).unwrap();
            }
            let best = offers.ranked();
            let found = best.first().map(|offer| offer.form.as_str());
            assert_eq!(found, meant, "{typed}");
        }
    }

    #[test]
    fn noise_never_panics() {
        let bytes = encode([("treaty", 3), ("treaties", 9)].into_iter(), 10, 4096)
            .remove(0)
            .1;
        for i in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[i] ^= 0x5a;
            let _ = Offers::new("treaty").collect(&altered);
            let _ = Offers::new("treaty").collect(&bytes[..i]);
        }
    }
}
