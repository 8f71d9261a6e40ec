//! When a page says it was published.

use super::*;

/// The day a page is of, in a language, and the problems told of it.
fn day(language: &str, head: &str, body: &str) -> (Option<String>, Vec<&'static str>) {
    let text = page(&format!("<title>The night of the lamp</title>{head}"), body)
        .replace("lang='en'", &format!("lang='{language}'"));
    let reading = read_here("a.html", &text);
    assert_all_accounted_for(&reading);
    let stamp = reading.documents[0].published;
    let codes = reading.problems.iter().map(|problem| problem.code.name());
    (
        stamp.map(|stamp| stamp.to_rfc3339()[..10].to_owned()),
        codes.collect(),
    )
}

#[test]
fn the_date_of_a_page_is_not_one_that_somebody_else_says_or_the_article_tells_of() {
    let check = |before: &str, within: &str, after: &str, expected: Option<&str>| {
        let body = format!(
            "<main>{before}<article><h1>The night of the lamp</h1><p>{FIRST}</p>{within}<p>{SECOND}</p><p>{THIRD}</p></article></main>{after}"
        );
        let (found, _) = day("en", "", &body);
        assert_eq!(found.as_deref(), expected, "{before}{within}{after}");
    };
    let time = "<time datetime='2019-09-09'>9 September 2019</time>";
    check(
        "",
        "",
        &format!("<div id='comments'><div class='comment'>{time}<p>Good.</p></div></div>"),
        None,
    );
    check(
        "",
        "",
        &format!(
            "<section id='comments'><article class='comment'>{time}<p>Good.</p></article></section>"
        ),
        None,
    );
    check(
        &format!("<div class='related'><a href='x'>A gale</a> {time}</div>"),
        "",
        "",
        None,
    );
    check(&format!("<nav>{time}</nav>"), "", "", None);
    check("", "", &format!("<aside>{time}</aside>"), None);
    check(
        "",
        &format!("<p>The wreck of {time} was seen from the pier.</p>"),
        "",
        None,
    );
    check(
        "",
        &format!("<p>{time} was the day on which the old mast broke.</p>"),
        "",
        None,
    );
    let day = Some("2019-09-09");
    check("", &format!("<p>By Oda Brekke, {time}</p>"), "", day);
    check(
        "",
        &format!("<p>Posted on {time} by Oda Brekke.</p>"),
        "",
        day,
    );
    check("", &format!("<footer>{time}</footer>"), "", day);
    check(
        "<p class='byline'>By Oda Brekke, 9 September 2019</p>",
        "",
        "",
        day,
    );
}

#[test]
fn a_date_that_nothing_marks_is_found_beside_the_title_and_in_the_address() {
    let check = |address: &str, above: &str, below: &str, expected: Option<&str>| {
        let head = format!("<link rel='canonical' href='https://example.org{address}'>");
        let body = format!(
            "{above}<h1>The night of the lamp</h1>{below}<p>{FIRST}</p><p>The mast broke on 4 May 2018.</p><p>5 May 2018</p><p>{SECOND}</p><p>{THIRD}</p>"
        );
        let (found, _) = day("en", &head, &body);
        assert_eq!(found.as_deref(), expected, "{address} {above} {below}");
    };
    let day = Some("2019-09-09");
    check("/lamp", "", "", None);
    check("/lamp", "", "<small>9 September 2019, 10:22</small>", day);
    check(
        "/lamp",
        "",
        "<div><div>Harbour</div><div>9 September 2019</div></div>",
        day,
    );
    check("/lamp", "<h5>9 September 2019</h5>", "", day);
    check(
        "/lamp",
        "",
        "<p>The mast broke on 9 September 2019.</p>",
        None,
    );
    for address in [
        "/2019/09/09/lamp",
        "/news/2019/9/9/lamp",
        "/2019-09-09-lamp.html",
        "/2019-09-09",
    ] {
        check(address, "", "", day);
        // Something else is of another day; what is of the same knows the hour.
        check(address, "", "<small>1 June 2012</small>", day);
        check(address, "", "<small>9 September 2019, 10:22</small>", day);
    }
    for address in [
        "/2019/09/lamp",
        "/2019/13/41/lamp",
        "/1024/09/09/lamp",
        "/20/19/09",
        "/2019-09",
        "/2019-09-09é",
        "/",
    ] {
        let told = (address == "/2019-09-09é").then_some("2019-09-09");
        check(address, "", "", told);
    }
}

#[test]
fn the_language_of_a_page_says_which_number_is_the_day() {
    let body = |written: &str| {
        format!(
            "<article><h1>The night of the lamp</h1><p class='date'>{written}</p><p>{FIRST}</p><p>{SECOND}</p></article>"
        )
    };
    let check = |language: &str, written: &str, expected: &str, codes: &[&str]| {
        let (found, told) = day(language, "", &body(written));
        assert_eq!(
            (found.as_deref(), told.as_slice()),
            (Some(expected), codes),
            "{language} {written}"
        );
    };
    check("fr", "Publié le 05/03/2021", "2021-03-05", &[]);
    check("en-GB", "05/03/2021", "2021-03-05", &[]);
    check("en-US", "05/03/2021", "2021-05-03", &[]);
    check("en", "05/03/2021", "2021-05-03", &["ambiguous-date"]);
    check("fr", "Publié le 5 mars 2021 à 18h05", "2021-03-05", &[]);
}

#[test]
fn linked_data_that_a_strict_reader_refuses_is_read() {
    for data in [
        "{\"@type\":\"NewsArticle\",\"description\":\"One line\nand more\",\"datePublished\":\"2020-02-02T10:00:00Z\"}",
        "\n//<![CDATA[\n{\"@type\":\"NewsArticle\",\"datePublished\":\"2020-02-02T10:00:00Z\"}\n//]]>\n",
        "/*<![CDATA[*/\n{\"@type\":\"NewsArticle\",\"datePublished\":\"2020-02-02T10:00:00Z\"}\n/*]]>*/",
    ] {
        let head = format!("<script type='application/ld+json'>{data}</script>");
        let (found, _) = day("en", &head, &format!("<article><p>{FIRST}</p></article>"));
        assert_eq!(found.as_deref(), Some("2020-02-02"), "{data}");
    }
}
