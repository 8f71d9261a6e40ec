//! Addresses in a text, found by what they are.

use std::collections::BTreeMap;

use crate::model::Datum;

/// The parts of a text that are an address already, none overlapping: end by start.
#[derive(Debug, Default)]
pub(super) struct Taken(BTreeMap<usize, usize>);

impl Taken {
    pub(super) fn is_free(&self, range: &std::ops::Range<usize>) -> bool {
        self.0
            .range(..range.end)
            .next_back()
            .is_none_or(|(_, end)| *end <= range.start)
    }

    pub(super) fn take(&mut self, range: &std::ops::Range<usize>) {
        let end = self.0.entry(range.start).or_insert(range.end);
        *end = (*end).max(range.end);
    }
}

/// The value of an address field, if it is one: it holds a number or a comma.
pub(super) fn postal_range(
    text: &str,
    (start, end): (usize, usize),
) -> Option<std::ops::Range<usize>> {
    let value = &text[start..end];
    let lead = value.len() - value.trim_start_matches(['*', ' ']).len();
    let value = zip_end(value).map_or(value, |end| &value[..end]);
    let trimmed = value.trim_matches(['*', ' ', ';', ',']);
    let trimmed = trimmed
        .strip_suffix('.')
        .filter(|rest| rest.ends_with(|letter: char| letter.is_ascii_digit()))
        .unwrap_or(trimmed);
    let postal = trimmed.bytes().any(|byte| byte.is_ascii_digit()) || trimmed.contains(',');
    let elsewhere = trimmed.starts_with(['[', '<'])
        || trimmed.starts_with("http")
        || trimmed.contains('@')
        || is_web_address(trimmed);
    (postal && !elsewhere && trimmed.len() >= 8).then(|| start + lead..start + lead + trimmed.len())
}

/// Where a ZIP code ends that ends its sentence: `02203. Call first.`, `02203; phone`.
fn zip_end(text: &str) -> Option<usize> {
    text.match_indices(['.', ';']).find_map(|(at, _)| {
        let digits = text[..at].bytes().rev();
        let digits = digits.take_while(|byte| byte.is_ascii_digit() || *byte == b'-');
        let is_zip = matches!(digits.count(), 5 | 10) && text[at + 1..].starts_with(' ');
        is_zip.then_some(at)
    })
}

/// The addresses of `[words](address)`; the words are not looked at again. A number the words show is the one meant.
pub(super) fn marked_links(
    text: &str,
    found: &mut Vec<(Datum, std::ops::Range<usize>)>,
    taken: &mut Taken,
) {
    let mut from = 0;
    while let Some(at) = text[from..].find("](") {
        let close = from + at;
        // Not further back than the one before, or a line of `](` would take long.
        let open = text[from..close]
            .rfind('[')
            .map_or(close, |open| from + open);
        from = close + 2;
        let Some((range, end)) = super::super::marks::address_after(text, close) else {
            continue;
        };
        let address = &text[range.clone()];
        let shown = phones(&text[open..close]).into_iter().next();
        let (datum, place) = match address.split_once(':') {
            Some(("mailto", rest)) => {
                let start = range.start + "mailto:".len();
                let length = rest.find('?').unwrap_or(rest.len());
                (Datum::Email, start..start + length)
            }
            Some(("tel", _)) => match shown {
                Some(shown) => (Datum::Phone, open + shown.start..open + shown.end),
                None => (Datum::Phone, range.start + "tel:".len()..range.end),
            },
            Some(("http" | "https", _)) => (Datum::Url, range),
            None if super::super::marks::is_mail_address(address) => (Datum::Email, range),
            _ if is_web_address(address) => (Datum::Url, range),
            _ => continue,
        };
        found.push((datum, place));
        taken.take(&(open..end));
        from = end;
    }
}

/// Ends of host names that are common enough to be one without a scheme.
const ENDINGS: [&str; 64] = [
    "com", "org", "net", "gov", "edu", "mil", "int", "info", "us", "uk", "ca", "eu", "de", "fr",
    "io", "co", "au", "ch", "at", "be", "nl", "it", "es", "se", "no", "dk", "fi", "pl", "ua", "ru",
    "jp", "in", "nz", "ie", "tv", "me", "news", "ngo", "app", "example", "bot", "vote", "action",
    "ly", "gd", "cc", "earth", "world", "global", "party", "team", "live", "blog", "online",
    "site", "social", "page", "link", "xyz", "biz", "ai", "dev", "tech", "coop",
];

