//! Headers of Markdown, as generators and their authors write them.

use super::*;

#[test]
fn markdown_is_read_with_every_kind_of_header() {
    let check = |path: &str, text: &str, title: &str, published: Option<&str>| {
        let reading = read_here(path, text);
        assert_all_accounted_for(&reading);
        let document = &reading.documents[0];
        assert_eq!(document.title, title, "{path}");
        assert_eq!(
            document
                .published
                .map(crate::model::Stamp::to_rfc3339)
                .as_deref(),
            published,
            "{path}"
        );
        assert_eq!(
            outline(document.blocks(LayerKind::Report)),
            "Words.\n",
            "{path}"
        );
    };
    check(
        "a.md",
        "---\ntitle: A treaty\ndate: 2024-07-10\n---\n\nWords.\n",
        "A treaty",
        Some("2024-07-10T00:00:00-04:00"),
    );
    check(
        "b.md",
        "\u{feff}---\r\n# why\r\ntitle: \"A: treaty\"\r\ndate: \"2024-07-10T01:02:03Z\"\r\n---\r\n\r\nWords.\r\n",
        "A: treaty",
        Some("2024-07-10T01:02:03Z"),
    );
    check(
        "c.md",
        "---\ntitle: >-\n  A long\n  title\ndate: 2024-07-10 01:02:03 +02:00\ntags: [a, b]\n---\nWords.",
        "A long title",
        Some("2024-07-10T01:02:03+02:00"),
    );
    check(
        "d.md",
        "+++\ntitle = 'A treaty'\ndate = 2024-07-10T01:02:03-07:00\n[taxonomies]\ntags = [\"a\"]\n+++\nWords.",
        "A treaty",
        Some("2024-07-10T01:02:03-07:00"),
    );
    check(
        "e.md",
        "{\n  \"title\": \"A treaty\",\n  \"date\": \"2024-07-10\"\n}\n\nWords.",
        "A treaty",
        Some("2024-07-10T00:00:00-04:00"),
    );
    check(
        "f.md",
        "Title: A treaty\nDate: 2024-07-10 10:20\n\nWords.",
        "A treaty",
        Some("2024-07-10T10:20:00-04:00"),
    );
    check(
        "posts/2024-07-10-a-treaty.md",
        "---\ntitle: A treaty\n---\nWords.",
        "A treaty",
        Some("2024-07-10T00:00:00-04:00"),
    );
    check(
        "i.md",
        "title: A treaty\ntags:\n- a\ndate: 2024/07/10 10:20:30\n---\nWords.",
        "A treaty",
        Some("2024-07-10T10:20:30-04:00"),
    );
    check(
        "j.md",
        "---\ntitle: A treaty\ndate:\n  created: 2024-07-10\n  updated: 2024-07-11\n---\nWords.",
        "A treaty",
        Some("2024-07-10T00:00:00-04:00"),
    );
    check("g.md", "# A treaty\n\nWords.", "A treaty", None);
    check(
        "h.md",
        "---\ntitle: 2024\ndate: 20240710\n---\n# 2024\n\nWords.",
        "2024",
        Some("2024-07-10T00:00:00-04:00"),
    );
}

