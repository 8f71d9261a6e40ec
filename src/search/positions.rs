//! Where in an article does a word stand, and in which of its forms?
//!
//! A stream of bits: the usual set of fields; the codes of counts, of distances and, for a word of several forms, of forms;
//! then for each article of the posting list, in the same order, for each field the number of occurrences and for each
//! occurrence the distance from the one before and the form. An article whose fields are other ones says so with a count of
//! nought and the set (8 bits).
//!
//! Describing codes is worth it for long lists only. In a plain list, and for a lone article, all numbers are written in
//! unary but for the low bits of a distance.

use super::bytes::{BitReader, BitWriter, Corrupt};
use super::code::Code;

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

/// How a list is written.
struct Codes {
    /// The usual set of fields.
    usual: u8,
    counts: Code,
    distances: Code,
    /// So many low bits of a distance are written as they are, after the others.
    k: u32,
    /// For a word of several forms.
    forms: Option<Code>,
}

/// Bits of [`Codes::k`].
const K_BITS: u32 = 4;

impl Codes {
    /// Codes that need no description: each number in unary, but for the low bits of a distance.
    fn plain(usual: u8, k: u32, forms: u32) -> Codes {
        let unary = |least| Code::Rice { least, k: 0 };
        Codes {
            usual,
            counts: unary(1),
            distances: unary(0),
            k,
            forms: (forms > 1).then(|| unary(0)),
        }
    }

    /// Codes that suit a list, and whether they are plain.
    fn fit(places: &[(u32, Occurrence)], forms: u32) -> (Codes, bool) {
        let mut masks = [0u32; 256];
        let (mut articles, mut counts, mut distances) = (0, Vec::new(), Vec::new());
        for list in places.chunk_by(|a, b| a.0 == b.0) {
            masks[usize::from(mask(list))] += 1;
            articles += 1;
        }
        let usual = (0..=255u8)
            .max_by_key(|m| (masks[usize::from(*m)], 255 - m))
            .unwrap_or(0);
        for list in places.chunk_by(|a, b| a.0 == b.0) {
            if mask(list) != usual {
                counts.push(0);
            }
            for group in list.chunk_by(|a, b| a.1.field == b.1.field) {
                counts.push(group.len() as u32);
                each_distance(group, |distance, _| distances.push(distance));
            }
        }
        let sum: u64 = distances.iter().map(|distance| u64::from(*distance)).sum();
        let mean = (sum * 69 / (distances.len().max(1) as u64 * 100)).max(1);
        let k = mean.ilog2().min(15);
        let plain = Codes::plain(usual, k, forms);
        if articles == 1 {
            return (plain, true);
        }
        let unary = |list: &[u32], low: u32| -> u64 {
            let ones = list.iter().map(|number| u64::from(number >> low));
            ones.sum::<u64>() + list.len() as u64 * u64::from(1 + low)
        };
        let of_forms: Vec<u32> = match forms {
            0 | 1 => Vec::new(),
            _ => places.iter().map(|(_, o)| o.form).collect(),
        };
        // A count begins with 1, and so needs no bit for it; a plain list has the usual fields everywhere.
        let plain_bits =
            unary(&counts, 0) - counts.len() as u64 + unary(&distances, k) + unary(&of_forms, 0);
        let can_be_plain = !counts.contains(&0);
        // The code tells a mean distance from one half or twice as long.
        let k = k.saturating_sub(2);
        let low_bits = u64::from(k) * distances.len() as u64;
        let (counts, count_bits) = Code::fit(counts.iter().copied());
        let (distances, distance_bits) = Code::fit(distances.iter().map(|distance| distance >> k));
        let (forms, form_bits) = match of_forms[..] {
            [] => (None, 0),
            _ => {
                let (code, bits) = Code::fit(of_forms.iter().copied());
                (Some(code), bits)
            }
        };
        if can_be_plain && plain_bits <= count_bits + distance_bits + low_bits + form_bits {
            return (plain, true);
        }
        let codes = Codes {
            usual,
            counts,
            distances,
            k,
            forms,
        };
        (codes, false)
    }

    fn describe(&self, is_lone: bool, is_plain: bool, out: &mut BitWriter) {
        if !is_lone {
            out.bits(u32::from(is_plain), 1);
        }
        let is_one = self.usual.is_power_of_two();
        out.bits(u32::from(is_one), 1);
        if is_one {
            out.bits(self.usual.ilog2(), 3);
        } else {
            out.bits(u32::from(self.usual), 8);
        }
        out.bits(self.k, K_BITS);
        if !is_plain {
            self.counts.describe(out);
            self.distances.describe(out);
            if let Some(forms) = &self.forms {
                forms.describe(out);
            }
        }
    }

    fn read(bits: &mut BitReader<'_>, is_lone: bool, forms: u32) -> Result<Codes, Corrupt> {
        let is_plain = is_lone || bits.bits(1)? == 1;
        let usual = if bits.bits(1)? == 1 {
            1 << bits.bits(3)?
        } else {
            bits.bits(8)? as u8
        };
        let k = bits.bits(K_BITS)?;
        let mut codes = Codes::plain(usual, k, forms);
        if !is_plain {
            codes.counts = Code::read(bits)?;
            codes.distances = Code::read(bits)?;
            if let Some(forms) = &mut codes.forms {
                *forms = Code::read(bits)?;
            }
        }
        Ok(codes)
    }
}

