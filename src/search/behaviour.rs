//! What a reader sees, on a small archive; and what damaged files do.

use super::builder::{IndexFiles, Options, build};
use super::oracle::ask;
use super::request::{ChipKind, Filters, Request, Response};
use super::service::{Outcome, Service};
use super::{Entry, FieldKind};
use proptest::prelude::*;

fn archive() -> IndexFiles {
    let article = |ordinal: u32,
                   title: &'static str,
                   category: &'static str,
                   source: &'static str,
                   day: i32,
                   report: &'static str,
                   opinion: &'static str| Entry {
        ordinal,
        title,
        source: Some(source),
        categories: vec![category],
        day: Some(day),
        key: format!("article-{ordinal}").into_bytes(),
        fields: vec![(FieldKind::Report, report), (FieldKind::Opinion, opinion)],
        has_petition: ordinal == 0,
    };
    let entries = [
        article(
            0,
            "Inspectors return to the silos",
            "arms-control",
            "wire.example",
            20_300,
            "The treaty lets inspectors count missiles in their silos.",
            "Counting builds trust.",
        ),
        article(
            1,
            "Grain corridor opens",
            "trade",
            "daily.example",
            20_200,
            "Ships carry grain from the harbour after talks in Kyiv.",
            "Talking is cheaper than hunger.",
        ),
        article(
            2,
            "A treaty on tests",
            "arms-control",
            "daily.example",
            19_900,
            "The test ban treaty was signed in Moscow.",
            "A ban needs inspectors.",
        ),
    ];
    build(
        &entries,
        &Options {
            aliases: vec![vec!["Kyiv".to_owned(), "Kiev".to_owned()]],
        },
    )
}

fn answer(text: &str, filters: Filters) -> Response {
    let index = archive();
    let mut service = Service::open(&index.root).unwrap();
    let request = Request {
        text: text.to_owned(),
        filters,
        limit: 10,
        today: Some(20_310),
        ..Request::default()
    };
    ask(&mut service, &index.files, &request)
}

fn found(text: &str) -> Vec<u32> {
    answer(text, Filters::default())
        .hits
        .iter()
        .map(|hit| hit.ordinal)
        .collect()
}

#[test]
fn the_language_finds_what_it_says() {
    let check = |text: &str, expected: &[u32]| {
        let mut hits = found(text);
        hits.sort_unstable();
        assert_eq!(hits, expected, "{text}");
    };
    check("", &[0, 1, 2]);
    check("treaty", &[0, 2]);
    check("treaty -signed", &[0]);
    check("treaty NOT signed", &[0]);
    // A headline in capitals says "not", and excludes nothing.
    check("TREATY NOT SIGNED -THE INSPECTORS SAY", &[0, 2]);
    check("TREATY NOT SIGNED | THE INSPECTORS SAY", &[0, 2]);
    check("TREATY NOT SIGNED", &[0]);
    // Only what has all of it is left out.
    check("treaty -test-silos", &[0, 2]);
    check("treaty -(test missiles)", &[0, 2]);
    check("treaty -(test (ban signed))", &[0]);
    check("grain OR missiles", &[0, 1]);
    check("(grain OR missile) -harbour", &[0]);
    check("\"test ban\"", &[2]);
    check("\"ban test\"", &[]);
    check("title:treaty", &[2]);
    check("in:opinion inspectors", &[2]);
    check("category:arms-control", &[0, 2]);
    check("category:\"Arms Control\" source:daily", &[2]);
    check("treaty after:2025", &[]);
    check("treaty after:last week", &[]);
    check("treaty after:last month", &[]);
    check("treaty after:20 days", &[0]);
    check("treaty after:this year", &[0]);
    check("treaty on:2025", &[0]);
    check("treaty before:Jan 2025", &[2]);
    check("has:petition", &[0]);
    check("Kiev", &[1]);
    check("mis", &[0]);
    check("misslies", &[0]);
    check(
        "what is it that the inspectors have in their silos?",
        &[0, 2],
    );
    check("treaty )((", &[0, 2]);
}

