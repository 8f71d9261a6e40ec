//! What do several reports of one event share, and what does each add?
//!
//! Reports are cut into sentences; two sentences say the same when most of the words of the shorter one that carry a subject
//! are in the other. Quotations are compared word by word (longest common subsequence), so that what one newsroom left out or
//! changed can be shown.

use super::trace::{QUOTE_MIN, quotations};
use crate::text::{fold, stem::stem, stop::is_stop, tokens};

/// Words with a subject that a sentence needs to be compared at all; with fewer, chance decides.
const FEWEST: usize = 3;
/// Share of the shorter sentence's words that the other has when both say the same. Lower: sentences on one person meet;
/// higher: only copies do.
const SAME: f32 = 0.7;
/// The shorter sentence is at least this part of the longer one: a long one says more than a short one.
const LENGTHS: f32 = 0.4;
/// Share of words in common, in order, of two wordings of one quotation.
const SAME_QUOTE: f32 = 0.6;

/// What reports have in common. Numbers are positions among the reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Sentences that two or more have, in the order in which they first occur.
    pub shared: Vec<SharedSentence>,
    /// For each report the sentences nobody else has; what stands side by side in one paragraph stays together.
    pub own: Vec<Vec<String>>,
    /// Quotations that two or more have: each report with its wording, cut into pieces; a piece is marked where the
    /// wordings differ.
    pub quotations: Vec<Vec<(u32, Pieces)>>,
}

/// A text in pieces; true where wordings differ.
pub type Pieces = Vec<(String, bool)>;

/// A sentence of several reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedSentence {
    /// In the words of the first.
    pub text: String,
    /// Who has it, rising.
    pub by: Vec<u32>,
}

/// Compares reports, the first one first.
pub fn compare(reports: &[&str]) -> Comparison {
    struct Group<'a> {
        text: &'a str,
        stems: Vec<String>,
        by: Vec<u32>,
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (report, text) in (0u32..).zip(reports) {
        for sentence in sentences(text) {
            let stems = stems(sentence);
            // What has hardly a word is the same only when it is the same.
            let few = stems.len() < FEWEST;
            let alike = |group: &Group<'_>| {
                if few {
                    f32::from(u8::from(group.text == sentence))
                } else {
                    alike(&group.stems, &stems)
                }
            };
            let best = groups
                .iter_mut()
                .map(|group| (alike(group), group))
                .filter(|(alike, _)| *alike >= SAME)
                .reduce(|best, next| if next.0 > best.0 { next } else { best });
            match best {
                Some((_, group)) => {
                    if group.by.last() != Some(&report) {
                        group.by.push(report);
                    }
                }
                None => groups.push(Group {
                    text: sentence,
                    stems,
                    by: vec![report],
                }),
            }
        }
    }
    let mut comparison = Comparison {
        own: vec![Vec::new(); reports.len()],
        quotations: shared_quotations(reports),
        ..Comparison::default()
    };
    // Where the last own sentence of each report ends.
    let mut ends = vec![0; reports.len()];
    for group in groups {
        match group.by.as_slice() {
            [one] => {
                let one = *one as usize;
                let start = group.text.as_ptr() as usize - reports[one].as_ptr() as usize;
                let between = reports[one].get(ends[one]..start);
                let follows = between.is_some_and(|between| between == " ");
                match comparison.own[one].last_mut().filter(|_| follows) {
                    Some(last) => last.extend([" ", group.text]),
                    None => comparison.own[one].push(group.text.to_owned()),
                }
                ends[one] = start + group.text.len();
            }
            _ => comparison.shared.push(SharedSentence {
                text: group.text.to_owned(),
                by: group.by,
            }),
        }
    }
    comparison
}

