//! What is an article about, as numbers?

use super::Entry;
use crate::search::FieldKind;
use crate::text::{each_term, stem::stem, stop::is_stop};
use std::collections::{BTreeMap, HashMap};

/// Terms kept of an article. Fewer: less work and memory; more: closer to the full text. At 32 two hundredths
/// are lost by measure, at 128 next to nothing.
pub const STRONGEST_TERMS: usize = 128;

/// Every article's terms and their weights.
#[derive(Debug, Default)]
pub struct Vectors {
    /// For each article, `(term, weight)` with terms rising; of length 1 before weak terms were dropped.
    pub rows: Vec<Vec<(u32, f32)>>,
    /// A word for each term, the most frequent form of the stem.
    pub words: Vec<String>,
}

/// How much an occurrence in a field counts.
fn field_weight(kind: FieldKind) -> f32 {
    match kind {
        FieldKind::Title => 1.5,
        FieldKind::KeyPoints | FieldKind::Report | FieldKind::Names => 1.0,
        FieldKind::Opinion => 0.5,
        FieldKind::Action | FieldKind::Todo | FieldKind::Other => 0.25,
    }
}

/// The vectors of all entries.
pub fn vectors(entries: &[Entry]) -> Vectors {
    let counted = count_all(entries);
    // Numbering terms in byte order makes sums independent of the order of work.
    let mut frequency: BTreeMap<&str, u32> = BTreeMap::new();
    for (counts, _) in &counted {
        counts
            .keys()
            .for_each(|stem| *frequency.entry(stem).or_default() += 1);
    }
    let total = entries.len() as f32;
    let mut numbers: HashMap<&str, (u32, f32)> = HashMap::new();
    let mut stems = Vec::new();
    for (stem, count) in frequency.into_iter().filter(|(_, count)| *count > 1) {
        // Smoothed and raised by one, so that frequent words still tell articles of one kind from those of another.
        let idf = ((1.0 + total) / (1.0 + count as f32)).ln() + 1.0;
        if idf > 0.0 {
            numbers.insert(stem, (stems.len() as u32, idf));
            stems.push(stem);
        }
    }
    let mut forms: Vec<BTreeMap<&str, u32>> = vec![BTreeMap::new(); stems.len()];
    let mut rows = Vec::with_capacity(entries.len());
    for (counts, written) in &counted {
        for (stem, form) in written {
            if let Some((number, _)) = numbers.get(stem.as_str()) {
                *forms[*number as usize].entry(form).or_default() += 1;
            }
        }
        let mut row: Vec<(u32, f32)> = counts
            .iter()
            .filter_map(|(stem, count)| {
                numbers
                    .get(stem.as_str())
                    .map(|(number, idf)| (*number, sublinear(*count) * idf))
            })
            .collect();
        let length = row
            .iter()
            .map(|(_, weight)| weight * weight)
            .sum::<f32>()
            .sqrt();
        row.iter_mut()
            .for_each(|(_, weight)| *weight /= length.max(f32::MIN_POSITIVE));
        row.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        row.truncate(STRONGEST_TERMS);
        row.sort_by_key(|(number, _)| *number);
        rows.push(row);
    }
    let common = |forms: BTreeMap<&str, u32>| {
        let best = forms
            .into_iter()
            .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
        best.map_or_else(String::new, |(form, _)| form.to_owned())
    };
    Vectors {
        rows,
        words: forms.into_iter().map(common).collect(),
    }
}

/// A term's frequency, damped: the tenth occurrence says little more than the ninth.
fn sublinear(count: f32) -> f32 {
    if count >= 1.0 {
        1.0 + count.ln()
    } else {
        count
    }
}

/// The weighted counts of an article's stems, and one form for each.
type Counted = (BTreeMap<String, f32>, Vec<(String, String)>);

fn count_all(entries: &[Entry]) -> Vec<Counted> {
    #[cfg(not(target_arch = "wasm32"))]
    {
        use rayon::prelude::*;
        entries.par_iter().map(counts).collect()
    }
    #[cfg(target_arch = "wasm32")]
    entries.iter().map(counts).collect()
}

fn counts(entry: &Entry) -> Counted {
    let mut counts: BTreeMap<String, f32> = BTreeMap::new();
    let mut written = Vec::new();
    let title = [(FieldKind::Title, entry.title.as_str())];
    let fields = entry
        .fields
        .iter()
        .filter(|(kind, _)| *kind != FieldKind::Title)
        .map(|(kind, text)| (*kind, text.as_str()));
    for (kind, text) in title.into_iter().chain(fields) {
        let weight = field_weight(kind);
        each_term(text, |form, _, _| {
            if is_stop(form) {
                return;
            }
            let stem = stem(form);
            match counts.get_mut(&stem) {
                Some(count) => *count += weight,
                None => {
                    written.push((stem.clone(), form.to_owned()));
                    counts.insert(stem, weight);
                }
            }
        });
    }
    (counts, written)
}
