//! Which addresses has the site promised to keep? A file beside the documents, `addresses.txt`, checked in with them.
//!
//! One path below the root on a line; `gone PATH` declares that a page was taken away on purpose. A build in which an
//! address is neither served nor redirected nor declared gone fails. Without the file nothing is promised.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use crate::model::Span;

use super::corpus::Corpus;
use super::problem::{Code, Places, Problem};
use super::redirect;
use super::settings::unreadable;

/// Name of the file in the seeds folder.
pub const FILE_NAME: &str = "addresses.txt";

/// What stands before an address that was taken away.
const GONE: &str = "gone ";

const HEAD: &str = "# The public addresses of this site, one on a line. A build that would lose one fails.\n\
    # To move a page, name its old address among the `aliases` of the new one. To take it away, write `gone` before it.\n\
    # `bundler addresses` adds what is new.\n";

/// Every address that is served: pages, lists, and what leads to them.
pub fn addresses(corpus: &Corpus) -> BTreeSet<String> {
    redirect::pages(corpus)
        .chain(
            corpus
                .redirects
                .iter()
                .map(|redirect| redirect.from.clone()),
        )
        .filter(|path| !path.is_empty())
        .collect()
}

/// Compares the ledger with what is served. `expired` are addresses that documents themselves declare over.
pub fn check(
    seeds: &Path,
    served: &BTreeSet<String>,
    expired: &BTreeSet<String>,
    problems: &mut Vec<Problem>,
) {
    match read(seeds) {
        Ok(Some(text)) => compare(&text, served, expired, problems),
        Ok(None) => {}
        Err(error) => problems.push(unreadable(FILE_NAME, &error)),
    }
}

fn compare(
    text: &str,
    served: &BTreeSet<String>,
    expired: &BTreeSet<String>,
    problems: &mut Vec<Problem>,
) {
    let places = Places::new(FILE_NAME, text);
    let mut known = BTreeSet::new();
    for (span, line) in lines(text) {
        let gone = line.strip_prefix(GONE);
        let path = gone.unwrap_or(line).trim();
        known.insert(path);
        if gone.is_none() && !served.contains(path) && !expired.contains(path) {
            problems.push(places.problem(
                Code::VanishedAddress,
                span,
                "this public address would vanish",
                format!(
                    "add `aliases: [/{path}]` to the document that replaces it, or write `{GONE}{path}` here"
                ),
            ));
        }
    }
    let new = served
        .iter()
        .filter(|path| !known.contains(path.as_str()))
        .count();
    if new > 0 {
        problems.push(Problem::of_file(
            Code::UnlistedAddress,
            FILE_NAME,
            format!("{new} of the site's addresses are not promised yet"),
            "type `bundler addresses` to add them",
        ));
    }
}

/// Adds what is served and not promised yet; an address that is served again is no longer gone. Returns how many lines
/// changed.
///
/// # Errors
/// When the file can't be read or written.
pub fn update(seeds: &Path, served: &BTreeSet<String>) -> std::io::Result<usize> {
    let old = read(seeds)?;
    let text = old.as_deref().unwrap_or(HEAD);
    let (new, changed) = updated(text, served);
    if changed > 0 || old.is_none() {
        std::fs::write(seeds.join(FILE_NAME), new)?;
    }
    Ok(changed)
}

/// Comments stay at the head, in their order; addresses are sorted, so that two branches seldom touch one line.
fn updated(text: &str, served: &BTreeSet<String>) -> (String, usize) {
    let mut out: String = text
        .lines()
        .filter(|line| line.trim_start().starts_with('#'))
        .map(|line| format!("{line}\n"))
        .collect();
    let mut all = BTreeSet::new();
    let mut changed = 0;
    for (_, line) in lines(text) {
        let gone = line.strip_prefix(GONE).map(str::trim);
        let back = gone.is_some_and(|path| served.contains(path));
        changed += usize::from(back);
        let path = gone.unwrap_or(line).to_owned();
        all.insert((path, gone.is_some() && !back));
    }
    for path in served {
        changed += usize::from(all.insert((path.clone(), false)));
    }
    for (path, gone) in all {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{}{path}", if gone { GONE } else { "" });
    }
    (out, changed)
}

/// Lines that say something, with their places.
fn lines(text: &str) -> impl Iterator<Item = (Span, &str)> {
    text.split('\n')
        .scan(0, |start, row| {
            let at = *start;
            *start += row.len() + 1;
            let line = row.trim();
            let begin = at + (row.len() - row.trim_start().len());
            Some((Span::new(begin, begin + line.len()), line))
        })
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn read(seeds: &Path) -> std::io::Result<Option<String>> {
    match std::fs::read_to_string(seeds.join(FILE_NAME)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(paths: &[&str]) -> BTreeSet<String> {
        paths.iter().map(|path| (*path).to_owned()).collect()
    }

    #[test]
    fn an_update_adds_what_is_new_and_keeps_what_was_declared() {
        let text = "# Mine.\nb/\ngone c/\ngone d/\n";
        let (new, changed) = updated(text, &set(&["a/", "b/", "d/"]));
        assert_eq!(new, "# Mine.\na/\nb/\ngone c/\nd/\n");
        assert_eq!(changed, 2);
        assert_eq!(updated(&new, &set(&["a/", "b/", "d/"])), (new, 0));
    }
}
