//! Measures the engine on a public test collection: indexes `docs.jsonl` and writes ranked runs for a scoring script.
//!
//! `relevance DOCS.jsonl [QUERIES.jsonl RUN.txt]...` — documents are `{"id","title","text"}`, queries `{"id","text"}`; a run has
//! lines `query-id Q0 doc-id rank score tag`. `relevance --related DOCS.jsonl` prints the share of the ten suggestions that
//! have a label in common with their article.

use dovecote::related;
use dovecote::search::builder::{Options, build};
use dovecote::search::request::{Detail, Request};
use dovecote::search::service::{Outcome, Service};
use dovecote::search::{Entry, FieldKind};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::time::Instant;

type Answer<T> = Result<T, Box<dyn Error>>;

fn main() -> Answer<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--related", docs] => suggestions(docs),
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

fn search(docs: &str, runs: &[&str]) -> Answer<()> {
    let docs = lines(docs)?;
    let texts: Vec<[String; 3]> = docs
        .iter()
        .map(|doc| ["id", "title", "text"].map(|key| text_of(doc, key)))
        .collect();
    let entries: Vec<Entry<'_>> = (0..)
        .zip(&texts)
        .map(|(ordinal, [_, title, text])| Entry {
            ordinal,
            title,
            fields: vec![(FieldKind::Report, text)],
            ..Entry::default()
        })
        .collect();
    let begun = Instant::now();
    let index = build(&entries, &Options::default());
    let bytes: usize = index.files.iter().map(|(_, bytes)| bytes.len()).sum();
    println!(
        "{} articles in {:.1?}: root {} bytes, {} files, {bytes} bytes",
        entries.len(),
        begun.elapsed(),
        index.root.len(),
        index.files.len()
    );
    let files: BTreeMap<&str, &[u8]> = index
        .files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let mut service = Service::open(&index.root)?;
    for pair in runs.chunks_exact(2) {
        let queries = lines(pair[0])?;
        let mut out = String::new();
        let mut times = Vec::new();
        for query in &queries {
            let request = Request {
                text: text_of(query, "text"),
                limit: 1000,
                detail: Detail::Ranking,
                ..Request::default()
            };
            let mut begun = Instant::now();
            let response = loop {
                match service.handle(&request)? {
                    Outcome::Ready(response) => break response,
                    Outcome::Need(names) => {
                        for name in names {
                            let bytes = files.get(name.as_str()).ok_or("an unknown file")?;
                            service.supply(&name, bytes.to_vec())?;
                        }
                        begun = Instant::now();
                    }
                }
            };
            times.push(begun.elapsed());
            for (rank, hit) in response.hits.iter().enumerate() {
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
    let texts: Vec<[String; 3]> = docs
        .iter()
        .map(|doc| ["id", "title", "text"].map(|key| text_of(doc, key)))
        .collect();
    let begun = Instant::now();
    let entries: Vec<related::Entry<'_>> = texts
        .iter()
        .map(|[id, title, text]| related::Entry {
            id,
            title,
            categories: Vec::new(),
            instant: None,
            fields: vec![(FieldKind::Report, text)],
        })
        .collect();
    let analysis = related::Analysis::new(&entries);
    let read = begun.elapsed();
    let near = analysis.candidates(10);
    let took = begun.elapsed();
    let (_, stories) = analysis.stories(&related::Aliases::default());
    println!(
        "neighbours {read:.1?}, suggestions {:.1?}, {} stories {:.1?}",
        took - read,
        stories.len(),
        begun.elapsed() - took
    );
    let mut sum = 0.0;
    for (own, list) in labels.iter().zip(&near) {
        let shared = list
            .iter()
            .filter(|c| {
                labels[c.article as usize]
                    .iter()
                    .any(|label| own.contains(label))
            })
            .count();
        sum += shared as f64 / 10.0;
    }
    println!(
        "{} articles in {took:.1?}: {:.4} of ten suggestions share a label",
        entries.len(),
        sum / entries.len() as f64
    );
    Ok(())
}
