//! What did an earlier look at the articles find, and what of it is still true?
//!
//! Kept as bytes from one build to the next; whoever keeps them sees to it that they come back whole and from the same
//! program. What two articles have in common depends on their two vectors alone ([`super::nearest`]), so only what came,
//! went or changed is looked for again.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::nearest::{List, Met, Scratch, Space};
use super::{Analysis, Entry, parallel};
use crate::search::bytes::{Corrupt, Reader, put, put_bytes};

/// What was found.
#[derive(Debug)]
pub struct Memory {
    /// The steps of all articles, as [`super::vector::Vectors`] counts them: with another number other terms may be strong.
    pub(super) total: u32,
    /// By the numbers of then.
    articles: Vec<Known>,
}

/// What was found of an article.
#[derive(Debug)]
struct Known {
    id: String,
    /// Of its vector.
    print: u64,
    list: List,
    /// Of all that its odds with others depend on.
    trace: u64,
    /// The articles of higher numbers with which it was compared, rising, and the odds that both tell one event, if any.
    compared: Vec<(u32, Option<f32>)>,
}

impl Memory {
    /// As bytes: the steps of all articles, their number, and for each article its identifier, the print of its vector (8
    /// bytes), whether its list is cut, the length of the list and for each in it number, sum and cosine (4 bytes); the print
    /// of its trace (8 bytes) and how many it was compared with: for each twice the distance of its number from the one
    /// before and whether there are odds, and these (4 bytes). Numbers are written as in the search index.
    pub(super) fn write(analysis: &Analysis<'_>) -> Vec<u8> {
        let (vectors, entries) = (&analysis.vectors, analysis.entries);
        let mut out = Vec::new();
        put(&mut out, vectors.total);
        put(&mut out, entries.len() as u32);
        let mut pairs = analysis.pairs.as_slice();
        for (article, list) in analysis.lists.iter().enumerate() {
            put_bytes(&mut out, entries[article].id.as_bytes());
            out.extend(vectors.prints[article].to_le_bytes());
            put(&mut out, u32::from(list.is_cut));
            put(&mut out, list.met.len() as u32);
            for met in &list.met {
                put(&mut out, met.article);
                put(&mut out, met.sum);
                out.extend(met.cosine.to_le_bytes());
            }
            out.extend(analysis.traces.prints[article].to_le_bytes());
            let own = pairs.partition_point(|pair| pair.articles.0 as usize == article);
            let (own, rest) = pairs.split_at(own);
            pairs = rest;
            put(&mut out, own.len() as u32);
            let mut last = 0;
            for pair in own {
                let other = pair.articles.1;
                put(
                    &mut out,
                    (other - last) << 1 | u32::from(pair.odds.is_some()),
                );
                out.extend(pair.odds.iter().flat_map(|odds| odds.to_le_bytes()));
                last = other;
            }
        }
        out
    }

    /// Reads what [`super::Analysis::remember`] wrote; nothing when the bytes are something else.
    pub fn recall(bytes: &[u8]) -> Option<Memory> {
        let mut reader = Reader::new(bytes);
        let memory = read(&mut reader).ok()?;
        (reader.left() == 0).then_some(memory)
    }

    /// For each article the number it had then, when it was then what `is_same` takes it for.
    fn then(
        &self,
        entries: &[Entry<'_>],
        is_same: impl Fn(usize, &Known) -> bool,
    ) -> Vec<Option<u32>> {
        let numbers: FxHashMap<&str, u32> = (0..)
            .zip(&self.articles)
            .map(|(number, known)| (known.id.as_str(), number))
            .collect();
        let then = |(article, entry): (usize, &Entry<'_>)| {
            let number = numbers.get(entry.id).copied()?;
            is_same(article, &self.articles[number as usize]).then_some(number)
        };
        entries.iter().enumerate().map(then).collect()
    }

    /// What is still true of the pairs that were compared.
    pub(super) fn told(&self, analysis: &Analysis<'_>) -> Told<'_> {
        let prints = &analysis.traces.prints;
        Told {
            memory: self,
            then: self.then(analysis.entries, |article, known| {
                known.trace == prints[article]
            }),
        }
    }
}

/// What is still true of the pairs that were compared.
pub(super) struct Told<'a> {
    memory: &'a Memory,
    /// By number of today the number of then.
    then: Vec<Option<u32>>,
}

impl Told<'_> {
    /// The odds that two articles tell one event, if any; nothing when they were not compared.
    pub(super) fn odds(&self, (a, b): (u32, u32)) -> Option<Option<f32>> {
        let (a, b) = (self.then[a as usize]?, self.then[b as usize]?);
        let compared = &self.memory.articles[a.min(b) as usize].compared;
        let place = compared.binary_search_by_key(&a.max(b), |(other, _)| *other);
        Some(compared[place.ok()?].1)
    }
}

