//! How are numbers and texts written in an index file, and how is a damaged file refused?
//!
//! Every file is *sealed*: four bytes of magic, a format version, a kind, and a checksum of what follows. Reading is
//! checked at every step, so a truncated or altered file ends in a [`Corrupt`], never in a panic.

use std::fmt;

/// The version of the index format. A reader refuses any other.
pub const FORMAT_VERSION: u8 = 4;

const MAGIC: &[u8; 4] = b"DVCS";
const HEADER: usize = 10;

/// Why bytes were refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Corrupt {
    /// They are no index file of this project.
    Foreign,
    /// They were written by another version, given here.
    Version(u8),
    /// They are a file of another kind.
    Kind,
    /// The checksum does not fit.
    Checksum,
    /// They end too early.
    Truncated,
    /// A number points outside what it counts.
    Range,
}

impl fmt::Display for Corrupt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Corrupt::Foreign => f.write_str("this is not a search index"),
            Corrupt::Version(found) => {
                write!(
                    f,
                    "the search index has version {found}, this program reads version {FORMAT_VERSION}; reload the page"
                )
            }
            Corrupt::Kind => f.write_str("a file of the search index stands in another's place"),
            Corrupt::Checksum => f.write_str("a file of the search index arrived damaged"),
            Corrupt::Truncated => f.write_str("a file of the search index is cut short"),
            Corrupt::Range => f.write_str("a file of the search index contradicts itself"),
        }
    }
}

impl std::error::Error for Corrupt {}

/// Wraps a payload as a file of `kind`.
pub fn seal(kind: u8, payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(payload.len() + HEADER);
    out.extend_from_slice(MAGIC);
    out.push(FORMAT_VERSION);
    out.push(kind);
    out.extend_from_slice(&checksum(payload).to_le_bytes());
    out.extend_from_slice(payload);
    out
}

/// Checks a sealed file and gives its payload's place within it.
///
/// # Errors
/// When it is foreign, of another version or kind, or damaged.
pub fn unseal(kind: u8, file: &[u8]) -> Result<std::ops::Range<usize>, Corrupt> {
    if file.len() < HEADER {
        return Err(if file.starts_with(MAGIC) {
            Corrupt::Truncated
        } else {
            Corrupt::Foreign
        });
    }
    if !file.starts_with(MAGIC) {
        return Err(Corrupt::Foreign);
    }
    if file[4] != FORMAT_VERSION {
        return Err(Corrupt::Version(file[4]));
    }
    if file[5] != kind {
        return Err(Corrupt::Kind);
    }
    if checksum(&file[HEADER..]).to_le_bytes() != file[6..HEADER] {
        return Err(Corrupt::Checksum);
    }
    Ok(HEADER..file.len())
}

/// FNV-1a over words of eight bytes, folded to 32 bits: it guards against accidents, the content hash against malice.
fn checksum(bytes: &[u8]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64 ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0000_0100_0000_01b3);
        hash ^= hash >> 29;
    }
    (hash ^ (hash >> 32)) as u32
}

/// Appends an unsigned number, seven bits a byte, low bits first.
pub fn put(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a signed number, small magnitudes first.
pub fn put_signed(out: &mut Vec<u8>, value: i32) {
    put(out, ((value << 1) ^ (value >> 31)) as u32);
}

/// Appends bytes after their length.
pub fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put(out, bytes.len() as u32);
    out.extend_from_slice(bytes);
}

/// The longest text that [`put_next`] is given: a form and the few bytes of its key.
const LONGEST_TEXT: usize = 2 * crate::text::MAX_FORM_BYTES;

/// Appends a text without the beginning it shares with `last`, the one before: one byte with both lengths in bytes, and what
/// a length has above 14.
pub fn put_next(out: &mut Vec<u8>, last: &[u8], text: &[u8]) {
    let shared = last.iter().zip(text).take_while(|(a, b)| a == b).count();
    let lengths = [shared as u32, (text.len() - shared) as u32];
    out.push((lengths[0].min(15) << 4 | lengths[1].min(15)) as u8);
    for length in lengths.into_iter().filter(|length| *length >= 15) {
        put(out, length - 15);
    }
    out.extend_from_slice(&text[shared..]);
}

