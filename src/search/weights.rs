//! Where ranking is decided: every constant that moves a hit up or down, and nothing else.
//!
//! The score of an article is the sum over the words of the query of *weight of the word* × *impact of the word in the
//! article*, more with [`COVERAGE`] and with closeness ([`PROXIMITY_SHARE`]). The impact is BM25F's saturated term
//! frequency (Robertson, Zaragoza, Taylor: "Simple BM25 extension to multiple weighted fields", CIKM 2004), worked out when
//! the index is built and kept as a small whole number ("impact ordering": Anh and Moffat, SIGIR 2002). None of the values
//! is fitted to a collection.
//!
//! What parts of it buy, in nDCG@10 (`examples/relevance.rs`): on full questions and on three words of each, and, with a
//! thousand or two of headlines, on finding the text that one stood over. Neighbours help whoever asks about a subject and
//! hinder whoever looks for one article, whom coverage and closeness help.
//!
//! | | Cranfield | three words | MEDLINE | three words | headlines of news | titles in Cranfield |
//! |---|---:|---:|---:|---:|---:|---:|
//! | words alone | 0.398 | 0.250 | 0.723 | 0.478 | 0.739 | 0.707 |
//! | neighbours | 0.422 | 0.277 | 0.757 | 0.508 | 0.733 | 0.697 |
//! | neighbours and coverage | 0.422 | 0.277 | 0.754 | 0.509 | 0.735 | 0.705 |
//! | and closeness | 0.422 | 0.278 | 0.750 | 0.509 | 0.738 | 0.717 |
//!
//! A plain BM25 finds 0.736 and 0.722 of the headlines. A larger say of the neighbours, 8 instead of 6, gives 0.428 and
//! 0.752, and 0.730 and 0.700 of headlines. Asking a repeated word once gave MEDLINE 0.729 instead of 0.698.

use super::FieldKind;

/// How much one occurrence in a field counts. 0 leaves the field out of ranking; twice the weight is as good as two
/// occurrences.
pub const FIELD_WEIGHTS: [f32; 8] = [
    2.5, // title: short, chosen by the publisher
    1.5, // key points: chosen by the writer
    1.0, // report
    0.7, // opinion: about the report, and often alike from article to article
    0.5, // action
    0.4, // to-do: much boilerplate
    1.0, // names
    0.5, // other
];

/// How strongly the length of a field discounts an occurrence: 0 not at all, 1 in full proportion.
pub const LENGTH_NORMS: [f32; 8] = [0.5, 0.5, 0.75, 0.75, 0.75, 0.75, 0.5, 0.75];

/// How fast repetition stops counting: 0 at once (presence only), large values never.
pub const SATURATION: f32 = 1.5;

/// The largest impact. More levels rank finer and cost bits; from 10 to 16 none can be told from another by nDCG: means over
/// Cranfield and MEDLINE, full questions and three words, are 0.490, 0.490, 0.488, 0.492 and 0.489 for 10, 11, 12, 14 and 16,
/// and 0.486 for 8.
pub const TOP_LEVEL: u8 = 11;

/// How many similar articles have a say in an article's impacts (see [`super::neighbour`]). 0: none; many: the say of
/// articles that are not similar.
pub const NEIGHBOURS: usize = 8;

/// Their say, in sixteenths. 0: every article speaks for itself; 16: only its neighbours speak.
pub const NEIGHBOUR_SHARE: u32 = 6;

/// Similarity looks at this many of an article's strongest words. The rest is mentioned in passing.
pub const NEIGHBOUR_WORDS: usize = 32;

/// A word that is among the strongest of more articles than this, and than one in 64, makes none similar: following it
/// would take long and say little.
pub const NEIGHBOUR_LIST: usize = 1024;

/// The fixed point of a word's weight: inverse document frequency × this, as a whole number.
pub const UNIT: u32 = 256;

/// Continuations are looked up until they have this many articles together: a beginning that so many have says little, and
/// every list is to be fetched and read between two keys.
pub const MAX_CONTINUED_ARTICLES: u32 = 20_000;

