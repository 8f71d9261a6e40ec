//! Dates in words, from the text of a [`Stamp`] alone: no clock, no time zone tables, the same at both ends.
//!
//! A text that is no date is shown as it stands.

use crate::wire::{Stamp, listing::Precision};

use super::markup::{Element, el};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// A day as a reader says it: `Sunday, August 17, 2025`.
pub fn day_words(day: &str) -> String {
    match date(day) {
        Some((year, month, of_month)) => {
            format!(
                "{}, {} {of_month}, {year}",
                weekday(year, month, of_month),
                MONTHS[month - 1]
            )
        }
        None => day.to_owned(),
    }
}

/// A day without its weekday: `August 17, 2025`.
pub fn date_words(day: &str) -> String {
    match date(day) {
        Some((year, month, of_month)) => format!("{} {of_month}, {year}", MONTHS[month - 1]),
        None => day.to_owned(),
    }
}

/// The month of a day: `August 2025`.
pub fn month_words(day: &str) -> String {
    match date(day) {
        Some((year, month, _)) => format!("{} {year}", MONTHS[month - 1]),
        None => day.to_owned(),
    }
}

/// How many days a month (1 to 12) has.
pub fn days_of(year: i32, month: u8) -> u8 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// What a list is grouped under: the site's day as `2025-08-17`, or no more of it than the document said.
pub fn group(stamp: &Stamp) -> &str {
    let length = match stamp.precision {
        Precision::Year => 4,
        Precision::Month => 7,
        _ => 10,
    };
    stamp.day.get(..length).unwrap_or(&stamp.day)
}

/// The words for a [`group`]: the day with its weekday, the month, or the year.
pub fn group_words(stamp: &Stamp) -> String {
    match stamp.precision {
        Precision::Year | Precision::Month => short_words(stamp),
        _ if stamp.inferred => format!("about {}", date_words(&stamp.day)),
        _ => day_words(&stamp.day),
    }
}

/// All that the document said: `Sunday, August 17, 2025, 12:54 AM, UTC−4`; `about February 2025` when inferred.
pub fn full_words(stamp: &Stamp) -> String {
    let words = match (stamp.precision, clock_words(stamp), zone_words(stamp)) {
        (Precision::Minute | Precision::Second, Some(clock), Some(zone)) => {
            format!("{}, {clock}, {zone}", day_words(own_day(stamp)))
        }
        (Precision::Year | Precision::Month, ..) => short_words(stamp),
        _ => day_words(own_day(stamp)),
    };
    if stamp.inferred {
        format!("about {}", words.strip_prefix("about ").unwrap_or(&words))
    } else {
        words
    }
}

/// The date without its weekday: `August 17, 2025`, `August 2025`, `2025`; `about …` when inferred.
pub fn short_words(stamp: &Stamp) -> String {
    let Some((year, month, of_month)) = date(own_day(stamp)) else {
        return stamp.at.clone();
    };
    let month = MONTHS[month - 1];
    let words = match stamp.precision {
        Precision::Year => year.to_string(),
        Precision::Month => format!("{month} {year}"),
        _ => format!("{month} {of_month}, {year}"),
    };
    if stamp.inferred {
        format!("about {words}")
    } else {
        words
    }
}

/// Under a heading that names the site's day: the time, with the zone where the document's own day is another one.
/// `None` where the document says no time.
pub fn time_words(stamp: &Stamp) -> Option<String> {
    if stamp.inferred || stamp.precision < Precision::Minute {
        return None;
    }
    let clock = clock_words(stamp)?;
    if own_day(stamp) == stamp.day {
        Some(clock)
    } else {
        Some(format!("{clock}, {}", zone_words(stamp)?))
    }
}

/// `<time>` around words for a stamp; the machine's form says no more than the document did.
pub fn time(stamp: &Stamp, words: String) -> Element {
    let length = match stamp.precision {
        Precision::Year => 4,
        Precision::Month => 7,
        Precision::Day => 10,
        Precision::Minute | Precision::Second => stamp.at.len(),
    };
    let machine = stamp.at.get(..length).unwrap_or(&stamp.at).to_owned();
    el("time").set("datetime", machine).add(words)
}

/// The day in the document's own offset.
fn own_day(stamp: &Stamp) -> &str {
    stamp.at.get(..10).unwrap_or(&stamp.at)
}

