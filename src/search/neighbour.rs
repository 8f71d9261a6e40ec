//! What do the articles most like this one say of its words?
//!
//! An article mentions many words and is about few. Those it shares with the articles most like it are what it is about,
//! so each impact is drawn towards the mean impact of the word in the [`weights::NEIGHBOURS`] nearest articles: the scores
//! of similar articles agree (Diaz, "Regularizing ad hoc retrieval scores", CIKM 2005), worked out when the index is built.
//! Since a score is a sum of impacts, the sum of smoothed impacts is the smoothed sum. Only words that an article has are
//! smoothed, so the index grows by no byte, a query does no more work, and what is found stays the same.
//!
//! Nearness is the cosine of the strongest words, weighted by impact and rarity. An article looks for neighbours in its own
//! segment and older ones only: what is published later leaves written segments as they are. All is whole numbers but one
//! square root and one division, which every machine rounds alike.

use super::segment::each_word;
use super::{Entry, weights};
use crate::text::stem::stem;
use std::collections::HashMap;
use std::ops::Range;

/// Impacts of words in articles.
#[derive(Debug, Default)]
pub struct Impacts {
    /// The number of each stem, in byte order of the stems.
    stems: HashMap<String, u32>,
    /// Of each article, oldest first: its stems, rising, and their impacts in 255ths of the most.
    articles: Vec<Vec<(u32, u8)>>,
}

impl Impacts {
    /// The number of a stem.
    pub fn stem(&self, stem: &str) -> Option<u32> {
        self.stems.get(stem).copied()
    }

    /// The level at which a stem is listed for an article, at least 1.
    pub fn level(&self, document: u32, stem: u32) -> u8 {
        let own = &self.articles[document as usize];
        let impact = own.binary_search_by_key(&stem, |(stem, _)| *stem);
        weights::level(impact.map_or(0, |at| own[at].1))
    }
}

/// The smoothed impacts of `entries`, oldest first, cut into segments at `ranges`.
pub fn impacts(entries: &[&Entry], averages: &[f32; 8], ranges: &[Range<u32>]) -> Impacts {
    let Impacts { stems, articles } = own_impacts(entries, averages);
    let mut smoothed = Vec::with_capacity(articles.len());
    let mut frequency = vec![0u32; stems.len()];
    for range in ranges {
        let part = &articles[range.start as usize..range.end as usize];
        for (stem, _) in part.iter().flatten() {
            frequency[*stem as usize] += 1;
        }
        let space = Space::new(&articles[..range.end as usize], &frequency);
        let mut sums = vec![0; range.end as usize];
        for document in range.clone() {
            let near = space.nearest(document, &mut sums);
            smoothed.push(smooth(&articles, document, &near));
        }
    }
    Impacts {
        stems,
        articles: smoothed,
    }
}

/// The impacts that articles have by themselves.
fn own_impacts(entries: &[&Entry], averages: &[f32; 8]) -> Impacts {
    let mut forms: HashMap<String, u32> = HashMap::new();
    let mut stems: HashMap<String, u32> = HashMap::new();
    let mut articles = Vec::with_capacity(entries.len());
    let mut seen: Vec<(u32, u8)> = Vec::new();
    for entry in entries {
        seen.clear();
        let lengths = each_word(entry, |field, _, form| {
            let number = forms.get(form).copied().unwrap_or_else(|| {
                let next = stems.len() as u32;
                let number = *stems.entry(stem(form)).or_insert(next);
                forms.insert(form.to_owned(), number);
                number
            });
            seen.push((number, field));
        });
        seen.sort_unstable();
        let impact = |group: &[(u32, u8)]| {
            let mut counts = [0; 8];
            group
                .iter()
                .for_each(|(_, field)| counts[usize::from(*field)] += 1);
            (group[0].0, weights::impact(&counts, &lengths, averages))
        };
        let list: Vec<(u32, u8)> = seen.chunk_by(|a, b| a.0 == b.0).map(impact).collect();
        articles.push(list);
    }
    // Numbers in order of the stems themselves, so that ties do not depend on which article came first.
    let mut order: Vec<(&mut u32, &String)> = stems
        .iter_mut()
        .map(|(text, number)| (number, text))
        .collect();
    order.sort_unstable_by(|a, b| a.1.cmp(b.1));
    let mut number_of = vec![0; order.len()];
    for ((number, _), new) in order.into_iter().zip(0..) {
        number_of[*number as usize] = new;
        *number = new;
    }
    for list in &mut articles {
        for (stem, _) in list.iter_mut() {
            *stem = number_of[*stem as usize];
        }
        list.sort_unstable();
    }
    Impacts { stems, articles }
}

/// The strongest words of articles, by article and by word.
struct Space {
    articles: Vec<Vec<(u32, u16)>>,
    /// The squared length of each article's vector.
    squares: Vec<u64>,
    /// For each stem the articles that have it among their strongest; empty when those are too many to tell any apart.
    lists: Vec<Vec<(u32, u16)>>,
}

