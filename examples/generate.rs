//! Writes a generated archive: documents of about 350 words whose vocabulary grows as that of real news does.
//!
//!     generate jsonl COUNT FOLDER       one JSON Lines file
//!     generate markdown COUNT FOLDER    a Markdown file each, in folders by year
//!     generate hostile KIND BYTES FILE  one file that is hard to read: see KINDS
//!
//! The same arguments give the same bytes. Words follow Zipf's law (ranks are about log-uniform) over a vocabulary that
//! grows with the square root of the text so far (Heaps' law with an exponent of a half), and each document is about
//! something: some of its words come from a topic, so that neighbours can be found.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// A small generator of numbers that look random (Marsaglia, "Xorshift RNGs", 2003).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number below `end`.
    fn below(&mut self, end: u32) -> u32 {
        (self.next() * f64::from(end)) as u32
    }
}

/// Words of an average document.
const WORDS: u32 = 350;
/// Topics, each with words of its own.
const TOPICS: u32 = 400;
/// How much of the running text is about the topic.
const ON_TOPIC: f64 = 0.15;

const CATEGORIES: [&str; 12] = [
    "Rivers",
    "Harbours",
    "Grain",
    "Rail",
    "Weather",
    "Schools",
    "Markets",
    "Elections",
    "Courts",
    "Health",
    "Energy",
    "Letters",
];

const FUNCTION_WORDS: [&str; 24] = [
    "the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "on", "with", "as", "it",
    "by", "at", "from", "be", "this", "are", "not", "which", "or", "an",
];

/// A word that looks like one, the same for the same rank.
fn word(rank: u32) -> String {
    const HEADS: [&str; 16] = [
        "b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl",
    ];
    const TAILS: [&str; 16] = [
        "a", "e", "i", "o", "u", "an", "er", "on", "al", "is", "en", "or", "ar", "ing", "ed", "at",
    ];
    if let Some(short) = FUNCTION_WORDS.get(rank as usize) {
        return (*short).to_owned();
    }
    let mut left = rank.wrapping_mul(0x9e37_79b1) >> 4 ^ rank;
    let mut out = String::new();
    for _ in 0..1 + rank.max(1).ilog2() / 5 {
        out.push_str(HEADS[(left & 15) as usize]);
        out.push_str(TAILS[(left >> 4 & 15) as usize]);
        left = left.rotate_right(8);
    }
    out
}

struct Document {
    title: String,
    source: String,
    categories: Vec<&'static str>,
    date: String,
    paragraphs: Vec<String>,
}

/// Document `number` of `count`, newest last.
fn document(number: u32) -> Document {
    let mut numbers = Numbers(0x5eed_0000_0000 + u64::from(number) * 0x9e37_79b9 + 1);
    // The first numbers of near seeds are near one another.
    for _ in 0..8 {
        numbers.next();
    }
    let vocabulary = 4_000.0 + 40.0 * (f64::from(number) * f64::from(WORDS)).sqrt();
    let topic = numbers.below(TOPICS);
    let pick = |numbers: &mut Numbers| {
        let rank = if numbers.next() < ON_TOPIC {
            // Words of a topic are rare elsewhere.
            2_000 + topic * 60 + numbers.below(60)
        } else {
            (vocabulary.powf(numbers.next()) - 1.0) as u32
        };
        word(rank)
    };
    let sentence = |numbers: &mut Numbers, words: u32| {
        let mut out = String::new();
        for at in 0..words {
            let word = pick(numbers);
            if at == 0 {
                let mut letters = word.chars();
                out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                out.push_str(letters.as_str());
            } else {
                out.push(' ');
                out.push_str(&word);
            }
        }
        out
    };
    let title = sentence(&mut numbers, 7);
    let mut paragraphs = Vec::new();
    let mut left = WORDS / 2 + numbers.below(WORDS);
    while left > 0 {
        let mut paragraph = String::new();
        for _ in 0..2 + numbers.below(3) {
            let words = (8 + numbers.below(16)).min(left);
            if words == 0 {
                break;
            }
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(&sentence(&mut numbers, words));
            paragraph.push('.');
            left -= words;
        }
        paragraphs.push(paragraph);
    }
    let host = word(3_000 + numbers.below(80));
    let first = numbers.below(12) as usize;
    let mut categories = vec![CATEGORIES[first]];
    if numbers.next() < 0.3 {
        categories.push(CATEGORIES[(first + 1 + numbers.below(11) as usize) % 12]);
    }
    // Twenty documents a day, from the first of January 2000: no month has more than 28 days here.
    let (day, minute) = (number / 20, number % 20 * 60);
    Document {
        title,
        source: format!("{host}.example"),
        categories,
        date: format!(
            "{}-{:02}-{:02}T{:02}:{:02}:00Z",
            2000 + day / 336,
            1 + day / 28 % 12,
            1 + day % 28,
            minute / 60,
            minute % 60
        ),
        paragraphs,
    }
}

