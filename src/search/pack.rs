//! Where is a hit's article?
//!
//! The keys of a segment's articles, a few in a pack. What a hit shows is in the article's own file, which the key finds:
//! packs of texts or summaries would make a query fetch those of all the neighbours too.

use super::Entry;
use super::bytes::{Corrupt, Reader, put_bytes};

/// Articles in a pack. More: fewer files; fewer: less to fetch for ten scattered hits.
pub const ARTICLES: u32 = 16;

/// Writes the packs of a segment's articles, oldest first.
pub fn encode(entries: &[&Entry<'_>]) -> Vec<Vec<u8>> {
    let pack = |entries: &[&Entry<'_>]| {
        let mut out = Vec::new();
        entries
            .iter()
            .for_each(|entry| put_bytes(&mut out, &entry.key));
        out
    };
    entries.chunks(ARTICLES as usize).map(pack).collect()
}

/// The key of the article at `place` within a pack.
///
/// # Errors
/// When the pack has no such article.
pub fn key(pack: &[u8], place: u32) -> Result<&[u8], Corrupt> {
    let mut reader = Reader::new(pack);
    for _ in 0..place {
        reader.slice()?;
    }
    reader.slice()
}
