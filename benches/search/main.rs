//! What does search cost, at any size of archive?
//!
//! `cargo bench --bench search [-- ARTICLES ...]` writes the index of a made-up archive of each size (1,000, 10,000 and
//! 100,000 unless told), asks it what readers ask, and prints sizes, bytes fetched and times. `-- --site DIR ARTICLES` puts
//! the index into a folder that `bundler build` wrote, in the place of its own, so that the site can be measured in a browser
//! at that size (`node search-cost.js` in `tests/e2e`). `-- --peers DIR ARTICLES` writes the articles and queries themselves,
//! for `peers.js`, which measures other engines beside ours; `cargo xtask bench search` does all of it. `-- --texts
//! FILE.jsonl ...` says what the index of real texts takes.
//!
//! Bytes "as sent" are those of brotli, or the file's own where that saves little: what a host sends that has compressed
//! twins.

mod world;

use dovecote::search::builder::{IndexFiles, Options, Size, Sizes, build};
use dovecote::search::request::{Detail, Request};
use dovecote::search::service::{Outcome, Service};
use dovecote::search::{Entry, FieldKind};
use dovecote::text::{self, stem::stem};
use dovecote::wire::FileName;
use dovecote::wire::file_name::HASH_BYTES;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};
use world::{Numbers, Story};

/// Queries asked of each archive, each with an engine that has just started.
const QUERIES: usize = 40;
/// Hits on a page.
const LIMIT: u32 = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let mut words = world::WORDS;
    if let [option, count, ..] = &arguments[..]
        && option == "--words"
    {
        words = count.parse()?;
        arguments.drain(..2);
    }
    if let [option, folder, count] = &arguments[..] {
        let folder = Path::new(folder);
        match option.as_str() {
            "--site" => return into_site(folder, count.parse()?, words),
            "--peers" => return for_peers(folder, count.parse()?, words),
            _ => {}
        }
    }
    if let [option, files @ ..] = &arguments[..]
        && option == "--texts"
    {
        return measure_texts(files);
    }
    let sizes: Vec<u32> = if arguments.is_empty() {
        vec![1_000, 10_000, 100_000]
    } else {
        arguments
            .iter()
            .map(|argument| argument.parse())
            .collect::<Result<_, _>>()?
    };
    for count in sizes {
        measure(count, words)?;
    }
    Ok(())
}

fn stories(count: u32, words: u32) -> Vec<Story> {
    let story = |number| {
        let mut story = world::story(number, words);
        story.key = hash(world::article_file(&story).as_bytes());
        story
    };
    (0..count).into_par_iter().map(story).collect()
}

fn entries(stories: &[Story]) -> Vec<Entry<'_>> {
    let count = stories.len() as u32;
    stories.iter().map(|story| story.entry(count)).collect()
}

fn hash(bytes: &[u8]) -> Vec<u8> {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes)[..HASH_BYTES].to_vec()
}

/// The name a bundle gives a file that it finds by its content.
fn named(kind: &str, bytes: &[u8], extension: &str) -> String {
    FileName::new(kind, &hash(bytes), extension)
        .as_str()
        .to_owned()
}

fn measure(count: u32, words: u32) -> Result<(), Box<dyn Error>> {
    println!("\n{count} articles of about {words} words");
    let stories = stories(count, words);
    let index = account(&entries(&stories))?;
    let mut line = Line::new(&index);
    println!(
        "  before typing: {} bytes as sent",
        line.sent_of(&index.root)
    );
    cold(&index, &mut line, &stories, words)?;
    warm(&index, &mut line, count, words)?;
    grown(&index, count, words);
    Ok(())
}

/// What the index of some collections of `{"id","title","text"}` takes, taken together: in real texts words follow each other.
fn measure_texts(files: &[String]) -> Result<(), Box<dyn Error>> {
    let mut texts: Vec<[String; 3]> = Vec::new();
    for file in files {
        for line in fs::read_to_string(file)?.lines() {
            let text: serde_json::Value = serde_json::from_str(line)?;
            texts.push(["id", "title", "text"].map(|key| text[key].as_str().unwrap_or("").into()));
        }
    }
    println!("\n{} texts", texts.len());
    let entries: Vec<Entry<'_>> = (0..)
        .zip(&texts)
        .map(|(ordinal, [id, title, text])| Entry {
            ordinal,
            title,
            key: hash(id.as_bytes()),
            fields: vec![(FieldKind::Report, text)],
            ..Entry::default()
        })
        .collect();
    account(&entries).map(drop)
}

