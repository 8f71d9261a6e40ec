//! Installing what is missing. What is there already, in a version that fits, is used as it is.
//!
//! trunk can download the tools it calls, where it can reach their releases. Here they come from the two registries that
//! the project needs anyway, so that a machine which reaches nothing else can build it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{command, first_line, heading, root, run, tools};

/// The newest trunk that the pinned toolchain compiles.
const TRUNK: &str = "0.21.14";

/// The release of Binaryen whose `wasm-opt` is used; `Trunk.toml` names the same.
const BINARYEN: &str = "132";

/// Versions that decide what the app's bytes are, beside those of `Cargo.lock`.
pub const VERSIONS: [&str; 2] = [TRUNK, BINARYEN];

/// Everything a release needs: the wasm target, trunk, wasm-bindgen in the version of `Cargo.lock`, wasm-opt.
pub fn for_build() -> Result<(), String> {
    compiling()?;
    wasm_opt()
}

/// The same. wasm-opt is only used for a release: its absence keeps nobody from serving.
pub fn for_serving() -> Result<(), String> {
    compiling()?;
    if let Err(message) = wasm_opt() {
        eprintln!("{message}\nServing goes on without it.");
    }
    Ok(())
}

fn compiling() -> Result<(), String> {
    wasm_target()?;
    cargo_tool("trunk", "trunk", TRUNK, &["--locked"])?;
    // Its own lock file names versions that were withdrawn since.
    cargo_tool(
        "wasm-bindgen",
        "wasm-bindgen-cli",
        &locked_version("wasm-bindgen")?,
        &[],
    )
}

/// rustfmt and clippy, which a minimal toolchain comes without.
pub fn components() -> Result<(), String> {
    for (name, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if first_line("cargo", &[subcommand, "--version"]).is_none() {
            heading(&format!("Adding {name}"));
            run(command("rustup").args(["component", "add", name])).map_err(|error| {
                format!(
                    "{name} could not be installed ({error}); type: rustup component add {name}"
                )
            })?;
        }
    }
    Ok(())
}

/// The standard library for WebAssembly.
pub fn wasm_target() -> Result<(), String> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let there = first_line("rustc", &["--print", "target-libdir", "--target", TARGET])
        .is_some_and(|folder| Path::new(&folder).is_dir());
    if there {
        return Ok(());
    }
    heading("Adding the WebAssembly target");
    run(command("rustup").args(["target", "add", TARGET])).map_err(|error| {
        format!("the WebAssembly target could not be installed ({error}); type: rustup target add {TARGET}")
    })
}

/// Installs a program from its crate, unless the right version is on the path.
fn cargo_tool(program: &str, package: &str, version: &str, more: &[&str]) -> Result<(), String> {
    let is_there = || {
        let found = first_line(program, &["--version"]).unwrap_or_default();
        found.split_whitespace().nth(1) == Some(version)
    };
    if is_there() {
        return Ok(());
    }
    heading(&format!(
        "Installing {package} {version}; this takes some minutes, once"
    ));
    let package = format!("{package}@{version}");
    let mut install = command("cargo");
    install
        .args(["install", "--root"])
        .arg(tools())
        .arg(&package)
        .args(more);
    // A tool that runs for seconds need not be compiled for minutes.
    install
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    let failed = |why: &str| {
        let more: String = more.iter().map(|argument| format!(" {argument}")).collect();
        format!(
            "{program} {version} could not be installed ({why}); type: cargo install {package}{more}"
        )
    };
    run(&mut install).map_err(|error| failed(&error))?;
    if is_there() {
        Ok(())
    } else {
        Err(failed("what was installed does not run"))
    }
}

/// wasm-opt from the package registry of Node. Without Node, trunk downloads it by itself.
fn wasm_opt() -> Result<(), String> {
    let is_there = || {
        let wanted = format!("wasm-opt version {BINARYEN}");
        first_line("wasm-opt", &["--version"]).is_some_and(|found| {
            found
                .strip_prefix(&wanted)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        })
    };
    if is_there() {
        return Ok(());
    }
    if first_line("npm", &["--version"]).is_none() {
        eprintln!("npm is not there; trunk will try to download wasm-opt {BINARYEN} by itself.");
        return Ok(());
    }
    heading(&format!("Installing wasm-opt {BINARYEN}"));
    let package = format!("binaryen@{BINARYEN}");
    let failed = |why: &str| {
        format!(
            "wasm-opt {BINARYEN} could not be installed ({why}); type: npm install --global {package}"
        )
    };
    fs::create_dir_all(tools())
        .map_err(|error| format!("can't make {}: {error}", tools().display()))?;
    run(command("npm")
        .args(["install", "--no-audit", "--no-fund", "--prefix"])
        .arg(tools())
        .arg(&package))
    .map_err(|error| failed(&error))?;
    if is_there() {
        Ok(())
    } else {
        Err(failed("what was installed does not run"))
    }
}

