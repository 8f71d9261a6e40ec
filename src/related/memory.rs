//! What did an earlier look at the articles find?
//!
//! Kept as bytes from one build to the next; whoever keeps them sees to it that they come back whole and from the same
//! program. See [`super::nearest`] for how they are used.

use super::Entry;
use super::nearest::{List, Met};
use super::vector::Vectors;

/// What was found.
#[derive(Debug)]
pub struct Memory {
    /// The steps of all articles, as [`super::vector::Vectors`] counts them: with another number every weight is another.
    pub(super) total: u32,
    /// By the numbers of then.
    pub(super) articles: Vec<Known>,
}

/// What was found of an article.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) id: String,
    /// Of its vector.
    pub(super) print: u64,
    pub(super) list: List,
}

impl Memory {
    /// As bytes, little-endian: the steps of all articles, their number, and for each article its identifier behind its
    /// length, the print of its vector, whether its list is cut, the length of the list and for each in it number, sum and
    /// cosine.
    pub(super) fn write(entries: &[Entry<'_>], vectors: &Vectors, lists: &[List]) -> Vec<u8> {
        let mut out = Vec::new();
        let number = |out: &mut Vec<u8>, n: u32| out.extend(n.to_le_bytes());
        number(&mut out, vectors.total);
        number(&mut out, entries.len() as u32);
        for (article, list) in lists.iter().enumerate() {
            let id = entries[article].id;
            number(&mut out, id.len() as u32);
            out.extend(id.as_bytes());
            out.extend(vectors.prints[article].to_le_bytes());
            number(&mut out, u32::from(list.is_cut));
            number(&mut out, list.met.len() as u32);
            for met in &list.met {
                number(&mut out, met.article);
                number(&mut out, met.sum);
                number(&mut out, met.cosine.to_bits());
            }
        }
        out
    }

    /// Reads what [`super::Analysis::remember`] wrote; nothing when the bytes are something else.
    pub fn recall(bytes: &[u8]) -> Option<Memory> {
        let mut reader = Reader(bytes);
        let total = reader.number()?;
        let count = reader.number()?;
        let mut articles = Vec::new();
        for _ in 0..count {
            let length = reader.number()? as usize;
            let id = std::str::from_utf8(reader.take(length)?).ok()?.to_owned();
            let print = u64::from_le_bytes(reader.take(8)?.try_into().ok()?);
            let is_cut = reader.number()? == 1;
            let length = reader.number()? as usize;
            let mut cells = Reader(reader.take(length.checked_mul(12)?)?);
            let mut met = Vec::with_capacity(length);
            for _ in 0..length {
                met.push(Met {
                    article: cells.number().filter(|article| *article < count)?,
                    sum: cells.number()?,
                    cosine: f32::from_bits(cells.number()?),
                });
            }
            let list = List { met, is_cut };
            articles.push(Known { id, print, list });
        }
        reader.0.is_empty().then_some(Memory { total, articles })
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }
}
