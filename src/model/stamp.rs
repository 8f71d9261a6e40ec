//! A point in time, with the offset it was written in and how exact it is.

use std::fmt;

/// How much of a stamp the document really says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The year alone.
    Year,
    /// Year and month.
    Month,
    /// A whole day.
    Day,
    /// To the minute.
    Minute,
    /// To the second.
    Second,
}

impl Precision {
    /// The stable name, as published.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The English name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }

    /// Reads an English name, or its first three letters or more, without regard to case.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        let written = written.trim_end_matches('.').to_lowercase();
        Self::ALL
            .into_iter()
            .find(|day| written.len() >= 3 && day.name().to_lowercase().starts_with(&written))
    }
}

/// A date and a time on the clock of some place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[allow(missing_docs)]
pub struct Civil {
    pub year: i32,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
}

/// An instant with the offset of the clock it was read from and how exact it is.
///
/// Ordered by instant first, so sorting stamps sorts articles. Years 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    unix_seconds: i64,
    offset_minutes: i16,
    precision: Precision,
    inferred: bool,
}

/// A text or a set of numbers that is no point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidStamp;

impl fmt::Display for InvalidStamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("no such date or time")
    }
}

impl std::error::Error for InvalidStamp {}

const DAY_SECONDS: i64 = 86_400;

impl Stamp {
    /// A stamp from what a clock at `offset_minutes` east of Greenwich showed.
    ///
    /// # Errors
    /// When the date or time does not exist, or the offset is a day or more. A leap second is read as the second before it.
    pub fn from_civil(
        civil: Civil,
        offset_minutes: i16,
        precision: Precision,
    ) -> Result<Self, InvalidStamp> {
        let in_range = (0..=9999).contains(&civil.year)
            && (1..=12).contains(&civil.month)
            && civil.day >= 1
            && civil.day <= days_in_month(civil.year, civil.month)
            && civil.hour <= 23
            && civil.minute <= 59
            && civil.second <= 60
            && offset_minutes.abs() < 24 * 60;
        if !in_range {
            return Err(InvalidStamp);
        }
        let seconds = i64::from(civil.hour) * 3600
            + i64::from(civil.minute) * 60
            + i64::from(civil.second.min(59));
        let unix_seconds = days_from_civil(civil.year, civil.month, civil.day) * DAY_SECONDS
            + seconds
            - i64::from(offset_minutes) * 60;
        Ok(Self {
            unix_seconds,
            offset_minutes,
            precision,
            inferred: false,
        })
    }

    /// A stamp from an instant. Held to years 0 to 9999.
    #[must_use]
    pub fn from_unix(unix_seconds: i64, offset_minutes: i16, precision: Precision) -> Self {
        let unix_seconds = unix_seconds.clamp(-62_167_132_800, 253_402_214_400);
        Self {
            unix_seconds,
            offset_minutes: offset_minutes.clamp(-1439, 1439),
            precision,
            inferred: false,
        }
    }

    /// The same stamp, marked as guessed.
    #[must_use]
    pub fn into_inferred(self) -> Self {
        Self {
            inferred: true,
            ..self
        }
    }