/// Builds an index, and says what it takes.
fn account(entries: &[Entry<'_>]) -> Result<IndexFiles, Box<dyn Error>> {
    let text: usize = entries.iter().map(|entry| text_of(entry).len()).sum();
    let zipped: usize = zipped(entries)?;
    let begun = Instant::now();
    let index = build(entries, &Options::default());
    let took = begun.elapsed();
    let total = index
        .files
        .iter()
        .map(|(_, bytes)| bytes.len())
        .sum::<usize>()
        + index.root.len();
    println!(
        "  text {} kB, gzipped {} kB; index built in {took:.1?}{}",
        text / 1000,
        zipped / 1000,
        peak().map_or(String::new(), |peak| format!(
            ", at most {peak} MB of memory"
        ))
    );
    let share = |bytes: usize| bytes as f64 * 100.0 / zipped.max(1) as f64;
    println!(
        "  index {} kB ({:.1} % of the gzipped text) in {} files",
        total / 1000,
        share(total),
        index.files.len() + 1
    );
    let Sizes {
        dictionary,
        spelling,
        postings,
        positions,
        columns,
        keys,
    } = index.sizes;
    let kinds = [
        (postings, "which articles, how strongly"),
        (positions, "where in them"),
        (dictionary, "words"),
        (spelling, "words by their ends"),
        (columns, "facets"),
        (keys, "keys of articles"),
    ];
    for (Size { bytes, blocks }, kind) in kinds {
        println!(
            "    {:>6} kB {:>5.1} %  {kind}, in {blocks}",
            bytes / 1000,
            share(bytes)
        );
    }
    let floor = floor(entries);
    println!(
        "    {:>6} kB {:>5.1} %  is the least that lists which tell every place of every word can take",
        floor / 1000,
        share(floor)
    );
    Ok(index)
}

fn text_of(entry: &Entry<'_>) -> String {
    let fields = entry.fields.iter().map(|(_, text)| *text);
    let all: Vec<&str> = std::iter::once(entry.title).chain(fields).collect();
    all.join("\n")
}

/// The bytes below which no index with a list for each word can say where all words stand, if words are drawn at random:
/// the logarithm of the number of ways in which the occurrences of a word can be spread over all places (Moffat and
/// Stuiver, "Binary interpolative coding for effective index compression", 2000, compare with the same).
fn floor(entries: &[Entry<'_>]) -> usize {
    let counted = entries.par_iter().map(|entry| {
        let mut counts: HashMap<String, u64> = HashMap::new();
        for term in text::terms(&text_of(entry)) {
            *counts.entry(stem(&term.form)).or_default() += 1;
        }
        counts
    });
    let merge = |mut all: HashMap<String, u64>, some: HashMap<String, u64>| {
        for (word, count) in some {
            *all.entry(word).or_default() += count;
        }
        all
    };
    let counts = counted.reduce(HashMap::new, merge);
    let places: u64 = counts.values().sum();
    let entropy = |share: f64| {
        if share > 0.0 {
            -share * share.log2()
        } else {
            0.0
        }
    };
    let bits_of = |count: u64| {
        let share = count as f64 / places as f64;
        places as f64 * (entropy(share) + entropy(1.0 - share))
    };
    (counts.into_values().map(bits_of).sum::<f64>() / 8.0) as usize
}

/// The bytes of all texts in one gzipped file.
fn zipped(entries: &[Entry<'_>]) -> std::io::Result<usize> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    for entry in entries {
        encoder.write_all(text_of(entry).as_bytes())?;
    }
    Ok(encoder.finish()?.len())
}

/// The most memory this process has held, in megabytes, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace()
        .nth(1)?
        .parse::<u64>()
        .ok()
        .map(|kb| kb / 1000)
}

/// The files, and what each weighs on the line.
struct Line<'a> {
    files: HashMap<&'a str, &'a [u8]>,
    sent: HashMap<String, usize>,
}

