//! What stands around an article: what it lists itself, what is near it, and the next newer and older one.

use std::collections::{BTreeMap, BTreeSet};

use crate::wire::{Around, FileName, Neighbour};

use super::super::suggest::{Links, same_headline};
use super::Corpus;

/// What stands around the articles of a corpus, worked out one at a time: together it would be larger than the articles.
#[derive(Debug)]
pub struct Surroundings<'a> {
    corpus: &'a Corpus,
    links: &'a Links,
    files: &'a [FileName],
    /// Positions of articles by title, and by slug where that is nobody's title.
    by_name: BTreeMap<&'a str, usize>,
}

impl<'a> Surroundings<'a> {
    /// `files` by position.
    pub fn new(corpus: &'a Corpus, links: &'a Links, files: &'a [FileName]) -> Surroundings<'a> {
        let mut by_name = BTreeMap::new();
        for (at, draft) in corpus.drafts.iter().enumerate() {
            // Of several with one title the newest is meant.
            by_name.entry(draft.article.title.as_str()).or_insert(at);
        }
        for (at, draft) in corpus.drafts.iter().enumerate() {
            by_name.entry(draft.article.slug.as_str()).or_insert(at);
        }
        Surroundings {
            corpus,
            links,
            files,
            by_name,
        }
    }

    fn neighbour(&self, at: usize, reason: &str) -> Neighbour {
        Neighbour {
            title: self.corpus.drafts[at].article.title.clone(),
            article: Some(Box::new(self.corpus.brief(at, &self.files[at]))),
            reason: reason.to_owned(),
        }
    }

    /// What stands around the article at a position.
    pub fn of(&self, at: usize) -> Around {
        let Surroundings {
            corpus,
            links,
            files,
            ..
        } = self;
        let own = links.story_of[at];
        let mut shown = BTreeSet::from([at]);
        let mut told: BTreeSet<usize> = own.into_iter().collect();
        let mut listed: Vec<Neighbour> = Vec::new();
        for title in &corpus.drafts[at].listed {
            if listed
                .iter()
                .any(|other| same_headline(&other.title, title))
            {
                continue;
            }
            match self.by_name.get(title.as_str()) {
                Some(&other) => {
                    let again = links.story_of[other].is_some_and(|story| !told.insert(story));
                    if !again && shown.insert(other) {
                        listed.push(self.neighbour(other, ""));
                    }
                }
                None => listed.push(Neighbour {
                    title: title.clone(),
                    article: None,
                    reason: String::new(),
                }),
            }
        }
        let is_new = |(other, _): &&(usize, String)| {
            !shown.contains(other)
                && links.story_of[*other].is_none_or(|story| !told.contains(&story))
        };
        let related = links.suggested[at]
            .iter()
            .filter(is_new)
            .map(|(other, reason)| self.neighbour(*other, reason))
            .collect();
        Around {
            story: own.map(|story| corpus.fold(links, story, &links.stories[story], at, files)),
            listed,
            related,
            newer: at.checked_sub(1).map(|other| self.neighbour(other, "")),
            older: (at + 1 < corpus.drafts.len()).then(|| self.neighbour(at + 1, "")),
        }
    }
}