/// The set of fields of an article's occurrences.
fn mask(list: &[(u32, Occurrence)]) -> u8 {
    list.iter().fold(0, |mask, (_, o)| mask | 1 << o.field)
}

/// Calls `visit(distance, form)` for the occurrences in a field.
fn each_distance(group: &[(u32, Occurrence)], mut visit: impl FnMut(u32, u32)) {
    let mut next = 0;
    for (_, o) in group {
        visit(o.position - next, o.form);
        next = o.position + 1;
    }
}

/// Writes the occurrences of a word of `forms` forms, each with its article, articles and places rising.
pub fn encode(places: &[(u32, Occurrence)], forms: u32) -> Vec<u8> {
    let (codes, is_plain) = Codes::fit(places, forms);
    let is_lone = places.first().map(|o| o.0) == places.last().map(|o| o.0);
    let mut out = BitWriter::default();
    codes.describe(is_lone, is_plain, &mut out);
    for list in places.chunk_by(|a, b| a.0 == b.0) {
        let own = mask(list);
        if own != codes.usual {
            codes.counts.put(&mut out, 0);
            out.bits(u32::from(own), 8);
        }
        for group in list.chunk_by(|a, b| a.1.field == b.1.field) {
            codes.counts.put(&mut out, group.len() as u32);
            each_distance(group, |distance, form| {
                codes.distances.put(&mut out, distance >> codes.k);
                out.bits(distance, codes.k);
                if let Some(forms) = &codes.forms {
                    forms.put(&mut out, form);
                }
            });
        }
    }
    out.finish()
}

/// Reads what [`encode`] wrote, article by article.
pub struct Places<'a> {
    bits: BitReader<'a>,
    codes: Codes,
}

impl<'a> Places<'a> {
    /// A reader at the first of `frequency` articles with a word of `forms` forms.
    ///
    /// # Errors
    /// When the bytes end at once, or describe no codes.
    pub fn new(bytes: &'a [u8], frequency: u32, forms: u32) -> Result<Places<'a>, Corrupt> {
        let mut bits = BitReader::new(bytes);
        let codes = Codes::read(&mut bits, frequency == 1, forms)?;
        Ok(Places { bits, codes })
    }

    /// Reads the occurrences in the next article into `out`, which is cleared first.
    ///
    /// # Errors
    /// When the bytes end early or contradict themselves.
    pub fn next(&mut self, out: &mut Vec<Occurrence>) -> Result<(), Corrupt> {
        out.clear();
        let Places { bits, codes } = self;
        let mut mask = u32::from(codes.usual);
        let mut count = codes.counts.get(bits)?;
        if count == 0 {
            mask = bits.bits(8)?;
            count = codes.counts.get(bits)?;
        }
        let mut fields = (0..8).filter(|field| mask >> field & 1 == 1).peekable();
        while let Some(field) = fields.next() {
            let mut next = 0u32;
            for _ in 0..count {
                let high = codes.distances.get(bits)?;
                let distance = u64::from(high) << codes.k | u64::from(bits.bits(codes.k)?);
                let distance = u32::try_from(distance).map_err(|_| Corrupt::Range)?;
                let position = next.checked_add(distance).ok_or(Corrupt::Range)?;
                let form = match &codes.forms {
                    Some(forms) => forms.get(bits)?,
                    None => 0,
                };
                out.push(Occurrence {
                    field,
                    position,
                    form,
                });
                next = position.checked_add(1).ok_or(Corrupt::Range)?;
            }
            if fields.peek().is_some() {
                count = codes.counts.get(bits)?;
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
        fn places_come_back(lists in prop::collection::vec(prop::collection::btree_map((0u8..8, 0u32..900), 0u32..3, 1..9), 1..20)) {
            let article = |map: std::collections::BTreeMap<(u8, u32), u32>| {
                map.into_iter().map(|((field, position), form)| Occurrence { field, position, form }).collect::<Vec<_>>()
            };
            let lists: Vec<Vec<Occurrence>> = lists.into_iter().map(article).collect();
            let places: Vec<(u32, Occurrence)> = (0..).zip(&lists).flat_map(|(i, list)| list.iter().map(move |o| (i, *o))).collect();
            let bytes = encode(&places, 3);
            let mut places = Places::new(&bytes, lists.len() as u32, 3).unwrap();
            let mut back = Vec::new();
            for list in &lists {
                places.next(&mut back).unwrap();
                prop_assert_eq!(&back, list);
            }
        }

        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..60), frequency in 1u32..3, forms in any::<u32>()) {
            if let Ok(mut places) = Places::new(&noise, frequency, forms) {
                let mut out = Vec::new();
                while places.next(&mut out).is_ok() {}
            }
        }
    }
}
