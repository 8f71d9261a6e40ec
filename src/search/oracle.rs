//! The engine against a direct reading of its definitions, on generated corpora and queries.
//!
//! Nothing here shares code with the lists, sets or blocks of the index: each article is read word by word for each query.

mod generate;
mod read;

use super::builder::{Options, build};
use super::query::date::calendar;
use super::query::{LAYERS, Node, PETITION, Query, Word, parse, same_name};
use super::request::{Detail, Mode, Request, Response, Sort};
use super::service::{Outcome, Service};
use super::{Entry, segment, weights};
use crate::text::{stem::stem, stop::is_stop};
use generate::{entries, filters, query_text, stories};
use proptest::prelude::*;
use read::{Read, nearest, read};
use std::collections::{BTreeMap, BTreeSet};

/// Whether an article has a meaning of a word where the word must stand.
fn has(word: &Word, sought: &str, article: &Read<'_>) -> bool {
    article
        .forms(word.fields)
        .any(|f| article.stems[f] == sought && (!word.exact || *f == word.form))
}

/// Whether an article has the layer of a bit.
fn has_layer(entry: &Entry<'_>, bit: u8) -> bool {
    let layer = LAYERS.iter().find(|(_, known)| *known == bit).unwrap().0;
    let mut fields = entry.fields.iter();
    fields.any(|(kind, text)| *kind == layer && !text.is_empty())
}

/// Conditions side by side, those in parentheses among them.
fn flat<'q>(nodes: &[&'q Node]) -> Vec<&'q Node> {
    let inner = |node: &&'q Node| match node {
        Node::All(nodes) => flat(&nodes.iter().collect::<Vec<_>>()),
        node => vec![*node],
    };
    nodes.iter().flat_map(inner).collect()
}

/// Stems with their closeness, by form, exactness and whether the word may be unfinished.
type Meanings = BTreeMap<(String, bool, bool), Vec<(String, u16)>>;
/// Hits, counts by category and by year.
type Expected = (Vec<(u32, u32)>, BTreeMap<String, u32>, BTreeMap<i32, u32>);

struct Oracle<'a> {
    articles: Vec<Read<'a>>,
    corrected: std::cell::RefCell<BTreeSet<(String, bool, bool)>>,
    memo: std::cell::RefCell<Meanings>,
    averages: [f32; 8],
    nearest: BTreeMap<u32, Vec<u32>>,
    supports: std::cell::RefCell<BTreeMap<(String, String), u64>>,
    aliases: Vec<Vec<String>>,
}