#[test]
fn the_query_comes_back_as_parts_that_can_be_removed() {
    let response = answer(
        "treaty \"test ban\" -grain before:2030 nosuch:key",
        Filters::default(),
    );
    let chips: Vec<(ChipKind, &str, &str)> = response
        .chips
        .iter()
        .map(|chip| (chip.kind, chip.label.as_str(), chip.without.as_str()))
        .collect();
    assert_eq!(
        chips[1],
        (
            ChipKind::Phrase,
            "“test ban”",
            "treaty -grain before:2030 nosuch:key"
        )
    );
    assert_eq!(
        chips[2],
        (
            ChipKind::Not,
            "not grain",
            "treaty \"test ban\" before:2030 nosuch:key"
        )
    );
    assert_eq!(chips[3].1, "before 2030");
    assert_eq!(response.notes.len(), 1);
    // What is left of a headline stays one, and what was none becomes none.
    let left =
        |text: &str, chip: usize| answer(text, Filters::default()).chips[chip].without.clone();
    assert_eq!(
        left("TREATY NOT SIGNED, THE INSPECTORS -SAY", 0),
        "not signed, the inspectors  say"
    );
    let text = "grain TREATY NOT SIGNED -TEST MISSILES GRAIN SILOS";
    assert_eq!(
        left(text, 0),
        "treaty NOT signed -test missiles grain silos"
    );
}

#[test]
fn a_misspelt_word_is_corrected_and_said() {
    let response = answer("misslies", Filters::default());
    assert_eq!(response.corrections[0].meant, "missiles");
    assert!(response.corrections[0].applied);
    let points = "Missiles were counted.";
    let text = "The treaty lets inspectors count missiles in their silos, and missile by missile.";
    let fields = [
        (FieldKind::KeyPoints, points.to_owned()),
        (FieldKind::Report, text.to_owned()),
    ];
    let shown = super::snippet::passages("Silos", &fields, &response.sought);
    let snippet = shown.snippet.unwrap();
    let (from, to) = snippet.marks[0];
    assert_eq!(&snippet.text[from as usize..to as usize], "missiles");
    assert_eq!(
        shown.layers,
        [(FieldKind::KeyPoints, 1), (FieldKind::Report, 3)]
    );
    // What leads from place to place: the words as they stand there, and where the passage begins.
    assert_eq!(shown.words, ["Missiles", "missile"]);
    assert_eq!(shown.first, 2);
}

#[test]
fn a_half_typed_word_is_finished() {
    let completions = |text| answer(text, Filters::default()).completions;
    assert_eq!(completions("grain insp"), ["grain inspectors"]);
    assert_eq!(completions("in:opinion insp"), ["in:opinion inspectors"]);
    assert_eq!(completions("inspectors "), [""; 0]);
    assert_eq!(completions("\"insp"), [""; 0]);
}

#[test]
fn nothing_found_has_a_reason_and_a_way_on() {
    let response = answer("treaty \"grain corridor\"", Filters::default());
    let reason = response.empty.unwrap();
    assert_eq!(reason.culprit, "“grain corridor”");
    assert_eq!(
        reason.nearest.map(|n| (n.text, n.total)),
        Some(("treaty".to_owned(), 2))
    );
    let filters = Filters {
        categories: vec!["trade".to_owned()],
        ..Filters::default()
    };
    let reason = answer("treaty", filters).empty.unwrap();
    assert!(reason.is_filter);
    assert_eq!(reason.culprit, "trade");
    assert_eq!(reason.nearest.map(|n| n.total), Some(2));
    assert_eq!(
        answer("xylophone", Filters::default())
            .empty
            .unwrap()
            .nearest,
        None
    );
}

#[test]
fn it_is_said_when_not_all_words_were_found_together() {
    let archive = "With all of these words: 1.";
    for (text, notes) in [
        ("treaty", vec![]),
        ("treaty moscow", vec![archive]),
        ("(treaty moscow)", vec![archive]),
        ("ships corridor", vec![]),
        ("treaty zzzzqqq", vec!["No article has “zzzzqqq”."]),
        ("treaty missiles", vec![archive]),
        ("treaty OR moscow", vec![]),
        ("who counts the missiles in silos by treaty", vec![]),
        ("*", vec!["No word to look for: these are all articles."]),
        ("", vec![]),
    ] {
        assert_eq!(answer(text, Filters::default()).notes, notes, "{text}");
    }
    assert_eq!(found("miss*"), found("miss"));
}

