//! The command line: `bundler build | check | addresses | check-deploy | search | show | explain | schema`.
//!
//! Exit codes: 0 done, 1 the documents hold errors (nothing was written), 2 the program could not do its work.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};

use super::check_deploy::{Finding, Weight};
use super::problem::format::{self, Counts, Format};
use super::problem::{Code, Severity};
use super::publish::PublishArguments;
use super::show::Shown;
use super::{
    Config, Report, account, ask, check_deploy, explain, ledger, measure, outline, progress, read,
    run, schema, settings,
};

mod check;

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
        #[command(flatten)]
        publish: PublishArguments,
        /// Write compressed twins (.gz, .br) beside the files, for hosts that send what is there.
        #[arg(long)]
        compress: bool,
        /// Draw a picture for every article, to be shown where its link is shared; the site needs an address.
        #[arg(long)]
        cards: bool,
        /// Say how long each part of the work took, and what it took.
        #[arg(long)]
        timings: bool,
    },
    /// Read and check every document; write nothing but what is asked for.
    Check(check::Arguments),
    /// Promise to keep every address the site has now: add the new ones to `addresses.txt` beside the documents.
    Addresses {
        #[command(flatten)]
        seeds: SeedsFolder,
    },
    /// Ask a live site what its host gets wrong: types, caching, compression, policy, deep links, not found.
    CheckDeploy {
        /// Address of the site's home, such as https://example.org/archive/.
        url: String,
    },
    /// Search a written bundle as the browser would.
    Search(ask::Arguments),
    /// Write the ranked suggestions of every article, to be measured with public judgements.
    Related(measure::Related),
    /// Write which articles tell one event, as JSON.
    Stories(measure::Stories),
    /// Print what one document became.
    Show {
        /// The document.
        file: PathBuf,
        /// Print the published JSON; `bundler schema show` describes it.
        #[arg(long, conflicts_with = "coverage")]
        json: bool,
        /// Print what became of every byte.
        #[arg(long)]
        coverage: bool,
    },
    /// Say what a rule asks for, with an example broken and mended; without a code, list all rules.
    Explain {
        /// The words in brackets behind a problem's severity, such as `weekday-mismatch`.
        code: Option<String>,
    },
    /// Print the JSON Schema of the bundle's files and of `show --json`.
    Schema {
        /// Only of this kind: manifest, article, around, list, categories, sources, names or show.
        kind: Option<String>,
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

/// The names of [`Format`] on the command line.
#[derive(Clone, Copy, ValueEnum)]
enum FormatName {
    Text,
    Json,
    Sarif,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Text => Self::Text,
            FormatName::Json => Self::Json,
            FormatName::Sarif => Self::Sarif,
        }
    }
}