/// `https://example.org/x`, `example.org`, `example.org/x`; not `U.S.` or the seam of two sentences.
pub(in crate::bundle::seed) fn is_web_address(text: &str) -> bool {
    if text.starts_with("http://") || text.starts_with("https://") {
        return true;
    }
    let host = text.split(['/', '?', '#']).next().unwrap_or("");
    let ending = host.rsplit('.').next().unwrap_or("").to_lowercase();
    crate::model::is_host(host) && ENDINGS.contains(&ending.as_str()) && !text.contains(' ')
}

/// Telephone numbers: `(202) 224-3121`, `202-224-3121`, `202.224.3121`, `+1 202 224 3121`, `1-800-555-0100`, `+43 1 2600-0`.
pub(super) fn phones(text: &str) -> Vec<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let starts = bytes[at].is_ascii_digit() || matches!(bytes[at], b'+' | b'(');
        let inside = at > 0
            && (bytes[at - 1].is_ascii_alphanumeric()
                || matches!(bytes[at - 1], b'/' | b'.' | b'-' | b'$'));
        if !starts || inside {
            at += 1;
            continue;
        }
        let length = bytes[at..]
            .iter()
            .take(24)
            .take_while(|byte| {
                byte.is_ascii_digit()
                    || matches!(byte, b'+' | b'(' | b')' | b' ' | b'-' | b'.' | b'/')
            })
            .count();
        let raw = &text[at..at + length];
        let number = raw.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let international = number.starts_with('+') && (8..=15).contains(&digits);
        let groups: Vec<usize> = number
            .split(|letter: char| !letter.is_ascii_digit())
            .map(str::len)
            .filter(|&length| length > 0)
            .collect();
        let national = matches!(groups.as_slice(), [3, 3, 4] | [1, 3, 3, 4])
            && (groups.len() == 3 || number.starts_with('1'));
        if international || national {
            let end = at + number.len();
            let end = end + extension(&text[end..]);
            out.push(at..end);
            at = end.max(at + 1);
        } else {
            at += bytes[at..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count()
                .max(1);
        }
    }
    out
}

/// The length of ` ext. 12`, ` x12` or `, extension 12` behind a number; none where it has none.
fn extension(behind: &str) -> usize {
    let after = |text: &'_ str, marks: &[&str]| {
        let mark = marks.iter().find(|mark| text.starts_with(**mark));
        mark.map(|mark| mark.len())
    };
    let lead = after(behind, &[", ", " "]).unwrap_or(0);
    let Some(mark) = after(
        &behind[lead..],
        &["extension ", "ext. ", "ext ", "ext.", "Ext. ", "Ext ", "x"],
    ) else {
        return 0;
    };
    let digits = behind[lead + mark..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    if lead > 0 && (1..=6).contains(&digits) {
        lead + mark + digits
    } else {
        0
    }
}

/// A postal address of the United States that no label announces: a house number in front, state and ZIP code behind.
pub(super) fn unlabelled_postal(text: &str, taken: &Taken) -> Option<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let end = (1..bytes.len().saturating_sub(4)).find_map(|at| {
        let zip = bytes[at - 1] == b' '
            && bytes[at..at + 5].iter().all(u8::is_ascii_digit)
            && bytes.get(at + 5).is_none_or(|byte| !byte.is_ascii_digit());
        if !zip {
            return None;
        }
        let before = &text[..at - 1];
        let state = before.ends_with("D.C.")
            || before.rsplit([' ', ',']).next().is_some_and(|word| {
                word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase())
            });
        let more = bytes[at + 5..]
            .iter()
            .take(6)
            .take_while(|byte| byte.is_ascii_digit() || **byte == b'-')
            .count();
        state.then_some(at + 5 + if more == 5 { 5 } else { 0 })
    })?;
    const LONGEST: usize = 160;
    let mut from = end.saturating_sub(LONGEST);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    // The last house number before the ZIP code that is followed by a capitalised or numbered street.
    let head = &text[from..end - 5];
    let start = head
        .match_indices(|letter: char| letter.is_ascii_digit())
        .map(|(at, _)| at)
        .filter(|&at| {
            let begins = at == 0 || head[..at].ends_with([' ', '(', '*']);
            let number = head[at..].bytes().take_while(u8::is_ascii_digit).count();
            let street = head[at + number..].strip_prefix(' ').is_some_and(|rest| {
                rest.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
            });
            // `Suite 300` is part of an address, not its beginning.
            let part = ["Suite", "Room", "Floor", "Unit", "Box", "Apt.", "#", "No."]
                .iter()
                .any(|word| head[..at].trim_end().ends_with(word));
            begins && street && !part
        })
        .min()?;
    let range = from + start..end;
    taken.is_free(&range).then_some(range)
}
