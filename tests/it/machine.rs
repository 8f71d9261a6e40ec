//! What machines read: every file is read back by a parser that is not ours.

use std::collections::BTreeMap;

use serde_json::Value;

use super::scratch::{Scratch, build, files, own_seeds};

const SETTINGS: &str =
    "title = \"Sea & <Sky>\"\naddress = \"https://example.org/a\"\nmotto = \"Look up\"\n";

const ARTICLE: &str = "---\ntitle: \"</script><!--<script>alert(1)//\"\ndate: 2025-08-17\nupdated: 2025-08-18T10:00:00-04:00\n\
    source: example.com\nsource_url: https://example.com/tides?a=1&b=2\ncategories: [Sea, \"A & B\"]\nslug: tides\n---\n\n\
    The water comes and goes.\n\n## Opinion\n\nLet it.\n";

/// Every JSON-LD graph of a page, cut out as a tokenizer of HTML would: up to the next `</script`.
fn graphs(page: &[u8]) -> Vec<Value> {
    let page = std::str::from_utf8(page).expect("UTF-8");
    let mut out = Vec::new();
    for rest in page.split("<script type=\"application/ld+json\"").skip(1) {
        let (_, text) = rest.split_once('>').expect("the tag ends");
        let text = text.split("</script").next().expect("the element ends");
        assert!(!text.contains("<!--"), "{text}");
        out.push(serde_json::from_str(text).expect("JSON"));
    }
    out
}

fn thing<'a>(graph: &'a Value, kind: &str) -> &'a Value {
    graph["@graph"]
        .as_array()
        .expect("a graph")
        .iter()
        .find(|thing| thing["@type"] == kind)
        .unwrap_or_else(|| panic!("no {kind} in {graph}"))
}

fn small_site() -> BTreeMap<String, Vec<u8>> {
    let scratch = Scratch::new();
    scratch.write("seeds/site.toml", SETTINGS);
    scratch.write("seeds/tides.md", ARTICLE);
    scratch.write(
        "seeds/undated.md",
        "---\ntitle: Undated\n---\n\nNo day is known.\n",
    );
    let report = scratch.build();
    assert!(report.written.is_some(), "{:?}", report.problems);
    files(&scratch.path("dist"))
}

#[test]
fn an_article_says_what_it_is_and_what_it_is_based_on() {
    let files = small_site();
    let graphs = graphs(&files["articles/tides/index.html"]);
    let [graph] = graphs.as_slice() else {
        panic!("one graph")
    };
    assert_eq!(graph["@context"], "https://schema.org");
    let report = thing(graph, "NewsArticle");
    assert_eq!(report["headline"], "</script><!--<script>alert(1)//");
    assert_eq!(report["datePublished"], "2025-08-17");
    assert_eq!(report["dateModified"], "2025-08-18T10:00:00-04:00");
    assert_eq!(report["url"], "https://example.org/a/articles/tides/");
    assert_eq!(
        report["isBasedOn"]["url"],
        "https://example.com/tides?a=1&b=2"
    );
    assert_eq!(report["isBasedOn"]["publisher"]["name"], "example.com");
    assert_eq!(
        report["articleSection"],
        serde_json::json!(["Sea", "A & B"])
    );
    let way = thing(graph, "BreadcrumbList")["itemListElement"]
        .as_array()
        .expect("a way");
    let names: Vec<&Value> = way.iter().map(|item| &item["name"]).collect();
    assert_eq!(
        names,
        ["Home", "Sea", "</script><!--<script>alert(1)//"]
            .map(Value::from)
            .iter()
            .collect::<Vec<_>>()
    );
    assert!(way.iter().all(|item| {
        item["item"]
            .as_str()
            .is_some_and(|url| url::Url::parse(url).is_ok())
    }));
}

#[test]
fn an_undated_article_claims_no_date_and_home_says_how_to_search() {
    let files = small_site();
    let undated = &graphs(&files["articles/undated/index.html"])[0];
    assert!(thing(undated, "NewsArticle").get("datePublished").is_none());
    let home = &graphs(&files["index.html"])[0];
    let action = &thing(home, "WebSite")["potentialAction"];
    assert_eq!(
        action["target"]["urlTemplate"],
        "https://example.org/a/search/?q={search_term_string}"
    );
    assert!(graphs(&files["404.html"]).is_empty());
}

