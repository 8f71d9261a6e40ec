//! Pages in our own words, one for every peculiarity of the dialects.

use super::*;

const HEAD: &str = "Example Archive Logo\nKnow the treaties\n\nHome \u{a0} \u{a0} Categories \u{a0} \u{a0} Search \u{a0} \u{a0} Subscribe\n\n";
const FOOT: &str =
    "\n\nUpdated very often\nAll Opinions and Actions are (C)opyright 2025 - Example.org";

/// A whole page around a report and a to-do layer.
fn page(title: &str, report: &str, todo: &str, related: &str) -> String {
    format!(
        "{HEAD}{title}\n\nwire.example.co.uk -- Monday, September 1, 2025, 12:05:09\u{202f}AM Eastern Daylight Time\nCategories: Grain & Sea, U.S.\u{2013}NATO Relations\n{title}\n\n{report}\n\nExpand\n\nSign Our Petition\n\n\nOpinion:\n\nReasonable people differ.\n\nAction:\n\nRead the text of the treaty.\n\nTo Do:\n\n{todo}\n\n\nSign Our Petition\n\n\n{related}{FOOT}"
    )
}

#[test]
fn a_whole_page_gives_every_field() {
    let text = page(
        "Ships sail -- slowly -- again",
        "The first ship left port.\n\nThe second followed.",
        "Write a letter.",
        "\n2 Related Article(s):\n\nShips & grain | Example TV\n\nWhy ships wait?\n",
    );
    let reading = read_here("a.txt", &text);
    assert_all_accounted_for(&reading);
    assert_words_kept(&reading);
    let document = &reading.documents[0];
    assert_eq!(document.title, "Ships sail -- slowly -- again");
    assert_eq!(
        document.source,
        Some(crate::model::Source::Host("wire.example.co.uk".into()))
    );
    assert_eq!(
        document
            .published
            .map(crate::model::Stamp::to_rfc3339)
            .as_deref(),
        Some("2025-09-01T00:05:09-04:00")
    );
    assert_eq!(
        document.categories,
        ["Grain & Sea", "U.S.\u{2013}NATO Relations"]
    );
    assert_eq!(
        document.listed_related,
        ["Ships & grain | Example TV", "Why ships wait?"]
    );
    assert_eq!(document.kind.form(), Some("full"));
    assert_eq!(reading.problems, []);
}

#[test]
fn words_of_the_frame_inside_the_report_are_words_of_the_report() {
    let report = "Expand\n\nThe list is long:\n\nOpinion:\n\nSign Our Petition\n\nUpdated very often\n\n* item one\n\n- Name -\n\n3 Related Article(s):\n\nAction:\n\nTo Do:\n\nExpand";
    let reading = read_here("a.txt", &page("A list", report, "Write.", ""));
    assert_all_accounted_for(&reading);
    assert_words_kept(&reading);
    let expected: Vec<&str> = report.split("\n\n").collect();
    let found: Vec<String> = reading.documents[0]
        .blocks(LayerKind::Report)
        .iter()
        .map(Block::plain)
        .collect();
    assert_eq!(found, expected);
    assert_eq!(
        outline(reading.documents[0].blocks(LayerKind::Opinion)),
        "Reasonable people differ.\n"
    );
    assert_eq!(
        outline(reading.documents[0].blocks(LayerKind::Todo)),
        "Write.\n"
    );
}

#[test]
fn the_bare_form_has_its_petition_glued_to_the_opinion() {
    let text = "A treaty -- in brief\nnews-7.example.com -- Friday, January 2, 2026, 1:02:03\u{a0}PM Eastern Standard Time\nCategories: Uncategorized\n\nThe report begins.\nOpinion:\nSign Our Petition, it said.\nIt goes on.\nSign Our PetitionThe matter is open.\nThere are two sides.\nAction:\nRead it.\nTo Do:\n1. **Read:** - The text.\n2. **Write:** - A letter.";
    let reading = read_here("a.txt", text);
    assert_all_accounted_for(&reading);
    assert_words_kept(&reading);
    let document = &reading.documents[0];
    assert_eq!(
        (document.kind.form(), document.title.as_str()),
        (Some("bare"), "A treaty -- in brief")
    );
    assert_eq!(document.categories, Vec::<String>::new());
    assert_eq!(
        outline(document.blocks(LayerKind::Report)),
        "The report begins.\nOpinion:\nSign Our Petition, it said.\nIt goes on.\n"
    );
    assert_eq!(
        outline(document.blocks(LayerKind::Opinion)),
        "The matter is open.\nThere are two sides.\n"
    );
    assert_eq!(outline(document.blocks(LayerKind::Action)), "Read it.\n");
    assert_eq!(
        outline(document.blocks(LayerKind::Todo)),
        "1. Read:\n  - The text.\n2. Write:\n  - A letter.\n"
    );
}