impl<'a> Line<'a> {
    fn new(index: &'a IndexFiles) -> Line<'a> {
        let files = index.files.iter();
        Line {
            files: files
                .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
                .collect(),
            sent: HashMap::new(),
        }
    }

    fn sent_of(&self, bytes: &[u8]) -> usize {
        let mut out = Vec::new();
        let mut encoder = brotli::CompressorWriter::new(&mut out, 1 << 16, 8, 22);
        let written = encoder.write_all(bytes);
        drop(encoder);
        match written {
            Ok(()) if out.len() * 20 < bytes.len() * 19 => out.len(),
            _ => bytes.len(),
        }
    }

    fn fetch(&mut self, name: &str) -> Result<(&'a [u8], usize), Box<dyn Error>> {
        let bytes = *self.files.get(name).ok_or("an unknown file")?;
        let sent = match self.sent.get(name) {
            Some(known) => *known,
            None => self.sent_of(bytes),
        };
        self.sent.insert(name.to_owned(), sent);
        Ok((bytes, sent))
    }

    /// Answers a request; gives what was fetched in bytes as sent, files and rounds, the time of the last round, and the hits.
    fn ask(&mut self, service: &mut Service, request: &Request) -> Result<Cost, Box<dyn Error>> {
        let mut cost = Cost::default();
        loop {
            let begun = Instant::now();
            match service.handle(request)? {
                Outcome::Ready(response) => {
                    cost.time = begun.elapsed();
                    cost.hits = response.hits.iter().map(|hit| hit.ordinal).collect();
                    return Ok(cost);
                }
                Outcome::Need(names) => {
                    cost.rounds += 1;
                    for name in names {
                        let (bytes, sent) = self.fetch(&name)?;
                        cost.files += 1;
                        cost.bytes += sent;
                        service.supply(&name, bytes.to_vec())?;
                    }
                }
            }
        }
    }
}

#[derive(Clone, Default)]
struct Cost {
    bytes: usize,
    files: usize,
    rounds: usize,
    time: Duration,
    hits: Vec<u32>,
}

fn request(text: &str, detail: Detail) -> Request {
    Request {
        text: text.to_owned(),
        limit: LIMIT,
        detail,
        ..Request::default()
    }
}

/// Two words asked of an engine that knows only its root.
fn cold(
    index: &IndexFiles,
    line: &mut Line<'_>,
    stories: &[Story],
    words: u32,
) -> Result<(), Box<dyn Error>> {
    let count = stories.len() as u32;
    let root = line.sent_of(&index.root);
    for detail in [Detail::Ranking, Detail::Hits, Detail::Full] {
        let mut numbers = Numbers::new(77);
        let mut costs = Vec::new();
        for _ in 0..QUERIES {
            let text = world::query(&mut numbers, count, words);
            let mut service = Service::open(&index.root)?;
            let mut cost = line.ask(&mut service, &request(&text, detail))?;
            if detail > Detail::Ranking {
                for ordinal in &cost.hits {
                    // The newest is the last story, and number 0 to the index.
                    let story = &stories[(count - 1 - ordinal) as usize];
                    cost.bytes += line.sent_of(world::article_file(story).as_bytes());
                    cost.files += 1;
                }
                cost.rounds += 1;
            }
            costs.push(cost);
        }
        costs.sort_by_key(|cost| cost.bytes);
        let mean = |of: fn(&Cost) -> usize| {
            costs.iter().map(of).sum::<usize>() as f64 / costs.len() as f64
        };
        println!(
            "  cold, {detail:?}: {:.1} kB with the root on average, {:.1} at most; {:.1} files, {:.1} rounds",
            (mean(|cost| cost.bytes) + root as f64) / 1000.0,
            (costs[costs.len() - 1].bytes + root) as f64 / 1000.0,
            mean(|cost| cost.files),
            mean(|cost| cost.rounds)
        );
    }
    Ok(())
}

/// The same words typed letter by letter, asked after each, all files at hand.
fn warm(
    index: &IndexFiles,
    line: &mut Line<'_>,
    count: u32,
    words: u32,
) -> Result<(), Box<dyn Error>> {
    let mut numbers = Numbers::new(78);
    let mut service = Service::open(&index.root)?;
    let mut times = Vec::new();
    for _ in 0..QUERIES {
        let text = world::query(&mut numbers, count, words);
        for end in 1..=text.len() {
            let request = request(&text[..end], Detail::Full);
            line.ask(&mut service, &request)?;
            times.push((
                line.ask(&mut service, &request)?.time,
                text[..end].to_owned(),
            ));
        }
    }
    times.sort();
    let at = |percent: usize| times[times.len() * percent / 100].0;
    println!(
        "  warm, each key: median {:.1?}, p95 {:.1?}, worst {:.1?} ({})",
        at(50),
        at(95),
        times[times.len() - 1].0,
        times[times.len() - 1].1
    );
    Ok(())
}

/// Ten articles more: which share of the index is new?
fn grown(index: &IndexFiles, count: u32, words: u32) {
    let known: HashSet<&str> = index.files.iter().map(|(name, _)| name.as_str()).collect();
    let stories = stories(count + 10, words);
    let next = build(&entries(&stories), &Options::default());
    let total: usize = next.files.iter().map(|(_, bytes)| bytes.len()).sum();
    let new: usize = next
        .files
        .iter()
        .filter(|(name, _)| !known.contains(name.as_str()))
        .map(|(_, bytes)| bytes.len())
        .sum();
    println!(
        "  ten articles more: {:.2} % of the bytes are new",
        (new + next.root.len()) as f64 * 100.0 / (total + next.root.len()) as f64
    );
}

/// Writes articles as lines of JSON, and queries.
fn for_peers(folder: &Path, count: u32, words: u32) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let stories = stories(count, words);
    let line = |(id, entry): (usize, &Entry<'_>)| {
        let text = entry.fields[0].1;
        serde_json::json!({ "id": id, "title": entry.title, "text": text }).to_string()
    };
    let lines: Vec<String> = entries(&stories).iter().enumerate().map(line).collect();
    fs::write(folder.join("stories.jsonl"), lines.join("\n"))?;
    let mut numbers = Numbers::new(77);
    let query = |_| world::query(&mut numbers, count, words);
    let queries: Vec<String> = (0..QUERIES).map(query).collect();
    fs::write(folder.join("queries.json"), serde_json::to_vec(&queries)?)?;
    Ok(())
}