/// Year, month and day of the month of `2025-08-17`.
fn date(day: &str) -> Option<(u32, usize, u32)> {
    let mut parts = day.splitn(3, '-');
    let (year, month, of_month) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, month, of_month) = (
        year.parse().ok()?,
        month.parse().ok()?,
        of_month.parse().ok()?,
    );
    ((1..=12).contains(&month) && (1..=31).contains(&of_month)).then_some((year, month, of_month))
}

/// Day of the week in the Gregorian calendar, by Sakamoto's congruence.
fn weekday(year: u32, month: usize, of_month: u32) -> &'static str {
    const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 {
        year.saturating_sub(1)
    } else {
        year
    };
    let days = year + year / 4 + year / 400 + SHIFT[month - 1] + of_month - year / 100;
    WEEKDAYS[(days % 7) as usize]
}

fn clock_words(stamp: &Stamp) -> Option<String> {
    let (hour, minute) = stamp.at.get(11..16)?.split_once(':')?;
    let hour: u32 = hour.parse().ok()?;
    let half = if hour < 12 { "AM" } else { "PM" };
    let hour = if hour.is_multiple_of(12) {
        12
    } else {
        hour % 12
    };
    Some(format!("{hour}:{minute}\u{a0}{half}"))
}

fn zone_words(stamp: &Stamp) -> Option<String> {
    let zone = stamp
        .at
        .get(19..)?
        .trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let (sign, rest) = match zone.as_bytes().first()? {
        b'+' => ("+", zone.get(1..)?),
        b'-' => ("−", zone.get(1..)?),
        _ => return Some("UTC".into()),
    };
    let (hours, minutes) = rest.split_once(':')?;
    let hours: u32 = hours.parse().ok()?;
    Some(match (hours, minutes) {
        (0, "00") => "UTC".into(),
        (hours, "00") => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(at: &str, precision: Precision, inferred: bool) -> Stamp {
        Stamp {
            at: at.into(),
            day: at[..10].into(),
            precision,
            inferred,
        }
    }

    #[test]
    fn a_moment_is_said_as_precisely_as_the_document_says_it() {
        let at = "2025-08-17T00:54:34-04:00";
        for (precision, expected) in [
            (
                Precision::Second,
                "Sunday, August 17, 2025, 12:54\u{a0}AM, UTC−4",
            ),
            (
                Precision::Minute,
                "Sunday, August 17, 2025, 12:54\u{a0}AM, UTC−4",
            ),
            (Precision::Day, "Sunday, August 17, 2025"),
            (Precision::Month, "August 2025"),
            (Precision::Year, "2025"),
        ] {
            assert_eq!(full_words(&stamp(at, precision, false)), expected);
        }
        assert_eq!(
            full_words(&stamp("2025-02-01T00:00:00Z", Precision::Month, true)),
            "about February 2025"
        );
    }

    #[test]
    fn weekdays_hold_across_centuries_and_leap_days() {
        for (day, expected) in [
            ("1949-04-04", "Monday, April 4, 1949"),
            ("2000-02-29", "Tuesday, February 29, 2000"),
            ("1900-03-01", "Thursday, March 1, 1900"),
            ("2026-01-01", "Thursday, January 1, 2026"),
            ("soon", "soon"),
            ("2025-13-01", "2025-13-01"),
        ] {
            assert_eq!(day_words(day), expected);
        }
    }

    #[test]
    fn zones_are_said_as_offsets() {
        for (at, expected) in [
            ("2025-08-17T12:00:00Z", "UTC"),
            ("2025-08-17T12:00:00.5+05:30", "UTC+5:30"),
            ("2025-08-17T12:00:00+00:00", "UTC"),
            ("2025-08-17T12:00:00-05:00", "UTC−5"),
        ] {
            assert_eq!(
                zone_words(&stamp(at, Precision::Second, false)).as_deref(),
                Some(expected)
            );
        }
    }

    #[test]
    fn a_time_under_another_day_names_its_zone() {
        let mut late = stamp("2025-08-17T23:30:00-07:00", Precision::Second, false);
        assert_eq!(time_words(&late).as_deref(), Some("11:30\u{a0}PM"));
        late.day = "2025-08-18".into();
        assert_eq!(time_words(&late).as_deref(), Some("11:30\u{a0}PM, UTC−7"));
    }
}
