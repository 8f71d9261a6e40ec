//! The parts of a date, taken from the forms it may have.

use super::{month, zone};
use crate::model::{Civil, Precision, Stamp, Weekday};

/// The parts of a date while it is being read.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub year: Option<i32>,
    pub month: Option<u8>,
    pub day: Option<u8>,
    pub clock: Option<Clock>,
    pub afternoon: Option<bool>,
    pub weekday: Option<Weekday>,
    pub zone: String,
    /// Whether day and month could as well be the other way round.
    pub either_order: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    pub hour: u8,
    pub minute: u8,
    pub second: Option<u8>,
}

/// `2024-07-10`, `2024/7/1 12:00`, `2024_07_10`, `2024. 7. 10.`, `2024-07-10T12:34:56.7+02:00`, `20240710`,
/// `20240710123456`, `2024-07`, `2024`, seconds since 1970.
pub(super) fn numeric(written: &str) -> Option<Parts> {
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &written[digits..];
    // Koreans put a blank behind each full stop.
    if digits == 4 && rest.starts_with(". ") {
        return numeric(written.replace(". ", ".").trim_end_matches('.'));
    }
    // Seconds or milliseconds since 1970, from 2001 on.
    if rest.is_empty() && (digits == 10 || digits == 13) {
        let seconds: i64 = written[..10].parse().ok()?;
        let Civil {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = Stamp::from_unix(seconds, 0, Precision::Second).civil();
        let clock = Some(Clock {
            hour,
            minute,
            second: Some(second),
        });
        return Some(Parts {
            year: Some(year),
            month: Some(month),
            day: Some(day),
            clock,
            zone: "UTC".into(),
            ..Parts::default()
        });
    }
    let whole = |from: usize, to: usize| written[from..to].parse::<i32>().ok();
    let small = |from: usize, to: usize| written[from..to].parse::<u8>().ok();
    if digits == 14 && rest.is_empty() {
        return numeric(&format!("{}T{}", &written[..8], &written[8..]));
    }
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
        .filter(|sign| matches!(sign, '-' | '/' | '.' | '_'))?;
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
        .trim_start_matches([' ', '\t', ',', '\u{a0}', '\u{202f}']);
    if rest.is_empty() {
        return Some(parts);
    }
    let rest = rest.strip_prefix("at ").unwrap_or(rest);
    // `2024-07-10 UTC` and `2024-07-10 +0900` say where the day was and not which hour it had.
    if zone::parse(rest).is_some() {
        rest.clone_into(&mut parts.zone);
    } else {
        // `2024-07-10-16:49` as well.
        clock_and_zone(rest.strip_prefix('-').unwrap_or(rest), &mut parts)?;
    }
    Some(parts)
}

/// The day at the head of what is no date as a whole: `2024-07-10 25:61`.
pub(super) fn day_alone(written: &str) -> Option<Parts> {
    let end = written
        .find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '-' | '/' | '.'))
        .unwrap_or(written.len());
    numeric(&written[..end]).filter(|parts| parts.day.is_some() && parts.clock.is_none())
}

/// `Last updated on 21 May 2024`, `London, March 3, 2014`, `Sonntag, 3. März 2013`: a day behind words that are no part of it.
pub(super) fn behind_words(written: &str) -> Option<Parts> {
    let begins = |rest: &&str| {
        let word = rest.split_whitespace().next().unwrap_or_default();
        rest.starts_with(|letter: char| letter.is_ascii_digit()) || month(word).is_some()
    };
    let blanks = written.match_indices(char::is_whitespace);
    let rest = blanks
        .map(|(at, blank)| &written[at + blank.len()..])
        .find(begins)?;
    numeric(rest)
        .or_else(|| in_words(rest))
        .filter(|parts| parts.day.is_some())
}

