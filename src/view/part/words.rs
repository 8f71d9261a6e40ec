//! Small words that many parts share: counts, plurals, titles.

use super::markup::{Node, el};

/// A number with separators between thousands: `12,345`.
pub fn number(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number and its noun: `1 article`, `2 articles`, `no articles`.
pub fn count(n: u32, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        n => format!("{} {many}", number(n)),
    }
}

/// `1 article`, `2 articles`, `no articles`.
pub fn articles(n: u32) -> String {
    count(n, "article", "articles")
}

/// Reading time: `4 min read`.
pub fn minutes(n: u32) -> String {
    format!("{n} min read")
}

/// The same with a capital first letter. The words are the site's own, so ASCII is enough, and the tables of Unicode
/// stay out of the browser's binary.
pub fn sentence(text: &str) -> String {
    let mut out = text.to_owned();
    if let Some(first) = out.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    out
}

/// A title as its author wrote it. Two hyphens that stand for a dash stay together at the end of a line, where browsers
/// would part them.
pub fn title(text: &str) -> Node {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.as_bytes().windows(2).position(|two| two == b"--") {
        let end = at + 2;
        out.push(Node::from(rest.get(..at).unwrap_or_default().to_owned()));
        out.push(el("span").class("whole").add("--").into());
        rest = rest.get(end..).unwrap_or_default();
    }
    out.push(rest.to_owned().into());
    Node::Group(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        for (n, expected) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1234567, "1,234,567"),
        ] {
            assert_eq!(number(n), expected);
        }
    }

    #[test]
    fn a_dash_of_two_hyphens_stays_whole_and_the_text_as_it_is() {
        for (text, parts) in [
            ("Tides", 1),
            ("Tides -- again", 3),
            ("--", 1),
            ("a -- b -- c", 5),
        ] {
            let heading = el("h1").add(title(text));
            assert_eq!(heading.text(), text);
            let Node::Group(found) = title(text) else {
                panic!("{text}")
            };
            let full = found
                .iter()
                .filter(|part| !matches!(part, Node::Text(words) if words.is_empty()));
            assert_eq!(full.count(), parts, "{text}");
        }
    }
}
