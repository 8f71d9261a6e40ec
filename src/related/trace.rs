//! What does an article leave behind by which its event is known again?
//!
//! Names and figures, words in quotation marks, runs of words, and the words of the headline: from the report, since the
//! other layers are the site's own and repeat themselves. Everything is kept as sorted numbers (FNV-1a hashes), which makes
//! comparing two articles one walk over each.

use super::Entry;
use super::name::Aliases;
use crate::search::FieldKind;
use crate::text::{fold, stem::stem, stop::is_stop, tokens};

/// Words of a run. Shorter: common phrases look like copying; longer: a changed word breaks more of them.
pub const SHINGLE: usize = 4;
/// Shortest quotation, in words, that is taken for somebody's own.
pub const QUOTE_MIN: usize = 5;
/// Longest quotation, in words: a mark that was never closed quotes nothing.
const QUOTE_MAX: usize = 120;

/// The trace of one article.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// Names and figures of the report, sorted, each once.
    pub facts: Vec<u64>,
    /// Runs of [`SHINGLE`] words, sorted, each once.
    pub shingles: Vec<u32>,
    /// Runs of [`SHINGLE`] words within quotations, sorted, each once.
    pub quotes: Vec<u32>,
    /// Stems of the headline, sorted, each once.
    pub title: Vec<u32>,
    /// Hash of all words in order.
    pub whole: u64,
}

/// One word on the way.
struct Word<'a> {
    text: &'a str,
    form: String,
    /// Whether a sentence may begin with it, so that a capital says nothing.
    opens: bool,
}

