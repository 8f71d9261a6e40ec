//! A page carries the part of the style sheet that it shows.

use std::collections::BTreeSet;
use std::io::Write as _;

use super::scratch::{Scratch, build, files, own_seeds};

/// The sheet in a page.
fn sheet(page: &str) -> &str {
    let after = page.split("<style").nth(1).expect("a sheet");
    let (_, after) = after.split_once('>').expect("the tag ends");
    after.split("</style>").next().expect("the sheet ends")
}

/// Every selector of a sheet, without the conditions around it.
fn selectors(sheet: &str) -> BTreeSet<&str> {
    sheet
        .split(['{', '}', ';'])
        .zip(sheet.match_indices(['{', '}', ';']))
        .filter(|(text, (_, end))| *end == "{" && !text.starts_with('@') && !text.starts_with('&'))
        .flat_map(|(text, _)| alternatives(text))
        .collect()
}

/// The selectors of a list. A comma in brackets parts none.
fn alternatives(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    let parts = list.split(move |c| {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        c == ',' && depth == 0
    });
    parts.map(str::trim)
}

/// What has to stand in a page for a selector to find anything, as far as names go: elements, and classes with a dot.
/// What is said of states and attributes is passed over.
fn names(selector: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut depth = 0;
    let mut state = false;
    for c in selector.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ if depth > 0 => {}
            ':' => state = true,
            '.' => {
                state = false;
                out.push(".".into());
            }
            c if c.is_ascii_alphanumeric() || c == '-' || c == '_' => {
                if !state {
                    out.last_mut().expect("one").push(c);
                }
            }
            _ => {
                state = false;
                out.push(String::new());
            }
        }
    }
    out.retain(|name| !name.is_empty());
    out
}

#[test]
fn no_page_lacks_a_rule_for_what_it_shows() {
    let scratch = Scratch::new();
    build(&own_seeds(), &scratch.path("dist"));
    let files = files(&scratch.path("dist"));
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let lost = text(&files["404.html"]);
    let whole = selectors(sheet(&lost));
    assert!(whole.len() > 200, "{}", whole.len());
    let (mut smaller, mut lacking) = (0, BTreeSet::new());
    for (name, bytes) in &files {
        if !name.ends_with("index.html") {
            continue;
        }
        let page = text(bytes);
        // A signpost to another address has no style.
        if !page.contains("<style") {
            continue;
        }
        let own = selectors(sheet(&page));
        smaller += usize::from(own.len() < whole.len());
        let body = page.split("<body").nth(1).expect("a body");
        let classes: BTreeSet<&str> = body
            .split(" class=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .flat_map(str::split_ascii_whitespace)
            .collect();
        let there = |name: &String| match name.strip_prefix('.') {
            Some(class) => classes.contains(class),
            None => body.contains(&format!("<{name}")) || ["html", "body"].contains(&name.as_str()),
        };
        for selector in whole.difference(&own) {
            // Marks on words are the app's alone.
            let is_shown = !selector.contains("::highlight");
            if is_shown && names(selector).iter().all(there) {
                lacking.insert(format!("{selector} on {name}"));
            }
        }
    }
    assert!(lacking.is_empty(), "{lacking:#?}");
    assert!(smaller > 60, "{smaller} pages carry a part only");
}

#[test]
fn an_article_can_be_read_after_twelve_kilobytes() {
    /// The script that starts the app and the picture for sharing, which a build without an app and cards leaves out.
    const LEFT_OUT: usize = 200;
    let scratch = Scratch::new();
    build(&own_seeds(), &scratch.path("dist"));
    let mut read = 0;
    for (name, page) in &files(&scratch.path("dist")) {
        let is_article = name.starts_with("articles/") && name.ends_with("index.html");
        let text = String::from_utf8_lossy(page);
        let Some((_, article)) = text.split_once("<article").filter(|_| is_article) else {
            continue;
        };
        let article = article.split("</article>").next().unwrap_or_default();
        let words: usize = article
            .split('<')
            .filter_map(|part| part.split_once('>'))
            .map(|(_, text)| text.split_whitespace().count())
            .sum();
        if words > 950 {
            continue;
        }
        read += 1;
        let mut small = Vec::new();
        let mut encoder = brotli::CompressorWriter::new(&mut small, 1 << 16, 11, 22);
        encoder.write_all(page).expect("memory");
        drop(encoder);
        let bytes = small.len() + LEFT_OUT;
        assert!(bytes <= 12_000, "{name}: {bytes} bytes for {words} words");
    }
    assert!(read > 20, "{read} articles");
}
