//! Which articles satisfy the conditions, and with which score?
//!
//! Articles are numbered oldest first here. Each word becomes a list of articles with points; conditions become sets of
//! articles; the score of an article in the final set is the sum of its points.

mod places;

use super::bitset::BitSet;
use super::bytes::Corrupt;
use super::column::Columns;
use super::dictionary::Span;
use super::positions::{self, Occurrence, Places};
use super::query::{ANY_FIELD, Node, Query, same_name};
use super::resolve::{Expansion, ListRef};
use super::root::Root;
use super::store::{Stop, Store};
use super::{postings, weights};
use crate::text::stop::is_stop;

/// What a word of the query finds.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// `(article, points)`, articles rising.
    pub list: Vec<(u32, u32)>,
    /// How telling the word is.
    pub weight: u32,
}

/// The inputs of one evaluation.
pub struct Evaluation<'a> {
    /// The query.
    pub query: &'a Query,
    /// What each of its words means.
    pub expansions: &'a [Vec<Expansion>],
    /// The root.
    pub root: &'a Root,
    /// The facet values; empty unless [`needs_columns`].
    pub columns: &'a Columns,
    /// What each word finds; see [`Evaluation::find`].
    pub found: Vec<Found>,
    /// Words whose places are needed beside those that the conditions name.
    pub near: Vec<usize>,
}

/// Whether a condition looks at facet values.
pub fn needs_columns(node: &Node) -> bool {
    match node {
        Node::Category(_) | Node::Source(_) | Node::Days(..) | Node::Has(_) => true,
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(needs_columns),
        Node::Not(node) => needs_columns(node),
        Node::Word(_) | Node::Phrase(..) => false,
    }
}

/// The number of the first article of each segment.
pub fn bases(root: &Root) -> Vec<u32> {
    root.segments
        .iter()
        .scan(0u32, |base, segment| {
            let first = *base;
            *base += segment.documents;
            Some(first)
        })
        .collect()
}

