//! Compressed twins: `page.html.gz` and `page.html.br` beside `page.html`, for hosts that send what is there.
//!
//! Twins are written on all cores when the files are, and never held in memory together. A file that is kept from the folder
//! that is replaced keeps its twins, when they were made at the same level. No name and no time goes into them.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

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
const SMALLEST: usize = 1_024;

/// A twin has to save at least one part in this many; otherwise it only takes room.
const WORTH: usize = 20;

/// Brotli's levels for archives of up to so many bytes of text. Measured on pages of an archive, a byte costs 1.2 µs at
/// level 11, 0.6 at 10 and 0.05 at 6; level 6 leaves pages a twelfth larger than level 11. The levels between clear tables
/// of up to 32 MB for every file and save a part in seven hundred. So the first build of any archive takes less than a
/// minute for its twins on two cores.
const LEVELS: [(u64, u32); 3] = [(20_000_000, 11), (60_000_000, 10), (u64::MAX, LAST)];

/// The level that any archive can afford.
const LAST: u32 = 6;

/// The level of gzip. On pages, 9 takes three times as long for the same bytes.
const GZIP: u32 = 6;

/// The app is fetched by everybody and compressed once.
const APP_LEVEL: u32 = 11;

/// File that says at which level the twins of a folder were made.
pub const MARK: &str = ".twins";

/// Writes twins and counts them.
#[derive(Debug)]
pub struct Twins {
    /// The folder that is about to be replaced, when its twins are of use.
    previous: Option<PathBuf>,
    level: u32,
    files: AtomicU64,
    bytes: AtomicU64,
}

impl Twins {
    /// Twins for a folder of so many bytes; `previous` may hold the last build.
    pub fn reusing(previous: &Path, bytes: u64) -> Twins {
        let level = LEVELS
            .iter()
            .find(|(most, _)| bytes <= *most)
            .map_or(LAST, |(_, level)| *level);
        let mut twins = Twins {
            previous: None,
            level,
            files: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
        };
        let mark = fs::read_to_string(previous.join(MARK));
        if mark.is_ok_and(|mark| mark == twins.mark()) {
            twins.previous = Some(previous.to_owned());
        }
        twins
    }

    /// What [`MARK`] holds.
    pub fn mark(&self) -> String {
        format!("gzip {GZIP}, brotli {}\n", self.level)
    }

    /// Number and bytes of the twins written so far.
    pub fn size(&self) -> (usize, u64) {
        let files = self.files.load(Ordering::Relaxed);
        (
            usize::try_from(files).unwrap_or(usize::MAX),
            self.bytes.load(Ordering::Relaxed),
        )
    }

    /// Writes the twins of a file below `folder`; `kept` says that it is the last build's own.
    ///
    /// # Errors
    /// When the file can't be read or a twin can't be written.
    pub fn write(&self, folder: &Path, path: &str, kept: bool) -> io::Result<()> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let text = name
            .rsplit_once('.')
            .is_some_and(|(stem, extension)| !stem.is_empty() && TEXT.contains(&extension));
        if !text {
            return Ok(());
        }
        let bytes = fs::read(folder.join(path))?;
        if bytes.len() < SMALLEST {
            return Ok(());
        }
        let unchanged = self.previous.as_ref().filter(|_| kept);
        for extension in ["gz", "br"] {
            let twin = format!("{path}.{extension}");
            let kept = unchanged.and_then(|folder| fs::read(folder.join(&twin)).ok());
            let compressed = match kept {
                Some(kept) => kept,
                None if extension == "gz" => gzip(&bytes)?,
                None => brotli(&bytes, self.level_of(path))?,
            };
            if compressed.len() + bytes.len() / WORTH <= bytes.len() {
                fs::write(folder.join(&twin), &compressed)?;
                self.files.fetch_add(1, Ordering::Relaxed);
                let size = compressed.len() as u64;
                self.bytes.fetch_add(size, Ordering::Relaxed);
            }
        }
        Ok(())
    }

    fn level_of(&self, path: &str) -> u32 {
        if path.starts_with("app/") {
            APP_LEVEL
        } else {
            self.level
        }
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
