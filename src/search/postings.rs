//! Which articles have a word, and how strongly?
//!
//! A posting list is a stream of bits: for each article the gap to the one before in a Rice code, whose parameter follows
//! from the numbers of articles, and its impact. Lists of several articles begin with the description of the code of the
//! impacts; the impact of a lone article is written as it is (5 bits).

use super::bytes::{BitReader, BitWriter, Corrupt};
use super::code::Code;
use super::weights::TOP_LEVEL;

/// Bits of an impact.
const LEVEL_BITS: u32 = 5;

/// Writes `(article, impact)` pairs, articles rising and below `documents`.
pub fn encode(list: &[(u32, u8)], documents: u32) -> Vec<u8> {
    let mut out = BitWriter::default();
    let k = rice_parameter(list.len() as u32, documents);
    let code = (list.len() > 1).then(|| {
        let levels = list.iter().map(|(_, level)| u32::from(*level));
        let (code, _) = Code::fit(levels);
        code.describe(&mut out);
        code
    });
    let mut next = 0;
    for (document, level) in list {
        out.rice(document - next, k);
        match &code {
            Some(code) => code.put(&mut out, u32::from(*level)),
            None => out.bits(u32::from(*level), LEVEL_BITS),
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
    let code = if frequency > 1 {
        Some(Code::read(&mut bits)?)
    } else {
        None
    };
    let mut next = 0u32;
    for _ in 0..frequency {
        let document = next
            .checked_add(bits.rice(k)?)
            .filter(|d| *d < documents)
            .ok_or(Corrupt::Range)?;
        let level = match &code {
            Some(code) => code.get(&mut bits)?,
            None => bits.bits(LEVEL_BITS)?,
        };
        visit(document, level.min(u32::from(TOP_LEVEL)) as u8);
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
        fn a_list_comes_back(set in prop::collection::btree_map(0u32..3000, 1..=TOP_LEVEL, 0..200)) {
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