/// The sentences of a text: they end with a line, or with a stop that a blank and a capital, figure or opening mark follow.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for line in text.lines() {
        let mut from = 0;
        for (at, c) in line.char_indices() {
            if !matches!(c, '.' | '!' | '?' | '…') {
                continue;
            }
            let after = &line[at + c.len_utf8()..];
            let closing = after.len() - after.trim_start_matches(['"', '”', '’', '»', ')']).len();
            let (end, rest) = (at + c.len_utf8() + closing, &after[closing..]);
            let next = rest.trim_start();
            let begins = next.len() < rest.len()
                && next.starts_with(|c: char| {
                    c.is_uppercase() || c.is_numeric() || "\"“«„(".contains(c)
                });
            if begins && !(c == '.' && abbreviates(&line[from..at])) {
                out.push(line[from..end].trim());
                from = end;
            }
        }
        out.push(line[from..].trim());
    }
    out.retain(|sentence| sentence.contains(char::is_alphanumeric));
    out
}

/// What is written short beside a name, a number or a day.
pub const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Lt", "Col", "Capt", "Sgt", "Sen", "Rep", "Gov",
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "No",
    "vs", "Jr", "Sr", "Rev", "Hon",
];

/// Whether a full stop after `before` belongs to a word rather than to a sentence.
fn abbreviates(before: &str) -> bool {
    let word = before.rsplit([' ', '(', '“', '"']).next().unwrap_or("");
    let initials = word.split('.').all(|part| part.chars().count() == 1);
    TITLES.contains(&word) || initials && word.starts_with(char::is_uppercase)
}

fn stems(sentence: &str) -> Vec<String> {
    let mut stems: Vec<String> = tokens(sentence)
        .map(|token| fold::fold(token.text))
        .filter(|form| !form.is_empty() && !is_stop(form))
        .map(|form| stem(&form))
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

fn alike(a: &[String], b: &[String]) -> f32 {
    let (fewer, more) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if fewer.len() < FEWEST || (fewer.len() as f32) < LENGTHS * more.len() as f32 {
        return 0.0;
    }
    let shared = fewer
        .iter()
        .filter(|stem| more.binary_search(stem).is_ok())
        .count();
    shared as f32 / fewer.len() as f32
}

/// One wording of a quotation.
struct Wording<'a> {
    report: u32,
    text: &'a str,
    /// Folded words with the bytes they stand for.
    words: Vec<(String, usize, usize)>,
}

fn shared_quotations(reports: &[&str]) -> Vec<Vec<(u32, Pieces)>> {
    let mut groups: Vec<Vec<Wording<'_>>> = Vec::new();
    for (report, text) in (0u32..).zip(reports) {
        for (from, to) in quotations(text) {
            let wording = Wording {
                report,
                text: &text[from..to],
                words: tokens(&text[from..to])
                    .map(|t| (fold::fold(t.text), t.start as usize, t.end as usize))
                    .filter(|(form, ..)| !form.is_empty())
                    .collect(),
            };
            if wording.words.len() < QUOTE_MIN {
                continue;
            }
            let same = |group: &&mut Vec<Wording<'_>>| {
                let kept = common(&group[0], &wording).len();
                let fewer = group[0].words.len().min(wording.words.len());
                kept as f32 >= SAME_QUOTE * fewer as f32
            };
            match groups.iter_mut().find(same) {
                Some(group) if group.iter().any(|other| other.report == report) => {}
                Some(group) => group.push(wording),
                None => groups.push(vec![wording]),
            }
        }
    }
    groups.retain(|group| group.len() > 1);
    groups.iter().map(|group| marked(group)).collect()
}

