//! What does a rule ask for, and how is a file mended that breaks it?
//!
//! Each rule comes with an example: files that break it and the same files mended. What the program says about the broken
//! ones is not written down here; they are read, as any files are, when somebody asks.

use std::fmt::Write as _;

use crate::wire::settings::Settings;

use super::problem::{Code, Problem, RULES, Rule};
use super::publish::Publish;
use super::{convert, link, read, settings};

mod example;

pub use example::{Example, example};

/// A file of an example: its name and its bytes.
pub type File = (&'static str, &'static [u8]);

/// What the program says about a folder of files.
#[must_use]
pub fn check(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let of_settings = files
        .iter()
        .find(|(name, _)| *name == settings::FILE_NAME)
        .map(|(_, bytes)| settings::parse(&String::from_utf8_lossy(bytes), &mut problems));
    let settings = of_settings.unwrap_or_else(|| Settings {
        time_zone: "America/New_York".into(),
        ..Settings::default()
    });
    let readings = files
        .iter()
        .filter(|(name, _)| *name != settings::FILE_NAME)
        .map(|(name, bytes)| read::one(name, bytes, &settings));
    let documents = convert::documents(readings, &settings, Publish::default(), &mut problems);
    link::corpus(
        documents.drafts,
        &documents.signposts,
        &settings,
        &mut problems,
    );
    problems
}

/// All rules, one a line.
#[must_use]
pub fn list() -> String {
    let mut out = String::new();
    for rule in RULES {
        let first = rule.explanation.split(". ").next().unwrap_or_default();
        // Writing to a string does not fail.
        let _ = writeln!(
            out,
            "{:<18} {:<8} {}",
            rule.name,
            rule.severity.name(),
            first.trim_end_matches('.')
        );
    }
    out.push_str("\n`bundler explain CODE` tells more of one, with an example.\n");
    out
}

/// One rule: what it asks for, an example that breaks it, what is said then, and the example mended.
#[must_use]
pub fn one(code: Code) -> String {
    let Rule {
        name,
        severity,
        explanation,
        ..
    } = code.rule();
    let mut out = format!("{}[{name}]\n\n{}\n", severity.name(), wrap(explanation));
    match example(code) {
        Example::Words { broken, mended } => {
            let _ = write!(out, "\nBroken: {broken}\nMended: {mended}\n");
        }
        Example::Files { broken, mended } => {
            out.push_str("\nBroken\n");
            show(&mut out, broken);
            out.push_str("\nWhat is said\n\n");
            let said = check(broken).into_iter().find(|found| found.code == code);
            for line in said
                .map(|said| said.to_string())
                .unwrap_or_default()
                .lines()
            {
                let _ = writeln!(out, "    {line}");
            }
            out.push_str("\nMended\n");
            show(&mut out, mended);
        }
    }
    out
}

/// The rules whose names are nearest to a name that is none.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    RULES
        .iter()
        .map(|rule| (super::corpus::edit_distance(name, rule.name), rule.name))
        .min()
        .filter(|(distance, _)| distance * 2 <= name.chars().count())
        .map(|(_, name)| name)
}

fn show(out: &mut String, files: &[File]) {
    for (name, bytes) in files {
        let _ = writeln!(out, "\n    -- {name} --");
        for line in readable(bytes).lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
}

/// The bytes as a person can read them: what is no text, or not UTF-8, as `\x00`.
fn readable(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        for letter in chunk.valid().chars() {
            if letter.is_control() && letter != '\n' {
                let _ = write!(out, "\\x{:02x}", u32::from(letter));
            } else {
                out.push(letter);
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out
}

/// Breaks a text into lines of at most 80 characters.
fn wrap(text: &str) -> String {
    const WIDTH: usize = 80;
    let mut out = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_files_that_break_it_and_the_same_files_mended() {
        for rule in RULES {
            let Example::Files { broken, mended } = example(rule.code) else {
                // What needs a gigabyte, a refusing disk or a whole archive is told in words; whole archives are tried in the
                // integration tests.
                assert!(matches!(
                    rule.code,
                    Code::FileTooLarge
                        | Code::UnreadableFile
                        | Code::RepeatedText
                        | Code::ProposedCategory
                        | Code::VanishedAddress
                        | Code::UnlistedAddress
                ));
                continue;
            };
            let found = check(broken);
            let problem = found
                .iter()
                .find(|problem| problem.code == rule.code)
                .unwrap_or_else(|| panic!("{} is not reported: {found:?}", rule.name));
            assert!(
                !problem.message.is_empty() && !problem.help.is_empty(),
                "{}",
                rule.name
            );
            let left: Vec<_> = check(mended)
                .iter()
                .map(|problem| problem.code.name())
                .collect();
            assert!(
                !left.contains(&rule.name),
                "{} is still reported",
                rule.name
            );
        }
    }

    #[test]
    fn an_explanation_says_what_the_program_says() {
        let text = one(Code::WeekdayMismatch);
        for words in [
            "warning[weekday-mismatch]\n\nThe day of the week",
            "    date: Sunday, January 1, 2024",
            "    a.md:3:7: warning[weekday-mismatch]: 1 January 2024 was a Monday, not a Sunday",
            "    date: Monday, January 1, 2024",
        ] {
            assert!(text.contains(words), "{words}\n---\n{text}");
        }
        assert!(
            text.lines().all(|line| line.chars().count() <= 100),
            "{text}"
        );
        assert_eq!(nearest("weekday-missmatch"), Some("weekday-mismatch"));
        assert_eq!(nearest("colour"), None);
    }

    #[test]
    fn every_rule_stands_in_the_list() {
        let list = list();
        for rule in RULES {
            assert!(
                list.lines().any(|line| line.starts_with(rule.name)),
                "{}",
                rule.name
            );
        }
    }
}
