//! A made-up archive of news whose words behave as those of real news do.
//!
//! Words follow Zipf's law (their ranks are about log-uniform) over a vocabulary that grows with the square root of the
//! text so far (Heaps' law with an exponent of a half), and each story is about something: some of its words come from a
//! topic, so that stories have neighbours. The same number always gives the same story, so an archive that has grown by
//! ten has the others unchanged.

use dovecote::search::{Entry, FieldKind};

/// Words of an average story unless told: those that the figures of other engines were taken with.
pub const WORDS: u32 = 145;
/// Topics, each with words of its own.
const TOPICS: u32 = 400;
/// How much of the running text is about the topic.
const ON_TOPIC: f64 = 0.15;

/// A small generator of numbers that look random (Marsaglia, "Xorshift RNGs", 2003).
pub struct Numbers(u64);

impl Numbers {
    /// A generator; near seeds give unrelated numbers.
    pub fn new(seed: u32) -> Numbers {
        let mut numbers = Numbers(0x5eed_0000_0000 + u64::from(seed) * 0x9e37_79b9 + 1);
        for _ in 0..8 {
            numbers.next();
        }
        numbers
    }

    /// A number from 0 up to 1.
    pub fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        (self.next() * f64::from(end)) as u32
    }
}

const FUNCTION_WORDS: [&str; 24] = [
    "the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "on", "with", "as", "it",
    "by", "at", "from", "be", "this", "are", "not", "which", "or", "an",
];

/// A word that looks like one, the same for the same rank.
pub fn word(rank: u32) -> String {
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

/// The words known when story `number` is written.
fn vocabulary(number: u32, words: u32) -> f64 {
    4_000.0 + 40.0 * (f64::from(number) * f64::from(words)).sqrt()
}

/// A story that owns its text.
pub struct Story {
    number: u32,
    slug: String,
    title: String,
    text: String,
    host: String,
    categories: Vec<String>,
    day: i32,
    /// What finds its article's file.
    pub key: Vec<u8>,
}

impl Story {
    /// The story as the indexer wants it, in an archive of `count`: the newest is number 0 there.
    pub fn entry(&self, count: u32) -> Entry<'_> {
        Entry {
            ordinal: count - 1 - self.number,
            title: &self.title,
            source: Some(&self.host),
            categories: self.categories.iter().map(String::as_str).collect(),
            day: Some(self.day),
            key: self.key.clone(),
            fields: vec![(FieldKind::Report, &self.text)],
            has_petition: self.number.is_multiple_of(7),
        }
    }
}

/// Story `number`, the oldest first.
pub fn story(number: u32, words: u32) -> Story {
    let mut numbers = Numbers::new(number);
    let vocabulary = vocabulary(number, words);
    let topic = numbers.below(TOPICS);
    let run = |numbers: &mut Numbers, words: u32| {
        let pick = |_| {
            let rank = if numbers.next() < ON_TOPIC {
                // Words of a topic are rare elsewhere.
                2_000 + topic * 60 + numbers.below(60)
            } else {
                (vocabulary.powf(numbers.next()) - 1.0) as u32
            };
            word(rank)
        };
        (0..words).map(pick).collect::<Vec<_>>().join(" ")
    };
    let title = run(&mut numbers, 8);
    let words = words / 2 + numbers.below(words);
    let text = run(&mut numbers, words);
    let host = format!("{}.example", word(3_000 + numbers.below(80)));
    let categories: Vec<String> = (0..1 + numbers.below(2))
        .map(|_| format!("category-{}", numbers.below(40)))
        .collect();
    let day = 20_000 + (number / 20) as i32;
    Story {
        number,
        slug: format!("{}-{number}", title.replace(' ', "-")),
        title,
        text,
        host,
        categories,
        day,
        key: Vec::new(),
    }
}

/// The file of a story's article, as a bundle has it.
pub fn article_file(story: &Story) -> String {
    let (text, host) = (&story.text, &story.host);
    let excerpt: String = text.chars().take(160).collect();
    let categories: Vec<String> = story
        .categories
        .iter()
        .map(|slug| format!("{{\"slug\":\"{slug}\",\"name\":\"{slug}\"}}"))
        .collect();
    format!(
        "{{\"slug\":\"{}\",\"kind\":\"json_lines\",\"title\":\"{}\",\"source\":{{\"name\":\"{host}\",\"host\":true}},\
         \"published\":{{\"at\":\"2025-08-17T00:54:34-04:00\",\"day\":\"2025-08-17\"}},\"categories\":[{}],\
         \"excerpt\":\"{excerpt}\",\"layers\":[{{\"kind\":\"report\",\"blocks\":[{{\"p\":{{\"text\":[{{\"t\":\"{text}\"}}]}}}}]}}],\
         \"minutes\":1,\"seed\":\"archive.jsonl\"}}",
        story.slug,
        story.title,
        categories.join(",")
    )
}

/// Two words that readers of an archive of `count` stories might look for: one from a topic, one from anywhere but the
/// most frequent.
pub fn query(numbers: &mut Numbers, count: u32, words: u32) -> String {
    let topical = 2_000 + numbers.below(TOPICS * 60);
    let (low, high) = (60.0f64, vocabulary(count, words));
    let other = low * (high / low).powf(numbers.next());
    format!("{} {}", word(topical), word(other as u32))
}
