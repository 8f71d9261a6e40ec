//! Writes an archive of hostile documents: `cargo run --example hostile -- FOLDER NUMBER`.
//!
//! The browser tests build a site of it and look whether anything runs.

mod grammar;

use std::fs;
use std::path::PathBuf;

/// A public address, so that everything that is written only where there is one is written.
const SETTINGS: &str =
    "title = \"Hostile <i>&\\\"'\"\naddress = \"https://example.org\"\npage_size = 40\n";

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let usage = || std::io::Error::other("usage: hostile FOLDER NUMBER");
    let folder = PathBuf::from(arguments.next().ok_or_else(usage)?);
    let number: usize = arguments
        .next()
        .and_then(|number| number.parse().ok())
        .ok_or_else(usage)?;
    // What an earlier run left there is no part of this archive.
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("site.toml"), SETTINGS)?;
    for number in 0..number {
        let (name, text) = grammar::document(number);
        fs::write(folder.join(name), text)?;
    }
    println!("{} strings in {number} documents", number * 16);
    Ok(())
}
