//! Dates in the forms authors and programs write them.
//!
//! One reader for all: ISO 8601 and its looser relatives, RFC 2822, dates in English words with or without weekday,
//! clock time and zone. What a date does not say is not made up: the [`Precision`] tells how much it said.

use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::bundle::problem::Code;
use crate::model::{Civil, Precision, Stamp, Weekday};

use super::zone::{self, ZoneWords};

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

/// The parts of a date while it is being read.
#[derive(Debug, Default)]
struct Parts {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    clock: Option<Clock>,
    afternoon: Option<bool>,
    weekday: Option<Weekday>,
    zone: String,
}

#[derive(Debug, Clone, Copy)]
struct Clock {
    hour: u8,
    minute: u8,
    second: Option<u8>,
}

/// Reads a date. `site_zone` is the IANA zone of a date that names none.
pub(super) fn read(written: &str, site_zone: &str) -> Option<Dated> {
    let written = written.trim().trim_matches(['"', '\'']).trim();
    // No date in any form is longer; a page that puts its whole text here must not cost anything.
    if written.is_empty() || written.len() > 120 {
        return None;
    }
    finish(numeric(written).or_else(|| in_words(written))?, site_zone)
}

/// `2024-07-10`, `2024/7/1 12:00`, `2024-07-10T12:34:56.7+02:00`, `20240710`, `2024-07`, `2024`, seconds since 1970.
fn numeric(written: &str) -> Option<Parts> {
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &written[digits..];
    let whole = |from: usize, to: usize| written[from..to].parse::<i32>().ok();
    let small = |from: usize, to: usize| written[from..to].parse::<u8>().ok();
    if digits == 8 && (rest.is_empty() || rest.starts_with(['T', ' '])) {
        let mut parts = Parts {
            year: whole(0, 4),
            month: small(4, 6),
            day: small(6, 8),
            ..Parts::default()
        };
        let clock = rest.trim_start_matches(['T', ' ']);
        if clock.len() >= 6 && clock.bytes().take(6).all(|byte| byte.is_ascii_digit()) {
            let two = |at: usize| clock[at..at + 2].parse::<u8>().ok();
            parts.clock = Some(Clock {
                hour: two(0)?,
                minute: two(2)?,
                second: two(4),
            });
            clock[6..].trim().clone_into(&mut parts.zone);
        } else if !clock.is_empty() {
            clock_and_zone(clock, &mut parts)?;
        }
        return Some(parts);
    }
    if digits == 4 && rest.is_empty() {
        return Some(Parts {
            year: whole(0, 4),
            ..Parts::default()
        });
    }
    if digits != 4 {
        return None;
    }
    let sign = rest
        .chars()
        .next()
        .filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    let rest = &rest[1..];
    let (month, rest) = leading_number(rest)?;
    let mut parts = Parts {
        year: whole(0, 4),
        month: Some(month),
        ..Parts::default()
    };
    let Some(rest) = rest.strip_prefix(sign) else {
        return rest.trim().is_empty().then_some(parts);
    };
    let (day, rest) = leading_number(rest)?;
    parts.day = Some(day);
    let rest = rest
        .strip_prefix(['T', 't', '_'])
        .unwrap_or(rest)
        .trim_start_matches([' ', ',', '\u{a0}', '\u{202f}']);
    if !rest.is_empty() {
        clock_and_zone(rest.strip_prefix("at ").unwrap_or(rest), &mut parts)?;
    }
    Some(parts)
}

/// One or two digits at the beginning.
fn leading_number(text: &str) -> Option<(u8, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return None;
    }
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

/// `12:34:56.7 PM Eastern Daylight Time` and its parts. Hours above 24 are what some exporters make of midnight.
fn clock_and_zone(text: &str, parts: &mut Parts) -> Option<()> {
    let (hour, rest) = leading_number(text)?;
    let (minute, mut rest) = match rest.strip_prefix([':', '.']) {
        Some(rest) => leading_number(rest)?,
        None => (0, rest),
    };
    let mut second = None;
    if let Some(after) = rest.strip_prefix(':') {
        let (value, after) = leading_number(after)?;
        second = Some(value);
        rest = after;
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            rest = fraction.trim_start_matches(|letter: char| letter.is_ascii_digit());
        }
    }
    parts.clock = Some(Clock {
        hour,
        minute,
        second,
    });
    let mut rest = rest.trim();
    let folded: String = rest.chars().take(4).collect::<String>().to_lowercase();
    for (mark, afternoon) in [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)] {
        let ends_word = rest
            .chars()
            .nth(mark.len())
            .is_none_or(|next| !next.is_alphanumeric());
        if folded.starts_with(mark) && ends_word {
            parts.afternoon = Some(afternoon);
            rest = rest[mark.len()..].trim();
            break;
        }
    }
    rest.clone_into(&mut parts.zone);
    Some(())
}

