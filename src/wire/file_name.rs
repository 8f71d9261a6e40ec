//! Names of content-addressed files.

use serde::{Deserialize, Serialize};

/// The name of a data file below `data/`: `KIND-HASH.EXT`, where HASH is the beginning of the SHA-256 of the file's bytes in
/// unpadded base64url (RFC 4648, section 5): 12 bytes, 16 characters. The browser checks the bytes against the name, so a
/// flipped byte is refused before anything reads it. To find other bytes for a name takes 2^96 tries, so a whole hash would be
/// no safer; and nothing compresses a hash, of which pages, lists and the index are full.
///
/// Behind a `#` may stand a place: the file is a pack, a JSON list, and the value at this place is meant. As the fragment of an
/// address it is not sent to the host (RFC 3986, section 3.5).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct FileName(
    #[cfg_attr(not(target_arch = "wasm32"), schemars(regex(pattern = PATTERN)))] String,
);

/// What a name looks like, for the published schema.
#[cfg(not(target_arch = "wasm32"))]
const PATTERN: &str = r"^[a-z]+-[A-Za-z0-9_-]{16}\.[a-z]+(#[0-9]+)?$";

/// Bytes of a SHA-256 that a name has.
pub const HASH_BYTES: usize = 12;

/// The same in characters.
const HASH_LEN: usize = 16;

impl FileName {
    /// The name of a file whose bytes have this SHA-256, or one that begins like it.
    pub fn new(kind: &str, hash: &[u8], extension: &str) -> FileName {
        FileName(format!("{kind}-{}.{extension}", spelled(hash)))
    }

    /// The name as it stands in the bundle.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of a value in this pack.
    pub fn at(&self, place: usize) -> FileName {
        FileName(format!("{}#{place}", self.0))
    }
}

/// A name without its place, and the place.
pub fn split(name: &str) -> (&str, Option<u32>) {
    match name.split_once('#') {
        Some((file, place)) => (file, place.parse().ok()),
        None => (name, None),
    }
}

impl From<String> for FileName {
    fn from(name: String) -> FileName {
        FileName(name)
    }
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// How names spell the SHA-256 of their files' bytes, of which they have the first [`HASH_BYTES`].
pub fn spelled(hash: &[u8]) -> String {
    let mut out = String::new();
    for bytes in hash.get(..HASH_BYTES).unwrap_or(hash).chunks(3) {
        let group = bytes
            .iter()
            .fold(0u32, |group, byte| group << 8 | u32::from(*byte));
        let group = group << (8 * (3 - bytes.len()));
        for digit in 0..=bytes.len() {
            out.push(char::from(
                DIGITS[(group >> (18 - 6 * digit) & 63) as usize],
            ));
        }
    }
    out
}

/// The hash that a name carries, as it is spelled; `None` for a name that carries none.
pub fn hash_in(name: &str) -> Option<&str> {
    let (stem, _) = name.rsplit_once('.')?;
    let start = stem.len().checked_sub(HASH_LEN)?;
    let is_last = stem.get(..start)?.ends_with('-');
    stem.get(start..).filter(|_| is_last)
}

/// The hash in a name, as bytes; empty for a name that carries none.
#[cfg(not(target_arch = "wasm32"))]
pub fn hash_of(name: &str) -> Vec<u8> {
    let (mut out, mut bits, mut held) = (Vec::new(), 0u32, 0);
    for byte in hash_in(name).unwrap_or_default().bytes() {
        let digit = DIGITS.iter().position(|digit| *digit == byte).unwrap_or(0);
        bits = bits << 6 | digit as u32;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_carries_the_beginning_of_a_hash() {
        let hash: [u8; 32] = std::array::from_fn(|at| 0xf8 ^ at as u8);
        let name = FileName::new("article", &hash, "json");
        assert_eq!(name.as_str(), "article--Pn6-_z9_v_w8fLz.json");
        assert_eq!(hash_in(name.as_str()), Some(spelled(&hash).as_str()));
        assert_eq!(hash_of(name.as_str()), hash[..HASH_BYTES]);
    }

    #[test]
    fn a_name_may_say_where_in_a_pack_its_value_is() {
        let pack = FileName::new("articles", &[7; 32], "json");
        let third = pack.at(2);
        assert_eq!(split(third.as_str()), (pack.as_str(), Some(2)));
        assert_eq!(split(pack.as_str()), (pack.as_str(), None));
        assert_eq!(hash_in(third.as_str()), hash_in(pack.as_str()));
    }

    #[test]
    fn a_name_without_a_hash_has_none() {
        let part = "search-00112233445566778899aabbccddeeff-12.bin";
        for name in ["manifest.json", "x", "", "article-short.json", part] {
            assert_eq!(hash_in(name), None, "{name}");
        }
    }
}
