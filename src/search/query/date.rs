//! Which days does a reader mean?
//!
//! Dates as people write them: `2025`, `2025-08`, `2025-08-17`, `Aug 2025`, `17 August 2025`, `August 17, 2025`, `today`,
//! `yesterday`, `last week` (the seven days before today, and today), `last month`, `last year`, `this week|month|year`, `3 days`
//! or `3 days ago`. Each is a range of days. The calendar is the proleptic Gregorian one (Howard Hinnant, "chrono-compatible
//! low-level date algorithms").

/// Days from 1970-01-01 to a date; `month` from 1.
pub fn day_number(year: i32, month: u32, day: u32) -> i32 {
    let y = i64::from(year) - i64::from(month <= 2);
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let doy = i64::from((153 * ((month + 9) % 12) + 2) / 5 + day) - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    (era * 146_097 + doe - 719_468) as i32
}

/// The year, month (from 1) and day of a number of days since 1970-01-01.
pub fn calendar(day: i32) -> (i32, u32, u32) {
    let z = i64::from(day) + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (
        (yoe + era * 400 + i64::from(month <= 2)) as i32,
        month as u32,
        (doy - (153 * mp + 2) / 5 + 1) as u32,
    )
}

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

/// The first and last day that `text` means, or `None` when it is no date. Without `today`, relative dates are none.
pub fn parse(text: &str, today: Option<i32>) -> Option<(i32, i32)> {
    let lower = text.trim().to_ascii_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || c == ',' || c == '.')
        .filter(|w| !w.is_empty())
        .collect();
    match words[..] {
        [single] => whole(single)
            .or_else(|| relative(&[single], today))
            .or_else(|| {
                let month = month_named(single)?;
                let (year, now, _) = calendar(today?);
                Some(month_range(
                    if month > now { year - 1 } else { year },
                    month,
                ))
            }),
        [a, b] => match (month_named(a), month_named(b)) {
            (Some(month), _) => year_of(b).map(|year| month_range(year, month)).or_else(|| {
                let day = day_of(b)?;
                recent(month, day, today?)
            }),
            (_, Some(month)) => recent(month, day_of(a)?, today?),
            _ => relative(&words, today),
        },
        [a, b, c] => {
            let year = year_of(c);
            match (month_named(a), month_named(b), year) {
                (Some(month), _, Some(year)) => exact(year, month, day_of(b)?),
                (_, Some(month), Some(year)) => exact(year, month, day_of(a)?),
                _ => relative(&words, today),
            }
        }
        _ => None,
    }
}

/// How a range of days is shown.
pub fn show(from: i32, to: i32) -> String {
    let (year, month, day) = calendar(from);
    let name = MONTHS[(month as usize - 1).min(11)];
    if from == to {
        format!("{day} {name} {year}")
    } else if month_range(year, month) == (from, to) {
        format!("{name} {year}")
    } else if (day_number(year, 1, 1), day_number(year, 12, 31)) == (from, to) {
        year.to_string()
    } else {
        format!("{} to {}", show(from, from), show(to, to))
    }
}

fn whole(text: &str) -> Option<(i32, i32)> {
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
    match parts[..] {
        [year] => year_of(year).map(|y| (day_number(y, 1, 1), day_number(y, 12, 31))),
        [year, month] => Some(month_range(
            year_of(year)?,
            number(month).filter(|m| (1..=12).contains(m))?,
        )),
        [year, month, day] => exact(year_of(year)?, number(month)?, number(day)?),
        _ => None,
    }
}

fn year_of(text: &str) -> Option<i32> {
    let year = text.parse::<u32>().ok();
    let year = year.filter(|year| text.len() == 4 && (1000..=9999).contains(year));
    year.map(|year| year as i32)
}

fn day_of(text: &str) -> Option<u32> {
    text.trim_end_matches(|c: char| c.is_ascii_alphabetic())
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))
}

fn month_named(text: &str) -> Option<u32> {
    let fits = |name: &&str| {
        text.len() >= 3 && name.to_ascii_lowercase().starts_with(text)
            || text == "sept" && **name == *"September"
    };
    MONTHS.iter().position(fits).map(|i| i as u32 + 1)
}

fn month_range(year: i32, month: u32) -> (i32, i32) {
    let next = if month == 12 {
        day_number(year + 1, 1, 1)
    } else {
        day_number(year, month + 1, 1)
    };
    (day_number(year, month, 1), next - 1)
}

fn exact(year: i32, month: u32, day: u32) -> Option<(i32, i32)> {
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    let number = valid.then(|| day_number(year, month, day))?;
    (calendar(number) == (year, month, day)).then_some((number, number))
}

/// A day without its year: the last one that is not in the future.
fn recent(month: u32, day: u32, today: i32) -> Option<(i32, i32)> {
    let year = calendar(today).0;
    exact(year, month, day)
        .filter(|range| range.0 <= today)
        .or_else(|| exact(year - 1, month, day))
}

fn relative(words: &[&str], today: Option<i32>) -> Option<(i32, i32)> {
    let today = today?;
    let (year, month, _) = calendar(today);
    // 1970-01-01 was a Thursday; weeks begin on Monday.
    let monday = today - (today + 3).rem_euclid(7);
    let range = match *words {
        ["today"] => (today, today),
        ["yesterday"] => (today - 1, today - 1),
        ["this", "week"] => (monday, monday + 6),
        ["last" | "past", "week"] => (today - 7, today),
        ["this", "month"] => month_range(year, month),
        ["last" | "past", "month"] if month == 1 => month_range(year - 1, 12),
        ["last" | "past", "month"] => month_range(year, month - 1),
        ["this", "year"] => (day_number(year, 1, 1), day_number(year, 12, 31)),
        ["last" | "past", "year"] => (day_number(year - 1, 1, 1), day_number(year - 1, 12, 31)),
        [count, unit] | [count, unit, "ago"] => {
            let count = count.parse::<u32>().ok().filter(|c| *c <= 5000)? as i32;
            let days = match unit.trim_end_matches('s') {
                "day" => 1,
                "week" => 7,
                "month" => 30,
                "year" => 365,
                _ => return None,
            };
            (today - count * days, today - count * days)
        }
        _ => return None,
    };
    Some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_each_others_inverse() {
        for day in (-800_000..800_000).step_by(97) {
            let (y, m, d) = calendar(day);
            assert_eq!(day_number(y, m, d), day);
        }
        assert_eq!(day_number(1970, 1, 1), 0);
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let today = day_number(2025, 8, 20);
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                parse(text, Some(today)).map(|(a, b)| show(a, b)).as_deref(),
                expected,
                "{text}"
            );
        };
        check("17 August 2025", Some("17 August 2025"));
        check("August 17th, 2025", Some("17 August 2025"));
        check("Aug 2025", Some("August 2025"));
        check("2025-02-30", None);
        check("2024-02-29", Some("29 February 2024"));
        check("2025-08", Some("August 2025"));
        check("2023", Some("2023"));
        check("last week", Some("13 August 2025 to 20 August 2025"));
        check("last month", Some("July 2025"));
        check("september", Some("September 2024"));
        check("3 days ago", Some("17 August 2025"));
        check("Dec 24", Some("24 December 2024"));
        check("soon", None);
        check("", None);
        assert_eq!(parse("last week", None), None);
    }
}
