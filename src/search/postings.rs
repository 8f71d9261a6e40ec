//! Which articles have a word, and how strongly?
//!
//! A posting list has for each article the gap to the one before and the impact. A gap is cut in two as in a Rice code (Rice,
//! "Some practical universal noiseless coding techniques", 1979), whose parameter follows from the numbers of articles: low
//! bits that say nothing, and above them a number that is mostly nought, whose chances tell lists that cluster from those that
//! do not. Chances of impacts begin as most lists of the segment have them; each block of lists begins with these.

use super::bytes::Corrupt;
use super::code::{Chance, Decoder, Encoder, get_tree, get_unary, put_tree, put_unary};
use super::weights::TOP_LEVEL;

/// Bits of an impact, which is at least 1.
const LEVEL_BITS: u32 = 4;
const LEVELS: usize = 1 << LEVEL_BITS;
const _: () = assert!(TOP_LEVEL as usize <= LEVELS);

/// What a list is likely to be.
#[derive(Clone, Debug)]
pub struct Model {
    gaps: [Chance; 8],
    levels: [Chance; LEVELS],
}

impl Default for Model {
    fn default() -> Model {
        Model {
            gaps: [Chance::of(0x80); 8],
            levels: [Chance::EVEN; LEVELS],
        }
    }
}

impl Model {
    /// Bytes before the lists of a block.
    pub const BYTES: usize = LEVELS - 1;

    /// As lists begin that others were written before.
    pub fn priors(&self) -> Vec<u8> {
        self.levels[1..]
            .iter()
            .map(|chance| chance.prior())
            .collect()
    }

    /// As lists of a block begin.
    pub fn of(priors: &[u8]) -> Model {
        let mut model = Model::default();
        for (chance, prior) in model.levels[1..].iter_mut().zip(priors) {
            *chance = Chance::of(*prior);
        }
        model
    }
}

/// Writes `(article, impact)` pairs, articles rising and below `documents`.
pub fn encode(list: &[(u32, u8)], documents: u32, model: &mut Model) -> Vec<u8> {
    let mut out = Encoder::default();
    let k = low_bits(list.len() as u32, documents);
    let mut next = 0;
    for (document, level) in list {
        let gap = document - next;
        put_unary(&mut out, &mut model.gaps, gap >> k);
        out.put_bits(gap, k);
        put_tree(
            &mut out,
            &mut model.levels,
            u32::from(*level) - 1,
            LEVEL_BITS,
        );
        next = document + 1;
    }
    out.finish()
}

/// Reads a list of `frequency` articles, each below `documents`, from a block that begins with `priors`; calls
/// `visit(article, impact)`.
///
/// # Errors
/// When the bytes end early or name an article that does not exist.
pub fn decode(
    bytes: &[u8],
    priors: &[u8],
    frequency: u32,
    documents: u32,
    mut visit: impl FnMut(u32, u8),
) -> Result<(), Corrupt> {
    let mut from = Decoder::new(bytes);
    let Model {
        mut gaps,
        mut levels,
    } = Model::of(priors);
    let k = low_bits(frequency, documents);
    let mut next = 0u32;
    for _ in 0..frequency {
        let high = get_unary(&mut from, &mut gaps, documents >> k)?;
        let gap = high << k | from.get_bits(k);
        let level = get_tree(&mut from, &mut levels, LEVEL_BITS) as u8 + 1;
        let document = next
            .checked_add(gap)
            .filter(|document| *document < documents)
            .ok_or(Corrupt::Range)?;
        visit(document, level.min(TOP_LEVEL));
        next = document + 1;
    }
    Ok(())
}

/// How many low bits of a gap say nothing: as many as leave about a half of the gaps of articles drawn at random below.
fn low_bits(frequency: u32, documents: u32) -> u32 {
    // 0.69 times the mean gap, rounded to the nearest power of two by a factor of the square root of two.
    let mean = u64::from(documents) * 98 / (u64::from(frequency.max(1)) * 100);
    mean.max(1).ilog2().min(31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_list_comes_back(set in prop::collection::btree_map(0u32..3000, 1..=TOP_LEVEL, 0..200), priors in prop::collection::vec(any::<u8>(), Model::BYTES)) {
            let list: Vec<_> = set.into_iter().collect();
            let bytes = encode(&list, 3000, &mut Model::of(&priors));
            let mut back = Vec::new();
            decode(&bytes, &priors, list.len() as u32, 3000, |d, l| back.push((d, l))).unwrap();
            prop_assert_eq!(back, list);
        }

        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..60), frequency in any::<u32>(), documents in any::<u32>()) {
            let _ = decode(&noise, &noise, frequency, 1000, |_, _| {});
            let _ = decode(&noise, &[], frequency.min(9), documents, |_, _| {});
        }
    }
}
