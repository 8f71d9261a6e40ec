//! Dates in the forms authors and programs write them.
//!
//! One reader for all: ISO 8601 and its looser relatives, RFC 2822, dates in English words with or without weekday,
//! clock time and zone. What a date does not say is not made up: the [`Precision`] tells how much it said.

use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::bundle::problem::Code;
use crate::model::{Civil, Precision, Stamp};

use super::zone::{self, ZoneWords};

mod order;
mod parts;

pub(super) use order::Order;
use parts::{
    Parts, behind_words, day_alone, four_digits, in_east_asian_signs, in_words, numeric,
    plain_clock,
};

/// Something an author should know about a date that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remark {
    pub code: Code,
    pub message: String,
    pub help: String,
}

/// A date that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    pub stamp: Stamp,
    pub remarks: Vec<Remark>,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month from its English name or an abbreviation of three letters or more.
pub(super) fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let index = MONTHS
        .iter()
        .position(|name| word.len() >= 3 && name.starts_with(word.as_str()))?;
    u8::try_from(index + 1).ok()
}

/// What to do about a date that can't be read.
pub(super) const HELP: &str = "write it as 2025-08-17 or 2025-08-17T20:25:57-04:00";

/// Reads a date. `site_zone` is the IANA zone of a date that names none.
pub(super) fn read(written: &str, site_zone: &str) -> Option<Dated> {
    read_in(written, site_zone, Order::Unknown)
}

/// [`read`], of a text whose language says whether the day or the month comes first.
pub(super) fn read_in(written: &str, site_zone: &str, order: Order) -> Option<Dated> {
    // Quotes, and what is pasted along unseen.
    let around = |letter: char| {
        letter.is_whitespace()
            || matches!(
                letter,
                '"' | '\'' | '“' | '”' | '‘' | '’' | '\u{200b}' | '\u{feff}'
            )
    };
    // The hyphen that breaks no line is one all the same.
    let written = written.trim_matches(around).replace('\u{2011}', "-");
    let written = written.strip_suffix('.').unwrap_or(&written);
    // A time stamp of Org.
    let org = |open, close| written.strip_prefix(open)?.strip_suffix(close);
    let written = org('<', '>').or_else(|| org('[', ']')).unwrap_or(written);
    // No date in any form is longer; a page that puts its whole text here must not cost anything.
    if written.is_empty() || written.len() > 120 {
        return None;
    }
    let written = &plain_clock(written);
    let whole = numeric(written)
        .or_else(|| in_words(written))
        .or_else(|| in_east_asian_signs(written))
        .or_else(|| behind_words(written))
        .and_then(|parts| finish(order.applied(parts), site_zone));
    whole.or_else(|| {
        let mut dated = finish(day_alone(written)?, site_zone)?;
        dated.remarks.push(Remark {
            code: Code::UnreadableDate,
            message: "only the day of this date can be read".into(),
            help: HELP.into(),
        });
        Some(dated)
    })
}