#[test]
fn the_opinion_is_a_work_of_its_own() {
    let scratch = Scratch::new();
    build(&own_seeds(), &scratch.path("dist"));
    let files = files(&scratch.path("dist"));
    let mut opinions = 0;
    for (_, page) in files
        .iter()
        .filter(|(name, _)| name.starts_with("articles/") && name.ends_with(".html"))
    {
        let graph = &graphs(page)[0];
        let works = graph["@graph"].as_array().expect("a graph");
        let Some(opinion) = works.iter().find(|w| w["@type"] == "OpinionNewsArticle") else {
            continue;
        };
        opinions += 1;
        assert_eq!(opinion["author"]["name"], "Truth and Resistance");
        if let Some(report) = works.iter().find(|w| w["@type"] == "NewsArticle") {
            assert_eq!(opinion["about"]["@id"], report["@id"]);
            assert_ne!(opinion["@id"], report["@id"]);
        }
    }
    assert!(opinions > 3, "{opinions}");
}

/// The paths of all feeds of the small site, without their file names.
const FEEDS: [&str; 4] = [
    "",
    "categories/sea/",
    "categories/a-and-b/",
    "sources/example.com/",
];

#[test]
fn every_feed_says_the_same_in_three_formats() {
    let files = small_site();
    for folder in FEEDS {
        let mut seen = Vec::new();
        for name in ["feed.xml", "rss.xml", "feed.json"] {
            let path = format!("{folder}{name}");
            let feed = feed_rs::parser::parse(files[&path].as_slice())
                .unwrap_or_else(|error| panic!("{path}: {error}"));
            let entries: Vec<_> = feed
                .entries
                .iter()
                .map(|entry| {
                    let summary = entry.summary.as_ref().map(|text| text.content.clone());
                    let content = entry.content.as_ref().and_then(|c| c.body.clone());
                    (
                        entry.id.clone(),
                        entry.title.as_ref().map(|title| title.content.clone()),
                        entry.published.map(|at| at.timestamp()),
                        entry.links.first().map(|link| link.href.clone()),
                        summary.or(content),
                    )
                })
                .collect();
            assert!(
                entries.iter().any(|(id, title, ..)| {
                    id == "https://example.org/a/articles/tides/"
                        && title.as_deref() == Some("</script><!--<script>alert(1)//")
                }),
                "{path}: {entries:?}"
            );
            seen.push((feed.title.map(|title| title.content), entries));
        }
        assert_eq!(seen[0], seen[1], "{folder}");
        assert_eq!(seen[0], seen[2], "{folder}");
    }
}

#[test]
fn ids_stay_when_the_archive_grows_and_is_written_again() {
    let scratch = Scratch::new();
    scratch.write("seeds/site.toml", SETTINGS);
    scratch.write("seeds/tides.md", ARTICLE);
    scratch.write(
        "seeds/undated.md",
        "---\ntitle: Undated\n---\n\nNo day is known.\n",
    );
    let read = || {
        scratch.build();
        let files = files(&scratch.path("dist"));
        let mut ids = std::collections::BTreeSet::new();
        for name in ["feed.xml", "rss.xml", "feed.json"] {
            let feed = feed_rs::parser::parse(files[name].as_slice()).expect("a feed");
            ids.insert((name.to_owned(), feed.id));
            ids.extend(
                feed.entries
                    .into_iter()
                    .map(|entry| (name.to_owned(), entry.id)),
            );
        }
        for (name, page) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
            for graph in graphs(page) {
                let works = graph["@graph"].as_array().expect("a graph").iter();
                ids.extend(
                    works.filter_map(|work| Some((name.clone(), work["@id"].as_str()?.to_owned()))),
                );
            }
        }
        ids
    };
    let before = read();
    assert!(before.len() > 9, "{before:?}");
    assert_eq!(read(), before, "written again");
    // Newer, older, and with the title of one that is there.
    for (name, date) in [
        ("newer", "2026-01-01"),
        ("older", "2001-01-01"),
        ("undated-too", "2025-08-17"),
    ] {
        let title = if name == "undated-too" {
            "Undated"
        } else {
            name
        };
        scratch.write(
            &format!("seeds/{name}.md"),
            &format!("---\ntitle: {title}\ndate: {date}\ncategories: [Sea]\n---\n\nMore of it.\n"),
        );
    }
    let after = read();
    let gone: Vec<_> = before.difference(&after).collect();
    assert!(gone.is_empty(), "{gone:?}");
    assert!(after.len() >= before.len() + 9, "{after:?}");
}

