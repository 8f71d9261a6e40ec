//! `bundler check` as an editor meets it.

use std::fs;
use std::process::{Command, Output};

use serde_json::{Value, json};

use super::scratch::{Scratch, files};

fn bundler(scratch: &Scratch, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bundler"))
        .args(arguments)
        .current_dir(scratch.path("."))
        .env_remove("DOVECOTE_SEEDS")
        .output()
        .expect("the program")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder with an error, a warning and something to mend.
fn faulty() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("seeds/empty.md", " \n");
    scratch.write(
        "seeds/größe 1.md",
        "---\ntitle: Größe\nslug: Größe A\n---\nWords.\n",
    );
    scratch.write("seeds/good.md", "---\ntitle: Good\n---\nWords.\n");
    scratch.write(
        "seeds/day.md",
        "---\ntitle: Day\ndate: Sunday, January 1, 2024\n---\nWords.\n",
    );
    scratch
}

#[test]
fn all_formats_tell_the_same_problems() {
    let scratch = faulty();
    let codes = ["weekday-mismatch", "empty-file", "invalid-slug"];

    let plain = bundler(&scratch, &["check"]);
    assert_eq!(plain.status.code(), Some(1));
    for code in codes {
        assert!(text(&plain.stderr).contains(code), "{code}");
    }
    assert!(text(&plain.stderr).contains("seeds/day.md:3:7: warning"));

    let out = bundler(&scratch, &["check", "--format", "json"]);
    assert_eq!(out.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let found: Vec<&str> = report["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .filter_map(|problem| problem["code"].as_str())
        .collect();
    assert_eq!(found, codes);
    assert_eq!(
        report["problems"][2],
        json!({
            "code": "invalid-slug", "severity": "warning", "file": "größe 1.md",
            "line": 3, "column": 7, "end_line": 3, "end_column": 14,
            "message": "this slug cannot stand in an address; `grosse-a` is used",
            "help": "write `slug: grosse-a`",
            "fix": {"start": 25, "end": 34, "replace": "grosse-a"},
        })
    );
    assert_eq!(
        (&report["errors"], &report["silenced"]),
        (&json!(1), &json!(0))
    );
}

/// What the standard requires of the objects used here.
const SARIF_REQUIRES: &str = include_str!("sarif.json");

#[test]
fn sarif_is_as_its_standard_asks() {
    let scratch = faulty();
    let out = bundler(&scratch, &["check", "--format", "sarif"]);
    let sarif: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&serde_json::from_str(SARIF_REQUIRES).expect("JSON"))
        .expect("a schema");
    let faults: Vec<String> = validator
        .iter_errors(&sarif)
        .map(|error| error.to_string())
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let run = &sarif["runs"][0];
    for result in run["results"].as_array().expect("results") {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(
            run["tool"]["driver"]["rules"][index]["id"],
            result["ruleId"]
        );
    }
    let place = &run["results"][2]["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "seeds/gr%C3%B6%C3%9Fe%201.md"
    );
    assert_eq!(place["region"]["startColumn"], 7);
}

#[test]
fn a_baseline_silences_what_is_known_and_nothing_else() {
    let scratch = faulty();
    let arguments = ["check", "--baseline", "known.txt"];
    let none = bundler(&scratch, &arguments);
    assert_eq!(none.status.code(), Some(2), "{}", text(&none.stderr));
    let written = bundler(&scratch, &[&arguments[..], &["--write-baseline"]].concat());
    assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
    assert!(text(&written.stdout).contains("3 known problems silenced"));

    // Known problems move down, a new one comes.
    scratch.write(
        "seeds/day.md",
        "---\ntitle: Day\n# A remark.\ndate: Sunday, January 1, 2024\n---\nWords.\n",
    );
    scratch.write("seeds/new.md", "");
    let out = bundler(&scratch, &arguments);
    assert_eq!(out.status.code(), Some(1));
    let said = text(&out.stderr);
    assert!(
        said.contains("seeds/new.md:1:1: error[empty-file]"),
        "{said}"
    );
    assert!(
        !said.contains("day.md") && !said.contains("seeds/empty.md"),
        "{said}"
    );

    fs::remove_file(scratch.path("seeds/new.md")).expect("removed");
    fs::remove_file(scratch.path("seeds/empty.md")).expect("removed");
    let out = bundler(&scratch, &arguments);
    assert_eq!(out.status.code(), Some(0));
    assert!(text(&out.stderr).contains("1 known problem no longer there"));
}

#[test]
fn mending_changes_what_it_says_and_nothing_else_and_once_is_enough() {
    let scratch = faulty();
    fs::write(scratch.path("seeds/latin.md"), b"# Gr\xfcn\n\nW\xf6rter.\n").expect("a seed");
    let before = files(&scratch.path("seeds"));
    let out = bundler(&scratch, &["check", "--fix"]);
    let said = text(&out.stderr);
    assert!(said.contains("latin.md: 1 problem mended"), "{said}");
    assert!(
        !said.contains("invalid-slug") && said.contains("empty-file"),
        "{said}"
    );
    let after = files(&scratch.path("seeds"));
    let changed: Vec<&String> = after
        .iter()
        .filter(|(name, bytes)| before.get(*name) != Some(bytes))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(changed, ["größe 1.md", "latin.md"]);
    assert_eq!(
        text(&after["größe 1.md"]),
        "---\ntitle: Größe\nslug: grosse-a\n---\nWords.\n"
    );
    assert_eq!(text(&after["latin.md"]), "# Grün\n\nWörter.\n");
    bundler(&scratch, &["check", "--fix"]);
    assert_eq!(files(&scratch.path("seeds")), after);
}

#[test]
fn an_unknown_rule_is_answered_with_the_nearest() {
    let scratch = Scratch::new();
    let out = bundler(&scratch, &["explain", "weekday-missmatch"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("did you mean \"weekday-mismatch\"?"));
    let out = bundler(&scratch, &["explain", "weekday-mismatch"]);
    assert!(out.status.success() && text(&out.stdout).contains("Mended"));
}