impl<'a> Oracle<'a> {
    fn new(entries: &'a [Entry<'a>], aliases: &[Vec<String>]) -> Oracle<'a> {
        let articles: Vec<Read<'_>> = entries.iter().map(read).collect();
        let averages = std::array::from_fn(|field| {
            let lengths = articles.iter().map(|article| {
                article
                    .fields
                    .iter()
                    .filter(|(f, _)| *f as usize == field)
                    .map(|(_, forms)| forms.len() as u64)
                    .sum::<u64>()
            });
            let lengths: Vec<u64> = lengths.filter(|length| *length > 0).collect();
            weights::steady_average(lengths.iter().sum(), lengths.len() as u64)
        });
        Oracle {
            nearest: nearest(&articles, &averages),
            supports: Default::default(),
            articles,
            memo: Default::default(),
            corrected: Default::default(),
            averages,
            aliases: aliases.to_vec(),
        }
    }

    /// The stems a word means, with their closeness.
    fn meanings(&self, query: &Query, number: usize) -> Vec<(String, u16)> {
        let word = &query.words[number];
        let key = (word.form.clone(), word.exact, word.prefix);
        if let Some(known) = self.memo.borrow().get(&key) {
            return known.clone();
        }
        let mut forms = vec![word.form.clone()];
        if !word.exact {
            forms.extend(
                self.aliases
                    .iter()
                    .filter(|g| g.contains(&word.form))
                    .flatten()
                    .cloned(),
            );
        }
        let mut out: Vec<(String, u16)> = Vec::new();
        for form in forms {
            if self.frequency(&stem(&form)) > 0
                && out.iter().all(|(known, _)| *known != stem(&form))
            {
                out.push((stem(&form), weights::CLOSE_EXACT));
            }
        }
        if word.prefix && word.form.chars().count() >= weights::MIN_PREFIX_CHARS {
            let mut by_stem: BTreeMap<String, u32> = BTreeMap::new();
            for article in &self.articles {
                let forms: BTreeSet<&String> = article
                    .forms(0xff)
                    .filter(|f| f.starts_with(&word.form))
                    .collect();
                forms
                    .into_iter()
                    .for_each(|form| *by_stem.entry(stem(form)).or_default() += 1);
            }
            let mut list: Vec<(u32, String)> = by_stem
                .into_iter()
                .map(|(stem, count)| (count, stem))
                .collect();
            list.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            let own: u32 = out.iter().map(|(stem, _)| self.frequency(stem)).sum();
            list.retain(|(count, stem)| *count > own && out.iter().all(|(known, _)| known != stem));
            list.truncate(if out.is_empty() {
                weights::MAX_CONTINUATIONS
            } else {
                weights::MAX_CONTINUATIONS_OF_A_WORD
            });
            let counts: Vec<u32> = list.iter().map(|(count, _)| *count).collect();
            list.truncate(weights::continuations_within(&counts));
            out.extend(
                list.into_iter()
                    .map(|(_, stem)| (stem, weights::CLOSE_PREFIX)),
            );
        }
        if out.is_empty() && !word.exact && super::spelling::allowed(word.form.chars().count()) > 0
        {
            for (rank, form) in self.offers(&word.form).into_iter().enumerate() {
                if out.iter().all(|(known, _)| *known != stem(&form)) {
                    out.push((stem(&form), weights::CLOSE_CORRECTED[rank]));
                }
            }
            self.corrected.borrow_mut().insert(key.clone());
        }
        self.memo.borrow_mut().insert(key, out.clone());
        out
    }

    /// Known forms that share their first or last two characters with an unknown one and are few errors away.
    fn offers(&self, asked: &str) -> Vec<String> {
        let letters: Vec<char> = asked.chars().collect();
        let n = letters.len();
        let mut offers = Vec::new();
        let all: BTreeSet<&String> = self.articles.iter().flat_map(|a| a.stems.keys()).collect();
        for form in all {
            let known: Vec<char> = form.chars().collect();
            let m = known.len();
            let near = m >= 3 && (known[..2] == letters[..2] || known[m - 2..] == letters[n - 2..]);
            if let Some(distance) =
                super::spelling::distance(&letters, &known, super::spelling::allowed(n))
                    .filter(|_| near)
            {
                let frequency = self
                    .articles
                    .iter()
                    .filter(|a| a.stems.contains_key(form))
                    .count() as u32;
                offers.push(super::spelling::Offer {
                    form: form.clone(),
                    distance,
                    frequency,
                });
            }
        }
        super::spelling::ranked(asked, offers)
            .into_iter()
            .map(|offer| offer.form)
            .collect()
    }

    fn frequency(&self, sought: &str) -> u32 {
        self.articles
            .iter()
            .filter(|a| a.stems.values().any(|stem| stem == sought))
            .count() as u32
    }

    fn weight(&self, query: &Query, number: usize) -> u32 {
        let count = self.articles.len() as u32;
        let meanings = self.meanings(query, number);
        let sum = |close: &dyn Fn(u16) -> bool| {
            meanings
                .iter()
                .filter(|m| close(m.1))
                .map(|m| self.frequency(&m.0))
                .sum::<u32>()
        };
        let word = &query.words[number];
        if self
            .corrected
            .borrow()
            .contains(&(word.form.clone(), word.exact, word.prefix))
        {
            return weights::word_weight(
                meanings.first().map_or(0, |m| self.frequency(&m.0)),
                count,
            );
        }
        let own = sum(&|close| close == weights::CLOSE_EXACT);
        let most = meanings
            .iter()
            .map(|m| self.frequency(&m.0))
            .max()
            .unwrap_or(0);
        weights::word_weight(if own > 0 { own } else { most }, count)
    }

    fn points(&self, query: &Query, number: usize, article: &Read<'_>) -> u32 {
        let word = &query.words[number];
        let weight = self.weight(query, number);
        let meanings = self.meanings(query, number);
        let support: Vec<u64> = meanings
            .iter()
            .map(|(sought, closeness)| {
                if word.prefix && *closeness == weights::CLOSE_PREFIX {
                    self.support(query, number, sought)
                } else {
                    0
                }
            })
            .collect();
        let most = support.iter().copied().max().unwrap_or(0);
        let points = meanings
            .iter()
            .zip(support)
            .filter_map(|((sought, closeness), support)| {
                if !has(word, sought, article) {
                    return None;
                }
                let closeness = if word.prefix && *closeness == weights::CLOSE_PREFIX {
                    weights::continuation(support, most)
                } else {
                    *closeness
                };
                let telling =
                    weights::word_weight(self.frequency(sought), self.articles.len() as u32)
                        .min(weight);
                Some(telling * u32::from(closeness) * u32::from(self.level(article, sought)))
            });
        points.max().unwrap_or(0)
    }

    /// What the other words give the articles that have one continuation of a half-typed word.
    fn support(&self, query: &Query, number: usize, sought: &str) -> u64 {
        let key = (query.text.clone(), sought.to_owned());
        if let Some(known) = self.supports.borrow().get(&key) {
            return *known;
        }
        let word = &query.words[number];
        let mut others = query.ranking();
        others.retain(|other| *other != number);
        let given = |article: &Read<'_>| {
            let points = others
                .iter()
                .map(|o| u64::from(self.points(query, *o, article)));
            points.sum::<u64>()
        };
        let having = self.articles.iter().filter(|a| has(word, sought, a));
        let support = having.map(given).sum();
        self.supports.borrow_mut().insert(key, support);
        support
    }

    /// The impact of a stem in an article, drawn towards its mean in the nearest articles.
    fn level(&self, article: &Read<'_>, sought: &str) -> u8 {
        let own = article.impact(sought, &self.averages);
        let near = &self.nearest[&article.entry.ordinal];
        let of = |ordinal: &u32| {
            let other = self.articles.iter().find(|a| a.entry.ordinal == *ordinal);
            other.map_or(0, |other| u32::from(other.impact(sought, &self.averages)))
        };
        let frequency = self.known(article, sought);
        weights::level(weights::smoothed(own, near.iter().map(of).sum(), frequency))
    }

    /// In how many articles of its own segment and older ones a stem occurs.
    fn known(&self, article: &Read<'_>, sought: &str) -> u32 {
        let count = self.articles.len() as u32;
        let age = |article: &Read<'_>| count - 1 - article.entry.ordinal;
        let own = age(article);
        let segments = segment::ranges(count);
        let end = segments
            .iter()
            .find(|range| range.contains(&own))
            .unwrap()
            .end;
        let having = |other: &&Read<'_>| other.stems.values().any(|stem| stem == sought);
        let known = self.articles.iter().filter(|other| age(other) < end);
        known.filter(having).count() as u32
    }

    fn holds(&self, query: &Query, node: &Node, article: &Read<'_>) -> bool {
        match node {
            Node::Word(number) => self.points(query, *number, article) > 0,
            Node::Phrase(words, fields) => article
                .fields
                .iter()
                .filter(|(f, _)| fields >> f & 1 == 1)
                .any(|(_, forms)| {
                    let wanted: Vec<&String> =
                        words.iter().map(|w| &query.words[*w].form).collect();
                    forms
                        .windows(wanted.len())
                        .any(|window| window.iter().eq(wanted.iter().copied()))
                }),
            Node::All(nodes) => self.all(query, &nodes.iter().collect::<Vec<_>>(), article),
            Node::Any(nodes) => nodes.iter().any(|node| self.holds(query, node, article)),
            Node::Not(node) => !self.holds(query, node, article),
            Node::Category(asked) => article
                .entry
                .categories
                .iter()
                .any(|slug| same_name(asked, slug)),
            Node::Source(asked) => article
                .entry
                .source
                .as_ref()
                .is_some_and(|host| host.split('.').any(|label| label == asked)),
            Node::Days(from, to) => article
                .entry
                .day
                .is_some_and(|day| from.is_none_or(|f| f <= day) && to.is_none_or(|t| day <= t)),
            Node::Has(PETITION) => article.entry.has_petition,
            Node::Has(bit) => has_layer(article.entry, *bit),
        }
    }

    fn all(&self, query: &Query, nodes: &[&Node], article: &Read<'_>) -> bool {
        let nodes = flat(nodes);
        let mut loose: Vec<usize> = nodes
            .iter()
            .filter_map(|n| {
                if let Node::Word(w) = n {
                    Some(*w)
                } else {
                    None
                }
            })
            .collect();
        if loose.iter().any(|w| !is_stop(&query.words[*w].form)) {
            loose.retain(|w| !is_stop(&query.words[*w].form));
        }
        let required = |article: &Read<'_>| {
            nodes
                .iter()
                .filter(|n| !matches!(n, Node::Word(_)))
                .all(|node| self.holds(query, node, article))
        };
        let has = |word: &usize, article: &Read<'_>| self.points(query, *word, article) > 0;
        let strict =
            |article: &Read<'_>| required(article) && loose.iter().all(|word| has(word, article));
        let enough = self.articles.iter().filter(|a| strict(a)).count() as u32
            >= weights::ENOUGH_STRICT_HITS;
        if loose.len() < 2 || loose.len() <= weights::MAX_STRICT_WORDS && enough {
            return strict(article);
        }
        let (share, total) = self.share(query, &loose, article);
        required(article) && share > 0 && share * 16 >= total * weights::RELAXED_SHARE
    }

    fn score(&self, query: &Query, article: &Read<'_>) -> u32 {
        let ranking = query.ranking();
        let points = ranking.iter().map(|w| self.points(query, *w, article));
        let (share, total) = self.share(query, &ranking, article);
        weights::covering(points.sum(), share, total)
    }

    /// What the words weigh that an article has of some, and what those that any article has.
    fn share(&self, query: &Query, words: &[usize], article: &Read<'_>) -> (u32, u32) {
        let has = |word: &usize, article: &Read<'_>| self.points(query, *word, article) > 0;
        let known = words
            .iter()
            .filter(|w| self.articles.iter().any(|a| has(w, a)));
        let known: Vec<&usize> = known.collect();
        let own = known.iter().filter(|w| has(w, article));
        let weight = |w: &&usize| self.weight(query, **w);
        (own.map(&weight).sum(), known.iter().map(weight).sum())
    }

    /// What neighbouring words of the query gain by standing together.
    fn gain(&self, query: &Query, article: &Read<'_>) -> u32 {
        let telling = |n: &usize| query.words[*n].ranked && !is_stop(&query.words[*n].form);
        let words: Vec<usize> = (0..query.words.len())
            .filter(telling)
            .take(weights::PROXIMITY_WORDS)
            .collect();
        let places = |number: usize| {
            let word = &query.words[number];
            let meant = self.meanings(query, number);
            let mut start = [0u32; 8];
            let mut out = Vec::new();
            for (field, forms) in &article.fields {
                if forms.is_empty() {
                    continue;
                }
                let begin = start[*field as usize];
                let begin = if begin == 0 { 0 } else { begin + 16 };
                for (i, form) in (begin..).zip(forms) {
                    let fits = if word.exact {
                        *form == word.form
                    } else {
                        meant.iter().any(|m| m.0 == article.stems[form])
                    };
                    if fits && word.fields >> field & 1 == 1 {
                        out.push((*field, i));
                    }
                }
                start[*field as usize] = begin + forms.len() as u32;
            }
            out
        };
        let mut gain = 0;
        for pair in words.windows(2) {
            let (a, b) = (places(pair[0]), places(pair[1]));
            let distances = a
                .iter()
                .flat_map(|x| b.iter().filter(|y| x.0 == y.0).map(|y| x.1.abs_diff(y.1)));
            let weight = self.weight(query, pair[0]).min(self.weight(query, pair[1]));
            gain += distances
                .filter(|d| *d > 0)
                .min()
                .map_or(0, |distance| weights::proximity(weight, distance));
        }
        gain
    }

    fn answer(&self, request: &Request) -> Expected {
        let query = parse(&request.text, request.today);
        let nodes: Vec<&Node> = query.parts.iter().map(|part| &part.node).collect();
        let matching: Vec<&Read<'_>> = self
            .articles
            .iter()
            .filter(|a| self.all(&query, &nodes, a))
            .collect();
        let f = &request.filters;
        let has = |e: &Entry<'_>, slug: &String| e.categories.contains(&slug.as_str());
        let by_category = |e: &Entry<'_>| match f.category_mode {
            _ if f.categories.is_empty() => true,
            Mode::Any => f.categories.iter().any(|slug| has(e, slug)),
            Mode::All => f.categories.iter().all(|slug| has(e, slug)),
        };
        let by_source = |e: &Entry<'_>| {
            f.sources.is_empty()
                || e.source
                    .is_some_and(|host| f.sources.iter().any(|source| source == host))
        };
        let open = f.from.is_none() && f.to.is_none();
        let by_day = |e: &Entry<'_>| {
            open || e
                .day
                .is_some_and(|d| f.from.is_none_or(|x| x <= d) && f.to.is_none_or(|x| d <= x))
        };
        let mut categories = BTreeMap::new();
        let mut years = BTreeMap::new();
        let mut hits = Vec::new();
        for article in matching {
            let e = article.entry;
            if by_source(e) && by_day(e) && (f.category_mode == Mode::Any || by_category(e)) {
                e.categories
                    .iter()
                    .for_each(|slug| *categories.entry((*slug).to_owned()).or_insert(0) += 1);
            }
            if let Some(day) = e.day.filter(|_| by_source(e) && by_category(e)) {
                *years.entry(calendar(day).0).or_insert(0) += 1;
            }
            if by_source(e) && by_day(e) && by_category(e) {
                let count = self.articles.len() as u32;
                let score = self.score(&query, article);
                hits.push((
                    e.ordinal,
                    weights::fresh(score, count - 1 - e.ordinal, count),
                ));
            }
        }
        hits.sort_by_key(|(ordinal, score)| (std::cmp::Reverse(*score), *ordinal));
        if request.sort == Sort::Relevance {
            for (ordinal, score) in hits.iter_mut().take(weights::PROXIMITY_DEPTH) {
                let article = self.articles.iter().find(|a| a.entry.ordinal == *ordinal);
                *score += article.map_or(0, |article| self.gain(&query, article));
            }
        }
        match request.sort {
            Sort::Newest => hits.sort(),
            Sort::Oldest => hits.sort_by_key(|(ordinal, _)| std::cmp::Reverse(*ordinal)),
            _ => hits.sort_by_key(|(ordinal, score)| (std::cmp::Reverse(*score), *ordinal)),
        }
        (hits, categories, years)
    }
}

