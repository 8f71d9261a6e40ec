//! The release folder, in two steps: the app, compiled only when its sources changed, and the site around it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::Options;
use crate::run::{command, heading, root, run};
use crate::setup;

/// Set while trunk builds the app alone: its hook then leaves the site to us.
const APP_ONLY: &str = "DOVECOTE_APP_ONLY";

/// Writes the release folder.
pub fn build(options: &Options) -> Result<(), String> {
    let app = app()?;
    site(
        &app,
        options.seeds.as_deref().unwrap_or("seeds"),
        options.dist.as_deref().unwrap_or("dist"),
    )
}

/// Makes a site of an archive around a compiled app. Compiles nothing but the native program, and that once.
pub fn site(app: &Path, seeds: &str, dist: &str) -> Result<(), String> {
    heading(&format!("Writing the site of {seeds} to {dist}"));
    let here = std::env::current_dir().map_err(|error| format!("where are we? {error}"))?;
    let mut bundler = command("cargo");
    bundler
        .args([
            "run",
            "--quiet",
            "--release",
            "--bin",
            "bundler",
            "--",
            "build",
            "--app",
        ])
        .arg(app);
    run(bundler
        .arg("--seeds")
        .arg(here.join(seeds))
        .arg("--dist")
        .arg(here.join(dist)))
}

/// What trunk's hook calls, with trunk's staging folder in the environment.
pub fn pages() -> Result<(), String> {
    if std::env::var_os(APP_ONLY).is_some() {
        return Ok(());
    }
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .ok_or("this is called by trunk; type: cargo xtask build")?;
    let mut bundler = command("cargo");
    bundler
        .args(["run", "--quiet", "--bin", "bundler", "--", "build", "--app"])
        .arg(&staging);
    run(bundler.arg("--dist").arg(&staging))
}

/// The compiled app; built when a source is newer than it.
pub fn app() -> Result<PathBuf, String> {
    let folder = root().join("target/dovecote/app");
    let built = folder.join("index.html");
    if modified(&built).is_some_and(|built| built > newest_source()) {
        return Ok(folder);
    }
    setup::for_build()?;
    heading("Compiling the app");
    let mut trunk = command("trunk");
    trunk
        .args(["build", "--release", "--dist"])
        .arg(&folder)
        .env(APP_ONLY, "1");
    // trunk reads this variable as a flag of its own and refuses values such as "1".
    run(trunk.env_remove("NO_COLOR"))?;
    Ok(folder)
}

/// When what the app is made of was changed last.
fn newest_source() -> SystemTime {
    let root = root();
    let mut newest = SystemTime::UNIX_EPOCH;
    let mut waiting: Vec<PathBuf> = [
        "src",
        "index.html",
        "Trunk.toml",
        "Cargo.toml",
        "Cargo.lock",
    ]
    .map(|name| root.join(name))
    .into();
    while let Some(path) = waiting.pop() {
        // The native half is no part of the app.
        if path.is_dir() && !path.ends_with("src/bundle") {
            let entries = fs::read_dir(&path).into_iter().flatten().flatten();
            waiting.extend(entries.map(|entry| entry.path()));
        } else if let Some(time) = modified(&path).filter(|_| path.is_file()) {
            newest = newest.max(time);
        }
    }
    newest
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}
