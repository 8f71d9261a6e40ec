//! Names of content-addressed files.

use serde::{Deserialize, Serialize};

/// The name of a data file below `data/`: `KIND-HASH.EXT`, where HASH is the SHA-256 of the file's bytes in unpadded
/// base64url (RFC 4648, section 5): 43 characters. The browser checks the bytes against the name, so a flipped byte
/// is refused before anything reads it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct FileName(
    #[cfg_attr(not(target_arch = "wasm32"), schemars(regex(pattern = PATTERN)))] String,
);

/// What a name looks like, for the published schema.
#[cfg(not(target_arch = "wasm32"))]
const PATTERN: &str = r"^[a-z]+-[A-Za-z0-9_-]{43}\.[a-z]+$";

/// Length of the hash in characters: 32 bytes in unpadded base64.
const HASH_LEN: usize = 43;

impl FileName {
    /// A name from its parts; `hash` is 43 characters of unpadded base64url.
    pub fn new(kind: &str, hash: &str, extension: &str) -> FileName {
        debug_assert_eq!(hash.len(), HASH_LEN);
        FileName(format!("{kind}-{hash}.{extension}"))
    }

    /// The name as it stands in the bundle.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value for `integrity` of a fetch (Subresource Integrity, section 3.5), or `None` for a name that carries
    /// no hash.
    pub fn integrity(&self) -> Option<String> {
        integrity_of(&self.0)
    }
}

impl From<String> for FileName {
    fn from(name: String) -> FileName {
        FileName(name)
    }
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The name of a file of this hash, 32 bytes.
pub fn from_hash(kind: &str, hash: &[u8], extension: &str) -> FileName {
    let mut name = format!("{kind}-");
    for bytes in hash.chunks(3) {
        let group = bytes
            .iter()
            .fold(0u32, |group, byte| group << 8 | u32::from(*byte));
        let group = group << (8 * (3 - bytes.len()));
        for digit in 0..=bytes.len() {
            name.push(char::from(
                DIGITS[(group >> (18 - 6 * digit) & 63) as usize],
            ));
        }
    }
    FileName(format!("{name}.{extension}"))
}

/// The hash in a name, as bytes; empty for a name that carries none.
#[cfg(not(target_arch = "wasm32"))]
pub fn hash_of(name: &str) -> Vec<u8> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let hash = stem
        .len()
        .checked_sub(HASH_LEN)
        .and_then(|start| stem.get(start..));
    let (mut out, mut bits, mut held) = (Vec::new(), 0u32, 0);
    for byte in hash.unwrap_or_default().bytes() {
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

/// [`FileName::integrity`] for a bare name.
pub fn integrity_of(name: &str) -> Option<String> {
    let (stem, _) = name.rsplit_once('.')?;
    let start = stem.len().checked_sub(HASH_LEN)?;
    let hash = stem.get(start..)?;
    if !stem.get(..start)?.ends_with('-') {
        return None;
    }
    let standard: String = hash
        .chars()
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    Some(format!("sha256-{standard}="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_carries_its_integrity() {
        let hash = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
        let name = FileName::new("article", hash, "json");
        assert_eq!(
            name.integrity().as_deref(),
            Some("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
        );
    }

    #[test]
    fn a_name_without_a_hash_has_none() {
        for name in ["manifest.json", "x", "", "article-short.json"] {
            assert_eq!(integrity_of(name), None, "{name}");
        }
    }
}