#[test]
fn headers_of_every_generator_say_title_and_date() {
    for (path, text) in [
        (
            "a.md",
            "<!--\n * @Date: 2019-08-27\n-->\n---\ntitle: A thing\ndate: 2020-11-30\n---\nBody\n",
        ),
        (
            "a.md",
            "<!--\n---\ntitle: A thing\ndate: 2020-11-30\n---\n-->\n\nBody\n",
        ),
        (
            "a.md",
            "{:title \"A thing\"\n :date \"30-11-2020\"\n :tags [\"a\" \"b\"] :layout :post}\n\nBody\n",
        ),
        (
            "a.md",
            "---\ntitle = \"A thing\"\ndate = 2020-11-30\n---\nBody\n",
        ),
        ("a.md", "+++\ntitle: A thing\ndate: 2020-11-30\n+++\nBody\n"),
        (
            "a.md",
            "@def title = \"A thing\"\n@def rss_pubdate = Date(2020, 11, 30)\n\nBody\n",
        ),
        (
            "a.md",
            "%{\n  title: \"A thing\",\n  date: ~D[2020-11-30],\n  tags: ~w(a b)\n}\n---\nBody\n",
        ),
        (
            "a.md",
            "title=A thing\ndate=2020-11-30\nstatus=published\n~~~~~~\nBody\n",
        ),
        (
            "a.md",
            ";;;;;\ntitle: A thing\ndate: 2020-11-30\n;;;;;\nBody\n",
        ),
        (
            "a.md",
            "[[!meta title=\"A thing\"]]\n[[!meta date=\"2020-11-30\"]]\n\nBody\n",
        ),
        (
            "a.md",
            "<!--\n---\ntitle: A thing\ndate: 2020-11-30\n---\n-->\n<p>Body</p>\n",
        ),
        ("a.md", "--\ntitle: A thing\ndate: 2020-11-30\n--\n\nBody\n"),
        ("a.md", "    Title: A thing\n    Date: 2020-11-30\n\nBody\n"),
        (
            "a.md",
            "/*\nTitle: A thing\nDate: 30 November 2020\n*/\n\nBody\n",
        ),
        ("a.md", "title:A thing\nslug:x\ndate:2020-11-30\n\nBody\n"),
        ("a.md", "title: \"A thing\"\ndate: 2020-11-30\n\nBody\n"),
        (
            "a.md",
            "{{{\n\"title\": \"A thing\",\n\"date\": \"2020-11-30\"\n}}}\nBody\n",
        ),
        ("2020-11-30-a.md", "---\ntitle: A thing\n---\nBody\n"),
        (
            "a.md",
            "---\ntitle: A thing\n发布日期: 2020-11-30\n---\nBody\n",
        ),
    ] {
        let reading = read_here(path, text);
        assert_all_accounted_for(&reading);
        let document = &reading.documents[0];
        let day = document
            .published
            .map(|stamp| stamp.to_rfc3339()[..10].to_owned());
        assert_eq!(
            (document.title.as_str(), day.as_deref()),
            ("A thing", Some("2020-11-30")),
            "{text}"
        );
        assert_eq!(
            outline(document.blocks(LayerKind::Report)),
            "Body\n",
            "{text}"
        );
    }
}

#[test]
fn broken_headers_cost_neither_title_nor_text() {
    for (text, code) in [
        (
            "---\nlayout: post\ntitle: A thing\ndate: 2020-11-30\n--\n\nBody\n",
            Code::UnclosedHeader,
        ),
        (
            "---\nlayout: post\ntitle: A thing\ndate: 2020-11-30\n\nBody\n",
            Code::UnclosedHeader,
        ),
        (
            "---\nlayout: post\n title: A thing\n date: 2020-11-30\n---\nBody\n",
            Code::MalformedHeader,
        ),
        (
            "---\ntitle：A thing\ndate: 2020-11-30\n---\nBody\n",
            Code::MalformedHeader,
        ),
    ] {
        let reading = read_here("a.md", text);
        assert_eq!(reading.coverage.gaps(&reading.text), [], "{text}");
        assert!(
            reading.problems.iter().any(|problem| problem.code == code),
            "{text}"
        );
        let document = &reading.documents[0];
        assert_eq!(document.title, "A thing", "{text}");
        assert!(document.published.is_some(), "{text}");
        assert_eq!(
            outline(document.blocks(LayerKind::Report)),
            "Body\n",
            "{text}"
        );
    }
    let rule = read_here("a.md", "---\n\nSome text: with a colon.\n\nMore.\n");
    let blocks = rule.documents[0].blocks(LayerKind::Report);
    assert_eq!(outline(blocks), "Some text: with a colon.\nMore.\n");
    let no_field = read_here("a.md", "---\nAt 12:30 they left.\nAnd came.\n\nMore.\n");
    let blocks = no_field.documents[0].blocks(LayerKind::Report);
    assert_eq!(outline(blocks), "At 12:30 they left. And came.\nMore.\n");
}

