//! Web pages: the main content as blocks, and nothing else of them.
//!
//! The tokens and the tree are our own, small and with places, because every character of a page has to be accounted
//! for: what is in the article, what stood around it, what was markup. No tag, style or script goes any further.

use serde_json::{Map, Value};

use crate::bundle::problem::Code;
use crate::model::{Block, Document, Href, Kind, LayerKind, Slug};

use super::date::Order;
use super::lines::fold;
use super::{Desk, Furniture, Part, Use, host_of};

mod blocks;
mod code;
mod content;
mod formula;
mod names;
mod published;
mod table;
mod title;
mod token;
mod tree;
mod unseen;

use content::Plan;
use published::Dates;
pub(super) use token::{decode, reference};
use tree::{Content, Tree};

/// Whether a text is a web page, or a piece of one: it begins with a tag of HTML.
pub(super) fn recognise(text: &str) -> bool {
    let mut rest =
        text.trim_start_matches(|letter: char| letter == '\u{feff}' || letter.is_whitespace());
    // Comments and an XML declaration may stand before the page.
    // What declares itself XML and is no feed is read like a page: its tags are not its words.
    if rest.starts_with("<?xml") {
        return true;
    }
    while let Some(after) = rest
        .strip_prefix("<!--")
        .and_then(|rest| rest.split_once("-->"))
        .or_else(|| {
            rest.strip_prefix("<?xml")
                .and_then(|rest| rest.split_once("?>"))
        })
    {
        rest = after.1.trim_start();
    }
    let head: String = rest
        .chars()
        .take(40)
        .collect::<String>()
        .to_ascii_lowercase();
    let whole = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<article",
        "<main",
        "<link",
        "<base",
    ]
    .iter()
    .any(|start| head.starts_with(start));
    // A piece of a page: only where the end of its first element stands there too.
    let piece = [
        "<div",
        "<p>",
        "<p ",
        "<h1",
        "<section",
        "<center",
        "<table",
        "<font",
        "<script",
        "<style",
        "<noscript",
    ]
    .iter()
    .any(|start| head.starts_with(start))
        && rest.trim_end().ends_with('>');
    whole || piece
}

/// The blocks of a piece of HTML that is all content and stood at an address.
pub(super) fn fragment(html: &str, address: Option<&Href>) -> Vec<Block> {
    let mut tree = Tree::new(html);
    if let Some(address) = address {
        tree.set_base(address.as_str());
    }
    blocks::read(&tree, 0, tree.unseen())
}

/// Reads a page.
pub(super) fn read(desk: &mut Desk<'_>) -> Vec<Document> {
    let mut tree = Tree::new(desk.text);
    let original = original(&mut tree);
    let mut plan = content::plan(&tree);
    let mut document = Document::new(Kind::HtmlPage, "");
    document.source = original.as_ref().and_then(host_of);
    document.original = original;
    let title = title::title(&tree, &plan).unwrap_or_default();
    let heading = title::heading(&tree, &plan, &title);
    if let Some(heading) = heading {
        plan.drop_words(&tree, heading);
    }
    let blocks = blocks::read(&tree, plan.main, &plan.dropped);
    read_dates(desk, &tree, &plan, &title, &mut document);
    read_meta(&tree, &mut document);
    claim(desk, &tree, &plan, &title, heading);
    if let Some(beside) = plan.beside(&tree) {
        desk.report(
            Code::UnplacedText,
            tree.nodes()[beside].span,
            "this and more stands beside what was taken for the article, and is not published",
            "if it belongs to the article, copy it into a Markdown file, or put both into one <article>",
        );
    }
    document.title = title;
    if document.title.is_empty() {
        let stem = super::markdown::file_stem(desk.path);
        document.title = fold(&stem.replace(['-', '_'], " "));
        desk.report(
            Code::MissingTitle,
            crate::model::Span::default(),
            format!(
                "the page has no title; \"{}\" was made from the file name",
                document.title
            ),
            "give the page a <title> or a first heading",
        );
    }
    if blocks.is_empty() {
        desk.report(
            Code::NoUsableText,
            crate::model::Span::default(),
            "no text was found in this page",
            "save the page again when it is fully loaded, or copy its text into a Markdown file",
        );
        return Vec::new();
    }
    document.slug = Slug::from_title(&document.title);
    document.extend_layer(LayerKind::Report, blocks);
    vec![document]
}

