//! The names of people and institutions in labels.

use crate::model::Contact;

use super::super::todo::{Segment, plain_words};
use super::address::is_web_address;
use super::{Named, is_field};

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
const ASKING: [&str; 49] = [
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
    "register",
    "attend",
    "share",
    "follow",
    "learn",
    "read",
    "send",
    "ask",
    "tell",
    "urge",
    "demand",
    "request",
    "volunteer",
    "organize",
    "organise",
];

/// Labels that say what follows them, and name nobody.
const GENERAL: [&str; 34] = [
    "number",
    "numbers",
    "hotline",
    "switchboard",
    "tip",
    "tips",
    "resource",
    "resources",
    "link",
    "links",
    "platform",
    "platforms",
    "tool",
    "tools",
    "option",
    "options",
    "step",
    "steps",
    "goal",
    "goals",
    "message",
    "script",
    "template",
    "date",
    "time",
    "deadline",
    "location",
    "details",
    "info",
    "information",
    "hours",
    "hashtag",
    "hashtags",
    "key points",
];

/// Whether a label asks for something or says what follows it.
pub(super) fn is_general(label: &str) -> bool {
    let label = label.trim().trim_end_matches(':').to_lowercase();
    let first = label.split(' ').next().unwrap_or("");
    ASKING.contains(&first.trim_end_matches(':')) || GENERAL.contains(&label.as_str())
}

/// The person or institution a bold label names.
pub(super) fn named(segment: &Segment<'_>) -> Option<Named> {
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
pub(super) fn named_plainly(label: &str) -> Option<Named> {
    let capitals = label
        .split(' ')
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    if capitals >= 2 { name(label, "") } else { None }
}

fn name(words: &str, behind: &str) -> Option<Named> {
    let words = words.trim().trim_end_matches(':');
    let is_address = is_web_address(words) || words.contains('@');
    if words.is_empty() || is_general(words) || is_field(words) || is_address {
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
        ask: None,
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
