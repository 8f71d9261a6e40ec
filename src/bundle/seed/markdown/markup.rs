//! HTML inside Markdown, reduced to words.

use crate::model::{Block, Inline};

use super::super::lines::fold;

/// Tags that end a paragraph.
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "section",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "blockquote",
    "figure",
    "figcaption",
    "pre",
    "hr",
    "details",
    "summary",
];

/// The words of a piece of HTML as paragraphs; scripts, styles and comments have none.
pub(super) fn blocks(html: &str) -> Vec<Block> {
    let mut paragraphs = vec![String::new()];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push(&mut paragraphs, &rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let name: String = rest[1..]
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if name.is_empty() {
            push(&mut paragraphs, "<");
            rest = &rest[1..];
            continue;
        }
        let opening = !rest.starts_with("</");
        rest = rest.split_once('>').map_or("", |(_, after)| after);
        if opening && matches!(name.as_str(), "script" | "style" | "template") {
            let end = format!("</{name}");
            rest = rest.to_ascii_lowercase().find(&end).map_or("", |at| {
                rest[at..].split_once('>').map_or("", |(_, after)| after)
            });
        } else if name == "br" {
            push(&mut paragraphs, " ");
        } else if BLOCKS.contains(&name.as_str()) {
            paragraphs.push(String::new());
        }
    }
    push(&mut paragraphs, rest);
    let words = paragraphs
        .iter()
        .map(|text| fold(text))
        .filter(|text| !text.is_empty());
    words
        .map(|text| Block::Paragraph {
            inlines: vec![Inline::Text(text)],
            role: None,
        })
        .collect()
}

fn push(paragraphs: &mut [String], text: &str) {
    if let Some(last) = paragraphs.last_mut() {
        last.push_str(&decode(text));
    }
}

/// The character references of HTML that stand in prose.
fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let named = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&mdash;", "—"),
        ("&ndash;", "–"),
        ("&hellip;", "…"),
        ("&copy;", "©"),
        ("&amp;", "&"),
    ];
    named
        .iter()
        .fold(text.to_owned(), |text, (reference, letter)| {
            text.replace(reference, letter)
        })
}
