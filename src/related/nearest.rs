//! Which articles are nearest to an article?
//!
//! Its strong terms are followed through inverted lists of the articles in which they are strong, too ("champion lists":
//! Manning, Raghavan, Schütze 2008, sections 7.1.3 and 7.1.5); the best of those met are then compared in full. In small
//! archives every term is strong, and the neighbours are exact.
//!
//! Whether two articles meet, and how near they are, depends on nothing but their two vectors. So what was found once stays
//! true as long as both are as they were: [`Memory`] keeps it from one build to the next, and only what came, went or
//! changed is looked for again. Sums are whole numbers, which have no order of adding up.

use rayon::prelude::*;

use super::memory::Memory;
use super::vector::{Vectors, octaves};
use super::{Entry, parallel};

/// How far is looked for neighbours.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// Up to about this many articles every term of every article is strong.
    pub small: u32,
    /// Strong terms of an article. Fewer: faster; more: fewer neighbours missed.
    pub strong: usize,
    /// A strong term is in no more than one article of two to this power: frequent ones bring everything together.
    pub rare: u32,
    /// How many of the best met are compared in full.
    pub compared: usize,
    /// How many of the best met are remembered. More than `compared`: some may go before a list has to be made anew.
    pub remembered: usize,
}

/// What suits archives. By measure on news, shares of good suggestions differ by less than 0.005 from those of the exact
/// neighbours.
pub const REACH: Reach = Reach {
    small: 4_000,
    strong: 64,
    rare: 3,
    compared: 64,
    remembered: 80,
};

/// Neighbours of an article: enough that its own story does not leave it without others.
const KEPT: usize = 48;
/// A weight of 1 as a whole number. The sum of products is at most the square.
const UNIT: f32 = 32767.0;

/// An article met through strong terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Met {
    /// Its number.
    pub article: u32,
    /// The sum over the terms that are strong in both.
    pub sum: u32,
    /// Cosine of the two articles.
    pub cosine: f32,
}

/// What an article meets: the best, by their sums.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// The best first.
    pub met: Vec<Met>,
    /// Whether there are others beyond the last.
    pub is_cut: bool,
}

impl List {
    /// The nearest by the cosine alone, best first.
    fn near(&self, order: &Order, compared: usize) -> Vec<(f32, u32)> {
        let compared = &self.met[..self.met.len().min(compared)];
        let mut near: Vec<(f32, u32)> = compared.iter().map(|m| (m.cosine, m.article)).collect();
        near.sort_unstable_by(|a, b| {
            let place = |article: u32| order.place[article as usize];
            b.0.total_cmp(&a.0).then(place(a.1).cmp(&place(b.1)))
        });
        near.truncate(KEPT);
        near
    }
}