#[test]
fn the_name_of_a_file_settles_which_day_a_date_means() {
    let day = |path: &str| {
        let reading = read_here(path, "---\ntitle: A\ndate: 10-07-2012 08:00\n---\nBody\n");
        let stamp = reading.documents[0]
            .published
            .map(|stamp| stamp.to_rfc3339());
        (
            stamp.map(|stamp| stamp[..16].to_owned()),
            reading.problems.len(),
        )
    };
    assert_eq!(
        day("2012-07-10-a.md"),
        (Some("2012-07-10T08:00".to_owned()), 0)
    );
    assert_eq!(
        day("2012-10-07-a.md"),
        (Some("2012-10-07T08:00".to_owned()), 0)
    );
    assert_eq!(day("a.md"), (Some("2012-10-07T08:00".to_owned()), 1));
}

#[test]
fn titles_and_dates_survive_careless_headers() {
    let check = |path: &str, text: &str, title: &str, published: Option<&str>, slug: &str| {
        let reading = read_here(path, text);
        assert_eq!(reading.coverage.gaps(&reading.text), []);
        let document = &reading.documents[0];
        let day = document.published.map(crate::model::Stamp::to_rfc3339);
        assert_eq!(
            (
                document.title.as_str(),
                day.as_deref().map(|day| &day[..10]),
                document.slug.as_str()
            ),
            (title, published, slug),
            "{path}: {text}"
        );
    };
    check(
        "a.md",
        "---\ntitle: [Solved] The tide: again # and again\ndate: 2024-07-10 # noon\n---\nWords.",
        "[Solved] The tide: again",
        Some("2024-07-10"),
        "a",
    );
    check(
        "a.md",
        "---\ntitle: [Tides]\ndate: 2024-7-1\n---\nWords.",
        "[Tides]",
        Some("2024-07-01"),
        "a",
    );
    check(
        "a.md",
        "---\ntitle: {{ name }}\n---\nWords.",
        "{{ name }}",
        None,
        "a",
    );
    check(
        "a.md",
        "---\ntitle: >-\n  The tide\n  turns\nlead: a: b: c\ndate: 2024年7月10日\n---\nWords.",
        "The tide turns",
        Some("2024-07-10"),
        "a",
    );
    check(
        "a.md",
        "---\ndate: &day 2024-07-10\nupdated: *day\ntitle: Tide\ndate: 2024-07-11\n---\nWords.",
        "Tide",
        Some("2024-07-11"),
        "a",
    );
    check(
        "2024-07-10-the-tide.html.markdown",
        "---\ntitle: The tide\n---\nWords.",
        "The tide",
        Some("2024-07-10"),
        "the-tide",
    );
    check(
        "blog/2024/07/10/tide.md",
        "---\ntitle: The tide\n---\nWords.",
        "The tide",
        Some("2024-07-10"),
        "tide",
    );
    check(
        "posts/2024-07-10-tide/index.zh-cn.md",
        "---\ntitle: 潮\n---\nWords.",
        "潮",
        Some("2024-07-10"),
        "tide",
    );
    check(
        "a.mdx",
        "import Tide from './tide';\n\n# The tide\n\nWords.",
        "The tide",
        None,
        "a",
    );
}

