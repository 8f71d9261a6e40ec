//! Mending what leaves nothing to decide.
//!
//! A cure is proposed only where there is one and a program can apply it exactly; it is kept only when the file, read
//! again with it, has one problem less and tells the same article. Files are written aside and renamed, so a file is old or
//! new and never half. Running it twice changes nothing more.

use std::fs;
use std::io;
use std::path::Path;

use crate::model::{Slug, Span};
use crate::wire::settings::Settings;

use super::problem::{Code, Fix, Problem};
use super::read;
use super::seed::Reading;

/// More rounds than this over one file mean that its header is past mending by rule.
const ROUNDS: usize = 64;

/// The rules that may have a cure.
const CURABLE: &[Code] = &[Code::InvalidSlug, Code::MalformedHeader, Code::DecodedText];

/// Proposes cures for the problems of a reading.
pub fn propose(path: &str, bytes: &[u8], reading: &mut Reading, settings: &Settings) {
    for index in 0..reading.problems.len() {
        let Some(fix) = cure(&reading.problems, index, &reading.text, bytes) else {
            continue;
        };
        let kept = apply(bytes, &reading.text, &fix)
            .is_some_and(|mended| is_better(path, reading, index, &mended, settings));
        if kept {
            reading.problems[index].fix = Some(fix);
        }
    }
}

/// Notes with each problem of a folder the cure it has, if it has one.
pub fn mark(seeds: &Path, settings: &Settings, problems: &mut [Problem]) {
    let mut at = 0;
    while let Some(file) = problems.get(at).map(|problem| problem.file.clone()) {
        let count = problems[at..].iter().take_while(|p| p.file == file).count();
        let (of_file, after) = (at..at + count, at + count);
        at = after;
        let hopeful = problems[of_file.clone()]
            .iter()
            .any(|problem| CURABLE.contains(&problem.code));
        let Some(bytes) = hopeful.then(|| fs::read(seeds.join(&file)).ok()).flatten() else {
            continue;
        };
        let mut reading = read::one(&file, &bytes, settings);
        propose(&file, &bytes, &mut reading, settings);
        for problem in &mut problems[of_file] {
            let same = |other: &&Problem| other.code == problem.code && other.span == problem.span;
            problem.fix = reading
                .problems
                .iter()
                .find(same)
                .and_then(|found| found.fix.clone());
        }
    }
}

/// Mends one file as far as it goes; nothing when there is nothing to mend. The second value is the number of cures.
pub fn mend(path: &str, bytes: &[u8], settings: &Settings) -> Option<(Vec<u8>, usize)> {
    let mut now = bytes.to_vec();
    let mut cures = 0;
    while cures < ROUNDS {
        let mut reading = read::one(path, &now, settings);
        propose(path, &now, &mut reading, settings);
        // One at a time: a cure moves the places of all that stand behind it.
        let Some(fix) = reading.problems.iter().find_map(|p| p.fix.as_ref()) else {
            break;
        };
        now = apply(&now, &reading.text, fix)?;
        cures += 1;
    }
    (cures > 0).then_some((now, cures))
}

/// Mends every document below a folder that has something to mend; returns their names and how much was mended in each.
///
/// # Errors
/// When a file can't be read or written; what was mended before stays mended.
pub fn folder(seeds: &Path, settings: &Settings) -> Result<Vec<(String, usize)>, String> {
    let mut done = Vec::new();
    for (name, path) in read::files(seeds, &mut Vec::new()) {
        let fail =
            |what: &str, error: io::Error| format!("can't {what} {}: {error}", path.display());
        // A file that can't be read is told by the check that follows.
        let Ok(bytes) = fs::read(&path) else { continue };
        if let Some((mended, cures)) = mend(&name, &bytes, settings) {
            replace(&path, &mended).map_err(|error| fail("write", error))?;
            done.push((name, cures));
        }
    }
    Ok(done)
}

/// The cure of a problem, when there is only one.
fn cure(problems: &[Problem], index: usize, text: &str, bytes: &[u8]) -> Option<Fix> {
    let problem = &problems[index];
    match problem.code {
        Code::InvalidSlug => {
            let written = problem.span.of(text);
            let (before, value, after) = unquoted(written);
            let bare = value.trim_matches('/');
            let slug = Slug::from_title(bare.rsplit('/').next().unwrap_or(bare));
            Some(Fix::Replace {
                span: problem.span,
                with: format!("{before}{slug}{after}"),
            })
        }
        Code::MalformedHeader => quote(problem, text),
        // A file that names its encoding inside would then lie about it.
        Code::DecodedText
            if problems.iter().all(|p| p.code != Code::UndecodableText)
                && !names_its_encoding(bytes) =>
        {
            Some(Fix::SaveAsUtf8)
        }
        _ => None,
    }
}

/// A value with its quotes apart.
fn unquoted(written: &str) -> (&str, &str, &str) {
    for quote in ['"', '\''] {
        let inner = written
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote));
        if let Some(inner) = inner {
            return (&written[..1], inner, &written[..1]);
        }
    }
    ("", written, "")
}

/// The value on the line of the problem in quotes, where it is one plain value on one line.
fn quote(problem: &Problem, text: &str) -> Option<Fix> {
    let start = text[..problem.span.start as usize]
        .rfind('\n')
        .map_or(0, |end| end + 1);
    let line = text[start..].lines().next()?;
    let (key, value) = line.split_once(':')?;
    let plain_key = key
        .trim()
        .chars()
        .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'));
    let lead = value.len() - value.trim_start().len();
    let value = value.trim();
    let quoted = value.is_empty() || value.starts_with(['"', '\'', '[', '{', '|', '>']);
    if key.trim().is_empty() || !plain_key || lead == 0 || quoted {
        return None;
    }
    let at = start + key.len() + 1 + lead;
    Some(Fix::Replace {
        span: Span::new(at, at + value.len()),
        with: format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
    })
}

