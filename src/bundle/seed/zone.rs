//! Time zones as people write them.

/// What the words for a zone say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ZoneWords {
    /// So many minutes east of Greenwich.
    Offset(i16),
    /// A zone that changes its clocks, with no word on which half of the year it is.
    Named(&'static str),
}

/// Zones of the United States and its territories: the words, the IANA name, minutes east of Greenwich in standard time.
const ZONES: &[(&str, &str, i16)] = &[
    ("eastern", "America/New_York", -300),
    ("us eastern", "America/New_York", -300),
    ("central", "America/Chicago", -360),
    ("mountain", "America/Denver", -420),
    ("us mountain", "America/Phoenix", -420),
    ("arizona", "America/Phoenix", -420),
    ("pacific", "America/Los_Angeles", -480),
    ("alaska", "America/Anchorage", -540),
    ("alaskan", "America/Anchorage", -540),
    ("hawaii", "Pacific/Honolulu", -600),
    ("hawaiian", "Pacific/Honolulu", -600),
    ("hawaii-aleutian", "America/Adak", -600),
    ("hawaii–aleutian", "America/Adak", -600),
    ("aleutian", "America/Adak", -600),
    ("atlantic", "America/Puerto_Rico", -240),
    ("samoa", "Pacific/Pago_Pago", -660),
    ("chamorro", "Pacific/Guam", 600),
    ("newfoundland", "America/St_Johns", -210),
    ("greenwich mean", "UTC", 0),
    ("western european", "Europe/Lisbon", 0),
    ("central european", "Europe/Paris", 60),
    ("eastern european", "Europe/Athens", 120),
    ("moscow", "Europe/Moscow", 180),
];

/// Abbreviations that mean one thing on the pages this program reads.
const ABBREVIATIONS: &[(&str, i16)] = &[
    ("utc", 0),
    ("gmt", 0),
    ("z", 0),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("akst", -540),
    ("akdt", -480),
    ("hst", -600),
    ("hdt", -540),
    ("ast", -240),
    ("adt", -180),
    ("sst", -660),
    ("chst", 600),
    ("bst", 60),
    ("cet", 60),
    ("cest", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("wet", 0),
    ("west", 60),
    ("sast", 120),
    ("pkt", 300),
    ("ict", 420),
    ("wib", 420),
    ("awst", 480),
    ("hkt", 480),
    ("sgt", 480),
    ("jst", 540),
    ("kst", 540),
    ("acst", 570),
    ("aest", 600),
    ("acdt", 630),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("art", -180),
    ("brt", -180),
];

/// Abbreviations that leave open which half of the year it is.
const OPEN_ABBREVIATIONS: &[(&str, &str)] = &[
    ("et", "America/New_York"),
    ("ct", "America/Chicago"),
    ("mt", "America/Denver"),
    ("pt", "America/Los_Angeles"),
];

/// Reads `Eastern Daylight Time`, `Pacific Time`, `EST`, `UTC`, `GMT-5`, `-04:00` and their like.
pub(super) fn parse(words: &str) -> Option<ZoneWords> {
    let words = super::lines::fold(words)
        .trim_matches(['(', ')', '.', ','])
        .to_lowercase();
    if let Some(&(_, offset)) = ABBREVIATIONS.iter().find(|(name, _)| *name == words) {
        return Some(ZoneWords::Offset(offset));
    }
    if let Some(&(_, zone)) = OPEN_ABBREVIATIONS.iter().find(|(name, _)| *name == words) {
        return Some(ZoneWords::Named(zone));
    }
    if matches!(
        words.as_str(),
        "coordinated universal time" | "universal time" | "greenwich mean time"
    ) {
        return Some(ZoneWords::Offset(0));
    }
    if matches!(
        words.as_str(),
        "british summer time" | "irish standard time"
    ) {
        return Some(ZoneWords::Offset(60));
    }
    let numeric = words
        .strip_prefix("utc")
        .or_else(|| words.strip_prefix("gmt"))
        .unwrap_or(&words);
    if let Some(offset) = parse_offset(numeric) {
        return Some(ZoneWords::Offset(offset));
    }
    let name = words.strip_suffix(" time")?;
    let find = |name: &str| ZONES.iter().find(|(words, ..)| *words == name);
    if let Some((_, _, standard)) = name.strip_suffix(" standard").and_then(find) {
        return Some(ZoneWords::Offset(*standard));
    }
    let summer = name
        .strip_suffix(" daylight")
        .or_else(|| name.strip_suffix(" summer"));
    if let Some((_, _, standard)) = summer.and_then(find) {
        return Some(ZoneWords::Offset(standard + 60));
    }
    find(name).map(|(_, zone, _)| ZoneWords::Named(zone))
}

/// `+2`, `-5`, `+05:30`, `-0400`, `−4`, in minutes.
pub(super) fn parse_offset(text: &str) -> Option<i16> {
    let text = text.trim();
    let (sign, digits) = match text.chars().next()? {
        '+' => (1, &text[1..]),
        '-' => (-1, &text[1..]),
        '\u{2212}' => (-1, &text[3..]),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some(_) => return None,
        None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
        None => (digits, "0"),
    };
    if hours.is_empty()
        || hours.len() > 2
        || !(hours.bytes().chain(minutes.bytes())).all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let (hours, minutes): (i16, i16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 15 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zones_of_the_united_states_are_read_in_words() {
        let check = |words: &str, expected: i16| {
            assert_eq!(parse(words), Some(ZoneWords::Offset(expected)), "{words}")
        };
        check("Eastern Daylight Time", -240);
        check("Eastern Standard Time", -300);
        check("Central Daylight Time", -300);
        check("Mountain Standard Time", -420);
        check("Pacific Daylight Time", -420);
        check("Alaska Daylight Time", -480);
        check("Alaskan Standard Time", -540);
        check("Hawaii-Aleutian Standard Time", -600);
        check("Hawaii Standard Time", -600);
        check("Samoa Standard Time", -660);
        check("Chamorro Standard Time", 600);
        check("Atlantic Standard Time", -240);
        check("EDT", -240);
        check("UTC", 0);
        check("GMT-5", -300);
        check("UTC+05:30", 330);
        check("-0400", -240);
        assert_eq!(
            parse("Pacific Time"),
            Some(ZoneWords::Named("America/Los_Angeles"))
        );
        assert_eq!(parse("ET"), Some(ZoneWords::Named("America/New_York")));
        assert_eq!(parse("Middle Earth Time"), None);
        assert_eq!(parse("ö"), None);
    }
}
