//! Web pages as their makers' programs write them, in our own words.

mod dates;

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
fn a_page_laid_out_in_asides_keeps_the_article_in_one_of_them() {
    let body = format!(
        "<main><aside class='cf'><section><header><h1>The night of the lamp</h1></header><article class='cf'>\
         <div itemprop='articleBody'><p>{FIRST}</p><p>{SECOND}</p></div></article></section></aside>\
         <aside><p>{THIRD}</p></aside></main>"
    );
    assert_eq!(article(&body), format!("{FIRST}\n{SECOND}\n"));
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
        "<div class='footer-colophon'><p>Printed on seal.</p></div>",
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
    // Readers may say more about an article than it says.
    let comment = format!("<article class='comment-body'><p>{THIRD}</p></article>").repeat(4);
    let comments =
        format!("<div id='comments' class='comments-area'><h2>Four thoughts</h2>{comment}</div>");
    for content in ["entry-content", "post"] {
        let body = format!(
            "<main><h1>The night of the lamp</h1><div class='{content}'><p>{FIRST}</p><p>{SECOND}</p></div>{comments}</main>"
        );
        assert_eq!(article(&body), format!("{FIRST}\n{SECOND}\n"), "{content}");
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
    check(&format!(
        "<div><div class='prose'><p>{FIRST}</p></div></div><div><div class='prose'><p>{SECOND}</p></div></div>\
         <div><div class='prose'><p>{THIRD}</p></div></div>"
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

/// What stands between two paragraphs of an article becomes this.
fn between(piece: &str, expected: &str) {
    let body = format!(
        "<main><article><h1>The night of the lamp</h1><p>{FIRST}</p>{piece}<p>{SECOND}</p></article></main>"
    );
    let reading = read_here(
        "a.html",
        &page("<title>The night of the lamp</title>", &body),
    );
    assert_all_accounted_for(&reading);
    let found = outline(reading.documents[0].blocks(LayerKind::Report));
    assert_eq!(found, format!("{FIRST}\n{expected}{SECOND}\n"), "{piece}");
}

/// [`between`], where every word of the layer stands in the page as well.
fn between_in_words(piece: &str, expected: &str) {
    between(piece, expected);
    read_page(&page(
        "",
        &format!("<article><p>{FIRST}</p>{piece}</article>"),
    ));
}

#[test]
fn what_a_page_does_not_show_is_no_part_of_its_article() {
    let check = between_in_words;
    check("<div style='DISPLAY: none'>Out of sight</div>", "");
    check("<p hidden>Out of sight</p>", "");
    check(
        "<p>Seen <span aria-hidden='true'>¶</span>here.</p>",
        "Seen here.\n",
    );
    check(
        "<h2>Oil<a class='headerlink' href='#oil'>¶</a></h2><p>Of seals.</p>",
        "## Oil\nOf seals.\n",
    );
    check(
        "<h2><a href='#oil'>#</a> Oil</h2><p>Of seals.</p>",
        "## Oil\nOf seals.\n",
    );
    check(
        "<h2>Oil<span class='mw-editsection'>[<a href='/e'>edit</a>]</span></h2><p>Of seals.</p>",
        "## Oil\nOf seals.\n",
    );
    // What opens at a tap is shown.
    check(
        "<div class='accordion-body' style='display:none'>Of seals.</div>",
        "Of seals.\n",
    );
    check("<div role='tabpanel' hidden>Of seals.</div>", "Of seals.\n");
    check("<p hidden='until-found'>Of seals.</p>", "Of seals.\n");
    let sign = "<h1>The night of the lamp<a class='headerlink' href='#top'>¶</a></h1>";
    let body = format!("<div role='main'>{sign}<p>{FIRST}</p><p>{SECOND}</p></div>");
    assert_eq!(article(&body), format!("{FIRST}\n{SECOND}\n"));
}

#[test]
fn code_keeps_its_lines_and_nothing_but_them() {
    let check = between_in_words;
    check("<pre>one<br>two<br>  three</pre>", "<one\ntwo\n  three>\n");
    check(
        "<pre><code><div>a</div><div>b</div></code></pre>",
        "<a\nb>\n",
    );
    check("<pre><div>a</div>\n<div>b</div></pre>", "<a\nb>\n");
    check("<pre><ol><li>a</li><li>b</li></ol></pre>", "<a\nb>\n");
    check(
        "<pre><code>mill --start</code><button>Copy</button></pre>",
        "<mill --start>\n",
    );
    check("<code>one<br>two</code>", "<one\ntwo>\n");
    check(
        "<figure class='highlight'><table><tr><td class='gutter'><pre><span>1</span><br><span>2</span><br></pre></td>\
         <td class='code'><pre><span>x = y</span><br><span>y = z</span><br></pre></td></tr></table></figure>",
        "<x = y\ny = z>\n",
    );
    check(
        "<pre><span class='lineno'>1 </span>x\n<span class='lineno'>2 </span>y</pre>",
        "<x\ny>\n",
    );
}

#[test]
fn tables_keep_their_shape_and_pages_laid_out_in_tables_do_not() {
    let check = between_in_words;
    check(
        "<table><caption>Lamps</caption><tr><th>Pier</th><th>Oil</th></tr><tr><td>Lower</td><td>seal</td></tr></table>",
        "[caption] Lamps\n<Pier Oil\nLower seal>\n",
    );
    check(
        "<table><tr><td><p>Pier</p></td><td><p>Oil</p></td></tr><tr><td><p>Lower</p></td><td><p>seal</p><p>or cod</p></td></tr></table>",
        "<Pier Oil\nLower seal or cod>\n",
    );
    check(
        "<table><tr><th rowspan='2'>Lamp</th><th colspan='2'>Size</th></tr><tr><th>Width</th><th>Height</th></tr>\
         <tr><td>Lower</td><td>four</td><td>two</td></tr><tr><td colspan='999999'>none</td></tr></table>",
        "<Lamp Size\n Width Height\nLower four two\nnone>\n",
    );
    check(
        "<table><tr><td colspan='2'>a</td><td>b</td></tr><tr><td rowspan='2'>c</td><td>d</td></tr><tr><td>e</td></tr></table>",
        "<a  b\nc d\n e>\n",
    );
    check(
        "<table><tr><td><table><tr><td><h2>Oil</h2><p>Of seals.</p></td></tr></table></td></tr></table>",
        "## Oil\nOf seals.\n",
    );
    check(
        "<table><tr><td><p>Left.</p></td><td><p>Right.</p></td></tr></table>",
        "Left.\nRight.\n",
    );
    check("<table><tr><td>Alone.</td></tr></table>", "Alone.\n");
}

#[test]
fn formulas_and_small_signs_are_read_in_the_line() {
    let check = between;
    check(
        "<p>It gives <math><mi>Q</mi><mo>=</mo><msup><mi>v</mi><mn>2</mn></msup><mi>A</mi></math> units.</p>",
        "It gives Q=v²A units.\n",
    );
    check(
        "<p>So <math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><msub><mi>c</mi><mi>k</mi></msub></mfrac></math>.</p>",
        "So (a+b)/(c_k).\n",
    );
    check(
        "<p>Again <span class='katex'><span class='katex-mathml'><math><semantics><mrow><mi>x</mi></mrow>\
         <annotation encoding='application/x-tex'>x^2</annotation></semantics></math></span>\
         <span class='katex-html' aria-hidden='true'><span>x</span><span>2</span></span></span>, they say.</p>",
        "Again x^2, they say.\n",
    );
    check(
        "<p>Here <span style='display: none;'><math><semantics><mi>Q</mi><annotation encoding='application/x-tex'>\
         {\\displaystyle Q=vA}</annotation></semantics></math></span><img src='https://a.example/q.svg' alt='{\\displaystyle Q=vA}'> too.</p>",
        "Here Q=vA too.\n",
    );
    check(
        "<p>10<sup>6</sup> grains, 10<sup>−3</sup> m<sup>2</sup> of H<sub>2</sub>O, the 1<sup>st</sup>, x<sup>a1</sup>, x<sub>k</sub></p>",
        "10⁶ grains, 10⁻³ m² of H₂O, the 1st, x^(a1), xk\n",
    );
    check(
        "<p>A note<sup><a href='#n1'>1</a></sup> of <q>never again</q> and <q>«again»</q>.</p>",
        "A note1 of “never again” and «again».\n",
    );
}

#[test]
fn line_breaks_marks_and_numbers_of_items_mean_what_they_show() {
    let check = between;
    check(
        "<div>One line <br />\n<br />and <b>two<br>of</b>  the<b> next</b>.<br>It ends.</div>",
        "One line\nand two of the next. It ends.\n",
    );
    check(
        "<div>Before <b><p>within</p></b> after</div>",
        "Before\nwithin\nafter\n",
    );
    check(
        "<h2>Oil<br><br>and wick</h2><p>Seal.</p>",
        "## Oil  and wick\nSeal.\n",
    );
    check(
        "<ol><li value='7'>seven</li><li>eight</li><li value='20'>twenty</li></ol>",
        "7. seven\n8. eight\n20. twenty\n",
    );
}

#[test]
fn the_title_of_a_page_is_the_one_it_agrees_on() {
    let check = |head: &str, body: &str, title: &str, headings: &[&str]| {
        let reading = read_here("a.html", &page(head, body));
        assert_all_accounted_for(&reading);
        let document = &reading.documents[0];
        let blocks = document.blocks(LayerKind::Report).iter();
        let found: Vec<String> = blocks
            .filter(|block| matches!(block, Block::Heading { .. }))
            .map(Block::plain)
            .collect();
        assert_eq!(
            (
                document.title.as_str(),
                found
                    .iter()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .as_slice()
            ),
            (title, headings),
            "{head}{body}"
        );
    };
    let lamp = "The night of the lamp";
    let text = format!("<p>{FIRST}</p><h1>Oil</h1><p>{SECOND}</p><h1>Wick</h1><p>{THIRD}</p>");
    let window = format!("<title>{lamp} – Pier Diary</title>");
    let both = format!("{window}<meta property='og:title' content='{lamp}'>");
    // Headings within the text are headings.
    check(
        &both,
        &format!("<header><h1>{lamp}</h1></header><div class='entry-content'>{text}</div>"),
        lamp,
        &["Oil", "Wick"],
    );
    check(
        &both,
        &format!("<div class='entry-content'>{text}</div>"),
        lamp,
        &["Oil", "Wick"],
    );
    check(
        &window,
        &format!("<div class=WordSection1><p class=MsoTitle>{lamp}</p>{text}</div>"),
        lamp,
        &["Oil", "Wick"],
    );
    check(
        "",
        &format!("<p class='c5 title'><span>{lamp}</span></p>{text}"),
        lamp,
        &["Oil", "Wick"],
    );
    // One that stands above the text is the title, whatever the window says.
    check(
        "<title>Harbour news</title><meta property='og:title' content='A lamp'>",
        &format!("<article><h1>{lamp}</h1><p>{FIRST}</p><h2>Oil</h2><p>{SECOND}</p></article>"),
        lamp,
        &["Oil"],
    );
    check(
        "<title>Harbour news</title>",
        &format!(
            "<article><p itemprop='headline'>Lights</p><h1>{lamp}</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
        ),
        lamp,
        &[],
    );
    // The name of the site is not.
    let post = format!("<p>{FIRST}</p><p>{SECOND}</p>");
    for (window, home) in [
        ("Pier Diary: The night of the lamp", "/"),
        (
            "Pier Diary » The night of the lamp",
            "https://pier.example/",
        ),
        ("The night of the lamp | Pier Diary", "https://pier.example"),
    ] {
        let head = format!("<title>{window}</title>");
        let name = format!("<div id='header'><h1><a href='{home}'>Pier Diary</a></h1></div>");
        let entry = format!(
            "<div class='post'><h3 class='post-title'>{lamp}</h3><div class='post-body'>{post}</div></div>"
        );
        check(&head, &format!("{name}{entry}"), lamp, &[]);
        check(
            &head,
            &format!("{name}<div class='post-body'>{post}</div>"),
            lamp,
            &[],
        );
    }
    check(
        "<title>Pier Diary: The night of the lamp</title><meta property='og:site_name' content='Pier Diary'>",
        &format!(
            "<h1>Pier Diary</h1><h2 class='entry-title'>{lamp}</h2><div class='entry-content'>{post}</div>"
        ),
        lamp,
        &[],
    );
    // A break parts its words.
    check(
        &window,
        &format!("<article><h1><span>The night<br>of the</span> <b>lamp</b></h1>{post}</article>"),
        lamp,
        &[],
    );
}

#[test]
fn much_text_beside_the_article_is_told_of() {
    let check = |beside: &str, expected: &[&str]| {
        let body = format!(
            "<article><h1>The night of the lamp</h1><p>{FIRST}</p><p>{SECOND}</p></article>{beside}"
        );
        let reading = read_here(
            "a.html",
            &page("<title>The night of the lamp</title>", &body),
        );
        assert_all_accounted_for(&reading);
        let told: Vec<&str> = reading
            .problems
            .iter()
            .map(|problem| problem.span.of(&reading.text))
            .collect();
        assert_eq!(told, expected, "{beside}");
        assert!(
            reading
                .problems
                .iter()
                .all(|problem| problem.code == Code::UnplacedText)
        );
    };
    check(
        &format!("<div class='second'><p>{THIRD}</p></div>"),
        &[THIRD],
    );
    check("<div class='second'><p>Short.</p></div>", &[]);
    for known in ["nav", "footer", "header", "aside"] {
        check(&format!("<{known}><p>{THIRD}</p></{known}>"), &[]);
    }
    check(&format!("<div id='comments'><p>{THIRD}</p></div>"), &[]);
    check(
        &format!("<div class='related-posts'><ul><li>{THIRD}</li></ul></div>"),
        &[],
    );
    check(&format!("<ul><li><a href='/x'>{THIRD}</a></li></ul>"), &[]);
}

#[test]
fn the_name_of_the_site_above_a_page_of_many_blocks_is_not_its_first_paragraph() {
    let blocks: String = [FIRST, SECOND, THIRD]
        .map(|text| format!("<div class='row'><div class='col'><p>{text}</p></div></div>"))
        .concat();
    let check = |header: &str, expected: &str| {
        let found = article(&format!("<header>{header}</header>{blocks}"));
        assert_eq!(
            found,
            format!("{expected}{FIRST}\n{SECOND}\n{THIRD}\n"),
            "{header}"
        );
    };
    check("<div>Pier Diary</div>", "");
    check("<h1><a href='/'>Pier Diary</a></h1><p>All of it</p>", "");
    check(
        "<h1>The night of the lamp</h1><p>Oda Brekke</p>",
        "Oda Brekke\n",
    );
}

/// Elements without number, inside each other and beside each other, are read in a time that grows as they do.
#[test]
fn elements_without_number_are_read_to_their_end() {
    const COUNT: usize = 4_000;
    for (start, piece) in [
        ("", "<q>a "),
        ("", "<sup>1"),
        ("", "<b>a<br><br>"),
        ("", "<h1>a "),
        ("<math><semantics>", "<mi>x</mi>"),
        (
            "<math><semantics>",
            "<annotation encoding=tex>x</annotation>",
        ),
        ("<math>", "<msup><mi>x</mi>"),
        ("<table>", "<tr><td colspan=24>a<td rowspan=99>b"),
        ("", "<table><tr><td>a"),
        ("<table>", "<caption>a</caption>"),
        ("", "<div class=gutter>1 "),
        ("", "<div hidden>a "),
        ("", "<p><time itemprop=date>a "),
        ("<article>", "<aside>a"),
        ("<ol>", "<li value=3>a"),
        ("<pre>", "<div>a"),
        ("", "<p class=title>a"),
        ("", "<div class='share related-x'>a "),
    ] {
        let text = page(
            "<title>a</title>",
            &format!("{start}{}", piece.repeat(COUNT)),
        );
        let reading = read_here("a.html", &text);
        assert_eq!(reading.coverage.gaps(&reading.text), [], "{piece}");
    }
}