/// How many of the continuations in so many articles each, the most frequent first, are looked up; the first in any case.
pub fn continuations_within(frequencies: &[u32]) -> usize {
    let mut sum = 0u32;
    let fits = |frequency: &&u32| {
        sum = sum.saturating_add(**frequency);
        sum <= MAX_CONTINUED_ARTICLES
    };
    frequencies.iter().take_while(fits).count().max(1)
}

/// Closeness of a word itself, in sixteenths; expansions are below it.
pub const CLOSE_EXACT: u16 = 16;

/// Closeness of a word of which only the beginning was typed. 16 would rank every continuation like the word itself.
pub const CLOSE_PREFIX: u16 = 14;

/// Closeness of a continuation that has `support` of the `most` that any has: the square root, since the support of a word
/// grows with its frequency twice over.
pub fn continuation(support: u64, most: u64) -> u16 {
    let square = u64::from(CLOSE_PREFIX).pow(2);
    match (square * support).checked_div(most) {
        Some(share) => (share.isqrt() as u16).max(1),
        None => CLOSE_PREFIX,
    }
}

/// Closeness of the words offered for one that the archive does not have, the best offer first.
pub const CLOSE_CORRECTED: [u16; 3] = [12, 6, 4];

/// How many continuations of a half-typed word are looked up, the most frequent first. Each is a list to fetch.
pub const MAX_CONTINUATIONS: usize = 16;

/// The same when what was typed is a word already: then only continuations in more articles than it are likely.
pub const MAX_CONTINUATIONS_OF_A_WORD: usize = 4;

/// The fewest characters that are continued: fewer begin too many words to mean any.
pub const MIN_PREFIX_CHARS: usize = 3;

/// How many articles must have every loose word for the others to be left out. 0: one missing word empties the list;
/// large values: every list is padded with half matches.
pub const ENOUGH_STRICT_HITS: u32 = 10;

/// The most loose words that are asked for together. More are a question, and no answer repeats a whole question.
pub const MAX_STRICT_WORDS: usize = 3;

/// The share, in sixteenths of the words' weight, an article must have when it need not have all of it. 0: any word will
/// do; 16: all of them.
pub const RELAXED_SHARE: u32 = 1;

/// How many of the best articles are put in order again by the closeness of words. 0 leaves closeness out.
pub const PROXIMITY_DEPTH: usize = 50;

/// The most words of a query whose closeness is looked at.
pub const PROXIMITY_WORDS: usize = 12;

/// Archives of more articles are ranked without closeness: the places of the words would more than double what a query
/// fetches, for what the table above shows. In smaller ones places are in small files, or in the one there is.
pub const PROXIMITY_ARTICLES: u32 = 4_096;

/// Words farther apart than this many tokens do not belong together.
pub const PROXIMITY_REACH: u32 = 8;

/// What two neighbouring words of the query gain an article when they stand side by side, as a share of the most that
/// the less telling of them can give, in sixteenths. Halved at two tokens, a third at three, and so on.
pub const PROXIMITY_SHARE: u32 = 2;

/// The gain for two words of which the less telling has `weight`, `distance` tokens apart, at least 1.
pub fn proximity(weight: u32, distance: u32) -> u32 {
    if distance > PROXIMITY_REACH {
        return 0;
    }
    weight * u32::from(CLOSE_EXACT) * u32::from(TOP_LEVEL) / 16 * PROXIMITY_SHARE / distance.max(1)
}

/// What having every word of the query adds to a score, in sixteenths of it; who has some of them gains in proportion to
/// what these weigh. 0: words said often make up for others that are missing, and a headline does not find its own article;
/// large values: only how many words an article has counts (the "coordination level" of Cleverdon, "The Cranfield tests on
/// index language devices", Aslib Proceedings 1967).
pub const COVERAGE: u64 = 4;

/// A score with what it adds to have words that weigh `share` of `total`.
pub fn covering(score: u32, share: u32, total: u32) -> u32 {
    let gain = u64::from(score) * COVERAGE * u64::from(share) / (16 * u64::from(total.max(1)));
    score.saturating_add(gain as u32)
}

/// What being the newest article adds to a score, in sixteenths of it; others gain in proportion to how many articles are
/// older than they are. 0: of two equal scores the newer is first, and age says nothing else. That is how archives are asked,
/// and collections without dates lose from anything more; 2 suits a site whose readers want the news.
pub const FRESHNESS: u64 = 0;

