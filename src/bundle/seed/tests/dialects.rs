//! Headers and dates as many generators and many hands write them: title and day come out right.

use super::*;

/// A header, what the title has to be, and how the date has to begin.
type Case = (&'static str, &'static str, Option<&'static str>);

#[track_caller]
fn check(cases: &[Case]) {
    for (text, title, date) in cases {
        let reading = read_here("a.md", text);
        assert_eq!(reading.coverage.gaps(&reading.text), [], "{text}");
        let document = &reading.documents[0];
        let found = document.published.map(crate::model::Stamp::to_rfc3339);
        assert_eq!(document.title, *title, "{text}");
        assert_eq!(found.is_some(), date.is_some(), "{text}");
        let begins = found.as_deref().unwrap_or_default();
        assert!(
            begins.starts_with(date.unwrap_or_default()),
            "{begins}: {text}"
        );
    }
}

#[test]
fn bare_fields_are_read_whatever_the_first_of_them_is() {
    check(&[
        (
            "author: Jane\ncomments: true\ndate: 2017-12-24 16:50:00\ntitle: Tides\n\nWords.\n",
            "Tides",
            Some("2017-12-24T16:50:00"),
        ),
        (
            ".. title: Tides\n.. slug: tides\n.. date: 2015-04-15 22:31:49 UTC+02:00\n.. tags:\n\nWords.\n",
            "Tides",
            Some("2015-04-15T22:31:49+02:00"),
        ),
        (
            "<!--\n .. title: Tides: a list\n .. date: 2014/07/06 06:07:44\n .. tags: sea\n-->\n\nWords.\n",
            "Tides: a list",
            Some("2014-07-06T06:07:44"),
        ),
    ]);
}

#[test]
fn a_field_of_the_header_comes_before_one_of_the_same_name_in_a_table() {
    check(&[
        (
            "+++\nTitle = \"Tides\"\nDate = 2016-10-02\n[extra]\ndate = 1999-01-01\ntitle = \"No\"\n+++\nWords.",
            "Tides",
            Some("2016-10-02"),
        ),
        (
            "+++\ntitle = \"Tides\"\n[extra]\ndate = 1999-01-01\n+++\nWords.",
            "Tides",
            Some("1999-01-01"),
        ),
        (
            "---\ntitle: Tides\ndate:\n  - 2016-10-02\n---\nWords.",
            "Tides",
            Some("2016-10-02"),
        ),
    ]);
}

#[test]
fn quotes_that_are_no_pair_stay() {
    check(&[(
        "---\ntitle: \"Ebb\" and \"flow\"\ndate: 2016-10-02\n---\nWords.",
        "\"Ebb\" and \"flow\"",
        Some("2016-10-02"),
    )]);
}

#[test]
fn a_date_is_read_as_far_as_it_can_be() {
    let header = |date: &str| format!("---\ntitle: Tides\ndate: {date}\n---\nWords.");
    for (date, expected) in [
        ("2015-01-08-16:49", Some("2015-01-08T16:49:00")),
        ("2016-10-02 25:61", Some("2016-10-02T00:00:00")),
        (
            "2016-10-02 when the tide turned",
            Some("2016-10-02T00:00:00"),
        ),
        ("2 octobre 2016", Some("2016-10-02T00:00:00")),
        ("2. Oktober 2016", Some("2016-10-02T00:00:00")),
        ("2 de octubre de 2016", Some("2016-10-02T00:00:00")),
        ("1er ao\u{fb}t 2016", Some("2016-08-01T00:00:00")),
        ("15 ao\u{fb}t 2016 10:20", Some("2016-08-15T10:20:00")),
        ("2016_10_02", Some("2016-10-02T00:00:00")),
        ("5 f\u{e9}vr. 2016", Some("2016-02-05T00:00:00")),
        ("2 de set. de 2016", Some("2016-09-02T00:00:00")),
        ("2 октября 2016 г.", Some("2016-10-02T00:00:00")),
        ("3 мая 2016", Some("2016-05-03T00:00:00")),
        ("Май 2016", Some("2016-05-01T00:00:00")),
        ("1 stycznia 2016", Some("2016-01-01T00:00:00")),
        // June or July.
        ("2 jui 2016", None),
        ("2016-13-02", None),
        ("when the tide turned", None),
    ] {
        let text = header(date);
        let reading = read_here("a.md", &text);
        let found = reading.documents[0].published;
        let found = found.map(crate::model::Stamp::to_rfc3339);
        assert_eq!(
            found.as_deref().map(|found| &found[..19]),
            expected,
            "{date}"
        );
        // What was not read is said.
        let told = reading
            .problems
            .iter()
            .any(|problem| problem.code == Code::UnreadableDate);
        let doubtful = expected.is_none() || date.contains("25:61") || date.contains("when");
        assert_eq!(told, doubtful, "{date}");
    }
}

#[test]
fn fences_may_be_longer_and_name_their_notation() {
    let day = Some("2020-01-02");
    check(&[
        (
            "----\ntitle: Tides\ndate: 2020-01-02\n----\n\nWords.\n",
            "Tides",
            day,
        ),
        (
            "---yaml\ntitle: Tides\ndate: 2020-01-02\n---\n\nWords.\n",
            "Tides",
            day,
        ),
        (
            "--- toml\ntitle = \"Tides\"\ndate = 2020-01-02\n---\n\nWords.\n",
            "Tides",
            day,
        ),
        (
            "---json\n{\"title\": \"Tides\", \"date\": \"2020-01-02\"}\n---\n\nWords.\n",
            "Tides",
            day,
        ),
        (
            ";;;\n\"title\": \"Tides\",\n\"date\": \"2020-01-02\",\n;;;\nWords.\n",
            "Tides",
            day,
        ),
    ]);
}

#[test]
fn yaml_that_is_broken_still_gives_what_its_lines_plainly_say() {
    let day = Some("2020-01-02");
    check(&[
        (
            "---\ntitle:Tides\ndate:2020-01-02\n---\n\nWords.\n",
            "Tides",
            day,
        ),
        (
            "---\ntitle: Tides\n\tdate: 2020-01-02\n---\n\nWords.\n",
            "Tides",
            day,
        ),
        (
            "---\ntitle: Tides: a list\nauthor:\n\tdate: 1999-01-01\ndate: 2020-01-02\n---\n\nWords.\n",
            "Tides: a list",
            day,
        ),
        (
            "---\ntitle: 'It's high tide'\ndate: 2020-01-02\n---\n\nWords.\n",
            "It's high tide",
            day,
        ),
        (
            "---\ntitle: \"He said \"no\" today\"\ndate: 2020-01-02\n---\n\nWords.\n",
            "He said \"no\" today",
            day,
        ),
        (
            "---\ntitle: \"One\" and \"other\"\ndate: 2020-01-02\n---\n\nWords.\n",
            "\"One\" and \"other\"",
            day,
        ),
    ]);
}

#[test]
fn years_of_two_digits_and_dates_in_parts_are_read() {
    let check_date = |field: &str, day: &'static str| {
        let text = format!("---\ntitle: Tides\n{field}\n---\n\nWords.\n");
        let text: &'static str = text.leak();
        check(&[(text, "Tides", Some(day))]);
    };
    check_date("date: 7/14/16", "2016-07-14");
    check_date("date: 14 Jul 98", "1998-07-14");
    check_date("date: [2016, 7, 14]", "2016-07-14");
    check_date("date: <2016-07-14 Thu>", "2016-07-14");
    check_date("post_date: 2016-07-14 10:00:00", "2016-07-14T10:00:00");
    check_date(
        "created_date: !!str \"2016-12-11 22:54:26\"",
        "2016-12-11T22:54:26",
    );
    check_date("published_date: 14 July 2016", "2016-07-14");
    check_date("time: 2016-07-14 10:00", "2016-07-14T10:00");
    check_date("time: 5 minutes\nwritten: 2016-07-14", "2016-07-14");
    // One that can be read says more than a surer one that can't.
    check_date("date: one day\ncreated: 2016-07-14", "2016-07-14");
}