#[test]
fn lines_that_may_be_absent_may_be_absent() {
    let text = "A treaty\n\na.example -- Friday, January 2, 2026, 12:00:00 PM Eastern Standard Time\n\nThe report.\n\nMore of it.";
    let reading = read_here("a.txt", text);
    assert_all_accounted_for(&reading);
    assert_eq!(
        outline(reading.documents[0].blocks(LayerKind::Report)),
        "The report.\nMore of it.\n"
    );
    assert_eq!(
        reading.documents[0]
            .published
            .map(crate::model::Stamp::to_rfc3339)
            .as_deref(),
        Some("2026-01-02T12:00:00-05:00")
    );
}

#[test]
fn a_blog_page_gives_key_points_and_the_title_it_is_drawn_from() {
    let text = "A treaty\n\nA treaty\n  • One point.\n  • Another.\n\nA long paragraph.\n\nSource: Treaties: a history\n\nPost a Comment\n\nPrevious Post Next Post";
    let reading = read_here("a.txt", text);
    assert_all_accounted_for(&reading);
    assert_words_kept(&reading);
    let document = &reading.documents[0];
    assert_eq!(document.key_points, ["One point.", "Another."]);
    assert_eq!(
        document.source,
        Some(crate::model::Source::Title("Treaties: a history".into()))
    );
    assert_eq!(
        outline(document.blocks(LayerKind::Report)),
        "A long paragraph.\n"
    );
}

#[test]
fn the_chrome_of_a_blog_is_not_its_text() {
    let text = "A treaty\n\nA treaty\n\nPosted on 2024-07-10 by Jane Roe\n\nWords here.\n\nPosted in Law, Sea\nLabels: a, b\n3 comments:\nTeilen\nKommentar veröffentlichen\nNeuerer Post Älterer Post\n";
    let reading = read_here("a.txt", text);
    assert_all_accounted_for(&reading);
    let document = &reading.documents[0];
    assert_eq!(outline(document.blocks(LayerKind::Report)), "Words here.\n");
    assert_eq!(reading.problems.len(), 0);
    assert_eq!(
        document
            .published
            .map(crate::model::Stamp::to_rfc3339)
            .as_deref(),
        Some("2024-07-10T00:00:00-04:00")
    );
    assert_eq!(
        (document.categories.as_slice(), document.labels.len()),
        (&["Law".to_owned(), "Sea".to_owned()][..], 2)
    );
}

#[test]
fn chrome_that_nobody_knows_is_kept_out_below_the_source() {
    let text = "A treaty\n\nA treaty\n\nWords here.\n\nPosted in Law\n\nFiled under: Sea\n\nSource: Treaties: a history\n\nBeam it up\n\nEmail ThisBlogThis!Share to XShare to Facebook\n\nComments (3)\n\nPost a Comment\n\nNewer Post Older Post Home\n";
    let reading = read_here("a.txt", text);
    assert_eq!(reading.coverage.gaps(&reading.text), [], "gaps");
    let document = &reading.documents[0];
    assert_eq!(outline(document.blocks(LayerKind::Report)), "Words here.\n");
    assert_eq!(document.categories, ["Law", "Sea"]);
    assert_eq!(
        document.source,
        Some(crate::model::Source::Title("Treaties: a history".into()))
    );
    let told: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| problem.span.of(&reading.text))
        .collect();
    assert_eq!(told, ["Beam it up"]);
}

#[test]
fn words_of_the_frame_in_titles_are_titles() {
    let text = "Title: a study\nRiver Desk — Friday, January 2, 2026, 1:02:03 PM Eastern Standard Time\nCategories: Law\n\nThe report.\n\nExpand\n\nSign Our Petition\n\n\nOpinion:\n\nAn opinion.\n\n\nSign Our Petition\n\n\n\n3 Related Article(s):\n\nSign Our Petition, says a port\n\nOpinion:\n\nAnother title\n";
    let reading = read_here("a.txt", text);
    let document = &reading.documents[0];
    assert_eq!(document.title, "Title: a study");
    assert_eq!(
        document.source,
        Some(crate::model::Source::Title("River Desk".into()))
    );
    assert!(document.published.is_some());
    assert_eq!(
        document.listed_related,
        [
            "Sign Our Petition, says a port",
            "Opinion:",
            "Another title"
        ]
    );
    assert_eq!(
        outline(document.blocks(LayerKind::Opinion)),
        "An opinion.\n"
    );
}

