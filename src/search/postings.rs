//! Which articles have a word, and how strongly?
//!
//! A posting list is a stream of bits: for each article the gap to the one before in a Rice code, whose parameter follows
//! from the numbers of articles, and its impact. Lists of several articles begin with the least impact (6 bits) and the
//! parameter (3 bits) of the Rice code in which impacts above it are written; the impact of a lone article is written as it
//! is (6 bits).

use super::bytes::{BitReader, BitWriter, Corrupt};

/// Bits of an impact.
const LEVEL_BITS: u32 = 6;

/// Writes `(article, impact)` pairs, articles rising and below `documents`.
pub fn encode(list: &[(u32, u8)], documents: u32) -> Vec<u8> {
    let mut out = BitWriter::default();
    let k = rice_parameter(list.len() as u32, documents);
    let is_lone = list.len() == 1;
    let least = list.iter().map(|(_, level)| *level).min().unwrap_or(0);
    let bits_with = |k: u32| -> u32 {
        let above = list.iter().map(|(_, level)| u32::from(level - least));
        above.map(|above| (above >> k) + 1 + k).sum()
    };
    let width = (0..LEVEL_BITS).min_by_key(|k| bits_with(*k)).unwrap_or(0);
    if !is_lone {
        out.bits(u32::from(least), LEVEL_BITS);
        out.bits(width, 3);
    }
    let mut next = 0;
    for (document, level) in list {
        out.rice(document - next, k);
        if is_lone {
            out.bits(u32::from(*level), LEVEL_BITS);
        } else {
            out.rice(u32::from(level - least), width);
        }
        next = document + 1;
    }
    out.finish()
}

/// Reads a list of `frequency` articles, each below `documents`; calls `visit(article, impact)`.
///
/// # Errors
/// When the bits end early or name an article that does not exist.
pub fn decode(
    bytes: &[u8],
    frequency: u32,
    documents: u32,
    mut visit: impl FnMut(u32, u8),
) -> Result<(), Corrupt> {
    let mut bits = BitReader::new(bytes);
    let k = rice_parameter(frequency, documents);
    let is_lone = frequency == 1;
    let (least, width) = if is_lone {
        (0, 0)
    } else {
        (bits.bits(LEVEL_BITS)?, bits.bits(3)?)
    };
    let mut next = 0u32;
    for _ in 0..frequency {
        let document = next
            .checked_add(bits.rice(k)?)
            .filter(|d| *d < documents)
            .ok_or(Corrupt::Range)?;
        let above = if is_lone {
            bits.bits(LEVEL_BITS)?
        } else {
            bits.rice(width)?
        };
        visit(document, least.saturating_add(above).min(63) as u8);
        next = document + 1;
    }
    Ok(())
}

/// The parameter that suits gaps drawn at random: about log2(0.69 × mean gap).
fn rice_parameter(frequency: u32, documents: u32) -> u32 {
    let mean = u64::from(documents) * 69 / (u64::from(frequency.max(1)) * 100);
    mean.max(1).ilog2().min(31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_list_comes_back(set in prop::collection::btree_map(0u32..3000, 1u8..64, 0..200)) {
            let list: Vec<_> = set.into_iter().collect();
            let bytes = encode(&list, 3000);
            let mut back = Vec::new();
            decode(&bytes, list.len() as u32, 3000, |d, l| back.push((d, l))).unwrap();
            prop_assert_eq!(back, list);
        }

        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..60), frequency in any::<u32>()) {
            let _ = decode(&noise, frequency, 1000, |_, _| {});
        }
    }
}
