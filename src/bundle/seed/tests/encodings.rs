//! Files in other encodings, and files that are no text.

use super::*;

#[test]
fn a_text_is_read_in_the_encoding_it_has() {
    let text = "Türkiye’s treaty\n\nTürkiye’s treaty\n  • Montreux – 1936.\n\nA paragraph about Türkiye’s straits.\n";
    let check = |bytes: Vec<u8>, encoding: &str, codes: &[&str]| {
        let reading = read("a.txt", &bytes, &ReadContext::default());
        assert_eq!(reading.encoding, encoding);
        assert_eq!(
            reading
                .problems
                .iter()
                .map(|problem| problem.code.name())
                .collect::<Vec<_>>(),
            codes,
            "{encoding}"
        );
        assert_eq!(reading.documents[0].title, "Türkiye’s treaty", "{encoding}");
        assert_all_accounted_for(&reading);
    };
    let utf_16 = |big: bool, mark: bool| -> Vec<u8> {
        let units = mark
            .then_some(0xfeff)
            .into_iter()
            .chain(text.encode_utf16());
        units
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    check(text.as_bytes().to_vec(), "UTF-8", &[]);
    check(format!("\u{feff}{text}").into_bytes(), "UTF-8", &[]);
    check(text.replace('\n', "\r\n").into_bytes(), "UTF-8", &[]);
    check(text.replace('\n', "\r").into_bytes(), "UTF-8", &[]);
    check(utf_16(false, true), "UTF-16LE", &["decoded-text"]);
    check(utf_16(true, true), "UTF-16BE", &["decoded-text"]);
    check(utf_16(false, false), "UTF-16LE", &["decoded-text"]);
    check(
        encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        "windows-1252",
        &["decoded-text"],
    );
}

#[test]
fn what_is_no_text_is_refused_politely() {
    let check = |bytes: &[u8], code: &str| {
        let reading = read("a.txt", bytes, &ReadContext::default());
        assert!(reading.documents.is_empty());
        assert_eq!(
            reading
                .problems
                .iter()
                .map(|problem| problem.code.name())
                .collect::<Vec<_>>(),
            [code]
        );
    };
    check(b"\x89PNG\r\n\x1a\n", "binary-file");
    check(b"PK\x03\x04rest", "binary-file");
    check(b"words\0words, and more of them", "binary-file");
    check(b"", "empty-file");
    check(b" \n\xc2\xa0\n", "empty-file");
    check(b"\xef\xbb\xbf", "empty-file");
}