#[test]
fn the_list_of_feeds_names_each_and_each_is_there() {
    let files = small_site();
    let list = opml::OPML::from_str(std::str::from_utf8(&files["feeds.opml"]).expect("UTF-8"))
        .expect("OPML");
    let mut named = Vec::new();
    for outline in &list.body.outlines {
        for outline in std::iter::once(outline).chain(&outline.outlines) {
            named.extend(outline.xml_url.clone());
        }
    }
    let expected: Vec<String> = FEEDS
        .iter()
        .map(|folder| format!("https://example.org/a/{folder}feed.xml"))
        .collect();
    let mut sorted = named.clone();
    sorted.sort();
    let mut wanted = expected.clone();
    wanted.sort();
    assert_eq!(sorted, wanted);
}

#[test]
fn a_page_offers_the_feeds_that_go_with_it() {
    let files = small_site();
    let offered = |page: &str| -> Vec<String> {
        let text = String::from_utf8_lossy(&files[page]).into_owned();
        text.lines()
            .filter(|line| {
                line.starts_with("<link rel=\"alternate\"") && line.contains("feed")
                    || line.contains("rss+xml")
            })
            .filter_map(|line| {
                line.split(" href=\"")
                    .nth(1)?
                    .split('"')
                    .next()
                    .map(str::to_owned)
            })
            .collect()
    };
    assert_eq!(offered("index.html"), ["feed.xml", "rss.xml", "feed.json"]);
    assert_eq!(offered("articles/tides/index.html"), ["../../feed.xml"]);
    let source = "../../sources/example.com/";
    assert_eq!(
        offered("sources/example.com/index.html"),
        [
            "../../feed.xml".to_owned(),
            format!("{source}feed.xml"),
            format!("{source}rss.xml"),
            format!("{source}feed.json")
        ]
    );
}

fn xml(bytes: &[u8]) -> roxmltree::Document<'_> {
    roxmltree::Document::parse(std::str::from_utf8(bytes).expect("UTF-8")).expect("XML")
}

/// Texts of all elements with a name.
fn texts(document: &roxmltree::Document<'_>, name: &str) -> Vec<String> {
    document
        .descendants()
        .filter(|node| node.has_tag_name(name) || node.tag_name().name() == name)
        .filter_map(|node| node.text().map(str::to_owned))
        .collect()
}

#[test]
fn the_sitemaps_name_every_page_once_and_only_pages_that_are_there() {
    let files = small_site();
    let index = xml(&files["sitemap.xml"]);
    assert_eq!(
        texts(&index, "loc"),
        [
            "https://example.org/a/sitemaps/pages-1.xml",
            "https://example.org/a/sitemaps/news.xml"
        ]
    );
    let pages = texts(&xml(&files["sitemaps/pages-1.xml"]), "loc");
    let mut named: Vec<String> = pages
        .iter()
        .map(|url| {
            let path = url
                .strip_prefix("https://example.org/a/")
                .expect("the site");
            format!("{path}index.html")
        })
        .collect();
    named.sort();
    let there: Vec<&String> = files
        .keys()
        .filter(|name| name.ends_with("index.html") && *name != "search/index.html")
        .collect();
    assert_eq!(named.iter().collect::<Vec<_>>(), there);
    let robots = std::str::from_utf8(&files["robots.txt"]).expect("UTF-8");
    assert!(robots.contains("Sitemap: https://example.org/a/sitemap.xml\n"));
}

