//! What was each segment of an index made of?
//!
//! A segment depends on its own articles and on what older ones say. While these stay as they are, it need not be made again.

use super::bytes::FORMAT_VERSION;
use super::neighbour::Averages;
use super::root::{Root, SegmentRoot};
use sha2::{Digest, Sha256};

/// Half of a SHA-256 of everything that a segment is made of.
pub type Print = [u8; PRINT_BYTES];

/// Bytes of a [`Print`].
const PRINT_BYTES: usize = 16;

/// Half of the hash of what `hash` was told before and of some blocks, each after its length.
pub fn hash_of<'a>(mut hash: Sha256, blocks: impl Iterator<Item = &'a [u8]>) -> Print {
    for block in blocks {
        hash.update((block.len() as u32).to_le_bytes());
        hash.update(block);
    }
    let hash = hash.finalize();
    std::array::from_fn(|at| hash[at])
}

/// What a build of an index leaves for the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// For each segment what it was made of, and what the root says of it.
    segments: Vec<(Print, SegmentRoot)>,
}

impl Made {
    /// What `prints` tell of the segments of `root`, as bytes for [`Made::recall`]: the prints, and the root.
    pub fn write(prints: &[Print], root: &[u8]) -> Vec<u8> {
        let mut out = prints.concat();
        out.extend_from_slice(root);
        out.push(prints.len() as u8);
        out
    }

    /// Reads what [`Made::write`] wrote; nothing when the bytes are something else.
    pub fn recall(bytes: &[u8]) -> Option<Made> {
        let (count, bytes) = bytes.split_last()?;
        let (prints, root) = bytes.split_at_checked(usize::from(*count) * PRINT_BYTES)?;
        let (prints, _) = prints.as_chunks();
        let root = Root::decode(root).ok()?;
        let segments = prints.iter().copied().zip(root.segments);
        Some(Made {
            segments: segments.collect(),
        })
    }

    /// The segment that was made of the same.
    pub fn segment(&self, print: &Print) -> Option<&SegmentRoot> {
        let mut segments = self.segments.iter();
        let (_, segment) = segments.find(|(known, _)| known == print)?;
        Some(segment)
    }
}

/// Prints of the segments of one index, in their order.
pub struct Printer {
    /// Of what all of them are made of so far.
    texts: Sha256,
}

impl Printer {
    /// For an index whose fields are so long.
    pub fn new(averages: &Averages) -> Printer {
        let mut texts = Sha256::new_with_prefix([FORMAT_VERSION]);
        averages
            .iter()
            .for_each(|length| texts.update(length.to_le_bytes()));
        Printer { texts }
    }

    /// The print of a segment from those of its articles' texts, its columns and its keys.
    pub fn next(
        &mut self,
        texts: impl ExactSizeIterator<Item = u128>,
        columns: &[u8],
        keys: &[Vec<u8>],
    ) -> Print {
        // Where segments begin decides, too, how rare a word was.
        self.texts.update((texts.len() as u64).to_le_bytes());
        texts.for_each(|text| self.texts.update(text.to_le_bytes()));
        let blocks = std::iter::once(columns).chain(keys.iter().map(Vec::as_slice));
        hash_of(self.texts.clone(), blocks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::builder::{Earlier, IndexFiles, Options, Read, build_read};
    use crate::search::{Entry, FieldKind};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// The words of an article, and a day.
    type Text = (Vec<u32>, i32);

    /// The index of `texts`, oldest first.
    fn index(texts: &[Text], earlier: Option<&Earlier<'_>>) -> IndexFiles {
        let newest_first: Vec<&Text> = texts.iter().rev().collect();
        let entry = |(ordinal, (words, day)): (usize, &&Text)| Entry {
            ordinal: ordinal as u32,
            day: Some(*day),
            key: words.iter().map(|word| *word as u8).collect(),
            ..Entry::default()
        };
        let entries: Vec<Entry<'_>> = newest_first.iter().enumerate().map(entry).collect();
        let print = |(words, _): &&Text| {
            words.iter().fold(words.len() as u128, |sum, word| {
                sum.wrapping_mul(257) + u128::from(*word)
            })
        };
        let read = Read {
            words: (0..WORDS)
                .map(|word| format!("w{word:02}").into())
                .collect(),
            fields: |ordinal: u32| {
                vec![(FieldKind::Report, newest_first[ordinal as usize].0.clone())]
            },
            prints: newest_first.iter().map(print).collect(),
        };
        build_read(&entries, &Options::default(), read, earlier)
    }

    /// The index of `after`, made where that of `before` stands but for a file, and how many files were made. It is compared
    /// with one that is made of nothing.
    fn again(before: &[Text], after: &[Text], lost: Option<usize>) -> usize {
        let first = index(before, None);
        let made = Made::recall(&first.made).expect("what the first build left");
        let mut there: BTreeMap<String, Vec<u8>> = first.files.into_iter().collect();
        if let Some(lost) = lost {
            let name = there.keys().nth(lost % there.len()).cloned();
            there.remove(&name.expect("a file"));
        }
        let keep = |name: &str| there.contains_key(name);
        let second = index(after, Some(&Earlier { made, keep: &keep }));
        let anew = index(after, None);
        assert_eq!((&second.root, &second.made), (&anew.root, &anew.made));
        let count = second.files.len();
        there.extend(second.files);
        for (name, bytes) in anew.files {
            assert_eq!(there.get(&name), Some(&bytes), "{name}");
        }
        count
    }

    const WORDS: u32 = 40;

    fn texts(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Text>> {
        let text = (prop::collection::vec(0..WORDS, 0..12), 0..9);
        prop::collection::vec(text, count)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn what_an_earlier_build_made_is_what_would_be_made(
            before in texts(250..600),
            new in texts(0..3),
            (at, gone) in (any::<prop::sample::Index>(), 0..3usize),
            lost in prop::option::of(any::<usize>()),
        ) {
            let at = at.index(before.len() - 2);
            let mut after = before.clone();
            after.splice(at..at + gone, new);
            again(&before, &after, lost);
        }
    }

    #[test]
    fn a_segment_is_made_again_when_what_it_is_made_of_changed() {
        let text = |at: u32| (vec![at % WORDS, at * 7 % WORDS, at / 3 % WORDS], 5);
        let before: Vec<Text> = (0..300).map(text).collect();
        let all = index(&before, None).files.len();
        let changed = |change: &dyn Fn(&mut Vec<Text>)| {
            let mut after = before.clone();
            change(&mut after);
            again(&before, &after, None)
        };
        assert_eq!(changed(&|_| ()), 0);
        // The tail is one file, of a newer article and of a changed one.
        assert_eq!(changed(&|texts| texts.push(text(300))), 1);
        assert_eq!(changed(&|texts| texts[299].0.push(1)), 1);
        assert_eq!(changed(&|texts| texts[299].1 = 6), 1);
        // All depends on the oldest; of its day no other segment knows.
        assert_eq!(changed(&|texts| texts[0].0.push(1)), all);
        assert_eq!(changed(&|texts| texts[0].1 = 6), all - 1);
        assert_eq!(again(&before, &before, Some(0)), all - 1);
    }

    #[test]
    fn what_is_no_record_is_not_read() {
        let made = index(&[(vec![1, 2], 3)], None).made;
        assert!(Made::recall(&made).is_some());
        for cut in [0, 1, made.len() / 2, made.len() - 1] {
            assert!(Made::recall(&made[..cut]).is_none(), "{cut}");
        }
    }
}
