//! What is known of a word, wherever it stands?
//!
//! Folding and hashing are done once for each way a word is written, not once for each time it is said: a text is
//! read by looking its words up.

use rustc_hash::FxHashMap;

use super::name::Aliases;
use crate::text::{form_of, stem::stem, stop::is_stop, tokens};

/// No word, or no number.
pub const NONE: u32 = u32::MAX;

/// A word as it is written.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Hash of its folded form.
    pub hash: u32,
    /// Whether it is no function word.
    pub is_term: bool,
    /// Whether it begins with a capital.
    pub is_capital: bool,
    /// Whether its capital makes it a name where it does not open a sentence.
    pub is_name: bool,
    /// The hash of the figure that it states, in digits or in letters.
    pub figure: Option<u64>,
    /// The hash of the name that it is, if it is one; made when it is asked for.
    name: Option<u64>,
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
    /// Whether a sentence may begin with it, so that a capital says nothing.
    pub opens: bool,
}

/// All words met so far.
#[derive(Debug)]
pub struct Words<'a> {
    aliases: &'a Aliases,
    /// By number.
    pub list: Vec<Word>,
    /// By number, as they are folded.
    folded: Vec<Box<str>>,
    /// Short ones as they are written, see [`packed`].
    short: FxHashMap<u128, u32>,
    /// Others.
    long: FxHashMap<Box<str>, u32>,
}

impl<'a> Words<'a> {
    /// None yet. Names meet through `aliases`.
    pub fn new(aliases: &'a Aliases) -> Words<'a> {
        Words {
            aliases,
            list: Vec::new(),
            folded: Vec::new(),
            short: FxHashMap::default(),
            long: FxHashMap::default(),
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
            let term = match next {
                Some(next) => self.number(&text[token.start as usize..next.end as usize]),
                None => word,
            };
            out.push(Said {
                word,
                term,
                start: token.start,
                opens,
            });
        }
    }

    fn number(&mut self, written: &str) -> u32 {
        let packed = packed(written);
        let known = match packed {
            Some(packed) => self.short.get(&packed),
            None => self.long.get(written),
        };
        if let Some(number) = known {
            return *number;
        }
        let folded = form_of(written);
        let number = if folded.is_empty() {
            NONE
        } else {
            self.list.push(word(written, &folded));
            self.folded.push(folded.into());
            self.list.len() as u32 - 1
        };
        match packed {
            Some(packed) => self.short.insert(packed, number),
            None => self.long.insert(written.into(), number),
        };
        number
    }

    /// The hash of the name that a word is: the same for all its spellings.
    pub fn name(&mut self, number: u32) -> u64 {
        let word = &mut self.list[number as usize];
        let key = || fact_hash('@', &self.aliases.key(&self.folded[number as usize]));
        *word.name.get_or_insert_with(key)
    }

    /// The hash of a word's stem.
    pub fn stem(&self, number: u32) -> u32 {
        short(&stem(&self.folded[number as usize]))
    }

    /// All words as they are written, by number.
    pub fn written(self) -> Vec<Box<str>> {
        let mut written = vec![Box::default(); self.list.len()];
        let short = self.short.into_iter();
        let short = short.map(|(packed, number)| (unpacked(packed), number));
        for (text, number) in short.chain(self.long) {
            if number != NONE {
                written[number as usize] = text;
            }
        }
        written
    }
}

/// The bytes of a word of up to 15, and their number: looking for it takes no look at another place in memory, which is what
/// looking for words takes.
fn packed(word: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes
        .get_mut(..word.len())
        .filter(|_| word.len() < 16)?
        .copy_from_slice(word.as_bytes());
    bytes[15] = word.len() as u8;
    Some(u128::from_le_bytes(bytes))
}

fn unpacked(packed: u128) -> Box<str> {
    let bytes = packed.to_le_bytes();
    let word = std::str::from_utf8(&bytes[..usize::from(bytes[15])]);
    word.expect("a word that was packed").into()
}

fn word(written: &str, folded: &str) -> Word {
    let is_capital = written.starts_with(char::is_uppercase);
    let figure = if folded.starts_with(|c: char| c.is_ascii_digit()) {
        Some(fact_hash('#', folded))
    } else {
        let at = FIGURES.binary_search_by_key(&folded, |(word, _)| word);
        at.ok().map(|at| fact_hash('#', FIGURES[at].1))
    };
    let is_term = !is_stop(folded);
    let is_name = is_capital
        && is_term
        && folded.chars().nth(1).is_some()
        && CALENDAR.binary_search(&folded).is_err();
    Word {
        hash: short(folded),
        is_term,
        is_capital,
        is_name,
        figure,
        name: None,
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
pub const CALENDAR: &[&str] = &[
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

/// One more number of 64 bits in a hash.
pub fn mix_long(hash: u64, next: u64) -> u64 {
    mix(mix(hash, next as u32), (next >> 32) as u32)
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
