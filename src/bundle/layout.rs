//! How are the data of articles laid out so that a host takes all files?
//!
//! An article has four files or five: its page, its data, what stands around it, its twin in plain text, and its picture; and
//! each may have compressed twins. That is best for readers, who fetch what they ask for and nothing else. Some hosts take so
//! many files and no more: there the data of neighbouring articles share a file, a pack, and what is not read goes.

use std::ops::Range;

use super::corpus::Corpus;

/// What becomes of the files of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Articles whose data are in one file.
    pub pack: usize,
    /// Whether each article has a twin in plain text.
    pub has_twins: bool,
    /// Whether each article has a picture of its own, if any has.
    pub has_cards: bool,
    /// Whether compressed twins stand beside the files, if that was asked for.
    pub is_compressed: bool,
}

/// An archive as far as its number of files goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Number of articles.
    pub articles: usize,
    /// Categories and sources: each has feeds of its own.
    pub groups: usize,
    /// Pages of lists and stories: each has data, too.
    pub lists: usize,
    /// Whether pictures of articles were asked for.
    pub has_cards: bool,
    /// Whether compressed twins were asked for.
    pub is_compressed: bool,
}

impl Extent {
    /// That of a corpus with so many `stories`, in lists of `page_size`; neither pictures nor compressed twins.
    pub fn of(corpus: &Corpus, stories: usize, page_size: u32) -> Extent {
        let pages = |articles: usize| articles.div_ceil(page_size.max(1) as usize).max(1);
        let categories = corpus.categories.iter();
        let categories = categories.map(|category| category.articles.len());
        let sources = corpus.sources.iter().map(|source| source.articles.len());
        let groups = categories.len() + sources.len();
        let lists: usize = categories.chain(sources).map(pages).sum();
        Extent {
            articles: corpus.drafts.len(),
            groups,
            lists: lists + pages(corpus.drafts.len()) + stories,
            ..Extent::default()
        }
    }

    /// About how many files it has, rather a few too many: the search index and the directory are not known yet, and take a
    /// file for three articles; and there are always about a hundred others.
    pub fn files(&self, layout: Layout) -> usize {
        let packs = match self.articles.div_ceil(layout.pack) {
            packs if layout.pack > 1 => packs + 1,
            files => files,
        };
        let has_cards = self.has_cards && layout.has_cards;
        let own = 1 + usize::from(layout.has_twins) + usize::from(has_cards);
        let others = self.articles / 3 + 2 * self.lists + 3 * self.groups + 100;
        let is_compressed = self.is_compressed && layout.is_compressed;
        (self.articles * own + 2 * packs + others) * if is_compressed { 3 } else { 1 }
    }
}

impl Layout {
    /// A file for everything.
    pub const FREE: Layout = Layout {
        pack: 1,
        has_twins: true,
        has_cards: true,
        is_compressed: true,
    };

    /// The layout that costs a reader least with no more than `most` files; when there is none, the one with fewest. Hosts that
    /// count files compress by themselves. Who follows a link fetches a pack, and who searches one for each hit: larger ones
    /// come last.
    pub fn within(most: Option<u32>, extent: Extent) -> Layout {
        const BY_COST: [(usize, bool, bool); 12] = [
            (1, true, true),
            (2, true, true),
            (4, true, true),
            (8, true, true),
            (2, false, true),
            (4, false, true),
            (8, false, true),
            (2, false, false),
            (4, false, false),
            (8, false, false),
            (16, false, false),
            (32, false, false),
        ];
        let Some(most) = most else {
            return Layout::FREE;
        };
        let packed = BY_COST.map(|(pack, has_twins, has_cards)| Layout {
            pack,
            has_twins,
            has_cards,
            is_compressed: false,
        });
        let [.., last] = packed;
        let fits = |layout: &Layout| extent.files(*layout) <= most as usize;
        let mut by_cost = std::iter::once(Layout::FREE).chain(packed);
        by_cost.find(fits).unwrap_or(last)
    }

    /// What an editor who asked for few files has to know; nothing when all is there that was asked for.
    pub fn note(&self, extent: Extent) -> Option<String> {
        let mut parts = Vec::new();
        if self.pack > 1 {
            parts.push(format!("{} articles share a file of data", self.pack));
        }
        let mut missing = |is_missing: bool, what: &str| {
            parts.extend(is_missing.then(|| what.to_owned()));
        };
        missing(!self.has_twins, "there is no plain text");
        let has_cards = !extent.has_cards || self.has_cards;
        missing(!has_cards, "articles have no pictures of their own");
        let is_compressed = !extent.is_compressed || self.is_compressed;
        missing(
            !is_compressed,
            "nothing is compressed, which such hosts do by themselves",
        );
        (!parts.is_empty()).then(|| format!("to stay within most_files, {}", parts.join("; ")))
    }

    /// Cuts so many articles, newest first, into those that share a file. They are counted from the oldest: a new one changes
    /// the newest pack only.
    pub fn packs(&self, articles: usize) -> Vec<Range<usize>> {
        let first = articles % self.pack;
        let mut out = Vec::with_capacity(articles / self.pack + 1);
        out.extend((first > 0).then_some(0..first));
        out.extend(
            (first..articles)
                .step_by(self.pack)
                .map(|start| start..start + self.pack),
        );
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(articles: usize) -> Extent {
        Extent {
            articles,
            groups: 90,
            lists: articles / 6,
            ..Extent::default()
        }
    }

    #[test]
    fn no_more_goes_than_the_host_asks_for() {
        assert_eq!(Layout::within(None, extent(1_000_000)), Layout::FREE);
        let within = |articles| {
            let layout = Layout::within(Some(20_000), extent(articles));
            (layout.pack, layout.has_twins)
        };
        assert_eq!(within(4_000), (1, true));
        assert_eq!(within(5_000), (2, true));
        assert_eq!(within(10_000), (8, false));
        assert_eq!(within(100_000), (32, false));
        let all = |articles| Extent {
            has_cards: true,
            is_compressed: true,
            ..extent(articles)
        };
        let within = |articles| Layout::within(Some(20_000), all(articles));
        assert_eq!(within(1_000), Layout::FREE);
        // What such a host does by itself goes first, and pictures last.
        let few = within(3_000);
        assert!(few.pack == 1 && !few.is_compressed && few.has_cards);
        assert!(within(5_000).has_cards && !within(10_000).has_cards);
        assert_eq!(Layout::FREE.note(all(9)), None);
        let note = within(10_000).note(all(10_000)).expect("a note");
        assert!(
            note.contains("8 articles share") && note.contains("pictures"),
            "{note}"
        );
        let note = within(10_000).note(extent(10_000)).expect("a note");
        assert!(
            !note.contains("pictures") && !note.contains("compressed"),
            "{note}"
        );
    }

    #[test]
    fn packs_hold_every_article_once_and_a_new_one_changes_the_newest() {
        for pack in [1, 2, 8] {
            let layout = Layout {
                pack,
                ..Layout::FREE
            };
            for count in 0..30usize {
                let packs = layout.packs(count);
                assert!(packs.iter().cloned().flatten().eq(0..count));
                assert!(packs.iter().skip(1).all(|range| range.len() == pack));
                let from_end = |range: &Range<usize>| count - range.end;
                let more = layout.packs(count + 1);
                let moved = more.iter().rev().zip(packs.iter().rev());
                assert!(moved.clone().all(|(a, b)| count + 1 - a.end == from_end(b)));
            }
        }
    }
}