impl Space {
    fn new(articles: &[Vec<(u32, u8)>], frequency: &[u32]) -> Space {
        let count = articles.len() as u32;
        let weights: Vec<u32> = frequency
            .iter()
            .map(|frequency| weights::word_weight(*frequency, count))
            .collect();
        let mut space = Space {
            articles: Vec::with_capacity(articles.len()),
            squares: Vec::with_capacity(articles.len()),
            lists: vec![Vec::new(); frequency.len()],
        };
        for (document, list) in (0..).zip(articles) {
            let weigh = |(stem, impact): &(u32, u8)| {
                let weight = u32::from(*impact) * weights[*stem as usize] / weights::UNIT;
                (*stem, weight.min(u32::from(u16::MAX)) as u16)
            };
            let mut strongest: Vec<(u32, u16)> = list.iter().map(weigh).collect();
            strongest.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            strongest.truncate(weights::NEIGHBOUR_WORDS);
            let squares = strongest
                .iter()
                .map(|(_, weight)| u64::from(*weight).pow(2));
            space.squares.push(squares.sum());
            for (stem, weight) in &strongest {
                space.lists[*stem as usize].push((document, *weight));
            }
            space.articles.push(strongest);
        }
        let most = weights::NEIGHBOUR_LIST.max(articles.len() / 64);
        for list in space.lists.iter_mut().filter(|list| list.len() > most) {
            list.clear();
        }
        space
    }

    /// The nearest articles of one, nearest first, ties to the older. `sums` has a zero for each article, and has again
    /// afterwards.
    fn nearest(&self, document: u32, sums: &mut [u32]) -> Vec<u32> {
        let mut touched = Vec::new();
        for (stem, weight) in &self.articles[document as usize] {
            for (other, its) in &self.lists[*stem as usize] {
                let sum = &mut sums[*other as usize];
                if *sum == 0 {
                    touched.push(*other);
                }
                *sum = sum.saturating_add(u32::from(*weight) * u32::from(*its));
            }
        }
        let mut best: Vec<(f64, u32)> = Vec::with_capacity(weights::NEIGHBOURS + 1);
        for other in touched {
            let sum = std::mem::take(&mut sums[other as usize]);
            if other == document || sum == 0 {
                continue;
            }
            let near = f64::from(sum) / (self.squares[other as usize] as f64).sqrt();
            let before = |known: &(f64, u32)| known.0 > near || known.0 == near && known.1 < other;
            if best.len() < weights::NEIGHBOURS || !best.last().is_some_and(before) {
                best.insert(best.partition_point(before), (near, other));
                best.truncate(weights::NEIGHBOURS);
            }
        }
        best.into_iter().map(|(_, other)| other).collect()
    }
}

/// The impacts of an article, each drawn towards its mean in the neighbours.
fn smooth(articles: &[Vec<(u32, u8)>], document: u32, near: &[u32]) -> Vec<(u32, u8)> {
    let own = &articles[document as usize];
    let mut sums = vec![0u32; own.len()];
    for neighbour in near {
        let mut at = 0;
        for (stem, impact) in &articles[*neighbour as usize] {
            at += own[at..].partition_point(|(known, _)| known < stem);
            if own.get(at).is_some_and(|(known, _)| known == stem) {
                sums[at] += u32::from(*impact);
            }
        }
    }
    own.iter()
        .zip(sums)
        .map(|((stem, impact), sum)| (*stem, weights::smoothed(*impact, sum)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::FieldKind;

    fn entry(ordinal: u32, text: &str) -> Entry {
        Entry {
            ordinal,
            id: format!("a{ordinal}"),
            title: String::new(),
            source: None,
            categories: Vec::new(),
            day: None,
            instant: 0,
            key: Vec::new(),
            fields: vec![(FieldKind::Report, text.to_owned())],
            has_petition: false,
        }
    }

    /// One segment of so many articles.
    fn whole(count: u32) -> Vec<Range<u32>> {
        std::iter::once(0..count).collect()
    }

    #[test]
    fn a_word_that_similar_articles_share_counts_more_than_one_said_in_passing() {
        let texts = [
            "grain harvest ships port lamp",
            "grain harvest ships port tide",
            "grain harvest ships port moon",
            "lamp bulb glass wire",
        ];
        let entries: Vec<Entry> = (0..).zip(texts).map(|(i, text)| entry(i, text)).collect();
        let list: Vec<&Entry> = entries.iter().collect();
        let all = impacts(&list, &[5.0; 8], &whole(4));
        let level = |document, word| all.level(document, all.stem(word).unwrap());
        assert!(level(0, "grain") > level(0, "lamp"));
        // The last two came later: they say nothing of the first two.
        let cut = impacts(&list, &[5.0; 8], &[0..2, 2..4]);
        let two = impacts(&list[..2], &[5.0; 8], &whole(2));
        for document in 0..2 {
            let of = |impacts: &Impacts, word| impacts.level(document, impacts.stem(word).unwrap());
            assert_eq!(of(&cut, "grain"), of(&two, "grain"));
        }
    }
}
