//! Measures the engine on a public test collection: indexes `docs.jsonl` and writes ranked runs for a scoring script.
//!
//! `relevance DOCS.jsonl [QUERIES.jsonl RUN.txt]...` — documents are `{"id","title","text"}`, queries `{"id","text"}`; a run has
//! lines `query-id Q0 doc-id rank score tag`. `relevance --headlines DOCS.jsonl` prints how well the titles find their own
//! texts, which are indexed without them. `relevance --related DOCS.jsonl` prints the share of the ten suggestions that
//! have a label in common with their article, of proposed labels that are right, and what ten more articles cost.

use dovecote::related;
use dovecote::search::builder::{IndexFiles, Options, build};
use dovecote::search::request::{Detail, Hit, Request};
use dovecote::search::service::{Outcome, Service};
use dovecote::search::{Entry, FieldKind};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::time::{Duration, Instant};

type Answer<T> = Result<T, Box<dyn Error>>;

fn main() -> Answer<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--related", docs] => suggestions(docs),
        ["--headlines", docs] => headlines(docs),
        [docs, ref runs @ ..] => search(docs, runs),
        [] => Err("usage: relevance DOCS.jsonl [QUERIES.jsonl RUN.txt]...".into()),
    }
}

fn lines(path: &str) -> Answer<Vec<serde_json::Value>> {
    let text = std::fs::read_to_string(path)?;
    Ok(text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?)
}

