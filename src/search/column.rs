//! What may articles be filtered and counted by?
//!
//! One block a segment holds, for each of its articles, the categories, the source, the day, and whether there is a
//! petition, an opinion, an action or a list of steps. Names are numbered within the block, so a new category leaves older segments as they are.

use super::Entry;
use super::bytes::{Corrupt, Reader, put, put_bytes, put_signed};
use super::query::{self, date::calendar};
use std::collections::BTreeMap;

/// The facet values of all articles, oldest first, with one numbering of names for the whole corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Category slugs, in order of first appearance.
    pub categories: Vec<String>,
    /// Source hosts, in order of first appearance.
    pub sources: Vec<String>,
    /// The first and the last month of any article; months are counted from the beginning of the year 0.
    pub months: Option<(i32, i32)>,
    /// One row an article.
    pub rows: Vec<Row>,
}

/// Days that any calendar of ours can write: the years from -9999 to 9999. A damaged day must not ask for a table of months
/// as long as time.
const DAYS: std::ops::RangeInclusive<i32> = -4_371_953..=2_932_896;

/// The facet values of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Numbers of its categories.
    pub categories: Vec<u16>,
    /// Number of its source.
    pub source: Option<u16>,
    /// Days since 1970-01-01.
    pub day: Option<i32>,
    /// The month of that day.
    pub month: i32,
    /// Whether it carries a petition, and which of [`query::LAYERS`]: a mask of their bits.
    pub has: u8,
}

/// Writes the columns of a segment's articles, oldest first.
pub fn encode(entries: &[&Entry<'_>]) -> Vec<u8> {
    let categories = names(entries.iter().flat_map(|e| e.categories.iter().copied()));
    let sources = names(entries.iter().filter_map(|e| e.source));
    let mut out = Vec::new();
    for table in [&categories, &sources] {
        put(&mut out, table.len() as u32);
        table
            .keys()
            .for_each(|name| put_bytes(&mut out, name.as_bytes()));
    }
    put(&mut out, entries.len() as u32);
    let mut last = 0;
    for entry in entries {
        let has_more = entry.categories.len() as u32;
        put(
            &mut out,
            has_more << 5 | u32::from(has(entry)) << 1 | u32::from(entry.day.is_some()),
        );
        entry
            .categories
            .iter()
            .for_each(|slug| put(&mut out, categories[slug]));
        put(&mut out, entry.source.map_or(0, |host| sources[host] + 1));
        if let Some(day) = entry.day {
            put_signed(&mut out, day.wrapping_sub(last));
            last = day;
        }
    }
    out
}

/// What an article has, as [`Row::has`].
fn has(entry: &Entry<'_>) -> u8 {
    let carried = |layer| {
        let mut texts = entry.fields.iter().filter(|(kind, _)| *kind == layer);
        texts.any(|(_, text)| !text.trim().is_empty())
    };
    let layers = query::LAYERS.iter().filter(|(layer, _)| carried(*layer));
    let petition = u8::from(entry.has_petition) * query::PETITION;
    layers.fold(petition, |mask, (_, bit)| mask | bit)
}

fn names<'a>(values: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, u32> {
    let mut table: BTreeMap<&str, u32> = values.map(|name| (name, 0)).collect();
    table
        .values_mut()
        .zip(0..)
        .for_each(|(number, i)| *number = i);
    table
}

impl Columns {
    /// Adds the rows of a segment after those already there.
    ///
    /// # Errors
    /// When the bytes end early or contradict themselves, or hold another number of articles than `expected`.
    pub fn append(&mut self, bytes: &[u8], expected: u32) -> Result<(), Corrupt> {
        let mut reader = Reader::new(bytes);
        let categories = merge(&mut reader, &mut self.categories)?;
        let sources = merge(&mut reader, &mut self.sources)?;
        if reader.count()? as u32 != expected {
            return Err(Corrupt::Range);
        }
        let mut last = 0i32;
        for _ in 0..expected {
            let head = reader.number()?;
            let mut row = Row {
                has: (head >> 1 & 15) as u8,
                ..Row::default()
            };
            for _ in 0..head >> 5 {
                let number = reader.number()? as usize;
                row.categories
                    .push(*categories.get(number).ok_or(Corrupt::Range)?);
            }
            row.source = match reader.number()? {
                0 => None,
                number => Some(*sources.get(number as usize - 1).ok_or(Corrupt::Range)?),
            };
            if head & 1 == 1 {
                last = last.wrapping_add(reader.signed()?);
                if !DAYS.contains(&last) {
                    return Err(Corrupt::Range);
                }
                let (year, month, _) = calendar(last);
                row.month = year * 12 + month as i32 - 1;
                row.day = Some(last);
                let (from, to) = self.months.unwrap_or((row.month, row.month));
                self.months = Some((from.min(row.month), to.max(row.month)));
            }
            self.rows.push(row);
        }
        Ok(())
    }
}

/// Reads a table of names and gives the corpus-wide number of each.
fn merge(reader: &mut Reader<'_>, table: &mut Vec<String>) -> Result<Vec<u16>, Corrupt> {
    let count = reader.count()?;
    let mut numbers = Vec::with_capacity(count);
    for _ in 0..count {
        let name = reader.text()?;
        let at = table
            .iter()
            .position(|known| known == name)
            .unwrap_or_else(|| {
                table.push(name.to_owned());
                table.len() - 1
            });
        numbers.push(u16::try_from(at).map_err(|_| Corrupt::Range)?);
    }
    Ok(numbers)
}
