//! Documents as editors have them beside pages and posts: notes, mail, manuals, plain texts.

use proptest::prelude::*;

use super::anything::assert_sound;
use super::*;

/// Reads a text and checks title and outline; whatever it holds, every byte has a use and every word is there.
#[track_caller]
fn check(path: &str, text: &str, title: &str, expected: &str) -> Reading {
    let reading = read_here(path, text);
    assert_all_accounted_for(&reading);
    assert_words_kept(&reading);
    let document = &reading.documents[0];
    assert_eq!(document.title, title, "{text}");
    let found = outline(document.blocks(LayerKind::Report));
    assert_eq!(found, expected, "{text}");
    reading
}

/// Checks the body of a note.
#[track_caller]
fn check_note(body: &str, expected: &str) -> Reading {
    check("a.md", &format!("# Note\n\n{body}"), "Note", expected)
}

/// What is told of a file, by the names of the rules.
fn told(reading: &Reading) -> Vec<&'static str> {
    let problems = reading.problems.iter();
    problems.map(|problem| problem.code.name()).collect()
}

#[test]
fn a_comment_of_obsidian_is_never_published() {
    check_note("%% ask Jane %%\n\nIt rises.", "It rises.\n");
    check_note(
        "%%\nask Jane\n\n- about the *gate*\n%%\nIt rises.",
        "It rises.\n",
    );
    check_note("It %%really%% rises%%?%%.", "It rises.\n");
    check_note("%%1%% It rises. %%2%%\nIt falls.", "It rises. It falls.\n");
    check_note("It rises %%ask\nJane%% again.", "It rises again.\n");
    check_note(
        "- It rises.\n    - %% ask Jane %% It falls.",
        "- It rises.\n  - It falls.\n",
    );
    check_note(
        "> It rises.\n> %% ask\n> Jane %%\n> It falls.",
        "<It rises.>\n<It falls.>\n",
    );
    check_note(
        "%%\n```\nsecret ==x==\n```\n==x== `y` ==z==\n%%\n\nIt ==rises==.",
        "It rises.\n",
    );
    // No comments.
    check_note(
        "At 100%% and 50%% it rises.",
        "At 100%% and 50%% it rises.\n",
    );
    check_note("```\n%% kept %%\n```", "<%% kept %%>\n");
    check_note("It is \\%% not %% one.", "It is %% not %% one.\n");
    check_note(
        "If x %% 2 is odd.\n\nIf y %% 2 is even.",
        "If x %% 2 is odd.\nIf y %% 2 is even.\n",
    );
    // What never ends is told of.
    let reading = read_here("a.md", "# Note\n\nIt rises.\n\n%% ask Jane\n\nIt falls.\n");
    assert_eq!(
        outline(reading.documents[0].blocks(LayerKind::Report)),
        "It rises.\n"
    );
    assert_eq!(reading.coverage.gaps(&reading.text), []);
    assert_eq!(told(&reading), ["unplaced-text"]);
}

#[test]
fn names_of_blocks_highlights_and_widths_are_no_words() {
    check_note(
        "It rises. ^tide-1\n\n- It falls. ^b1c2d3\n- Again.",
        "It rises.\n- It falls.\n- Again.\n",
    );
    check_note(
        "> It rises.\n\n^low-tide\n\nIt falls.",
        "<It rises.>\nIt falls.\n",
    );
    check_note(
        "It is x ^2\nor ^n or `a ^name`",
        "It is x ^2 or ^n or a ^name\n",
    );
    let reading = check_note(
        "It ==rises *at*== noon, if a == b and c==d==e, `==f==`.\n\n==\n",
        "It rises at noon, if a == b and c==d==e, ==f==.\n==\n",
    );
    let [Block::Paragraph { inlines, .. }, ..] = reading.documents[0].blocks(LayerKind::Report)
    else {
        panic!("{:?}", reading.documents[0].layers);
    };
    assert!(matches!(&inlines[1], Inline::Strong(_)), "{inlines:?}");
    let pictures = [
        ("![[tide.jpg|300]]", "tide.jpg"),
        ("![[tide.jpg|High tide|300x200]]", "High tide"),
        ("![[tide.jpg]]", "tide.jpg"),
        ("![High tide|300](https://sea.example/t.jpg)", "High tide"),
        ("![300](https://sea.example/t.jpg)", "300"),
    ];
    for (written, alt) in pictures {
        let reading = read_here("a.md", &format!("# Note\n\n{written}\n"));
        assert_eq!(
            outline(reading.documents[0].blocks(LayerKind::Report)),
            format!("<{alt}>\n")
        );
    }
}