/// Reads what [`put`] and its siblings wrote.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes }
    }

    /// How many bytes are left.
    pub fn left(&self) -> usize {
        self.bytes.len()
    }

    /// The next number.
    ///
    /// # Errors
    /// When the bytes end, or the number needs more than 32 bits.
    pub fn number(&mut self) -> Result<u32, Corrupt> {
        let mut value = 0u32;
        for (i, byte) in self.bytes.iter().take(5).enumerate() {
            let low = u32::from(byte & 0x7f);
            if i == 4 && low > 0x0f {
                return Err(Corrupt::Range);
            }
            value |= low << (7 * i);
            if byte & 0x80 == 0 {
                self.bytes = &self.bytes[i + 1..];
                return Ok(value);
            }
        }
        Err(Corrupt::Truncated)
    }

    /// The next number, which counts things of at least one byte each in what is left; so a lie cannot ask for memory.
    ///
    /// # Errors
    /// As [`Reader::number`], or when there is no room for so many.
    pub fn count(&mut self) -> Result<usize, Corrupt> {
        let count = self.number()? as usize;
        if count > self.left() {
            Err(Corrupt::Range)
        } else {
            Ok(count)
        }
    }

    /// The next signed number.
    ///
    /// # Errors
    /// As [`Reader::number`].
    pub fn signed(&mut self) -> Result<i32, Corrupt> {
        let value = self.number()?;
        Ok((value >> 1) as i32 ^ -((value & 1) as i32))
    }

    /// The next `count` bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], Corrupt> {
        if count > self.bytes.len() {
            return Err(Corrupt::Truncated);
        }
        let (head, tail) = self.bytes.split_at(count);
        self.bytes = tail;
        Ok(head)
    }

    /// The next `N` bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Corrupt> {
        let bytes = self.take(N)?;
        bytes.try_into().map_err(|_| Corrupt::Truncated)
    }

    /// The next bytes, as long as the number before them says.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn slice(&mut self) -> Result<&'a [u8], Corrupt> {
        let count = self.number()? as usize;
        self.take(count)
    }

    /// The next of a run of texts, each written without the beginning it shares with the one before (see [`put_next`]);
    /// `text` holds the one before and then this one.
    ///
    /// # Errors
    /// When the bytes end, or the text is longer than any form: a few bytes must not grow to many texts of many bytes.
    pub fn next_text(&mut self, text: &mut Vec<u8>) -> Result<(), Corrupt> {
        let lengths = self.take(1)?[0];
        let mut length = |short: u8| match short {
            15 => self
                .number()
                .map(|more| 15usize.saturating_add(more as usize)),
            short => Ok(usize::from(short)),
        };
        let (shared, own) = (length(lengths >> 4)?, length(lengths & 15)?);
        if shared > text.len() {
            return Err(Corrupt::Range);
        }
        text.truncate(shared);
        text.extend_from_slice(self.take(own)?);
        if text.len() > LONGEST_TEXT {
            return Err(Corrupt::Range);
        }
        Ok(())
    }

    /// The next text.
    ///
    /// # Errors
    /// When the bytes end or are no UTF-8.
    pub fn text(&mut self) -> Result<&'a str, Corrupt> {
        std::str::from_utf8(self.slice()?).map_err(|_| Corrupt::Range)
    }
}

/// Writes single bits, high bits first.
#[derive(Debug, Default)]
pub struct BitWriter {
    out: Vec<u8>,
    /// The last bits, fewer than eight between two calls, in its low end.
    window: u64,
    held: u32,
}

impl BitWriter {
    /// Appends the low `width` bits of `value`; `width` at most 32.
    pub fn bits(&mut self, value: u32, width: u32) {
        let low = u64::from(value) & ((1 << width) - 1);
        self.window = self.window << width | low;
        self.held += width;
        while self.held >= 8 {
            self.held -= 8;
            self.out.push((self.window >> self.held) as u8);
        }
    }