/// What generators take, though no specification does; nothing of it is a mistake that an author would be told of.
#[test]
fn headers_are_read_as_generators_read_them() {
    let cases: &[(&str, &str, &str, Option<&str>)] = &[
        // Fences, and what stands in their place.
        (
            "a.md",
            "---\ntitle: Tide\ndate: 2024-07-10\n-----\n\nWords.\n\n---\n\nMore.",
            "Tide",
            Some("2024-07-10"),
        ),
        (
            "a.md",
            "+++\ntitle = 'Tide'\ndate = 2024-07-10\n++++\nWords.",
            "Tide",
            Some("2024-07-10"),
        ),
        (
            "a.md",
            "title: \"Tide\"\ndate: 2024-07-10 10:31:00\ntags: [x]\n\n---\nWords.",
            "Tide",
            Some("2024-07-10"),
        ),
        (
            "a.md",
            "tags:\n- a\n\ntitle: Tide\ndate: 2024-07-10\n-----\nWords.",
            "Tide",
            Some("2024-07-10"),
        ),
        (
            "a.md",
            "Series: Seas\nTitle: Tide: out\nDate: 2024-07-10 19:45\n\nWords.",
            "Tide: out",
            Some("2024-07-10"),
        ),
        (
            "a.md",
            "<!--\n.. link:\n.. date: 2024/07/10 02:07:32\n.. title: Tide\n-->\n\nWords.",
            "Tide",
            Some("2024-07-10"),
        ),
        (
            "a.md",
            "<!--\n.. title: Tide\n.. date: 2024-07-10 09:33:15 UTC-05:00\n-->\n\n<p>Words.</p>",
            "Tide",
            Some("2024-07-10"),
        ),
        // YAML as libyaml has it.
        (
            "a.md",
            "---\ntitle: '\nTide: an ebb\n'\ndate: 2024-07-10\n---\nWords.",
            "Tide: an ebb",
            Some("2024-07-10"),
        ),
        (
            "a.md",
            "---\ntags: [\n  \"one\", # the first\n  'two'\n]\ntitle: Tide\n---\nWords.",
            "Tide",
            None,
        ),
        (
            "a.md",
            "---\ntitle:\tTide\ndate:\t2024-07-10\n---\nWords.",
            "Tide",
            Some("2024-07-10"),
        ),
        (
            "a.md",
            "---\ntitle: \"\nTide\nand time\"\ndate: 2024-07-10\n---\nWords.",
            "Tide and time",
            Some("2024-07-10"),
        ),
        (
            "a.md",
            "---\ntitle: !binary |-\n  w4lidA==\n---\nWords.",
            "Ébt",
            None,
        ),
        // Names that say the day, or nothing else.
        (
            "blog/2024/07-10-tide.mdx",
            "---\ntitle: Tide\n---\nWords.",
            "Tide",
            Some("2024-07-10"),
        ),
        (
            "blog/2024/07/10-tide.md",
            "---\ntitle: Tide\n---\nWords.",
            "Tide",
            Some("2024-07-10"),
        ),
        (
            "blog/2024/07/10/tide/index.md",
            "---\ntitle: Tide\n---\nWords.",
            "Tide",
            Some("2024-07-10"),
        ),
        (
            "diary/2024-07-10.md",
            "Words.",
            "2024-07-10",
            Some("2024-07-10"),
        ),
        (
            "2024-07-10---the-tide/index.md",
            "Words.",
            "the tide",
            Some("2024-07-10"),
        ),
        // Headings.
        (
            "a.md",
            "## Tide\n\nWords.\n\n## More\n\nWords.",
            "Tide",
            None,
        ),
        ("a.md", "\u{feff}# Tide\n\nWords.", "Tide", None),
        ("a.md", "## Low\n\nWords.\n\n# Tide\n\nWords.", "Tide", None),
        // Names of fields.
        (
            "a.md",
            "---\ntitle: Tide\ncreation_date: 2024-07-10 11:39\n---\nWords.",
            "Tide",
            Some("2024-07-10"),
        ),
    ];
    for (path, text, title, published) in cases {
        let reading = read_here(path, text);
        assert_eq!(reading.coverage.gaps(&reading.text), [], "{text}");
        let document = &reading.documents[0];
        let day = document.published.map(crate::model::Stamp::to_rfc3339);
        let day = day.as_deref().map(|day| &day[..10]);
        assert_eq!(
            (document.title.as_str(), day),
            (*title, *published),
            "{path}: {text}"
        );
        let errors = reading
            .problems
            .iter()
            .filter(|problem| problem.severity == crate::bundle::problem::Severity::Error);
        assert_eq!(errors.count(), 0, "{text}");
    }
}