/// Asks the engine, supplying files as it wants them.
pub fn ask(service: &mut Service, files: &[(String, Vec<u8>)], request: &Request) -> Response {
    for _ in 0..20 {
        match service.handle(request).expect("the index is whole") {
            Outcome::Ready(response) => return *response,
            Outcome::Need(names) => {
                assert!(!names.is_empty(), "a round that asks for nothing");
                for name in names {
                    let (_, bytes) = files
                        .iter()
                        .find(|(known, _)| *known == name)
                        .expect("a file of the index");
                    service.supply(&name, bytes.clone()).expect("a whole file");
                }
            }
        }
    }
    panic!("the engine never stops asking");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_equals_a_direct_reading(
        stories in stories(),
        asked in prop::collection::vec((query_text(), filters(), 0usize..3), 1..8),
    ) {
        let entries = entries(&stories);
        let aliases = vec![vec!["kyiv".to_owned(), "kiev".to_owned()]];
        let index = build(&entries, &Options { aliases: aliases.clone() });
        let mut shuffled = entries.clone();
        shuffled.reverse();
        prop_assert_eq!(&index, &build(&shuffled, &Options { aliases: aliases.clone() }));
        let oracle = Oracle::new(&entries, &aliases);
        let mut service = Service::open(&index.root).unwrap();
        for (text, filters, sort) in asked {
            let sort = [Sort::Relevance, Sort::Newest, Sort::Oldest][sort];
            let request = Request { id: 7, text, filters, sort, limit: 100, today: Some(20_000), ..Request::default() };
            let response = ask(&mut service, &index.files, &request);
            let (hits, categories, years) = oracle.answer(&request);
            let found: Vec<(u32, u32)> = response.hits.iter().map(|hit| (hit.ordinal, hit.score)).collect();
            prop_assert_eq!(&found, &hits, "{:?}", request);
            prop_assert_eq!(response.total as usize, hits.len());
            prop_assert_eq!(response.facets.clone().unwrap().categories.into_iter().collect::<BTreeMap<_, _>>(), categories, "{:?}", request);
            let layers = LAYERS.map(|(layer, bit)| {
                let having = hits.iter().filter(|(ordinal, _)| has_layer(&entries[*ordinal as usize], bit));
                (layer, having.count() as u32)
            });
            let telling: Vec<_> = layers.into_iter().filter(|(_, count)| (1..response.total).contains(count)).collect();
            prop_assert_eq!(&response.facets.as_ref().unwrap().layers, &telling, "{:?}", request);
            prop_assert_eq!(response.facets.unwrap().years.into_iter().collect::<BTreeMap<_, _>>(), years, "{:?}", request);
            let page = Request { offset: 2, limit: 3, detail: Detail::Ranking, ..request };
            let part = ask(&mut service, &index.files, &page);
            let part: Vec<(u32, u32)> = part.hits.iter().map(|hit| (hit.ordinal, hit.score)).collect();
            prop_assert_eq!(&part[..], hits.get(2..hits.len().min(5)).unwrap_or_default());
            for hit in &response.hits {
                prop_assert_eq!(&hit.key, &hit.ordinal.to_string().into_bytes());
                let story = &stories[hit.ordinal as usize];
                let passages = super::snippet::passages(&story.title, &story.fields, &response.sought);
                if let Some(snippet) = &passages.snippet {
                    prop_assert!(!snippet.marks.is_empty());
                    prop_assert!(snippet.marks.iter().all(|(a, b)| snippet.text.get(*a as usize..*b as usize).is_some()));
                }
            }
        }
    }
}
