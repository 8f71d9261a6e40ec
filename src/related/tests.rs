use super::*;
use proptest::prelude::*;

fn check(texts: &[(&str, &str, i64)], look: impl FnOnce(&Analysis<'_>)) {
    let ids: Vec<String> = (0..texts.len()).map(|at| format!("a{at}")).collect();
    let entries: Vec<Entry<'_>> = texts
        .iter()
        .zip(&ids)
        .map(|((title, text, hour), id)| Entry {
            id,
            title,
            categories: vec!["news"],
            instant: Some(hour * 3600),
            fields: vec![(FieldKind::Report, text)],
        })
        .collect();
    look(&Analysis::new(&entries, &Aliases::default()));
}

#[test]
fn the_nearest_comes_first_and_says_why() {
    let texts = [
        (
            "Grain",
            "Grain ships left the harbour under the agreement",
            0,
        ),
        ("Ships", "The grain agreement let ships leave harbour", 1),
        ("Count", "Inspectors counted missiles in the silo", 2),
        ("Doors", "Missiles and silo doors seen by inspectors", 3),
    ];
    check(&texts, |analysis| {
        let near = analysis.candidates(2);
        assert_eq!(near[0][0].article, 1);
        assert_eq!(near[2][0].article, 3);
        let reason = analysis.reason(0, 1);
        assert_eq!(reason.categories, ["news"]);
        let words = analysis.shared_words().of(2, 3, 4);
        assert!(words.contains(&"missiles"));
        let own =
            |(at, list): (usize, &Vec<Candidate>)| list.iter().any(|c| c.article == at as u32);
        assert!(!near.iter().enumerate().any(own));
    });
}

#[test]
fn a_title_or_a_day_is_no_word_in_common() {
    let texts = [
        ("One", "On Sunday Mr Brandt showed the Kessel locks", 0),
        ("Two", "Mr Brandt left Kessel and its locks on Sunday", 1),
        ("Three", "Bakers closed shops", 2),
    ];
    check(&texts, |analysis| {
        let mut words = analysis.shared_words().of(0, 1, 9);
        words.sort_unstable();
        assert_eq!(words, ["Brandt", "Kessel", "locks"]);
    });
}

/// A flood, told twice, and another flood of another town in the same words.
const FLOOD: [(&str, &str, i64); 5] = [
    (
        "Dam breaks above Varnholt",
        "A dam above Varnholt broke on Tuesday and drowned 14 people, mayor Ilse Brandt said. Soldiers from Kessel reached \
         the town with 60 boats. \u{201c}The water came faster than anybody could run,\u{201d} Brandt told Radio Norden. \
         The insurer Halcyon put the damage at 230 million.",
        0,
    ),
    (
        "Fourteen drowned after dam gives way",
        "Mayor Ilse Brandt of Varnholt counted fourteen dead when the dam gave way. \u{201c}The water came faster than \
         anybody could run,\u{201d} she told Radio Norden. With 60 boats the army came from Kessel. Halcyon, which insured \
         the works, expects claims of 230 million.",
        5,
    ),
    (
        "Dam breaks above Ostrava",
        "A dam above Ostrava broke on Tuesday and drowned 3 people, mayor Pavel Horak said. Soldiers from Brno reached \
         the town with 25 boats. \u{201c}Nobody had inspected the wall since spring,\u{201d} Horak told Radio Morava. \
         The insurer Pallas put the damage at 41 million.",
        3,
    ),
    (
        "Choir wins prize",
        "The choir of Lund won the prize of the Baltic festival in Visby for its song on the sea.",
        4,
    ),
    (
        "Bakers strike",
        "Bakers in Lyon went on strike over the price of flour and closed 200 shops.",
        4,
    ),
];

fn clusters(analysis: &Analysis<'_>) -> Vec<Vec<u32>> {
    analysis
        .stories()
        .into_iter()
        .map(|story| story.articles)
        .collect()
}

#[test]
fn a_story_is_one_event_in_other_words_and_not_another_event_in_the_same_words() {
    check(&FLOOD, |analysis| assert_eq!(clusters(analysis), [[0, 1]]));
}

#[test]
fn a_headline_alone_makes_no_story() {
    let mut texts = FLOOD;
    texts[3].0 = "Bakers strike";
    texts[2].0 = FLOOD[0].0;
    check(&texts, |analysis| assert_eq!(clusters(analysis), [[0, 1]]));
}

#[test]
fn a_month_later_it_is_another_story_unless_it_is_the_same_text() {
    let mut texts = FLOOD;
    texts[1].2 = 24 * 40;
    texts[3] = (FLOOD[0].0, FLOOD[0].1, 24 * 40);
    check(&texts, |analysis| assert_eq!(clusters(analysis), [[0, 3]]));
}

#[test]
fn a_digest_of_two_events_does_not_make_them_one() {
    let digest = format!("{} {}", FLOOD[0].1, FLOOD[2].1);
    let mut texts = FLOOD;
    texts[4] = ("The day", &digest, 6);
    check(&texts, |analysis| {
        let together = |list: &Vec<u32>| list.contains(&0) && list.contains(&2);
        assert!(!clusters(analysis).iter().any(together));
    });
}

#[test]
fn neighbours_propose_their_category_and_the_own_one_has_no_vote() {
    let texts = [
        "oil wells pump crude",
        "crude oil pipeline pump",
        "wheat harvest mill",
        "harvest of wheat and rye",
        "wells pump oil",
    ];
    let categories = ["oil", "oil", "farm", "farm", "farm"];
    let ids: Vec<String> = (0..texts.len()).map(|at| format!("a{at}")).collect();
    let entries: Vec<Entry<'_>> = (0..texts.len())
        .map(|at| Entry {
            id: &ids[at],
            title: "",
            categories: vec![categories[at]],
            instant: None,
            fields: vec![(FieldKind::Report, texts[at])],
        })
        .collect();
    let analysis = Analysis::new(&entries, &Aliases::default());
    let proposed = |at| propose(&analysis, at).map(|proposal| proposal.category);
    assert_eq!(proposed(4), Some("oil"));
    assert_eq!(proposed(2), Some("farm"));
    assert!(
        propose(&analysis, 4).is_some_and(|proposal| proposal.share > 0.5 && proposal.share <= 1.0)
    );
}

proptest! {
    #[test]
    fn any_text_can_be_analysed(texts in proptest::collection::vec("[a-cA-C0-2 .\"\u{201c}\u{201d}\n]{0,60}|\\PC{0,40}", 0..7)) {
        let rows: Vec<(&str, &str, i64)> = texts.iter().map(|text| ("A title", text.as_str(), 0)).collect();
        check(&rows, |analysis| {
            let _ = (analysis.candidates(3), clusters(analysis));
        });
    }
}

/// Articles of a few words each, by number: the words of a topic, some of them names, and where the turn is even those of one
/// report in other places.
fn texts(numbers: &[(u16, u8)]) -> Vec<(String, String)> {
    let text = |(number, turn): &(u16, u8)| {
        let mut x = u32::from(*number) * 7919 + u32::from(*turn);
        let mut words = Vec::new();
        for at in 0..24 {
            x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let topic = u32::from(*number) % 5 * 9;
            let word = match turn % 2 == 0 && at > 3 {
                true => topic + at % 9,
                false => topic + (x >> 16) % 14,
            };
            let name = if word.is_multiple_of(3) { "Nam" } else { "w" };
            words.push(format!("{name}{word}"));
        }
        (format!("a{number}"), words.join(" "))
    };
    numbers.iter().map(text).collect()
}

/// Candidates and stories: all that an analysis says.
type Said = (Vec<Vec<Candidate>>, Vec<Story>);
/// What is kept of it: readings and what was found.
type Kept = ([Vec<u8>; 2], Vec<u8>);

fn look(texts: &[(String, String)], reach: nearest::Reach, kept: Option<&Kept>) -> (Said, Kept) {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (id, text) in texts {
        entries.push(Entry {
            id,
            title: "",
            categories: Vec::new(),
            instant: Some(text.len() as i64 * 7200),
            fields: vec![(FieldKind::Report, text)],
        });
    }
    let recalled = kept.map(|([words, traces], found)| {
        let readings = Readings::recall(words).and_then(|words| words.with_traces(traces));
        let memory = Memory::recall(found);
        (
            readings.expect("what was written"),
            memory.expect("what was written"),
        )
    });
    let (readings, memory) = recalled.unzip();
    let readings = Readings::new(&entries, &Aliases::default(), readings);
    let mut bytes = [Vec::new(), Vec::new()];
    let into = |bytes: &mut Vec<u8>, piece: &[u8]| -> Result<(), ()> {
        bytes.extend_from_slice(piece);
        Ok(())
    };
    let [words, traces] = &mut bytes;
    let written = readings.write_words(|piece| into(words, piece));
    written
        .and_then(|()| readings.write_traces(|piece| into(traces, piece)))
        .expect("a list takes all");
    let analysis = Analysis::as_far_as(reach, &entries, readings, memory.as_ref());
    let said = (analysis.candidates(9), analysis.stories());
    (said, (bytes, analysis.remember()))
}

proptest! {
    #[test]
    fn what_is_remembered_gives_what_looking_again_gives(
        before in proptest::collection::btree_map(0u16..60, 0u8..3, 20..60),
        change in proptest::collection::btree_map(0u16..60, proptest::option::of(0u8..3), 0..9),
        compared in 1usize..5,
        more in 0usize..3,
    ) {
        let reach = nearest::Reach { small: 8, strong: 6, rare: 1, compared, remembered: compared + more };
        let old: Vec<(u16, u8)> = before.iter().map(|(number, turn)| (*number, *turn)).collect();
        let (_, kept) = look(&texts(&old), reach, None);
        let mut after = before;
        for (number, turn) in change {
            match turn {
                Some(turn) => after.insert(number, turn),
                None => after.remove(&number),
            };
        }
        let new: Vec<(u16, u8)> = after.into_iter().rev().collect();
        let new = texts(&new);
        let (said, (readings, _)) = look(&new, reach, Some(&kept));
        let (afresh, (readings_afresh, _)) = look(&new, reach, None);
        prop_assert_eq!(said, afresh);
        prop_assert_eq!(readings, readings_afresh);
    }

    #[test]
    fn any_bytes_can_be_recalled(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let _ = (Memory::recall(&bytes), Readings::recall(&bytes), Readings::default().with_traces(&bytes));
    }
}
