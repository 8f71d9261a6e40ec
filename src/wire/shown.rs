//! What does a hit show, read from its article's own file?
//!
//! The index only says which article it is ([`key`], [`file`]). The article's file holds its title, its facts and the text
//! that a passage is cut from; a reader who follows the hit has it already. Neither the search module nor the native program
//! needs the article as a value, so the file is read as it stands: a few lines of JSON (RFC 8259) without types, the same in
//! both places.

use super::FileName;
#[cfg(not(target_arch = "wasm32"))]
use super::file_name::hash_of;
use super::file_name::{HASH_BYTES, split};
use crate::search::FieldKind;
use crate::search::snippet::{Passages, Sought, passages};
use crate::text::piece;

/// The bytes under which the index keeps an article's file: the hash in its name, and one for its place in a pack.
///
/// # Panics
/// When a pack has more than 256 articles: [`crate::bundle::layout`] makes none of half as many.
#[cfg(not(target_arch = "wasm32"))]
pub fn key(file: &FileName) -> Vec<u8> {
    let (_, place) = split(file.as_str());
    let mut key = hash_of(file.as_str());
    key.extend(place.map(|place| u8::try_from(place).expect("a pack has few articles")));
    key
}

/// The article's file behind a key.
pub fn file(key: &[u8]) -> FileName {
    match key.get(HASH_BYTES) {
        Some(place) => FileName::new("articles", key, "json").at(usize::from(*place)),
        None => FileName::new("article", key, "json"),
    }
}

/// What a hit shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// A [`super::Summary`] as JSON text.
    pub summary: String,
    /// Where the query's words stand.
    pub passages: Passages,
}

/// What of an article's file a [`super::Summary`] has too.
const FACTS: [&str; 7] = [
    "slug",
    "title",
    "source",
    "published",
    "categories",
    "excerpt",
    "minutes",
];

/// Reads an article from its file; `None` when it is none, or not there.
pub fn read(file: &FileName, json: &str, sought: &Sought) -> Option<Shown> {
    let article = at(json, split(file.as_str()).1)?;
    let mut summary = String::from("{");
    let mut title = String::new();
    let mut fields = Vec::new();
    members(article, &mut |name, value| {
        if FACTS.contains(&name) {
            for part in ["\"", name, "\":", value, ","] {
                summary.push_str(part);
            }
        }
        match name {
            "title" => title = text(value),
            "key_points" => fields.push((FieldKind::KeyPoints, plain(value))),
            "layers" => drop(items(value, &mut |layer| fields.extend(layer_text(layer)))),
            "contacts" => {
                let mut names = String::new();
                items(value, &mut |contact| {
                    names.push_str(&text(member(contact, "name").unwrap_or_default()));
                    names.push('\n');
                });
                fields.push((FieldKind::Names, names));
            }
            _ => {}
        }
    })?;
    for part in ["\"file\":\"", file.as_str(), "\"}"] {
        summary.push_str(part);
    }
    let passages = if sought.is_empty() {
        Passages::default()
    } else {
        passages(&title, &fields, sought)
    };
    Some(Shown { summary, passages })
}

/// The value at a place of a pack; the whole file when there is no place.
pub fn at(json: &str, place: Option<u32>) -> Option<&str> {
    let Some(place) = place else {
        return Some(json);
    };
    let (mut number, mut found) = (0, None);
    items(json, &mut |item| {
        if number == place {
            found = Some(item);
        }
        number += 1;
    })?;
    found
}

fn layer_text(layer: &str) -> Option<(FieldKind, String)> {
    let kind = match text(member(layer, "kind")?).as_str() {
        "report" => FieldKind::Report,
        "opinion" => FieldKind::Opinion,
        "action" => FieldKind::Action,
        "todo" => FieldKind::Todo,
        _ => return None,
    };
    Some((kind, plain(member(layer, "blocks")?)))
}

/// All text in a value of blocks or inlines: a line a block, a cell or a break.
fn plain(value: &str) -> String {
    let mut out = String::new();
    gather(value, &mut out, 0);
    out
}

/// Lists within lists deeper than this are not looked into; no document that a person wrote has them.
const DEEPEST: u32 = 64;

fn gather(value: &str, out: &mut String, depth: u32) {
    if depth > DEEPEST {
        return;
    }
    match value.as_bytes().first() {
        Some(b'[') => drop(items(value, &mut |item| {
            gather(item, out, depth + 1);
            // A bare text is a break or a rule; a list in a list is a cell, a row or an item.
            if !item.starts_with('{') {
                end_line(out);
            }
        })),
        Some(b'{') => drop(members(value, &mut |name, inner| {
            let is_text = inner.starts_with('"');
            if is_text && ["t", "c", "text", "alt"].contains(&name) {
                out.push_str(&text(inner));
            } else if !is_text {
                gather(inner, out, depth + 1);
                // What is no run within a line ends one.
                if !["b", "e", "a", "text"].contains(&name) {
                    end_line(out);
                }
            }
        })),
        _ => {}
    }
}