/// The address where the page stood, as it says itself; its links are seen from there, or from what its `<base>` says.
fn original(tree: &mut Tree<'_>) -> Option<Href> {
    let base = tree
        .find(|name, _| name == "base")
        .and_then(|node| tree.attribute(node, "href"))
        .unwrap_or_default();
    tree.set_base(&base);
    let canonical = tree.find(|name, attributes| {
        name == "link"
            && attributes
                .get("rel")
                .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
    });
    let address = canonical
        .and_then(|node| tree.attribute(node, "href"))
        .or_else(|| meta(tree, &["og:url"]))
        .or_else(|| saved_from(tree));
    let original = tree.whole(&address.unwrap_or_default());
    if let Some(original) = &original {
        tree.set_base(original.as_str());
        tree.set_base(&base);
    }
    original
}

/// The address that a browser, or SingleFile, writes into a comment at the beginning of a page it saves.
fn saved_from(tree: &Tree<'_>) -> Option<String> {
    tree.comments().take(4).find_map(|comment| {
        let (_, rest) = comment
            .split_once("saved from url=(")
            .and_then(|(_, rest)| rest.split_once(')'))
            .or_else(|| {
                let (_, rest) = comment.split_once("saved with SingleFile")?;
                rest.split_once("url:")
            })?;
        rest.split_whitespace().next().map(str::to_owned)
    })
}

/// The content of a `<meta>` with one of the names.
fn meta(tree: &Tree<'_>, names: &[&str]) -> Option<String> {
    tree.attribute(meta_node(tree, names)?, "content")
}

/// The `<meta>` with one of the names that says something.
fn meta_node(tree: &Tree<'_>, names: &[&str]) -> Option<usize> {
    names.iter().find_map(|wanted| {
        let node = tree.find(|name, attributes| {
            name == "meta"
                && ["property", "name", "itemprop"].iter().any(|key| {
                    attributes
                        .get(key)
                        .is_some_and(|value| value.eq_ignore_ascii_case(wanted))
                })
        })?;
        let content = tree.attribute(node, "content");
        content
            .is_some_and(|content| !content.trim().is_empty())
            .then_some(node)
    })
}

fn read_dates(
    desk: &mut Desk<'_>,
    tree: &Tree<'_>,
    plan: &Plan,
    title: &str,
    document: &mut Document,
) {
    let json = linked_data(tree);
    let dates = Dates {
        tree,
        plan,
        title,
        address: document.original.as_ref(),
        json: &json,
        zone: &desk.context.zone,
        order: Order::of(&language(tree)),
    };
    let read = |text: String| dates.read(&text).map(|dated| dated.stamp);
    document.updated = meta(
        tree,
        &["article:modified_time", "dateModified", "og:updated_time"],
    )
    .and_then(read)
    .or_else(|| find_text(&json, "dateModified", &|_| true).and_then(read));
    let Some(found) = dates.published() else {
        return;
    };
    document.published = Some(found.dated.stamp);
    let span = found.node.map(|node| tree.nodes()[node].span);
    let remarks = found.dated.remarks.into_iter();
    for remark in remarks.filter(|remark| remark.code == Code::AmbiguousDate) {
        let help = format!(
            "{}, or say the language: <html lang=\"en-GB\">",
            remark.help
        );
        desk.report(remark.code, span.unwrap_or_default(), remark.message, help);
    }
}

/// The language that a page says it is written in.
fn language(tree: &Tree<'_>) -> String {
    let said = tree.find(|name, attributes| {
        matches!(name, "html" | "body") && attributes.get("lang").is_some()
    });
    said.and_then(|node| tree.attribute(node, "lang"))
        .or_else(|| meta(tree, &["og:locale", "dc.language", "language"]))
        .unwrap_or_default()
}

