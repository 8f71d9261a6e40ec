//! What needs the places of words: phrases, and their closeness.

use super::{Evaluation, bases, list_in};
use crate::search::bitset::BitSet;
use crate::search::positions::{self, Places};
use crate::search::postings;
use crate::search::store::{Stop, Store};

impl Evaluation<'_> {
    /// The articles in which the words stand in a row.
    pub(super) fn phrase(
        &self,
        words: &[usize],
        fields: u8,
        store: &mut Store,
    ) -> Result<BitSet, Stop> {
        let mut candidates = BitSet::full(self.root.documents);
        for number in words {
            candidates.and(&self.word_set(*number));
        }
        if words.len() < 2 {
            return Ok(candidates);
        }
        // For each article: the places where the words so far end.
        let mut ends: Vec<Vec<(u8, u32)>> = Vec::new();
        for (step, number) in words.iter().enumerate() {
            let mut next = vec![Vec::new(); candidates.count() as usize];
            self.places(*number, fields, &candidates, store, &mut |rank, place| {
                let follows = |end: &(u8, u32)| end.0 == place.0 && end.1 + 1 == place.1;
                if step == 0 || ends[rank].iter().any(follows) {
                    next[rank].push(place);
                }
            })?;
            ends = next;
        }
        let mut set = BitSet::empty(self.root.documents);
        candidates
            .iter()
            .zip(&ends)
            .filter(|(_, ends)| !ends.is_empty())
            .for_each(|(d, _)| set.insert(d));
        Ok(set)
    }

    /// Calls `visit(rank among the candidates, (field, position))` for each place of a word, rising.
    ///
    /// # Errors
    /// When blocks are wanted or the index is damaged.
    pub fn places(
        &self,
        number: usize,
        fields: u8,
        candidates: &BitSet,
        store: &mut Store,
        visit: &mut dyn FnMut(usize, (u8, u32)),
    ) -> Result<(), Stop> {
        let ranks: Vec<u32> = candidates.iter().collect();
        let exact = self.query.words[number].exact;
        let bases = bases(self.root);
        let mut occurrences = Vec::new();
        for list in self.expansions[number].iter().flat_map(|e| &e.lists) {
            if exact && list.form.is_none() {
                continue;
            }
            let segment = &self.root.segments[list.segment];
            let block = store.block(segment.postings + list.stem.postings.block)?;
            let stem = &list.stem;
            let mut articles = Vec::new();
            let (priors, bytes) = list_in::<{ postings::Model::BYTES }>(&block, &stem.postings)?;
            postings::decode(
                bytes,
                priors,
                stem.frequency,
                segment.documents,
                |document, level| articles.push((document, level)),
            )?;
            let block = store.block(segment.positions + stem.positions.block)?;
            let (priors, bytes) = list_in::<{ positions::Model::BYTES }>(&block, &stem.positions)?;
            let mut places = Places::new(bytes, priors, stem.forms);
            for (document, level) in articles {
                places.next(level, &mut occurrences)?;
                let Ok(rank) = ranks.binary_search(&(bases[list.segment] + document)) else {
                    continue;
                };
                for o in &occurrences {
                    if fields >> o.field & 1 == 1 && (!exact || Some(o.form) == list.form) {
                        visit(rank, (o.field, o.position));
                    }
                }
            }
        }
        Ok(())
    }
}
