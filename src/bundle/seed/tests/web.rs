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
        ["missing-text", "mended-feed"]
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
        [("missing-text", 3), ("missing-title", 5)]
    );
}

/// Feeds that nobody should write any more, and that are there.
#[test]
fn old_and_odd_feeds_are_read() {
    let atom_03 = "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title>Ships</title>\
        <link rel='alternate' href='http://a.example/1'/><issued>2024-07-10T01:02:03Z</issued>\
        <content type='text/html' mode='escaped'>&lt;p&gt;They &amp;lt;sail&amp;gt;.&lt;/p&gt;</content></entry></feed>";
    let prefixed = "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>Ships</a:title><a:id>http://a.example/1</a:id>\
        <a:link rel='license' href='http://b.example/'/><a:published>2024-07-10T01:02:03Z</a:published>\
        <a:content type='xhtml'><div><p>They &lt;sail&gt;.</p></div></a:content></a:entry></a:feed>";
    let rss = "<rss version='2.0' xmlns='http://backend.userland.com/rss2'><channel><item><dc:title>Ships</dc:title>\
        <guid>http://a.example/1</guid><dcterms:created>2024-07-10T01:02:03Z</dcterms:created>\
        <description>&lt;p&gt;They &amp;lt;sail&amp;gt;.</description></item></channel></rss>";
    let rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/' \
        xmlns:dc='http://purl.org/dc/elements/1.1/'><item rdf:about='http://a.example/1'><title>Ships</title>\
        <dc:date>2024-07-10T01:02:03Z</dc:date><description>They &amp;lt;sail&amp;gt;.</description></item></rdf:RDF>";
    let json = "{\"version\":\"https:\\/\\/jsonfeed.org\\/version\\/1\",\"title\":\"x\",\"items\":[{\"id\":\"1\",\"title\":\"Ships\",\
        \"url\":\"http:\\/\\/a.example\\/1\",\"date_published\":\"2024-07-10T01:02:03Z\",\"content_html\":\"<p>They &lt;sail&gt;.<\\/p>\"}]}";
    for text in [atom_03, prefixed, rss, rdf, json] {
        let reading = read_here("a.xml", text);
        assert_all_accounted_for(&reading);
        let [document] = reading.documents.as_slice() else {
            panic!("{:?}: {text}", reading.problems);
        };
        let date = document.published.map(crate::model::Stamp::to_rfc3339);
        let link = document.original.as_ref().map(crate::model::Href::as_str);
        assert_eq!(
            (document.title.as_str(), date.as_deref(), link),
            (
                "Ships",
                Some("2024-07-10T01:02:03Z"),
                Some("http://a.example/1")
            ),
            "{text}"
        );
        assert_eq!(
            outline(document.blocks(LayerKind::Report)),
            "They <sail>.\n",
            "{text}"
        );
    }
}

#[test]
fn a_date_of_a_feed_that_cannot_be_read_is_told_of_where_it_stands() {
    let text = "<rss version='2.0'><channel>\n<item><title>Ships</title><pubDate>the day before</pubDate><description>They sail.</description></item></channel></rss>";
    let reading = read_here("a.xml", text);
    let problem = reading.problems.first().expect("an unreadable date");
    assert_eq!(
        (problem.code, problem.line, problem.column),
        (Code::UnreadableDate, 2, 36)
    );
}

