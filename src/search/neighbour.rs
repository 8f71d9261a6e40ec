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

use super::archive::Archive;
use super::weights;
use rayon::prelude::*;
use std::ops::Range;

/// Impacts of words in articles.
#[derive(Debug, Default)]
pub struct Impacts {
    /// Of each article, oldest first.
    articles: Vec<Row>,
}

/// The words of an article.
#[derive(Debug, Default)]
struct Row {
    /// Its stems, rising.
    stems: Box<[u32]>,
    /// Their impacts, in 255ths of the most.
    impacts: Box<[u8]>,
}

impl Row {
    fn iter(&self) -> impl Iterator<Item = (u32, u8)> + '_ {
        self.stems.iter().copied().zip(self.impacts.iter().copied())
    }
}

impl Impacts {
    /// The stems of an article within a range, rising, with the levels at which they are listed, at least 1.
    pub fn levels(
        &self,
        document: u32,
        stems: &Range<u32>,
    ) -> impl Iterator<Item = (u32, u8)> + '_ {
        let row = &self.articles[document as usize];
        let from = row.stems.partition_point(|stem| *stem < stems.start);
        let to = row.stems.partition_point(|stem| *stem < stems.end);
        let (stems, impacts) = (&row.stems[from..to], &row.impacts[from..to]);
        let impacts = impacts.iter().map(|impact| weights::level(*impact));
        stems.iter().copied().zip(impacts)
    }

    /// The stems of an article, rising.
    pub fn stems(&self, document: u32) -> &[u32] {
        &self.articles[document as usize].stems
    }
}

/// The smoothed impacts of an archive cut into segments at `ranges`: of segments that are `wanted`. Those of other articles
/// say what these have by themselves; when no segment is wanted there are none.
pub fn impacts(
    archive: &Archive,
    averages: &Averages,
    ranges: &[Range<u32>],
    wanted: impl Fn(usize) -> bool,
) -> Impacts {
    if !(0..ranges.len()).any(&wanted) {
        return Impacts::default();
    }
    let mut articles = own_impacts(archive, averages);
    let mut smoothed = Vec::with_capacity(articles.len());
    let mut space = Space::new(archive.stems.len());
    for (segment, range) in ranges.iter().enumerate() {
        let known = &articles[..range.end as usize];
        space.extend(&known[range.start as usize..]);
        if !wanted(segment) {
            continue;
        }
        let scratch = || Scratch {
            sums: vec![0; known.len()],
            places: vec![0; archive.stems.len()],
        };
        smoothed.par_extend(
            range
                .clone()
                .into_par_iter()
                .with_min_len(AT_ONCE)
                .map_init(scratch, |scratch, document| {
                    let near = space.nearest(document, &mut scratch.sums);
                    (
                        document,
                        space.smooth(known, document, &near, &mut scratch.places),
                    )
                }),
        );
    }
    for (document, smoothed) in smoothed {
        articles[document as usize].impacts = smoothed;
    }
    Impacts { articles }
}

/// Articles that a thread takes at a time. Fewer: more scratch tables are made; more: threads wait for the last one.
const AT_ONCE: usize = 64;

/// Tables that a thread uses for one article after the other.
struct Scratch {
    /// A zero for each article.
    sums: Vec<u32>,
    /// A zero for each stem.
    places: Vec<u32>,
}

/// The impacts that articles have by themselves.
fn own_impacts(archive: &Archive, averages: &Averages) -> Vec<Row> {
    let stem_of = archive.stem_of();
    // A stem and a field in one number: plain numbers are soonest in order.
    let row = |seen: &mut Vec<u64>, article: u32| {
        seen.clear();
        archive.each_word(article, |field, _, form| {
            seen.push(u64::from(stem_of[form as usize]) << 8 | u64::from(field));
        });
        seen.sort_unstable();
        let lengths = archive.lengths(article);
        let impact = |group: &[u64]| {
            let mut counts = [0; 8];
            for one in group {
                counts[usize::from(*one as u8)] += 1;
            }
            let stem = (group[0] >> 8) as u32;
            (stem, weights::impact(&counts, &lengths, averages))
        };
        let (stems, impacts): (Vec<u32>, Vec<u8>) =
            seen.chunk_by(|a, b| a >> 8 == b >> 8).map(impact).unzip();
        Row {
            stems: stems.into(),
            impacts: impacts.into(),
        }
    };
    (0..archive.articles())
        .into_par_iter()
        .map_init(Vec::new, row)
        .collect()
}

/// For each field an average length in tokens.
pub type Averages = [f32; 8];

/// The average length of each field, over the articles that have it.
pub fn average_lengths(archive: &Archive) -> Averages {
    let mut total = [0u64; 8];
    let mut having = [0u64; 8];
    for article in 0..archive.articles() {
        for (field, count) in archive.counts(article).into_iter().enumerate() {
            total[field] += u64::from(count);
            having[field] += u64::from(count > 0);
        }
    }
    std::array::from_fn(|field| weights::steady_average(total[field], having[field]))
}

/// The strongest words of articles, by article and by word.
struct Space {
    /// In how many articles each stem occurs.
    frequency: Vec<u32>,
    articles: Vec<Strongest>,
    /// For each stem the articles that have it among their strongest.
    lists: Vec<Vec<(u32, u16)>>,
}

/// The strongest words of an article.
struct Strongest {
    /// Stems and weights.
    words: Box<[(u32, u16)]>,
    /// The squared length of the vector.
    square: u64,
}

impl Space {
    /// No articles, with words of so many stems.
    fn new(stems: usize) -> Space {
        Space {
            frequency: vec![0; stems],
            articles: Vec::new(),
            lists: vec![Vec::new(); stems],
        }
    }

