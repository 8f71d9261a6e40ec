//! How are numbers and texts written in an index file, and how is a damaged file refused?
//!
//! Every file is *sealed*: four bytes of magic, a format version, a kind, and a checksum of what follows. Reading is
//! checked at every step, so a truncated or altered file ends in a [`Corrupt`], never in a panic.

use std::fmt;

/// The version of the index format. A reader refuses any other.
pub const FORMAT_VERSION: u8 = 6;

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

    /// The next text.
    ///
    /// # Errors
    /// When the bytes end or are no UTF-8.
    pub fn text(&mut self) -> Result<&'a str, Corrupt> {
        std::str::from_utf8(self.slice()?).map_err(|_| Corrupt::Range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(values in prop::collection::vec((any::<u32>(), any::<i32>()), 0..60)) {
            let mut out = Vec::new();
            for (a, b) in &values {
                put(&mut out, *a);
                put_signed(&mut out, *b);
            }
            let mut reader = Reader::new(&out);
            for (a, b) in &values {
                prop_assert_eq!(reader.number(), Ok(*a));
                prop_assert_eq!(reader.signed(), Ok(*b));
            }
        }

        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut reader = Reader::new(&noise);
            while reader.number().is_ok() {}
            prop_assert!(unseal(1, &noise).is_err());
            let mut sealed = seal(1, &noise);
            prop_assert!(unseal(1, &sealed).is_ok());
            let last = sealed.len() - 1;
            sealed[last] ^= 0x10;
            prop_assert!(unseal(1, &sealed).is_err());
        }
    }
}