/// Runs the program.
pub fn main() -> ExitCode {
    progress::show();
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
        Command::Build {
            seeds,
            dist,
            app,
            publish,
            compress,
            cards,
            timings,
        } => {
            let (report, took) = progress::timed(|| {
                run(&Config {
                    seeds: seeds.folder.clone(),
                    dist: Some(dist),
                    app,
                    publish: publish.publish(),
                    compress,
                    cards,
                })
            });
            let report = report?;
            let code = say(&report, &seeds.folder);
            if timings {
                print(&timetable(&report, took));
            }
            Ok(code)
        }
        Command::Check(arguments) => check::check(&arguments),
        Command::Addresses { seeds } => addresses(&seeds.folder),
        Command::CheckDeploy { url } => check_live(&url),
        Command::Search(arguments) => {
            print(&ask::ask(&arguments)?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Related(asked) => asked.execute(),
        Command::Stories(asked) => asked.execute(),
        Command::Show {
            file,
            json,
            coverage,
        } => {
            let bytes = std::fs::read(&file)
                .map_err(|error| format!("can't read {}: {error}", file.display()))?;
            let folder = file.parent().unwrap_or(Path::new("."));
            let settings = settings::read(folder, &mut Vec::new());
            let reading = read::one(&file.to_string_lossy(), &bytes, &settings);
            let text = if json {
                Shown::new(&reading)
                    .to_json()
                    .map_err(|error| error.to_string())?
                    + "\n"
            } else if coverage {
                account::write(&reading)
            } else {
                outline::write(&reading)
            };
            print(&text);
            let failed = reading
                .problems
                .iter()
                .any(|problem| problem.severity == Severity::Error);
            Ok(ExitCode::from(u8::from(failed)))
        }
        Command::Explain { code: None } => {
            print(&explain::list());
            Ok(ExitCode::SUCCESS)
        }
        Command::Explain { code: Some(name) } => {
            let code = Code::parse(&name).ok_or_else(|| {
                let nearest = explain::nearest(&name)
                    .map(|nearest| format!("did you mean \"{nearest}\"? "))
                    .unwrap_or_default();
                format!("there is no rule \"{name}\"; {nearest}`bundler explain` lists all")
            })?;
            print(&explain::one(code));
            Ok(ExitCode::SUCCESS)
        }
        Command::Schema { kind } => {
            let schema = match &kind {
                None => schema::published(),
                Some(kind) => schema::one(kind).ok_or_else(|| {
                    let names: Vec<&str> = schema::KINDS.iter().map(|(name, _)| *name).collect();
                    format!("there is no kind \"{kind}\"; one of {}", names.join(", "))
                })?,
            };
            print(&schema::print(&schema));
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Prints to standard output. A closed pipe (`| head`) is no failure.
fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn plural(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

fn found(counts: Counts) -> String {
    format!(
        "{}, {}",
        plural(counts.errors, "error"),
        plural(counts.warnings, "warning")
    )
}

/// `bundler addresses`.
fn addresses(seeds: &Path) -> Result<ExitCode, String> {
    let report = run(&Config {
        seeds: seeds.to_owned(),
        publish: PublishArguments::default().publish(),
        ..Config::default()
    })?;
    let code = say(&report, seeds);
    if code == ExitCode::SUCCESS {
        let changed = ledger::update(seeds, &report.addresses)
            .map_err(|error| format!("can't write {}: {error}", ledger::FILE_NAME))?;
        println!("{changed} lines of {} changed", ledger::FILE_NAME);
    }
    Ok(code)
}

/// `bundler check-deploy`.
fn check_live(url: &str) -> Result<ExitCode, String> {
    let checked = check_deploy::check(url)?;
    for finding in &checked.findings {
        print!("{finding}");
    }
    let wrong = |finding: &Finding| finding.weight == Weight::Wrong;
    println!(
        "{} requests, {} findings",
        checked.requests,
        checked.findings.len()
    );
    Ok(ExitCode::from(u8::from(checked.findings.iter().any(wrong))))
}

/// What a build took, and what it wrote of each kind, a line each.
fn timetable(report: &Report, took: Duration) -> String {
    let laps = report.timings.laps.iter().copied();
    let mut rows: Vec<(&str, String)> = laps
        .chain([("all of it", took)])
        .chain(progress::cpu_time().map(|time| ("CPU time", time)))
        .map(|(what, took)| (what, format!("{:.2} s", took.as_secs_f64())))
        .collect();
    rows.extend(progress::peak_memory().map(|bytes| {
        (
            "peak memory",
            format!("{:.0} MiB", bytes as f64 / f64::from(1 << 20)),
        )
    }));
    let kinds = report.written.iter().flat_map(|written| &written.kinds);
    rows.extend(kinds.map(|(kind, (files, bytes))| {
        let megabytes = *bytes as f64 / 1_000_000.0;
        (
            *kind,
            format!("{megabytes:.1} MB in {}", plural(*files, "file")),
        )
    }));
    let line = |(what, took): (&str, String)| format!("{what:>28} {took:>12}\n");
    rows.into_iter().map(line).collect()
}

fn say(report: &Report, seeds: &Path) -> ExitCode {
    eprint!(
        "{}",
        format::write(&report.problems, 0, seeds, Format::Text)
    );
    let counts = Counts::of(&report.problems);
    let found = found(counts);
    if counts.errors > 0 {
        eprintln!("{found}; nothing was written");
        return ExitCode::from(1);
    }
    let read = plural(report.articles, "article");
    if let Some(written) = &report.written {
        println!(
            "{read}, {} and {:.1} kB written to {}: {found}",
            plural(written.files, "file"),
            written.bytes as f64 / 1000.0,
            written.folder.display()
        );
        if let Some(note) = &written.note {
            eprintln!("note: {note}");
        }
        for limit in &written.limits {
            eprintln!("warning: {limit}");
        }
    }
    ExitCode::SUCCESS
}