#[test]
fn news_are_the_dated_articles_of_two_days_before_the_newest() {
    let scratch = Scratch::new();
    scratch.write("seeds/site.toml", SETTINGS);
    for (slug, date) in [
        ("newest", "date: 2025-08-17T12:00:00Z"),
        ("just", "date: 2025-08-15T12:00:00Z"),
        ("old", "date: 2025-08-15T11:59:59Z"),
        ("undated", "slug: undated"),
    ] {
        let text = format!("---\ntitle: The {slug} one\nslug: {slug}\n{date}\n---\n\nText.\n");
        scratch.write(&format!("seeds/{slug}.md"), &text);
    }
    scratch.build();
    let files = files(&scratch.path("dist"));
    let news = xml(&files["sitemaps/news.xml"]);
    assert_eq!(texts(&news, "title"), ["The newest one", "The just one"]);
    assert_eq!(texts(&news, "name"), ["Sea & <Sky>", "Sea & <Sky>"]);
}

#[test]
fn a_browser_learns_how_to_search_and_what_the_site_looks_like() {
    let files = small_site();
    let description = xml(&files["opensearch.xml"]);
    let url = description
        .descendants()
        .find(|node| node.tag_name().name() == "Url")
        .expect("a template");
    assert_eq!(
        url.attribute("template"),
        Some("https://example.org/a/search/?q={searchTerms}")
    );
    assert_eq!(texts(&description, "ShortName"), ["Sea & <Sky>"]);
    let manifest: Value = serde_json::from_slice(&files["site.webmanifest"]).expect("JSON");
    for icon in manifest["icons"].as_array().expect("icons") {
        let path = icon["src"].as_str().expect("a path");
        let bytes = files.get(path).unwrap_or_else(|| panic!("{path}"));
        if icon["type"] == "image/png" {
            // The first chunk of a PNG holds its width and height.
            let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four"));
            assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
            assert_eq!(icon["sizes"], format!("{}x{}", side(16), side(20)));
        }
    }
}

#[test]
fn the_twin_of_an_article_says_all_of_it_and_the_page_names_it() {
    let scratch = Scratch::new();
    let text = "---\ntitle: Tides\ndate: 2025-08-17\n---\n\nIt *comes* and [goes](https://example.com/x).\n\n\
        ## Why\n\n1. The moon\n   - pulls\n2. The sun\n\n> Said one\n\n| a | b |\n|---|---|\n| c | d |\n";
    scratch.write("seeds/tides.md", text);
    scratch.build();
    let files = files(&scratch.path("dist"));
    let twin = String::from_utf8_lossy(&files["articles/tides/index.txt"]).into_owned();
    let expected = "Tides\n=====\n\nPublished: Sunday, August 17, 2025\n\n## Text\n\nIt comes and goes <https://example.com/x>.\n\n\
        ### Why\n\n1. The moon\n   - pulls\n2. The sun\n\n> Said one\n\na | b\nc | d\n";
    assert_eq!(twin, expected);
    let page = String::from_utf8_lossy(&files["articles/tides/index.html"]).into_owned();
    assert!(page.contains("type=\"text/plain\" href=\"../../articles/tides/index.txt\""));
}

#[test]
fn no_word_of_the_archive_is_missing_from_its_twins() {
    let scratch = Scratch::new();
    build(&own_seeds(), &scratch.path("dist"));
    let files = files(&scratch.path("dist"));
    let mut articles = 0;
    for (name, bytes) in files
        .iter()
        .filter(|(name, _)| name.starts_with("data/article-"))
    {
        let article: Value = serde_json::from_slice(bytes).expect("JSON");
        let slug = article["slug"].as_str().expect("a slug");
        let twin = String::from_utf8_lossy(&files[&format!("articles/{slug}/index.txt")]);
        let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let twin = folded(&twin.replace("\n> ", "\n"));
        let mut runs = Vec::new();
        strings(&article["layers"], &mut runs);
        for run in runs {
            assert!(twin.contains(&folded(&run)), "{name}: {run:?}");
        }
        articles += 1;
    }
    assert!(articles > 40, "{articles}");
}

/// All plain runs (`{"t": …}`) below a value.
fn strings(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| strings(value, out)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if name == "t" => out.push(text.clone()),
                    other => strings(other, out),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn llms_txt_says_what_the_site_is_and_names_twins_that_are_there() {
    let files = small_site();
    let text = std::str::from_utf8(&files["llms.txt"]).expect("UTF-8");
    assert!(text.starts_with("# Sea & <Sky>\n\n> Look up\n"), "{text}");
    // The parser of Markdown decides what is a link, not we.
    let mut links = Vec::new();
    for event in pulldown_cmark::Parser::new(text) {
        if let pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) = event {
            links.push(dest_url.into_string());
        }
    }
    assert!(links.len() > 6, "{links:?}");
    for link in links {
        let path = link
            .strip_prefix("https://example.org/a/")
            .expect("the site");
        let index = format!("{path}index.html");
        assert!(
            files.contains_key(path) || files.contains_key(&index),
            "{link}"
        );
    }
}