fn read_meta(tree: &Tree<'_>, document: &mut Document) {
    document.summary = meta(
        tree,
        &["og:description", "description", "twitter:description"],
    )
    .map(|text| fold(&text));
    let mut labels: Vec<String> = meta(tree, &["keywords", "news_keywords"])
        .map(|words| {
            words
                .split(',')
                .map(fold)
                .filter(|word| !word.is_empty())
                .collect()
        })
        .unwrap_or_default();
    labels.truncate(30);
    document.labels = labels;
}

/// What the page says about itself in JSON.
fn linked_data(tree: &Tree<'_>) -> Vec<Value> {
    tree.all(|name, attributes| {
        name == "script"
            && attributes
                .get("type")
                .is_some_and(|kind| kind.contains("ld+json"))
    })
    .into_iter()
    .take(8)
    .filter_map(|node| read_json(&tree.raw_text_of(node)))
    .collect()
}

/// Linked data as programs write it: wrapped so that old readers of XML pass over it, and with bare line breaks in its texts.
fn read_json(written: &str) -> Option<Value> {
    let is_data = |line: &&str| {
        let line = line.trim().trim_matches(['/', '*', ' ']);
        !matches!(line, "<![CDATA[" | "]]>" | "<!--" | "-->" | "--")
    };
    let bare = || {
        let lines: Vec<&str> = written.lines().filter(is_data).collect();
        let plain = lines.join(" ").replace(char::is_control, " ");
        serde_json::from_str(&plain).ok()
    };
    serde_json::from_str(written).ok().or_else(bare)
}

/// The first text of a name among the things that linked data describes, of those that pass a test.
fn find_text(
    data: &[Value],
    key: &str,
    test: &dyn Fn(&Map<String, Value>) -> bool,
) -> Option<String> {
    fn find(
        value: &Value,
        key: &str,
        test: &dyn Fn(&Map<String, Value>) -> bool,
        depth: usize,
    ) -> Option<String> {
        if depth > 6 {
            return None;
        }
        let inside = |value| find(value, key, test, depth + 1);
        match value {
            Value::Object(object) => {
                let own = object.get(key).and_then(Value::as_str);
                own.filter(|_| test(object))
                    .map(str::to_owned)
                    .or_else(|| object.values().find_map(inside))
            }
            Value::Array(values) => values.iter().find_map(inside),
            _ => None,
        }
    }
    data.iter().find_map(|value| find(value, key, test, 0))
}

/// Says what became of every token.
fn claim(desk: &mut Desk<'_>, tree: &Tree<'_>, plan: &Plan, title: &str, heading: Option<usize>) {
    let repeated = repeated(tree, title);
    let is_title = |index: usize| {
        let is_inside = heading.is_some_and(|heading| tree.is_inside(index, heading));
        is_inside && !tree.unseen()[index]
    };
    for (index, node) in tree.nodes().iter().enumerate() {
        let use_ = match &node.content {
            Content::Element { .. } | Content::Markup => Use::Furniture(Furniture::Markup),
            Content::Text { .. } if is_title(index) => Use::Part(Part::Title),
            Content::Text { .. } if tree.is_inside(index, plan.main) && !plan.dropped[index] => {
                match tree.is_hidden(node.parent) {
                    true => Use::Furniture(Furniture::Markup),
                    false => Use::Part(Part::Layer(LayerKind::Report)),
                }
            }
            Content::Text { .. } if repeated[index] => Use::Furniture(Furniture::RepeatedTitle),
            Content::Text { .. } if tree.is_hidden(node.parent) => {
                Use::Furniture(Furniture::Markup)
            }
            Content::Text { .. } => Use::Furniture(Furniture::Surroundings),
        };
        desk.claim(node.span, use_);
    }
    for span in tree.closing_tags() {
        desk.claim(*span, Use::Furniture(Furniture::Markup));
    }
}

/// Of each node, whether it stands in a heading, or in the title of the window, that says the title.
fn repeated(tree: &Tree<'_>, title: &str) -> Vec<bool> {
    let mut repeated = vec![false; tree.nodes().len()];
    for index in 1..repeated.len() {
        let says =
            matches!(tree.name(index), "h1" | "h2" | "title") && title::says(tree, index, title);
        repeated[index] = repeated[tree.nodes()[index].parent] || says;
    }
    repeated
}
