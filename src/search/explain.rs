//! Why does a hit have its score?
//!
//! The same lists and weights as for the answer itself, taken apart for one article. For people who change the ranking and
//! for readers who doubt it; it is called by the native program only, so the browser's module does not carry it.

use super::bytes::Corrupt;
use super::column::Columns;
use super::evaluate::{Evaluation, bases};
use super::query::parse;
use super::request::{Hit, Request};
use super::resolve::Expansion;
use super::service::Service;
use super::store::Stop;
use super::weights;

/// What a word of the query gives an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordScore {
    /// The word as folded.
    pub word: String,
    /// The stem that the article was found by.
    pub stem: String,
    /// How the stem comes from the word.
    pub reading: Reading,
    /// In how many articles the stem occurs.
    pub frequency: u32,
    /// How telling it is, in [`weights::UNIT`]ths.
    pub weight: u32,
    /// How close it is to the word, in sixteenths.
    pub closeness: u32,
    /// Its impact in the article, of [`weights::TOP_LEVEL`].
    pub level: u32,
    /// The product of the three.
    pub points: u32,
}

/// How a stem comes from a word of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It is the word's own.
    Itself,
    /// It is that of another spelling of the name.
    Alias,
    /// It goes on where the word stops.
    Continued,
    /// It stands in for a word that the archive does not have.
    Corrected,
}

/// A score taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// What each word gives that the article has, in the order of the query.
    pub words: Vec<WordScore>,
    /// How much of the query it has, by the weight of its words, in hundredths.
    pub coverage: u32,
    /// What it gains for that.
    pub covering: u32,
    /// What it gains since words of the query stand near each other.
    pub near: u32,
    /// How many articles there are.
    pub documents: u32,
}

impl Service {
    /// Takes the score of a hit apart, right after [`Service::handle`] has answered the same request.
    ///
    /// # Errors
    /// When the index contradicts itself, or files of that answer are no longer here.
    pub fn explain(&mut self, request: &Request, hit: &Hit) -> Result<Explanation, Corrupt> {
        self.take_apart(request, hit).map_err(|stop| match stop {
            Stop::Wanted => Corrupt::Truncated,
            Stop::Corrupt(corrupt) => corrupt,
        })
    }

    fn take_apart(&mut self, request: &Request, hit: &Hit) -> Result<Explanation, Stop> {
        let query = parse(&request.text, request.today);
        let expansions = self.expansions(&query)?;
        let (root, store) = self.parts();
        let mut evaluation = Evaluation {
            query: &query,
            expansions: &expansions,
            root,
            columns: &Columns::default(),
            found: Vec::new(),
            near: Vec::new(),
        };
        evaluation.find(store)?;
        let document = root.documents - 1 - hit.ordinal.min(root.documents.saturating_sub(1));
        let mut words = Vec::new();
        for number in query.ranking() {
            let list = &evaluation.found[number].list;
            let Ok(at) = list.binary_search_by_key(&document, |(document, _)| *document) else {
                continue;
            };
            let points = list[at].1;
            // The reading whose list gives these points.
            for expansion in &expansions[number] {
                let Some(level) = evaluation.level(number, expansion, document, store)? else {
                    continue;
                };
                let frequency = expansion.frequency();
                let weight = weights::word_weight(frequency, root.documents)
                    .min(evaluation.found[number].weight);
                let closeness = points / (weight * level).max(1);
                if closeness * weight * level == points && closeness <= 16 {
                    words.push(WordScore {
                        word: query.words[number].form.clone(),
                        stem: expansion.stem.clone(),
                        reading: reading(&query.words[number].form, expansion),
                        frequency,
                        weight,
                        closeness,
                        level,
                        points,
                    });
                    break;
                }
            }
        }
        let (shares, total) = evaluation.shares(&query.ranking());
        let sum: u32 = words.iter().map(|word| word.points).sum();
        let share = shares.get(document as usize).copied().unwrap_or(0);
        let covered = weights::covering(sum, share, total);
        Ok(Explanation {
            coverage: (u64::from(share) * 100 / u64::from(total.max(1))) as u32,
            covering: covered - sum,
            near: hit.score.saturating_sub(covered),
            words,
            documents: root.documents,
        })
    }
}

fn reading(word: &str, expansion: &Expansion) -> Reading {
    if expansion.corrected {
        Reading::Corrected
    } else if expansion.closeness == weights::CLOSE_PREFIX {
        Reading::Continued
    } else if expansion.form == word {
        Reading::Itself
    } else {
        Reading::Alias
    }
}

impl Evaluation<'_> {
    /// The impact of one reading of a word in an article that has it.
    fn level(
        &self,
        number: usize,
        expansion: &Expansion,
        document: u32,
        store: &mut super::store::Store,
    ) -> Result<Option<u32>, Stop> {
        let bases = bases(self.root);
        let mut list = Vec::new();
        for reference in &expansion.lists {
            let base = bases[reference.segment];
            self.read(
                reference,
                base,
                &self.query.words[number],
                1,
                store,
                &mut list,
            )?;
        }
        let found = list.iter().find(|(known, _)| *known == document);
        Ok(found.map(|(_, level)| *level))
    }
}
