//! Bytes become text: byte order marks, declared encodings, UTF-16, the old eight-bit ones; and what is no text at all.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::bundle::problem::{Code, Places, Problem};
use crate::model::Span;

/// What bytes became.
pub(super) struct Decoded {
    pub text: String,
    /// The standard name of the encoding.
    pub encoding: &'static str,
    pub problems: Vec<Problem>,
}

/// How the files that are no text begin, and what they are.
const MAGIC: [(&[u8], &str); 14] = [
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or WebP picture"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"\0asm", "a WebAssembly module"),
    (b"OggS", "a sound"),
    (b"SQLite format 3", "a database"),
];

/// Texts larger than this are refused: places in them could not be counted.
const LARGEST: usize = 1 << 30;

/// Decodes a file, or says why it is not read.
pub(super) fn decode(path: &str, bytes: &[u8]) -> Result<Decoded, Problem> {
    if bytes.len() > LARGEST {
        return Err(Problem::of_file(
            Code::FileTooLarge,
            path,
            "the file is larger than 1 GiB",
            "split it, or make it a JSON Lines file",
        ));
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Problem::of_file(
            Code::BinaryFile,
            path,
            format!("this is {what}, not a text"),
            "move it out of the folder of documents",
        ));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && encoding != UTF_8
    {
        return Ok(decode_as(path, &bytes[mark..], encoding));
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return Ok(decode_as(path, bytes, encoding));
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(Problem::of_file(
            Code::BinaryFile,
            path,
            format!("there is a NUL at byte {at}, which no text has"),
            "save the file again as text, or move it out of the folder of documents",
        ));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded {
            text: unify_line_ends(text.to_owned()),
            encoding: "UTF-8",
            problems: Vec::new(),
        }),
        Err(_) if is_mostly_utf_8(bytes) => Ok(decode_as(path, bytes, UTF_8)),
        Err(_) => Ok(decode_as(
            path,
            bytes,
            declared(bytes).unwrap_or_else(|| guess(bytes)),
        )),
    }
}

fn decode_as(path: &str, bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let text = unify_line_ends(text.into_owned());
    let mut problems = Vec::new();
    let places = Places::new(path, &text);
    if encoding != UTF_8 {
        problems.push(places.problem(
            Code::DecodedText,
            Span::default(),
            format!("the file was read as {}", encoding.name()),
            "save it as UTF-8 to be sure of every character",
        ));
    }
    if broken {
        let at = text.find('\u{fffd}').unwrap_or(0);
        let span = Span::new(at, (at + 3).min(text.len()));
        problems.push(places.problem(
            Code::UndecodableText,
            span,
            format!("these bytes mean nothing in {}", encoding.name()),
            "save the file again as UTF-8",
        ));
    }
    Decoded {
        text,
        encoding: encoding.name(),
        problems,
    }
}

/// Old files end their lines with a carriage return alone. Both ends are one byte, so no place moves.
fn unify_line_ends(text: String) -> String {
    if text.contains('\r') && !text.contains('\n') {
        text.replace('\r', "\n")
    } else {
        text
    }
}

/// Latin text in UTF-16 has a NUL in every second byte.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024) & !1];
    if head.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let nuls = |parity: usize| {
        head.iter()
            .skip(parity)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd, pairs) = (nuls(0), nuls(1), head.len() / 2);
    if odd * 10 >= pairs * 7 && even * 20 <= pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 7 && odd * 20 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// A text with a few damaged characters is still UTF-8 when it has many sound ones that are not ASCII.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut damaged) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    sound > damaged * 4
}

/// `<?xml encoding="...">`, `<meta charset=...>`, `coding: ...` near the beginning.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    ["encoding=", "charset=", "coding:", "charset:"]
        .iter()
        .find_map(|mark| {
            let (_, rest) = head.split_once(mark)?;
            let label = rest.trim_start_matches(['"', '\'', ' ']);
            let end = label
                .find(|letter: char| {
                    !(letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
                })
                .unwrap_or(label.len());
            // A file that says UTF-8 and is not has been saved by something that did not look.
            Encoding::for_label(label[..end].as_bytes()).filter(|encoding| {
                *encoding != UTF_8 && *encoding != UTF_16LE && *encoding != UTF_16BE
            })
        })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    // The first megabyte tells as much as the rest.
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}