#[test]
fn twins_hold_the_same_bytes_and_unchanged_files_keep_theirs() {
    use std::io::Read as _;
    let scratch = Scratch::new();
    scratch.write("seeds/tides.md", ARTICLE);
    let build = || {
        dovecote::bundle::run(&dovecote::bundle::Config {
            seeds: scratch.path("seeds"),
            dist: Some(scratch.path("dist")),
            compress: true,
            ..Default::default()
        })
        .expect("folders that can be read and written")
    };
    let report = build();
    let first = files(&scratch.path("dist"));
    assert_eq!(report.written.expect("a folder").files, first.len());
    let mut twins = 0;
    for (name, bytes) in &first {
        let (plain, opened) = if let Some(plain) = name.strip_suffix(".gz") {
            let mut opened = Vec::new();
            flate2::read::GzDecoder::new(bytes.as_slice())
                .read_to_end(&mut opened)
                .expect("gzip");
            (plain, opened)
        } else if let Some(plain) = name.strip_suffix(".br") {
            let mut opened = Vec::new();
            brotli::Decompressor::new(bytes.as_slice(), 4096)
                .read_to_end(&mut opened)
                .expect("brotli");
            (plain, opened)
        } else {
            let page = name.ends_with(".html");
            assert_eq!(page, page && first.contains_key(&format!("{name}.br")));
            continue;
        };
        twins += 1;
        assert!(opened == first[plain], "{name}");
        assert!(bytes.len() < opened.len(), "{name}");
    }
    assert!(twins > 20, "{twins}");
    let age = |name: &str| {
        let file = std::fs::metadata(scratch.path("dist").join(name)).expect(name);
        file.modified().expect("a time")
    };
    let twin = "articles/tides/index.html.br";
    let before = age(twin);
    for what in ["a twin", "a file and its twin", "nothing"] {
        match what {
            "a twin" => scratch.write("dist/categories/index.html.br", "not a twin"),
            "a file and its twin" => {
                scratch.write("dist/index.html", "changed");
                scratch.write("dist/index.html.br", "changed, too");
            }
            _ => {}
        }
        build();
        assert!(files(&scratch.path("dist")) == first, "{what}");
        assert_eq!(age(twin), before, "{what}");
    }
}

#[test]
fn a_shared_link_brings_a_picture_that_is_drawn_once() {
    let scratch = Scratch::new();
    scratch.write("seeds/site.toml", SETTINGS);
    scratch.write("seeds/tides.md", ARTICLE);
    let build = || {
        let config = dovecote::bundle::Config {
            seeds: scratch.path("seeds"),
            dist: Some(scratch.path("dist")),
            cards: true,
            ..Default::default()
        };
        dovecote::bundle::run(&config).expect("folders that can be read and written");
        files(&scratch.path("dist"))
    };
    let first = build();
    for (page, name) in [
        ("articles/tides/index.html", "tides"),
        ("index.html", "site"),
    ] {
        let text = String::from_utf8_lossy(&first[page]).into_owned();
        let (_, rest) = text
            .split_once("property=\"og:image\" content=\"https://example.org/a/")
            .expect("a picture");
        let path = rest.split('"').next().expect("an address");
        assert!(path.starts_with(&format!("cards/{name}-")), "{path}");
        let card = &first[path];
        let side = |at: usize| u32::from_be_bytes(card[at..at + 4].try_into().expect("four"));
        assert_eq!((side(16), side(20)), (1200, 630));
    }
    let (path, _) = first
        .iter()
        .find(|(path, _)| path.starts_with("cards/tides-"))
        .expect("a card");
    scratch.write(&format!("dist/{path}"), "kept");
    assert_eq!(build()[path], b"kept");
    scratch.write("seeds/tides.md", &ARTICLE.replace("alert(1)", "alert(2)"));
    assert!(!build().contains_key(path));
}
