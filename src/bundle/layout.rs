//! How are the data of articles laid out so that a host takes all files?
//!
//! An article has four files: its page, its data, what stands around it, and its twin in plain text. That is best for readers,
//! who fetch what they ask for and nothing else. Some hosts take so many files and no more: there the data of neighbouring
//! articles share a file, a pack, and if that does not do, the plain text goes.

use std::fmt::Write as _;

use super::corpus::Corpus;

/// What becomes of the files of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Articles whose data are in one file.
    pub pack: usize,
    /// Whether each article has a twin in plain text.
    pub has_twins: bool,
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
    /// Whether compressed twins stand beside the files.
    pub is_compressed: bool,
}

impl Extent {
    /// That of a corpus with so many `stories`, in lists of `page_size`.
    pub fn of(corpus: &Corpus, stories: usize, page_size: u32, is_compressed: bool) -> Extent {
        let pages = |articles: usize| articles.div_ceil(page_size.max(1) as usize).max(1);
        let categories = corpus
            .categories
            .iter()
            .map(|category| category.articles.len());
        let sources = corpus.sources.iter().map(|source| source.articles.len());
        let groups = categories.len() + sources.len();
        let lists: usize = categories.chain(sources).map(pages).sum();
        Extent {
            articles: corpus.drafts.len(),
            groups,
            lists: lists + pages(corpus.drafts.len()) + stories,
            is_compressed,
        }
    }

    /// About how many files it has, rather a few too many: the search index and the directory are not known yet, and take a
    /// file for three articles; and there are always about a hundred others.
    pub fn files(&self, layout: Layout) -> usize {
        let packs = match self.articles.div_ceil(layout.pack) {
            packs if layout.pack > 1 => packs + 1,
            files => files,
        };
        let own = self.articles * (1 + usize::from(layout.has_twins)) + 2 * packs;
        let others = self.articles / 3 + 2 * self.lists + 3 * self.groups + 100;
        (own + others) * if self.is_compressed { 3 } else { 1 }
    }
}

impl Layout {
    /// A file for everything.
    pub const FREE: Layout = Layout::new(1, true);

    const fn new(pack: usize, has_twins: bool) -> Layout {
        Layout { pack, has_twins }
    }

    /// The layout that costs a reader least with no more than `most` files; when there is none, the one with fewest. Who follows
    /// a link fetches a pack, and who searches one for each hit: larger ones come last.
    pub fn within(most: Option<u32>, extent: Extent) -> Layout {
        const BY_COST: [Layout; 9] = [
            Layout::FREE,
            Layout::new(2, true),
            Layout::new(4, true),
            Layout::new(8, true),
            Layout::new(2, false),
            Layout::new(4, false),
            Layout::new(8, false),
            Layout::new(16, false),
            Layout::new(32, false),
        ];
        let Some(most) = most else {
            return Layout::FREE;
        };
        let fits = |layout: &Layout| extent.files(*layout) <= most as usize;
        let [.., last] = BY_COST;
        BY_COST.into_iter().find(fits).unwrap_or(last)
    }

    /// What an editor who asked for few files has to know; nothing when all is as it is without.
    pub fn note(&self) -> Option<String> {
        if *self == Layout::FREE {
            return None;
        }
        let mut out = format!(
            "to stay within most_files, {} articles share a file of data",
            self.pack
        );
        if !self.has_twins {
            // Writing to a string does not fail.
            let _ = write!(out, ", and none has a twin in plain text");
        }
        Some(out)
    }

    /// Cuts so many articles, newest first, into those that share a file. They are counted from the oldest: a new one changes
    /// the newest pack only.
    pub fn packs(&self, articles: usize) -> Vec<std::ops::Range<usize>> {
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
            is_compressed: false,
        }
    }

    #[test]
    fn no_more_is_packed_than_the_host_asks_for() {
        assert_eq!(Layout::within(None, extent(1_000_000)), Layout::FREE);
        let within = |articles| Layout::within(Some(20_000), extent(articles));
        assert_eq!(within(4_000), Layout::FREE);
        assert_eq!(within(5_000), Layout::new(2, true));
        assert_eq!(within(10_000), Layout::new(8, false));
        assert_eq!(within(100_000), Layout::new(32, false));
        let compressed = Extent {
            is_compressed: true,
            ..extent(4_000)
        };
        assert!(Layout::within(Some(20_000), compressed).pack > 1);
    }

    #[test]
    fn packs_hold_every_article_once_and_a_new_one_changes_the_newest() {
        for pack in [1, 2, 8] {
            let layout = Layout::new(pack, true);
            for count in 0..30usize {
                let packs = layout.packs(count);
                assert!(packs.iter().cloned().flatten().eq(0..count));
                assert!(packs.iter().skip(1).all(|range| range.len() == pack));
                let from_end = |range: &std::ops::Range<usize>| count - range.end;
                let more = layout.packs(count + 1);
                let moved = more.iter().rev().zip(packs.iter().rev());
                assert!(moved.clone().all(|(a, b)| count + 1 - a.end == from_end(b)));
            }
        }
    }
}