/// One field that can't be read costs the others nothing.
#[test]
fn beside_a_broken_field_the_others_are_what_they_are() {
    for (written, title) in [
        ("title: 'It''s the tide'", "It's the tide"),
        ("title: 'It''s the tide' # or not", "It's the tide"),
        ("title: \"The \\\"tide\\\"\"", "The \"tide\""),
        ("title: The tide\n  goes on", "The tide goes on"),
        ("title: \"Tide: out\n  and in\"", "Tide: out and in"),
        ("title:\n  The tide", "The tide"),
        ("\"title\": The tide", "The tide"),
        ("title: >\n  The tide:\n  it turns", "The tide: it turns"),
    ] {
        let text = format!("---\nlead: \"bad: \"x\"\"\n{written}\ndate: 2024-07-10\n---\nWords.");
        let reading = read_here("a.md", &text);
        assert_eq!(reading.problems[0].code.name(), "malformed-header");
        let document = &reading.documents[0];
        assert_eq!(document.title, title, "{written}");
        assert!(document.published.is_some());
    }
}

/// MDX documents export an object in place of a header, and have program lines that are not words.
#[test]
fn what_mdx_exports_is_a_header_and_its_program_lines_are_no_words() {
    let check = |path: &str, text: &str, title: &str, published: Option<&str>, words: &str| {
        let reading = read_here(path, text);
        assert_eq!(reading.coverage.gaps(&reading.text), [], "{text}");
        let document = &reading.documents[0];
        let day = document.published.map(crate::model::Stamp::to_rfc3339);
        let report = document.layers.iter().flat_map(|layer| &layer.blocks);
        let plain: Vec<String> = report.map(Block::plain).collect();
        assert_eq!(
            (
                document.title.as_str(),
                day.as_deref().map(|day| &day[..10])
            ),
            (title, published),
            "{text}"
        );
        assert_eq!(plain.join(" "), words, "{text}");
    };
    check(
        "a.mdx",
        "import { Layout } from '@/components/Layout'\nimport {\n  chart,\n} from './chart'\n\n\
         export const article = {\n  author: people.jane, // who\n  'date': '2024-07-10',\n  title:\n    \"The tide's out\",\n  tags: ['sea', `moon`],\n}\n\n\
         export const metadata = {\n  title: article.title,\n}\n\nexport default (props) =>\n  <Layout {...props} />\n\nWords.\n\nexport const late = 3\n\nMore.",
        "The tide's out",
        Some("2024-07-10"),
        "Words. More.",
    );
    check(
        "a.md",
        "export const meta = { title: 'It\\'s the ' + \"tide \\u00e9 \\u{1F30A}\", date: new Date(\"2024-07-10\"), nested: { a: [1, { b: f(',', x) }] }, late: 1 };\n\nWords.",
        "It's the tide é 🌊",
        Some("2024-07-10"),
        "Words.",
    );
    check(
        "a.md",
        "---js\n{\n  title: 'Tide',\n  date: '2024-07-10',\n}\n---\nWords.",
        "Tide",
        Some("2024-07-10"),
        "Words.",
    );
    check(
        "a.md",
        "---\ntitle: Tide\n---\n\nimport Tabs from '@theme/Tabs';\n\nWords.\n\n{/* truncate */}\n\nMore.",
        "Tide",
        None,
        "Words. More.",
    );
    // Words that begin like a statement, and programs that the text is about.
    check(
        "a.md",
        "import duties rose\n\nexport default rates fell\n\n```js\n\nexport const a = 1\n```\n\nexport const b = 2",
        "a",
        None,
        "import duties rose export default rates fell \nexport const a = 1 export const b = 2",
    );
    // What was never closed takes nothing with it.
    check(
        "a.mdx",
        "export const a = {\n  title: 'Tide',\n\nWords.\n\nexport function f() {\n  g()\n\nMore.",
        "Tide",
        None,
        "Words. More.",
    );
}
