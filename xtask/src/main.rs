//! The project's own commands, in Rust, so that they run wherever the project does.
//!
//! Each sets up what it needs and is missing, says in one sentence what it could not install and what to type, and stops
//! at the first step that fails.

mod bench;
mod build;
mod run;
mod serve;
mod setup;
mod shrink;
mod size;
mod test;

use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [--seeds DIR] [--port N]       build the site and serve it, rebuilding on every change
  build [--seeds DIR] [--dist DIR]     write the release folder for a host (default: dist)
  test  [STEP ...] [-- ARGUMENT ...]   everything CI runs, or only some of: format, lint, native, site, browser;
                                       what follows -- goes to Playwright
  bench [NAME ...]                     measure: size, ingest, pages (in a browser), or one of benches/
  setup                                only install what the others need
  pages                                what trunk's hook calls: make the site around the app just built";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let done =
        match command.as_str() {
            "serve" => Options::read(rest, &["--seeds", "--port"])
                .and_then(|options| serve::serve(&options)),
            "build" => Options::read(rest, &["--seeds", "--dist"])
                .and_then(|options| build::build(&options)),
            "test" => test::test(rest),
            "bench" => bench::bench(&rest),
            "setup" => setup::for_build().and_then(|()| setup::for_browser_tests().map(drop)),
            "pages" => build::pages(),
            "help" | "--help" | "-h" => {
                println!("{USAGE}");
                Ok(())
            }
            _ => Err(USAGE.to_owned()),
        };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\n{message}");
            ExitCode::FAILURE
        }
    }
}

/// What `serve` and `build` can be told. Paths are absolute: a command runs in the project's folder, wherever it was
/// typed.
#[derive(Default)]
struct Options {
    /// Folder of documents.
    seeds: Option<PathBuf>,
    /// Folder to write.
    dist: Option<PathBuf>,
    /// Port to serve on.
    port: Option<u16>,
}

impl Options {
    fn read(arguments: Vec<String>, known: &[&str]) -> Result<Options, String> {
        let mut options = Options::default();
        let mut rest = arguments.into_iter();
        while let Some(argument) = rest.next() {
            let (name, value) = match argument.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (argument, None),
            };
            if !known.contains(&name.as_str()) {
                return Err(format!("there is no option {name} here\n\n{USAGE}"));
            }
            let value = value
                .or_else(|| rest.next())
                .ok_or_else(|| format!("{name} wants a value"))?;
            match name.as_str() {
                "--seeds" => options.seeds = Some(folder(&value)?),
                "--dist" => options.dist = Some(folder(&value)?),
                _ => options.port = Some(value.parse().map_err(|_| format!("{value} is no port"))?),
            }
        }
        Ok(options)
    }
}

fn folder(value: &str) -> Result<PathBuf, String> {
    std::path::absolute(value)
        .map_err(|error| format!("can't make out the folder {value}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_with_a_blank_or_an_equals_sign() {
        let read = |arguments: &[&str]| {
            let arguments = arguments.iter().map(|a| (*a).to_owned()).collect();
            Options::read(arguments, &["--seeds", "--port"])
        };
        for arguments in [
            &["--seeds", "/a", "--port", "9000"][..],
            &["--seeds=/a", "--port=9000"],
        ] {
            let options = read(arguments).expect("both options");
            assert_eq!(
                (options.seeds, options.port),
                (Some(PathBuf::from("/a")), Some(9000))
            );
        }
        for arguments in [
            &["--seeds"][..],
            &["--dist", "x"],
            &["--port", "many"],
            &["x"],
        ] {
            assert!(read(arguments).is_err(), "{arguments:?}");
        }
    }
}
