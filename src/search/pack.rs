//! Where is a hit's article?
//!
//! The keys of a segment's articles, some in a pack. What a hit shows is in the article's own file, which the key finds:
//! packs of texts or summaries would make a query fetch those of all the neighbours too.
//!
//! A pack is the length of its keys in bytes and the keys; or nought and the keys, each after its length.

use super::Entry;
use super::bytes::{Corrupt, Reader, put, put_bytes};

/// Articles in a pack of a segment of so many. More: fewer files; fewer: less to fetch for ten scattered hits.
pub fn articles(documents: u32) -> u32 {
    match documents {
        0..=2_000 => 32,
        2_001..=40_000 => 48,
        _ => 104,
    }
}

/// Writes the packs of a segment's articles, oldest first.
pub fn encode(entries: &[&Entry<'_>]) -> Vec<Vec<u8>> {
    let pack = |entries: &[&Entry<'_>]| {
        let length = entries.first().map_or(0, |entry| entry.key.len());
        let are_alike = entries.iter().all(|entry| entry.key.len() == length);
        let mut out = Vec::new();
        put(&mut out, if are_alike { length as u32 } else { 0 });
        for entry in entries {
            if are_alike && length > 0 {
                out.extend_from_slice(&entry.key);
            } else {
                put_bytes(&mut out, &entry.key);
            }
        }
        out
    };
    let articles = articles(entries.len() as u32) as usize;
    entries.chunks(articles).map(pack).collect()
}

/// The key of the article at `place` within a pack.
///
/// # Errors
/// When the pack has no such article.
pub fn key(pack: &[u8], place: u32) -> Result<&[u8], Corrupt> {
    let mut reader = Reader::new(pack);
    let length = reader.number()? as usize;
    for _ in 0..place {
        one(&mut reader, length)?;
    }
    one(&mut reader, length)
}

fn one<'a>(reader: &mut Reader<'a>, length: usize) -> Result<&'a [u8], Corrupt> {
    match length {
        0 => reader.slice(),
        _ => reader.take(length),
    }
}