#[test]
fn signs_that_never_end_take_linear_time() {
    for piece in [
        "%%",
        "%% a",
        "a%% ",
        "== a",
        "a== ==",
        " ^a",
        "x ^abc\n",
        "%%\n\na %%",
        "{{< x >}} {% y ",
        "{% raw %} a ",
        "{% raw %} {{ a }} {% endraw %}",
    ] {
        let text = format!("# T\n\n{}", piece.repeat(60_000));
        let reading = read_here("a.md", &text);
        assert_eq!(reading.coverage.gaps(&reading.text), [], "{piece}");
    }
}

/// The template tags that are told of, as they are pointed at.
fn told_tags(text: &str) -> Vec<String> {
    let reading = read_here("a.md", text);
    assert_all_accounted_for(&reading);
    let told = reading.problems.iter();
    let told = told.filter(|problem| problem.code == Code::TemplateTag);
    told.map(|problem| problem.span.of(&reading.text).to_owned())
        .collect()
}

#[test]
fn a_tag_is_told_of_once_and_not_where_it_is_a_word() {
    let check = |body: &str, expected: &[&str]| {
        assert_eq!(told_tags(&format!("# T\n\n{body}\n")), expected, "{body}");
    };
    check(
        "{{% notice note %}}\nIt rises.\n{{% /notice %}}",
        &["{{% notice note %}}", "{{% /notice %}}"],
    );
    check(
        "It {{ tide }} {% if x %} *and* {{< y >}} {z}.",
        &["{{ tide }}", "{% if x %}", "{{< y >}}"],
    );
    check("It {{ rises\nagain.", &["{{ rises"]);
    check("{% raw %}{{ tide }}{% endraw %} {{ x }}", &["{{ x }}"]);
    check(
        "{% raw %}\n\n- {{ tide }}\n\n{% raw %} *now*\n\n{% endraw %}\n\n{{ x }}",
        &["{{ x }}"],
    );
    check("{% raw %} {{ tide }}", &["{% raw %}", "{{ tide }}"]);
    check("`{% raw %}` {{ tide }} {% endraw %}", &["{{ tide }}"]);
}

#[test]
fn a_box_is_a_quotation_and_a_tab_a_heading_and_its_text() {
    check_note(
        "=== \"Linux\"\n\n    Raise the *gate*.\n\n    ```\n    raise\n    ```\n\n=== \"By hand\"\n    Turn the wheel.\n\nDone.",
        "### Linux\nRaise the gate.\n<raise>\n### By hand\nTurn the wheel.\nDone.\n",
    );
    check_note(
        "!!! note\n    It rises.\n\n    - ebb\n\n!!! tip\n    It falls.\n\n+ Item\n\nAfter.",
        "<note It rises.\nebb>\n<tip It falls.>\nItem\nAfter.\n",
    );
    // In one another.
    check_note(
        "=== \"Linux\"\n\n    !!! note\n        It rises.\n\n    More.\n\n        code\n",
        "### Linux\n<note It rises.>\nMore.\n<code>\n",
    );
    check_note(
        "1. One\n\n    !!! note\n        It rises.\n\n2. Two\n",
        "1. One\n  <note It rises.>\n2. Two\n",
    );
    let reading = read_here(
        "a.md",
        "!!! note \"Mind it\"\n    It rises.\n\n        code\n",
    );
    let [Block::Quote(blocks)] = reading.documents[0].blocks(LayerKind::Report) else {
        panic!("{:?}", reading.documents[0].layers);
    };
    assert_eq!(outline(blocks), "#### Mind it\nIt rises.\n<code>\n");
    // What only looks like one.
    check_note("=== \"Linux\" and", "=== \"Linux\" and\n");
    check_note("=== \"Linux\"\nIt rises.", "=== \"Linux\" It rises.\n");
    check_note("    === \"Linux\"\n        x\n", "<=== \"Linux\"\n    x>\n");
}