/// Packages of the browser tests, and a browser; returns the browser's path, or none for Playwright's own.
pub fn for_browser_tests() -> Result<Option<PathBuf>, String> {
    const NODE: u32 = 20;
    let major = first_line("node", &["--version"]).and_then(|version| {
        version
            .trim_start_matches('v')
            .split('.')
            .next()?
            .parse::<u32>()
            .ok()
    });
    if major.is_none_or(|major| major < NODE) || first_line("npm", &["--version"]).is_none() {
        return Err(format!(
            "the browser tests need Node {NODE} or newer with npm, which can't be installed from here; get it from \
             nodejs.org or from your system's packages, then type: cargo xtask test"
        ));
    }
    let folder = journeys();
    packages(&folder)?;
    browser(&folder)
}

/// What a folder's `package-lock.json` lists.
pub fn packages(folder: &Path) -> Result<(), String> {
    // npm writes this file last; what it holds is what was installed.
    let stamp = folder.join("node_modules/.package-lock.json");
    let modified = |path: &Path| fs::metadata(path).ok()?.modified().ok();
    let is_fresh = modified(&stamp)
        .zip(modified(&folder.join("package-lock.json")))
        .is_some_and(|(a, b)| a > b);
    if is_fresh {
        return Ok(());
    }
    heading(&format!("Installing the packages of {}", folder.display()));
    let mut install = command("npm");
    install
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(folder);
    run(install.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")).map_err(|error| {
        format!(
            "these packages could not be installed ({error}); type: npm ci --prefix {}",
            folder.display()
        )
    })
}

/// The folder of the browser tests.
pub fn journeys() -> PathBuf {
    root().join("tests/e2e")
}

/// A Chromium: the one `CHROME` names, one on the path, Playwright's own, or the system's package.
fn browser(folder: &Path) -> Result<Option<PathBuf>, String> {
    if let Some(named) = std::env::var_os("CHROME").filter(|path| !path.is_empty()) {
        let path = PathBuf::from(named);
        return if path.is_file() {
            Ok(Some(path))
        } else {
            Err(format!(
                "CHROME names {}, which is no file; type: unset CHROME",
                path.display()
            ))
        };
    }
    if let Some(found) = installed() {
        return Ok(Some(found));
    }
    if starts(folder) {
        return Ok(None);
    }
    heading("Installing a Chromium for the browser tests");
    let mut own = command("npx");
    own.args(["--no-install", "playwright", "install", "chromium"])
        .current_dir(folder);
    // It can be downloaded and still miss a library of the system.
    if run(&mut own).is_ok() && starts(folder) {
        return Ok(None);
    }
    if first_line("apt-get", &["--version"]).is_some() {
        let package = || {
            run(command("apt-get").arg("update"))?;
            run(command("apt-get").args([
                "install",
                "--yes",
                "--no-install-recommends",
                "chromium",
            ]))
        };
        if package().is_ok()
            && let Some(found) = installed()
        {
            return Ok(Some(found));
        }
    }
    Err("no Chromium could be installed; install one, then type: CHROME=/path/to/chromium cargo xtask test".into())
}

/// Whether Playwright's own Chromium is there and comes up.
fn starts(folder: &Path) -> bool {
    const SCRIPT: &str = "import { chromium } from '@playwright/test'; \
        const browser = await chromium.launch({ args: ['--no-sandbox'] }); await browser.close();";
    let mut node = command("node");
    node.args(["--input-type=module", "--eval", SCRIPT])
        .current_dir(folder);
    node.stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    run(&mut node).is_ok()
}

/// A Chromium that this machine has.
fn installed() -> Option<PathBuf> {
    const NAMES: [&str; 5] = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ];
    const PLACES: [&str; 2] = [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let file = |name: &str| format!("{name}{}", std::env::consts::EXE_SUFFIX);
    // The first name wins over the first folder: Chromium is what the journeys are written for.
    let on_path = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(|folder| folder.join(file(name))));
    on_path
        .chain(PLACES.map(PathBuf::from))
        .find(|path| path.is_file())
}

/// The version of a package in `Cargo.lock`.
fn locked_version(package: &str) -> Result<String, String> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).map_err(|error| {
        format!("can't read Cargo.lock ({error}); type: cargo generate-lockfile")
    })?;
    version_in(&lock, package)
        .ok_or_else(|| format!("Cargo.lock does not name {package}; type: cargo generate-lockfile"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_under_the_whole_name_of_its_package() {
        let lock = "[[package]]\nname = \"a-macro\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"2.0.1\"\n";
        assert_eq!(version_in(lock, "a").as_deref(), Some("2.0.1"));
        assert_eq!(version_in(lock, "macro"), None);
    }

    #[test]
    fn trunk_is_told_of_the_wasm_opt_that_is_installed() {
        let settings = fs::read_to_string(root().join("Trunk.toml")).expect("Trunk.toml");
        assert!(
            settings.contains(&format!("wasm_opt = \"version_{BINARYEN}\"")),
            "{settings}"
        );
    }
}
