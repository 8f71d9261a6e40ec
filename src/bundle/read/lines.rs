//! A JSON Lines file too large to hold: read a batch of lines at a time, with the same outcome as reading it whole.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use rayon::prelude::*;

use crate::bundle::problem::Problem;
use crate::bundle::seed::{self, Coverage, ReadContext, Reading};
use crate::model::Document;

/// Files of fewer bytes are read whole: that is simpler, and says more about what is no record at all.
const LARGE: u64 = 8 << 20;

/// Bytes of lines that are held at a time.
const BATCH_BYTES: usize = 4 << 20;

/// Whether a file is one that [`Lines::open`] would try.
pub(super) fn is_large(name: &str, path: &Path) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    matches!(extension.as_str(), "jsonl" | "ndjson")
        && path.metadata().is_ok_and(|file| file.len() >= LARGE)
}

/// The rest of a large file.
#[derive(Debug)]
pub(super) struct Lines {
    name: String,
    reader: BufReader<File>,
    /// The number of the next line, from 1.
    number: u32,
    /// Whether nothing more will come.
    ended: bool,
}

impl Lines {
    /// Opens a file that is large, named as JSON Lines, and UTF-8 with line feeds throughout. Nothing for any other file,
    /// nor for one that can't be read: reading it whole says what is wrong with it.
    pub(super) fn open(name: &str, path: &Path) -> Option<Self> {
        is_large(name, path).then(|| Self::begin(name, path))?
    }

    fn begin(name: &str, path: &Path) -> Option<Self> {
        if !is_plain(path)? {
            return None;
        }
        Some(Self {
            name: name.to_owned(),
            reader: BufReader::with_capacity(1 << 20, File::open(path).ok()?),
            number: 1,
            ended: false,
        })
    }

    /// The next documents, and what is to be said about their lines; nothing at the end.
    pub(super) fn next(&mut self, context: &ReadContext) -> Option<Reading> {
        let mut batch: Vec<(u32, String)> = Vec::new();
        let mut failed = None;
        let mut bytes = 0;
        while bytes < BATCH_BYTES && !self.ended {
            let mut line = String::new();
            match self.reader.read_line(&mut line) {
                Ok(0) => self.ended = true,
                Ok(length) => bytes += length,
                Err(error) => {
                    failed = Some(crate::bundle::settings::unreadable(&self.name, &error));
                    self.ended = true;
                }
            }
            let number = self.number;
            self.number += 1;
            let blank = |letter: char| letter.is_whitespace() || letter == '\u{feff}';
            if !line.trim_matches(blank).is_empty() {
                batch.push((number, line));
            }
        }
        if self.ended && batch.is_empty() && failed.is_none() {
            return None;
        }
        let records: Vec<(Option<Document>, Vec<Problem>)> = batch
            .into_par_iter()
            .map(|(number, line)| seed::record(&self.name, number, &line, context))
            .collect();
        let mut reading = Reading {
            documents: Vec::with_capacity(records.len()),
            problems: Vec::new(),
            coverage: Coverage::default(),
            text: String::new(),
            encoding: "UTF-8".to_owned(),
        };
        for (document, problems) in records {
            reading.documents.extend(document);
            reading.problems.extend(problems);
        }
        reading.problems.extend(failed);
        Some(reading)
    }
}

/// Whether a whole file is UTF-8 with line feeds, without NUL, and begins with a brace: one pass in little memory. Nothing
/// when it can't be read.
fn is_plain(path: &Path) -> Option<bool> {
    let mut file = File::open(path).ok()?;
    let mut buffer = vec![0; 1 << 20];
    // Bytes of a character that the last read cut off.
    let mut held = 0;
    let (mut begun, mut feeds, mut returns) = (false, false, false);
    loop {
        let length = file.read(&mut buffer[held..]).ok()?;
        let filled = held + length;
        let bytes = &buffer[..filled];
        if length == 0 {
            return Some(held == 0 && begun && (feeds || !returns));
        }
        let valid = match std::str::from_utf8(bytes) {
            Ok(_) => filled,
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => return Some(false),
        };
        if bytes.contains(&0) {
            return Some(false);
        }
        feeds |= bytes.contains(&b'\n');
        returns |= bytes.contains(&b'\r');
        if !begun {
            let text = String::from_utf8_lossy(&bytes[..valid]);
            let words = text.trim_start_matches(|l: char| l.is_whitespace() || l == '\u{feff}');
            begun = words.starts_with('{');
            if !begun && !words.is_empty() {
                return Some(false);
            }
        }
        buffer.copy_within(valid..filled, 0);
        held = filled - valid;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What both ways of reading have to agree on.
    fn told(readings: impl Iterator<Item = Reading>) -> (Vec<Document>, Vec<String>) {
        let mut documents = Vec::new();
        let mut problems = Vec::new();
        for reading in readings {
            documents.extend(reading.documents);
            problems.extend(reading.problems.iter().map(ToString::to_string));
        }
        (documents, problems)
    }

    #[track_caller]
    fn check(text: &str) {
        let path = std::env::temp_dir().join(format!(
            "dovecote-lines-{}-{}.jsonl",
            std::process::id(),
            text.len()
        ));
        std::fs::write(&path, text).expect("a file");
        let context = ReadContext::default();
        let mut lines = Lines::begin("a.jsonl", &path).expect("a plain file");
        let pieces = told(std::iter::from_fn(|| lines.next(&context)));
        std::fs::remove_file(&path).expect("removed");
        let whole = told(std::iter::once(seed::read(
            "a.jsonl",
            text.as_bytes(),
            &context,
        )));
        assert_eq!(pieces, whole);
    }

    #[test]
    fn a_file_in_pieces_says_what_it_says_whole() {
        let good = |n: usize| {
            format!(
                "{{\"title\":\"Tides {n}\",\"text\":\"Wörter.\\n\\nMore.\",\"date\":\"2024-01-01\"}}\n"
            )
        };
        check(&good(1));
        check(&format!(
            "\u{feff}{}\r\n\n  {} {{\"title\": 1}}\r\n[1]\n{{\"title\":\n{{\"title\":\"ö\",\"text\":\"t\",\"date\":\"soon\"}}",
            good(1).trim_end(),
            good(2)
        ));
        // More than one batch.
        check(&(0..80_000).map(good).collect::<String>());
    }

    #[test]
    fn what_is_not_plain_is_read_whole() {
        for (at, bytes) in [
            &b"{\"title\":\"\xfc\"}\n"[..],
            b"{\"title\":\"\0\"}\n",
            b"{}\r{}\r",
            b"title: x\n",
            b"{}\n\xc3",
            b"",
        ]
        .into_iter()
        .enumerate()
        {
            let path =
                std::env::temp_dir().join(format!("dovecote-plain-{}-{at}", std::process::id()));
            std::fs::write(&path, bytes).expect("a file");
            let plain = is_plain(&path);
            std::fs::remove_file(&path).expect("removed");
            assert_eq!(plain, Some(false), "{}", bytes.escape_ascii());
        }
    }
}