#[test]
fn a_row_with_more_cells_than_the_head_keeps_them() {
    let check_rows = |rows: &str, expected: &[&[&str]]| {
        let reading = read_here(
            "a.md",
            &format!("# Tides\n\n| A | B |\n|---|---|\n{rows}\n"),
        );
        assert_all_accounted_for(&reading);
        assert_words_kept(&reading);
        let [Block::Table { rows: found, .. }] = reading.documents[0].blocks(LayerKind::Report)
        else {
            panic!("{:?}", reading.documents[0].layers);
        };
        let found = found.iter();
        let found: Vec<Vec<String>> = found
            .map(|row| row.iter().map(|cell| Inline::plain(cell)).collect())
            .collect();
        assert_eq!(found, expected, "{rows}");
    };
    check_rows(
        "| 1 | 2 | at *noon* |\n| 3 | 4 ||\n| 5 |\n6 | 7 | 8 | 9",
        &[
            &["1", "2", "at noon"],
            &["3", "4"],
            &["5", ""],
            &["6", "7", "8", "9"],
        ],
    );
    check_rows("| `a|b` | c |", &[&["`a", "b`", "c"]]);
    check_rows("| a \\| b | c |", &[&["a | b", "c"]]);
    check_rows("| 1 | 2 || 4 | ", &[&["1", "2", "", "4"]]);
}

#[test]
fn a_picture_stands_where_it_was_written() {
    // Its address stands in no outline.
    let check = |body: &str, expected: &str| {
        let body = body.replace("(i)", "(https://sea.example/i.png)");
        let reading = read_here("a.md", &format!("# Tides\n\n{body}\n"));
        assert_all_accounted_for(&reading);
        let found = outline(reading.documents[0].blocks(LayerKind::Report));
        assert_eq!(found, expected, "{body}");
    };
    check("![Fog](i)\n*The pier at six*", "<Fog>\nThe pier at six\n");
    check("![Fog](i) *The pier at six*", "<Fog>\nThe pier at six\n");
    check(
        "![Fog](i)  \n*The pier*\n![Sun](i)\n*The quay*",
        "<Fog>\nThe pier\n<Sun>\nThe quay\n",
    );
    check(
        "It rises.\n![Fog](i)\nIt falls\nagain.",
        "It rises.\n<Fog>\nIt falls again.\n",
    );
    check(
        "Press ![go](i) now.\nThen wait.",
        "Press now.\n<go>\nThen wait.\n",
    );
    check(
        "Fog *or ![Fog](i) so*\nThe pier",
        "Fog or so\n<Fog>\nThe pier\n",
    );
    check(
        "- ![Fog](i)\n  The pier\n- Sun ![Sun](i)\n",
        "- Fog\n  The pier\n- Sun\n  <Sun>\n",
    );
    check("> ![Fog](i)\n> The pier", "<Fog\nThe pier>\n");
    check(
        "# High ![Fog](i)\n\n| ![Sun](i) |\n|---|\n| a |",
        "# High Fog\n<Sun\na>\n",
    );
}

