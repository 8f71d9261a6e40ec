//! In how few bits can a list be written, when some of it is likelier than the rest?
//!
//! All that a list says comes down to choices between two, each written in about as many bits as it is surprising, by what
//! the same choice came to before: an adaptive binary range coder (Martin, "Range encoding: an algorithm for removing
//! redundancy from a digitised message", 1979; binary and with carries as in LZMA). Nothing describes a code, and a likely
//! choice takes next to no space. What a reader who looks beyond the end takes for
//! noughts is not written: a list of a few articles is a few bytes.

use super::bytes::Corrupt;

/// What a choice is likely to come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// How likely it is to be false, of 65,536.
    no: u16,
    /// By how many choices it is judged, at most [`LIMIT`].
    seen: u8,
}

/// Choices that a chance remembers. More: what changes along a list is followed late; fewer: what does not is guessed worse.
const LIMIT: u8 = 126;

/// Choices that a prior counts as much as: see [`Chance::of`].
const TRUST: u8 = 14;

/// Bits of a chance that are reckoned with.
const PRECISION: u32 = 12;

impl Chance {
    /// Nothing is known.
    pub const EVEN: Chance = Chance {
        no: 1 << 15,
        seen: 0,
    };

    /// As lists like this one have it: see [`Chance::prior`].
    pub fn of(prior: u8) -> Chance {
        Chance {
            no: u16::from(prior) << 8 | 0x80,
            seen: TRUST,
        }
    }

    /// What others of its kind may begin with.
    pub fn prior(self) -> u8 {
        (self.no >> 8) as u8
    }

    /// The part of `range` that a false choice has.
    #[inline]
    fn share(self, range: u32) -> u32 {
        (range >> PRECISION) * u32::from(self.no >> (16 - PRECISION)).max(1)
    }

    /// Krichevsky and Trofimov's estimate: as if either had come half a time before.
    #[inline]
    fn learn(&mut self, choice: bool) {
        let share = u32::from(STEPS[usize::from(self.seen & 127)]);
        let step = |distance: u16| ((u32::from(distance) * share) >> 16) as u16;
        self.no = match choice {
            true => self.no - step(self.no),
            false => self.no + step(u16::MAX - self.no),
        };
        self.seen = (self.seen + 1).min(LIMIT);
    }
}

/// 65,536 divided by the number of choices and two.
const STEPS: [u16; 128] = {
    let mut steps = [0; 128];
    let mut seen = 0;
    while seen < steps.len() {
        steps[seen] = (65_536 / (seen + 2)) as u16;
        seen += 1;
    }
    steps
};

/// The range never gets smaller.
const LEAST: u32 = 1 << 24;

/// Bits that are written at once when they are as likely as any.
const AT_ONCE: u32 = 12;

/// Writes choices.
#[derive(Debug)]
pub struct Encoder {
    out: Vec<u8>,
    low: u64,
    range: u32,
    /// Bytes that wait for a carry: one, and so many of ones after it.
    held: Option<(u8, usize)>,
}

impl Default for Encoder {
    fn default() -> Encoder {
        Encoder {
            out: Vec::new(),
            low: 0,
            range: u32::MAX,
            held: None,
        }
    }
}

impl Encoder {
    /// Writes a choice.
    pub fn put(&mut self, choice: bool, chance: &mut Chance) {
        let share = chance.share(self.range);
        if choice {
            self.low += u64::from(share);
            self.range -= share;
        } else {
            self.range = share;
        }
        chance.learn(choice);
        self.normalize();
    }

    /// Writes the low `width` bits of a number of which nothing is known.
    pub fn put_bits(&mut self, value: u32, mut width: u32) {
        while width > 0 {
            let count = width.min(AT_ONCE);
            width -= count;
            self.range >>= count;
            let bits = value >> width & ((1 << count) - 1);
            self.low += u64::from(self.range) * u64::from(bits);
            self.normalize();
        }
    }

    fn normalize(&mut self) {
        while self.range < LEAST {
            self.shift();
            self.range <<= 8;
        }
    }

    fn shift(&mut self) {
        let (carry, byte) = (self.low >> 32 > 0, (self.low >> 24) as u8);
        self.low = (self.low & 0x00ff_ffff) << 8;
        match &mut self.held {
            Some((_, ones)) if !carry && byte == 0xff => *ones += 1,
            held => {
                if let Some((first, ones)) = held.replace((byte, 0)) {
                    self.out.push(first.wrapping_add(u8::from(carry)));
                    let fill = if carry { 0 } else { 0xff };
                    self.out.extend(std::iter::repeat_n(fill, ones));
                }
            }
        }
    }

    /// How many bytes a reader has taken, beside those it looks ahead.
    pub fn len(&self) -> usize {
        self.out.len() + self.held.map_or(0, |(_, ones)| 1 + ones)
    }