/// `2023年2月14日14:21:17`, `2023년 2월 14일` and `2019年9月24日 火曜日`: the signs of East Asia for year, month, day and the
/// parts of a clock. Days of the week are passed over.
pub(super) fn in_east_asian_signs(written: &str) -> Option<Parts> {
    if !written.contains(['年', '년']) {
        return None;
    }
    let is_weekday = |word: &&str| {
        let word = word.trim_matches(['(', ')', '（', '）']);
        word.ends_with("曜日")
            || word.ends_with("요일")
            || word.starts_with("星期")
            || word.starts_with('周')
    };
    let words: Vec<&str> = written
        .split_whitespace()
        .filter(|word| !is_weekday(word))
        .collect();
    let mut plain = String::with_capacity(written.len());
    for letter in words.join(" ").chars() {
        match letter {
            '年' | '月' | '년' | '월' => plain.push('-'),
            '日' | '일' | '号' => plain.push(' '),
            '时' | '時' | '点' | '分' | '시' | '분' => plain.push(':'),
            '秒' | '초' => {}
            // The blanks between a number and the next are the writer's taste.
            letter if letter.is_whitespace() && plain.ends_with(['-', ':', ' ']) => {}
            letter => plain.push(letter),
        }
    }
    numeric(plain.trim().trim_end_matches(['-', ':']))
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
pub(super) fn in_words(written: &str) -> Option<Parts> {
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
            rest = rest.trim_end();
            clock_and_zone(rest, &mut parts)?;
            // `13:14 01/21/2016` and `10:15 AM, March 3, 2014` have the day where others have a zone.
            if parts.month.is_none() {
                let behind = std::mem::take(&mut parts.zone);
                rest = &rest[rest.len() - behind.len()..];
                continue;
            }
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

pub(super) fn four_digits(word: &str) -> Option<i32> {
    (word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
}

/// A year in two digits, as a reader of old mail takes it (RFC 2822, section 4.3): up to 49 of this century.
fn two_digits(word: &str) -> Option<i32> {
    let word = word.strip_prefix(['\'', '’']).unwrap_or(word);
    let is_year = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let year: i32 = word.parse().ok().filter(|_| is_year)?;
    Some(year + if year < 50 { 2000 } else { 1900 })
}

/// What may stand between the parts of a date and says nothing.
const BETWEEN: [&str; 31] = [
    "at", "on", "of", "the", "-", "–", "—", "@", "|", "·", "de", "del", "le", "г", "г.", "à", "a",
    "la", "las", "às", "as", "um", "alle", "ore", "om", "o", "godz.", "kl", "kl.", "klo", "в",
];

/// Words behind a clock that say that it is one, and no more.
const CLOCK: [&str; 6] = ["uhr", "uur", "h", "hrs", "horas", "ч."];

/// The same date with its clock as `18:05`, where it stands as `18h05`, `18 h 05`, `14.00 Uhr`, `kl. 14.00` or `9:10 Uhr`.
pub(super) fn plain_clock(written: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut words = written.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let lower = word.trim_end_matches(',').to_lowercase();
        let before = out.last().map_or("", String::as_str);
        let after_hour = is_hour(before);
        if CLOCK.contains(&lower.as_str()) && (after_hour || is_clock(before)) {
            // `18 h 05` has its minutes behind the word.
            let minutes = words.next_if(|next| after_hour && is_minutes(next));
            let clock = before.replace('.', ":");
            let clock = match minutes {
                Some(minutes) => format!("{clock}:{minutes}"),
                None if after_hour => format!("{clock}:00"),
                None => clock,
            };
            out.pop();
            out.push(clock);
            continue;
        }
        let parted = lower.split_once('h').or_else(|| {
            let is_named = matches!(before, "kl" | "kl." | "klo" | "ore" | "alle");
            lower.split_once('.').filter(|_| is_named)
        });
        match parted {
            Some((hour, "")) if is_hour(hour) && lower.ends_with('h') => {
                out.push(format!("{hour}:00"));
            }
            Some((hour, minutes)) if is_hour(hour) && is_minutes(minutes) => {
                out.push(format!("{hour}:{minutes}"));
            }
            _ => out.push(word.to_owned()),
        }
    }
    out.join(" ")
}

fn is_hour(word: &str) -> bool {
    matches!(word.len(), 1 | 2) && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_clock(word: &str) -> bool {
    let (hour, minutes) = word.split_once([':', '.']).unwrap_or_default();
    is_hour(hour) && minutes.split(':').all(is_minutes)
}

fn is_minutes(word: &str) -> bool {
    word.len() == 2 && is_hour(word)
}

fn take_word(word: &str, parts: &mut Parts) -> Option<()> {
    let lower = word.to_lowercase();
    if BETWEEN.contains(&lower.as_str()) {
        return Some(());
    }
    if let Some(day) = numeric(word).filter(|day| day.day.is_some() && parts.month.is_none()) {
        (parts.year, parts.month, parts.day) = (day.year, day.month, day.day);
        return Some(());
    }
    let after_day = parts.day.is_some() && parts.month.is_some();
    let short_year = two_digits(word).filter(|_| after_day);
    if let Some(year) = four_digits(word)
        .or(short_year)
        .filter(|_| parts.year.is_none())
    {
        parts.year = Some(year);
    } else if let Some(month) = month(word)
        .or_else(|| neighbouring_month(word))
        .filter(|_| parts.month.is_none())
    {
        parts.month = Some(month);
    } else if let Some(weekday) = Weekday::parse(word).filter(|_| parts.weekday.is_none()) {
        parts.weekday = Some(weekday);
    } else if let Some((day, suffix)) = leading_number(word).filter(|_| parts.day.is_none()) {
        if matches!(
            suffix.to_lowercase().as_str(),
            "" | "." | "st" | "nd" | "rd" | "th" | "er" | "º" | "°"
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

/// The number of a month from its name, or an abbreviation of three letters or more, in a language whose blogs write dates
/// as English ones do. Names stand here without accents.
fn neighbouring_month(word: &str) -> Option<u8> {
    const NAMES: [&str; 12] = [
        "janvier januar enero gennaio janeiro januari января январь stycznia styczen січня",
        "fevrier februar febrero febbraio fevereiro februari февраля февраль lutego luty лютого",
        "mars marz marzo marco maart marts марта marca marzec березня",
        "avril abril aprile апреля kwietnia kwiecien квітня",
        "mai mayo maggio maio mei maj мая май maja травня",
        "juin juni junio giugno junho июня июнь czerwca czerwiec червня",
        "juillet juli julio luglio julho июля июль lipca lipiec липня",
        "aout augustus agosto augusti августа sierpnia sierpien серпня",
        "septembre septiembre settembre setembro сентября wrzesnia wrzesien вересня",
        "octobre oktober octubre ottobre outubro октября pazdziernika жовтня",
        "novembre noviembre novembro ноября listopada листопада",
        "decembre dezember diciembre dicembre dezembro desember декабря grudnia grudzien грудня",
    ];
    let word = crate::text::fold::fold(word.trim_end_matches('.'));
    let fits = |names: &str| names.split(' ').any(|name| name.starts_with(&word));
    let mut months = (1..).zip(NAMES).filter(|(_, names)| fits(names));
    let (month, _) = months.next().filter(|_| word.chars().count() >= 3)?;
    // `jui` could be two months, and is none.
    months.next().is_none().then_some(month)
}

/// `17/8/2025` or `8/17/2025`, and `17-Aug-2025`. Where both orders are possible the month comes first, as the readers of
/// such dates have it (`Date` in JavaScript, dateutil in Python), and the author is told.
fn slashed(word: &str, parts: &mut Parts) -> Option<()> {
    let sign = word.chars().find(|letter| !letter.is_ascii_digit())?;
    let mut pieces = word.split(sign);
    let (first, second, year) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if !matches!(sign, '/' | '-' | '.') || pieces.next().is_some() {
        return None;
    }
    parts.year = Some(four_digits(year).or_else(|| two_digits(year))?);
    let first: u8 = first.parse().ok()?;
    if let Some(named) = month(second) {
        (parts.day, parts.month) = (Some(first), Some(named));
        return Some(());
    }
    let second: u8 = second.parse().ok()?;
    // With hyphens two digits of a year stand where four would: Ruby and PHP read `14-06-04` so.
    if sign == '-' && year.len() == 2 && word.len() == 8 {
        parts.year = two_digits(&word[..2]);
        (parts.month, parts.day) = (Some(second), Some(year.parse().ok()?));
        return Some(());
    }
    // With full stops the day always comes first.
    if first > 12 || sign == '.' {
        (parts.day, parts.month) = (Some(first), Some(second));
    } else {
        (parts.month, parts.day) = (Some(first), Some(second));
        parts.either_order = second <= 12 && first != second;
    }
    Some(())
}
