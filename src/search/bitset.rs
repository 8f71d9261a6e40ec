//! A set of articles, one bit each: conjunction, disjunction and negation are a few machine words per thousand articles.

/// A set of numbers below a fixed size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BitSet {
    words: Vec<u64>,
    size: u32,
}

impl BitSet {
    /// The set without members.
    pub fn empty(size: u32) -> BitSet {
        BitSet {
            words: vec![0; size.div_ceil(64) as usize],
            size,
        }
    }

    /// The set of all numbers below `size`.
    pub fn full(size: u32) -> BitSet {
        let mut set = BitSet {
            words: vec![u64::MAX; size.div_ceil(64) as usize],
            size,
        };
        if let (Some(last), rest @ 1..) = (set.words.last_mut(), size % 64) {
            *last = (1 << rest) - 1;
        }
        set
    }

    /// Adds a number; one beyond the size is ignored.
    pub fn insert(&mut self, number: u32) {
        if number < self.size {
            self.words[(number / 64) as usize] |= 1 << (number % 64);
        }
    }

    /// How many members.
    pub fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// Keeps what is also in `other`.
    pub fn and(&mut self, other: &BitSet) {
        self.words
            .iter_mut()
            .zip(&other.words)
            .for_each(|(a, b)| *a &= b);
    }

    /// Adds what is in `other`.
    pub fn or(&mut self, other: &BitSet) {
        self.words
            .iter_mut()
            .zip(&other.words)
            .for_each(|(a, b)| *a |= b);
    }

    /// Removes what is in `other`.
    pub fn without(&mut self, other: &BitSet) {
        self.words
            .iter_mut()
            .zip(&other.words)
            .for_each(|(a, b)| *a &= !b);
    }

    /// The members in rising order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(i, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                (left != 0).then(|| {
                    let bit = left.trailing_zeros();
                    left &= left - 1;
                    i as u32 * 64 + bit
                })
            })
        })
    }
}