    /// The bytes, as few as lead a reader who looks ahead at noughts after them to the same choices.
    pub fn finish(mut self) -> Vec<u8> {
        let taken = self.len();
        // Of the numbers that are left, one with as many noughts at its end as there are.
        let last = self.low + u64::from(self.range) - 1;
        let kept = (0..=32)
            .rev()
            .find(|noughts| last >> noughts << noughts >= self.low);
        let noughts = kept.unwrap_or(0);
        self.low = last >> noughts << noughts;
        for _ in 0..5 {
            self.shift();
        }
        while self.out.len() > taken && self.out.last() == Some(&0) {
            self.out.pop();
        }
        self.out
    }
}

/// Reads what [`Encoder`] wrote.
#[derive(Debug)]
pub struct Decoder<'a> {
    bytes: &'a [u8],
    at: usize,
    code: u32,
    range: u32,
}

/// Noughts that a reader may read after the end: what it looks ahead.
const AHEAD: usize = 4;

impl<'a> Decoder<'a> {
    /// A reader at the beginning of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Decoder<'a> {
        let mut decoder = Decoder {
            bytes,
            at: 0,
            code: 0,
            range: u32::MAX,
        };
        for _ in 0..AHEAD {
            decoder.pull();
        }
        decoder
    }

    fn pull(&mut self) {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.code = self.code << 8 | u32::from(byte);
        self.at += 1;
    }

    /// The next choice.
    #[inline]
    pub fn get(&mut self, chance: &mut Chance) -> bool {
        let share = chance.share(self.range);
        let choice = self.code >= share;
        if choice {
            self.code -= share;
            self.range -= share;
        } else {
            self.range = share;
        }
        chance.learn(choice);
        self.normalize();
        choice
    }

    /// The next `width` bits of which nothing was known; `width` at most 32.
    pub fn get_bits(&mut self, mut width: u32) -> u32 {
        let mut value = 0;
        while width > 0 {
            let count = width.min(AT_ONCE);
            width -= count;
            self.range >>= count;
            let bits = (self.code / self.range).min((1 << count) - 1);
            self.code -= bits * self.range;
            value = value << count | bits;
            self.normalize();
        }
        value
    }

    #[inline]
    fn normalize(&mut self) {
        while self.range < LEAST {
            self.pull();
            self.range <<= 8;
        }
    }

    /// Refuses bytes that have ended long ago.
    ///
    /// # Errors
    /// When they have.
    pub fn check(&self) -> Result<(), Corrupt> {
        if self.at > self.bytes.len() + AHEAD {
            Err(Corrupt::Truncated)
        } else {
            Ok(())
        }
    }
}

/// What some numbers below 2³¹ are likely to be: how long each is in bits, and the two bits after its first. In a row, so that
/// priors are one for each.
#[derive(Clone, Copy, Debug)]
pub struct Numbers([Chance; Numbers::CHANCES]);

/// Bits of a length, and for how many lengths there are chances.
const LENGTH_BITS: u32 = 5;
const LENGTHS: usize = 1 << LENGTH_BITS;
/// Bits after the first that are judged by those before them.
const TOP_BITS: u32 = 2;

impl Default for Numbers {
    fn default() -> Numbers {
        Numbers::EVEN
    }
}

impl Numbers {
    /// How many chances there are.
    pub const CHANCES: usize = LENGTHS + (LENGTHS << TOP_BITS);

    /// Nothing is known.
    pub const EVEN: Numbers = Numbers([Chance::EVEN; Numbers::CHANCES]);

    /// The chances of the bits after the first of a number of this length.
    fn tops(&mut self, length: u32) -> &mut [Chance] {
        &mut self.0[LENGTHS + ((length as usize) << TOP_BITS)..]
    }

    /// Writes a number.
    pub fn put(&mut self, out: &mut Encoder, value: u32) {
        let value = value + 1;
        let length = value.ilog2();
        put_tree(out, &mut self.0, length, LENGTH_BITS);
        let rest = length - length.min(TOP_BITS);
        let tops = value >> rest & ((1 << (length - rest)) - 1);
        put_tree(out, self.tops(length), tops, length - rest);
        out.put_bits(value, rest);
    }

    /// Reads a number.
    pub fn get(&mut self, from: &mut Decoder<'_>) -> u32 {
        let length = get_tree(from, &mut self.0, LENGTH_BITS);
        let rest = length - length.min(TOP_BITS);
        let tops = get_tree(from, self.tops(length), length - rest);
        (1 << length | tops << rest | from.get_bits(rest)) - 1
    }

    /// All chances.
    pub fn chances(&mut self) -> &mut [Chance] {
        &mut self.0
    }
}

/// Writes the low `width` bits of a number, high bits first, each judged by those before it.
pub fn put_tree(out: &mut Encoder, chances: &mut [Chance], value: u32, width: u32) {
    let mut node = 1;
    for at in (0..width).rev() {
        let bit = value >> at & 1;
        out.put(bit == 1, &mut chances[node]);
        node = node << 1 | bit as usize;
    }
}

/// Reads what [`put_tree`] wrote: there are chances for 2^`width` numbers.
pub fn get_tree(from: &mut Decoder<'_>, chances: &mut [Chance], width: u32) -> u32 {
    let mut node = 1;
    for _ in 0..width {
        node = node << 1 | usize::from(from.get(&mut chances[node]));
    }
    node as u32 - (1 << width)
}

