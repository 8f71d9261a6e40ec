//! Everything CI runs, in the order in which a mistake is cheapest to find.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

use crate::run::{command, heading, root, run};
use crate::{build, setup, size};

/// A step: its name, the heading above it, what it needs, what it does.
struct Step {
    name: &'static str,
    title: &'static str,
    set_up: fn() -> Result<(), String>,
    run: fn(&[String]) -> Result<(), String>,
}

const STEPS: [Step; 5] = [
    Step {
        name: "format",
        title: "Format",
        set_up: setup::components,
        run: format,
    },
    Step {
        name: "lint",
        title: "Lints, warnings denied",
        set_up: lint_set_up,
        run: lint,
    },
    Step {
        name: "native",
        title: "Native tests",
        set_up: || Ok(()),
        run: native,
    },
    Step {
        name: "site",
        title: "The release site",
        set_up: setup::for_build,
        run: site,
    },
    Step {
        name: "browser",
        title: "Journeys in a real browser",
        set_up: browser_set_up,
        run: browser,
    },
];

/// Where the journeys find the site.
const SITE: &str = "target/dovecote/site";

/// Documents that try to run something, and the site made of them.
const HOSTILE_SEEDS: &str = "target/dovecote/hostile-seeds";
const HOSTILE_SITE: &str = "target/dovecote/hostile";

/// The demonstration archive for a host that takes few files.
const PACKED_SEEDS: &str = "target/dovecote/packed-seeds";
const PACKED_SITE: &str = "target/dovecote/packed";

/// How many hostile documents: every page that they make is opened.
const HOSTILE_DOCUMENTS: u32 = 240;

/// Runs all steps, or the named ones. What stands after `--` goes to Playwright.
pub fn test(mut named: Vec<String>) -> Result<(), String> {
    let split = named.iter().position(|argument| argument == "--");
    let for_playwright = split
        .map(|at| named.split_off(at)[1..].to_vec())
        .unwrap_or_default();
    if let Some(unknown) = named
        .iter()
        .find(|name| !STEPS.iter().any(|step| step.name == *name))
    {
        let names = STEPS.map(|step| step.name).join(", ");
        return Err(format!("there is no step {unknown}; there are: {names}"));
    }
    let wanted = |step: &&Step| named.is_empty() || named.iter().any(|name| name == step.name);
    // First of all: what can't be had is said now, and not after a quarter of an hour.
    heading("Set-up");
    for step in STEPS.iter().filter(wanted) {
        (step.set_up)()?;
    }
    for step in STEPS.iter().filter(wanted) {
        heading(step.title);
        (step.run)(&for_playwright)?;
    }
    heading("All is well");
    Ok(())
}

fn format(_: &[String]) -> Result<(), String> {
    run(command("cargo").args(["fmt", "--all", "--check"]))
        .map_err(|_| "some files are not formatted; type: cargo fmt --all".to_owned())
}

fn lint_set_up() -> Result<(), String> {
    setup::components()?;
    setup::wasm_target()
}

fn lint(_: &[String]) -> Result<(), String> {
    const BROWSER: [&str; 2] = ["--target", "wasm32-unknown-unknown"];
    let clippy = |arguments: &[&str]| {
        run(command("cargo")
            .arg("clippy")
            .args(arguments)
            .args(["--", "--deny", "warnings"]))
    };
    clippy(&["--workspace", "--all-targets"])?;
    clippy(&[&["--lib", "--bin", "app"], &BROWSER[..]].concat())?;
    clippy(
        &[
            &["--lib", "--bin", "search_worker", "--no-default-features"],
            &BROWSER[..],
        ]
        .concat(),
    )
}

fn native(_: &[String]) -> Result<(), String> {
    run(command("cargo").args(["test", "--workspace"]))
}

fn site(_: &[String]) -> Result<(), String> {
    let app = build::app()?;
    size::size()?;
    build::site(&app, &root().join("seeds"), &root().join(SITE))?;
    heading("A site of hostile documents");
    let seeds = root().join(HOSTILE_SEEDS);
    run(command("cargo")
        .args(["run", "--quiet", "--release", "--example", "hostile", "--"])
        .arg(&seeds)
        .arg(HOSTILE_DOCUMENTS.to_string()))?;
    build::site(&app, &seeds, &root().join(HOSTILE_SITE))?;
    heading("A site for a host that takes few files");
    let seeds = root().join(PACKED_SEEDS);
    packed_seeds(&root().join("seeds"), &seeds)
        .map_err(|error| format!("can't write {}: {error}", seeds.display()))?;
    build::site(&app, &seeds, &root().join(PACKED_SITE))
}

/// Copies documents; their `site.toml` asks for as few files as can be.
fn packed_seeds(from: &Path, to: &Path) -> std::io::Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            packed_seeds(&entry.path(), &place)?;
        } else {
            fs::copy(entry.path(), &place)?;
        }
    }
    let settings = to.join("site.toml");
    if settings.is_file() {
        let text = fs::read_to_string(&settings)?;
        fs::write(&settings, format!("most_files = 1\n{text}"))?;
    }
    Ok(())
}

fn browser_set_up() -> Result<(), String> {
    setup::for_browser_tests().map(drop)
}

fn browser(arguments: &[String]) -> Result<(), String> {
    let site = root().join(SITE);
    if !site.join("index.html").is_file() {
        return Err(
            "there is no site to walk through yet; type: cargo xtask test site browser".into(),
        );
    }
    let chrome = setup::for_browser_tests()?;
    let mut playwright = command("npx");
    playwright
        .args(["--no-install", "playwright", "test"])
        .args(arguments)
        .current_dir(setup::journeys());
    playwright
        .env("DOVECOTE_SITE", site)
        .env("DOVECOTE_HOSTILE", root().join(HOSTILE_SITE))
        .env("DOVECOTE_PACKED", root().join(PACKED_SITE))
        .env("DOVECOTE_BUNDLER", bundler()?)
        .env("DOVECOTE_PORT", free_port()?.to_string());
    if let Some(chrome) = chrome {
        playwright.env("CHROME", chrome);
    }
    run(&mut playwright)
}

/// The native program, built where it is not: it asks each host what it gets wrong.
fn bundler() -> Result<PathBuf, String> {
    run(command("cargo").args(["build", "--quiet", "--release", "--bin", "bundler"]))?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let name = format!("bundler{}", std::env::consts::EXE_SUFFIX);
    Ok(target.join("release").join(name))
}

/// A port that nobody listens on, so that two runs on one machine do not meet.
fn free_port() -> Result<u16, String> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    listener
        .map(|address| address.port())
        .map_err(|error| format!("no port can be had: {error}"))
}
