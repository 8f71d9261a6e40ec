//! The command line: `bundler build | check | show`.
//!
//! Exit codes: 0 done, 1 the documents hold errors (nothing was written), 2 the program could not do its work.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use super::problem::Severity;
use super::show::Shown;
use super::{Config, Report, outline, read, run, settings};

#[derive(Parser)]
#[command(
    name = "bundler",
    version,
    about = "Turns a folder of documents into a site for any static host."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the whole site: a page for every route, the data the app reads, the search index and the feeds.
    Build {
        #[command(flatten)]
        seeds: SeedsFolder,
        /// Folder to write. It is replaced as a whole, and only when everything went well.
        #[arg(long, value_name = "DIR", default_value = "dist")]
        dist: PathBuf,
        /// Folder with the compiled app, as trunk writes it. Without it the site is pages only, and still whole.
        #[arg(long, value_name = "DIR")]
        app: Option<PathBuf>,
    },
    /// Read and check every document; write nothing.
    Check {
        #[command(flatten)]
        seeds: SeedsFolder,
    },
    /// Print what one document became.
    Show {
        /// The document.
        file: PathBuf,
        /// Print the published JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(clap::Args)]
struct SeedsFolder {
    /// Folder of documents; its `site.toml` holds everything that is particular to the site.
    #[arg(
        long = "seeds",
        value_name = "DIR",
        env = "DOVECOTE_SEEDS",
        default_value = "seeds"
    )]
    folder: PathBuf,
}

/// Runs the program.
pub fn main() -> ExitCode {
    match execute(Arguments::parse().command) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("bundler: {message}");
            ExitCode::from(2)
        }
    }
}

fn execute(command: Command) -> Result<ExitCode, String> {
    match command {
        Command::Build { seeds, dist, app } => {
            let report = run(&Config {
                seeds: seeds.folder,
                dist: Some(dist),
                app,
            })?;
            Ok(say(&report))
        }
        Command::Check { seeds } => {
            let report = run(&Config {
                seeds: seeds.folder,
                dist: None,
                app: None,
            })?;
            Ok(say(&report))
        }
        Command::Show { file, json } => {
            let bytes = std::fs::read(&file)
                .map_err(|error| format!("can't read {}: {error}", file.display()))?;
            let folder = file.parent().unwrap_or(std::path::Path::new("."));
            let settings = settings::read(folder, &mut Vec::new());
            let reading = read::one(&file.to_string_lossy(), &bytes, &settings);
            let text = if json {
                Shown::new(&reading)
                    .to_json()
                    .map_err(|error| error.to_string())?
                    + "\n"
            } else {
                outline::write(&reading)
            };
            // A closed pipe (`| head`) is no failure.
            let _ = std::io::stdout().write_all(text.as_bytes());
            let failed = reading
                .problems
                .iter()
                .any(|problem| problem.severity == Severity::Error);
            Ok(ExitCode::from(u8::from(failed)))
        }
    }
}

fn say(report: &Report) -> ExitCode {
    for problem in &report.problems {
        eprintln!("{problem}");
    }
    let count = |severity| {
        report
            .problems
            .iter()
            .filter(|p| p.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let found = format!(
        "{}, {}",
        plural(errors, "error"),
        plural(warnings, "warning")
    );
    if errors > 0 {
        eprintln!("{found}; nothing was written");
        return ExitCode::from(1);
    }
    let read = plural(report.articles, "article");
    match &report.written {
        None => println!("{read} checked: {found}"),
        Some(written) => println!(
            "{read}, {} and {:.1} kB written to {}: {found}",
            plural(written.files, "file"),
            written.bytes as f64 / 1000.0,
            written.folder.display()
        ),
    }
    ExitCode::SUCCESS
}
