//! What the app weighs: its modules and their glue, raw and compressed as a host would store them.

use std::fs;
use std::io::Write as _;

use crate::build;
use crate::run::heading;

/// What a module and its glue may weigh together, in bytes of brotli: what they do weigh, and room for a small feature.
const BUDGETS: [(&str, &str, usize); 2] = [
    ("app", "the app", 118_500),
    ("search_worker", "the search engine", 72_500),
];

/// A file that trunk wrote, weighed.
struct Weight {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints a table of the compiled app, building it when needed; an error when it weighs more than it may.
pub fn size() -> Result<(), String> {
    let files = weights()?;
    heading("Size of the app in bytes");
    println!("{:>9} {:>9} {:>9}", "raw", "gzip", "brotli");
    let row = |raw, gzip, brotli, name: &str| println!("{raw:>9} {gzip:>9} {brotli:>9}  {name}");
    for Weight {
        name,
        raw,
        gzip,
        brotli,
    } in &files
    {
        row(*raw, *gzip, *brotli, name);
    }
    let mut result = Ok(());
    for (stem, name, budget) in BUDGETS {
        let of = |get: fn(&Weight) -> usize| -> usize {
            let own = files.iter().filter(|file| file.name.starts_with(stem));
            own.map(get).sum()
        };
        let weight = of(|w| w.brotli);
        let title = format!("{name} together, of the {budget} that it may weigh");
        row(of(|w| w.raw), of(|w| w.gzip), weight, &title);
        if weight > budget {
            result = Err(format!(
                "{name} weighs {weight} bytes, which is more than the {budget} it may"
            ));
        }
    }
    result
}

fn weights() -> Result<Vec<Weight>, String> {
    let folder = build::app()?;
    let entries = fs::read_dir(&folder)
        .map_err(|error| format!("can't read {}: {error}", folder.display()))?;
    let mut files: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "js" || extension == "wasm")
        })
        .collect();
    files.sort();
    let weigh = |path: std::path::PathBuf| -> std::io::Result<Weight> {
        let bytes = fs::read(&path)?;
        Ok(Weight {
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            raw: bytes.len(),
            gzip: gzip(&bytes)?,
            brotli: brotli(&bytes)?,
        })
    };
    files
        .into_iter()
        .map(weigh)
        .collect::<Result<_, _>>()
        .map_err(|error| format!("can't weigh the app: {error}"))
}

fn gzip(bytes: &[u8]) -> std::io::Result<usize> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(bytes: &[u8]) -> std::io::Result<usize> {
    // The best level, and the largest window that every browser reads.
    let (quality, window) = (11, 22);
    let mut out = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut out, 1 << 16, quality, window);
    encoder.write_all(bytes)?;
    drop(encoder);
    Ok(out.len())
}
