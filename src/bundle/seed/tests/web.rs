//! Web pages and feeds.

use super::*;

#[test]
fn a_web_page_is_reduced_to_its_main_content() {
    let text = r#"<!DOCTYPE html>
<html><head><title>A treaty of note | Example News</title>
<meta property="article:published_time" content="2024-07-10T01:02:03-04:00">
<link rel="canonical" href="https://www.news.example/treaty">
<style>p { color: red }</style><script>var a = "<p>no</p>";</script></head>
<body><nav><a href="/">Home</a> <a href="/x">News</a></nav>
<article class="post"><h1>A treaty of note</h1>
<p>The first paragraph is <strong>long enough</strong> to be the text of a page, and it has a
<a href="https://example.org/a">link</a> &amp; a <a href="javascript:x()">script</a>.
<p>The second paragraph follows without an end of the first, and says more of the same matter.
<ol start="3"><li>Three<ul><li>deep</li></ul></li><li>Four</li></ol>
<blockquote><p>A clause.</p></blockquote>
<table><tr><th>Year</th><th>Name</th></tr><tr><td>1987</td><td>INF</td></tr></table>
<figure><img src="https://example.org/a.jpg" alt="A hall"><figcaption>The hall</figcaption></figure>
<div class="share-buttons">Share this</div>
</article><footer>All rights</footer></body></html>"#;
    let reading = read_here("a.html", text);
    assert_all_accounted_for(&reading);
    let document = &reading.documents[0];
    assert_eq!(
        (document.kind.name(), document.title.as_str()),
        ("html_page", "A treaty of note")
    );
    assert_eq!(
        document
            .published
            .map(crate::model::Stamp::to_rfc3339)
            .as_deref(),
        Some("2024-07-10T01:02:03-04:00")
    );
    assert_eq!(
        document.source,
        Some(crate::model::Source::Host("news.example".into()))
    );
    assert_eq!(
        outline(document.blocks(LayerKind::Report)),
        "The first paragraph is long enough to be the text of a page, and it has a link & a script.\nThe second paragraph follows without an end of the first, and says more of the same matter.\n3. Three\n  - deep\n4. Four\n<A clause.>\n<Year Name\n1987 INF>\n<A hall>\n[caption] The hall\n"
    );
}

#[test]
fn an_entry_of_a_feed_is_a_document() {
    let check = |path: &str, text: &str| {
        let reading = read_here(path, text);
        assert_all_accounted_for(&reading);
        let found: Vec<_> = reading
            .documents
            .iter()
            .map(|document| {
                (
                    document.title.as_str(),
                    document.published.map(crate::model::Stamp::to_rfc3339),
                    outline(document.blocks(LayerKind::Report)),
                )
            })
            .collect();
        assert_eq!(
            found,
            [(
                "Ships & grain",
                Some("2024-07-10T01:02:03-04:00".to_owned()),
                "They sail.\n".to_owned()
            )],
            "{path}"
        );
        let document = &reading.documents[0];
        assert_eq!(
            (
                document.kind.name(),
                document.source.as_ref().map(|source| source.label())
            ),
            ("feed", Some("example.org")),
            "{path}"
        );
    };
    check(
        "a.xml",
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<rss version=\"2.0\"><channel><title>T</title><link>https://example.org</link><description>d</description><item><title>Ships &amp; grain</title><link>https://example.org/a</link><pubDate>Wed, 10 Jul 2024 01:02:03 -0400</pubDate><description>&lt;p&gt;They sail.&lt;/p&gt;</description></item></channel></rss>",
    );
    check(
        "a.atom",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>T</title><id>x</id><updated>2024-07-10T01:02:03-04:00</updated><entry><title>Ships &amp; grain</title><id>y</id><link href=\"https://example.org/a\"/><updated>2024-07-10T01:02:03-04:00</updated><content type=\"html\">&lt;p&gt;They sail.&lt;/p&gt;</content></entry></feed>",
    );
    check(
        "a.json",
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[{\"id\":\"1\",\"title\":\"Ships & grain\",\"url\":\"https://example.org/a\",\"date_published\":\"2024-07-10T01:02:03-04:00\",\"content_html\":\"<p>They sail.</p>\"}]}",
    );
    // What strict readers refuse: no version, an entity of the web, a document type, an unknown type.
    check(
        "b.xml",
        "<!DOCTYPE rss [ <!ENTITY ship \"Ships\"> ]>\n<rss><channel><title>T</title><item><title>&ship; &amp;&#32;grain</title><link>https://example.org/a</link><pubDate>Wed, 10 Jul 2024 01:02:03 -0400</pubDate><description>&lt;p&gt;They&nbsp;sail.&lt;/p&gt;</description></item></channel></rss>",
    );
    check(
        "b.atom",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title type=\"application/x-none\">T</title><entry><title type=\"\">Ships &amp; grain</title><link href=\"https://example.org/a\"/><updated>2024-07-10T01:02:03-04:00</updated><content type=\"html\">&lt;p&gt;They sail.&lt;/p&gt;</content></entry></feed>",
    );
    let broken = read_here(
        "a.xml",
        "<rss version=\"2.0\"><channel><item><title>x</channel>",
    );
    assert_eq!(broken.documents[0].title, "x");
    assert_eq!(broken.documents[0].id, None);
    assert_eq!(
        broken
            .problems
            .iter()
            .map(|problem| problem.code.name())
            .collect::<Vec<_>>(),
        ["mended-feed"]
    );
}

#[test]
fn an_entry_stands_on_the_line_where_it_begins() {
    let reading = read_here(
        "a.xml",
        "<rss version=\"2.0\">\n<channel><title>T</title>\n<item><title>One</title></item>\n\n<item><description>Two</description></item>\n</channel></rss>",
    );
    let lines: Vec<u32> = reading
        .documents
        .iter()
        .map(|document| document.provenance.line)
        .collect();
    assert_eq!(lines, [3, 5]);
    assert_eq!(
        reading
            .problems
            .iter()
            .map(|problem| (problem.code.name(), problem.line))
            .collect::<Vec<_>>(),
        [("missing-title", 5)]
    );
}

#[test]
fn a_feed_deeper_than_its_parser_can_count_is_refused_and_not_the_end_of_the_program() {
    let deep = format!(
        "<rss version=\"2.0\"><channel><title>x</title>{}",
        "<item>".repeat(70_000)
    );
    let reading = read_here("a.xml", &deep);
    let codes: Vec<Code> = reading
        .problems
        .iter()
        .map(|problem| problem.code)
        .collect();
    assert_eq!(codes, [Code::MalformedFeed]);
}

#[test]
fn a_column_is_counted_in_characters_however_far_into_a_line() {
    let far = format!(
        "{{\"title\": \"A\", \"text\": \"{}\", \"date\": \"nonsense\"}}\n",
        "ö".repeat(3_000)
    );
    let reading = read_here("a.jsonl", &far);
    let problem = reading.problems.first().expect("an unreadable date");
    assert!(problem.column > 3_000, "{problem:?}");
    let at = far
        .char_indices()
        .nth(problem.column as usize - 1)
        .map(|(at, _)| at);
    assert_eq!(at, Some(problem.span.start as usize));
}
