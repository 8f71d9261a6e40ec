//! What does an article leave behind by which its event is known again?
//!
//! Names and figures, words in quotation marks, runs of words, and the words of the headline: from the report, since the
//! other layers are the site's own and repeat themselves. Everything is kept as sorted hashes, which makes comparing two
//! articles one walk over each.

use super::minhash::{self, Signature};
use super::word::{NONE, Said, Word, Words, mix};
use crate::search::bytes::{Corrupt, Reader, put};

/// Words of a run. Shorter: common phrases look like copying; longer: a changed word breaks more of them.
pub const SHINGLE: usize = 4;
/// Shortest quotation, in words, that is taken for somebody's own.
pub const QUOTE_MIN: usize = 5;
/// Longest quotation, in words: a mark that was never closed quotes nothing.
const QUOTE_MAX: usize = 120;

/// The trace of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Stands for the shingles where copies are looked for.
    pub signature: Signature,
}

impl Default for Trace {
    fn default() -> Trace {
        Trace {
            facts: Vec::new(),
            shingles: Vec::new(),
            quotes: Vec::new(),
            title: Vec::new(),
            whole: 0,
            signature: minhash::EMPTY,
        }
    }
}

impl Trace {
    /// Adds the headline.
    pub fn title(&mut self, said: &[Said], words: &Words<'_>) {
        let real = said.iter().filter(|said| said.word != NONE);
        let terms = real.filter(|said| words.list[said.word as usize].is_term);
        self.title.extend(terms.map(|said| words.stem(said.word)));
    }

    /// Adds a text and the words it says.
    pub fn text(&mut self, text: &str, said: &[Said], words: &mut Words<'_>) {
        self.add_facts(said, words);
        let hashes: Vec<u32> = known(said, words).map(|word| word.hash).collect();
        runs(&hashes, &mut self.shingles);
        for hash in &hashes {
            self.whole = mix(self.whole, *hash);
        }
        for (from, to) in quotations(text) {
            let at = |end: usize| said.partition_point(|said| (said.start as usize) < end);
            let within = &said[at(from)..at(to)];
            if (QUOTE_MIN..=QUOTE_MAX).contains(&within.len()) {
                let quoted: Vec<u32> = known(within, words).map(|word| word.hash).collect();
                runs(&quoted, &mut self.quotes);
            }
        }
    }

    /// Puts everything in order.
    pub fn finish(mut self) -> Trace {
        for list in [&mut self.shingles, &mut self.quotes, &mut self.title] {
            list.sort_unstable();
            list.dedup();
            list.shrink_to_fit();
        }
        self.facts.sort_unstable();
        self.facts.dedup();
        self.facts.shrink_to_fit();
        self.signature = minhash::signature(&self.shingles);
        self
    }

    /// Appends it as bytes: before each list how many there are, the hashes as long as they are.
    pub(super) fn put(&self, out: &mut Vec<u8>) {
        put(out, self.facts.len() as u32);
        out.extend(self.facts.iter().flat_map(|hash| hash.to_le_bytes()));
        for list in [&self.shingles, &self.quotes, &self.title] {
            put(out, list.len() as u32);
            out.extend(list.iter().flat_map(|hash| hash.to_le_bytes()));
        }
        out.extend(self.whole.to_le_bytes());
        out.extend(self.signature.iter().flat_map(|hash| hash.to_le_bytes()));
    }

    /// Reads what [`Trace::put`] wrote.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Trace, Corrupt> {
        fn list<const N: usize, T>(
            reader: &mut Reader<'_>,
            hash: impl Fn([u8; N]) -> T,
        ) -> Result<Vec<T>, Corrupt> {
            let count = reader.count()?;
            let (hashes, _) = reader.take(count * N)?.as_chunks();
            Ok(hashes.iter().map(|bytes| hash(*bytes)).collect())
        }
        Ok(Trace {
            facts: list(reader, u64::from_le_bytes)?,
            shingles: list(reader, u32::from_le_bytes)?,
            quotes: list(reader, u32::from_le_bytes)?,
            title: list(reader, u32::from_le_bytes)?,
            whole: u64::from_le_bytes(reader.array()?),
            signature: {
                let mut signature = minhash::EMPTY;
                for hash in &mut signature {
                    *hash = u32::from_le_bytes(reader.array()?);
                }
                signature
            },
        })
    }

    /// Adds names and figures.
    fn add_facts(&mut self, said: &[Said], words: &mut Words<'_>) {
        // Text in capitals, as of old wires: a capital says nothing.
        let capitals = known(said, words).filter(|word| word.is_capital).count();
        let shouted = capitals * 2 > said.len();
        let names = said.iter().filter(|said| said.word != NONE && !said.opens);
        let names = names.map(|said| &words.list[said.word as usize]);
        let mut names: Vec<u32> = names
            .filter(|word| word.is_name && !shouted)
            .map(|word| word.hash)
            .collect();
        names.sort_unstable();
        names.dedup();
        for number in said.iter().map(|said| said.word) {
            let Some(word) = words.list.get(number as usize) else {
                continue;
            };
            if let Some(figure) = word.figure {
                self.facts.push(figure);
            } else if word.is_capital && names.binary_search(&word.hash).is_ok() {
                self.facts.push(words.name(number));
            }
        }
    }
}

/// What is known of each word, in order.
fn known<'a>(said: &'a [Said], words: &'a Words<'_>) -> impl Iterator<Item = &'a Word> {
    let real = said.iter().filter(|said| said.word != NONE);
    real.map(|said| &words.list[said.word as usize])
}

/// Adds the hash of every run of [`SHINGLE`] words; of fewer words, of all of them.
fn runs(words: &[u32], out: &mut Vec<u32>) {
    let run = |words: &[u32]| {
        let hash = words.iter().fold(0, |hash, word| mix(hash, *word));
        (hash >> 32) as u32
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
