//! In how few bits can the small numbers of a list be written?
//!
//! A short list is written in a Rice code, which is described by two numbers; a long one in a prefix code made for it
//! (Huffman, "A method for the construction of minimum-redundancy codes", 1952; in canonical form, so that the lengths of
//! the codes say all), whose description it repays. Whichever is shorter is taken, description included.

use super::bytes::{BitReader, BitWriter, Corrupt};

/// Symbols of a prefix code. The last stands for itself and everything above, and is followed by the rest.
const SYMBOLS: usize = 32;
/// The last symbol.
const ESCAPE: u32 = SYMBOLS as u32 - 1;
/// The parameter of the Rice code of what follows an escape.
const ESCAPE_K: u32 = 3;
/// Bits of the longest code. More gain next to nothing, and a table of so many entries is made for each list that is read.
const LONGEST: u32 = 9;
/// Bits of the least value and the parameter of a Rice code.
const LEAST_BITS: u32 = 5;
const K_BITS: u32 = 3;
/// Bits of a length in the description of a prefix code.
const LENGTH_BITS: u32 = 4;

/// A code for small numbers.
pub enum Code {
    /// Numbers less `least` in a Rice code with `k` low bits.
    Rice {
        /// The least number.
        least: u32,
        /// The parameter.
        k: u32,
    },
    /// A prefix code.
    Prefix(Box<Prefix>),
}

/// A canonical prefix code.
pub struct Prefix {
    /// The length of the code of each symbol in bits; 0 for one that does not occur.
    lengths: [u8; SYMBOLS],
    /// The codes.
    codes: [u16; SYMBOLS],
    /// For each beginning of [`LONGEST`] bits the symbol.
    symbols: [u8; 1 << LONGEST],
}

impl Code {
    /// The shortest code for a list of numbers, and the bits it takes, its description included.
    pub fn fit(values: impl Iterator<Item = u32> + Clone) -> (Code, u64) {
        let mut counts = [0u32; SYMBOLS];
        let mut above = 0u64;
        let (mut least, mut total, mut sum) = (ESCAPE, 0u64, 0u64);
        for value in values.clone() {
            counts[value.min(ESCAPE) as usize] += 1;
            if value >= ESCAPE {
                above += u64::from((value - ESCAPE) >> ESCAPE_K) + 1 + u64::from(ESCAPE_K);
            }
            least = least.min(value);
            total += 1;
            sum += u64::from(value);
        }
        // About log2(0.69 × mean), or one less or more.
        let mean = (sum - total * u64::from(least)) * 69 / (total.max(1) * 100);
        let near = mean.max(1).ilog2();
        let rice = |k: u32| {
            let quotients = values.clone().map(|value| u64::from((value - least) >> k));
            quotients.sum::<u64>() + total * u64::from(1 + k)
        };
        let parameters = near.saturating_sub(1)..=(near + 1).min(7);
        let (bits, k) = parameters.map(|k| (rice(k), k)).min().unwrap_or((0, 0));
        let bits = 1 + u64::from(LEAST_BITS + K_BITS) + bits;
        if total > 16 {
            let lengths = lengths(&counts);
            let used = lengths.iter().filter(|length| **length > 0).count();
            let of_symbols = counts.iter().zip(&lengths);
            let codes: u64 = of_symbols
                .map(|(count, length)| u64::from(*count) * u64::from(*length))
                .sum();
            let span = span(&lengths);
            let described = 11 + u64::from(LENGTH_BITS) * span.len() as u64;
            let bits_of_prefix = described + codes + above;
            if used > 1
                && bits_of_prefix < bits
                && let Ok(prefix) = Prefix::new(lengths)
            {
                return (Code::Prefix(Box::new(prefix)), bits_of_prefix);
            }
        }
        (Code::Rice { least, k }, bits)
    }

    /// Writes the description.
    pub fn describe(&self, out: &mut BitWriter) {
        match self {
            Code::Rice { least, k } => {
                out.bits(0, 1);
                out.bits(*least, LEAST_BITS);
                out.bits(*k, K_BITS);
            }
            Code::Prefix(prefix) => {
                let span = span(&prefix.lengths);
                out.bits(1, 1);
                out.bits(span.start as u32, LEAST_BITS);
                out.bits(span.len() as u32 - 1, LEAST_BITS);
                for symbol in span {
                    out.bits(u32::from(prefix.lengths[symbol]), LENGTH_BITS);
                }
            }
        }
    }

    /// Reads a description.
    ///
    /// # Errors
    /// When the bits end early or describe no code.
    pub fn read(bits: &mut BitReader<'_>) -> Result<Code, Corrupt> {
        if bits.bits(1)? == 0 {
            let (least, k) = (bits.bits(LEAST_BITS)?, bits.bits(K_BITS)?);
            return Ok(Code::Rice { least, k });
        }
        let first = bits.bits(LEAST_BITS)? as usize;
        let last = first + bits.bits(LEAST_BITS)? as usize;
        let mut lengths = [0; SYMBOLS];
        for length in lengths.get_mut(first..=last).ok_or(Corrupt::Range)? {
            *length = bits.bits(LENGTH_BITS)? as u8;
        }
        Ok(Code::Prefix(Box::new(Prefix::new(lengths)?)))
    }