    /// Adds the articles of a segment. How rare their words are is judged by what is known with them, once and for all.
    fn extend(&mut self, articles: &[Row]) {
        for stem in articles.iter().flat_map(|row| &row.stems) {
            self.frequency[*stem as usize] += 1;
        }
        let first = self.articles.len() as u32;
        let count = first + articles.len() as u32;
        let weight = |frequency: &u32| weights::word_weight(*frequency, count);
        let weights: Vec<u32> = self.frequency.iter().map(weight).collect();
        let strongest = articles
            .par_iter()
            .map_init(Vec::new, |list, row| strongest(row, &weights, list));
        self.articles.par_extend(strongest);
        for (document, article) in (first..).zip(&self.articles[first as usize..]) {
            for (stem, weight) in &article.words {
                self.lists[*stem as usize].push((document, *weight));
            }
        }
    }

    /// The nearest articles of one, nearest first, ties to the older. `sums` has a zero for each article, and has again
    /// afterwards.
    fn nearest(&self, document: u32, sums: &mut [u32]) -> Vec<u32> {
        let mut touched = Vec::new();
        // A word that more articles have tells none apart.
        let most = weights::NEIGHBOUR_LIST.max(self.articles.len() / 64);
        for (stem, weight) in &self.articles[document as usize].words {
            let list = Some(&self.lists[*stem as usize]).filter(|list| list.len() <= most);
            for (other, its) in list.into_iter().flatten() {
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
            let near = f64::from(sum) / (self.articles[other as usize].square as f64).sqrt();
            let before = |known: &(f64, u32)| known.0 > near || known.0 == near && known.1 < other;
            if best.len() < weights::NEIGHBOURS || !best.last().is_some_and(before) {
                best.insert(best.partition_point(before), (near, other));
                best.truncate(weights::NEIGHBOURS);
            }
        }
        best.into_iter().map(|(_, other)| other).collect()
    }

    /// The impacts of an article, each drawn towards its mean in the neighbours. `places` has a zero for each stem, and has
    /// again afterwards.
    fn smooth(
        &self,
        articles: &[Row],
        document: u32,
        near: &[u32],
        places: &mut [u32],
    ) -> Box<[u8]> {
        let own = &articles[document as usize];
        for (stem, place) in own.stems.iter().zip(1..) {
            places[*stem as usize] = place;
        }
        // The first is for what the article does not have.
        let mut sums = vec![0u32; own.stems.len() + 1];
        for neighbour in near {
            for (stem, impact) in articles[*neighbour as usize].iter() {
                sums[places[stem as usize] as usize] += u32::from(impact);
            }
        }
        for stem in &own.stems {
            places[*stem as usize] = 0;
        }
        let smoothed = |((stem, impact), sum): ((u32, u8), &u32)| {
            weights::smoothed(impact, *sum, self.frequency[stem as usize])
        };
        own.iter().zip(&sums[1..]).map(smoothed).collect()
    }
}

/// The strongest words of an article, in no order; ties to the lower stem. `list` is scratch.
fn strongest(row: &Row, weights: &[u32], list: &mut Vec<(u32, u16)>) -> Strongest {
    list.clear();
    list.extend(row.iter().map(|(stem, impact)| {
        let weight = u32::from(impact) * weights[stem as usize] / weights::UNIT;
        (stem, weight.min(u32::from(u16::MAX)) as u16)
    }));
    if list.len() > weights::NEIGHBOUR_WORDS {
        list.select_nth_unstable_by(weights::NEIGHBOUR_WORDS, |a, b| {
            b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))
        });
        list.truncate(weights::NEIGHBOUR_WORDS);
    }
    let squares = list.iter().map(|(_, weight)| u64::from(*weight).pow(2));
    Strongest {
        square: squares.sum(),
        words: list.as_slice().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{Entry, FieldKind};

    #[test]
    fn a_word_that_similar_articles_share_counts_more_than_one_said_in_passing() {
        // Nine alike, each with a word of its own; two that share a word with the first; nine of something else.
        let alike = (0..9).map(|n| {
            let aside = if n == 0 { "lamp" } else { "tide" };
            format!("grain harvest ships port {aside} only{n}")
        });
        let apart = (0..2).map(|n| format!("lamp bulb glass wire reed{n}"));
        let other = (0..9).map(|n| format!("sand{n} dune{n} wind{n} heat{n}"));
        let texts: Vec<String> = alike.chain(apart).chain(other).collect();
        let entry = |text| Entry {
            fields: vec![(FieldKind::Report, text)],
            ..Entry::default()
        };
        let entries: Vec<Entry<'_>> = texts.iter().map(String::as_str).map(entry).collect();
        let list: Vec<&Entry<'_>> = entries.iter().collect();
        let impact = |count: usize, ranges: &[Range<u32>], document: usize, word: &str| {
            let archive = Archive::new(&list[..count]);
            let stem = archive.stems.iter().position(|stem| stem == word).unwrap() as u32;
            let impacts = impacts(&archive, &average_lengths(&archive), ranges, |_| true);
            let mut words = impacts.articles[document].iter();
            words.find(|(known, _)| *known == stem).unwrap().1
        };
        let whole = |count| {
            [Range {
                start: 0,
                end: count,
            }]
        };
        let count = texts.len();
        let whole_impact = |word| impact(count, &whole(count as u32), 0, word);
        assert!(whole_impact("grain") > whole_impact("lamp"));
        // What it alone says is not said in passing.
        assert_eq!(whole_impact("only0"), whole_impact("grain"));
        // What came later says nothing of the first two.
        for document in 0..2 {
            assert_eq!(
                impact(4, &[0..2, 2..4], document, "grain"),
                impact(2, &whole(2), document, "grain")
            );
        }
    }
}