    /// Appends a number in a Rice code with `k` low bits (Rice, "Some practical universal noiseless coding techniques",
    /// 1979).
    pub fn rice(&mut self, value: u32, k: u32) {
        let mut quotient = value >> k;
        while quotient >= 32 {
            self.bits(u32::MAX, 32);
            quotient -= 32;
        }
        // So many ones, and a nought.
        self.bits(((1u64 << (quotient + 1)) - 2) as u32, quotient + 1);
        self.bits(value, k);
    }

    /// The bytes, the last one filled up with zeros.
    pub fn finish(mut self) -> Vec<u8> {
        if self.held > 0 {
            self.bits(0, 8 - self.held);
        }
        self.out
    }
}

/// Reads what [`BitWriter`] wrote.
#[derive(Debug)]
pub struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
    window: u64,
    held: u32,
}

impl<'a> BitReader<'a> {
    /// A reader at the first bit of `bytes`.
    pub fn new(bytes: &'a [u8]) -> BitReader<'a> {
        BitReader {
            bytes,
            at: 0,
            window: 0,
            held: 0,
        }
    }

    fn fill(&mut self) {
        while self.held <= 56 && self.at < self.bytes.len() {
            self.window |= u64::from(self.bytes[self.at]) << (56 - self.held);
            self.at += 1;
            self.held += 8;
        }
    }

    /// The next `width` bits; `width` at most 32.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn bits(&mut self, width: u32) -> Result<u32, Corrupt> {
        if width == 0 {
            return Ok(0);
        }
        self.fill();
        if self.held < width {
            return Err(Corrupt::Truncated);
        }
        let value = (self.window >> (64 - width)) as u32;
        self.skip(width)?;
        Ok(value)
    }

    /// The next `width` bits without taking them, followed by zeros where there are fewer; `width` from 1 to 32.
    pub fn peek(&mut self, width: u32) -> u32 {
        self.fill();
        (self.window >> (64 - width)) as u32
    }

    /// Takes `width` bits that were looked at; `width` at most 32.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn skip(&mut self, width: u32) -> Result<(), Corrupt> {
        if self.held < width {
            return Err(Corrupt::Truncated);
        }
        self.window <<= width;
        self.held -= width;
        Ok(())
    }

    /// The next number in a Rice code with `k` low bits, `k` at most 31.
    ///
    /// # Errors
    /// When the bits end, or the number needs more than 32 bits.
    pub fn rice(&mut self, k: u32) -> Result<u32, Corrupt> {
        let mut quotient = 0u64;
        loop {
            self.fill();
            if self.held == 0 {
                return Err(Corrupt::Truncated);
            }
            let ones = self.window.leading_ones().min(self.held);
            quotient += u64::from(ones);
            if ones < self.held {
                self.window = self.window.checked_shl(ones + 1).unwrap_or(0);
                self.held -= ones + 1;
                break;
            }
            self.window = 0;
            self.held = 0;
        }
        let low = self.bits(k)?;
        u32::try_from(quotient << k | u64::from(low)).map_err(|_| Corrupt::Range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(values in prop::collection::vec((any::<u32>(), any::<i32>(), 0u32..5000, 0u32..12), 0..60)) {
            let mut out = Vec::new();
            let mut bits = BitWriter::default();
            for (a, b, c, k) in &values {
                put(&mut out, *a);
                put_signed(&mut out, *b);
                bits.rice(*c, *k);
                bits.bits(*a, 32);
            }
            let packed = bits.finish();
            let mut reader = Reader::new(&out);
            let mut bits = BitReader::new(&packed);
            for (a, b, c, k) in &values {
                prop_assert_eq!(reader.number(), Ok(*a));
                prop_assert_eq!(reader.signed(), Ok(*b));
                prop_assert_eq!(bits.rice(*k), Ok(*c));
                prop_assert_eq!(bits.bits(32), Ok(*a));
            }
        }

        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..40), k in 0u32..31) {
            let mut reader = Reader::new(&noise);
            while reader.number().is_ok() {}
            let mut bits = BitReader::new(&noise);
            while bits.rice(k).is_ok() {}
            prop_assert!(unseal(1, &noise).is_err());
            let mut sealed = seal(1, &noise);
            prop_assert!(unseal(1, &sealed).is_ok());
            let last = sealed.len() - 1;
            sealed[last] ^= 0x10;
            prop_assert!(unseal(1, &sealed).is_err());
        }
    }
}