/// For each article what it meets, and the [`KEPT`] nearest others, best first. What `memory` knows is not looked for again;
/// the result is the same without it.
pub fn neighbours(
    entries: &[Entry<'_>],
    vectors: &Vectors,
    memory: Option<&Memory>,
    reach: Reach,
) -> (Vec<List>, Vec<Vec<(f32, u32)>>) {
    let space = Space::new(entries, vectors, reach);
    let known = memory.filter(|memory| memory.total == vectors.total);
    let known = known.and_then(|memory| space.recall(memory, entries));
    let known = known.unwrap_or_else(|| vec![None; entries.len()]);
    let one = |scratch: &mut Scratch, (article, list): (usize, Option<List>)| {
        let list = list.unwrap_or_else(|| space.meet(article, scratch));
        let near = list.near(&space.order, reach.compared);
        (list, near)
    };
    known
        .into_par_iter()
        .enumerate()
        .with_min_len(parallel::AT_ONCE)
        .map_init(|| Scratch::new(&space), one)
        .unzip()
}

/// The order of the articles' identifiers, so that comparing two articles is comparing two whole numbers.
pub(super) struct Order {
    /// For each article its place.
    place: Vec<u32>,
    /// For each place its article.
    article: Vec<u32>,
}

impl Order {
    fn new(entries: &[Entry<'_>]) -> Order {
        let mut article: Vec<u32> = (0..entries.len() as u32).collect();
        article.par_sort_by_key(|at| entries[*at as usize].id);
        let mut place = vec![0; article.len()];
        for (at, article) in (0u32..).zip(&article) {
            place[*article as usize] = at;
        }
        Order { place, article }
    }

    /// A number that is larger the better an article is: by its sum, then by identifier.
    pub(super) fn key(&self, sum: u32, article: u32) -> u64 {
        u64::from(sum) << 32 | u64::from(!self.place[article as usize])
    }

    fn article(&self, key: u64) -> u32 {
        self.article[!(key as u32) as usize]
    }
}

/// Rows of numbers and weights, one behind the other.
#[derive(Default)]
struct Rows {
    starts: Vec<u32>,
    cells: Vec<(u32, u16)>,
}

impl Rows {
    fn of(&self, row: u32) -> &[(u32, u16)] {
        let at = row as usize;
        &self.cells[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The same by the other number.
    fn turned(&self, columns: usize) -> Rows {
        let mut starts = vec![0u32; columns + 1];
        for (column, _) in &self.cells {
            starts[*column as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut cells = vec![(0, 0); self.cells.len()];
        for row in 0..self.starts.len() as u32 - 1 {
            for (column, weight) in self.of(row) {
                let slot = &mut next[*column as usize];
                cells[*slot as usize] = (row, *weight);
                *slot += 1;
            }
        }
        Rows { starts, cells }
    }
}

/// Everything that is asked for neighbours.
pub(super) struct Space<'a> {
    pub(super) vectors: &'a Vectors,
    pub(super) reach: Reach,
    pub(super) order: Order,
    /// By article its strong terms.
    strong: Rows,
    /// By term the articles in which it is strong.
    lists: Rows,
}

/// Sums on their way, one an article, and an article's own weights, one a term; all zero between two uses.
pub(super) struct Scratch {
    pub(super) sums: Vec<u32>,
    pub(super) met: Vec<u32>,
    pub(super) own: Vec<f32>,
    keys: Vec<u64>,
}

impl Scratch {
    pub(super) fn new(space: &Space<'_>) -> Scratch {
        Scratch {
            sums: vec![0; space.vectors.rows.len()],
            met: Vec::new(),
            own: vec![0.0; space.vectors.words.len()],
            keys: Vec::new(),
        }
    }
}

impl<'a> Space<'a> {
    fn new(entries: &[Entry<'_>], vectors: &'a Vectors, reach: Reach) -> Space<'a> {
        let strong = strong(vectors, reach);
        Space {
            vectors,
            reach,
            order: Order::new(entries),
            lists: strong.turned(vectors.words.len()),
            strong,
        }
    }

    /// Adds up what an article has in common with the others; they are in `scratch.met`.
    pub(super) fn add_up(&self, article: usize, scratch: &mut Scratch) {
        let Scratch { sums, met, .. } = scratch;
        met.clear();
        for (term, weight) in self.strong.of(article as u32) {
            for (other, theirs) in self.lists.of(*term) {
                let sum = &mut sums[*other as usize];
                if *sum == 0 {
                    met.push(*other);
                }
                *sum += u32::from(*weight) * u32::from(*theirs);
            }
        }
    }

    /// The cosines of an article and others.
    pub(super) fn cosines<T>(
        &self,
        article: usize,
        own: &mut [f32],
        others: &[T],
        mut each: impl FnMut(&T, &dyn Fn(u32) -> f32),
    ) {
        let rows = &self.vectors.rows;
        for (term, weight) in &rows[article] {
            own[*term as usize] = *weight;
        }
        // The same sum in the same order as [`Vectors::cosine`]: what is not shared adds nothing.
        let cosine = |other: u32| {
            let row = rows[other as usize].iter();
            row.map(|(term, weight)| own[*term as usize] * weight).sum()
        };
        others.iter().for_each(|other| each(other, &cosine));
        for (term, _) in &rows[article] {
            own[*term as usize] = 0.0;
        }
    }

    /// What an article meets.
    fn meet(&self, article: usize, scratch: &mut Scratch) -> List {
        self.add_up(article, scratch);
        let Scratch {
            sums,
            met,
            own,
            keys,
        } = scratch;
        keys.clear();
        let most = self.reach.remembered;
        let is_cut = met.len() > most + 1;
        // What cannot be among the best any more is not even noted.
        let mut floor = 0;
        for other in met.drain(..) {
            let sum = std::mem::take(&mut sums[other as usize]);
            if sum < floor || other as usize == article {
                continue;
            }
            keys.push(self.order.key(sum, other));
            if keys.len() == 4 * most {
                floor = keep_best(keys, most);
            }
        }
        keep_best(keys, most);
        keys.sort_unstable_by(|a, b| b.cmp(a));
        let mut list = List {
            met: Vec::with_capacity(keys.len()),
            is_cut,
        };
        self.cosines(article, own, keys, |key, cosine| {
            let article = self.order.article(*key);
            list.met.push(Met {
                article,
                sum: (key >> 32) as u32,
                cosine: cosine(article),
            });
        });
        list
    }
}

/// The strong terms of every article, with their weights as whole numbers.
fn strong(vectors: &Vectors, reach: Reach) -> Rows {
    let is_small = vectors.total <= octaves(reach.small);
    let row = |row: &Vec<(u32, f32)>| {
        let is_rare = |term: u32| is_small || vectors.steps[term as usize] >= reach.rare;
        let mut row: Vec<(u32, f32)> = row
            .iter()
            .copied()
            .filter(|(term, _)| is_rare(*term))
            .collect();
        if !is_small && row.len() > reach.strong {
            row.select_nth_unstable_by(reach.strong, |a, b| {
                b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
            });
            row.truncate(reach.strong);
        }
        let whole = |(term, weight): (u32, f32)| (term, (weight * UNIT).round().max(1.0) as u16);
        row.into_iter().map(whole).collect()
    };
    let rows: Vec<Vec<(u32, u16)>> = vectors.rows.par_iter().map(row).collect();
    let mut out = Rows {
        starts: vec![0],
        cells: Vec::with_capacity(rows.iter().map(Vec::len).sum()),
    };
    for row in rows {
        out.cells.extend(row);
        out.starts.push(out.cells.len() as u32);
    }
    out
}

/// Leaves the `most` best keys, in no order; gives the sum of the last of them.
fn keep_best(keys: &mut Vec<u64>, most: usize) -> u32 {
    if keys.len() <= most {
        return 0;
    }
    let (_, last, _) = keys.select_nth_unstable_by(most - 1, |a, b| b.cmp(a));
    let last = (*last >> 32) as u32;
    keys.truncate(most);
    last
}
