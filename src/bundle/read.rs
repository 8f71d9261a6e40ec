//! From a folder of seeds to documents, on all cores, in an order that does not depend on them.
//!
//! What was read is handed on a batch at a time, so the memory it takes depends on the batch and not on the folder; a large
//! JSON Lines file is read in pieces ([`lines`]).

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::wire::settings::Settings;

use super::problem::Problem;
use super::progress::{self, Bar};
use super::seed::{self, Coverage, ReadContext, Reading};
use super::{ledger, settings};

mod lines;

/// Files read at a time: enough to keep all cores busy.
const BATCH_FILES: usize = 256;

/// Reads one document; `path` is what diagnostics call it.
pub fn one(path: &str, bytes: &[u8], settings: &Settings) -> Reading {
    seed::read(path, bytes, &context(settings))
}

/// Reads every document below a folder, in the order of their paths. Hidden files, `site.toml`, the ledger and README files are no
/// documents. A file that can't be read gives a reading that says so.
pub fn all(folder: &Path, settings: &Settings) -> Readings {
    let mut problems = Vec::new();
    let files: VecDeque<_> = files(folder, &mut problems).into();
    let bar = progress::start("reading", files.len());
    let refused = problems.into_iter().map(|problem| refusal(vec![problem]));
    Readings {
        ready: refused.collect(),
        context: context(settings),
        files,
        lines: None,
        bar,
    }
}

/// The documents below a folder by name and path, in the order of their paths.
pub fn files(folder: &Path, problems: &mut Vec<Problem>) -> Vec<(String, PathBuf)> {
    let mut paths = Vec::new();
    if let Err(error) = walk(folder, &mut paths) {
        problems.push(settings::unreadable(&folder.to_string_lossy(), &error));
    }
    paths
        .into_iter()
        .map(|path| (name_below(folder, &path), path))
        .collect()
}

/// What [`all`] gives.
#[derive(Debug)]
pub struct Readings {
    context: ReadContext,
    files: VecDeque<(String, PathBuf)>,
    /// The large file that is being read in pieces.
    lines: Option<lines::Lines>,
    ready: VecDeque<Reading>,
    bar: Bar,
}

impl Iterator for Readings {
    type Item = Reading;

    fn next(&mut self) -> Option<Reading> {
        while self.ready.is_empty() {
            if let Some(lines) = &mut self.lines {
                match lines.next(&self.context) {
                    Some(reading) => self.ready.push_back(reading),
                    None => self.lines = None,
                }
                continue;
            }
            let (name, path) = self.files.front()?;
            if let Some(lines) = lines::Lines::open(name, path) {
                self.lines = Some(lines);
                self.files.pop_front();
                self.bar.advance(1);
                continue;
            }
            self.read_batch();
        }
        self.ready.pop_front()
    }
}

impl Readings {
    /// Reads files up to the next large one.
    fn read_batch(&mut self) {
        let large = |(name, path): &(String, PathBuf)| lines::is_large(name, path);
        let count = self.files.iter().skip(1).take(BATCH_FILES - 1);
        let count = 1 + count.take_while(|file| !large(file)).count();
        let batch: Vec<_> = self.files.drain(..count).collect();
        let context = &self.context;
        let readings: Vec<Reading> = batch
            .into_par_iter()
            .map(|(name, path)| match std::fs::read(&path) {
                Ok(bytes) => seed::read(&name, &bytes, context),
                Err(error) => refusal(vec![settings::unreadable(&name, &error)]),
            })
            .collect();
        self.bar.advance(count);
        self.ready.extend(readings);
    }
}

/// A reading of nothing but problems.
fn refusal(problems: Vec<Problem>) -> Reading {
    Reading {
        documents: Vec::new(),
        problems,
        coverage: Coverage::default(),
        text: String::new(),
        encoding: String::new(),
    }
}

fn context(settings: &Settings) -> ReadContext {
    let some = |text: &String| (!text.is_empty()).then(|| text.clone());
    let own = ReadContext::default();
    ReadContext {
        zone: settings.time_zone.clone(),
        logo: some(&settings.logo_alt),
        motto: some(&settings.motto),
        petition: settings
            .petition
            .as_ref()
            .map_or(own.petition, |petition| petition.label.clone()),
        footer: settings.footer.clone(),
    }
}

/// Path below the folder with forward slashes, so that output is the same on every system.
fn name_below(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if name.starts_with('.') {
            continue;
        // A link to a folder is not followed: it could lead back here.
        } else if entry.file_type()?.is_dir() {
            walk(&path, paths)?;
        } else if !path.is_dir()
            && name != settings::FILE_NAME
            && name != ledger::FILE_NAME
            && !name.to_lowercase().starts_with("readme")
        {
            paths.push(path);
        }
    }
    Ok(())
}
