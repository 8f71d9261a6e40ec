//! Measuring. Figures of one run are comparable with one another; figures of two runs are not.

use std::fs;
use std::io::Write as _;

use crate::build;
use crate::run::{command, heading, run};

/// Runs the named benchmarks, or all.
pub fn bench(named: &[String]) -> Result<(), String> {
    let wanted = |name: &str| named.is_empty() || named.iter().any(|other| other == name);
    if wanted("size") {
        size()?;
    }
    let others: Vec<&String> = named.iter().filter(|name| *name != "size").collect();
    if named.is_empty() {
        heading("Benchmarks");
        run(command("cargo").arg("bench"))?;
    }
    for name in others {
        heading(name);
        run(command("cargo").args(["bench", "--bench", name]))?;
    }
    Ok(())
}

/// Bytes of the app's modules and their glue, raw and compressed.
fn size() -> Result<(), String> {
    heading("Size of the app");
    let folder = build::app()?;
    let mut files: Vec<_> = fs::read_dir(&folder)
        .map_err(|error| format!("can't read {}: {error}", folder.display()))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "js" || e == "wasm"))
        .collect();
    files.sort();
    println!("{:>9} {:>9}  file", "raw", "brotli");
    for file in files {
        let bytes =
            fs::read(&file).map_err(|error| format!("can't read {}: {error}", file.display()))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("{:>9} {:>9}  {name}", bytes.len(), brotli(&bytes)?);
    }
    Ok(())
}

/// Compressed size at the best level, as a host would store it.
fn brotli(bytes: &[u8]) -> Result<usize, String> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, 11, 22);
    writer
        .write_all(bytes)
        .map_err(|error| format!("can't compress: {error}"))?;
    drop(writer);
    Ok(out.len())
}
