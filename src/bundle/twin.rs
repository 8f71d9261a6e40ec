//! The plain-text twin of an article: everything its page says, for readers that want words only.
//!
//! Every word of every layer is in it, in the order of the page. Links stand behind their words in angle brackets,
//! headings under `#` signs, lists under dashes or numbers, as people write plain text anyway.

use crate::route::Route;
use crate::view::part::stamp;
use crate::wire::{Article, Block, Inline, LayerKind, Site};

use super::html::absolute;

/// Writes the twin.
pub fn write(article: &Article, site: &Site) -> String {
    let mut out = format!("{}\n", article.title);
    out.push_str(&"=".repeat(article.title.chars().count().clamp(1, 72)));
    out.push_str("\n\n");
    if let Some(source) = &article.source {
        line(&mut out, 0, &format!("Source: {}", source.name));
    }
    if let Some(at) = &article.published {
        line(
            &mut out,
            0,
            &format!("Published: {}", stamp::full_words(at)),
        );
    }
    let categories: Vec<&str> = article.categories.iter().map(|c| c.name.as_str()).collect();
    if !categories.is_empty() {
        line(
            &mut out,
            0,
            &format!("Categories: {}", categories.join("; ")),
        );
    }
    if !site.address.is_empty() {
        let address = absolute(site, &Route::article(&article.slug).path());
        line(&mut out, 0, &format!("Page: {address}"));
    }
    if !article.key_points.is_empty() {
        heading(&mut out, 2, "Key points");
        for point in &article.key_points {
            item(&mut out, 0, "- ", &inlines(point));
        }
    }
    for layer in &article.layers {
        let name = match layer.kind {
            LayerKind::Report if article.source.is_none() => "Text",
            LayerKind::Report => "Report",
            LayerKind::Opinion => "Opinion",
            LayerKind::Action => "Action",
            LayerKind::Todo => "To Do",
        };
        heading(&mut out, 2, name);
        blocks(&mut out, 0, &layer.blocks);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn blocks(out: &mut String, indent: usize, blocks: &[Block]) {
    for block in blocks {
        self::block(out, indent, block);
        gap(out);
    }
}

fn block(out: &mut String, indent: usize, block: &Block) {
    match block {
        Block::Heading { level, text, .. } => {
            let signs = "#".repeat(usize::from(*level));
            line(out, indent, &format!("{signs} {}", inlines(text)));
        }
        Block::Paragraph { text, .. } => line(out, indent, &inlines(text)),
        Block::List { start, items } => {
            for (at, blocks) in items.iter().enumerate() {
                let sign = match start {
                    Some(first) => format!("{}. ", first.saturating_add(at as u32)),
                    None => "- ".to_owned(),
                };
                let mut inner = String::new();
                for block in blocks {
                    self::block(&mut inner, 0, block);
                }
                item(out, indent, &sign, inner.trim_end());
            }
        }
        Block::Quote(inner) => {
            let mut text = String::new();
            blocks(&mut text, 0, inner);
            for row in text.trim_end().lines() {
                line(out, indent, format!("> {row}").trim_end());
            }
        }
        Block::Image { href, alt } => line(out, indent, &format!("[Picture: {alt}] <{href}>")),
        Block::Code { text, .. } => text.lines().for_each(|row| line(out, indent + 4, row)),
        Block::Table { head, rows } => {
            for row in std::iter::once(head).chain(rows) {
                let cells: Vec<String> = row.iter().map(|cell| inlines(cell)).collect();
                if !cells.is_empty() {
                    line(out, indent, &cells.join(" | "));
                }
            }
        }
        Block::Rule => line(out, indent, "* * *"),
    }
}

fn inlines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) => out.push_str(&self::inlines(inner)),
            Inline::Link { href, text } => {
                let words = self::inlines(text);
                out.push_str(&words);
                let shown = href.split_once(':').map_or(href.as_str(), |(_, rest)| rest);
                let is_here = href.starts_with('#');
                if !is_here && !words.contains(shown.trim_start_matches('/').trim_end_matches('/'))
                {
                    out.push_str(&format!(" <{href}>"));
                }
            }
            Inline::Break => out.push('\n'),
        }
    }
    out
}

fn heading(out: &mut String, level: usize, text: &str) {
    gap(out);
    line(out, 0, &format!("{} {text}", "#".repeat(level)));
    gap(out);
}

/// An item of a list: its first line behind a sign, the others below it.
fn item(out: &mut String, indent: usize, sign: &str, text: &str) {
    for (at, row) in text.lines().enumerate() {
        if at == 0 {
            line(out, indent, &format!("{sign}{row}"));
        } else {
            line(out, indent + sign.len(), row);
        }
    }
}

/// Text at an indent, on as many lines as it has.
fn line(out: &mut String, indent: usize, text: &str) {
    for row in text.split('\n') {
        if !row.is_empty() {
            out.push_str(&" ".repeat(indent));
            out.push_str(row);
        }
        out.push('\n');
    }
}

/// One empty line, never two.
fn gap(out: &mut String) {
    while out.ends_with("\n\n") {
        out.pop();
    }
    out.push('\n');
}
