//! Installing what is missing. What is there already, in a version that fits, is used as it is.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{command, first_line, heading, root, run, tools};

/// The newest trunk that the pinned toolchain compiles.
const TRUNK: &str = "0.21.14";

/// The release of Binaryen whose `wasm-opt` is used; `Trunk.toml` names the same.
const BINARYEN: &str = "132";

/// Everything `serve` and `build` need: the wasm target, trunk, wasm-bindgen in the version of `Cargo.lock`, wasm-opt.
pub fn for_build() -> Result<(), String> {
    wasm_target()?;
    cargo_tool("trunk", "trunk", TRUNK, true)?;
    cargo_tool(
        "wasm-bindgen",
        "wasm-bindgen-cli",
        &locked_version("wasm-bindgen")?,
        false,
    )?;
    wasm_opt()
}

fn wasm_target() -> Result<(), String> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let there = first_line("rustc", &["--print", "target-libdir", "--target", TARGET])
        .is_some_and(|folder| Path::new(&folder).is_dir());
    if there {
        return Ok(());
    }
    heading("Adding the WebAssembly target");
    run(command("rustup").args(["target", "add", TARGET])).map_err(|error| {
        format!("the WebAssembly target is missing ({error}); type: rustup target add {TARGET}")
    })
}

/// Installs a program from its crate, unless the right version is on the path.
fn cargo_tool(program: &str, package: &str, version: &str, locked: bool) -> Result<(), String> {
    let found = first_line(program, &["--version"]).unwrap_or_default();
    if found.split_whitespace().nth(1) == Some(version) {
        return Ok(());
    }
    heading(&format!(
        "Installing {package} {version}; this takes a few minutes, once"
    ));
    let mut install = command("cargo");
    install.args(["install", "--root"]).arg(tools());
    install.arg(format!("{package}@{version}"));
    if locked {
        install.arg("--locked");
    }
    // A tool that runs for seconds need not be compiled for minutes.
    install
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env_remove("CARGO_TARGET_DIR");
    run(&mut install).map_err(|error| {
        format!(
            "{package} could not be installed ({error}); type: cargo install {package}@{version}"
        )
    })
}

/// wasm-opt from the package registry of Node, so that trunk need not download it; without Node trunk tries by itself.
fn wasm_opt() -> Result<(), String> {
    let wanted = format!("wasm-opt version {BINARYEN}");
    if first_line("wasm-opt", &["--version"]).is_some_and(|found| found.starts_with(&wanted)) {
        return Ok(());
    }
    if first_line("npm", &["--version"]).is_none() {
        eprintln!("npm is not there; trunk will download wasm-opt {BINARYEN} by itself");
        return Ok(());
    }
    heading(&format!("Installing wasm-opt {BINARYEN}"));
    fs::create_dir_all(tools())
        .map_err(|error| format!("can't make {}: {error}", tools().display()))?;
    let package = format!("binaryen@{BINARYEN}");
    run(command("npm")
        .args(["install", "--no-audit", "--no-fund", "--prefix"])
        .arg(tools())
        .arg(&package))
    .map_err(|error| {
        format!("wasm-opt could not be installed ({error}); type: npm install -g {package}")
    })
}

/// Packages of the browser tests, and a browser; returns the browser's path, or none for Playwright's own.
pub fn for_browser_tests() -> Result<Option<PathBuf>, String> {
    if first_line("npm", &["--version"]).is_none() {
        return Err("the browser tests need Node 20 or newer; install it from nodejs.org or your system's packages".into());
    }
    let folder = root().join("tests/e2e");
    let stamp = folder.join("node_modules/.package-lock.json");
    let newer = |a: &Path, b: &Path| Some(modified(a)? > modified(b)?);
    if newer(&stamp, &folder.join("package-lock.json")) != Some(true) {
        heading("Installing the packages of the browser tests");
        run(command("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
            .map_err(|error| format!("the browser tests' packages could not be installed ({error}); type: npm ci, in tests/e2e"))?;
    }
    browser(&folder)
}

/// A Chromium: the one `CHROME` names, one on the path, Playwright's own, or the system's package.
fn browser(folder: &Path) -> Result<Option<PathBuf>, String> {
    if let Some(named) = std::env::var_os("CHROME").filter(|path| !path.is_empty()) {
        let path = PathBuf::from(named);
        return if path.is_file() {
            Ok(Some(path))
        } else {
            Err(format!("CHROME names {}, which is no file", path.display()))
        };
    }
    if let Some(found) = on_path() {
        return Ok(Some(found));
    }
    heading("Installing a Chromium for the browser tests");
    if run(command("npx")
        .args(["playwright", "install", "chromium"])
        .current_dir(folder))
    .is_ok()
    {
        return Ok(None);
    }
    if first_line("apt-get", &["--version"]).is_some() {
        let install = || {
            run(command("apt-get").arg("update"))?;
            run(command("apt-get").args(["install", "-y", "--no-install-recommends", "chromium"]))
        };
        if install().is_ok()
            && let Some(found) = on_path()
        {
            return Ok(Some(found));
        }
    }
    Err("no Chromium could be installed; install one and type: CHROME=/path/to/chromium cargo xtask test".into())
}

fn on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|path| path.is_file())
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

/// The version of a package in `Cargo.lock`.
fn locked_version(package: &str) -> Result<String, String> {
    let lock = fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| format!("can't read Cargo.lock: {error}"))?;
    let mut lines = lock.lines();
    let name = format!("name = \"{package}\"");
    lines.find(|line| *line == name);
    let version = lines
        .next()
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version
        .map(str::to_owned)
        .ok_or_else(|| format!("Cargo.lock does not name {package}; type: cargo generate-lockfile"))
}
