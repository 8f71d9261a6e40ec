//! Where in an article does a word stand, and in which of its forms?
//!
//! A stream of bits: the Rice parameter of distances (5 bits) and the usual mask of fields (8 bits); then for each article of
//! the posting list, in the same order, whether its mask is another (1 bit, and then the mask), and for each field the number
//! of occurrences less one in unary and, for each occurrence, the distance from the one before in a Rice code and the form's
//! number in as many bits as the number of forms needs. A word with one form pays nothing for keeping forms apart.

use super::bytes::{BitReader, BitWriter, Corrupt};

/// One occurrence of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Number of the field.
    pub field: u8,
    /// Number of the token within the field.
    pub position: u32,
    /// Number of the form among the forms of the stem.
    pub form: u32,
}

/// Bits that tell `forms` forms apart.
fn form_bits(forms: u32) -> u32 {
    32 - forms.saturating_sub(1).leading_zeros()
}

fn mask(list: &[(u32, Occurrence)]) -> u8 {
    list.iter().fold(0, |mask, (_, o)| mask | 1 << o.field)
}

/// Writes the occurrences of a word of `forms` forms, each with its article, articles and places rising.
pub fn encode(places: &[(u32, Occurrence)], forms: u32) -> Vec<u8> {
    let articles = || places.chunk_by(|a, b| a.0 == b.0);
    let mut out = BitWriter::default();
    let mut masks = [0u32; 256];
    let (mut sum, mut count) = (0u64, 0u64);
    for list in articles() {
        masks[usize::from(mask(list))] += 1;
        distances(list, |distance| {
            sum += u64::from(distance);
            count += 1;
        });
    }
    let usual = (0..=255u8)
        .max_by_key(|m| (masks[usize::from(*m)], 255 - m))
        .unwrap_or(0);
    let k = (sum * 69 / (count.max(1) * 100)).max(1).ilog2().min(31);
    out.bits(k, 5);
    out.bits(u32::from(usual), 8);
    for list in articles() {
        let own = mask(list);
        out.bits(u32::from(own != usual), 1);
        if own != usual {
            out.bits(u32::from(own), 8);
        }
        for group in list.chunk_by(|a, b| a.1.field == b.1.field) {
            out.rice(group.len() as u32 - 1, 0);
            let mut next = 0;
            for (_, o) in group {
                out.rice(o.position - next, k);
                out.bits(o.form, form_bits(forms));
                next = o.position + 1;
            }
        }
    }
    out.finish()
}

fn distances(list: &[(u32, Occurrence)], mut visit: impl FnMut(u32)) {
    for group in list.chunk_by(|a, b| a.1.field == b.1.field) {
        let mut next = 0;
        for (_, o) in group {
            visit(o.position - next);
            next = o.position + 1;
        }
    }
}

/// Reads what [`encode`] wrote, article by article.
pub struct Places<'a> {
    bits: BitReader<'a>,
    k: u32,
    usual: u32,
    forms: u32,
}

impl<'a> Places<'a> {
    /// A reader at the first article.
    ///
    /// # Errors
    /// When the bytes end at once.
    pub fn new(bytes: &'a [u8], forms: u32) -> Result<Places<'a>, Corrupt> {
        let mut bits = BitReader::new(bytes);
        let (k, usual) = (bits.bits(5)?, bits.bits(8)?);
        Ok(Places {
            bits,
            k,
            usual,
            forms: forms.max(1),
        })
    }

    /// Reads the occurrences in the next article into `out`, which is cleared first.
    ///
    /// # Errors
    /// When the bytes end early or contradict themselves.
    pub fn next(&mut self, out: &mut Vec<Occurrence>) -> Result<(), Corrupt> {
        out.clear();
        let mask = if self.bits.bits(1)? == 1 {
            self.bits.bits(8)?
        } else {
            self.usual
        };
        for field in (0..8).filter(|field| mask >> field & 1 == 1) {
            let count = u64::from(self.bits.rice(0)?) + 1;
            let mut next = 0u32;
            for _ in 0..count {
                let position = next
                    .checked_add(self.bits.rice(self.k)?)
                    .ok_or(Corrupt::Range)?;
                let form = self.bits.bits(form_bits(self.forms).min(32))?;
                out.push(Occurrence {
                    field,
                    position,
                    form,
                });
                next = position.checked_add(1).ok_or(Corrupt::Range)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn places_come_back(lists in prop::collection::vec(prop::collection::btree_map((0u8..8, 0u32..900), 0u32..3, 1..9), 0..20)) {
            let article = |map: std::collections::BTreeMap<(u8, u32), u32>| {
                map.into_iter().map(|((field, position), form)| Occurrence { field, position, form }).collect::<Vec<_>>()
            };
            let lists: Vec<Vec<Occurrence>> = lists.into_iter().map(article).collect();
            let places: Vec<(u32, Occurrence)> = (0..).zip(&lists).flat_map(|(i, list)| list.iter().map(move |o| (i, *o))).collect();
            let bytes = encode(&places, 3);
            let mut places = Places::new(&bytes, 3).unwrap();
            let mut back = Vec::new();
            for list in &lists {
                places.next(&mut back).unwrap();
                prop_assert_eq!(&back, list);
            }
        }

        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..60), forms in any::<u32>()) {
            if let Ok(mut places) = Places::new(&noise, forms) {
                let mut out = Vec::new();
                while places.next(&mut out).is_ok() {}
            }
        }
    }
}
