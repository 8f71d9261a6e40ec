//! Under which form is a word filed?
//!
//! Case, accents, apostrophes, full-width forms and ligatures do not tell words apart here. The table covers the Latin
//! letters with diacritics up to Latin Extended Additional and the accented Greek and Cyrillic vowels; combining marks are
//! dropped, so composed and decomposed spellings meet. It is not Unicode normalisation: what the table does not name stays.

use super::lower::lower;
use super::script::{Class, class};

/// The folded form of a word. Folding a folded form changes nothing.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// As [`fold`], added to the end of `out`.
pub fn fold_into(word: &str, out: &mut String) {
    let from = out.len();
    let mut apostrophe = None;
    for c in word.chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            // `3,275` and `U.S` lose their points; a decimal point stays.
            ',' => {}
            '.' => {
                if out.ends_with(|before: char| before.is_ascii_digit()) {
                    out.push('.');
                }
            }
            _ => match class(c) {
                Class::Apostrophe => apostrophe = Some(out.len()),
                Class::Mark => {}
                _ => fold_char(c, out),
            },
        }
    }
    // The possessive is no part of the word.
    if let Some(at) = apostrophe.filter(|at| *at > from)
        && out.get(at..) == Some("s")
    {
        out.truncate(at);
    }
}

fn fold_char(c: char, out: &mut String) {
    let full = u32::from(lower(c));
    // Full-width forms of ASCII.
    let lower = match full {
        0xff01..=0xff5e => char::from_u32(full - 0xfee0).unwrap_or(c),
        _ => lower(c),
    };
    match lower {
        'ß' => out.push_str("ss"),
        'æ' | 'ǽ' | 'ǣ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        'ĳ' => out.push_str("ij"),
        'ﬀ' => out.push_str("ff"),
        'ﬁ' => out.push_str("fi"),
        'ﬂ' => out.push_str("fl"),
        'ﬃ' => out.push_str("ffi"),
        'ﬄ' => out.push_str("ffl"),
        _ => out.push(base(lower)),
    }
}

/// The letter without its diacritic.
fn base(c: char) -> char {
    match c {
        _ if (c as u32) < 0xc0 => c,
        _ => FAMILIES
            .iter()
            .find(|(_, family)| family.chars().any(|own| own == c))
            .map_or(c, |(letter, _)| *letter),
    }
}

/// Lower-case letters with a diacritic, under the letter they are filed with.
const FAMILIES: &[(char, &str)] = &[
    ('a', "àáâãäåāăąǎǟǡǻȁȃȧḁẚạảấầẩẫậắằẳẵặ"),
    ('b', "ƀḃḅḇ"),
    ('c', "çćĉċčḉ"),
    ('d', "ďđðḋḍḏḑḓ"),
    ('e', "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
    ('f', "ƒḟ"),
    ('g', "ĝğġģǧǵḡ"),
    ('h', "ĥħȟḣḥḧḩḫẖ"),
    ('i', "ìíîïĩīĭįıǐȉȋḭḯỉị"),
    ('j', "ĵǰ"),
    ('k', "ķĸǩḱḳḵ"),
    ('l', "ĺļľŀłḷḹḻḽ"),
    ('m', "ḿṁṃ"),
    ('n', "ñńņňŉŋǹṅṇṉṋ"),
    ('o', "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"),
    ('p', "ṕṗ"),
    ('r', "ŕŗřȑȓṙṛṝṟ"),
    ('s', "śŝşšșſṡṣṥṧṩẛ"),
    ('t', "ţťŧțṫṭṯṱẗ"),
    ('u', "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"),
    ('v', "ṽṿ"),
    ('w', "ŵẁẃẅẇẉẘ"),
    ('x', "ẋẍ"),
    ('y', "ýÿŷȳẏẙỳỵỷỹ"),
    ('z', "źżžẑẓẕ"),
    ('α', "ά"),
    ('ε', "έ"),
    ('η', "ή"),
    ('ι', "ίϊΐ"),
    ('ο', "ό"),
    ('υ', "ύϋΰ"),
    ('ω', "ώ"),
    ('σ', "ς"),
    // The two dots are left out as often as they are written.
    ('е', "ёѐ"),
    ('и', "ѝ"),
];
