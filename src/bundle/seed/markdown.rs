//! Markdown, with or without a header.

use std::ops::Range;

use crate::bundle::problem::Code;
use crate::model::{Block, Document, Inline, Kind, LayerKind, Slug, Span};

use super::headed::LONGEST_TITLE;
use super::header::{self, Aside, Header};
use super::lines::Line;
use super::{Desk, Furniture, Part, Use, date, extension};

use body::FirstHeading;

mod body;
mod dialect;
mod fields;

/// Whether the file begins with a header.
pub(super) fn has_header(text: &str) -> bool {
    header::notation(text).is_some()
}

/// Whether a file says by its name that it is Markdown.
pub(super) fn is_named(path: &str) -> bool {
    matches!(
        extension(path).as_str(),
        "md" | "markdown" | "mdx" | "mkd" | "mdown"
    )
}

/// Whether a file without a header is Markdown: it says so by its name, or it has signs no other dialect has. What says that it
/// is reStructuredText has some of these signs, and they mean something else.
pub(super) fn looks_marked(path: &str, lines: &[Line<'_>]) -> bool {
    if is_named(path) || matches!(extension(path).as_str(), "rst" | "rest") {
        return is_named(path);
    }
    let heading = |text: &str| {
        let level = text.bytes().take_while(|&byte| byte == b'#').count();
        (1..=6).contains(&level) && text[level..].starts_with(' ')
    };
    let marked = |text: &str| {
        heading(text)
            || text.starts_with("```")
            || text.starts_with("- ")
            || text.starts_with("* ")
            || text.starts_with("> ")
            || text.starts_with("1. ")
            || text.contains("](http")
            || (text.len() >= 3 && text.bytes().all(|byte| byte == b'='))
    };
    let first = lines.iter().find(|line| !line.text.is_empty());
    first.is_some_and(|line| heading(line.text))
        || lines
            .iter()
            .take(400)
            .filter(|line| marked(line.text))
            .count()
            >= 2
}

/// Reads header and body.
pub(super) fn read(desk: &mut Desk<'_>) -> Vec<Document> {
    let header = header::notation(desk.text)
        .map(|(notation, start)| header::read(desk.text, notation, start));
    let Header {
        fields,
        faults,
        span,
        body: start,
    } = header.unwrap_or_else(|| Header {
        // A byte order mark would make a heading a paragraph.
        body: desk.text.len() - desk.text.trim_start_matches('\u{feff}').len(),
        ..Header::default()
    });
    for fault in faults {
        let (code, help) = if fault.closed {
            (
                Code::MalformedHeader,
                "quote values that hold `: ` or begin with a special sign, and indent with blanks",
            )
        } else {
            (
                Code::UnclosedHeader,
                "end the header with a line like the one it began with",
            )
        };
        desk.report(code, fault.span, fault.message, help);
    }
    let before = Span {
        start: 0,
        end: span.start,
    };
    if before.of(desk.text).contains("<!--") {
        desk.claim(before, Use::Furniture(Furniture::Comment));
    }
    claim_asides(desk, before);
    claim_header(desk, &fields, span);
    let mut document = Document::new(Kind::Markdown, "");
    fields::apply(desk, &fields, &mut document);
    let body = body::read(desk, start);
    for (kind, blocks) in body.layers {
        document.extend_layer(kind, blocks);
    }
    (document.contacts, document.mentions, document.asks) = body.contacts;
    settle_title(
        desk,
        &mut document,
        body.first_heading,
        Span::new(start, start),
    );
    settle_name(desk.path, &desk.context.zone, &mut document);
    vec![document]
}

/// Claims the program lines and comments of MDX in a piece of the text, and returns their places.
fn claim_asides(desk: &mut Desk<'_>, piece: Span) -> Vec<Span> {
    let is_mdx = extension(desk.path) == "mdx";
    let asides = header::asides(piece.of(desk.text), is_mdx).into_iter();
    let claim = |(aside, place): (Aside, Range<usize>)| {
        let start = piece.start as usize;
        let span = Span::new(start + place.start, start + place.end);
        let furniture = match aside {
            Aside::Statement => Furniture::Program,
            Aside::Comment => Furniture::Comment,
        };
        desk.claim(span, Use::Furniture(furniture));
        span
    };
    asides.map(claim).collect()
}

/// Fields claim their own places; what stands between them are fences, commas and comments.
fn claim_header(desk: &mut Desk<'_>, fields: &[header::Field], span: Span) {
    let mut sorted: Vec<&header::Field> = fields.iter().collect();
    sorted.sort_by_key(|field| field.span);
    let mut from = span.start;
    for field in sorted {
        claim_between(desk, from, field.span.start);
        let use_ = match field.key.as_str() {
            "title" => Use::Part(Part::Title),
            key if fields::TITLES.contains(&key) => Use::Part(Part::Title),
            "categories" | "category" => Use::Part(Part::Categories),
            "source" => Use::Part(Part::Source),
            key => Use::Part(Part::Field(key.to_owned())),
        };
        desk.claim(field.span, use_);
        from = from.max(field.span.end);
    }
    claim_between(desk, from, span.end);
}

fn claim_between(desk: &mut Desk<'_>, start: u32, end: u32) {
    if start < end {
        let piece = Span { start, end };
        let comment = piece
            .of(desk.text)
            .lines()
            .any(|line| line.trim_start().starts_with('#'));
        desk.claim(
            piece,
            Use::Furniture(if comment {
                Furniture::Comment
            } else {
                Furniture::Markup
            }),
        );
    }
}

/// The title of the header, else the first heading, else the first line of a plain text, else the name of the file.
fn settle_title(
    desk: &mut Desk<'_>,
    document: &mut Document,
    first_heading: Option<FirstHeading>,
    place: Span,
) {
    if let Some(heading) = first_heading {
        if document.title.is_empty() {
            document.title = heading.text;
            // Below other blocks it stays where it stands.
            if heading.is_first {
                drop_first_block(document);
                reclaim(desk, heading.place, Use::Part(Part::Title));
            }
        } else if heading.is_first && heading.text == document.title {
            drop_first_block(document);
            reclaim(
                desk,
                heading.place,
                Use::Furniture(Furniture::RepeatedTitle),
            );
        }
    }
    if document.title.is_empty() && !is_named(desk.path) {
        take_first_line(desk, document);
    }
    if document.title.is_empty() && document.redirect.is_none() {
        let name = page_name(desk.path);
        let rest = date::in_file_name(name, "UTC").map_or(name, |(_, rest)| rest);
        // A page of a diary has its day for a name.
        document.title = match rest {
            "" => name.to_owned(),
            _ => super::lines::fold(&rest.replace(['-', '_'], " ")),
        };
        desk.report(
            Code::MissingTitle,
            place,
            format!(
                "the document has no title; \"{}\" was made from the file name",
                document.title
            ),
            "add `title: ...` to the header, or begin the text with `# ...`",
        );
    }
}

/// The first line of a plain text is its title, if it stands by itself and holds nothing but words.
fn take_first_line(desk: &mut Desk<'_>, document: &mut Document) {
    let Some(Block::Paragraph { inlines, .. }) = document.blocks(LayerKind::Report).first() else {
        return;
    };
    let words = Inline::plain(inlines);
    let layer = Use::Part(Part::Layer(LayerKind::Report));
    let pieces = desk.pieces.iter().filter(|piece| piece.use_ == layer);
    let first = pieces.map(|piece| piece.span).min_by_key(|span| span.start);
    let line = first.map_or("", |span| span.of(desk.text).trim());
    if let Some(place) = first
        && line == words
        && words.chars().count() <= LONGEST_TITLE
    {
        document.title = words;
        drop_first_block(document);
        reclaim(desk, place, Use::Part(Part::Title));
    }
}

fn drop_first_block(document: &mut Document) {
    if let Some(layer) = document
        .layers
        .iter_mut()
        .find(|layer| layer.kind == LayerKind::Report)
    {
        if matches!(
            layer.blocks.first(),
            Some(Block::Heading { .. } | Block::Paragraph { .. })
        ) {
            layer.blocks.remove(0);
        }
        if layer.blocks.is_empty() {
            document.layers.retain(|layer| !layer.blocks.is_empty());
        }
    }
}

/// Says anew what became of a piece that was claimed before.
fn reclaim(desk: &mut Desk<'_>, span: Span, use_: Use) {
    desk.pieces.retain(|piece| piece.span != span);
    desk.claim(span, use_);
}

/// The name of a file without folders, extension and the language that may stand before it (`name.html.md`,
/// `name.zh-cn.md`).
pub(super) fn file_stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let cut = |name: &str| {
        name.rsplit_once('.')
            .filter(|(stem, _)| !stem.is_empty())
            .map(|(stem, end)| (stem.len(), end.to_lowercase()))
    };
    let Some((end, _)) = cut(name) else {
        return name;
    };
    let stem = &name[..end];
    match cut(stem) {
        Some((end, inner)) if inner == "html" || is_language(&inner) => &stem[..end],
        _ => stem,
    }
}