fn json_lines(count: u32, folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let mut out = BufWriter::new(fs::File::create(folder.join("archive.jsonl"))?);
    for number in 0..count {
        let document = document(number);
        // Generated words have nothing that JSON would escape but the line ends between paragraphs.
        writeln!(
            out,
            "{{\"id\":\"d{number}\",\"title\":\"{}\",\"source\":\"{}\",\"date\":\"{}\",\"categories\":[\"{}\"],\"text\":\"{}\"}}",
            document.title,
            document.source,
            document.date,
            document.categories.join("\",\""),
            document.paragraphs.join("\\n\\n"),
        )?;
    }
    out.flush()?;
    Ok(())
}

fn markdown(count: u32, folder: &Path) -> Result<(), Box<dyn Error>> {
    for number in 0..count {
        let document = document(number);
        let year = folder.join(&document.date[..4]);
        fs::create_dir_all(&year)?;
        let mut text = format!(
            "---\ntitle: {}\ndate: {}\nsource: {}\ncategories: [{}]\n---\n\n",
            document.title,
            document.date,
            document.source,
            document.categories.join(", ")
        );
        for (at, paragraph) in document.paragraphs.iter().enumerate() {
            match at % 5 {
                3 => writeln!(
                    text,
                    "## {}\n",
                    paragraph.split('.').next().unwrap_or_default()
                )?,
                4 => writeln!(text, "- **{}**\n", paragraph.replace(". ", ".\n- "))?,
                _ => writeln!(text, "{paragraph}\n")?,
            }
        }
        fs::write(year.join(format!("document-{number:06}.md")), text)?;
    }
    Ok(())
}

/// A name, an extension, and what makes a text of about so many bytes.
type Kind = (&'static str, &'static str, fn(usize) -> String);

/// Texts that a careless reader takes more than linear time for.
#[rustfmt::skip]
const KINDS: [Kind; 14] = [
    ("brackets", "md", |n| "[".repeat(n)),
    ("quotes", "md", |n| format!("# T\n\n{}x\n", "> ".repeat(n / 2))),
    ("stars", "md", |n| format!("# T\n\n{}\n", "*a **b ".repeat(n / 7))),
    ("backticks", "md", |n| format!("# T\n\n{}\n", (1..).scan(0, |sum, i| { *sum += i + 2; (*sum < n).then(|| format!("{} x", "`".repeat(i))) }).collect::<String>())),
    ("tags", "md", |n| format!("# T\n\n{}\n", "{{< ".repeat(n / 4))),
    ("links", "md", |n| format!("# T\n\n{}\n", "[a](b ".repeat(n / 6))),
    ("nested-list", "md", |n| (0..).map(|i| format!("{}- a\n", " ".repeat(i))).scan(0, |sum, line| { *sum += line.len(); (*sum < n).then_some(line) }).collect()),
    ("divs", "html", |n| format!("<html><body><h1>T</h1>{}<p>x", "<div>".repeat(n / 5))),
    ("attributes", "html", |n| format!("<html><body><h1>T</h1><p {}>x</p>", "a=b ".repeat(n / 4))),
    ("entities", "html", |n| format!("<html><body><h1>T</h1><p>{}</p>", "&amp".repeat(n / 4))),
    ("long-line", "txt", |n| format!("T\nA heading\n{}\n", "word ".repeat(n / 5))),
    ("short-lines", "txt", |n| format!("T\n{}", "ab\n".repeat(n / 3))),
    ("dashes", "txt", |n| format!("Logo\nMotto\n\nHome \u{a0} Categories \u{a0} Search\n\nT\n\nwire.example -- Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time\nCategories: One\nT\n\nR.\n\nExpand\n\nSign Our Petition\n\n\nTo Do:\n\n1. **A**: {}\n\n\nSign Our Petition\n\n\nUpdated very often\n", "- **b**: c ".repeat(n / 11))),
    ("json-depth", "jsonl", |n| format!("{{\"title\":\"T\",\"text\":{}", "[".repeat(n))),
];

fn hostile(kind: &str, bytes: usize, file: &Path) -> Result<(), Box<dyn Error>> {
    let (_, _, make) = KINDS
        .iter()
        .find(|(name, _, _)| *name == kind)
        .ok_or("no such kind")?;
    Ok(fs::write(file, make(bytes))?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["jsonl", count, folder] => json_lines(count.parse()?, Path::new(folder)),
        ["markdown", count, folder] => markdown(count.parse()?, Path::new(folder)),
        ["hostile", kind, bytes, file] => hostile(kind, bytes.parse()?, Path::new(file)),
        ["hostile"] => {
            for (name, extension, _) in KINDS {
                println!("{name} {extension}");
            }
            Ok(())
        }
        _ => Err(
            "usage: generate jsonl|markdown COUNT FOLDER, or generate hostile KIND BYTES FILE"
                .into(),
        ),
    }
}
