//! What the published schema promises, held against real output by a validator that is not ours.

use std::collections::BTreeMap;
use std::fs;

use dovecote::bundle::show::Shown;
use dovecote::bundle::{explain, read, schema};
use dovecote::wire::Manifest;
use dovecote::wire::settings::Settings;
use jsonschema::Validator;
use serde_json::{Value, json};

use super::scratch::{Scratch, files, own_seeds};

fn validators() -> BTreeMap<&'static str, Validator> {
    schema::KINDS
        .iter()
        .map(|(kind, _)| {
            let schema = schema::one(kind).expect("a schema");
            (
                *kind,
                jsonschema::validator_for(&schema).expect("a valid schema"),
            )
        })
        .collect()
}

#[track_caller]
fn check(validator: &Validator, what: &str, value: &Value) {
    let faults: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{what}: {}", faults.join("\n"));
}

#[test]
fn every_json_file_of_a_bundle_is_as_the_schema_says() {
    let (free, packed) = (Scratch::new(), Scratch::new());
    free.build_own(100_000);
    packed.build_own(1);
    let validators = validators();
    let whole = jsonschema::validator_for(&schema::published()).expect("a valid schema");
    let mut seen = BTreeMap::<&str, usize>::new();
    let data = |scratch: &Scratch| files(&scratch.path("dist/data"));
    for (name, bytes) in data(&free).into_iter().chain(data(&packed)) {
        let Some(stem) = name.strip_suffix(".json") else {
            continue;
        };
        let kind = stem.split('-').next().expect("a kind");
        let (kind, validator) = validators
            .get_key_value(kind)
            .unwrap_or_else(|| panic!("{name} is of a kind the schema does not know"));
        let value: Value = serde_json::from_slice(&bytes).expect("JSON");
        check(validator, &name, &value);
        check(&whole, &name, &value);
        *seen.entry(kind).or_default() += 1;
    }
    let expected: Vec<&str> = schema::KINDS
        .iter()
        .map(|(kind, _)| *kind)
        // One is printed and not written; the other only where several articles tell one event.
        .filter(|kind| !["show", "story"].contains(kind))
        .collect();
    assert!(
        expected.iter().all(|kind| seen.contains_key(kind)),
        "{seen:?}"
    );
}

#[test]
fn what_show_prints_is_as_the_schema_says() {
    let validator = &validators()["show"];
    let mut documents: Vec<(String, Vec<u8>)> = fs::read_dir(own_seeds())
        .expect("the seeds")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.file_name().is_some_and(|name| name != "site.toml"))
        .map(|path| {
            (
                path.to_string_lossy().into_owned(),
                fs::read(&path).expect("a seed"),
            )
        })
        .collect();
    // Every dialect, every kind of block, and every way to be refused.
    for rule in dovecote::bundle::problem::RULES {
        if let explain::Example::Files { broken, mended } = explain::example(rule.code) {
            let both = broken.iter().chain(mended);
            documents.extend(both.map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())));
        }
    }
    let blocks = "# T\n\n## H\n\n> q\n\n1. a\n   - b `c` **d** *e* [f](https://example.org)\n\n```rust\nx\n```\n\n\
        | a | b |\n|---|---|\n| c | d |\n\n---\n\n![i](https://example.org/i.png)\n\na\\\nb\n";
    documents.push(("blocks.md".into(), blocks.into()));
    for (name, bytes) in documents {
        let shown = Shown::new(&read::one(&name, &bytes, &Settings::default()));
        let value = serde_json::from_str(&shown.to_json().expect("JSON")).expect("JSON");
        check(validator, &name, &value);
    }
}

#[test]
fn the_schema_refuses_what_no_program_of_ours_writes() {
    let validators = validators();
    let article = json!({"slug": "a", "kind": "markdown", "title": "A", "excerpt": "", "layers": [], "minutes": 1, "seed": "a.md"});
    assert!(validators["article"].is_valid(&article));
    for (field, wrong) in [
        ("kind", json!("novel")),
        ("minutes", json!("one")),
        ("layers", json!([{"kind": "report", "blocks": [{"z": 1}]}])),
        ("published", json!("2025-08-17")),
    ] {
        let mut broken = article.clone();
        broken[field] = wrong;
        assert!(!validators["article"].is_valid(&broken), "{broken}");
    }
    let manifest = json!({"format": 1, "directory": "names-x.json"});
    assert!(!validators["manifest"].is_valid(&manifest));
    assert!(!validators["names"].is_valid(&json!({"leaf": {"article/a": "elsewhere.json"}})));
}

#[test]
fn a_manifest_from_before_there_were_examples_is_read() {
    let scratch = Scratch::new();
    scratch.write("seeds/a.md", "---\ntitle: A\n---\n\nText.\n");
    scratch.build();
    let bytes = fs::read(scratch.path("dist/data/manifest.json")).expect("a manifest");
    let mut manifest: Value = serde_json::from_slice(&bytes).expect("JSON");
    let fields = manifest.as_object_mut().expect("an object");
    assert!(fields.remove("examples").is_some());
    let read: Manifest = serde_json::from_value(manifest).expect("a manifest");
    assert!(read.examples.is_empty());
}
