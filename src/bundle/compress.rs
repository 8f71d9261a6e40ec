//! Compressed twins: `page.html.gz` and `page.html.br` beside `page.html`, for hosts that send what is there.
//!
//! No name and no time goes into them.

use std::io::{self, Write as _};

/// What is worth compressing, by the file's extension: all but pictures, which are compressed already.
const TEXT: [&str; 11] = [
    "html",
    "txt",
    "xml",
    "json",
    "js",
    "css",
    "svg",
    "wasm",
    "opml",
    "webmanifest",
    "bin",
];

/// Smaller files fit a packet as they are (Ethernet carries 1,500 bytes, less its headers and those of the answer).
const SMALLEST: u64 = 1_024;

/// A twin has to save at least one part in this many; otherwise it only takes room.
const WORTH: usize = 20;

/// Brotli's levels for archives of up to so many bytes of text. Measured on pages of an archive, a byte costs 1.2 µs at
/// level 11, 0.6 at 10 and 0.05 at 6; level 6 leaves pages a twelfth larger than level 11. The levels between clear tables
/// of up to 32 MB for every file and save a part in seven hundred. So the first build of any archive takes less than a
/// minute for its twins on two cores.
const LEVELS: [(u64, u32); 2] = [(20_000_000, 11), (60_000_000, 10)];

/// The level of any larger archive.
const LAST: u32 = 6;

/// The level of gzip. On pages, 9 takes three times as long for the same bytes.
const GZIP: u32 = 6;

/// The app is fetched by everybody and compressed once.
const APP_LEVEL: u32 = 11;

/// Extensions of the twins.
pub const TWINS: [&str; 2] = ["gz", "br"];

/// Brotli's level for the twins of a folder of so many bytes.
pub fn level(bytes: u64) -> u32 {
    let found = LEVELS.iter().find(|(most, _)| bytes <= *most);
    found.map_or(LAST, |(_, level)| *level)
}

/// How twins are made in an archive of this level: another one makes other twins.
pub fn how(extension: &str, level: u32) -> String {
    match extension {
        "gz" => format!("gzip {GZIP}"),
        _ => format!("brotli {level}, {APP_LEVEL} of the app"),
    }
}

/// Whether a file of so many bytes may have twins.
pub fn has_twins(path: &str, bytes: u64) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_text = name
        .rsplit_once('.')
        .is_some_and(|(stem, extension)| !stem.is_empty() && TEXT.contains(&extension));
    is_text && bytes >= SMALLEST
}

/// The twin of a file with this extension; nothing when it would not be worth its room.
///
/// # Errors
/// When there is no memory for it.
pub fn twin(path: &str, bytes: &[u8], extension: &str, level: u32) -> io::Result<Option<Vec<u8>>> {
    let compressed = match extension {
        "gz" => gzip(bytes)?,
        _ => brotli(bytes, level_of(path, level))?,
    };
    let is_worth_it = compressed.len() + bytes.len() / WORTH <= bytes.len();
    Ok(is_worth_it.then_some(compressed))
}

fn level_of(path: &str, level: u32) -> u32 {
    if path.starts_with("app/") {
        APP_LEVEL
    } else {
        level
    }
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(GZIP));
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn brotli(bytes: &[u8], level: u32) -> io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: level as i32,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    let mut rest = bytes;
    brotli::BrotliCompress(&mut rest, &mut out, &parameters)?;
    Ok(out)
}
