//! Whom a to-do layer names, and the addresses it gives, each with its exact place.
//!
//! An address is found by what it is, not by what it calls itself: an `Email:` that is the address of a web form is a
//! web address. It belongs to the name whose bullet it stands in or below. Nothing is completed or corrected.

use linkify::{LinkFinder, LinkKind};

use crate::model::{Contact, Datum, Mention, Span};

use super::todo::{Segment, Shape, plain_words};

/// Words before a colon that announce an address of some kind.
const FIELDS: [&str; 24] = [
    "email",
    "e-mail",
    "email address",
    "phone",
    "phone number",
    "telephone",
    "tel",
    "call",
    "fax",
    "office phone",
    "address",
    "office address",
    "mailing address",
    "postal address",
    "mail",
    "office",
    "website",
    "web",
    "web site",
    "contact form",
    "online",
    "url",
    "dc office",
    "washington office",
];

/// Those of them that announce a postal address.
const ADDRESS_FIELDS: [&str; 9] = [
    "address",
    "office address",
    "mailing address",
    "postal address",
    "mail",
    "office",
    "dc office",
    "washington office",
    "d.c. office",
];

/// Collects contacts over the lines of a layer.
#[derive(Debug, Default)]
pub(super) struct Finder {
    contacts: Vec<Contact>,
    mentions: Vec<Mention>,
    /// The contact the next addresses belong to.
    current: Option<Named>,
}

/// A name that becomes a contact with its first address.
#[derive(Debug, Clone)]
struct Named {
    contact: Contact,
    index: Option<u32>,
}