/// A score with what being new adds, for the article that so many of `count` are older than.
pub fn fresh(score: u32, older: u32, count: u32) -> u32 {
    let gain = u64::from(score) * FRESHNESS * u64::from(older) / (16 * u64::from(count.max(1)));
    score.saturating_add(gain as u32)
}

/// The weight of a field's occurrences.
pub fn field_weight(kind: FieldKind) -> f32 {
    FIELD_WEIGHTS[kind as usize]
}

/// How telling a word is that `frequency` of `count` articles have, in [`UNIT`]ths: the inverse document frequency of
/// BM25 in the form that is never negative, at least 1.
pub fn word_weight(frequency: u32, count: u32) -> u32 {
    let (df, n) = (f64::from(frequency.min(count)), f64::from(count));
    let idf = ln(1.0 + (n - df + 0.5) / (df + 0.5));
    ((idf * f64::from(UNIT)).round() as u32).max(1)
}

/// The natural logarithm by additions and multiplications only, so that a browser and a server agree to the last bit,
/// which their mathematical libraries do not promise. For finite values from 1 upward.
fn ln(value: f64) -> f64 {
    let bits = value.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64 - 1023;
    let mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    // ln m = 2 artanh((m - 1) / (m + 1)), whose argument is at most 1/3 here.
    let z = (mantissa - 1.0) / (mantissa + 1.0);
    let square = z * z;
    let mut power = z;
    let mut sum = 0.0;
    for odd in 0..20 {
        sum += power / f64::from(2 * odd + 1);
        power *= square;
    }
    2.0 * sum + exponent as f64 * std::f64::consts::LN_2
}

/// An average length rounded to a coarse geometric grid, so that a few new articles do not move every impact of the index.
pub fn steady_average(total: u64, fields: u64) -> f32 {
    if fields == 0 {
        return 1.0;
    }
    let average = (total as f64 / fields as f64).max(1.0);
    let mut step = 1.0;
    while step * 1.25 <= average {
        step *= 1.25;
    }
    step as f32
}

/// The impact of a word from its occurrences `counts` and the lengths of the fields, both by field number, in 255ths of
/// the most that any number of occurrences can give; at least 1.
pub fn impact(counts: &[u32; 8], lengths: &[u32; 8], averages: &[f32; 8]) -> u8 {
    let mut frequency = 0.0f32;
    for field in 0..8 {
        if counts[field] > 0 {
            let ratio = lengths[field] as f32 / averages[field].max(1.0);
            let norm = 1.0 - LENGTH_NORMS[field] + LENGTH_NORMS[field] * ratio;
            frequency += FIELD_WEIGHTS[field] * counts[field] as f32 / norm;
        }
    }
    let saturated = frequency / (SATURATION + frequency);
    ((saturated * 255.0).round() as u8).max(1)
}

/// An impact drawn towards the mean of its neighbours', whose sum is `sum`, of a word in `frequency` articles. A neighbour
/// that has no such word, or is missing, counts as nought; but no more neighbours are asked than can have the word: what
/// one article alone says is what it is found by, and not said in passing. All in 255ths.
pub fn smoothed(own: u8, sum: u32, frequency: u32) -> u8 {
    let count = frequency.saturating_sub(1).min(NEIGHBOURS as u32);
    if count == 0 {
        return own;
    }
    let parts = u32::from(own) * count * (16 - NEIGHBOUR_SHARE) + sum * NEIGHBOUR_SHARE;
    ((parts + count * 8) / (count * 16)).min(255) as u8
}

/// The level at which an impact is listed, 1 to [`TOP_LEVEL`].
pub fn level(impact: u8) -> u8 {
    let level = (u32::from(impact) * u32::from(TOP_LEVEL) + 127) / 255;
    (level as u8).max(1)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_logarithm_is_a_logarithm() {
        for value in [1.0f64, 1.5, 2.0, 2.75, 10.0, 12345.678, 1e9] {
            assert!((super::ln(value) - value.ln()).abs() < 1e-12, "{value}");
        }
    }

    #[test]
    fn rarer_words_weigh_more() {
        assert!(super::word_weight(1, 1000) > super::word_weight(10, 1000));
        assert_eq!(super::word_weight(5, 0), super::word_weight(0, 0));
    }
}
