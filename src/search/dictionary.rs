//! Which words does a segment know, and where are their lists?
//!
//! A block holds a run of forms in byte order, each front-coded against the one before, and with the first form of a stem the
//! stem's record. A block is complete: a stem whose forms lie in two blocks has its record in both, so that looking a word up
//! takes one block. A stem that is no word itself stands among the forms with frequency 0, so that an unseen form is found
//! through its stem.

use super::bytes::{Corrupt, Reader, put, put_next};

/// A run of bytes within a numbered block of the index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Number of the block, counted from the segment's first block of its kind.
    pub block: u32,
    /// First byte within the block.
    pub offset: u32,
    /// Number of bytes.
    pub length: u32,
}

impl Span {
    /// Whether it begins where another ends.
    fn follows(self, other: Span) -> bool {
        self.block == other.block && self.offset == other.offset + other.length
    }
}

/// What is known of a stem in one segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stem {
    /// In how many articles it occurs.
    pub frequency: u32,
    /// How many forms it has, at least 1.
    pub forms: u32,
    /// Its posting list.
    pub postings: Span,
    /// Its positions.
    pub positions: Span,
}

/// One form in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The folded word.
    pub text: String,
    /// In how many articles it occurs; 0 for a stem that is no word.
    pub frequency: u32,
    /// Which stem of the block it belongs to.
    pub stem: u32,
    /// Its number among the stem's forms.
    pub number: u32,
}

/// A block as it is written and read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The stems, in the order in which forms first name them.
    pub stems: Vec<Stem>,
    /// The forms in byte order.
    pub forms: Vec<Form>,
}

/// What the number after a form's text says: the form is the first of its stem in the block, whose record follows.
const NEW: u32 = 1;
/// It is no word itself.
const BARE: u32 = 1 << 1;
/// Of a new stem: it has other forms, so the record tells how many and each form its own number and frequency.
const SEVERAL: u32 = 1 << 2;
/// Of a new stem: it occurs in one article.
const ONCE: u32 = 1 << 3;
/// Of a new stem: its posting list does not follow the one before.
const POSTINGS_APART: u32 = 1 << 4;
/// Of a new stem: nor do its positions.
const POSITIONS_APART: u32 = 1 << 5;

impl Block {
    /// Writes the block.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, self.forms.len() as u32);
        let mut last: &[u8] = &[];
        let mut before = (Span::default(), Span::default());
        let mut stems = 0;
        for form in &self.forms {
            let bytes = form.text.as_bytes();
            put_next(&mut out, last, bytes);
            last = bytes;
            let stem = &self.stems[form.stem as usize];
            let bare = if form.frequency == 0 { BARE } else { 0 };
            if form.stem == stems {
                stems += 1;
                let flags = [
                    (stem.forms > 1, SEVERAL),
                    (stem.frequency == 1, ONCE),
                    (!stem.postings.follows(before.0), POSTINGS_APART),
                    (!stem.positions.follows(before.1), POSITIONS_APART),
                ];
                let flags = flags.iter().filter(|(is, _)| *is).map(|(_, flag)| flag);
                put(&mut out, NEW | bare | flags.sum::<u32>());
                if stem.frequency > 1 {
                    put(&mut out, stem.frequency);
                }
                if stem.forms > 1 {
                    put(&mut out, stem.forms);
                }
                put_span(&mut out, stem.postings, &mut before.0);
                put_span(&mut out, stem.positions, &mut before.1);
            } else {
                put(&mut out, (stems - 1 - form.stem) << 2 | bare);
            }
            if stem.forms > 1 && form.frequency > 0 {
                put(&mut out, form.number);
                put(&mut out, form.frequency);
            }
        }
        out
    }

    /// Reads a block.
    ///
    /// # Errors
    /// When the bytes end early or contradict themselves.
    pub fn decode(bytes: &[u8]) -> Result<Block, Corrupt> {
        let mut reader = Reader::new(bytes);
        let mut block = Block::default();
        let mut last: Vec<u8> = Vec::new();
        let mut before = (Span::default(), Span::default());
        for _ in 0..reader.count()? {
            reader.next_text(&mut last)?;
            let text = String::from_utf8(last.clone()).map_err(|_| Corrupt::Range)?;
            let head = reader.number()?;
            let stem = if head & NEW == NEW {
                let has = |flag| head & flag == flag;
                let frequency = if has(ONCE) { 1 } else { reader.number()? };
                let forms = if has(SEVERAL) {
                    reader.number()?.max(2)
                } else {
                    1
                };
                let postings = span(&mut reader, has(POSTINGS_APART), &mut before.0)?;
                let positions = span(&mut reader, has(POSITIONS_APART), &mut before.1)?;
                block.stems.push(Stem {
                    frequency,
                    forms,
                    postings,
                    positions,
                });
                block.stems.len() - 1
            } else {
                let back = (head >> 2) as usize + 1;
                block.stems.len().checked_sub(back).ok_or(Corrupt::Range)?
            };
            let record = &block.stems[stem];
            let (number, frequency) = match head & BARE {
                BARE => (0, 0),
                _ if record.forms > 1 => (reader.number()?, reader.number()?),
                _ => (0, record.frequency),
            };
            block.forms.push(Form {
                text,
                frequency,
                stem: stem as u32,
                number,
            });
        }
        Ok(block)
    }

    /// The forms with this text: a stem that is no form and a form of another stem may both have it.
    pub fn find(&self, text: &str) -> &[Form] {
        let from = self.forms.partition_point(|form| form.text.as_str() < text);
        let rest = &self.forms[from..];
        &rest[..rest.iter().take_while(|form| form.text == text).count()]
    }
}

/// Spans follow each other mostly, so where one begins is written only when it does not.
fn put_span(out: &mut Vec<u8>, span: Span, before: &mut Span) {
    put(out, span.length);
    if !span.follows(*before) {
        put(out, span.block);
        put(out, span.offset);
    }
    *before = span;
}

fn span(reader: &mut Reader<'_>, is_apart: bool, before: &mut Span) -> Result<Span, Corrupt> {
    let length = reader.number()?;
    let (block, offset) = if is_apart {
        (reader.number()?, reader.number()?)
    } else {
        let end = before.offset.checked_add(before.length);
        (before.block, end.ok_or(Corrupt::Range)?)
    };
    *before = Span {
        block,
        offset,
        length,
    };
    Ok(*before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_comes_back_and_noise_is_refused() {
        let span = |offset| Span {
            block: 3,
            offset,
            length: 7,
        };
        let stem = |offset, forms| Stem {
            frequency: 2,
            forms,
            postings: span(offset),
            positions: span(offset + 1),
        };
        let form = |text: &str, stem, number| Form {
            text: text.to_owned(),
            frequency: 2,
            stem,
            number,
        };
        let block = Block {
            stems: vec![stem(0, 2), stem(7, 1)],
            forms: vec![
                form("treaties", 0, 0),
                form("treaty", 0, 1),
                form("zeal", 1, 0),
            ],
        };
        let bytes = block.encode();
        assert_eq!(Block::decode(&bytes), Ok(block.clone()));
        assert_eq!(block.find("treaty")[0].number, 1);
        for end in 0..bytes.len() {
            assert!(Block::decode(&bytes[..end]).is_err());
        }
        for i in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[i] ^= 0xff;
            let _ = Block::decode(&altered);
        }
    }
}
