//! The release folder, in two steps: the app, compiled only when its sources changed, and the site around it.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use crate::Options;
use crate::run::{command, heading, root, run};
use crate::{setup, shrink};

/// Names the folder of documents to the bundler.
pub const SEEDS: &str = "DOVECOTE_SEEDS";

/// Set while trunk builds the app alone: its hook then leaves the site to us.
const APP_ONLY: &str = "DOVECOTE_APP_ONLY";

/// Writes the release folder.
pub fn build(options: &Options) -> Result<(), String> {
    let or =
        |given: &Option<PathBuf>, usual: &str| given.clone().unwrap_or_else(|| root().join(usual));
    let app = app()?;
    site(
        &app,
        &or(&options.seeds, "seeds"),
        &or(&options.dist, "dist"),
    )
}

/// Makes a site of an archive around a compiled app. Compiles nothing but the native program, and that once.
pub fn site(app: &Path, seeds: &Path, dist: &Path) -> Result<(), String> {
    heading(&format!(
        "Writing the site of {} to {}",
        seeds.display(),
        dist.display()
    ));
    // Apart from running it, so that a first compilation shows how far it is.
    run(command("cargo").args(["build", "--release", "--bin", "bundler"]))?;
    let mut bundler = command("cargo");
    bundler.args([
        "run",
        "--quiet",
        "--release",
        "--bin",
        "bundler",
        "--",
        "build",
    ]);
    bundler
        .arg("--app")
        .arg(app)
        .arg("--seeds")
        .arg(seeds)
        .arg("--dist")
        .arg(dist)
        .args(["--compress", "--cards"]);
    run(&mut bundler).map_err(|_| "the site was not written; the lines above say why".to_owned())
}

/// What trunk's hook calls, with trunk's staging folder in the environment. The documents are those that the environment
/// names, or `seeds`: the bundler knows.
pub fn pages() -> Result<(), String> {
    if std::env::var_os(APP_ONLY).is_some() {
        return Ok(());
    }
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .ok_or("only trunk calls this; type: cargo xtask build")?;
    let mut bundler = command("cargo");
    bundler.args(["run", "--quiet", "--bin", "bundler"]);
    if std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        bundler.arg("--release");
        shrink::folder(Path::new(&staging))?;
    }
    bundler
        .args(["--", "build", "--app"])
        .arg(&staging)
        .arg("--dist")
        .arg(&staging);
    run(&mut bundler).map_err(|_| "the site was not written; the lines above say why".to_owned())
}

/// The compiled app: trunk's output, built again when something it is made of is not what it was.
pub fn app() -> Result<PathBuf, String> {
    let folder = root().join("target/dovecote/app");
    let stamp = root().join("target/dovecote/app.stamp");
    // Taken before the build: a file that is saved meanwhile makes for another build, not for none.
    let sources = fingerprint().map_err(|error| format!("can't read the sources: {error}"))?;
    if folder.join("index.html").is_file()
        && fs::read_to_string(&stamp).is_ok_and(|built| built == sources)
    {
        return Ok(folder);
    }
    setup::for_build()?;
    heading("Compiling the app");
    // What is left of it after a failure is no app.
    let _ = fs::remove_file(&stamp);
    let mut trunk = command("trunk");
    trunk
        .args(["build", "--release", "--skip-version-check", "--dist"])
        .arg(&folder);
    run(trunk.env(APP_ONLY, "1"))?;
    shrink::folder(&folder)?;
    fs::write(&stamp, sources)
        .map_err(|error| format!("can't write {}: {error}", stamp.display()))?;
    Ok(folder)
}

/// A hash of everything the app is made of. By content and not by time: neither a fresh checkout nor a branch that was
/// looked at and left compiles anything. Another compiler may hash in another way, and then compiles once more.
fn fingerprint() -> std::io::Result<String> {
    const PARTS: [&str; 6] = [
        "src",
        "index.html",
        "Trunk.toml",
        "Cargo.toml",
        "Cargo.lock",
        "rust-toolchain.toml",
    ];
    // The native half is no part of the app.
    const NATIVE: [&str; 3] = ["src/bundle", "src/bundle.rs", "src/bin/bundler.rs"];
    let native = NATIVE.map(|path| root().join(path));
    let mut waiting: Vec<PathBuf> = PARTS.map(|path| root().join(path)).into();
    let mut files = BTreeSet::new();
    while let Some(path) = waiting.pop() {
        if native.contains(&path) {
            continue;
        }
        if path.is_dir() {
            for entry in fs::read_dir(&path)? {
                waiting.push(entry?.path());
            }
        } else {
            files.insert(path);
        }
    }
    let mut hasher = DefaultHasher::new();
    setup::VERSIONS.hash(&mut hasher);
    // What becomes of it after trunk.
    include_str!("shrink.rs").hash(&mut hasher);
    for file in files {
        file.strip_prefix(root()).unwrap_or(&file).hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    Ok(format!("{:016x}\n", hasher.finish()))
}
