//! From a folder of seeds to documents, on all cores, in an order that does not depend on them.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::wire::settings::Settings;

use super::problem::Problem;
use super::seed::{self, ReadContext, Reading};
use super::settings;

/// Reads one document; `path` is what diagnostics call it.
pub fn one(path: &str, bytes: &[u8], settings: &Settings) -> Reading {
    seed::read(path, bytes, &context(settings))
}

/// Reads every document below a folder, in the order of their paths. Hidden files, `site.toml` and README files are no
/// documents.
pub fn all(folder: &Path, settings: &Settings, problems: &mut Vec<Problem>) -> Vec<Reading> {
    let mut paths = Vec::new();
    if let Err(error) = walk(folder, &mut paths) {
        problems.push(settings::unreadable(&folder.to_string_lossy(), &error));
    }
    let context = context(settings);
    let read: Vec<(String, std::io::Result<Reading>)> = paths
        .par_iter()
        .map(|path| {
            let name = name_below(folder, path);
            let reading = std::fs::read(path).map(|bytes| seed::read(&name, &bytes, &context));
            (name, reading)
        })
        .collect();
    let mut readings = Vec::with_capacity(read.len());
    for (name, reading) in read {
        match reading {
            Ok(reading) => readings.push(reading),
            Err(error) => problems.push(settings::unreadable(&name, &error)),
        }
    }
    readings
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
            && !name.to_lowercase().starts_with("readme")
        {
            paths.push(path);
        }
    }
    Ok(())
}