impl Trace {
    /// The trace of an entry.
    pub fn new(entry: &Entry<'_>, aliases: &Aliases) -> Trace {
        let mut trace = Trace::default();
        let mut hash = Fnv::default();
        let own = |kind| matches!(kind, FieldKind::Report | FieldKind::KeyPoints);
        let has_report = entry.fields.iter().any(|(kind, _)| own(*kind));
        for (kind, text) in &entry.fields {
            if has_report && !own(*kind) {
                continue;
            }
            let words = words(text);
            facts(&words, aliases, &mut trace.facts);
            let numbers: Vec<u32> = words.iter().map(|word| short(&word.form)).collect();
            runs(&numbers, &mut trace.shingles);
            for (from, to) in quotations(text) {
                let within = words.iter().enumerate().filter(|(_, word)| {
                    let at = word.text.as_ptr() as usize - text.as_ptr() as usize;
                    (from..to).contains(&at)
                });
                let quoted: Vec<u32> = within.map(|(at, _)| numbers[at]).collect();
                if (QUOTE_MIN..=QUOTE_MAX).contains(&quoted.len()) {
                    runs(&quoted, &mut trace.quotes);
                }
            }
            if *kind == FieldKind::Report || !has_report {
                words.iter().for_each(|word| hash.word(&word.form));
            }
        }
        trace.whole = hash.0;
        for token in tokens(entry.title) {
            let form = fold::fold(token.text);
            if !is_stop(&form) {
                trace.title.push(short(&stem(&form)));
            }
        }
        for list in [&mut trace.shingles, &mut trace.quotes, &mut trace.title] {
            list.sort_unstable();
            list.dedup();
            list.shrink_to_fit();
        }
        trace.facts.sort_unstable();
        trace.facts.dedup();
        trace.facts.shrink_to_fit();
        trace
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut out: Vec<Word<'_>> = Vec::new();
    let mut end = 0;
    for token in tokens(text) {
        let gap = &text[end..token.start as usize];
        // After an abbreviation a capital is missed; at the head of a sentence one too many would be believed.
        let opens = end == 0 || gap.contains(['.', '!', '?', ':', '\n', '"', '“', '”', '•', '(']);
        end = token.end as usize;
        let form = fold::fold(token.text);
        if !form.is_empty() {
            out.push(Word {
                text: token.text,
                form,
                opens,
            });
        }
    }
    out
}

/// Adds names and figures.
fn facts(words: &[Word<'_>], aliases: &Aliases, out: &mut Vec<u64>) {
    let capital = |word: &Word<'_>| word.text.starts_with(char::is_uppercase);
    // Text in capitals, as of old wires: a capital says nothing.
    let shouted = words.iter().filter(|word| capital(word)).count() * 2 > words.len();
    let mut fact = |kind: char, key: &str| {
        let mut hash = Fnv::default();
        hash.word(kind.encode_utf8(&mut [0; 4]));
        hash.word(key);
        out.push(hash.0);
    };
    let mut names: Vec<&str> = words
        .iter()
        .filter(|word| !shouted && !word.opens && is_name(word))
        .map(|word| word.form.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    for word in words {
        if word.form.starts_with(|c: char| c.is_ascii_digit()) {
            fact('#', &word.form);
        } else if let Ok(at) = FIGURES.binary_search_by_key(&word.form.as_str(), |(word, _)| word) {
            fact('#', FIGURES[at].1);
        } else if capital(word) && names.binary_search(&word.form.as_str()).is_ok() {
            fact('@', &aliases.key(&word.form));
        }
    }
}

/// Whether a word that opens no sentence is a name by its capital. Days and months are no names of anything.
fn is_name(word: &Word<'_>) -> bool {
    word.text.starts_with(char::is_uppercase)
        && word.form.chars().count() > 1
        && !is_stop(&word.form)
        && CALENDAR.binary_search(&word.form.as_str()).is_err()
}

/// Figures in words, in order. "One" is hardly ever a figure.
const FIGURES: &[(&str, &str)] = &[
    ("eight", "8"),
    ("eighteen", "18"),
    ("eighty", "80"),
    ("eleven", "11"),
    ("fifteen", "15"),
    ("fifty", "50"),
    ("five", "5"),
    ("forty", "40"),
    ("four", "4"),
    ("fourteen", "14"),
    ("nine", "9"),
    ("nineteen", "19"),
    ("ninety", "90"),
    ("seven", "7"),
    ("seventeen", "17"),
    ("seventy", "70"),
    ("six", "6"),
    ("sixteen", "16"),
    ("sixty", "60"),
    ("ten", "10"),
    ("thirteen", "13"),
    ("thirty", "30"),
    ("three", "3"),
    ("twelve", "12"),
    ("twenty", "20"),
    ("two", "2"),
];

/// Days and months, in order.
const CALENDAR: &[&str] = &[
    "april",
    "august",
    "december",
    "february",
    "friday",
    "january",
    "july",
    "june",
    "march",
    "may",
    "monday",
    "november",
    "october",
    "saturday",
    "september",
    "sunday",
    "thursday",
    "tuesday",
    "wednesday",
];

/// Adds the hash of every run of [`SHINGLE`] words; of fewer words, of all of them.
fn runs(words: &[u32], out: &mut Vec<u32>) {
    let run = |words: &[u32]| {
        let mut hash = Fnv::default();
        words
            .iter()
            .for_each(|word| hash.bytes(&word.to_le_bytes()));
        (hash.0 ^ (hash.0 >> 32)) as u32
    };
    if words.len() < SHINGLE {
        out.extend((!words.is_empty()).then(|| run(words)));
    } else {
        out.extend(words.windows(SHINGLE).map(run));
    }
}

/// Where the quotations of a text stand, in bytes, without their marks: between marks that face each other, or between two
/// straight ones of a paragraph.
pub fn quotations(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('\n', _) => open = None,
            ('“' | '„' | '«', _) => open = Some((at + c.len_utf8(), c)),
            ('”' | '»', Some((from, '“' | '„' | '«'))) => {
                out.push((from, at));
                open = None;
            }
            ('"', Some((from, '"'))) => {
                out.push((from, at));
                open = None;
            }
            ('"', None) => open = Some((at + 1, '"')),
            _ => {}
        }
    }
    out
}

/// The hash of a form, short.
fn short(form: &str) -> u32 {
    let mut hash = Fnv::default();
    hash.word(form);
    (hash.0 ^ (hash.0 >> 32)) as u32
}

/// FNV-1a, 64 bit (Fowler, Noll, Vo): the same on every machine.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// A word and its end.
    fn word(&mut self, word: &str) {
        self.bytes(word.as_bytes());
        self.bytes(&[0xff]);
    }
}
