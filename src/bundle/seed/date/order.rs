//! Whether a language writes the day or the month first.

use super::Parts;

/// Which of two numbers of a date is the day, where both could be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::bundle::seed) enum Order {
    /// Nobody says.
    #[default]
    Unknown,
    DayFirst,
    MonthFirst,
}

/// Languages in which `05/03/2021` is a day of March wherever they are spoken (Unicode CLDR, `dateFormats`, short).
const DAY_FIRST: [&str; 34] = [
    "ar", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "fi", "fr", "gl", "he", "hr", "id",
    "is", "it", "lv", "mk", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "tr",
    "uk", "vi",
];

/// Lands whose English puts the day first.
const ENGLISH_DAY_FIRST: [&str; 9] = ["gb", "ie", "au", "nz", "in", "mt", "ng", "ke", "sg"];

impl Order {
    /// What a language tag says (BCP 47), as `fr`, `en-GB` or `en_US`. English alone is written in both ways.
    pub(in crate::bundle::seed) fn of(language: &str) -> Self {
        let language = language.trim().to_ascii_lowercase();
        let mut parts = language.split(['-', '_']);
        let name = parts.next().unwrap_or_default();
        let is_in = |lands: &[&str]| parts.clone().any(|part| lands.contains(&part));
        match name {
            _ if DAY_FIRST.contains(&name) => Self::DayFirst,
            "en" if is_in(&ENGLISH_DAY_FIRST) => Self::DayFirst,
            "en" if is_in(&["us"]) => Self::MonthFirst,
            _ => Self::Unknown,
        }
    }

    /// The parts of a date in this order.
    pub(super) fn applied(self, mut parts: Parts) -> Parts {
        if parts.either_order && self != Self::Unknown {
            if self == Self::DayFirst {
                (parts.day, parts.month) = (parts.month, parts.day);
            }
            parts.either_order = false;
        }
        parts
    }
}
