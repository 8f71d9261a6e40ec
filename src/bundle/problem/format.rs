//! A report on all problems, for a person or for another program.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use super::{Fix, Problem, Severity, sarif};

/// How problems are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// For a person, with the line and carets under the words meant.
    #[default]
    Text,
    /// One JSON object; see [`to_json`].
    Json,
    /// SARIF 2.1.0 (OASIS), as code hosts and editors read it.
    Sarif,
}

/// How many problems there are of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Nothing is published until these are mended.
    pub errors: usize,
    /// Published, but hardly as meant.
    pub warnings: usize,
    /// Published as meant.
    pub notes: usize,
}

impl Counts {
    /// Counts problems.
    #[must_use]
    pub fn of(problems: &[Problem]) -> Self {
        let count = |severity| problems.iter().filter(|p| p.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}

/// Writes the problems of a report on the folder `seeds`. So many of them were `silenced`: they were known already and are
/// not among `problems`.
#[must_use]
pub fn write(problems: &[Problem], silenced: usize, seeds: &Path, format: Format) -> String {
    match format {
        Format::Text => {
            let mut out = String::new();
            for problem in problems {
                // As typed, so that a terminal can open it. Writing to a string does not fail.
                let file = seeds.join(&problem.file);
                let _ = writeln!(out, "{}", problem.called(&file.to_string_lossy()));
            }
            out
        }
        Format::Json => format!("{:#}\n", to_json(problems, silenced)),
        Format::Sarif => format!("{:#}\n", sarif::to_sarif(problems, seeds)),
    }
}

/// `{"problems": [...], "errors": N, "warnings": N, "notes": N, "silenced": N}`. Lines and columns count from 1, columns
/// in characters; `end_column` is the one behind the last character meant; files are named from
/// the folder of documents; `fix` is there when `check --fix` would mend the problem, and its `start` and `end` are bytes
/// of the decoded text.
#[must_use]
pub fn to_json(problems: &[Problem], silenced: usize) -> Value {
    let Counts {
        errors,
        warnings,
        notes,
    } = Counts::of(problems);
    let problems: Vec<Value> = problems
        .iter()
        .map(|problem| {
            let mut value = json!({
                "code": problem.code.name(),
                "severity": problem.severity.name(),
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "end_line": problem.end_line,
                "end_column": problem.end_column,
                "message": problem.message,
                "help": problem.help,
            });
            let fix = problem.fix.as_ref().map(|fix| match fix {
                Fix::Replace { span, with } => {
                    json!({ "start": span.start, "end": span.end, "replace": with })
                }
                Fix::SaveAsUtf8 => json!({ "save_as": "UTF-8" }),
            });
            if let (Some(object), Some(fix)) = (value.as_object_mut(), fix) {
                object.insert("fix".into(), fix);
            }
            value
        })
        .collect();
    json!({
        "problems": problems,
        "errors": errors,
        "warnings": warnings,
        "notes": notes,
        "silenced": silenced,
    })
}
