//! Measuring. Figures of one run are comparable with one another; figures of two runs are not.

use crate::run::{command, heading, root, run};
use crate::{build, setup, size};

/// Sizes of the generated archives whose pages are measured.
const ARCHIVES: [u32; 3] = [50, 1_000, 10_000];

/// Runs the named benchmarks, or all.
pub fn bench(named: &[String]) -> Result<(), String> {
    if named.is_empty() {
        size::size()?;
        if root().join("benches").is_dir() {
            heading("Benchmarks");
            run(command("cargo").args(["bench", "--benches"]))?;
        }
        return Ok(());
    }
    for name in named {
        if name == "size" {
            size::size()?;
        } else if name == "pages" {
            pages()?;
        } else {
            heading(name);
            run(command("cargo").args(["bench", "--bench", name]))?;
        }
    }
    Ok(())
}

/// What readers wait for: paint, blocked time, bytes and navigation over archives of three sizes, and Lighthouse's scores
/// of our own site. Takes about half an hour.
fn pages() -> Result<(), String> {
    let chrome = setup::for_browser_tests()?;
    let folder = root().join("benches/pages");
    setup::packages(&folder)?;
    let app = build::app()?;
    let bench = |action: &str, sites: &[std::path::PathBuf]| {
        let mut node = command("node");
        node.arg("main.js")
            .arg(action)
            .args(sites)
            .current_dir(&folder);
        node.envs(chrome.as_ref().map(|chrome| ("CHROME", chrome)));
        run(&mut node)
    };
    let own = root().join("target/dovecote/bench/own");
    build::site(&app, &root().join("seeds"), &own)?;
    heading("Lighthouse");
    bench("audit", &[own])?;
    let mut sites = Vec::new();
    for count in ARCHIVES {
        let seeds = root().join(format!("target/dovecote/bench/seeds-{count}"));
        let site = root().join(format!("target/dovecote/bench/{count}"));
        let mut generate = command("cargo");
        generate.args(["run", "--quiet", "--release", "--example", "generate", "--"]);
        run(generate.args(["markdown", &count.to_string()]).arg(&seeds))?;
        build::site(&app, &seeds, &site)?;
        sites.push(site);
    }
    heading("Pages");
    bench("measure", &sites)
}
