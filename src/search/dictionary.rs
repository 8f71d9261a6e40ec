//! Which words does a segment know, and where are their lists?
//!
//! A block holds a run of forms in byte order, each front-coded against the one before, and the records of the stems they
//! belong to. A block is complete: a stem whose forms lie in two blocks has its record in both, so that looking a word up
//! takes one block. A stem that is no word itself stands among the forms with frequency 0, so that an unseen form is found
//! through its stem.

use super::bytes::{Corrupt, Reader, put, put_next};

/// A run of bytes within a numbered block of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Number of the block, counted from the segment's first block of its kind.
    pub block: u32,
    /// First byte within the block.
    pub offset: u32,
    /// Number of bytes.
    pub length: u32,
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

impl Block {
    /// Writes the block.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, self.stems.len() as u32);
        let mut before = (
            Span {
                block: 0,
                offset: 0,
                length: 0,
            },
            Span {
                block: 0,
                offset: 0,
                length: 0,
            },
        );
        for stem in &self.stems {
            put(&mut out, stem.frequency);
            put(&mut out, stem.forms);
            put_span(&mut out, stem.postings, &mut before.0);
            put_span(&mut out, stem.positions, &mut before.1);
        }
        put(&mut out, self.forms.len() as u32);
        let mut last: &[u8] = &[];
        for form in &self.forms {
            let bytes = form.text.as_bytes();
            put_next(&mut out, last, bytes);
            put(&mut out, form.frequency);
            put(&mut out, form.stem);
            put(&mut out, form.number);
            last = bytes;
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
        let stems = reader.count()?;
        let mut before = (
            Span {
                block: 0,
                offset: 0,
                length: 0,
            },
            Span {
                block: 0,
                offset: 0,
                length: 0,
            },
        );
        for _ in 0..stems {
            let frequency = reader.number()?;
            let forms = reader.number()?.max(1);
            let postings = span(&mut reader, &mut before.0)?;
            let positions = span(&mut reader, &mut before.1)?;
            block.stems.push(Stem {
                frequency,
                forms,
                postings,
                positions,
            });
        }
        let forms = reader.count()?;
        let mut last: Vec<u8> = Vec::new();
        for _ in 0..forms {
            reader.next_text(&mut last)?;
            let text = String::from_utf8(last.clone()).map_err(|_| Corrupt::Range)?;
            let form = Form {
                text,
                frequency: reader.number()?,
                stem: reader.number()?,
                number: reader.number()?,
            };
            if form.stem as usize >= block.stems.len() {
                return Err(Corrupt::Range);
            }
            block.forms.push(form);
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

/// Spans follow each other mostly, so each is written as what differs from the end of the one before.
fn put_span(out: &mut Vec<u8>, span: Span, before: &mut Span) {
    let follows = span.block == before.block && span.offset == before.offset + before.length;
    put(out, span.length << 1 | u32::from(!follows));
    if !follows {
        put(out, span.block);
        put(out, span.offset);
    }
    *before = span;
}

fn span(reader: &mut Reader<'_>, before: &mut Span) -> Result<Span, Corrupt> {
    let head = reader.number()?;
    let mut span = Span {
        block: before.block,
        offset: 0,
        length: head >> 1,
    };
    if head & 1 == 1 {
        span.block = reader.number()?;
        span.offset = reader.number()?;
    } else {
        span.offset = before
            .offset
            .checked_add(before.length)
            .ok_or(Corrupt::Range)?;
    }
    *before = span;
    Ok(span)
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
        let stem = |offset| Stem {
            frequency: 2,
            forms: 2,
            postings: span(offset),
            positions: span(offset + 1),
        };
        let form = |text: &str, stem, number| Form {
            text: text.to_owned(),
            frequency: 1,
            stem,
            number,
        };
        let block = Block {
            stems: vec![stem(0), stem(7)],
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
