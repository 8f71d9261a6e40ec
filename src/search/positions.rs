//! Where in an article does a word stand, and in which of its forms?
//!
//! For each article of a posting list, in the same order: a mask of the fields, then for each field the number of
//! occurrences and, for each, the distance from the one before times the number of forms plus the form's number. A word
//! with one form pays nothing for keeping forms apart.

use super::bytes::{Corrupt, Reader, put};

/// One occurrence of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Number of the field.
    pub field: u8,
    /// Number of the token within the field.
    pub position: u32,
    /// Number of the form among the forms of the stem.
    pub form: u32,
}

/// Writes the occurrences in one article, in rising order; `forms` is at least 1.
pub fn encode(occurrences: &[Occurrence], forms: u32, out: &mut Vec<u8>) {
    let mask = occurrences.iter().fold(0u32, |mask, o| mask | 1 << o.field);
    put(out, mask);
    for group in occurrences.chunk_by(|a, b| a.field == b.field) {
        put(out, group.len() as u32);
        let mut next = 0;
        for o in group {
            put(out, (o.position - next) * forms + o.form);
            next = o.position + 1;
        }
    }
}

/// Reads the occurrences in one article into `out`, which is cleared first.
///
/// # Errors
/// When the bytes end early or contradict themselves.
pub fn decode(reader: &mut Reader<'_>, forms: u32, out: &mut Vec<Occurrence>) -> Result<(), Corrupt> {
    out.clear();
    let mask = reader.number()?;
    if mask > 0xff {
        return Err(Corrupt::Range);
    }
    for field in (0..8).filter(|field| mask >> field & 1 == 1) {
        let count = reader.count()?;
        let mut next = 0u32;
        for _ in 0..count {
            let value = reader.number()?;
            let position = next.checked_add(value / forms.max(1)).ok_or(Corrupt::Range)?;
            out.push(Occurrence { field, position, form: value % forms.max(1) });
            next = position.checked_add(1).ok_or(Corrupt::Range)?;
        }
    }
    Ok(())
}