impl Evaluation<'_> {
    /// Notes every block that the words need, so that one round of fetching brings them all.
    ///
    /// # Errors
    /// When some are not here.
    pub fn ready(&self, store: &mut Store) -> Result<(), Stop> {
        let mut blocks = Vec::new();
        for (number, (word, expansions)) in self.query.words.iter().zip(self.expansions).enumerate()
        {
            let places = word.exact || word.fields != ANY_FIELD || self.near.contains(&number);
            for list in expansions.iter().flat_map(|e| &e.lists) {
                let segment = &self.root.segments[list.segment];
                blocks.push(segment.postings + list.stem.postings.block);
                if places {
                    blocks.push(segment.positions + list.stem.positions.block);
                }
            }
        }
        store.ready(blocks)
    }

    /// Reads the lists of all words. A half-typed word comes last: what it most likely is, the finished ones tell.
    ///
    /// # Errors
    /// When blocks are wanted or the index is damaged.
    pub fn find(&mut self, store: &mut Store) -> Result<(), Stop> {
        let bases = bases(self.root);
        let words = &self.query.words;
        self.found = vec![Found::default(); words.len()];
        for unfinished in [false, true] {
            for number in (0..words.len()).filter(|n| words[*n].prefix == unfinished) {
                self.found[number] = self.find_word(number, &bases, store)?;
            }
        }
        Ok(())
    }

    fn find_word(&self, number: usize, bases: &[u32], store: &mut Store) -> Result<Found, Stop> {
        let word = &self.query.words[number];
        let expansions = &self.expansions[number];
        let own = expansions
            .iter()
            .filter(|e| e.closeness == weights::CLOSE_EXACT)
            .map(Expansion::frequency)
            .sum::<u32>();
        let most = expansions
            .iter()
            .map(Expansion::frequency)
            .max()
            .unwrap_or(0);
        // A corrected word is as telling as the word it most likely is.
        let best = expansions
            .first()
            .filter(|e| e.corrected)
            .map(Expansion::frequency);
        let frequency = best.unwrap_or(if own > 0 { own } else { most });
        let weight = weights::word_weight(frequency, self.root.documents);
        let mut lists: Vec<Vec<(u32, u32)>> = Vec::with_capacity(expansions.len());
        for expansion in expansions {
            let telling =
                weights::word_weight(expansion.frequency(), self.root.documents).min(weight);
            let mut list = Vec::new();
            for reference in &expansion.lists {
                if word.exact && reference.form.is_none() {
                    continue;
                }
                let base = bases[reference.segment];
                self.read(reference, base, word, telling, store, &mut list)?;
            }
            lists.push(list);
        }
        let closeness = self.closeness(number, &lists);
        for (list, closeness) in lists.iter_mut().zip(closeness) {
            list.iter_mut()
                .for_each(|(_, points)| *points *= u32::from(closeness));
        }
        let list = if lists.len() == 1 {
            lists.remove(0)
        } else {
            // The closest reading of a word counts, not how many readings an article has.
            let mut most = vec![0u32; self.root.documents as usize];
            for (document, points) in lists.iter().flatten() {
                let known = &mut most[*document as usize];
                *known = (*known).max(*points);
            }
            let found = (0..).zip(most);
            found.filter(|(_, points)| *points > 0).collect()
        };
        Ok(Found { list, weight })
    }

    /// How close each reading of a word is. The continuations of a half-typed word are as close as the other words of
    /// the query make them likely: by what those give the articles that have the continuation (after Bast and Weber,
    /// "Type less, find more", SIGIR 2006, where completions are those that lead to good hits).
    fn closeness(&self, number: usize, lists: &[Vec<(u32, u32)>]) -> Vec<u16> {
        let expansions = &self.expansions[number];
        let mut closeness: Vec<u16> = expansions.iter().map(|e| e.closeness).collect();
        let mut others = self.query.ranking();
        others.retain(|other| *other != number);
        if !self.query.words[number].prefix || others.is_empty() {
            return closeness;
        }
        let given = self.points(&others);
        let support: Vec<u64> = lists
            .iter()
            .map(|list| {
                list.iter()
                    .map(|(document, _)| u64::from(given[*document as usize]))
                    .sum()
            })
            .collect();
        let continued = |at: &usize| expansions[*at].closeness == weights::CLOSE_PREFIX;
        let every = || (0..expansions.len()).filter(continued);
        let most = every().map(|at| support[at]).max().unwrap_or(0);
        for at in every() {
            closeness[at] = weights::continuation(support[at], most);
        }
        closeness
    }

    /// Appends the articles of one list where the word stands as asked, with `factor` times their impacts.
    ///
    /// # Errors
    /// When blocks are wanted or the index is damaged.
    pub fn read(
        &self,
        reference: &ListRef,
        base: u32,
        word: &super::query::Word,
        factor: u32,
        store: &mut Store,
        out: &mut Vec<(u32, u32)>,
    ) -> Result<(), Stop> {
        let segment = &self.root.segments[reference.segment];
        let stem = &reference.stem;
        let block = store.block(segment.postings + stem.postings.block)?;
        let first = out.len();
        let (priors, bytes) = list_in::<{ postings::Model::BYTES }>(&block, &stem.postings)?;
        let is_placed = word.exact || word.fields != ANY_FIELD;
        let mut levels = Vec::new();
        postings::decode(
            bytes,
            priors,
            stem.frequency,
            segment.documents,
            |document, level| {
                out.push((base + document, factor * u32::from(level)));
                if is_placed {
                    levels.push(level);
                }
            },
        )?;
        if is_placed {
            let block = store.block(segment.positions + stem.positions.block)?;
            let (priors, bytes) = list_in::<{ positions::Model::BYTES }>(&block, &stem.positions)?;
            let mut places = Places::new(bytes, priors, stem.forms);
            let mut occurrences = Vec::new();
            let mut kept = first;
            for (i, level) in (first..).zip(levels) {
                places.next(level, &mut occurrences)?;
                let counts = |o: &Occurrence| {
                    word.fields >> o.field & 1 == 1
                        && (!word.exact || Some(o.form) == reference.form)
                };
                if occurrences.iter().any(counts) {
                    out[kept] = out[i];
                    kept += 1;
                }
            }
            out.truncate(kept);
        }
        Ok(())
    }

    /// The articles that satisfy all parts of the query.
    ///
    /// # Errors
    /// When the index is damaged or positions are wanted.
    pub fn matching(&self, store: &mut Store) -> Result<BitSet, Stop> {
        self.all(&self.nodes(), store)
    }

    /// What the parts of the query ask.
    fn nodes(&self) -> Vec<&Node> {
        self.query.parts.iter().map(|part| &part.node).collect()
    }

    /// The articles that satisfy the parts of the query with these indices.
    ///
    /// # Errors
    /// As [`Evaluation::matching`].
    pub fn matching_parts(&self, keep: &[usize], store: &mut Store) -> Result<BitSet, Stop> {
        let nodes: Vec<&Node> = keep
            .iter()
            .filter_map(|i| self.query.parts.get(*i))
            .map(|part| &part.node)
            .collect();
        self.all(&nodes, store)
    }

    /// The articles that satisfy one condition.
    ///
    /// # Errors
    /// As [`Evaluation::matching`].
    pub fn set(&self, node: &Node, store: &mut Store) -> Result<BitSet, Stop> {
        let size = self.root.documents;
        let rows = |keep: &dyn Fn(&super::column::Row) -> bool| {
            let mut set = BitSet::empty(size);
            (0..)
                .zip(&self.columns.rows)
                .filter(|(_, row)| keep(row))
                .for_each(|(i, _)| set.insert(i));
            set
        };
        Ok(match node {
            Node::Word(number) => self.word_set(*number),
            Node::Phrase(words, fields) => self.phrase(words, *fields, store)?,
            Node::All(nodes) => self.all(&nodes.iter().collect::<Vec<_>>(), store)?,
            Node::Any(nodes) => {
                let mut set = BitSet::empty(size);
                for node in nodes {
                    set.or(&self.set(node, store)?);
                }
                set
            }
            Node::Not(node) => {
                let mut set = BitSet::full(size);
                set.without(&self.set(node, store)?);
                set
            }
            Node::Category(asked) => {
                let named: Vec<bool> = self
                    .columns
                    .categories
                    .iter()
                    .map(|slug| same_name(asked, slug))
                    .collect();
                rows(&|row| {
                    row.categories
                        .iter()
                        .any(|c| named.get(usize::from(*c)) == Some(&true))
                })
            }
            Node::Source(asked) => {
                let named: Vec<bool> = self
                    .columns
                    .sources
                    .iter()
                    .map(|host| is_source(asked, host))
                    .collect();
                rows(&|row| {
                    row.source
                        .is_some_and(|s| named.get(usize::from(s)) == Some(&true))
                })
            }
            Node::Days(from, to) => rows(&|row| {
                row.day
                    .is_some_and(|day| from.is_none_or(|f| f <= day) && to.is_none_or(|t| day <= t))
            }),
            Node::Has(bit) => rows(&|row| row.has & bit != 0),
        })
    }

    fn word_set(&self, number: usize) -> BitSet {
        let mut set = BitSet::empty(self.root.documents);
        if let Some(found) = self.found.get(number) {
            found
                .list
                .iter()
                .for_each(|(document, _)| set.insert(*document));
        }
        set
    }

    /// The loose words among conditions, by number, without function words if there are others; and what else is asked.
    fn loose<'n>(&self, nodes: &[&'n Node]) -> (Vec<usize>, Vec<&'n Node>) {
        let (mut loose, mut others) = (Vec::new(), Vec::new());
        let mut waiting: Vec<&Node> = nodes.iter().rev().copied().collect();
        while let Some(node) = waiting.pop() {
            match node {
                Node::Word(number) => loose.push(*number),
                // A parenthesis by itself asks for nothing more than what stands in it: a question's asides stay loose.
                Node::All(nodes) => waiting.extend(nodes.iter().rev()),
                node => others.push(node),
            }
        }
        let is_telling = |number: &usize| !is_stop(&self.query.words[*number].form);
        if loose.iter().any(is_telling) {
            loose.retain(is_telling);
        }
        (loose, others)
    }

    /// The articles among `set` that have all of some words.
    fn having(&self, words: &[usize], set: &BitSet) -> BitSet {
        let mut set = set.clone();
        for number in words {
            set.and(&self.word_set(*number));
        }
        set
    }

    /// What has to be said when articles were found that do not have all of a few words.
    pub fn shortfall(&self, found: &BitSet) -> Option<String> {
        let (loose, _) = self.loose(&self.nodes());
        let all = self.having(&loose, found).count();
        if all == found.count() || loose.len() < 2 || loose.len() > weights::MAX_STRICT_WORDS {
            return None;
        }
        let missing = loose.iter().find(|n| self.found[**n].list.is_empty());
        Some(match missing {
            Some(number) => format!("No article has “{}”.", self.query.words[*number].form),
            None => format!("With all of these words: {all}."),
        })
    }

    /// All of several conditions. Loose words among them may be missing when too few articles have all.
    fn all(&self, nodes: &[&Node], store: &mut Store) -> Result<BitSet, Stop> {
        let (loose, others) = self.loose(nodes);
        let mut required = BitSet::full(self.root.documents);
        for node in others {
            required.and(&self.set(node, store)?);
        }
        if loose.is_empty() {
            return Ok(required);
        }
        let strict = self.having(&loose, &required);
        if loose.len() == 1
            || loose.len() <= weights::MAX_STRICT_WORDS
                && strict.count() >= weights::ENOUGH_STRICT_HITS
        {
            return Ok(strict);
        }
        let (shares, total) = self.shares(&loose);
        let least = u64::from(total) * u64::from(weights::RELAXED_SHARE);
        let mut set = BitSet::empty(self.root.documents);
        for (document, share) in (0..).zip(&shares) {
            if *share > 0 && u64::from(*share) * 16 >= least {
                set.insert(document);
            }
        }
        set.and(&required);
        Ok(set)
    }

    /// The points of every article.
    pub fn scores(&self) -> Vec<u32> {
        let words = self.query.ranking();
        let mut scores = self.points(&words);
        let (shares, total) = self.shares(&words);
        let scored = scores.iter_mut().zip(shares).zip(0..);
        for ((score, share), older) in scored.filter(|((_, share), _)| *share > 0) {
            let covering = weights::covering(*score, share, total);
            *score = weights::fresh(covering, older, self.root.documents);
        }
        scores
    }

    /// How much the words weigh that each article has of some, and all of them together. A word that the archive does not
    /// have cannot be asked of an article.
    pub fn shares(&self, words: &[usize]) -> (Vec<u32>, u32) {
        let shares = self.sums(words, |_, weight| weight);
        let found = words.iter().map(|number| &self.found[*number]);
        let known = found.filter(|found| !found.list.is_empty());
        (shares, known.map(|found| found.weight).sum())
    }

    /// What some words give each article.
    fn points(&self, words: &[usize]) -> Vec<u32> {
        self.sums(words, |points, _| points)
    }

    /// For each article the sum over the words it has, of what `of` makes of their points and weight.
    fn sums(&self, words: &[usize], of: fn(u32, u32) -> u32) -> Vec<u32> {
        let mut sums = vec![0u32; self.root.documents as usize];
        for number in words {
            let Found { list, weight } = &self.found[*number];
            for (document, points) in list {
                let sum = &mut sums[*document as usize];
                *sum = sum.saturating_add(of(*points, *weight));
            }
        }
        sums
    }
}

/// Whether `asked` names a host: it is the host, or a run of its labels (`reuters`, `co.uk`, `news.example.org`).
fn is_source(asked: &str, host: &str) -> bool {
    let asked = asked.strip_prefix("www.").unwrap_or(asked);
    let labels = |name: &str| {
        let labels = name.split('.').map(str::to_ascii_lowercase);
        labels.collect::<Vec<_>>()
    };
    let (asked, host) = (labels(asked), labels(host));
    !asked[0].is_empty() && host.windows(asked.len()).any(|run| run == asked)
}

/// What a block of lists begins with, so many bytes, and one of its lists.
///
/// # Errors
/// When the block is shorter.
pub fn list_in<'a, const PRIORS: usize>(
    block: &'a [u8],
    span: &Span,
) -> Result<(&'a [u8], &'a [u8]), Corrupt> {
    let end = span.offset.checked_add(span.length).ok_or(Corrupt::Range)?;
    let list = block.get(span.offset as usize..end as usize);
    block.get(..PRIORS).zip(list).ok_or(Corrupt::Range)
}