/// Writes so many true choices and a false one; the chances are those of the first, the second and so on.
pub fn put_unary(out: &mut Encoder, chances: &mut [Chance], value: u32) {
    let last = chances.len() - 1;
    for at in 0..value as usize {
        out.put(true, &mut chances[at.min(last)]);
    }
    out.put(false, &mut chances[last.min(value as usize)]);
}

/// Reads what [`put_unary`] wrote, at most `most`.
///
/// # Errors
/// When there are more, or the bytes have ended.
pub fn get_unary(
    from: &mut Decoder<'_>,
    chances: &mut [Chance],
    most: u32,
) -> Result<u32, Corrupt> {
    let last = chances.len() - 1;
    let mut value = 0;
    while from.get(&mut chances[last.min(value as usize)]) {
        value += 1;
        if value > most {
            return Err(Corrupt::Range);
        }
    }
    from.check()?;
    Ok(value)
}

/// What texts that stand in order are likely to be.
#[derive(Clone, Debug)]
pub struct Texts {
    shared: Numbers,
    own: Numbers,
    bytes: [Chance; 256],
}

impl Default for Texts {
    fn default() -> Texts {
        Texts {
            shared: Numbers::default(),
            own: Numbers::default(),
            bytes: [Chance::EVEN; 256],
        }
    }
}

/// The longest text that is written: a form and the few bytes of its key.
const LONGEST_TEXT: u32 = 2 * crate::text::MAX_FORM_BYTES as u32;

impl Texts {
    /// Writes a text without the beginning it shares with `last`, the one before.
    pub fn put(&mut self, out: &mut Encoder, last: &[u8], text: &[u8]) {
        let shared = last.iter().zip(text).take_while(|(a, b)| a == b).count();
        self.shared.put(out, shared as u32);
        self.own.put(out, (text.len() - shared) as u32);
        for byte in &text[shared..] {
            put_tree(out, &mut self.bytes, u32::from(*byte), 8);
        }
    }

    /// Reads the next text; `text` holds the one before and then this one.
    ///
    /// # Errors
    /// When the bytes have ended, or the text is longer than any form: a few bytes must not grow to many texts of many bytes.
    pub fn get(&mut self, from: &mut Decoder<'_>, text: &mut Vec<u8>) -> Result<(), Corrupt> {
        let (shared, own) = (self.shared.get(from), self.own.get(from));
        if shared as usize > text.len() || own > LONGEST_TEXT - shared.min(LONGEST_TEXT) {
            return Err(Corrupt::Range);
        }
        text.truncate(shared as usize);
        for _ in 0..own {
            text.push(get_tree(from, &mut self.bytes, 8) as u8);
        }
        from.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(list in prop::collection::vec((any::<bool>(), 0u32..70_000, 0u32..12, 0u32..33, "[a-d]{0,5}"), 0..80)) {
            let mut out = Encoder::default();
            let (mut chance, mut few, mut numbers, mut texts) = (Chance::of(3), [Chance::EVEN; 3], Numbers::default(), Texts::default());
            let mut last = String::new();
            for (choice, number, count, width, text) in &list {
                out.put(*choice, &mut chance);
                numbers.put(&mut out, *number);
                put_unary(&mut out, &mut few, *count);
                out.put_bits(*number, *width);
                texts.put(&mut out, last.as_bytes(), text.as_bytes());
                last.clone_from(text);
            }
            let bytes = out.finish();
            let mut from = Decoder::new(&bytes);
            let (mut chance, mut few, mut numbers, mut texts) = (Chance::of(3), [Chance::EVEN; 3], Numbers::default(), Texts::default());
            let mut last = Vec::new();
            for (choice, number, count, width, text) in &list {
                prop_assert_eq!(from.get(&mut chance), *choice);
                prop_assert_eq!(numbers.get(&mut from), *number);
                prop_assert_eq!(get_unary(&mut from, &mut few, 12), Ok(*count));
                prop_assert_eq!(u64::from(from.get_bits(*width)), u64::from(*number) & ((1 << width) - 1));
                texts.get(&mut from, &mut last).unwrap();
                prop_assert_eq!(&last, text.as_bytes());
            }
        }

        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut from = Decoder::new(&noise);
            let (mut few, mut numbers, mut texts, mut text) = ([Chance::EVEN; 3], Numbers::default(), Texts::default(), Vec::new());
            while from.check().is_ok() {
                numbers.get(&mut from);
                let _ = get_unary(&mut from, &mut few, 9);
                let _ = texts.get(&mut from, &mut text);
            }
        }
    }

    #[test]
    fn what_is_likely_takes_next_to_no_space() {
        let mut out = Encoder::default();
        let mut chance = Chance::EVEN;
        for at in 0..8_000 {
            out.put(at % 100 == 99, &mut chance);
        }
        // Its entropy is 81 bytes.
        assert!((75..90).contains(&out.finish().len()));
    }
}
