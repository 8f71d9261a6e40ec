//! The one file with a fixed name: facts of the site and the way to every other file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::FileName;

/// `data/manifest.json`. Its size does not grow with the corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Manifest {
    /// [`super::FORMAT_VERSION`] of the bundle.
    pub format: u32,
    /// Facts of the site.
    pub site: Site,
    /// How much there is.
    pub counts: Counts,
    /// Root [`DirectoryNode`]: the way from a name (`article/SLUG`) to a file.
    pub directory: FileName,
    /// Where search begins.
    pub search: SearchFiles,
    /// Queries that show what can be asked; a bundle written before there were any has none.
    #[serde(default)]
    pub examples: Vec<String>,
}

/// Facts of the site, from `site.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Site {
    /// Title of the site.
    pub title: String,
    /// Motto, or empty.
    pub motto: String,
    /// What the site is, in a sentence, for search engines and the about page; or empty.
    pub description: String,
    /// Where its articles come from, in paragraphs; or none.
    #[serde(default)]
    pub about: Vec<String>,
    /// Public address without a final slash (`https://example.org/archive`), or empty when unknown.
    pub address: String,
    /// BCP 47 language of the site's texts.
    pub language: String,
    /// IANA name of the site's own time zone.
    pub time_zone: String,
    /// The petition, when one is configured.
    pub petition: Option<Petition>,
    /// Lines of the footer.
    pub footer: Vec<String>,
}

/// The petition button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Petition {
    /// Words on the button.
    pub label: String,
    /// Where it leads (http or https).
    pub url: String,
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Counts {
    /// Articles.
    pub articles: u32,
    /// Categories, empty ones included.
    pub categories: u32,
    /// Sources.
    pub sources: u32,
}

/// Where search begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct SearchFiles {
    /// Root of the index.
    pub root: FileName,
}

/// A node of the directory: a radix tree over the 6-bit digits of the FNV-1a hash (64 bit) of a name, so that finding
/// one of n files fetches about log64(n) small nodes, and a changed file changes as many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum DirectoryNode {
    /// Names and their files.
    Leaf(BTreeMap<String, FileName>),
    /// Children by digit, in base64url: keys of JSON objects are text.
    Inner(BTreeMap<String, FileName>),
}

impl DirectoryNode {
    /// Most names in a leaf.
    pub const LEAF_MAX: usize = 64;

    /// The digit of `name` at `depth` (0 is the root).
    pub fn digit(name: &str, depth: u32) -> String {
        const DIGITS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for byte in name.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        // The high bits are the well-mixed ones.
        let shift = 58u32.saturating_sub(6 * depth);
        char::from(DIGITS[((hash >> shift) & 63) as usize]).to_string()
    }
}
