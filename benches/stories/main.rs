//! Measures stories on clusters that are known: events of a made-up world, each told by several sources, among look-alikes
//! (events of the same kind, with the same people, or in the same place). Prints pairwise precision and recall.
//!
//! `cargo bench --bench stories [-- DOCS.jsonl | -- EVENTS]` — with a number, a world of as many events; with a collection of `{"id","title","text"}` lines, variants of its own
//! articles are measured instead. Such a collection may hold reports of one event under several ids, which count as errors.

mod numbers;
mod variant;
mod world;

use std::collections::BTreeMap;
use std::time::Instant;

use dovecote::related::{Aliases, Analysis, Entry};
use dovecote::search::FieldKind;

use numbers::Numbers;
use variant::{Report, merged, respelled, reworded, shortened};
use world::{BODIES, FIRST, KINDS, LAST, PLACES, REGIONS};

/// A report with the event it tells.
struct Article {
    event: usize,
    how: &'static str,
    report: Report,
    instant: i64,
}

fn main() {
    let named = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let sets: Vec<(String, Vec<Article>)> = match named {
        Some(named) => match named.parse() {
            Ok(events) => vec![(format!("{events} events"), made_up(events))],
            Err(_) => vec![(named.clone(), from_collection(&named))],
        },
        None => [60, 400, 3000]
            .map(|events| (format!("{events} events"), made_up(events)))
            .into(),
    };
    for (name, articles) in sets {
        measure(&name, &articles);
    }
}

fn made_up(events: usize) -> Vec<Article> {
    let mut numbers = Numbers(0x0dd_ba11);
    let mut out = Vec::new();
    let mut last: Option<Facts> = None;
    for event in 0..events {
        let mut facts = Facts::new(&mut numbers);
        // Look-alikes: the same kind of event, or the same people, or the same place, within days.
        if let Some(before) = &last {
            match event % 4 {
                1 => facts.kind = before.kind,
                2 => (facts.who, facts.other) = (before.who, before.other),
                3 => {
                    (facts.kind, facts.place, facts.region) =
                        (before.kind, before.place, before.region)
                }
                _ => {}
            }
        }
        let begun = 1_700_000_000 + (event as i64 / 8) * 86_400 + numbers.below(86_400) as i64;
        let first = facts.report(&mut numbers, false);
        let second = facts.report(&mut numbers, true);
        let mut variants = vec![("first", first.clone()), ("retold", second.clone())];
        let mut retitled = first.clone();
        retitled.title = facts.title(&mut numbers);
        for (how, report) in [
            ("copied", first.clone()),
            ("re-headlined", retitled),
            ("shortened", shortened(&first, 0.5)),
            ("reworded", reworded(&first, &mut numbers)),
            ("merged", merged(&first, &second)),
            ("respelled", respelled(&first, &facts.spellings())),
        ] {
            if numbers.below(2) == 0 {
                variants.push((how, report));
            }
        }
        out.extend(variants.into_iter().map(|(how, report)| Article {
            event,
            how,
            report,
            instant: begun + numbers.below(86_400) as i64,
        }));
        last = Some(facts);
    }
    out
}

/// What an event is made of: numbers of rows in the tables of the world.
struct Facts {
    kind: usize,
    place: usize,
    region: usize,
    who: (usize, usize),
    other: (usize, usize),
    body: usize,
    quote: usize,
    figures: [usize; 3],
}

impl Facts {
    fn new(numbers: &mut Numbers) -> Facts {
        let mut person = || (numbers.below(FIRST.len()), numbers.below(LAST.len()));
        let (who, other) = (person(), person());
        Facts {
            kind: numbers.below(KINDS.len()),
            place: numbers.below(PLACES.len()),
            region: numbers.below(REGIONS.len()),
            who,
            other,
            body: numbers.below(BODIES.len()),
            quote: numbers.below(4),
            figures: [
                3 + numbers.below(90),
                100 + numbers.below(800),
                4 + numbers.below(30),
            ],
        }
    }

    fn fill(&self, text: &str, named: &mut BTreeMap<&'static str, bool>) -> String {
        let kind = &KINDS[self.kind];
        let mut out = text.to_owned();
        for (slot, (first, last)) in [("{who}", self.who), ("{other}", self.other)] {
            if out.contains(slot) {
                let whole = format!("{} {}", FIRST[first].0, LAST[last].0);
                let known = named.insert(slot, true).is_some();
                out = out.replace(slot, if known { LAST[last].0 } else { &whole });
            }
        }
        let [n, m, k] = self.figures.map(|n| n.to_string());
        for (slot, words) in [
            ("{place}", PLACES[self.place].0),
            ("{region}", REGIONS[self.region].0),
            ("{body}", BODIES[self.body]),
            ("{quote}", kind.quotes[self.quote]),
            ("{n}", &n),
            ("{m}", &m),
            ("{k}", &k),
        ] {
            out = out.replace(slot, words);
        }
        out
    }