#[test]
fn what_only_leaves_out_is_blamed_and_not_offered() {
    for (text, culprit, nearest) in [
        ("grain -ships", "not ships", Some("grain")),
        (
            "\"grain corridor\" -trade -kyiv",
            "not kyiv",
            Some("\"grain corridor\" -trade"),
        ),
        ("xylophone -ships", "xylophone", None),
    ] {
        let reason = answer(text, Filters::default()).empty.unwrap();
        let nearest_text = reason.nearest.map(|nearest| nearest.text);
        assert_eq!(
            (reason.culprit.as_str(), nearest_text.as_deref()),
            (culprit, nearest),
            "{text}"
        );
    }
}

#[test]
fn where_words_were_to_stand_is_named_and_not_offered_as_a_question() {
    for text in ["in:action treaty", "treaty in:action"] {
        let reason = answer(text, Filters::default()).empty.unwrap();
        assert_eq!(
            (reason.culprit.as_str(), reason.nearest),
            ("in action", None)
        );
    }
}

/// Handles a request with files of which one is altered; it must answer or refuse.
fn survives(index: &IndexFiles, altered: usize, change: impl Fn(&mut Vec<u8>)) {
    let mut root = index.root.clone();
    if altered == 0 {
        change(&mut root);
    }
    let Ok(mut service) = Service::open(&root) else {
        return;
    };
    let request = Request {
        text: "treaty \"test ban\" missil traety".to_owned(),
        limit: 10,
        ..Request::default()
    };
    for _ in 0..10 {
        match service.handle(&request) {
            Err(_) | Ok(Outcome::Ready(_)) => return,
            Ok(Outcome::Need(names)) => {
                for name in names {
                    let Some(at) = index.files.iter().position(|(known, _)| *known == name) else {
                        return;
                    };
                    let mut bytes = index.files[at].1.clone();
                    if altered == at + 1 {
                        change(&mut bytes);
                    }
                    if service.supply(&name, bytes).is_err() {
                        return;
                    }
                }
            }
        }
    }
    panic!("it never stops asking");
}

#[test]
fn words_left_out_are_looked_for_once_there_is_room() {
    let many: Vec<String> = (0..50).map(|n| format!("w{n}")).collect();
    let text = format!("({}) {}", many.join(" "), many.join(" "));
    let query = super::query::parse(&text, None);
    assert_eq!((query.chips().len(), query.notes.len()), (15, 1));
    let left = super::query::parse(&query.chips()[0].without, None);
    assert_eq!((left.chips().len(), left.notes.len()), (50, 0));
}

/// Gives altered bytes a fitting checksum, so that what lies behind it is tried too.
fn resealed(bytes: &mut Vec<u8>) {
    if bytes.len() > 10 {
        *bytes = super::bytes::seal(bytes[5], &bytes[10..]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_refused_without_a_panic(altered in 0usize..4, at in any::<prop::sample::Index>(), bits in 1u8.., seal in any::<bool>(), how in 0u8..4) {
        let index = archive();
        survives(&index, altered, |bytes| {
            let at = at.index(bytes.len());
            match how {
                0 => bytes.truncate(at),
                1 => bytes[at] ^= bits,
                // The largest number there is, in the place of a small one.
                2 => drop(bytes.splice(at..=at, [0xff, 0xff, 0xff, 0xff, 0x0f])),
                _ => bytes.extend(std::iter::repeat_n(bits, at)),
            }
            if seal {
                resealed(bytes);
            }
        });
    }

    #[test]
    fn no_query_panics(text in "\\PC{0,40}|[a-z\"():\\- OR.,|]{0,40}|(in:|on:|before:|-|\\(|\"|OR |[0-9]{1,12}|a ){0,40}") {
        let query = super::query::parse(&text, Some(20_000));
        let chips = query.chips();
        for chip in &chips {
            prop_assert!(chip.without.len() <= text.len());
            let left = super::query::parse(&chip.without, Some(20_000)).chips();
            prop_assert!(left.len() <= chips.len() || query.words.len() == super::query::MAX_WORDS);
        }
    }
}