fn finish(parts: Parts, site_zone: &str) -> Option<Dated> {
    let mut remarks = Vec::new();
    let mut civil = Civil {
        year: parts.year?,
        month: parts.month.unwrap_or(1),
        day: parts.day.unwrap_or(1),
        ..Civil::default()
    };
    let precision = match (&parts.clock, parts.day, parts.month) {
        (Some(clock), ..) => {
            civil.hour = match (parts.afternoon, clock.hour) {
                (None, hour) => hour,
                (Some(_), 0 | 13..) => return None,
                (Some(false), hour) => hour % 12,
                (Some(true), hour) => hour % 12 + 12,
            };
            civil.minute = clock.minute;
            civil.second = clock.second.unwrap_or(0);
            if clock.second.is_some() {
                Precision::Second
            } else {
                Precision::Minute
            }
        }
        (None, Some(_), _) => Precision::Day,
        (None, None, Some(_)) => Precision::Month,
        (None, None, None) => Precision::Year,
    };
    // The date has to exist before anything is asked about its zone.
    Stamp::from_civil(civil, 0, precision).ok()?;
    let words = parts.zone.trim().trim_start_matches(',').trim();
    let (named, fixed) = match zone::parse(words) {
        _ if words.is_empty() => (site_zone.to_owned(), None),
        Some(ZoneWords::Offset(offset)) => (String::new(), Some(offset)),
        Some(ZoneWords::Named(name)) => (name.to_owned(), None),
        None => {
            let name = words.trim_matches(['[', ']', '(', ')']);
            // `+02:00[Europe/Paris]` and `+0200 (CEST)` say the offset first.
            let lead = words.split(['[', '(', ' ']).next().unwrap_or("");
            if let Some(ZoneWords::Offset(offset)) = zone::parse(lead) {
                (String::new(), Some(offset))
            } else if name.contains('/') && TimeZone::get(name).is_ok() {
                (name.to_owned(), None)
            } else {
                remarks.push(Remark {
                    code: Code::UnknownZone,
                    message: format!("the time zone \"{}\" is not known; the zone of the site was used", shorten(words)),
                    help: "write a zone such as `Eastern Daylight Time`, or an offset such as `-04:00`".into(),
                });
                (site_zone.to_owned(), None)
            }
        }
    };
    let stamp = match fixed {
        Some(offset) => Stamp::from_civil(civil, offset, precision).ok()?,
        None => resolve(civil, precision, &named, &mut remarks)?,
    };
    if parts.either_order {
        remarks.push(Remark {
            code: Code::AmbiguousDate,
            message: format!(
                "this is read as {} {}; it could be {} {} as well",
                month_name(civil.month),
                civil.day,
                month_name(civil.day),
                civil.month
            ),
            help: format!(
                "write {:04}-{:02}-{:02}, or {:04}-{:02}-{:02}",
                civil.year, civil.month, civil.day, civil.year, civil.day, civil.month
            ),
        });
    }
    let meant = Stamp::from_civil(civil, 0, precision).ok()?.weekday();
    if let Some(weekday) = parts
        .weekday
        .filter(|&weekday| weekday != meant && parts.day.is_some())
    {
        remarks.push(Remark {
            code: Code::WeekdayMismatch,
            message: format!(
                "{} {} {} was a {}, not a {}",
                civil.day,
                month_name(civil.month),
                civil.year,
                meant.name(),
                weekday.name()
            ),
            help: format!("write {}, or mend the date", meant.name()),
        });
    }
    Some(Dated { stamp, remarks })
}

/// The English name of a month from 1 to 12.
fn month_name(number: u8) -> String {
    let name = MONTHS[usize::from(number.clamp(1, 12)) - 1];
    name[..1].to_uppercase() + &name[1..]
}

fn shorten(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The instant a clock of a zone showed a time. Days, months and years have no hour that could be missing, so nothing
/// is said about theirs.
fn resolve(
    civil: Civil,
    precision: Precision,
    zone: &str,
    remarks: &mut Vec<Remark>,
) -> Option<Stamp> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let clock = jiff::civil::DateTime::new(
        i16::try_from(civil.year).ok()?,
        i8::try_from(civil.month).ok()?,
        i8::try_from(civil.day).ok()?,
        i8::try_from(civil.hour).ok()?,
        i8::try_from(civil.minute).ok()?,
        i8::try_from(civil.second.min(59)).ok()?,
        0,
    )
    .ok()?;
    let minutes = |offset: jiff::tz::Offset| i16::try_from(offset.seconds() / 60).unwrap_or(0);
    let timed = precision >= Precision::Minute;
    match zone.to_ambiguous_timestamp(clock).offset() {
        AmbiguousOffset::Unambiguous { offset } => {
            Stamp::from_civil(civil, minutes(offset), precision).ok()
        }
        AmbiguousOffset::Fold { before, .. } => {
            if timed {
                remarks.push(Remark {
                    code: Code::AmbiguousTime,
                    message: "this time came twice that day; the earlier was taken".into(),
                    help: "write Standard or Daylight, or an offset".into(),
                });
            }
            Stamp::from_civil(civil, minutes(before), precision).ok()
        }
        AmbiguousOffset::Gap { before, after } => {
            if timed {
                remarks.push(Remark {
                    code: Code::SkippedTime,
                    message: "this time never came that day; the clocks were set forward over it"
                        .into(),
                    help: "mend the time, or write an offset".into(),
                });
            }
            let instant = Stamp::from_civil(civil, minutes(before), precision).ok()?;
            Some(Stamp::from_unix(
                instant.unix_seconds(),
                minutes(after),
                precision,
            ))
        }
    }
}