    fn title(&self, numbers: &mut Numbers) -> String {
        self.fill(
            numbers.of::<&str>(KINDS[self.kind].titles),
            &mut BTreeMap::new(),
        )
    }

    /// A report in wordings picked at random; `later` ones tell the middle in another order.
    fn report(&self, numbers: &mut Numbers, later: bool) -> Report {
        let kind = &KINDS[self.kind];
        let mut order: Vec<usize> = (0..kind.sentences.len()).collect();
        if later {
            let at = 1 + numbers.below(order.len() - 1);
            let moved = order.remove(at);
            order.push(moved);
        }
        let mut named = BTreeMap::new();
        let mut sentences: Vec<String> = order
            .into_iter()
            .map(|at| self.fill(numbers.of::<&str>(&kind.sentences[at]), &mut named))
            .collect();
        sentences.push(numbers.of::<&str>(kind.background).to_string());
        Report {
            title: self.title(numbers),
            sentences,
        }
    }

    /// The names of this event as another newsroom spells them.
    fn spellings(&self) -> Vec<(String, String)> {
        [
            PLACES[self.place],
            REGIONS[self.region],
            FIRST[self.who.0],
            LAST[self.who.1],
            FIRST[self.other.0],
            LAST[self.other.1],
        ]
        .map(|(from, to)| (from.to_owned(), to.to_owned()))
        .into()
    }
}

fn from_collection(path: &str) -> Vec<Article> {
    let text = std::fs::read_to_string(path).expect("a file of JSON lines");
    let mut numbers = Numbers(0x0dd_ba11);
    let mut out = Vec::new();
    for (event, line) in text.lines().enumerate() {
        let doc: serde_json::Value = serde_json::from_str(line).expect("a JSON object");
        let field = |key: &str| doc[key].as_str().unwrap_or_default().to_owned();
        let sentences: Vec<String> = field("text")
            .split(". ")
            .map(|s| format!("{}.", s.trim_end_matches('.')))
            .collect();
        let first = Report {
            title: field("title"),
            sentences,
        };
        let mut variants = vec![("first", first.clone())];
        if first.sentences.len() >= 4 && event % 3 == 0 {
            let mut retitled = first.clone();
            retitled.title = first.sentences[1].clone();
            let half = shortened(&first, 0.5);
            variants.extend([
                ("re-headlined", retitled),
                ("shortened", half.clone()),
                ("reworded", reworded(&first, &mut numbers)),
                ("merged", merged(&half, &reworded(&first, &mut numbers))),
            ]);
        }
        let begun = 1_700_000_000 + (event as i64 / 40) * 86_400;
        out.extend(variants.into_iter().map(|(how, report)| Article {
            event,
            how,
            report,
            instant: begun + numbers.below(86_400) as i64,
        }));
    }
    out
}

fn measure(name: &str, articles: &[Article]) {
    let texts: Vec<(String, String)> = (0..)
        .zip(articles)
        .map(|(at, article): (usize, _)| (format!("a{at:07}"), article.report.text()))
        .collect();
    let entries: Vec<Entry<'_>> = articles
        .iter()
        .zip(&texts)
        .map(|(article, (id, text))| Entry {
            id,
            title: &article.report.title,
            categories: Vec::new(),
            instant: Some(article.instant),
            fields: vec![(FieldKind::Report, text)],
        })
        .collect();
    let begun = Instant::now();
    let analysis = Analysis::new(&entries, &Aliases::default());
    let stories = analysis.stories();
    let took = begun.elapsed();
    let mut story_of = vec![None; articles.len()];
    for (number, story) in stories.iter().enumerate() {
        story
            .articles
            .iter()
            .for_each(|at| story_of[*at as usize] = Some(number));
    }
    let (mut found, mut right, mut real) = (0u64, 0u64, 0u64);
    let mut missed: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    let mut events: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    articles
        .iter()
        .enumerate()
        .for_each(|(at, article)| events.entry(article.event).or_default().push(at));
    for members in events.values() {
        for (i, a) in members.iter().enumerate() {
            for b in &members[i + 1..] {
                let together = story_of[*a].is_some() && story_of[*a] == story_of[*b];
                real += 1;
                right += u64::from(together);
                for at in [a, b] {
                    let (of, all) = missed.entry(articles[*at].how).or_default();
                    *of += u64::from(!together);
                    *all += 1;
                }
            }
        }
    }
    for story in &stories {
        let n = story.articles.len() as u64;
        found += n * (n - 1) / 2;
    }
    println!(
        "{name}: {} articles, {} stories in {took:.1?}: precision {:.4}, recall {:.4}",
        articles.len(),
        stories.len(),
        right as f64 / found.max(1) as f64,
        right as f64 / real.max(1) as f64
    );
    let missed: Vec<String> = missed
        .iter()
        .map(|(how, (of, all))| format!("{how} {:.3}", *of as f64 / *all as f64))
        .collect();
    println!("  pairs missed: {}", missed.join(", "));
}