#[test]
fn a_headed_document_takes_turns() {
    let text = "A treaty\nHow it began: 1987\nIn early March 1987 the talks began.\nWho was there...\nTwo delegations were.\n";
    let reading = read_here("a.txt", text);
    assert_all_accounted_for(&reading);
    let document = &reading.documents[0];
    assert_eq!(
        outline(document.blocks(LayerKind::Report)),
        "## How it began: 1987\nIn early March 1987 the talks began.\n## Who was there...\nTwo delegations were.\n"
    );
    assert_eq!(document.published, None);
    assert_eq!(
        document
            .inferred_date
            .map(|stamp| (stamp.precision(), stamp.is_inferred())),
        Some((crate::model::Precision::Month, true))
    );
}

#[test]
fn sections_of_markdown_become_layers() {
    let text = "---\ntitle: A treaty\ncategories: [One, Two]\ndraft: true\naliases: [/old/]\n---\nWords [here](https://example.org/a) and [there](/x).\n\n1. one\n   - deep\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## Opinion\n\nThat.\n\n## Action\n\nThis.\n\n## To Do\n\n- **Treaty Institute**\n  - Phone: (202) 555-0100\n  - Email: example.org/contact\n\n### More\n\nDone.\n";
    let reading = read_here("a.md", text);
    assert_all_accounted_for(&reading);
    let document = &reading.documents[0];
    assert_eq!(
        outline(document.blocks(LayerKind::Report)),
        "Words here and there.\n1. one\n  - deep\n2. two\n<a b\n1 2>\n"
    );
    assert_eq!(outline(document.blocks(LayerKind::Opinion)), "That.\n");
    assert_eq!(
        outline(document.blocks(LayerKind::Todo)),
        "- Treaty Institute\n  - Phone: (202) 555-0100\n  - Email: example.org/contact\n### More\nDone.\n"
    );
    assert_eq!(
        (
            document.categories.len(),
            document.draft,
            document.aliases.as_slice()
        ),
        (2, true, &["/old/".to_owned()][..])
    );
    let contact = &document.contacts[0];
    assert_eq!(
        (
            contact.name.as_str(),
            contact.phones.len(),
            contact.urls.len(),
            contact.emails.len()
        ),
        ("Treaty Institute", 1, 1, 0)
    );
    assert_eq!(reading.problems, []);
}

#[test]
fn a_record_without_a_title_or_without_a_text_is_an_article_all_the_same() {
    let check = |line: &str, title: Option<&str>, problem: Option<&str>| {
        let reading = read_here("a.jsonl", line);
        let titles = reading.documents.iter().map(|d| d.title.as_str());
        assert_eq!(
            titles.collect::<Vec<_>>(),
            title.into_iter().collect::<Vec<_>>(),
            "{line}"
        );
        let codes = reading.problems.iter().map(|p| p.code.name());
        assert_eq!(
            codes.collect::<Vec<_>>(),
            problem.into_iter().collect::<Vec<_>>(),
            "{line}"
        );
    };
    check(
        r#"{"title":"Tides","text":""}"#,
        Some("Tides"),
        Some("missing-text"),
    );
    check(
        r#"{"title":"","text":"The tides of the northern seas. They rise."}"#,
        Some("The tides of the northern seas"),
        Some("missing-title"),
    );
    check(r#"{"title":" ","text":""}"#, None, Some("missing-title"));
}

#[test]
fn a_line_of_json_is_a_document() {
    let text = "{\"id\":7,\"title\":\"A treaty\",\"text\":\"One.\\n\\nTwo.\",\"labels\":[\"x\"],\"date\":\"2024-07-10\",\"source\":\"example.org\"}\n{\"title\":\"B\"}\nnot json\n{\"title\":\"C\",\"text\":\"Words.\"}\n";
    let reading = read_here("a.jsonl", text);
    let titles: Vec<&str> = reading
        .documents
        .iter()
        .map(|document| document.title.as_str())
        .collect();
    assert_eq!(titles, ["A treaty", "C"]);
    let found: Vec<(&str, u32)> = reading
        .problems
        .iter()
        .map(|problem| (problem.code.name(), problem.line))
        .collect();
    assert_eq!(found, [("missing-field", 2), ("malformed-record", 3)]);
    let first = &reading.documents[0];
    assert_eq!(
        (
            first.id.as_deref(),
            first.labels.len(),
            first.blocks(LayerKind::Report).len()
        ),
        (Some("7"), 1, 2)
    );
}
