//! Measures the index of a generated archive: sizes, files, what a cold two-word query fetches, and time per query.
//!
//! `scale ARTICLES [WORDS]` — articles of about WORDS words (145 unless told) drawn from a vocabulary that grows with the
//! archive as that of real news does (Zipf's law with a steady stream of new words). Bytes are before compression.

use dovecote::search::builder::{Options, Texts, build};
use dovecote::search::request::{Detail, Request};
use dovecote::search::service::{Outcome, Service};
use dovecote::search::{Entry, FieldKind};
use std::collections::BTreeMap;
use std::error::Error;
use std::time::{Duration, Instant};

/// A small generator of numbers that look random (Marsaglia, "Xorshift RNGs", 2003).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// The rank of a word: ranks are about log-uniform.
    fn rank(&mut self, vocabulary: f64) -> u32 {
        (vocabulary.powf(self.next()) - 1.0) as u32
    }
}

/// A word that looks like one, the same for the same rank.
fn word(rank: u32) -> String {
    const HEADS: [&str; 16] = [
        "b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl",
    ];
    const TAILS: [&str; 16] = [
        "a", "e", "i", "o", "u", "an", "er", "on", "al", "is", "en", "or", "ar", "ing", "ed", "at",
    ];
    let mut left = rank.wrapping_mul(0x9e37_79b1) >> 4 ^ rank;
    let mut out = String::new();
    for _ in 0..2 + rank.max(1).ilog2() / 7 {
        out.push_str(HEADS[(left & 15) as usize]);
        out.push_str(TAILS[(left >> 4 & 15) as usize]);
        left = left.rotate_right(8);
    }
    out
}

fn text(numbers: &mut Numbers, words: u32, vocabulary: f64) -> String {
    let list: Vec<String> = (0..words).map(|_| word(numbers.rank(vocabulary))).collect();
    list.join(" ")
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1).map(|arg| arg.parse::<u32>());
    let count = args.next().ok_or("usage: scale ARTICLES [WORDS]")??;
    let words = args.next().transpose()?.unwrap_or(145);
    let mut numbers = Numbers(0x5eed);
    let entries: Vec<Entry> = (0..count)
        .map(|i| {
            // Newest first, so the oldest articles know the fewest words.
            let vocabulary = 20_000.0 + 2.0 * f64::from(count - i);
            let title = text(&mut numbers, 9, vocabulary);
            Entry {
                ordinal: i,
                id: format!("article-{i:06}"),
                source: Some(format!("{}.example", word(numbers.rank(60.0)))),
                categories: (0..1 + numbers.rank(3.0))
                    .map(|_| format!("category-{}", numbers.rank(40.0)))
                    .collect(),
                day: Some(20_000 - (i / 20) as i32),
                instant: 0,
                summary: format!(
                    "{{\"slug\":\"article-{i:06}\",\"title\":\"{title}\",\"excerpt\":\"{}\"}}",
                    text(&mut numbers, 22, vocabulary)
                )
                .into_bytes(),
                fields: vec![(FieldKind::Report, text(&mut numbers, words, vocabulary))],
                has_petition: false,
                title,
            }
        })
        .collect();
    let corpus: usize = entries
        .iter()
        .map(|e| e.title.len() + e.fields[0].1.len())
        .sum();
    let number = std::cell::Cell::new(0u32);
    // As long as a content hash, so that the root has its real size.
    let name = |_: &[u8]| {
        number.set(number.get() + 1);
        format!(
            "search-{:043}.bin",
            u64::from(number.get()).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        )
    };
    let begun = Instant::now();
    let index = build(
        &entries,
        &Options {
            texts: Texts::Elsewhere,
            ..Options::default()
        },
        &name,
    );
    let bytes: usize = index.files.iter().map(|(_, bytes)| bytes.len()).sum();
    println!(
        "{count} articles, {corpus} bytes of text; built in {:.1?}",
        begun.elapsed()
    );
    println!(
        "root {} bytes, {} files, {bytes} bytes",
        index.root.len(),
        index.files.len()
    );
    println!("{:?}", index.sizes);
    let files: BTreeMap<&str, &[u8]> = index
        .files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    for (label, low, high) in [
        ("frequent words", 20.0, 300.0),
        ("middling words", 300.0, 3_000.0),
        ("rare words", 3_000.0, 20_000.0),
    ] {
        for detail in [Detail::Ranking, Detail::Summaries, Detail::Full] {
            let mut times: Vec<Duration> = Vec::new();
            let (mut fetched, mut rounds, mut requests) = (0usize, 0usize, 0usize);
            const QUERIES: usize = 30;
            for _ in 0..QUERIES {
                let mut pick = || word((low + numbers.next() * (high - low)) as u32);
                let request = Request {
                    text: format!("{} {}", pick(), pick()),
                    limit: 10,
                    detail,
                    ..Request::default()
                };
                let mut service = Service::open(&index.root)?;
                loop {
                    let begun = Instant::now();
                    match service.handle(&request)? {
                        Outcome::Ready(_) => {
                            times.push(begun.elapsed());
                            break;
                        }
                        Outcome::Need(names) => {
                            rounds += 1;
                            for name in names {
                                let bytes = files.get(name.as_str()).ok_or("an unknown file")?;
                                requests += 1;
                                fetched += bytes.len();
                                service.supply(&name, bytes.to_vec())?;
                            }
                        }
                    }
                }
            }
            times.sort();
            println!(
                "{label}, {detail:?}: {} bytes in {:.1} files, {:.1} rounds; engine median {:.1?}, p95 {:.1?}",
                fetched / QUERIES,
                requests as f64 / QUERIES as f64,
                rounds as f64 / QUERIES as f64,
                times[QUERIES / 2],
                times[QUERIES * 95 / 100]
            );
        }
    }
    Ok(())
}
