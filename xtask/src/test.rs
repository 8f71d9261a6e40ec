//! Everything CI runs, in the order in which a mistake is cheapest to find.

use crate::build;
use crate::run::{command, heading, root, run};
use crate::setup;

type Step = (&'static str, &'static str, fn() -> Result<(), String>);

const STEPS: [Step; 5] = [
    ("format", "Format", format),
    ("lint", "Lints, warnings denied", lint),
    ("native", "Native tests", native),
    ("site", "The release site", site),
    ("browser", "Journeys in a real browser", browser),
];

/// Runs all steps, or the named ones.
pub fn test(named: &[String]) -> Result<(), String> {
    if let Some(unknown) = named
        .iter()
        .find(|name| !STEPS.iter().any(|(step, ..)| step == *name))
    {
        return Err(format!(
            "there is no step {unknown}; there are: format, lint, native, site, browser"
        ));
    }
    for (name, title, step) in STEPS {
        if named.is_empty() || named.iter().any(|other| other == name) {
            heading(title);
            step()?;
        }
    }
    heading("All is well");
    Ok(())
}

fn format() -> Result<(), String> {
    run(command("cargo").args(["fmt", "--all", "--check"]))
        .map_err(|_| "some files are not formatted; type: cargo fmt --all".to_owned())
}

fn lint() -> Result<(), String> {
    let wasm = ["--target", "wasm32-unknown-unknown"];
    setup::for_build()?;
    let clippy = |arguments: &[&str]| {
        run(command("cargo")
            .arg("clippy")
            .args(arguments)
            .args(["--", "--deny", "warnings"]))
    };
    clippy(&["--workspace", "--all-targets"])?;
    clippy(&[&["--lib", "--bin", "app"], &wasm[..]].concat())?;
    clippy(
        &[
            &["--lib", "--bin", "search_worker", "--no-default-features"],
            &wasm[..],
        ]
        .concat(),
    )
}

fn native() -> Result<(), String> {
    run(command("cargo").args(["test", "--workspace"]))
}

/// Where the journeys find the site.
const SITE: &str = "target/dovecote/site";

fn site() -> Result<(), String> {
    let app = build::app()?;
    let path = |name: &str| root().join(name).to_string_lossy().into_owned();
    build::site(&app, &path("seeds"), &path(SITE))
}

fn browser() -> Result<(), String> {
    let chrome = setup::for_browser_tests()?;
    let mut playwright = command("npx");
    playwright
        .args(["playwright", "test"])
        .current_dir(root().join("tests/e2e"));
    playwright.env("DOVECOTE_SITE", root().join(SITE));
    if let Some(chrome) = chrome {
        playwright.env("CHROME", chrome);
    }
    run(&mut playwright)
}