/// What stands around the text, and what a page says of its date.
#[test]
fn pages_say_their_date_in_many_ways_and_their_text_in_several_blocks() {
    let text = "The ships sailed with the tide in the early morning, and nobody saw them leave the harbour that day.";
    let check = |head: &str, above: &str, day: &str| {
        let page = format!(
            "<html><head><title>Ships leave the harbour</title>{head}</head><body><div id='page'><h1>Ships leave the harbour</h1>{above}\
             <div class='lead'><p>{text}</p></div><div class='b'><p>{text}</p><p>{text}</p><p>{text}</p></div></div>\
             <ol id='commentsList'><li><div><p>{text}{text}</p><p>{text}{text}</p><p>{text}{text}</p></div></li></ol></body></html>"
        );
        let reading = read_here("a.html", &page);
        let document = &reading.documents[0];
        let date = document.published.map(crate::model::Stamp::to_rfc3339);
        assert_eq!(
            date.as_deref().map(|date| &date[..10]),
            Some(day),
            "{head}{above}"
        );
        let told = outline(document.blocks(LayerKind::Report));
        assert_eq!(told.matches(text).count(), 4, "{told}");
    };
    check(
        "<meta name='publish_date' content='2024-07-10'>",
        "",
        "2024-07-10",
    );
    check(
        "",
        "<time itemprop='dateModified' datetime='2024-07-11'></time><time itemprop='datePublished' datetime='2024-07-10'></time>",
        "2024-07-10",
    );
    check(
        "",
        "<time class='updated' datetime='2024-07-11'>x</time><time class='published' datetime='2024-07-10'>x</time>",
        "2024-07-10",
    );
    check(
        "",
        "<span class='post-date'>July 10th, 2024</span>",
        "2024-07-10",
    );
    check(
        "",
        "<span class='submitted'>Submitted by admin on Wed, 2024-07-10 13:49</span>",
        "2024-07-10",
    );
    check("", "<time>July 10, 2024</time>", "2024-07-10");
    check(
        "<meta property='article:published_time' content='2024-07-10T22:00:00'>\
         <script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebPage\",\"datePublished\":\"2020-01-01T00:00:00Z\"},\
         {\"@type\":\"NewsArticle\",\"datePublished\":\"2024-07-11T02:00:00Z\"}]}</script>",
        "",
        "2024-07-11",
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

/// Where the first link of a document leads.
fn first_link(reading: &Reading) -> Option<&str> {
    let blocks = reading.documents[0].blocks(LayerKind::Report);
    blocks.iter().find_map(|block| match block {
        Block::Paragraph { inlines, .. } => inlines.iter().find_map(|inline| match inline {
            Inline::Link { href, .. } => Some(href.as_str()),
            _ => None,
        }),
        _ => None,
    })
}

#[test]
fn an_address_in_a_page_is_seen_from_where_the_page_stood() {
    let canonical = "<link rel=canonical href='https://a.example/b/c'>";
    let saved = "<!-- saved from url=(0021)https://a.example/b/c -->";
    let single =
        "<!--\n Page saved with SingleFile \n url: https://a.example/b/c \n saved date: x\n-->";
    for (head, href, expected) in [
        (canonical, "../d", Some("https://a.example/d")),
        (canonical, "#part", Some("#part")),
        (canonical, "java\nscript:x", None),
        (
            "<meta property=og:url content=https://a.example/b/c>",
            "d e",
            Some("https://a.example/b/d%20e"),
        ),
        (saved, "d", Some("https://a.example/b/d")),
        (single, "d", Some("https://a.example/b/d")),
        (
            "<base href=https://b.example/x/><link rel=canonical href=/y>",
            "d",
            Some("https://b.example/x/d"),
        ),
        (
            "<base href=/x/><link rel=canonical href=https://a.example/y>",
            "d",
            Some("https://a.example/x/d"),
        ),
        ("", "../d.html", Some("../d.html")),
        ("", "https://a.example/d e", Some("https://a.example/d%20e")),
    ] {
        let text = format!(
            "<html>{head}<title>Ships</title><article><p>The ships sail on the sea, and <a href='{href}'>more</a> \
             of them come into the harbour every day of the year.</p></article></html>"
        );
        let reading = read_here("a.html", &text);
        assert_all_accounted_for(&reading);
        assert_eq!(first_link(&reading), expected, "{head} {href}");
    }
    let entry = "<a href='../d'>more</a> of the ships";
    let cdata = format!("<![CDATA[{entry}]]>");
    for text in [
        format!(
            "<rss version='2.0'><channel><link>https://b.example/</link><item><title>Ships</title>\
            <link>https://a.example/b/c</link><description>{cdata}</description></item></channel></rss>"
        ),
        format!(
            "<rss version='2.0'><channel><link>https://a.example/</link><item><title>Ships</title>\
            <link>/b/c</link><description>{cdata}</description></item></channel></rss>"
        ),
        format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Ships</title>\
            <link href='https://b.example/'/><content type='html' xml:base='https://a.example/b/c'>{cdata}</content></entry></feed>"
        ),
    ] {
        assert_eq!(
            first_link(&read_here("a.xml", &text)),
            Some("https://a.example/d"),
            "{text}"
        );
    }
}