#[test]
fn a_headline_by_another_name_is_the_title() {
    check(&[
        ("---\nheadline: Tides\n---\nWords.\n", "Tides", None),
        (
            "---\nheadline: No\ntitle: Tides\nday: 4\n---\nWords.\n",
            "Tides",
            None,
        ),
    ]);
}

#[test]
fn a_date_that_is_passed_over_is_told_of() {
    let told = |header: &str| -> Vec<String> {
        let text = format!("---\ntitle: Tides\n{header}\n---\nWords.\n");
        let reading = read_here("a.md", &text);
        assert!(reading.documents[0].published.is_some(), "{header}");
        let problems = reading.problems.into_iter();
        problems
            .filter(|problem| problem.code == Code::UnreadableDate)
            .map(|problem| problem.message)
            .collect()
    };
    assert_eq!(
        told("date: soon\npub_date: 2016-10-02"),
        ["this date cannot be read, so that of `pub_date` is taken"]
    );
    assert!(told("published: true\ncreated: 2016-10-02\nposted:").is_empty());
    assert!(told("date: 2016-10-02\nposted: soon").is_empty());
}

#[test]
fn the_title_block_of_pandoc_is_a_header() {
    check(&[
        (
            "% Ebb\n  and flow\n% A. Tide; B. Tide\n% 14 July 2016\n\nWords.\n",
            "Ebb and flow",
            Some("2016-07-14"),
        ),
        (
            "% Ebb\n%\n% 2016-07-14\nWords.\n",
            "Ebb",
            Some("2016-07-14"),
        ),
        ("% Ebb\n\n% No date\n", "Ebb", None),
    ]);
}