/// The date at the head of a file name, as in `2024-07-10-slug.md` or `20240710-slug.md`, and what is left of the name.
pub(super) fn in_file_name<'name>(
    stem: &'name str,
    site_zone: &str,
) -> Option<(Stamp, &'name str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let year = digits(stem);
    let ends = |at: usize| !stem[at..].starts_with(|letter: char| letter.is_alphanumeric());
    let (date, end) = if year == 8 && ends(8) {
        (stem[..8].to_owned(), 8)
    } else {
        let sign = stem[year..]
            .chars()
            .next()
            .filter(|sign| matches!(sign, '-' | '_' | '.'))?;
        let month = digits(&stem[year + 1..]);
        let rest = stem[year + 1 + month..].strip_prefix(sign)?;
        let end = year + month + 2 + digits(rest);
        let (month, day) = (month, digits(rest));
        if year != 4 || !(1..=2).contains(&month) || !(1..=2).contains(&day) || !ends(end) {
            return None;
        }
        (stem[..end].replace(['_', '.'], "-"), end)
    };
    let stamp = read(&date, site_zone)?.stamp;
    Some((stamp, stem[end..].trim_start_matches(['-', '_', ' ', '.'])))
}

/// The date a path says, at the head of a name or spread over names: `blog/2024-07-10-slug.md`, `blog/2024-07-10/slug.md`,
/// `blog/2024/07/10/slug.md`, `blog/2024/07-10-slug.md`, `blog/2024/07/10/slug/index.md`. The name nearest to the page counts.
pub(super) fn in_path(path: &str, site_zone: &str) -> Option<Stamp> {
    let names: Vec<&str> = path.split(['/', '\\']).collect();
    let mut nearest = (0..names.len()).rev().take(DEEPEST);
    nearest.find_map(|last| {
        // Three names are enough for year, month and day.
        (0..3).find_map(|more| {
            let head = &names[last.checked_sub(more)?..=last];
            let begins = head[0].len() == 4 || more == 0;
            let (stamp, _) = in_file_name(&head.join("-"), site_zone).filter(|_| begins)?;
            Some(stamp)
        })
    })
}

/// How many names from its end a path is looked at.
const DEEPEST: usize = 3;

/// The date in `NAME on DATE`, `DATE by NAME` or `NAME at TIME`.
pub(super) fn beside_name(text: &str, zone: &str) -> Option<Dated> {
    beside_name_in(text, zone, Order::Unknown)
}

/// [`beside_name`], of a text whose language says whether the day or the month comes first.
pub(super) fn beside_name_in(text: &str, zone: &str, order: Order) -> Option<Dated> {
    let before_name = text
        .split_once(" by ")
        .and_then(|(head, _)| read_in(head, zone, order));
    if let Some(dated) = before_name.or_else(|| read_in(text, zone, order)) {
        return Some(dated);
    }
    for cut in [
        " on ", " at ", ", ", " | ", " am ", " le ", " el ", " il ", " em ", " - ",
    ] {
        if let Some((_, rest)) = text.split_once(cut)
            && let Some(dated) = read_in(rest, zone, order)
        {
            return Some(dated);
        }
    }
    None
}

/// The first date a piece of prose gives: `In early February 2025` says a month, `on February 3, 2025` a day.
pub(super) fn in_prose(text: &str, site_zone: &str) -> Option<(Stamp, std::ops::Range<usize>)> {
    let mut words = Vec::new();
    let mut offset = 0;
    // Prose says when it was written near its beginning or not at all.
    const LOOKED_AT: usize = 600;
    for word in text.split_inclusive(char::is_whitespace).take(LOOKED_AT) {
        let bare = word
            .trim()
            .trim_matches(|letter: char| !letter.is_alphanumeric());
        let start = offset + word.find(bare).unwrap_or(0);
        words.push((bare, start..start + bare.len()));
        offset += word.len();
    }
    words.iter().enumerate().find_map(|(index, (word, place))| {
        // "may" and "march" are verbs far more often than months; a month has a capital.
        let named = word
            .starts_with(char::is_uppercase)
            .then(|| month(word))
            .flatten()?;
        let written = |index: usize| words.get(index).map(|(word, place)| (*word, place.clone()));
        let day = |word: &str| word.parse::<u8>().ok().filter(|day| (1..=31).contains(day));
        let (next, next_place) = written(index + 1)?;
        let (date, end) = if let Some(year) = four_digits(next) {
            match index
                .checked_sub(1)
                .and_then(written)
                .and_then(|(word, _)| day(word))
            {
                Some(day) => (format!("{year:04}-{named:02}-{day:02}"), next_place.end),
                None => (format!("{year:04}-{named:02}"), next_place.end),
            }
        } else {
            let (last, last_place) = written(index + 2)?;
            (
                format!("{:04}-{named:02}-{:02}", four_digits(last)?, day(next)?),
                last_place.end,
            )
        };
        Some((
            read(&date, site_zone)?.stamp.into_inferred(),
            place.start..end,
        ))
    })
}

#[cfg(test)]
mod tests;