fn read(reader: &mut Reader<'_>) -> Result<Memory, Corrupt> {
    let total = reader.number()?;
    let count = reader.count()?;
    let checked = |article: u32| match (article as usize) < count {
        true => Ok(article),
        false => Err(Corrupt::Range),
    };
    let mut articles = Vec::new();
    for _ in 0..count {
        let id = reader.text()?.to_owned();
        let print = u64::from_le_bytes(reader.array()?);
        let is_cut = reader.number()? == 1;
        let length = reader.count()?;
        let mut met = Vec::with_capacity(length);
        for _ in 0..length {
            met.push(Met {
                article: checked(reader.number()?)?,
                sum: reader.number()?,
                cosine: f32::from_le_bytes(reader.array()?),
            });
        }
        let trace = u64::from_le_bytes(reader.array()?);
        let length = reader.count()?;
        let mut compared = Vec::with_capacity(length);
        let mut last = 0u32;
        for _ in 0..length {
            let number = reader.number()?;
            last = last.checked_add(number >> 1).ok_or(Corrupt::Range)?;
            let odds = match number & 1 {
                1 => Some(f32::from_le_bytes(reader.array()?)),
                _ => None,
            };
            compared.push((last, odds));
        }
        articles.push(Known {
            id,
            print,
            list: List { met, is_cut },
            trace,
            compared,
        });
    }
    Ok(Memory { total, articles })
}

impl Space<'_> {
    /// What of a memory is still true, brought up to date with what has changed since; nothing when that is too much. A
    /// list that can't be known whole any more is missing.
    pub(super) fn recall(
        &self,
        memory: &Memory,
        entries: &[Entry<'_>],
    ) -> Option<Vec<Option<List>>> {
        let prints = &self.vectors.prints;
        let then = memory.then(entries, |article, known| known.print == prints[article]);
        // By number of then the number of today.
        let mut now = vec![None; memory.articles.len()];
        let mut changed = Vec::new();
        for (article, old) in then.iter().enumerate() {
            match old {
                Some(old) => now[*old as usize] = Some(article as u32),
                None => changed.push(article),
            }
        }
        if changed.len() * 3 > entries.len() {
            return None;
        }
        let kept = |old: &Option<u32>| {
            let list = &memory.articles[old.as_ref().copied()? as usize].list;
            let met = list.met.iter().filter_map(|met| {
                let article = now[met.article as usize]?;
                Some(Met { article, ..*met })
            });
            let met: Vec<Met> = met.collect();
            let is_cut = list.is_cut;
            (!is_cut || !met.is_empty()).then_some(List { met, is_cut })
        };
        let mut lists: Vec<Option<List>> = then.par_iter().map(kept).collect();
        for (article, met) in self.newly_met(&changed, &lists) {
            if let Some(list) = &mut lists[article as usize] {
                list.met.push(met);
            }
        }
        lists.par_iter_mut().for_each(|known| {
            let Some(list) = known else { return };
            let key = |met: &Met| self.order.key(met.sum, met.article);
            list.met.sort_unstable_by_key(|met| Reverse(key(met)));
            if list.is_cut && list.met.len() < self.reach.compared {
                *known = None;
            } else if list.met.len() > self.reach.remembered {
                list.met.truncate(self.reach.remembered);
                list.is_cut = true;
            }
        });
        Some(lists)
    }

    /// The changed articles that belong into the lists of others. Below the last of a list that is cut nobody knows who is
    /// missing, so only what stands before it belongs there.
    fn newly_met(&self, changed: &[usize], lists: &[Option<List>]) -> Vec<(u32, Met)> {
        let floor = |list: &Option<List>| match list {
            Some(list) if list.is_cut => list
                .met
                .last()
                .map_or(u64::MAX, |met| self.order.key(met.sum, met.article)),
            Some(_) => 0,
            None => u64::MAX,
        };
        let floors: Vec<u64> = lists.iter().map(floor).collect();
        let found = parallel::map(
            changed.len(),
            || Scratch::new(self),
            |scratch, at| {
                let article = changed[at];
                self.add_up(article, scratch);
                let Scratch { sums, met, own, .. } = scratch;
                let number = article as u32;
                let mut others = Vec::new();
                for other in met.drain(..) {
                    let sum = std::mem::take(&mut sums[other as usize]);
                    if other != number && self.order.key(sum, number) > floors[other as usize] {
                        others.push((other, sum));
                    }
                }
                let mut out = Vec::with_capacity(others.len());
                self.cosines(article, own, &others, |(other, sum), cosine| {
                    let met = Met {
                        article: number,
                        sum: *sum,
                        cosine: cosine(*other),
                    };
                    out.push((*other, met));
                });
                out
            },
        );
        found.into_iter().flatten().collect()
    }
}