/// Writes the index into a built site, in the place of its own.
fn into_site(site: &Path, count: u32, words: u32) -> Result<(), Box<dyn Error>> {
    let data = site.join("data");
    let path = data.join("manifest.json");
    let mut manifest: serde_json::Value = serde_json::from_slice(&fs::read(&path)?)?;
    for entry in fs::read_dir(&data)? {
        let file = entry?;
        if file.file_name().to_string_lossy().starts_with("search-") {
            fs::remove_file(file.path())?;
        }
    }
    let stories = stories(count, words);
    for story in &stories {
        let article = world::article_file(story);
        fs::write(
            data.join(named("article", article.as_bytes(), "json")),
            article,
        )?;
    }
    let index = build(&entries(&stories), &Options::default());
    let root = named("search", &index.root, "bin");
    for (name, bytes) in index
        .files
        .iter()
        .map(|(name, bytes)| (name, bytes))
        .chain([(&root, &index.root)])
    {
        fs::write(data.join(name), bytes)?;
    }
    // The search page has the root asked for ahead.
    let page = site.join("search/index.html");
    let known = manifest["search"]["root"].as_str().unwrap_or_default();
    fs::write(&page, fs::read_to_string(&page)?.replace(known, &root))?;
    manifest["search"]["root"] = root.into();
    fs::write(&path, serde_json::to_vec(&manifest)?)?;
    Ok(())
}
