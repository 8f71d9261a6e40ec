//! Which words does a segment know, and where are their lists?
//!
//! A block holds a run of forms in byte order, each front-coded against the one before, and with the first form of a stem the
//! stem's record. A block is complete: a stem whose forms lie in two blocks has its record in both, so that looking a word up
//! takes one block. A stem that is no word itself stands among the forms with frequency 0, so that an unseen form is found
//! through its stem.

use super::bytes::Corrupt;
use super::code::{Chance, Decoder, Encoder, Numbers, Texts, get_unary, put_unary};

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

/// What the forms of a block are likely to be.
struct Model {
    texts: Texts,
    /// Whether there is one more.
    more: Chance,
    /// Whether it is a word itself, and then whether the one before is.
    is_bare: [Chance; 2],
    /// Whether it is the first of its stem in the block.
    is_new: Chance,
    /// Otherwise: how many stems back its own is.
    back: Numbers,
    /// The frequency of a stem, less one.
    frequencies: Numbers,
    /// How many forms it has, less one.
    forms: [Chance; 4],
    /// The lengths of its lists, by the length of its frequency in bits.
    postings: Spans,
    positions: Spans,
    /// For a form of a stem of several: its number and frequency.
    numbers: Numbers,
    own: Numbers,
}

/// What the spans of lists are likely to be.
struct Spans {
    lengths: [Numbers; 24],
    /// Whether one does not begin where the last one ended, and where it does.
    is_apart: Chance,
    places: [Numbers; 2],
    last: Span,
}

impl Spans {
    const EVEN: Spans = Spans {
        lengths: [Numbers::EVEN; 24],
        is_apart: Chance::EVEN,
        places: [Numbers::EVEN; 2],
        last: Span {
            block: 0,
            offset: 0,
            length: 0,
        },
    };
}

impl Default for Model {
    fn default() -> Model {
        Model {
            texts: Texts::default(),
            more: Chance::EVEN,
            is_bare: [Chance::EVEN; 2],
            is_new: Chance::EVEN,
            forms: [Chance::EVEN; 4],
            postings: Spans::EVEN,
            positions: Spans::EVEN,
            back: Numbers::EVEN,
            frequencies: Numbers::EVEN,
            numbers: Numbers::EVEN,
            own: Numbers::EVEN,
        }
    }
}

impl Spans {
    /// The chances of the length of a list of so many articles.
    fn lengths(&mut self, frequency: u32) -> &mut Numbers {
        let class = frequency.max(1).ilog2() as usize;
        &mut self.lengths[class.min(23)]
    }

    fn put(&mut self, out: &mut Encoder, span: Span, frequency: u32) {
        self.lengths(frequency).put(out, span.length);
        let is_apart = !span.follows(self.last);
        out.put(is_apart, &mut self.is_apart);
        if is_apart {
            self.places[0].put(out, span.block);
            self.places[1].put(out, span.offset);
        }
        self.last = span;
    }

    fn get(&mut self, from: &mut Decoder<'_>, frequency: u32) -> Result<Span, Corrupt> {
        let length = self.lengths(frequency).get(from);
        let (block, offset) = if from.get(&mut self.is_apart) {
            (self.places[0].get(from), self.places[1].get(from))
        } else {
            let end = self.last.offset.checked_add(self.last.length);
            (self.last.block, end.ok_or(Corrupt::Range)?)
        };
        self.last = Span {
            block,
            offset,
            length,
        };
        Ok(self.last)
    }
}

/// The most forms in a block; a full one has some hundreds, but a few bytes may be read as many likely ones.
const MOST_FORMS: u32 = 1 << 16;

impl Block {
    /// Writes the block.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Encoder::default();
        let mut model = Model::default();
        let mut last: &[u8] = &[];
        let mut was_bare = false;
        let mut stems = 0;
        for form in &self.forms {
            out.put(true, &mut model.more);
            let bytes = form.text.as_bytes();
            model.texts.put(&mut out, last, bytes);
            last = bytes;
            let stem = &self.stems[form.stem as usize];
            let is_bare = form.frequency == 0;
            out.put(is_bare, &mut model.is_bare[usize::from(was_bare)]);
            was_bare = is_bare;
            let is_new = form.stem == stems;
            out.put(is_new, &mut model.is_new);
            if is_new {
                stems += 1;
                model.frequencies.put(&mut out, stem.frequency - 1);
                put_unary(&mut out, &mut model.forms, stem.forms - 1);
                model.postings.put(&mut out, stem.postings, stem.frequency);
                model
                    .positions
                    .put(&mut out, stem.positions, stem.frequency);
            } else {
                model.back.put(&mut out, stems - 1 - form.stem);
            }
            if stem.forms > 1 && !is_bare {
                model.numbers.put(&mut out, form.number);
                model.own.put(&mut out, form.frequency - 1);
            }
        }
        out.put(false, &mut model.more);
        out.finish()
    }

    /// Reads a block.
    ///
    /// # Errors
    /// When the bytes end early or contradict themselves.
    pub fn decode(bytes: &[u8]) -> Result<Block, Corrupt> {
        let mut from = Decoder::new(bytes);
        let mut model = Box::<Model>::default();
        let mut block = Block::default();
        let mut last: Vec<u8> = Vec::new();
        let mut is_bare = false;
        while from.get(&mut model.more) {
            model.texts.get(&mut from, &mut last)?;
            let text = String::from_utf8(last.clone()).map_err(|_| Corrupt::Range)?;
            is_bare = from.get(&mut model.is_bare[usize::from(is_bare)]);
            let stem = if from.get(&mut model.is_new) {
                let frequency = model.frequencies.get(&mut from) + 1;
                let forms = get_unary(&mut from, &mut model.forms, MOST_FORMS)? + 1;
                block.stems.push(Stem {
                    frequency,
                    forms,
                    postings: model.postings.get(&mut from, frequency)?,
                    positions: model.positions.get(&mut from, frequency)?,
                });
                block.stems.len() - 1
            } else {
                let back = model.back.get(&mut from) as usize + 1;
                block.stems.len().checked_sub(back).ok_or(Corrupt::Range)?
            };
            if block.forms.len() as u32 >= MOST_FORMS {
                return Err(Corrupt::Range);
            }
            let record = &block.stems[stem];
            let (number, frequency) = match is_bare {
                true => (0, 0),
                false if record.forms > 1 => {
                    let number = model.numbers.get(&mut from);
                    (number, model.own.get(&mut from) + 1)
                }
                false => (0, record.frequency),
            };
            block.forms.push(Form {
                text,
                frequency,
                stem: stem as u32,
                number,
            });
        }
        from.check()?;
        Ok(block)
    }

    /// The forms with this text: a stem that is no form and a form of another stem may both have it.
    pub fn find(&self, text: &str) -> &[Form] {
        let from = self.forms.partition_point(|form| form.text.as_str() < text);
        let rest = &self.forms[from..];
        &rest[..rest.iter().take_while(|form| form.text == text).count()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_comes_back_and_noise_never_panics() {
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
            let _ = Block::decode(&bytes[..end]);
        }
        for i in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[i] ^= 0xff;
            let _ = Block::decode(&altered);
        }
    }
}
