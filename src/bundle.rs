//! (native) Documents in, a site out: read, check, link, index, emit.
//!
//! [`run`] is the whole of it in one screen. Promises: the same seeds and the same app give the same bytes, on any number
//! of threads; all problems come in one report; on any error nothing is written; what is written replaces the old version
//! as a whole. No clock is read and no network is asked.

use std::path::PathBuf;

pub mod outline;
pub mod problem;
pub mod seed;
pub mod show;

pub mod settings;

pub mod read;

pub mod convert;
pub mod corpus;

pub mod index;

pub mod emit;
pub mod feed;
pub mod host;
pub mod html;
pub mod output;
pub mod shell;
pub mod style;

pub mod program;

use corpus::Corpus;
use problem::{Problem, Severity};
use shell::Shell;

/// What to build.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder of documents.
    pub seeds: PathBuf,
    /// Folder to write; none only checks.
    pub dist: Option<PathBuf>,
    /// Folder with the compiled app; none gives pages only.
    pub app: Option<PathBuf>,
}

/// What a run found and did.
#[derive(Debug)]
pub struct Report {
    /// All problems, by file and place.
    pub problems: Vec<Problem>,
    /// Articles in the corpus.
    pub articles: usize,
    /// What was written, unless something forbade it.
    pub written: Option<Written>,
}

/// What was written where.
#[derive(Debug)]
pub struct Written {
    /// The folder.
    pub folder: PathBuf,
    /// Number of files.
    pub files: usize,
    /// Bytes of all files.
    pub bytes: u64,
}

/// Builds a site. The error is a sentence about the machine (a folder that can't be read or written); what is wrong with
/// documents is in the report.
pub fn run(config: &Config) -> Result<Report, String> {
    let Config { seeds, dist, app } = config;
    if !seeds.is_dir() {
        return Err(format!(
            "there is no folder {}; name one with --seeds",
            seeds.display()
        ));
    }
    let mut problems = Vec::new();
    let settings = settings::read(seeds, &mut problems);
    let readings = read::all(seeds, &settings, &mut problems);
    let drafts = convert::drafts(readings, &settings, &mut problems);
    let corpus = Corpus::new(drafts, &settings, &mut problems);
    // By place, so that the report does not depend on who found what first.
    problems.sort_by(|a, b| {
        (&a.file, a.line, a.column, a.code).cmp(&(&b.file, b.line, b.column, b.code))
    });

    let mut report = Report {
        articles: corpus.drafts.len(),
        problems,
        written: None,
    };
    let failed = report
        .problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    let Some(dist) = dist.as_ref().filter(|_| !failed) else {
        return Ok(report);
    };

    let shell = match app {
        Some(folder) => Shell::read(folder).map_err(|error| {
            format!("can't read the app's folder {}: {error}", folder.display())
        })?,
        None => Shell::default(),
    };
    let output = emit::site(&corpus, &settings, &shell);
    // The app's folder may be the target itself: trunk's own staging folder, which trunk swaps in.
    let in_place = app.as_ref().is_some_and(|app| same_folder(app, dist));
    let done = if in_place {
        shell.clear(dist).and_then(|()| output.write_into(dist))
    } else {
        output.swap_into(dist)
    };
    done.map_err(|error| format!("can't write {}: {error}", dist.display()))?;
    let (files, bytes) = output.size();
    report.written = Some(Written {
        folder: dist.clone(),
        files,
        bytes,
    });
    Ok(report)
}

fn same_folder(a: &std::path::Path, b: &std::path::Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}
