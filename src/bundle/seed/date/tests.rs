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
    check("1720614896", "2024-07-10T12:34:56Z second");
    check("1720614896789", "2024-07-10T12:34:56Z second");
    check(
        "Wed Jul 10 2024 12:34:56 GMT-0700 (Pacific Daylight Time)",
        "2024-07-10T12:34:56-07:00 second",
    );
    check(
        "2014-05-02 14:46:18.000000000 -07:00",
        "2014-05-02T14:46:18-07:00 second",
    );
    check("3/4/2024", "2024-03-04T00:00:00-05:00 day ambiguous-date");
    check("02-12-2015", "2015-02-12T00:00:00-05:00 day ambiguous-date");
    check("4/4/2024", "2024-04-04T00:00:00-04:00 day");
    check("2024-07-10 UTC", "2024-07-10T00:00:00Z day");
    check("2024-07-10 +0900", "2024-07-10T00:00:00+09:00 day");
    check(
        "2024-07-10 11:09:00+10:00",
        "2024-07-10T11:09:00+10:00 second",
    );
    check("2024-06-7T10:02:00+00:00", "2024-06-07T10:02:00Z second");
    check("2024年7月10日12:34:56", "2024-07-10T12:34:56-04:00 second");
    check(
        "2024年07月10日 12时34分",
        "2024-07-10T12:34:00-04:00 minute",
    );
    check("2024年07月", "2024-07-01T00:00:00-04:00 month");
    check("2024년 7월 10일", "2024-07-10T00:00:00-04:00 day");
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

#[test]
fn names_and_folders_of_files_give_days() {
    let check = |stem: &str, expected: Option<(&str, &str)>| {
        let found = in_file_name(stem, "UTC").map(|(stamp, rest)| (stamp.to_rfc3339(), rest));
        let expected = expected.map(|(day, rest)| (format!("{day}T00:00:00Z"), rest));
        assert_eq!(found, expected, "{stem}");
    };
    check("2024-07-10-slug", Some(("2024-07-10", "slug")));
    check("2024-7-1-slug", Some(("2024-07-01", "slug")));
    check("2024_07_10 slug", Some(("2024-07-10", "slug")));
    check("20240710-slug", Some(("2024-07-10", "slug")));
    check("20240710", Some(("2024-07-10", "")));
    check("2024-07-100", None);
    check("2024-07-10th", None);
    check("2024-13-01-slug", None);
    check("1984-a-novel", None);
    check("über", None);
    let said = |path: &str| in_path(path, "UTC").map(Stamp::to_rfc3339);
    let day = Some("2024-07-10T00:00:00Z".to_owned());
    assert_eq!(said("blog/2024/07/10/slug.md"), day);
    assert_eq!(said("blog/2024-07-10-slug/index.md"), day);
    assert_eq!(said("blog/2024/07/slug.md"), None);
}

#[test]
fn dates_of_the_east_and_of_machines_are_read() {
    check(
        "2011-09-14 21:13:36 JST",
        "2011-09-14T21:13:36+09:00 second",
    );
    check("2014-12-09\t10:03:30", "2014-12-09T10:03:30-05:00 second");
    check("2013. 3. 5.", "2013-03-05T00:00:00-05:00 day");
    check("2013年3月5日 星期二", "2013-03-05T00:00:00-05:00 day");
    check(
        "2019年 9月24日 火曜日 06時55分56秒 JST",
        "2019-09-24T06:55:56+09:00 second",
    );
    check("13:14 01/21/2016", "2016-01-21T13:14:00-05:00 minute");
    check("17:34 2014-08-27", "2014-08-27T17:34:00-04:00 minute");
    check(
        "10:15 AM, March 3, 2014",
        "2014-03-03T10:15:00-05:00 minute",
    );
    check(
        "Last compiled on 21 May 2024",
        "2024-05-21T00:00:00-04:00 day",
    );
    check("Last updated: 2021-12-14", "2021-12-14T00:00:00-05:00 day");
    check("Updated March 25th, 2025", "2025-03-25T00:00:00-04:00 day");
    check("Sonntag, 3. März 2013", "2013-03-03T00:00:00-05:00 day");
    check(
        "domingo, 3 de marzo de 2013",
        "2013-03-03T00:00:00-05:00 day",
    );
    check("some time in 2013", "none");
    check("2013\u{2011}03\u{2011}03.", "2013-03-03T00:00:00-05:00 day");
    check("20130305090507", "2013-03-05T09:05:07-05:00 second");
    check("“2013-03-05”", "2013-03-05T00:00:00-05:00 day");
    check(
        "2013-03-05 09:05\u{200b}",
        "2013-03-05T09:05:00-05:00 minute",
    );
}

#[test]
fn a_clock_is_read_in_the_everyday_forms_of_europe() {
    let expected = "2021-03-05T18:05:00-05:00 minute";
    for written in [
        "5 mars 2021 à 18:05",
        "5 mars 2021 à 18h05",
        "5 mars 2021, 18 h 05",
        "vendredi 5 mars 2021 à 18h05",
        "5 de marzo de 2021 a las 18:05",
        "5 de marzo de 2021, 18:05 h",
        "5. März 2021 um 18:05 Uhr",
        "5. März 2021, 18.05 Uhr",
        "05.03.2021 18:05 Uhr",
        "5 marzo 2021 alle ore 18:05",
        "5 maart 2021 om 18:05 uur",
        "5. marts 2021 kl. 18.05",
        "2021-03-05 18h05",
    ] {
        check(written, expected);
    }
    check("5 mars 2021 à 18h", "2021-03-05T18:00:00-05:00 minute");
    check("il y a 3 h", "none");
    check("h", "none");
}

#[test]
fn a_language_says_whether_the_day_or_the_month_comes_first() {
    let check = |language: &str, expected: &str| {
        let dated = read_in("05/03/2021", "UTC", Order::of(language)).expect("a date");
        let day = &dated.stamp.to_rfc3339()[..10];
        assert_eq!(
            (day, dated.remarks.len()),
            (expected, usize::from(language == "en")),
            "{language}"
        );
    };
    check("fr", "2021-03-05");
    check("pt-BR", "2021-03-05");
    check("en-GB", "2021-03-05");
    check("EN_au", "2021-03-05");
    check("en-US", "2021-05-03");
    check("en", "2021-05-03");
}
