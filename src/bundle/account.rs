//! What became of every byte of one file, for a person to read: each piece in its order, then the sums.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::Span;

use super::problem::Places;
use super::seed::Reading;

/// White space is nobody's, and is counted all the same.
const BLANK: &str = "white space";

/// What nobody claimed. There is none of it; the sum would show it.
const LOST: &str = "not accounted for";

/// Longest excerpt of a piece in characters.
const EXCERPT: usize = 56;

/// Writes the account.
#[must_use]
pub fn write(reading: &Reading) -> String {
    let places = Places::new("", &reading.text);
    let mut out = String::new();
    let mut sums: BTreeMap<String, usize> = BTreeMap::new();
    let mut from = 0;
    let mut put = |label: &str, span: Span| {
        *sums.entry(label.to_owned()).or_default() += span.len();
        let (line, column) = places.line_and_column(span.start);
        // Writing to a string does not fail.
        if label != BLANK {
            let _ = writeln!(
                out,
                "{:>9}  {:<22}  {}",
                format!("{line}:{column}"),
                label,
                excerpt(span.of(&reading.text))
            );
        }
    };
    for piece in reading.coverage.pieces() {
        let (start, end) = (piece.span.start as usize, piece.span.end as usize);
        between(&reading.text, from, start, &mut put);
        put(&piece.use_.label(), piece.span);
        from = end.max(from);
    }
    between(&reading.text, from, reading.text.len(), &mut put);

    let total = reading.text.len();
    let mut sums: Vec<(String, usize)> = sums.into_iter().collect();
    sums.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    sums.push((format!("together, read as {}", reading.encoding), total));
    let _ = writeln!(out, "\n{:>9}  {:>6}", "bytes", "%");
    for (label, bytes) in sums {
        let share = bytes as f64 * 100.0 / total.max(1) as f64;
        let _ = writeln!(out, "{bytes:>9}  {share:>6.2}  {label}");
    }
    out
}

/// What stands between two pieces: white space, and whatever else there should not be.
fn between(text: &str, start: usize, end: usize, put: &mut impl FnMut(&str, Span)) {
    let mut at = start;
    let Some(gap) = text.get(start..end) else {
        return;
    };
    while let Some(rest) = gap.get(at - start..).filter(|rest| !rest.is_empty()) {
        let blank = rest.starts_with(char::is_whitespace);
        let length = rest
            .find(|letter: char| letter.is_whitespace() != blank)
            .unwrap_or(rest.len());
        put(if blank { BLANK } else { LOST }, Span::new(at, at + length));
        at += length;
    }
}

/// The beginning of a piece on one line.
fn excerpt(text: &str) -> String {
    let mut out = String::new();
    let mut letters = text.chars();
    for letter in letters.by_ref().take(EXCERPT) {
        match letter {
            '\n' => out.push('⏎'),
            '\u{feff}' => out.push('∅'),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    if letters.next().is_some() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::read;
    use crate::wire::settings::Settings;

    #[test]
    fn the_sums_are_the_whole_file() {
        for text in [
            "\u{feff}---\ntitle: Grün\n---\n\nWords, words.\n\n<p>More</p>\n",
            "A title\nA heading\nIn May 1987 it began.\n",
            "",
        ] {
            let account = write(&read::one("a.md", text.as_bytes(), &Settings::default()));
            let (pieces, sums) = account.split_once("    bytes ").expect("sums");
            let sums: Vec<usize> = sums
                .lines()
                .skip(1)
                .filter_map(|line| line.split_whitespace().next()?.parse().ok())
                .collect();
            let (total, parts) = sums.split_last().expect("a total");
            assert_eq!(parts.iter().sum::<usize>(), *total, "{account}");
            assert_eq!(*total, text.len());
            assert!(!account.contains(LOST), "{pieces}");
        }
    }

    #[test]
    fn each_piece_is_told_with_its_place() {
        let text = "---\ntitle: Grün\ncolour: red\n---\n\nWords.\n";
        let account = write(&read::one("a.md", text.as_bytes(), &Settings::default()));
        for line in [
            "      1:1  markup                  ---⏎",
            "      2:1  title                   title: Grün",
            "      3:1  field colour            colour: red",
            "      6:1  report                  Words.⏎",
        ] {
            assert!(
                account.lines().any(|found| found == line),
                "{line}\n{account}"
            );
        }
    }
}