fn text_of(value: &serde_json::Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

/// Identifier, title and text of each document.
fn texts(docs: &[serde_json::Value]) -> Vec<[String; 3]> {
    let texts = |doc| ["id", "title", "text"].map(|key| text_of(doc, key));
    docs.iter().map(texts).collect()
}

fn search(docs: &str, runs: &[&str]) -> Answer<()> {
    let texts = texts(&lines(docs)?);
    let begun = Instant::now();
    let mut engine = Engine::new(&texts)?;
    let Engine { root, files, .. } = &engine;
    println!(
        "{} articles in {:.1?}: root {} bytes, {} files, {} bytes",
        texts.len(),
        begun.elapsed(),
        root.len(),
        files.len(),
        files.values().map(Vec::len).sum::<usize>()
    );
    for pair in runs.chunks_exact(2) {
        let queries = lines(pair[0])?;
        let mut out = String::new();
        let mut times = Vec::new();
        for query in &queries {
            let (hits, time) = engine.ask(&text_of(query, "text"), 1000)?;
            times.push(time);
            for (rank, hit) in hits.iter().enumerate() {
                let [id, ..] = &texts[hit.ordinal as usize];
                writeln!(
                    out,
                    "{} Q0 {id} {} {} dovecote",
                    text_of(query, "id"),
                    rank + 1,
                    hit.score
                )?;
            }
        }
        times.sort();
        let at = |share: usize| {
            times
                .get(times.len() * share / 100)
                .copied()
                .unwrap_or_default()
        };
        println!("{}: median {:.1?}, p95 {:.1?}", pair[0], at(50), at(95));
        std::fs::write(pair[1], out)?;
    }
    Ok(())
}

/// Words without which a text says too little to be found by its headline.
const LEAST_WORDS: usize = 20;

/// How well a headline finds its own text, which does not hold it: nDCG@10 with one relevant document.
fn headlines(docs: &str) -> Answer<()> {
    let mut texts = texts(&lines(docs)?);
    texts.retain_mut(|[_, title, text]| {
        // Abstracts often begin with their title.
        if let Some(rest) = text.strip_prefix(title.as_str()) {
            *text = rest.to_owned();
        }
        text.split_whitespace().count() >= LEAST_WORDS && title.split_whitespace().count() >= 3
    });
    let titles: Vec<String> = texts
        .iter_mut()
        .map(|[_, title, _]| std::mem::take(title))
        .collect();
    let mut engine = Engine::new(&texts)?;
    let mut sum = 0.0;
    for (ordinal, title) in (0..).zip(&titles) {
        let (hits, _) = engine.ask(title, 10)?;
        if let Some(rank) = hits.iter().position(|hit| hit.ordinal == ordinal) {
            sum += 1.0 / (rank as f64 + 2.0).log2();
        }
    }
    println!(
        "{} headlines find their own text with nDCG@10 {:.4}",
        titles.len(),
        sum / titles.len() as f64
    );
    Ok(())
}

/// An index and who answers from it.
struct Engine {
    root: Vec<u8>,
    files: BTreeMap<String, Vec<u8>>,
    service: Service,
}

impl Engine {
    fn new(texts: &[[String; 3]]) -> Answer<Engine> {
        let entries: Vec<Entry<'_>> = (0..)
            .zip(texts)
            .map(|(ordinal, [_, title, text])| Entry {
                ordinal,
                title,
                fields: vec![(FieldKind::Report, text)],
                ..Entry::default()
            })
            .collect();
        let IndexFiles { root, files, .. } = build(&entries, &Options::default());
        Ok(Engine {
            service: Service::open(&root)?,
            root,
            files: files.into_iter().collect(),
        })
    }

    /// The best hits, and how long it took to find them with all files at hand.
    fn ask(&mut self, text: &str, limit: u32) -> Answer<(Vec<Hit>, Duration)> {
        let request = Request {
            text: text.to_owned(),
            limit,
            detail: Detail::Ranking,
            ..Request::default()
        };
        loop {
            let begun = Instant::now();
            match self.service.handle(&request)? {
                Outcome::Ready(response) => return Ok((response.hits, begun.elapsed())),
                Outcome::Need(names) => {
                    for name in names {
                        let bytes = self.files.get(&name).ok_or("an unknown file")?;
                        self.service.supply(&name, bytes.clone())?;
                    }
                }
            }
        }
    }
}

fn suggestions(docs: &str) -> Answer<()> {
    let docs = lines(docs)?;
    let labels: Vec<Vec<&str>> = docs
        .iter()
        .map(|doc| {
            doc["labels"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|label| label.as_str())
                .collect()
        })
        .collect();
    let texts = texts(&docs);
    let begun = Instant::now();
    let entries = entries(&texts, None);
    let aliases = related::Aliases::default();
    let analysis = related::Analysis::new(&entries, &aliases);
    let read = begun.elapsed();
    let near = analysis.candidates(10);
    let took = begun.elapsed();
    let stories = analysis.stories();
    println!(
        "neighbours {read:.1?}, suggestions {:.1?}, {} stories {:.1?}",
        took - read,
        stories.len(),
        begun.elapsed() - took
    );
    let is_shared = |a: usize, b: usize| labels[a].iter().any(|label| labels[b].contains(label));
    let share = |near: &[Vec<related::Candidate>]| {
        let shared = |(own, list): (usize, &Vec<related::Candidate>)| {
            let list = list.iter().take(10);
            list.filter(|c| is_shared(own, c.article as usize)).count()
        };
        let sum: usize = near.iter().enumerate().map(shared).sum();
        sum as f64 / (10 * near.len()) as f64
    };
    let wide = analysis.candidates(48);
    let spread = related::spread(&analysis, &stories, &wide, |_, _| false, 10);
    println!(
        "{} articles in {took:.1?}: {:.4} of ten suggestions share a label, {:.4} of them spread",
        entries.len(),
        share(&near),
        share(&spread)
    );
    // The last ten as if they came after the others.
    let fewer = &entries[..entries.len().saturating_sub(10)];
    let readings = related::Readings::new(fewer, &aliases, None);
    let into = |bytes: &mut Vec<u8>, piece: &[u8]| -> Answer<()> {
        bytes.extend_from_slice(piece);
        Ok(())
    };
    let (mut words, mut traces) = (Vec::new(), Vec::new());
    readings.write_words(|piece| into(&mut words, piece))?;
    readings.write_traces(|piece| into(&mut traces, piece))?;
    let before = related::Analysis::of(fewer, readings, None).remember();
    println!(
        "remembered: {} B of words, {} B of traces, {} B found",
        words.len(),
        traces.len(),
        before.len()
    );
    let begun = Instant::now();
    let (readings, memory) = (
        related::Readings::recall(&words).and_then(|words| words.with_traces(&traces)),
        related::Memory::recall(&before),
    );
    let recalled = begun.elapsed();
    let readings = related::Readings::new(&entries, &aliases, readings);
    let read = begun.elapsed();
    let again = related::Analysis::of(&entries, readings, memory.as_ref());
    println!(
        "after ten more articles: {:.1?} (recalled in {recalled:.1?}, read by {read:.1?}), {}",
        begun.elapsed(),
        if again.candidates(48) == wide && again.stories() == stories {
            "with the same neighbours and stories"
        } else {
            "WITH OTHER NEIGHBOURS OR STORIES"
        }
    );
    drop(again);
    // The labels as categories, for what neighbours propose: an article's own have no vote.
    let labelled = self::entries(&texts, Some(&labels));
    let analysis = related::Analysis::new(&labelled, &aliases);
    let right = |at: &usize| {
        let proposal = related::propose(&analysis, *at);
        proposal.is_some_and(|proposal| labels[*at].contains(&proposal.category))
    };
    let right = (0..labelled.len()).filter(right).count();
    println!(
        "{:.4} of proposed categories are right",
        right as f64 / labelled.len() as f64
    );
    Ok(())
}

fn entries<'a>(
    texts: &'a [[String; 3]],
    labels: Option<&[Vec<&'a str>]>,
) -> Vec<related::Entry<'a>> {
    let entry = |(at, [id, title, text]): (usize, &'a [String; 3])| related::Entry {
        id,
        title,
        categories: labels.map_or_else(Vec::new, |labels| labels[at].clone()),
        instant: None,
        fields: vec![(FieldKind::Report, text)],
    };
    texts.iter().enumerate().map(entry).collect()
}