/// Each wording with marks on the words that not every other one has.
fn marked(group: &[Wording<'_>]) -> Vec<(u32, Pieces)> {
    let (first, others) = (&group[0], &group[1..]);
    let mut everywhere = vec![true; first.words.len()];
    let mut out = Vec::new();
    for other in others {
        let pairs = common(first, other);
        let mut kept = vec![false; first.words.len()];
        let mut same = vec![false; other.words.len()];
        for (a, b) in pairs {
            kept[a] = true;
            same[b] = true;
        }
        everywhere
            .iter_mut()
            .zip(kept)
            .for_each(|(all, kept)| *all &= kept);
        out.push((other.report, pieces(other, &same)));
    }
    out.insert(0, (first.report, pieces(first, &everywhere)));
    out
}

/// A wording cut where marked and unmarked words meet; what stands between two words goes with the first.
fn pieces(wording: &Wording<'_>, same: &[bool]) -> Pieces {
    let mut out = Pieces::new();
    let mut at = 0;
    for (word, (_, start, end)) in wording.words.iter().enumerate() {
        let differs = !same[word];
        let gap = &wording.text[at..*start];
        match out.last_mut() {
            Some((text, marked)) if *marked == differs => text.push_str(gap),
            // The blank before a mark is not part of what differs.
            Some((text, false)) => text.push_str(gap),
            _ if gap.is_empty() => {}
            _ => out.push((gap.to_owned(), false)),
        }
        let word = &wording.text[*start..*end];
        match out.last_mut() {
            Some((text, marked)) if *marked == differs => text.push_str(word),
            _ => out.push((word.to_owned(), differs)),
        }
        at = *end;
    }
    let rest = &wording.text[at..];
    match out.last_mut() {
        Some((text, false)) => text.push_str(rest),
        _ if rest.is_empty() => {}
        _ => out.push((rest.to_owned(), false)),
    }
    out
}

/// The longest common subsequence of two wordings, as pairs of positions (Wagner and Fischer, 1974).
fn common(a: &Wording<'_>, b: &Wording<'_>) -> Vec<(usize, usize)> {
    let (n, m) = (a.words.len(), b.words.len());
    let mut best = vec![vec![0u32; m + 1]; n + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            best[i][j] = if a.words[i].0 == b.words[j].0 {
                best[i + 1][j + 1] + 1
            } else {
                best[i + 1][j].max(best[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < n && j < m {
        if a.words[i].0 == b.words[j].0 {
            out.push((i, j));
            i += 1;
            j += 1;
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_people_end_them() {
        let check = |text: &str, expected: &[&str]| assert_eq!(sentences(text), expected, "{text}");
        check(
            "One. Two! \"Three?\" Four",
            &["One.", "Two!", "\"Three?\"", "Four"],
        );
        check(
            "Mr. Hale met J. R. Cole of the U.S. Navy. He left.",
            &["Mr. Hale met J. R. Cole of the U.S. Navy.", "He left."],
        );
        check(
            "It rose 3.5 per cent. 12 fell.\n\nEnd",
            &["It rose 3.5 per cent.", "12 fell.", "End"],
        );
        check("", &[]);
    }

    #[test]
    fn what_all_share_is_told_once_and_the_rest_by_its_source() {
        let a = "The bridge over the Mora opened on Friday. Its toll is two crowns. Fishermen protested at the pier.";
        let b = "On Friday the bridge over the Mora was opened. A choir of children sang.";
        let c = "Its toll is two crowns. On Friday the bridge over the Mora opened. Fishermen protested.\nA choir sang.";
        let found = compare(&[a, b]);
        assert_eq!(
            found.shared,
            [SharedSentence {
                text: "The bridge over the Mora opened on Friday.".into(),
                by: vec![0, 1]
            }]
        );
        assert_eq!(
            found.own[0],
            ["Its toll is two crowns. Fishermen protested at the pier."]
        );
        assert_eq!(found.own[1], ["A choir of children sang."]);
        // What stands apart stays so.
        let own = &compare(&[c, b]).own[0];
        let apart = [
            "Its toll is two crowns.",
            "Fishermen protested.",
            "A choir sang.",
        ];
        assert_eq!(own.as_slice(), apart);
    }

    #[test]
    fn wordings_of_a_quotation_show_where_they_differ() {
        let a = "He said: \"We will never again close this old bridge.\"";
        let b = "\"We will never close this bridge,\" he said.";
        let found = compare(&[a, b]).quotations;
        let words = |pieces: &[(String, bool)]| -> String {
            pieces
                .iter()
                .map(|(text, marked)| {
                    if *marked {
                        format!("[{text}]")
                    } else {
                        text.clone()
                    }
                })
                .collect()
        };
        assert_eq!(found.len(), 1);
        assert_eq!(
            words(&found[0][0].1),
            "We will never [again] close this [old] bridge."
        );
        assert_eq!(words(&found[0][1].1), "We will never close this bridge,");
    }
}