    /// Seconds since the beginning of 1970 in UTC.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        self.unix_seconds
    }

    /// Minutes east of Greenwich of the clock it was read from.
    #[must_use]
    pub fn offset_minutes(self) -> i16 {
        self.offset_minutes
    }

    /// How much the document really says.
    #[must_use]
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Whether it was guessed from the prose.
    #[must_use]
    pub fn is_inferred(self) -> bool {
        self.inferred
    }

    /// What the clock it was read from showed.
    #[must_use]
    pub fn civil(self) -> Civil {
        let local = self.unix_seconds + i64::from(self.offset_minutes) * 60;
        let (year, month, day) = civil_from_days(local.div_euclid(DAY_SECONDS));
        let seconds = local.rem_euclid(DAY_SECONDS);
        let part = |value: i64| u8::try_from(value).unwrap_or(0);
        Civil {
            year,
            month,
            day,
            hour: part(seconds / 3600),
            minute: part(seconds / 60 % 60),
            second: part(seconds % 60),
        }
    }

    /// The day of the week on that clock.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        let local = self.unix_seconds + i64::from(self.offset_minutes) * 60;
        // The first day of 1970 was a Thursday.
        let index = (local.div_euclid(DAY_SECONDS) + 3).rem_euclid(7);
        Weekday::ALL[usize::try_from(index).unwrap_or(0)]
    }

    /// RFC 3339 with the stamp's own offset; `Z` for none. Whatever is not known reads as zero or one, so look at
    /// [`Self::precision`] before showing it.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        let Civil {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = self.civil();
        let mut out = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        if self.offset_minutes == 0 {
            out.push('Z');
        } else {
            let sign = if self.offset_minutes < 0 { '-' } else { '+' };
            let size = self.offset_minutes.unsigned_abs();
            out.push_str(&format!("{sign}{:02}:{:02}", size / 60, size % 60));
        }
        out
    }

    /// Reads RFC 3339 with an offset, to the second. A fraction of a second is dropped, a blank may stand for the `T`.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn parse_rfc3339(written: &str) -> Result<Self, InvalidStamp> {
        let bytes = written.as_bytes();
        if !written.is_ascii() || bytes.len() < 20 {
            return Err(InvalidStamp);
        }
        let number = |from: usize, to: usize| -> Result<i32, InvalidStamp> {
            let digits = &written[from..to];
            if digits.bytes().all(|byte| byte.is_ascii_digit()) {
                digits.parse().map_err(|_| InvalidStamp)
            } else {
                Err(InvalidStamp)
            }
        };
        let part = |from: usize, to: usize| Ok(u8::try_from(number(from, to)?).unwrap_or(u8::MAX));
        let signs = bytes[4] == b'-'
            && bytes[7] == b'-'
            && matches!(bytes[10], b'T' | b't' | b' ')
            && bytes[13] == b':'
            && bytes[16] == b':';
        if !signs {
            return Err(InvalidStamp);
        }
        let civil = Civil {
            year: number(0, 4)?,
            month: part(5, 7)?,
            day: part(8, 10)?,
            hour: part(11, 13)?,
            minute: part(14, 16)?,
            second: part(17, 19)?,
        };
        let mut rest = &written[19..];
        if let Some(fraction) = rest.strip_prefix('.') {
            let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 {
                return Err(InvalidStamp);
            }
            rest = &fraction[digits..];
        }
        let offset_minutes = parse_offset(rest).ok_or(InvalidStamp)?;
        Self::from_civil(civil, offset_minutes, Precision::Second)
    }
}

/// `Z`, `+hh:mm` or `-hhmm`, in minutes east of Greenwich.
fn parse_offset(written: &str) -> Option<i16> {
    if written.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, digits) = match written.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits = digits.replacen(':', "", 1);
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i16, i16) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

/// Days of a month of the proleptic Gregorian calendar.
fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since the beginning of 1970, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn days_from_civil(year: i32, month: u8, day: u8) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The way back, from the same source.
fn civil_from_days(days: i64) -> (i32, u8, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (
        i32::try_from(year).unwrap_or(0),
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_evening_in_new_york_is_the_next_day_in_greenwich() {
        let stamp = Stamp::parse_rfc3339("2025-08-17T20:25:57-04:00").unwrap();
        assert_eq!(stamp.unix_seconds(), 1_755_476_757);
        assert_eq!(stamp.weekday(), Weekday::Sunday);
        assert_eq!(
            stamp.civil(),
            Civil {
                year: 2025,
                month: 8,
                day: 17,
                hour: 20,
                minute: 25,
                second: 57
            }
        );
    }

    #[test]
    fn what_no_clock_shows_is_refused() {
        for wrong in [
            "2025-02-29T00:00:00Z",
            "2025-13-01T00:00:00Z",
            "2025-01-01T24:00:00Z",
            "2025-01-01T00:00:00",
            "2025-01-01T00:00:00+25:00",
            "+025-01-01T00:00:00Z",
        ] {
            assert_eq!(Stamp::parse_rfc3339(wrong), Err(InvalidStamp), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn writing_and_reading_gives_the_same_stamp(unix_seconds in -62_000_000_000_i64..253_000_000_000, offset in -1439_i16..1439) {
            let stamp = Stamp::from_unix(unix_seconds, offset, Precision::Second);
            prop_assert_eq!(Stamp::parse_rfc3339(&stamp.to_rfc3339()), Ok(stamp));
        }
    }
}
