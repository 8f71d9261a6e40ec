//! What does an article say, and what is like it, read word by word?

use std::collections::{BTreeMap, BTreeSet};

use crate::search::{Entry, segment, weights};
use crate::text::{stem::stem, terms};

/// An article as the definitions see it: the forms of each field.
pub struct Read<'a> {
    /// The article.
    pub entry: &'a Entry<'a>,
    /// Its texts: numbers of fields and forms.
    pub fields: Vec<(u8, Vec<String>)>,
    /// The stem of each form.
    pub stems: BTreeMap<String, String>,
}

impl Read<'_> {
    /// The forms in some fields.
    pub fn forms(&self, mask: u8) -> impl Iterator<Item = &String> {
        self.fields
            .iter()
            .filter(move |(field, _)| mask >> field & 1 == 1)
            .flat_map(|(_, forms)| forms)
    }

    /// The impact of a stem by itself.
    pub fn impact(&self, sought: &str, averages: &[f32; 8]) -> u8 {
        let (mut counts, mut lengths) = ([0; 8], [0; 8]);
        for (field, forms) in &self.fields {
            let length: &mut u32 = &mut lengths[*field as usize];
            let follows = *length > 0 && !forms.is_empty();
            *length += forms.len() as u32 + if follows { 16 } else { 0 };
            counts[*field as usize] += forms
                .iter()
                .filter(|form| self.stems[*form] == sought)
                .count() as u32;
        }
        if counts == [0; 8] {
            0
        } else {
            weights::impact(&counts, &lengths, averages)
        }
    }
}

/// Reads an article word by word.
pub fn read<'a>(entry: &'a Entry<'a>) -> Read<'a> {
    let forms = |text: &str| terms(text).into_iter().map(|term| term.form).collect();
    let mut fields = vec![(0, forms(entry.title))];
    fields.extend(
        entry
            .fields
            .iter()
            .map(|(kind, text)| (kind.number(), forms(text))),
    );
    let stems = fields
        .iter()
        .flat_map(|(_, forms): &(u8, Vec<String>)| forms)
        .map(|form| (form.clone(), stem(form)))
        .collect();
    Read {
        entry,
        fields,
        stems,
    }
}

/// The nearest articles of each, by ordinal: those of its own segment and older ones with the largest cosine of their
/// strongest words, every pair looked at.
pub fn nearest(articles: &[Read<'_>], averages: &[f32; 8]) -> BTreeMap<u32, Vec<u32>> {
    let mut oldest: Vec<&Read<'_>> = articles.iter().collect();
    oldest.sort_by_key(|article| std::cmp::Reverse(article.entry.ordinal));
    let mut out = BTreeMap::new();
    for range in segment::ranges(articles.len() as u32) {
        let known = &oldest[..range.end as usize];
        let stems: Vec<BTreeSet<&String>> =
            known.iter().map(|a| a.stems.values().collect()).collect();
        let mut frequency: BTreeMap<&String, u32> = BTreeMap::new();
        stems
            .iter()
            .flatten()
            .for_each(|stem| *frequency.entry(stem).or_default() += 1);
        let vectors: Vec<BTreeMap<&String, u32>> = known
            .iter()
            .zip(&stems)
            .map(|(article, stems)| {
                let weigh = |stem: &&'_ String| {
                    let telling = weights::word_weight(frequency[*stem], known.len() as u32);
                    u32::from(article.impact(stem, averages)) * telling / weights::UNIT
                };
                let mut list: Vec<(u32, &String)> = stems.iter().map(|s| (weigh(s), *s)).collect();
                list.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
                list.truncate(weights::NEIGHBOUR_WORDS);
                list.into_iter()
                    .map(|(weight, stem)| (stem, weight))
                    .collect()
            })
            .collect();
        for at in range {
            let own = &vectors[at as usize];
            let mut list: Vec<(f64, usize)> = Vec::new();
            for (other, its) in vectors
                .iter()
                .enumerate()
                .filter(|(o, _)| *o != at as usize)
            {
                let dot: u32 = own
                    .iter()
                    .map(|(stem, w)| w * its.get(stem).unwrap_or(&0))
                    .sum();
                let square: u64 = its.values().map(|w| u64::from(*w).pow(2)).sum();
                if dot > 0 {
                    list.push((f64::from(dot) / (square as f64).sqrt(), other));
                }
            }
            list.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            list.truncate(weights::NEIGHBOURS);
            let ordinals = list
                .into_iter()
                .map(|(_, other)| known[other].entry.ordinal);
            out.insert(known[at as usize].entry.ordinal, ordinals.collect());
        }
    }
    out
}