/// `Sunday, August 17, 2025, 8:25:57 PM Eastern Daylight Time`, `17 Aug 2025 20:25`, `Sun, 17 Aug 2025 20:25:57 +0000`,
/// `8/17/2025` where only one order is possible.
fn in_words(written: &str) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut rest = written;
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
        if rest.is_empty() {
            break;
        }
        let end = rest
            .find(|letter: char| letter.is_whitespace() || letter == ',')
            .unwrap_or(rest.len());
        let word = &rest[..end];
        if parts.clock.is_none()
            && word.contains(':')
            && word.starts_with(|letter: char| letter.is_ascii_digit())
        {
            clock_and_zone(rest, &mut parts)?;
            // `Aug 17 20:25:57 2025` and `... EDT 2025` put the year last.
            if parts.year.is_none()
                && let Some((zone, year)) = parts
                    .zone
                    .rsplit_once(' ')
                    .or(Some(("", parts.zone.as_str())))
                && let Some(value) = four_digits(year)
            {
                parts.year = Some(value);
                parts.zone = zone.to_owned();
            }
            break;
        }
        take_word(word, &mut parts)?;
        rest = &rest[end..];
    }
    (parts.year.is_some() && parts.month.is_some()).then_some(parts)
}

fn four_digits(word: &str) -> Option<i32> {
    (word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
}

fn take_word(word: &str, parts: &mut Parts) -> Option<()> {
    let lower = word.to_lowercase();
    if matches!(
        lower.as_str(),
        "at" | "on" | "of" | "the" | "-" | "–" | "—" | "@" | "|" | "·"
    ) {
        return Some(());
    }
    if let Some(year) = four_digits(word).filter(|_| parts.year.is_none()) {
        parts.year = Some(year);
    } else if let Some(month) = month(word).filter(|_| parts.month.is_none()) {
        parts.month = Some(month);
    } else if let Some(weekday) = Weekday::parse(word).filter(|_| parts.weekday.is_none()) {
        parts.weekday = Some(weekday);
    } else if let Some((day, suffix)) =
        leading_number(word).filter(|_| parts.day.is_none() && parts.month.is_none_or(|_| true))
    {
        if matches!(
            suffix.to_lowercase().as_str(),
            "" | "." | "st" | "nd" | "rd" | "th"
        ) {
            parts.day = Some(day);
        } else {
            slashed(word, parts)?;
        }
    } else {
        return None;
    }
    Some(())
}

/// `17/8/2025` or `8/17/2025`, and `17-Aug-2025`. Where both orders are possible nothing is read: a guess would be wrong
/// half of the time.
fn slashed(word: &str, parts: &mut Parts) -> Option<()> {
    let sign = word.chars().find(|letter| !letter.is_ascii_digit())?;
    let mut pieces = word.split(sign);
    let (first, second, year) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if !matches!(sign, '/' | '-' | '.') || pieces.next().is_some() {
        return None;
    }
    parts.year = Some(four_digits(year)?);
    let first: u8 = first.parse().ok()?;
    if let Some(named) = month(second) {
        (parts.day, parts.month) = (Some(first), Some(named));
        return Some(());
    }
    let second: u8 = second.parse().ok()?;
    // With full stops the day always comes first.
    if first == second || second > 12 && sign != '.' {
        (parts.month, parts.day) = (Some(first), Some(second));
    } else if first > 12 || sign == '.' {
        (parts.day, parts.month) = (Some(first), Some(second));
    } else {
        return None;
    }
    Some(())
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

/// The date at the head of a file name, as in `2024-07-10-slug.md`, and what is left of the name.
pub(super) fn in_file_name<'name>(
    stem: &'name str,
    site_zone: &str,
) -> Option<(Stamp, &'name str)> {
    let head = stem.get(..10)?;
    let signs = head.bytes().enumerate().all(|(index, byte)| match index {
        4 | 7 => byte == b'-' || byte == b'_',
        _ => byte.is_ascii_digit(),
    });
    if !signs {
        return None;
    }
    let stamp = read(&head.replace('_', "-"), site_zone)?.stamp;
    Some((stamp, stem[10..].trim_start_matches(['-', '_', ' ', '.'])))
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
mod tests {
    use super::*;

    fn check(written: &str, expected: &str) {
        let dated = read(written, "America/New_York");
        let shown = dated.map(|dated| {
            let codes: Vec<_> = dated
                .remarks
                .iter()
                .map(|remark| remark.code.name())
                .collect();
            format!(
                "{} {}{}",
                dated.stamp.to_rfc3339(),
                dated.stamp.precision().name(),
                codes
                    .iter()
                    .map(|code| format!(" {code}"))
                    .collect::<String>()
            )
        });
        assert_eq!(shown.as_deref().unwrap_or("none"), expected, "{written}");
    }

    #[test]
    fn the_dates_of_article_pages_are_read_to_the_second() {
        check(
            "Monday, September 1, 2025, 12:54:34\u{202f}AM Eastern Daylight Time",
            "2025-09-01T00:54:34-04:00 second",
        );
        check(
            "Monday, September 1, 2025, 12:00:00\u{a0}PM Eastern Daylight Time",
            "2025-09-01T12:00:00-04:00 second",
        );
        check(
            "Thursday, January 1, 2026, 1:02:03 PM Pacific Standard Time",
            "2026-01-01T13:02:03-08:00 second",
        );
        check(
            "Friday, September 1, 2025, 1:02:03 PM Eastern Daylight Time",
            "2025-09-01T13:02:03-04:00 second weekday-mismatch",
        );
        check(
            "Monday, September 1, 2025, 1:02:03 PM Lunar Time",
            "2025-09-01T13:02:03-04:00 second unknown-zone",
        );
        check(
            "Monday, September 1, 2025, 13:02:03 PM Eastern Daylight Time",
            "none",
        );
        check(
            "Sunday, November 2, 2025, 1:30:00 AM Eastern Time",
            "2025-11-02T01:30:00-04:00 second ambiguous-time",
        );
        check(
            "Sunday, March 9, 2025, 2:30:00 AM Eastern Time",
            "2025-03-09T03:30:00-04:00 second skipped-time",
        );
    }

    #[test]
    fn the_dates_of_headers_are_read_in_every_dialect() {
        check("2024-07-10", "2024-07-10T00:00:00-04:00 day");
        check("\"2024-07-10\"", "2024-07-10T00:00:00-04:00 day");
        check("2024-7-1", "2024-07-01T00:00:00-04:00 day");
        check("2024/07/10", "2024-07-10T00:00:00-04:00 day");
        check("20240710", "2024-07-10T00:00:00-04:00 day");
        check("2024-07", "2024-07-01T00:00:00-04:00 month");
        check("2024", "2024-01-01T00:00:00-05:00 year");
        check("2024-07-10 12:34", "2024-07-10T12:34:00-04:00 minute");
        check("2024-07-10T12:34:56Z", "2024-07-10T12:34:56Z second");
        check(
            "2024-07-10T12:34:56.789+02:00",
            "2024-07-10T12:34:56+02:00 second",
        );
        check(
            "2024-07-10 12:34:56 -0400",
            "2024-07-10T12:34:56-04:00 second",
        );
        check("2024-07-10 12:34:56 UTC", "2024-07-10T12:34:56Z second");
        check(
            "2024-07-10T12:34:56+02:00[Europe/Paris]",
            "2024-07-10T12:34:56+02:00 second",
        );
        check(
            "2024-07-10 12:34 Europe/Paris",
            "2024-07-10T12:34:00+02:00 minute",
        );
        check(
            "Wed, 10 Jul 2024 12:34:56 +0000",
            "2024-07-10T12:34:56Z second",
        );
        check(
            "July 10th, 2024 at 3:04 PM",
            "2024-07-10T15:04:00-04:00 minute",
        );
        check("10 July 2024", "2024-07-10T00:00:00-04:00 day");
        check("10-Jul-2024", "2024-07-10T00:00:00-04:00 day");
        check(
            "Wed Jul 10 12:34:56 EDT 2024",
            "2024-07-10T12:34:56-04:00 second",
        );
        check(
            "Wed Jul 10 12:34:56 2024",
            "2024-07-10T12:34:56-04:00 second",
        );
        check("7/31/2024", "2024-07-31T00:00:00-04:00 day");
        check("31.7.2024", "2024-07-31T00:00:00-04:00 day");
        check("3/4/2024", "none");
        check("2024-02-30", "none");
        check("yesterday", "none");
        check("10:30", "none");
        check("", "none");
    }

    #[test]
    fn prose_gives_a_month_or_a_day_and_says_it_is_a_guess() {
        fn found(text: &str) -> Option<(String, Precision, &str)> {
            in_prose(text, "UTC")
                .map(|(stamp, place)| (stamp.to_rfc3339(), stamp.precision(), &text[place]))
        }
        assert_eq!(
            found("They met in early March 2021, it is said."),
            Some((
                "2021-03-01T00:00:00Z".into(),
                Precision::Month,
                "March 2021"
            ))
        );
        assert_eq!(
            found("On March 3, 2021, they met."),
            Some((
                "2021-03-03T00:00:00Z".into(),
                Precision::Day,
                "March 3, 2021"
            ))
        );
        assert_eq!(found("They may 2021 times march."), None);
    }
}