impl Finder {
    /// Reads the segments of one line. The head of a numbered item says what to do; it names somebody only where the
    /// fields of an address stand right behind it.
    pub(super) fn line(&mut self, segments: &[Segment<'_>], numbered: bool) {
        // A name holds for its own line: the next block speaks of something else.
        self.current = None;
        let field_at = |index: usize| {
            segments.get(index).is_some_and(|segment| {
                segment.shape == Shape::Field
                    && super::todo::field_label(segment.text)
                        .is_some_and(|end| is_field(&segment.text[..end]))
            })
        };
        // What stands below `**Example Petition:**` is a petition, not somebody to write to.
        let petitions = segments
            .first()
            .is_some_and(|head| head.label.to_lowercase().contains("petition") && head.opens);
        // Whether the bullets below a name that is nothing but a name still speak of it.
        let mut holds = false;
        for (index, segment) in segments.iter().enumerate() {
            match segment.shape {
                Shape::Bold => {
                    let heads = numbered && index == 0 && !field_at(1);
                    self.current = if heads || petitions {
                        None
                    } else {
                        named(segment)
                    };
                    holds = segment.label_only;
                }
                Shape::Field => {
                    let end = super::todo::field_label(segment.text).unwrap_or(0);
                    if !is_field(&segment.text[..end]) {
                        self.current = named_plainly(&segment.text[..end]);
                    }
                }
                Shape::Plain if !holds => self.current = None,
                Shape::Plain => {}
            }
            self.addresses(segment);
        }
    }

    pub(super) fn finish(self) -> (Vec<Contact>, Vec<Mention>) {
        (self.contacts, self.mentions)
    }

    fn addresses(&mut self, segment: &Segment<'_>) {
        let text = segment.text;
        let mut found: Vec<(Datum, std::ops::Range<usize>)> = Vec::new();
        let mut taken: Vec<std::ops::Range<usize>> = Vec::new();
        for place in field_places(text) {
            if place.postal
                && let Some(range) = postal_range(text, place.value)
            {
                taken.push(range.clone());
                found.push((Datum::Address, range));
            }
        }
        marked_links(text, &mut found, &mut taken);
        let mut finder = LinkFinder::new();
        finder.url_must_have_scheme(false);
        for link in finder.links(text) {
            let range = link.start()..link.end();
            if taken
                .iter()
                .any(|taken| taken.start < range.end && range.start < taken.end)
            {
                continue;
            }
            match link.kind() {
                LinkKind::Email => found.push((Datum::Email, range)),
                _ if is_web_address(link.as_str()) => found.push((Datum::Url, range)),
                _ => continue,
            }
            taken.push(link.start()..link.end());
        }
        for range in phones(text) {
            if !taken
                .iter()
                .any(|taken| taken.start < range.end && range.start < taken.end)
            {
                taken.push(range.clone());
                found.push((Datum::Phone, range));
            }
        }
        found.extend(unlabelled_postal(text, &taken).map(|range| (Datum::Address, range)));
        found.sort_by_key(|(_, range)| range.start);
        for (datum, range) in found {
            self.mention(datum, text, range, segment.offset);
        }
    }

    fn mention(&mut self, datum: Datum, text: &str, range: std::ops::Range<usize>, offset: usize) {
        let value = super::lines::fold(&text[range.clone()]);
        let contact = self.current.as_mut().map(|named| {
            *named.index.get_or_insert_with(|| {
                self.contacts.push(named.contact.clone());
                u32::try_from(self.contacts.len() - 1).unwrap_or(u32::MAX)
            })
        });
        if let Some(contact) = contact.and_then(|index| self.contacts.get_mut(index as usize)) {
            let list = match datum {
                Datum::Phone => &mut contact.phones,
                Datum::Email => &mut contact.emails,
                Datum::Url => &mut contact.urls,
                Datum::Address => &mut contact.addresses,
            };
            if !list.contains(&value) {
                list.push(value.clone());
            }
        }
        self.mentions.push(Mention {
            datum,
            value,
            span: Span::new(offset + range.start, offset + range.end),
            contact,
        });
    }
}

/// Offices that stand before a name.
const ROLES: [&str; 18] = [
    "U.S. Senator",
    "US Senator",
    "Senator",
    "Sen.",
    "U.S. Representative",
    "US Representative",
    "Representative",
    "Rep.",
    "Congressman",
    "Congresswoman",
    "Congressmember",
    "President",
    "Vice President",
    "Secretary of State",
    "Governor",
    "Ambassador",
    "Speaker",
    "Director",
];

/// Words that begin a label that asks for something instead of naming somebody.
const ASKING: [&str; 34] = [
    "find",
    "visit",
    "sign",
    "contact",
    "write",
    "call",
    "email",
    "action",
    "actions",
    "example",
    "examples",
    "what",
    "who",
    "how",
    "where",
    "when",
    "why",
    "your",
    "sample",
    "petition",
    "petitions",
    "subject",
    "body",
    "note",
    "website",
    "phone",
    "address",
    "express",
    "advocate",
    "donate",
    "support",
    "join",
    "use",
    "search",
];

/// The person or institution a bold label names.
fn named(segment: &Segment<'_>) -> Option<Named> {
    let words = plain_words(segment.label);
    // `**Name** (NY)` has its district behind the bold words.
    let rest = segment.text.get(segment.label.len()..).unwrap_or("");
    let behind = rest
        .split_once("**")
        .map_or("", |(_, rest)| rest)
        .trim_start_matches([':', '*', ' ']);
    name(&words, behind)
}

/// The institution a label without bold words names.
fn named_plainly(label: &str) -> Option<Named> {
    let capitals = label
        .split(' ')
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    if capitals >= 2 { name(label, "") } else { None }
}

fn name(words: &str, behind: &str) -> Option<Named> {
    let words = words.trim().trim_end_matches(':');
    let first = words
        .split(' ')
        .next()
        .unwrap_or("")
        .trim_end_matches(':')
        .to_lowercase();
    let is_address = is_web_address(words) || words.contains('@');
    if words.is_empty() || ASKING.contains(&first.as_str()) || is_field(words) || is_address {
        return None;
    }
    let (mut name, mut district) = match words.rsplit_once(" (") {
        Some((name, bracket)) if bracket.ends_with(')') => (
            name,
            is_district(&bracket[..bracket.len() - 1])
                .then(|| bracket[..bracket.len() - 1].to_owned()),
        ),
        _ => (words, None),
    };
    if district.is_none() {
        // Brackets that hold no district belong to the name, as in `Doctors Without Borders (MSF)`.
        name = words;
        let bracket = behind
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(')'))
            .map(|(inner, _)| inner);
        district = bracket
            .filter(|inner| is_district(inner))
            .map(str::to_owned);
    }
    let role = ROLES.iter().find(|role| {
        name.strip_prefix(**role)
            .is_some_and(|rest| rest.starts_with(' '))
    });
    let bare = role.map_or(name, |role| name[role.len()..].trim_start());
    Some(Named {
        contact: Contact {
            name: bare.to_owned(),
            role: role.map(|role| (*role).to_owned()),
            district,
            ..Contact::default()
        },
        index: None,
    })
}

/// `NY`, `NY-14`, `D-NY`, `R-TX-7`, `D, MA`.
fn is_district(text: &str) -> bool {
    let mut parts = text.split(['-', ',', ' ']).filter(|part| !part.is_empty());
    let state = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    match parts.next() {
        Some("D" | "R" | "I") => parts.next().is_some_and(state),
        Some(part) => {
            state(part)
                && parts.next().is_none_or(|part| {
                    part.bytes().all(|byte| byte.is_ascii_digit()) || part == "AL" || part == "At"
                })
        }
        None => false,
    }
}

fn is_field(label: &str) -> bool {
    let label = label.trim().trim_matches(['*', ':']).to_lowercase();
    FIELDS.contains(&label.as_str()) || ADDRESS_FIELDS.contains(&label.as_str())
}

/// A field inside a segment.
struct Place {
    /// Where the label begins.
    label: usize,
    /// Where the value begins and what begins after it.
    value: (usize, usize),
    postal: bool,
}