fn end_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// The end of the value that `json` begins with.
fn end_of(json: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0u32, false, false);
    for (at, byte) in json.bytes().enumerate() {
        if quoted {
            quoted = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            if !quoted && depth == 0 {
                return Some(at + 1);
            }
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth == 0 => return Some(at),
            b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b',' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

/// Calls `visit` with each item of a list; `None` when it is none.
fn items<'a>(json: &'a str, visit: &mut dyn FnMut(&'a str)) -> Option<()> {
    let mut rest = json.strip_prefix('[')?.trim_start();
    while !rest.starts_with(']') {
        let (item, after) = rest.split_at_checked(end_of(rest)?)?;
        if item.is_empty() {
            return None;
        }
        visit(item.trim_end());
        rest = after.trim_start();
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    }
    Some(())
}

/// Calls `visit` with each name and value of an object; `None` when it is none.
fn members<'a>(json: &'a str, visit: &mut dyn FnMut(&'a str, &'a str)) -> Option<()> {
    let mut rest = json.trim_start().strip_prefix('{')?.trim_start();
    while !rest.starts_with('}') {
        let (name, after) = rest.split_at_checked(end_of(rest)?)?;
        let name = name.strip_prefix('"')?.strip_suffix('"')?;
        let value = after.trim_start().strip_prefix(':')?.trim_start();
        let (value, after) = value.split_at_checked(end_of(value)?)?;
        visit(name, value.trim_end());
        rest = after.trim_start();
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    }
    Some(())
}

fn member<'a>(json: &'a str, wanted: &str) -> Option<&'a str> {
    let mut found = None;
    members(json, &mut |name, value| {
        if name == wanted {
            found = Some(value);
        }
    })?;
    found
}

/// The characters of a text in quotation marks; empty for anything else.
fn text(json: &str) -> String {
    let inner = json
        .strip_prefix('"')
        .and_then(|json| json.strip_suffix('"'));
    let mut out = String::new();
    let mut rest = inner.unwrap_or_default();
    // Of a character in two halves (UTF-16), the first.
    let mut half = 0;
    while let Some(at) = rest.find('\\') {
        out.push_str(piece(rest, ..at));
        let Some(escape) = piece(rest, at + 1..).chars().next() else {
            return out;
        };
        let mut after = at + 1 + escape.len_utf8();
        out.push(match escape {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => {
                let digits = rest.get(after..after + 4).unwrap_or_default();
                let unit = u32::from_str_radix(digits, 16).unwrap_or(0xfffd);
                after += digits.len();
                if (0xd800..0xdc00).contains(&unit) {
                    half = unit;
                    rest = piece(rest, after..);
                    continue;
                }
                let low = (0xdc00..0xe000).contains(&unit) && half > 0;
                let code = if low {
                    0x10000 + (half - 0xd800) * 0x400 + (unit - 0xdc00)
                } else {
                    unit
                };
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            other => other,
        });
        rest = piece(rest, after..);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_article_shows_its_facts_and_its_best_passage() {
        let article = r#"{"slug":"a","title":"Open \"skies\"","excerpt":"x","seed":"a.md","key_points":[["Points"]],
            "layers":[{"kind":"report","blocks":[{"h":{"level":2,"id":"skies","text":[{"t":"A head"}]}},
            {"p":{"text":[{"t":"The tre"},{"b":[{"t":"aty"}]},"n",{"a":{"href":"https://skies.example","text":[{"t":"holds"}]}}]}},
            {"l":{"items":[[{"p":{"text":[{"t":"one"}]}}],[{"p":{"text":[{"t":"two"}]}}]]}},"r",
            {"t":{"head":[[{"t":"x"}],[{"t":"y"}]],"rows":[]}},{"c":{"language":"rust","text":"let"}}]}],
            "contacts":[{"name":"Ana","emails":["ana@skies.example"]}],"minutes":1}"#;
        let sought = Sought {
            stems: vec![("treati".into(), 0, 9), ("sky".into(), 1, 3)],
            forms: Vec::new(),
        };
        let file = file(&[7; 12]);
        let shown = read(&file, article, &sought).unwrap();
        let summary: super::super::Summary = serde_json::from_str(&shown.summary).unwrap();
        assert_eq!(summary.title, "Open \"skies\"");
        assert_eq!(summary.file, file);
        let snippet = shown.passages.snippet.unwrap();
        assert_eq!(snippet.layer, FieldKind::Report);
        let words = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            words(&snippet.text),
            words("A head The treaty holds one two x y let")
        );
        assert_eq!(shown.passages.title_marks, [(6, 11)]);
        assert_eq!(shown.passages.layers, [(FieldKind::Report, 1)]);
        let third = super::file(&[[7; 12].as_slice(), &[2]].concat());
        let pack = format!("[{{}}, {{\"t\":[\"],\"]}},{article}]");
        let found = read(&third, &pack, &sought).unwrap();
        assert_eq!(found.passages.layers, [(FieldKind::Report, 1)]);
        assert!(found.summary.contains("#2\""), "{}", found.summary);
        assert_eq!(read(&third, "[{},{}]", &sought), None);
    }

    #[test]
    fn a_key_finds_the_file_again() {
        for length in [12, 13] {
            let name = file(&[0x5a; 13][..length]);
            assert_eq!(file(&key(&name)), name);
        }
    }

    proptest! {
        #[test]
        fn texts_are_read_as_serde_reads_them(words in "\\PC{0,40}|[\\x00-\\x7f]{0,20}") {
            let json = serde_json::to_string(&words).unwrap();
            prop_assert_eq!(text(&json), words.clone());
            let escaped: String = words.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            prop_assert_eq!(text(&format!("\"{escaped}\"")), words);
        }

        #[test]
        fn noise_never_panics(noise in "[\\[\\]{}\":,\\\\a-u0-9 ]{0,80}") {
            let _ = read(&file(&[1; 12]), &noise, &Sought::default());
            let _ = read(&file(&[1; 13]), &noise, &Sought::default());
            let _ = read(&file(&[1; 12]), &format!("{{\"layers\":{noise}}}"), &Sought::default());
        }
    }
}