    /// Writes a number.
    pub fn put(&self, out: &mut BitWriter, value: u32) {
        match self {
            Code::Rice { least, k } => out.rice(value - least, *k),
            Code::Prefix(prefix) => {
                let symbol = value.min(ESCAPE);
                let at = symbol as usize;
                out.bits(u32::from(prefix.codes[at]), u32::from(prefix.lengths[at]));
                if symbol == ESCAPE {
                    out.rice(value - ESCAPE, ESCAPE_K);
                }
            }
        }
    }

    /// Reads a number; each takes at least one bit.
    ///
    /// # Errors
    /// When the bits end early, are no code, or the number needs more than 32 bits.
    pub fn get(&self, bits: &mut BitReader<'_>) -> Result<u32, Corrupt> {
        match self {
            Code::Rice { least, k } => bits.rice(*k)?.checked_add(*least).ok_or(Corrupt::Range),
            Code::Prefix(prefix) => {
                let symbol = prefix.symbols[bits.peek(LONGEST) as usize];
                let length = prefix.lengths[usize::from(symbol)];
                // What no code begins with leads to a symbol without one.
                if length == 0 {
                    return Err(Corrupt::Range);
                }
                bits.skip(u32::from(length))?;
                match u32::from(symbol) {
                    ESCAPE => bits
                        .rice(ESCAPE_K)?
                        .checked_add(ESCAPE)
                        .ok_or(Corrupt::Range),
                    symbol => Ok(symbol),
                }
            }
        }
    }
}

impl Prefix {
    /// The code with these lengths.
    ///
    /// # Errors
    /// When there is none.
    fn new(lengths: [u8; SYMBOLS]) -> Result<Prefix, Corrupt> {
        // A symbol without a code, if there is one: see `Code::get`.
        let none = lengths.iter().position(|length| *length == 0);
        let mut prefix = Prefix {
            lengths,
            codes: [0; SYMBOLS],
            symbols: [none.unwrap_or(0) as u8; 1 << LONGEST],
        };
        let mut next = 0usize;
        for length in 1..=LONGEST {
            let width = 1usize << (LONGEST - length);
            for symbol in (0..SYMBOLS).filter(|symbol| u32::from(lengths[*symbol]) == length) {
                let end = next + width;
                let entries = prefix.symbols.get_mut(next..end).ok_or(Corrupt::Range)?;
                entries.fill(symbol as u8);
                prefix.codes[symbol] = (next >> (LONGEST - length)) as u16;
                next = end;
            }
        }
        if lengths.iter().any(|length| u32::from(*length) > LONGEST)
            || none.is_none() && next < 1 << LONGEST
        {
            return Err(Corrupt::Range);
        }
        Ok(prefix)
    }
}

/// The symbols from the first to the last that have a code.
fn span(lengths: &[u8; SYMBOLS]) -> std::ops::Range<usize> {
    let first = lengths.iter().position(|length| *length > 0).unwrap_or(0);
    let last = lengths.iter().rposition(|length| *length > 0).unwrap_or(0);
    first..last + 1
}

/// Lengths of the codes of symbols that occur so often, none longer than [`LONGEST`].
fn lengths(counts: &[u32; SYMBOLS]) -> [u8; SYMBOLS] {
    let mut counts = *counts;
    loop {
        // Trees by weight, each with the symbols in it; the two lightest are joined until one is left.
        let mut trees: Vec<(u64, u32)> = (0..SYMBOLS)
            .filter(|symbol| counts[*symbol] > 0)
            .map(|symbol| (u64::from(counts[symbol]), 1 << symbol))
            .collect();
        let mut lengths = [0u8; SYMBOLS];
        while trees.len() > 1 {
            trees.sort_unstable_by(|a, b| b.cmp(a));
            let (a, b) = (
                trees.pop().unwrap_or_default(),
                trees.pop().unwrap_or_default(),
            );
            let joined = (a.0 + b.0, a.1 | b.1);
            for (symbol, length) in lengths.iter_mut().enumerate() {
                *length += (joined.1 >> symbol & 1) as u8;
            }
            trees.push(joined);
        }
        if lengths.iter().all(|length| u32::from(*length) <= LONGEST) {
            return lengths;
        }
        // Less uneven counts make a flatter tree.
        counts
            .iter_mut()
            .for_each(|count| *count = count.div_ceil(2));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(few in prop::collection::vec(0u32..6, 0..200), many in prop::collection::vec(0u32..300, 0..20), base in 0u32..5) {
            let list: Vec<u32> = few.into_iter().chain(many).map(|value| value + base).collect();
            let (code, bits) = Code::fit(list.iter().copied());
            let mut out = BitWriter::default();
            code.describe(&mut out);
            list.iter().for_each(|value| code.put(&mut out, *value));
            let bytes = out.finish();
            prop_assert_eq!(bytes.len() as u64, bits.div_ceil(8));
            let mut reader = BitReader::new(&bytes);
            let code = Code::read(&mut reader).unwrap();
            for value in list {
                prop_assert_eq!(code.get(&mut reader), Ok(value));
            }
        }

        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut reader = BitReader::new(&noise);
            if let Ok(code) = Code::read(&mut reader) {
                while code.get(&mut reader).is_ok() {}
            }
        }
    }

    #[test]
    fn uneven_counts_make_no_code_too_long() {
        let counts: [u32; SYMBOLS] = std::array::from_fn(|symbol| 1 << symbol.min(31));
        let lengths = lengths(&counts);
        assert!(
            lengths
                .iter()
                .all(|length| (1..=LONGEST as u8).contains(length))
        );
        assert!(Prefix::new(lengths).is_ok());
    }
}