fn names_its_encoding(bytes: &[u8]) -> bool {
    let head: String = bytes
        .iter()
        .take(2048)
        .filter(|byte| **byte != 0)
        .map(|&byte| char::from(byte).to_ascii_lowercase())
        .collect();
    head.contains("charset") || head.contains("encoding")
}

/// The bytes with the cure. Places of a text count in its own bytes only where it was UTF-8 to begin with.
fn apply(bytes: &[u8], text: &str, fix: &Fix) -> Option<Vec<u8>> {
    match fix {
        Fix::SaveAsUtf8 => Some(text.trim_start_matches('\u{feff}').as_bytes().to_vec()),
        Fix::Replace { span, with } => {
            std::str::from_utf8(bytes).ok()?;
            let (before, after) = (
                bytes.get(..span.range().start)?,
                bytes.get(span.range().end..)?,
            );
            Some([before, with.as_bytes(), after].concat())
        }
    }
}

/// Whether the mended file has exactly this problem less, or the same one farther down, and tells the same article.
fn is_better(
    path: &str,
    before: &Reading,
    index: usize,
    mended: &[u8],
    settings: &Settings,
) -> bool {
    let after = read::one(path, mended, settings);
    let problem = &before.problems[index];
    let gone = after
        .problems
        .iter()
        .all(|p| p.code != problem.code || p.line > problem.line);
    let others = |reading: &Reading| {
        let codes = reading.problems.iter().map(|p| p.code);
        codes
            .filter(|code| *code != problem.code)
            .collect::<Vec<_>>()
    };
    let texts = |reading: &Reading| {
        let documents = reading.documents.iter();
        documents
            .map(|document| (document.title.clone(), document.layers.clone()))
            .collect::<Vec<_>>()
    };
    // A header that is read at last may have more to say about its fields.
    let header = problem.code == Code::MalformedHeader;
    gone && (header || others(before) == others(&after))
        && (header && before.documents.len() == after.documents.len()
            || texts(before) == texts(&after))
}

/// Puts new bytes in the place of a file: written aside, with the same permissions, then renamed. A link is followed.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = path.canonicalize()?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Hidden files are no documents, should this be left behind.
    let aside = path.with_file_name(format!(".{name}.mended"));
    let written = fs::write(&aside, bytes)
        .and_then(|()| fs::set_permissions(&aside, fs::metadata(&path)?.permissions()))
        .and_then(|()| fs::rename(&aside, &path));
    if written.is_err() {
        let _ = fs::remove_file(&aside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, broken: &[u8], mended: Option<&[u8]>) {
        let settings = Settings::default();
        let found = mend(path, broken, &settings).map(|(bytes, _)| bytes);
        assert_eq!(
            found.as_deref().map(String::from_utf8_lossy),
            mended.map(String::from_utf8_lossy)
        );
        let again = mend(path, mended.unwrap_or(broken), &settings);
        assert_eq!(again, None, "a second run changes nothing");
    }

    #[test]
    fn what_leaves_nothing_to_decide_is_mended() {
        check(
            "a.md",
            b"---\ntitle: A\nslug: A B\ndate: soon\n---\nWords.\n",
            Some(b"---\ntitle: A\nslug: a-b\ndate: soon\n---\nWords.\n"),
        );
        check(
            "a.md",
            b"---\r\ntitle: A\r\nslug: \"A B\"\r\n---\r\nWords.\r\n",
            Some(b"---\r\ntitle: A\r\nslug: \"a-b\"\r\n---\r\nWords.\r\n"),
        );
        check(
            "a.md",
            b"+++\ntitle = 'A'\nslug = 'A B'\n+++\nWords.\n",
            Some(b"+++\ntitle = 'A'\nslug = 'a-b'\n+++\nWords.\n"),
        );
        check(
            "a.md",
            "---\ntitle: Ä: \"b\": c\nsubtitle: d: e\n---\nWords: more.\n".as_bytes(),
            Some(
                "---\ntitle: \"Ä: \\\"b\\\": c\"\nsubtitle: \"d: e\"\n---\nWords: more.\n"
                    .as_bytes(),
            ),
        );
        check(
            "a.md",
            b"# Gr\xfcn\n\nW\xf6rter.\n",
            Some("# Grün\n\nWörter.\n".as_bytes()),
        );
        check("a.md", b"\xff\xfe#\0 \0A\0\n\0\n\0B\0", Some(b"# A\n\nB"));
    }

    #[test]
    fn what_asks_for_a_decision_is_left_alone() {
        check("a.md", b"---\ntitle: A\n---\nWords.\n", None);
        check(
            "a.md",
            b"---\ntitle: A\ndate: Sunday, January 1, 2024\n---\nWords.\n",
            None,
        );
        check("a.md", b"---\ntitle: [a, b\n---\nWords.\n", None);
        check("a.html", b"<html><head><meta charset=latin1><title>T</title></head><body><h1>T</h1><p>W\xf6rter.</p></body></html>", None);
        check("a.md", b"# Gr\xc3\xbcn\n\nW\xc3\xb6rter \xc3\xbcber Br\xc3\xbccken f\xc3\xbcr Fl\xc3\xbcsse \xff", None);
    }
}