/// The labels of [`FIELDS`] in a text, each ended by the next.
fn field_places(text: &str) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for (colon, _) in text.match_indices(':') {
        if !text[colon + 1..].starts_with([' ', '*']) && colon + 1 < text.len() {
            continue;
        }
        // The words right before the colon, the longest label first.
        let mut window = colon.saturating_sub(24);
        while !text.is_char_boundary(window) {
            window += 1;
        }
        let before = &text[window..colon];
        let starts = std::iter::once(0).chain(before.match_indices(' ').map(|(at, _)| at + 1));
        for start in starts {
            let begins = window + start == 0 || text[..window + start].ends_with([' ', '*', '(']);
            let words = &before[start..];
            let capital = words
                .trim_start_matches('*')
                .starts_with(char::is_uppercase);
            if begins && capital && is_field(words) {
                let label = window + start;
                if let Some(last) = places.last_mut() {
                    last.value.1 = last.value.1.min(label);
                }
                let postal = ADDRESS_FIELDS
                    .contains(&words.trim_matches(['*', ':']).to_lowercase().as_str());
                places.push(Place {
                    label,
                    value: (colon + 1, text.len()),
                    postal,
                });
                break;
            }
        }
    }
    places
}

/// The pieces of a segment, cut before every field but the one it begins with, where a bold name leads.
pub(super) fn break_before_fields<'text>(segment: &Segment<'text>) -> Vec<&'text str> {
    let text = segment.text;
    if segment.shape != Shape::Bold {
        return vec![text];
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    for place in field_places(text) {
        if place.label > from && !text[from..place.label].trim().is_empty() {
            pieces.push(&text[from..place.label]);
            from = place.label;
        }
    }
    pieces.push(&text[from..]);
    pieces
}

/// The value of an address field, if it is one: it holds a number or a comma.
fn postal_range(text: &str, (start, end): (usize, usize)) -> Option<std::ops::Range<usize>> {
    let value = &text[start..end];
    let lead = value.len() - value.trim_start_matches(['*', ' ']).len();
    let trimmed = value.trim_matches(['*', ' ', ';']);
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

/// The addresses of `[words](address)`; the words are not looked at again.
fn marked_links(
    text: &str,
    found: &mut Vec<(Datum, std::ops::Range<usize>)>,
    taken: &mut Vec<std::ops::Range<usize>>,
) {
    let mut from = 0;
    while let Some(at) = text[from..].find("](") {
        let close = from + at;
        from = close + 2;
        let Some((range, end)) = super::marks::address_after(text, close) else {
            continue;
        };
        let open = text[..close].rfind('[').unwrap_or(close);
        let address = &text[range.clone()];
        let (datum, skip) = match address.split_once(':') {
            Some(("mailto", _)) => (Datum::Email, "mailto:".len()),
            Some(("tel", _)) => (Datum::Phone, "tel:".len()),
            Some(("http" | "https", _)) => (Datum::Url, 0),
            _ if is_web_address(address) => (Datum::Url, 0),
            _ => continue,
        };
        found.push((datum, range.start + skip..range.end));
        taken.push(open..end);
        from = end;
    }
}

/// Ends of host names that are common enough to be one without a scheme.
const ENDINGS: [&str; 40] = [
    "com", "org", "net", "gov", "edu", "mil", "int", "info", "us", "uk", "ca", "eu", "de", "fr",
    "io", "co", "au", "ch", "at", "be", "nl", "it", "es", "se", "no", "dk", "fi", "pl", "ua", "ru",
    "jp", "in", "nz", "ie", "tv", "me", "news", "ngo", "app", "example",
];

/// `https://example.org/x`, `example.org`, `example.org/x`; not `U.S.` or the seam of two sentences.
fn is_web_address(text: &str) -> bool {
    if text.starts_with("http://") || text.starts_with("https://") {
        return true;
    }
    let host = text.split(['/', '?', '#']).next().unwrap_or("");
    let ending = host.rsplit('.').next().unwrap_or("").to_lowercase();
    crate::model::is_host(host) && ENDINGS.contains(&ending.as_str()) && !text.contains(' ')
}

/// Telephone numbers: `(202) 224-3121`, `202-224-3121`, `202.224.3121`, `+1 202 224 3121`, `1-800-555-0100`, `+43 1 2600-0`.
fn phones(text: &str) -> Vec<std::ops::Range<usize>> {
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
            out.push(at..at + number.len());
            at += number.len().max(1);
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

/// A postal address of the United States that no label announces: a house number in front, state and ZIP code behind.
fn unlabelled_postal(
    text: &str,
    taken: &[std::ops::Range<usize>],
) -> Option<std::ops::Range<usize>> {
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
    (!taken
        .iter()
        .any(|taken| taken.start < range.end && range.start < taken.end))
    .then_some(range)
}
