//! Web pages as their makers' programs write them, in our own words.

use super::*;

const FIRST: &str = "The lamp of the lower pier was lit at dusk, and the keeper wrote the hour into his book as always.";
const SECOND: &str = "At nine the wind went round to the north, and three boats that had lain outside came in for shelter.";
const THIRD: &str = "By morning the harbour was full, the bakers had sold all they had, and the school stayed closed.";

/// A page with something in its head and something in its body.
fn page(head: &str, body: &str) -> String {
    format!("<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>")
}

/// Reads a page, of which every character is accounted for, and every word said to be in the article is there.
fn read_page(text: &str) -> Reading {
    let reading = read_here("a.html", text);
    assert_all_accounted_for(&reading);
    assert_words_kept(&reading);
    reading
}

/// What a page titled "The night of the lamp" comes to.
fn article(body: &str) -> String {
    let reading = read_page(&page("<title>The night of the lamp</title>", body));
    let document = &reading.documents[0];
    assert_eq!(document.title, "The night of the lamp", "{body}");
    outline(document.blocks(LayerKind::Report))
}

#[test]
fn a_word_of_a_layout_within_a_name_takes_nothing_out_of_an_article() {
    let check = |piece: &str, expected: &str| {
        let body = format!(
            "<main><article><h1>The night of the lamp</h1><p>{FIRST}</p>{piece}<p>{SECOND}</p><p>{THIRD}</p></article></main>"
        );
        let expected = format!("{FIRST}\n{expected}{SECOND}\n{THIRD}\n");
        assert_eq!(article(&body), expected, "{piece}");
    };
    // Programs name a section and its heading by its words.
    check(
        "<section id='related-work'><h2>Related work</h2><p>Of other piers.</p></section>",
        "## Related work\nOf other piers.\n",
    );
    check(
        "<section id='social'><h2>Social</h2><p>There was a dance.</p></section>",
        "## Social\nThere was a dance.\n",
    );
    check(
        "<h4 id='comments-on-the-lamp'>Comments on the lamp</h4><p>It smokes.</p>",
        "#### Comments on the lamp\nIt smokes.\n",
    );
    check(
        "<div class='cookie-recipe'><p>Mix the butter.</p></div>",
        "Mix the butter.\n",
    );
    check(
        "<div class='builder-widget builder-widget-text'><div class='builder-widget-container'><p>It rained.</p></div></div>",
        "It rained.\n",
    );
    check(
        "<div class='with-sidebar no-sidebar'><p>It rained.</p></div>",
        "It rained.\n",
    );
    check(
        "<ul class='menu'><li>Fish soup</li><li>Plum cake</li></ul>",
        "- Fish soup\n- Plum cake\n",
    );
    // What a reader of the page reads with the article.
    check(
        "<h3><button aria-expanded='true'>Who kept it?</button></h3><p>Ole did.</p>",
        "### Who kept it?\nOle did.\n",
    );
    check(
        "<blockquote><p>Light is bread.</p><footer>Ole, keeper</footer></blockquote>",
        "<Light is bread.\nOle, keeper>\n",
    );
    check(
        "<aside class='callout'><p>Mind the steps.</p></aside>",
        "Mind the steps.\n",
    );
}

#[test]
fn a_name_made_of_words_of_a_layout_alone_stands_around_an_article() {
    for piece in [
        "<div class='share'><p>Share this with a friend.</p></div>",
        "<div class='td-post-sharing-top'>Share this</div>",
        "<div class='ad-x'>Advertisement</div>",
        "<div id='related-posts'><p>Another night, and another lamp.</p></div>",
        "<section class='comments-area' id='comments'><h2>Two comments</h2><p>Good.</p></section>",
        "<div class='harbour-social'><a href='/x'>Follow the harbour</a></div>",
        "<ul class='menu'><li><a href='/a'>Piers</a></li><li><a href='/b'>Boats</a></li></ul>",
        "<button>Print</button>",
        "<footer>Filed under piers</footer>",
        "<aside><a href='/c'>More of the harbour</a></aside>",
        "<aside class='sidebar'><p>Our harbour master writes.</p></aside>",
    ] {
        let body = format!(
            "<main><article><h1>The night of the lamp</h1><p>{FIRST}</p>{piece}<p>{SECOND}</p><p>{THIRD}</p></article></main>"
        );
        assert_eq!(
            article(&body),
            format!("{FIRST}\n{SECOND}\n{THIRD}\n"),
            "{piece}"
        );
    }
}

#[test]
fn what_holds_the_content_is_no_frame_and_a_menu_is_never_the_article() {
    let entries: String = (1..30)
        .map(|number| {
            format!(
                "<li><a href='/{number}'>Entry {number} of the long menu of the harbour</a></li>"
            )
        })
        .collect();
    for wrap in [
        "content-sidebar-wrap",
        "layout-no-sidebar",
        "sidebar-wrap",
        "page-sidebar",
    ] {
        let body = format!(
            "<nav><ul>{entries}</ul></nav><div class='{wrap}'><main><article><h1>The night of the lamp</h1>\
             <div class='entry-content'><p>{FIRST}</p><p>{SECOND}</p></div></article></main><aside class='sidebar'>Side</aside></div>"
        );
        assert_eq!(article(&body), format!("{FIRST}\n{SECOND}\n"), "{wrap}");
    }
    let body = format!("<nav><ul>{entries}</ul></nav><p>Short.</p>");
    assert_eq!(article(&body), "Short.\n");
}

#[test]
fn an_article_in_several_blocks_is_kept_whole() {
    let check = |body: &str| {
        assert_eq!(
            article(body),
            format!("{FIRST}\n{SECOND}\n{THIRD}\n"),
            "{body}"
        );
    };
    let h1 = "<h1>The night of the lamp</h1>";
    check(&format!(
        "{h1}<div class='section'><div class='col'><p>{FIRST}</p></div></div><div class='section'><div class='col'><p>{SECOND}</p>\
         </div></div><div class='section'><div class='col'><p>{THIRD}</p></div></div>"
    ));
    check(&format!(
        "<div id='page1'><p>{FIRST}</p></div><div id='page2'><p>{SECOND}</p></div><div id='page3'><p>{THIRD}</p></div>"
    ));
    // A long second part makes the others no less a part.
    let long = format!("<p>{SECOND}</p>").repeat(12);
    let body = format!(
        "<div class=Part1><p>{FIRST}</p></div><div class=Part2>{long}</div><div class=Part3><p>{THIRD}</p></div>"
    );
    let found = article(&body);
    assert!(
        found.starts_with(FIRST) && found.trim_end().ends_with(THIRD),
        "{found}"
    );
}

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
