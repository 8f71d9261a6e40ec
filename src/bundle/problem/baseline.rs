//! Problems that are known and put up with: a folder taken over as it is, where only new ones shall be told.
//!
//! The file has one problem a line: file, code and message with tabs between them, in that order, and in the order of the
//! alphabet. Lines and columns are left out, so that a paragraph added above a known problem does not make it a new one.

use std::collections::BTreeMap;

use super::Problem;

/// Known problems and how often each is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<String, usize>,
}

/// What a baseline left of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silenced {
    /// The new problems.
    pub problems: Vec<Problem>,
    /// How many known ones were left out.
    pub known: usize,
    /// How many lines of the baseline nothing belongs to any more.
    pub mended: usize,
}

impl Baseline {
    /// Reads a baseline. What can't belong to any problem counts as mended, so nothing in the file is an error.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut known = BTreeMap::new();
        let lines = text
            .lines()
            .map(str::trim_end)
            // Remarks and empty lines have no tab.
            .filter(|line| line.contains('\t'));
        for line in lines {
            *known.entry(line.to_owned()).or_default() += 1;
        }
        Self { known }
    }

    /// The baseline that silences all of these.
    #[must_use]
    pub fn write(problems: &[Problem]) -> String {
        let mut lines: Vec<String> = problems.iter().map(line).collect();
        lines.sort();
        let mut out = String::from(
            "# Known problems: file, code, message. `check --write-baseline` writes this file.\n",
        );
        for line in lines {
            out.push_str(&line);
            out.push('\n');
        }
        out
    }

    /// Takes the known problems out of a report.
    #[must_use]
    pub fn silence(mut self, problems: Vec<Problem>) -> Silenced {
        let before = problems.len();
        let problems: Vec<Problem> = problems
            .into_iter()
            .filter(
                |problem| match self.known.get_mut(line(problem).trim_end()) {
                    Some(left) if *left > 0 => {
                        *left -= 1;
                        false
                    }
                    _ => true,
                },
            )
            .collect();
        Silenced {
            known: before - problems.len(),
            mended: self.known.values().sum(),
            problems,
        }
    }
}

fn line(problem: &Problem) -> String {
    let flat = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    format!(
        "{}\t{}\t{}",
        flat(&problem.file),
        problem.code.name(),
        flat(&problem.message)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::problem::Code;

    fn problem(file: &str, message: &str) -> Problem {
        Problem::of_file(Code::EmptyFile, file, message, "h")
    }

    #[test]
    fn known_problems_are_silenced_and_counted_one_by_one() {
        let old = vec![
            problem("a.md", "m"),
            problem("a.md", "m"),
            problem("b.md", "m"),
        ];
        let baseline = Baseline::parse(&Baseline::write(&old));
        let now = vec![
            problem("a.md", "m"),
            problem("a.md", "m"),
            problem("a.md", "m"),
            problem("c.md", "m"),
        ];
        let left = baseline.silence(now.clone());
        assert_eq!(left.problems, [now[2].clone(), now[3].clone()]);
        assert_eq!((left.known, left.mended), (2, 1));
    }

    #[test]
    fn a_message_with_a_line_break_stays_one_line() {
        let odd = vec![problem("a\tb.md", "one\ntwo ")];
        let left = Baseline::parse(&Baseline::write(&odd)).silence(odd);
        assert_eq!((left.problems.len(), left.known, left.mended), (0, 1, 0));
    }
}