/// `en`, `zh-cn`, `pt_br`.
fn is_language(text: &str) -> bool {
    let (language, country) = text.split_once(['-', '_']).unwrap_or((text, ""));
    let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    language.len() == 2
        && letters(language)
        && (country.is_empty() || country.len() <= 4)
        && letters(country)
}

/// The name of a page: its file's, or where that is called `index` its folder's.
fn page_name(path: &str) -> &str {
    let stem = file_stem(path);
    let is_index = matches!(stem.to_lowercase().as_str(), "index" | "_index" | "readme");
    let folder = path.rsplit(['/', '\\']).nth(1).filter(|_| is_index);
    folder
        .filter(|folder| !matches!(*folder, "" | "." | ".."))
        .unwrap_or(stem)
}

/// Slug and date, where the header gave none, from the name of the file.
fn settle_name(path: &str, zone: &str, document: &mut Document) {
    let name = page_name(path);
    let dated = date::in_file_name(name, zone);
    let rest = dated.map_or(name, |(_, rest)| rest);
    if document.published.is_none() {
        document.published = date::in_path(path, zone);
    }
    if document.slug.as_str() == "untitled" {
        let named = Slug::from_title(rest);
        document.slug = if named.as_str() == "untitled" {
            Slug::from_title(&document.title)
        } else {
            named
        };
    }
}
