//! A host that takes few files: the same archive in packs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use dovecote::wire::file_name::split;
use serde_json::Value;

use super::scratch::{Scratch, files};

type Files = BTreeMap<String, Vec<u8>>;

/// Every name of the directory with the value that it leads to.
fn directory(files: &Files) -> BTreeMap<String, Value> {
    fn walk(files: &Files, node: &Value, out: &mut BTreeMap<String, Value>) {
        for (name, file) in node
            .as_object()
            .expect("a node")
            .values()
            .flat_map(|names| names.as_object().expect("names").iter())
        {
            let file = file.as_str().expect("a file");
            let value = value(files, file);
            if file.starts_with("names-") {
                walk(files, &value, out);
            } else {
                out.insert(name.clone(), value);
            }
        }
    }
    let mut out = BTreeMap::new();
    let manifest: Value = serde_json::from_slice(&files["data/manifest.json"]).expect("JSON");
    let root = manifest["directory"].as_str().expect("a file");
    walk(files, &value(files, root), &mut out);
    out
}

fn value(files: &Files, name: &str) -> Value {
    let (file, place) = split(name);
    let value: Value = serde_json::from_slice(&files[&format!("data/{file}")]).expect("JSON");
    place.map_or(value.clone(), |place| value[place as usize].clone())
}

/// A value in which articles are named by their slugs alone: their files differ.
fn without_files(mut value: Value) -> Value {
    match &mut value {
        Value::Array(values) => {
            for value in values {
                *value = without_files(value.take());
            }
        }
        Value::Object(fields) => {
            fields.remove("file");
            for (_, value) in fields.iter_mut() {
                *value = without_files(value.take());
            }
        }
        _ => {}
    }
    value
}

/// What the program prints about a site.
fn said(dist: &Path, arguments: &[&str]) -> String {
    let mut bundler = Command::new(env!("CARGO_BIN_EXE_bundler"));
    let output = bundler.args(arguments).arg("--bundle").arg(dist).output();
    let output = output.expect("the program runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_program_answers_from_packs_as_from_files() {
    let (free, few) = (Scratch::new(), Scratch::new());
    free.build_own(100_000);
    few.build_own(1);
    let (free, few) = (free.path("dist"), few.path("dist"));
    for arguments in [
        &["search", "senate treaty"][..],
        &["search", "\"two thirds\"", "--explain"],
        &["stories"],
    ] {
        let answer = said(&free, arguments);
        assert!(answer.len() > 200, "{answer}");
        assert_eq!(answer, said(&few, arguments), "{arguments:?}");
    }
}

#[test]
fn an_archive_in_packs_says_the_same_in_fewer_files() {
    let (free, few) = (Scratch::new(), Scratch::new());
    free.build_own(100_000);
    few.build_own(1);
    let (free, packed) = (files(&free.path("dist")), files(&few.path("dist")));
    let count = |files: &Files, kind: &str| {
        let kind = format!("data/{kind}-");
        files.keys().filter(|name| name.starts_with(&kind)).count()
    };
    let articles = count(&free, "article");
    assert!(articles > 40);
    assert_eq!(count(&free, "articles"), 0);
    assert_eq!(count(&packed, "article"), 0);
    assert_eq!(count(&packed, "articles"), articles.div_ceil(32));
    assert_eq!(count(&packed, "arounds"), articles.div_ceil(32));
    // Plain text is what goes last, and then no page speaks of it.
    let twins = |files: &Files| {
        let is_twin = |name: &&String| name.starts_with("articles/") && name.ends_with(".txt");
        files.keys().filter(is_twin).count()
    };
    assert_eq!((twins(&free), twins(&packed)), (articles, 0));
    for (name, bytes) in packed
        .iter()
        .filter(|(name, _)| name.ends_with(".html") || *name == "llms.txt")
    {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !text.contains("text/plain") && !text.contains("index.txt"),
            "{name}"
        );
    }
    let pages = |files: &Files| -> BTreeSet<String> {
        files
            .keys()
            .filter(|name| name.ends_with(".html"))
            .cloned()
            .collect()
    };
    assert_eq!(pages(&free), pages(&packed));

    let (free, packed) = (directory(&free), directory(&packed));
    assert!(free.keys().eq(packed.keys()));
    for (name, value) in free {
        assert_eq!(
            without_files(value),
            without_files(packed[&name].clone()),
            "{name}"
        );
    }
}
