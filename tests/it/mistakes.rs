//! A folder with twenty planted mistakes, as an editor who has never seen the program meets it.

use std::fs;
use std::process::Command;

use super::scratch::Scratch;

/// Name, bytes, and what is wrong with it.
type Mistake = (&'static str, &'static [u8], &'static str);

const PAGE: &str = "Dove Logo\nKnow more\nBuy our mugs\n\nHome \u{a0} Categories \u{a0} Search\n\nThe lock at Elm Weir\n\n\
    river desk -- Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time\nCategories: Rivers\nThe lock at Elm Weir\n\n\
    The lock is closed.\n\nExpand\n\nSign Our Petition\n\n\nOpinion:\n\nIt should open.\n\n\nSign Our Petition\n\n\n\
    3 Related Article(s):\n\nOne\n\nTwo\n\n\nUpdated very often\nAll Opinions and Actions are (C)opyright 2025 - Example.org";

const MISTAKES: &[Mistake] = &[
    ("01-picture.md", b"\x89PNG\r\n\x1a\n\0\0", "binary-file"),
    ("02-empty.md", b"\n\n", "empty-file"),
    (
        "03-no-words.html",
        b"<html><body></body></html>",
        "no-usable-text",
    ),
    (
        "04-no-end.md",
        b"---\ntitle: The ferry\n\nIt sails at noon.\n",
        "unclosed-header",
    ),
    (
        "05-colon.md",
        b"---\ntitle: Grain: the harvest: a report\n---\nIt was good.\n",
        "malformed-header",
    ),
    (
        "06-list.md",
        b"---\ntitle: [One, Two]\n---\nWords.\n",
        "wrong-value",
    ),
    (
        "07-records.jsonl",
        b"{\"title\":\"A\",\"text\":\"a\"}\n{\"title\":\"B\",\"text\":\n{\"title\":\"C\"}\n",
        "malformed-record",
    ),
    ("07-records.jsonl", b"", "missing-field"),
    (
        "08-cut-off.xml",
        b"<rss version=\"2.0\"><channel><item></channel>",
        "mended-feed",
    ),
    (
        "09-slug.md",
        b"---\ntitle: The weir\nslug: The Weir!\n---\nWords.\n",
        "invalid-slug",
    ),
    (
        "10-date.md",
        b"---\ntitle: The bridge\ndate: next week\n---\nWords.\n",
        "unreadable-date",
    ),
    (
        "11-zone.md",
        b"---\ntitle: The mill\ndate: 2024-01-01 10:00 Mill Time\n---\nWords.\n",
        "unknown-zone",
    ),
    (
        "12-weekday.md",
        b"---\ntitle: The pond\ndate: Sunday, January 1, 2024\n---\nWords.\n",
        "weekday-mismatch",
    ),
    (
        "13-twice.md",
        b"---\ntitle: The clock\ndate: 2025-11-02 01:30 ET\n---\nWords.\n",
        "ambiguous-time",
    ),
    (
        "14-never.md",
        b"---\ntitle: The tower\ndate: 2025-03-09 02:30 ET\n---\nWords.\n",
        "skipped-time",
    ),
    ("15-page.txt", PAGE.as_bytes(), "missing-source"),
    ("15-page.txt", b"", "related-count"),
    ("15-page.txt", b"", "unplaced-text"),
    (
        "16-tag.md",
        "# Gr\u{fc}\u{df}e \u{1f41f}\n\nÖl {{< figure src=\"x\" >}} here.\n".as_bytes(),
        "template-tag",
    ),
    (
        "17-link.md",
        b"# The path\n\nSee [the map](javascript:alert(1)).\n",
        "refused-link",
    ),
];

#[test]
fn twenty_planted_mistakes_are_told_in_one_run_with_place_and_cure() {
    let scratch = Scratch::new();
    fs::create_dir_all(scratch.path("seeds")).expect("a folder");
    for (name, bytes, _) in MISTAKES.iter().filter(|(_, bytes, _)| !bytes.is_empty()) {
        fs::write(scratch.path("seeds").join(name), bytes).expect("a seed");
    }
    scratch.write("seeds/site.toml", "time_zone = \"America/New_York\"\n");
    let out = Command::new(env!("CARGO_BIN_EXE_bundler"))
        .arg("check")
        .current_dir(scratch.path("."))
        .env_remove("DOVECOTE_SEEDS")
        .output()
        .expect("the program");
    assert_eq!(out.status.code(), Some(1));
    let said = String::from_utf8(out.stderr).expect("UTF-8");
    assert_eq!(MISTAKES.len(), 20);
    for (name, _, code) in MISTAKES {
        let told = said.lines().any(|line| {
            line.starts_with(&format!("seeds/{name}:")) && line.contains(&format!("[{code}]"))
        });
        assert!(told, "{name}: {code}\n{said}");
    }
    insta::assert_snapshot!(said, @r#"
    seeds/01-picture.md:1:1: error[binary-file]: this is a PNG picture, not a text
       = help: move it out of the folder of documents

    seeds/02-empty.md:1:1: error[empty-file]: the file is empty
       = help: write the document, or delete the file

    seeds/03-no-words.html:1:1: error[no-usable-text]: no text was found in this page
     1 | <html><body></body></html>
       | ^
       = help: save the page again when it is fully loaded, or copy its text into a Markdown file

    seeds/03-no-words.html:1:1: warning[missing-title]: the page has no title; "03 no words" was made from the file name
     1 | <html><body></body></html>
       | ^
       = help: give the page a <title> or a first heading

    seeds/04-no-end.md:1:1: error[unclosed-header]: the header that begins here never ends
     1 | ---
       | ^^^
       = help: end the header with a line like the one it began with

    seeds/05-colon.md:2:13: error[malformed-header]: this is not valid YAML: mapping values are not allowed in this context
     2 | title: Grain: the harvest: a report
       |             ^^^^^^^^^^^^^^^^^^^^^^^
       = help: quote values that hold `: ` or begin with a special sign, and indent with blanks
       = `check --fix` writes `"Grain: the harvest: a report"`

    seeds/06-list.md:2:8: warning[wrong-value]: a title is one line of text; its characters are taken as they stand
     2 | title: [One, Two]
       |        ^^^^^^^^^^
       = help: put the title in quotes

    seeds/07-records.jsonl:2:20: error[malformed-record]: this line is not valid JSON: EOF while parsing a value at line 1 column 20
     2 | {"title":"B","text":
       |                    ^
       = help: mend the line or delete it; the other lines are read

    seeds/07-records.jsonl:3:1: error[missing-field]: the record has no `text`
     3 | {"title":"C"}
       | ^
       = help: add the field, with a string

    seeds/08-cut-off.xml:1:29: warning[missing-title]: an entry has no title; "Untitled" was made from its text
     1 | <rss version="2.0"><channel><item></channel>
       |                             ^
       = help: add a title to the entry

    seeds/08-cut-off.xml:1:35: warning[mended-feed]: the elements of this feed do not end where they should; it was read as far as it goes
     1 | <rss version="2.0"><channel><item></channel>
       |                                   ^^^^^^^^^^
       = help: fetch it again; a feed has to be well-formed

    seeds/09-slug.md:3:7: warning[invalid-slug]: this slug cannot stand in an address; `the-weir` is used
     3 | slug: The Weir!
       |       ^^^^^^^^^
       = help: write `slug: the-weir`
       = `check --fix` writes `the-weir`

    seeds/10-date.md:3:7: warning[unreadable-date]: this date cannot be read, so the article has none
     3 | date: next week
       |       ^^^^^^^^^
       = help: write it as 2025-08-17 or 2025-08-17T20:25:57-04:00

    seeds/11-zone.md:3:7: warning[unknown-zone]: the time zone "Mill Time" is not known; the zone of the site was used
     3 | date: 2024-01-01 10:00 Mill Time
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^
       = help: write a zone such as `Eastern Daylight Time`, or an offset such as `-04:00`

    seeds/12-weekday.md:3:7: warning[weekday-mismatch]: 1 January 2024 was a Monday, not a Sunday
     3 | date: Sunday, January 1, 2024
       |       ^^^^^^^^^^^^^^^^^^^^^^^
       = help: write Monday, or mend the date

    seeds/13-twice.md:3:7: warning[ambiguous-time]: this time came twice that day; the earlier was taken
     3 | date: 2025-11-02 01:30 ET
       |       ^^^^^^^^^^^^^^^^^^^
       = help: write Standard or Daylight, or an offset

    seeds/14-never.md:3:7: warning[skipped-time]: this time never came that day; the clocks were set forward over it
     3 | date: 2025-03-09 02:30 ET
       |       ^^^^^^^^^^^^^^^^^^^
       = help: mend the time, or write an offset

    seeds/15-page.txt:3:1: warning[unplaced-text]: these words have no place in the article
     3 | Buy our mugs
       | ^^^^^^^^^^^^
       = help: move them into the text, delete them, or name them as furniture in site.toml

    seeds/15-page.txt:9:1: warning[missing-source]: this is not the name of a host, so it is kept as the name of the source
     9 | river desk -- Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time
       | ^^^^^^^^^^
       = help: write a host such as `news.example.org`

    seeds/15-page.txt:28:1: warning[related-count]: 3 related articles are announced, 2 are listed
     28 | 3 Related Article(s):
        | ^^^^^^^^^^^^^^^^^^^^^
       = help: write `2 Related Article(s):`, or look for a missing line

    seeds/16-tag.md:3:4: warning[template-tag]: this template tag is not run; it is shown as it is
     3 | Öl {{< figure src="x" >}} here.
       |    ^^^^^^^^^^^^^^^^^^^^^^
       = help: replace it with what it would have produced

    seeds/17-link.md:3:5: warning[refused-link]: this link was taken out: only http, https, mailto and tel addresses are linked
     3 | See [the map](javascript:alert(1)).
       |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       = help: write an http, https, mailto or tel address
    "#);
}
