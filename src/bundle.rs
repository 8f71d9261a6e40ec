//! (native) Documents in, a site out: read, check, link, index, emit.
//!
//! [`run`] is the whole of it in one screen. Promises: the same seeds and the same app give the same bytes, on any number
//! of threads; all problems come in one report; on any error nothing is written; what is written replaces the old version
//! as a whole. No clock is read but to say how long the work took, and no network is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

pub mod account;
pub mod outline;
pub mod problem;
pub mod schema;
pub mod seed;
pub mod show;

pub mod settings;

pub mod fix;
pub mod locate;
pub mod progress;
pub mod read;

pub mod convert;
pub mod corpus;
pub mod ledger;
pub mod link;
pub mod publish;
pub mod redirect;

pub mod ask;
pub mod index;
pub mod story;
pub mod suggest;

pub mod card;
pub mod check_deploy;
pub mod compress;
pub mod emit;
pub mod feed;
pub mod host;
pub mod html;
pub mod json_feed;
pub mod layout;
pub mod limit;
pub mod llms;
pub mod open_search;
pub mod opml;
pub mod output;
pub mod rss;
pub mod shell;
pub mod sitemap;
pub mod structured_data;
pub mod style;
pub mod twin;
pub mod web_manifest;

pub mod explain;
pub mod measure;
pub mod program;

use card::Cards;
use layout::{Extent, Layout};
use output::Output;
use problem::{Problem, Severity};
use progress::Timings;
use publish::Publish;
use shell::Shell;

/// What to build.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Folder of documents.
    pub seeds: PathBuf,
    /// Folder to write; none only checks.
    pub dist: Option<PathBuf>,
    /// Folder with the compiled app; none gives pages only.
    pub app: Option<PathBuf>,
    /// Which documents are published.
    pub publish: Publish,
    /// Whether compressed twins stand beside the files.
    pub compress: bool,
    /// Whether a picture is drawn for every article, to be shown where its link is shared.
    pub cards: bool,
}

/// What a run found and did.
#[derive(Debug)]
pub struct Report {
    /// All problems, by file and place.
    pub problems: Vec<Problem>,
    /// Articles in the corpus.
    pub articles: usize,
    /// Every address that is served, for the ledger.
    pub addresses: BTreeSet<String>,
    /// What was written, unless something forbade it.
    pub written: Option<Written>,
    /// How long the parts of the work took.
    pub timings: Timings,
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
    /// Number and bytes of the files of each kind; their compressed twins are a kind of their own.
    pub kinds: BTreeMap<&'static str, (usize, u64)>,
    /// What went so that there are no more files than the editor asked for.
    pub note: Option<String>,
    /// Limits of hosts that the folder breaks, a sentence each.
    pub limits: Vec<String>,
}

/// Builds a site. The error is a sentence about the machine (a folder that can't be read or written); what is wrong with
/// documents is in the report.
pub fn run(config: &Config) -> Result<Report, String> {
    let Config {
        seeds,
        dist,
        app,
        publish,
        compress,
        cards,
    } = config;
    if !seeds.is_dir() {
        return Err(format!(
            "there is no folder {}; name one with --seeds",
            seeds.display()
        ));
    }
    if let Some(dist) = dist {
        output::recover(dist)
            .map_err(|error| format!("can't clean up beside {}: {error}", dist.display()))?;
    }
    // The app's folder may be the target itself: trunk's own staging folder, which trunk swaps in.
    let in_place = match (app, dist) {
        (Some(app), Some(dist)) => same_folder(app, dist),
        _ => false,
    };
    let own_target = dist.as_deref().filter(|_| !in_place);
    let mut timings = Timings::default();
    let mut problems = Vec::new();
    let settings = settings::read(seeds, &mut problems);
    let documents = timings.lap("reading", || {
        let readings = read::all(seeds, &settings);
        convert::documents(readings, &settings, *publish, &mut problems)
    });
    let corpus = link::corpus(
        documents.drafts,
        &documents.signposts,
        &settings,
        &mut problems,
    );
    let links = timings.lap("stories and suggestions", || {
        suggest::Links::new(&corpus, &settings, own_target, &mut problems)
    });
    let addresses = ledger::addresses(&corpus);
    ledger::check(seeds, &addresses, &documents.expired, &mut problems);
    locate::locate(seeds, &settings, &mut problems);
    // By place, so that the report does not depend on who found what first.
    problems.sort_by(|a, b| {
        (&a.file, a.line, a.column, a.code).cmp(&(&b.file, b.line, b.column, b.code))
    });

    let mut report = Report {
        articles: corpus.drafts.len(),
        problems,
        addresses,
        written: None,
        timings,
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
    let cards = cards.then(|| Cards::reusing(dist));
    let fail = |error| format!("can't write {}: {error}", dist.display());
    let output = Output::begin(dist).map_err(fail)?;
    let stories = links.stories.len();
    let extent = Extent {
        has_cards: cards.is_some(),
        is_compressed: *compress,
        ..Extent::of(&corpus, stories, settings.page_size)
    };
    let layout = Layout::within(settings.most_files, extent);
    let laps = emit::site(
        &corpus,
        &links,
        &settings,
        layout,
        &shell,
        cards.as_ref(),
        &output,
    );
    report.timings.laps.extend(laps);
    if *compress && layout.is_compressed {
        let put = || output.put_twins();
        report.timings.lap(output::TWINS, put).map_err(fail)?;
    }
    let (size, kinds) = (output.size(), output.kinds());
    let twins = kinds.get(output::TWINS).copied().unwrap_or_default();
    let swap = || match in_place {
        true => shell.clear(dist).and_then(|()| output.move_into(dist)),
        false => output.swap(dist),
    };
    report.timings.lap("swapping", swap).map_err(fail)?;
    report.written = Some(Written {
        folder: dist.clone(),
        files: size.files,
        bytes: size.bytes,
        kinds,
        note: layout.note(extent),
        limits: limit::broken(
            size,
            twins,
            corpus.redirects.len(),
            settings.most_files,
            extent,
        ),
    });
    // Nothing follows but the report: to hand this memory back piece by piece would only take time.
    std::mem::forget((corpus, links));
    Ok(report)
}

fn same_folder(a: &std::path::Path, b: &std::path::Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}
