//! What is shown of a hit?
//!
//! Packs of a fixed number of articles, counted from the oldest so that new articles leave full packs as they are. A
//! summary pack holds each article's opaque summary; a text pack its title and text by field, for snippets.

use super::bytes::{Corrupt, Reader, put, put_bytes};
use super::{Entry, FieldKind};

/// Articles in a pack. More: fewer files; fewer: less to fetch for ten scattered hits.
pub const ARTICLES_PER_PACK: u32 = 72;

/// A title and the texts of the fields below it.
pub type Texts<'a> = (&'a str, Vec<(FieldKind, &'a str)>);

/// Writes the summaries of a pack.
pub fn encode_summaries(entries: &[&Entry]) -> Vec<u8> {
    let mut out = Vec::new();
    entries
        .iter()
        .for_each(|entry| put_bytes(&mut out, &entry.summary));
    out
}

/// Writes the texts of a pack.
pub fn encode_texts(entries: &[&Entry]) -> Vec<u8> {
    let mut out = Vec::new();
    for entry in entries {
        let mut text = Vec::new();
        put_bytes(&mut text, entry.title.as_bytes());
        for (kind, field) in entry
            .fields
            .iter()
            .filter(|(kind, _)| *kind != FieldKind::Title)
        {
            put(&mut text, u32::from(kind.number()));
            put_bytes(&mut text, field.as_bytes());
        }
        put_bytes(&mut out, &text);
    }
    out
}

/// The record of the article at `place` within a pack.
///
/// # Errors
/// When the pack has no such article.
pub fn record(pack: &[u8], place: u32) -> Result<&[u8], Corrupt> {
    let mut reader = Reader::new(pack);
    for _ in 0..place {
        reader.slice()?;
    }
    reader.slice()
}

/// The title and the fields of a text record.
///
/// # Errors
/// When the bytes end early or are no text.
pub fn texts(record: &[u8]) -> Result<Texts<'_>, Corrupt> {
    let mut reader = Reader::new(record);
    let title = reader.text()?;
    let mut fields = Vec::new();
    while reader.left() > 0 {
        let kind = *FieldKind::ALL
            .get(reader.number()? as usize)
            .ok_or(Corrupt::Range)?;
        fields.push((kind, reader.text()?));
    }
    Ok((title, fields))
}
