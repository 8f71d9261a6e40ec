//! The rules of the house, as tests: which module may use which, and what occurs nowhere.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules in the order in which they may use one another. `view::part` stands before both halves.
const ORDER: &[&[&str]] = &[
    &["text"],
    &["model"],
    &["route"],
    &["search", "related"],
    &["wire"],
    &["view::part"],
    &["bundle"],
    &["platform"],
    &["store"],
    &["view::page"],
    &["view::found"],
    &["view::app"],
];

/// Uses of a later module that are meant: (who, whom).
const ALLOWED: &[(&str, &str)] = &[
    // Both speak of the same fields of an article.
    ("related", "search"),
];

fn sources(folder: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join(folder), &mut paths);
    paths.sort();
    let name = |path: &PathBuf| {
        path.strip_prefix(root)
            .expect("below the root")
            .to_string_lossy()
            .replace('\\', "/")
    };
    paths
        .iter()
        .map(|path| (name(path), fs::read_to_string(path).expect("UTF-8")))
        .collect()
}

/// `src/view/part/head.rs` is `view::part`, `src/search/rank.rs` is `search`.
fn module_of(path: &str) -> Option<&'static str> {
    let inner = path
        .strip_prefix("src/")?
        .trim_end_matches(".rs")
        .replace('/', "::");
    ORDER.iter().copied().flatten().copied().find(|module| {
        inner == **module
            || inner
                .strip_prefix(module)
                .is_some_and(|rest| rest.starts_with("::"))
    })
}

fn rank(module: &str) -> usize {
    ORDER
        .iter()
        .position(|layer| layer.contains(&module))
        .expect("a known module")
}

/// Code without its comments: a comment may name anything.
fn code(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn imports_run_one_way() {
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        let Some(module) = module_of(&path) else {
            continue;
        };
        let text = code(&text);
        for target in ORDER.iter().copied().flatten().copied() {
            let uses = text
                .match_indices(&format!("crate::{target}"))
                .any(|(at, found)| {
                    !text[at + found.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
                });
            let sideways = rank(target) == rank(module) && target != module;
            // `bundle` and the browser half meet in `wire` only.
            let across = target == "bundle" && module != "bundle";
            if uses
                && (rank(target) > rank(module) || sideways || across)
                && !ALLOWED.contains(&(module, target))
            {
                wrong.push(format!("{path} ({module}) uses {target}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_browser_is_reached_through_platform_only() {
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        // The interpreter of markup is handed nodes by the framework's own renderer.
        let home = path.starts_with("src/platform") || path.starts_with("src/bin/");
        let text = code(&text);
        for name in ["web_sys", "js_sys", "gloo_net", "wasm_bindgen"] {
            let named =
                text.contains(&format!("{name}::")) || text.contains(&format!("use {name};"));
            if !home && named {
                wrong.push(format!("{path} names {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn serde_derives_stand_in_wire_and_the_published_schema() {
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        let home = path.starts_with("src/wire") || path.starts_with("src/bundle/show");
        let text = code(&text);
        let derives = text.split("derive(").skip(1).any(|rest| {
            let list = rest.split(')').next().unwrap_or_default();
            list.contains("Serialize") || list.contains("Deserialize")
        });
        if !home && derives {
            wrong.push(path);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_html_string_reaches_a_page() {
    let words = [
        concat!("inner", "_html"),
        concat!("set_inner", "_html"),
        concat!("eval", "("),
    ];
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        for word in words {
            if code(&text).contains(word) {
                wrong.push(format!("{path} has {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn paths_are_spelled_in_route_only() {
    let spelled = [
        "\"articles/",
        "\"categories/",
        "\"sources/",
        "\"search/",
        "\"/articles",
        "\"/search",
    ];
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        if path.starts_with("src/route") {
            continue;
        }
        // Tests at the end of a file may spell what they expect.
        let text = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        for word in spelled {
            if code(text).contains(word) {
                wrong.push(format!("{path} spells {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn modules_have_names_of_their_own() {
    for (path, _) in sources("src") {
        let file = path.rsplit('/').next().expect("a name");
        assert!(
            ![
                "mod.rs",
                "util.rs",
                "utils.rs",
                "common.rs",
                "helpers.rs",
                "misc.rs",
                "types.rs"
            ]
            .contains(&file),
            "{path}"
        );
    }
}
