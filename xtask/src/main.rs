//! The project's own commands, in Rust, so that they run wherever the project does.
//!
//! Each sets up what it needs and is missing, says in one sentence what it could not install and what to type, and stops
//! at the first step that fails.

mod bench;
mod build;
mod run;
mod serve;
mod setup;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [--seeds DIR] [--port N]       build the site and serve it, rebuilding on every change
  build [--seeds DIR] [--dist DIR]     write the release folder for a host (default: dist)
  test  [STEP ...]                     everything CI runs, or only: format, lint, native, site, browser
  bench [NAME ...]                     measure: size, or a benchmark of benches/
  setup                                only install what the others need
  pages                                what trunk's hook calls: make the site around the app just built";

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let command = if arguments.is_empty() {
        String::new()
    } else {
        arguments.remove(0)
    };
    let done = match command.as_str() {
        "serve" => Options::read(arguments).and_then(|options| serve::serve(&options)),
        "build" => Options::read(arguments).and_then(|options| build::build(&options)),
        "test" => test::test(&arguments),
        "bench" => bench::bench(&arguments),
        "setup" => setup::for_build().and_then(|_| setup::for_browser_tests().map(drop)),
        "pages" => build::pages(),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// What `serve` and `build` can be told.
#[derive(Default)]
pub struct Options {
    /// Folder of documents.
    pub seeds: Option<String>,
    /// Folder to write.
    pub dist: Option<String>,
    /// Port to serve on.
    pub port: Option<String>,
}

impl Options {
    fn read(arguments: Vec<String>) -> Result<Options, String> {
        let mut options = Options::default();
        let mut rest = arguments.into_iter();
        while let Some(name) = rest.next() {
            let place = match name.as_str() {
                "--seeds" => &mut options.seeds,
                "--dist" => &mut options.dist,
                "--port" => &mut options.port,
                _ => return Err(format!("unknown option {name}\n\n{USAGE}")),
            };
            *place = Some(rest.next().ok_or_else(|| format!("{name} wants a value"))?);
        }
        Ok(options)
    }
}