#[test]
fn one_value_of_the_wrong_kind_does_not_cost_a_json_feed() {
    let items = r#"{"id": 7, "title": 2024, "content_text": "It rises.", "tags": "sea, tide", "author": "Jane"},
        {"id": true, "title": "Ebb", "content_html": "<p>It falls.</p>", "tags": ["sea", 3, null], "summary": null,
         "attachments": [{"url": "https://sea.example/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}]}"#;
    let text = format!(r#"{{"version": "https://jsonfeed.org/version/1.1", "items": [{items}]}}"#);
    let reading = read_here("feed.json", &text);
    assert_all_accounted_for(&reading);
    let found = reading.documents.iter().map(|document| {
        let id = document.id.as_deref().unwrap_or("");
        let text = outline(document.blocks(LayerKind::Report));
        (id, document.title.as_str(), text, document.labels.join("+"))
    });
    let expected = [
        ("7", "2024", "It rises.\n".to_owned(), "sea+tide".to_owned()),
        ("true", "Ebb", "It falls.\n".to_owned(), "sea+3".to_owned()),
    ];
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[test]
fn the_words_of_a_film_are_its_text_and_what_has_none_is_told_of() {
    let entry = |inside: &str| format!("<entry><id>f</id><title>A film</title>{inside}</entry>");
    let feed = |inside: &str| {
        let text = format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:media=\"http://search.yahoo.com/mrss/\"><title>Films</title><id>f</id>{}</feed>",
            entry(inside)
        );
        let reading = read_here("films.xml", &text);
        assert_all_accounted_for(&reading);
        let text = outline(reading.documents[0].blocks(LayerKind::Report));
        (text, told(&reading).join(" "))
    };
    let film = "<media:group><media:title>A film</media:title><media:description>An hour at the weir.\n\nThe heron came.</media:description></media:group>";
    let (text, problems) = feed(film);
    assert_eq!(text, "An hour at the weir.\nThe heron came.\n");
    assert_eq!(problems, "");
    let (text, _) = feed(&format!("<summary>It rises.</summary>{film}"));
    assert_eq!(text, "It rises.\n");
    let (text, problems) = feed("");
    assert_eq!((text.as_str(), problems.as_str()), ("", "missing-text"));
    let reading = read_here(
        "a.jsonl",
        "{\"title\":\"Ebb\",\"text\":\" \"}\n{\"title\":\"\",\"text\":\"It rises.\"}\n",
    );
    assert_eq!(told(&reading), ["missing-text", "missing-title"]);
}

#[test]
fn the_first_line_of_a_plain_text_is_its_title_whatever_follows() {
    check(
        "a.txt",
        "The ice house\n\nIt stands by the church.\n\n- butter\n- fish\n",
        "The ice house",
        "It stands by the church.\n- butter\n- fish\n",
    );
    check(
        "a.txt",
        "Stores\n- butter\n- fish\n",
        "Stores",
        "- butter\n- fish\n",
    );
    check(
        "a.txt",
        "Before all.\n\n# The ice house\n\n- butter\n- fish\n",
        "The ice house",
        "Before all.\n# The ice house\n- butter\n- fish\n",
    );
    // A name made from that of the file is told of.
    for (path, text) in [
        ("ice.md", "It stands by the church.\n"),
        ("ice.txt", "It stands by\nthe church.\n\n- butter\n- fish\n"),
        (
            "ice.txt",
            "See [it](https://ice.example).\n\n- butter\n- fish\n",
        ),
    ] {
        let reading = read_here(path, text);
        assert_eq!(reading.documents[0].title, "ice", "{text}");
        assert_eq!(told(&reading), ["missing-title"], "{text}");
    }
}

#[test]
fn underlined_lines_are_the_headings_of_a_plain_text() {
    check(
        "a.txt",
        "The ice house\n=============\n\nIt stands.\n\nStores\n------\n\nButter\n\nMore of it than fish.\n\nShelves\n~~~~~~~\nTwo.\n\nOwners\n------\nNone.\n",
        "The ice house",
        "It stands.\n## Stores\nButter\nMore of it than fish.\n### Shelves\nTwo.\n## Owners\nNone.\n",
    );
    check(
        "a.rst",
        "*************\nThe ice house\n*************\n\nIt stands.\n\n======\nStores\n======\n\n- butter\n- fish\n",
        "The ice house",
        "It stands.\n## Stores\n- butter\n- fish\n",
    );
    check(
        "a.txt",
        "The ice house\n\nIt stands by the church.\n* * *\nhttps://ice.example/by-the-church\n\nNobody knows any more who built it.\n-----\nThe end.\n",
        "The ice house",
        "It stands by the church.\n---\nhttps://ice.example/by-the-church\nNobody knows any more who built it.\n---\nThe end.\n",
    );
    check(
        "a.txt",
        "-----\nThe ice house\n\n...\n",
        "The ice house",
        "...\n",
    );
    check("a.txt", "=====\n\n=====\n", "=====", "=====\n");
}

#[test]
fn a_letter_has_its_subject_for_a_title_and_no_address_in_it() {
    let letter = "From: \"Rut Roe\" <rut@ice.example>\nTo: all@ice.example,\n  more@ice.example\nSubject: The ice\n house\nDate: Thu, 14 Aug 1997 10:00:00 +0200\n\nIt stands\nby the church.\n\nNobody owns it.\n-- \nRut\n";
    let reading = check(
        "a.txt",
        letter,
        "The ice house",
        "It stands by the church.\nNobody owns it. -- Rut\n",
    );
    let document = &reading.documents[0];
    let date = document.published.map(crate::model::Stamp::to_rfc3339);
    assert_eq!(date.as_deref(), Some("1997-08-14T10:00:00+02:00"));
    assert_eq!(document.source, Some(Source::Title("Rut Roe".into())));
    assert_eq!(told(&reading), [""; 0]);
    // Packed for sending.
    let packed = letter.replace("Subject", "Content-Transfer-Encoding: base64\nSubject");
    let reading = read_here("a.eml", &packed);
    assert!(reading.documents.is_empty());
    assert_eq!(told(&reading), ["no-usable-text"]);
    // No letters.
    for (text, title) in [
        ("From: here\nto there\n\nIt is far.\n", "From: here"),
        (
            "From: a\nSubject: b\nTitle: Ice\nDate: 1997-08-14\n\nIt melts.\n",
            "Ice",
        ),
        (
            "From: the coast\n\nSubject: ice\n\nIt melts.\n",
            "From: the coast",
        ),
    ] {
        assert_eq!(read_here("a.txt", text).documents[0].title, title);
    }
}

#[test]
fn a_table_is_no_article() {
    for path in ["people.csv", "People.TSV"] {
        let reading = read_here(path, "name,town\nOda,Morville\n\"Bo, Jr\",Altmoor\n");
        assert!(reading.documents.is_empty());
        assert_eq!(told(&reading), ["no-usable-text"]);
        assert_eq!(reading.coverage.gaps(&reading.text), []);
    }
}

#[test]
fn a_category_that_holds_others_is_named_once() {
    let text = "---\ntitle: Kelp\ncategories:\n- [Sea, Plants]\n- [Sea, Food]\n- Uncategorized\n---\nIt grows.\n";
    let reading = read_here("a.md", text);
    assert_eq!(reading.documents[0].categories, ["Sea", "Plants", "Food"]);
}

/// Pieces of notes, manuals, mail and plain texts.
const PIECES: [&str; 32] = [
    "\n",
    "\n\n",
    " ",
    "word ",
    "é",
    "%%",
    "%% note %%",
    "==",
    "==word==",
    " ^name\n",
    "    ",
    "\t",
    "=== \"T\"\n",
    "!!! note \"T\"\n",
    "- ",
    "1. ",
    "> ",
    "# T\n",
    "`",
    "```\n",
    "![a|300](https://a.example/b)",
    "![[b.png|300]]",
    "| a | b |\n|---|---|\n",
    "| c | d | e |\n",
    "{{% x %}}",
    "{% raw %}",
    "{% endraw %}",
    "=====\n",
    "-----\n",
    "From: A <a@a.example>\nSubject: b\n",
    "Date: 2024-01-01\n",
    "\\",
];

proptest! {
    #[test]
    fn any_mixture_of_their_pieces_is_read(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..40), name in 0..3_usize) {
        let path = ["a.txt", "a.md", "a.rst"][name];
        let reading = read(path, pieces.concat().as_bytes(), &ReadContext::default());
        assert_sound(&reading);
    }
}
