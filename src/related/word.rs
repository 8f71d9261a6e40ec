//! What is known of a word, wherever it stands?
//!
//! Folding, stemming and hashing are done once for each way a word is written, not once for each time it is said: a text is
//! read by looking its words up.

use rustc_hash::FxHashMap;

use super::name::Aliases;
use crate::text::{MAX_FORM_BYTES, fold::fold, stem::stem, stop::is_stop, tokens};

/// No word, or no number.
pub const NONE: u32 = u32::MAX;

/// A word as it is written.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Number of its folded form.
    pub form: u32,
    /// Number of its stem; [`NONE`] for a function word.
    pub stem: u32,
    /// Hash of its folded form.
    pub hash: u32,
    /// Whether it begins with a capital.
    pub is_capital: bool,
    /// Whether a capital is anywhere in it.
    pub has_capital: bool,
    /// Whether its capital makes it a name where it does not open a sentence.
    pub is_name: bool,
    /// The hash of the figure that it states, in digits or in letters.
    pub figure: Option<u64>,
    /// The hash of the name that it is, if it is one; made when it is asked for.
    name: Option<u64>,
}

/// A folded form.
#[derive(Debug)]
pub struct Form {
    /// As it is folded.
    pub folded: String,
    /// Number of its stem; [`NONE`] for a function word.
    pub stem: u32,
    /// Articles that write it.
    pub articles: u32,
    /// As it was written first; in small letters once anybody writes it so, since a capital may only open a sentence.
    pub written: String,
    /// Whether a capital is in that.
    pub has_capital: bool,
}

impl Form {
    /// Notes that it is also written like this.
    pub fn rewrite(&mut self, written: &str, has_capital: bool) {
        if self.has_capital && !has_capital {
            written.clone_into(&mut self.written);
            self.has_capital = false;
        }
    }
}

/// One word of a text.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    /// Its number, or [`NONE`].
    pub word: u32,
    /// The number of what the index would file here: the same, but in a script without spaces a pair of characters.
    pub term: u32,
    /// Where it begins, in bytes.
    pub start: u32,
    /// Where the term ends, in bytes.
    pub end: u32,
    /// Whether a sentence may begin with it, so that a capital says nothing.
    pub opens: bool,
}

/// All words met so far.
#[derive(Debug)]
pub struct Words<'a> {
    aliases: &'a Aliases,
    /// By number.
    pub list: Vec<Word>,
    /// By number.
    pub forms: Vec<Form>,
    /// By number.
    pub stems: Vec<String>,
    known: FxHashMap<Box<str>, u32>,
    form_numbers: FxHashMap<String, u32>,
    stem_numbers: FxHashMap<String, u32>,
}

impl<'a> Words<'a> {
    /// None yet. Names meet through `aliases`.
    pub fn new(aliases: &'a Aliases) -> Words<'a> {
        Words {
            aliases,
            list: Vec::new(),
            forms: Vec::new(),
            stems: Vec::new(),
            known: FxHashMap::default(),
            form_numbers: FxHashMap::default(),
            stem_numbers: FxHashMap::default(),
        }
    }

    /// The words of a text, in order, into `out`, which is cleared first.
    pub fn read(&mut self, text: &str, out: &mut Vec<Said>) {
        out.clear();
        let mut end = 0;
        let mut tokens = tokens(text).peekable();
        while let Some(token) = tokens.next() {
            let gap = &text[end..token.start as usize];
            // After an abbreviation a capital is missed; at the head of a sentence one too many would be believed.
            let opens = end == 0
                || gap != " " && gap.contains(['.', '!', '?', ':', '\n', '"', '“', '”', '•', '(']);
            end = token.end as usize;
            let word = self.number(token.text);
            let next = tokens
                .peek()
                .filter(|next| token.unspaced && next.unspaced && next.start == token.end);
            let (term, term_end) = match next {
                Some(next) => {
                    let pair = &text[token.start as usize..next.end as usize];
                    (self.number(pair), next.end)
                }
                None => (word, token.end),
            };
            out.push(Said {
                word,
                term,
                start: token.start,
                end: term_end,
                opens,
            });
        }
    }

    fn number(&mut self, written: &str) -> u32 {
        if let Some(number) = self.known.get(written) {
            return *number;
        }
        let mut folded = fold(written);
        folded.truncate(folded.floor_char_boundary(MAX_FORM_BYTES));
        let number = match folded.is_empty() {
            true => NONE,
            false => {
                let word = self.word(written, folded);
                self.list.push(word);
                self.list.len() as u32 - 1
            }
        };
        self.known.insert(written.into(), number);
        number
    }

    fn word(&mut self, written: &str, folded: String) -> Word {
        let hash = short(&folded);
        let is_capital = written.starts_with(char::is_uppercase);
        let figure = if folded.starts_with(|c: char| c.is_ascii_digit()) {
            Some(fact_hash('#', &folded))
        } else {
            let at = FIGURES.binary_search_by_key(&folded.as_str(), |(word, _)| word);
            at.ok().map(|at| fact_hash('#', FIGURES[at].1))
        };
        let is_name = is_capital
            && folded.chars().nth(1).is_some()
            && !is_stop(&folded)
            && CALENDAR.binary_search(&folded.as_str()).is_err();
        let form = self.form(written, folded);
        Word {
            form,
            stem: self.forms[form as usize].stem,
            hash,
            is_capital,
            has_capital: has_capital(written),
            is_name,
            figure,
            name: None,
        }
    }

    /// The hash of the name that a word is: the same for all its spellings.
    pub fn name(&mut self, number: u32) -> u64 {
        let word = &mut self.list[number as usize];
        let form = &self.forms[word.form as usize].folded;
        let key = || fact_hash('@', &self.aliases.key(form));
        *word.name.get_or_insert_with(key)
    }

    fn form(&mut self, written: &str, folded: String) -> u32 {
        if let Some(number) = self.form_numbers.get(&folded) {
            return *number;
        }
        let stem = match is_stop(&folded) {
            true => NONE,
            false => {
                let stem = stem(&folded);
                let next = self.stems.len() as u32;
                let number = *self.stem_numbers.entry(stem.clone()).or_insert(next);
                if number == next {
                    self.stems.push(stem);
                }
                number
            }
        };
        let number = self.forms.len() as u32;
        self.forms.push(Form {
            folded: folded.clone(),
            stem,
            articles: 0,
            written: written.to_owned(),
            has_capital: has_capital(written),
        });
        self.form_numbers.insert(folded, number);
        number
    }
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

fn has_capital(word: &str) -> bool {
    word.contains(char::is_uppercase)
}

fn fact_hash(kind: char, key: &str) -> u64 {
    let mut hash = Fnv::default();
    hash.word(kind.encode_utf8(&mut [0; 4]));
    hash.word(key);
    hash.0
}

/// The hash of a form or stem, short.
pub fn short(form: &str) -> u32 {
    let mut hash = Fnv::default();
    hash.word(form);
    (hash.0 ^ (hash.0 >> 32)) as u32
}

/// One more number in a hash: by an odd number near the golden section of 2^64 (Knuth, "The Art of Computer Programming",
/// volume 3, section 6.4).
pub fn mix(hash: u64, next: u32) -> u64 {
    (hash.rotate_left(23) ^ u64::from(next)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
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
