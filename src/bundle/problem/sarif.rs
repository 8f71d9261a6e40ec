//! Problems in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS standard, 27 March 2020).

use std::path::Path;

use serde_json::{Value, json};

use super::{Problem, RULES, Severity};

/// One run with every rule, and a result for each problem.
pub(super) fn to_sarif(problems: &[Problem], seeds: &Path) -> Value {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.name,
                "shortDescription": { "text": rule.explanation.split(". ").next().unwrap_or_default() },
                "fullDescription": { "text": rule.explanation },
                "help": { "text": format!("{}\n\n`bundler explain {}` shows an example.", rule.explanation, rule.name) },
                "defaultConfiguration": { "level": level(rule.severity) },
            })
        })
        .collect();
    let results: Vec<Value> = problems
        .iter()
        .map(|problem| result(problem, seeds))
        .collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "bundler",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(problem: &Problem, seeds: &Path) -> Value {
    let location = json!({
        "artifactLocation": { "uri": uri(&seeds.join(&problem.file)) },
        "region": {
            "startLine": problem.line,
            "startColumn": problem.column,
            "endLine": problem.end_line,
            "endColumn": problem.end_column,
        },
    });
    json!({
        "ruleId": problem.code.name(),
        "ruleIndex": problem.code as usize,
        "level": level(problem.severity),
        "message": { "text": format!("{}. Help: {}.", problem.message, problem.help) },
        "locations": [{ "physicalLocation": location }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A path as a URI reference (RFC 3986): relative where it is relative, which is what code hosts ask for.
fn uri(path: &Path) -> String {
    if let Ok(url) = url::Url::from_file_path(path) {
        return url.into();
    }
    let parts = path.components().map(|part| part.as_os_str());
    parts
        .map(|part| crate::route::encode(&part.to_string_lossy()))
        .collect::<Vec<_>>()
        .join("/")
}
