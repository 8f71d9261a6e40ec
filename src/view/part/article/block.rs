//! Blocks of an article's text.

use crate::view::part::markup::{Element, Node, el};
use crate::wire::{Block, Inline, Role};

use super::inline::{inlines, outside, plain};

/// A step of To Do that can be ticked off: how many there were before this one.
pub struct Ticks(pub u32);

/// Blocks in their order. Neighbouring `* item` paragraphs become one list; their characters stay.
pub fn blocks(blocks: &[Block]) -> Node {
    let mut out = Vec::new();
    for group in blocks.chunk_by(|a, b| is_starred(a) && is_starred(b)) {
        if is_starred(&group[0]) && group.len() > 1 {
            let items = group.iter().map(|block| el("li").add(block_node(block)));
            out.push(
                el("ul")
                    .class("starred")
                    .set("role", "list")
                    .each(items)
                    .into(),
            );
        } else {
            out.extend(group.iter().map(block_node));
        }
    }
    Node::Group(out)
}

/// Blocks of To Do: items of its ordered lists get a box to tick.
pub fn steps(blocks: &[Block], ticks: &mut Ticks) -> Node {
    let step = |block: &Block| match block {
        Block::List {
            start: Some(start),
            items,
        } => {
            let items = items.iter().map(|item| tickable(item, ticks)).collect();
            list(Some(*start), items).class("steps").into()
        }
        other => block_node(other),
    };
    Node::Group(blocks.iter().map(step).collect())
}

fn tickable(item: &[Block], ticks: &mut Ticks) -> Node {
    let number = ticks.0;
    ticks.0 += 1;
    let tick = el("label").class("tick needs-app").add(
        el("input")
            .set("type", "checkbox")
            .set("autocomplete", "off")
            .set("data-tick", number.to_string())
            .set("aria-label", format!("Done: {}", start_of(item))),
    );
    vec![
        tick.add(el("span").set("aria-hidden", "true").add("Done"))
            .into(),
        item_node(item),
    ]
    .into()
}

/// The first words of an item: its label where it has one.
fn start_of(item: &[Block]) -> String {
    let text = match item.first() {
        Some(Block::Paragraph { text, .. }) => match text.first() {
            Some(Inline::Strong(label)) => plain(label),
            _ => plain(text),
        },
        _ => "this step".into(),
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let more = if words.len() > 9 { "…" } else { "" };
    let start = words[..words.len().min(9)].join(" ");
    format!(
        "{}{more}",
        start.trim_end_matches([':', '.', ',', '-', '–'])
    )
}

fn block_node(block: &Block) -> Node {
    match block {
        // The page's title is h1 and the layer's name h2.
        Block::Heading { level, id, text } => {
            el(["h3", "h3", "h3", "h4", "h5", "h6", "h6"][usize::from((*level).min(6))])
                .set("id", id.clone())
                .add(inlines(text))
                .into()
        }
        Block::Paragraph { text, role } => paragraph(text, *role).into(),
        Block::List { start, items } => {
            list(*start, items.iter().map(|item| item_node(item)).collect()).into()
        }
        Block::Quote(inner) => el("blockquote").add(blocks(inner)).into(),
        Block::Image { href, alt } => {
            let words = if alt.is_empty() {
                "Picture".to_owned()
            } else {
                format!("Picture: {alt}")
            };
            el("p")
                .class("picture")
                .add(outside(href, words.into()))
                .into()
        }
        Block::Code { language, text } => el("pre")
            .set("tabindex", "0")
            .set_some(
                "data-language",
                (!language.is_empty()).then(|| language.clone()),
            )
            .add(el("code").add(text.clone()))
            .into(),
        Block::Table { head, rows } => table(head, rows).into(),
        Block::Rule => el("hr").into(),
    }
}

fn paragraph(text: &[Inline], role: Option<Role>) -> Element {
    let class = match role {
        Some(Role::Standfirst) => Some("standfirst"),
        Some(Role::Caption) => Some("caption"),
        Some(Role::Credit) => Some("caption credit"),
        Some(Role::Byline) => Some("byline"),
        Some(Role::Dateline) => Some("dateline"),
        Some(Role::Subhead) => Some("subhead"),
        Some(Role::Label) => Some("label"),
        None => is_named(text).then_some("subhead"),
    };
    el("p").set_some("class", class).add(inlines(text))
}

fn list(start: Option<u32>, items: Vec<Node>) -> Element {
    let list = match start {
        Some(start) => el("ol").set_some("start", (start != 1).then(|| start.to_string())),
        None => el("ul"),
    };
    list.each(items.into_iter().map(|item| el("li").add(item)))
}

/// An item of one paragraph is its text: a browser then keeps the item tight.
fn item_node(item: &[Block]) -> Node {
    match item {
        [Block::Paragraph { text, role: None }] => inlines(text),
        item => blocks(item),
    }
}

fn table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Element {
    let row =
        |cells: &[Vec<Inline>]| el("tr").each(cells.iter().map(|cell| el("td").add(inlines(cell))));
    let names = head
        .iter()
        .map(|cell| el("th").set("scope", "col").add(inlines(cell)));
    let table = el("table")
        .add((!head.is_empty()).then(|| el("thead").add(el("tr").each(names))))
        .add(el("tbody").each(rows.iter().map(|cells| row(cells))));
    // A wide table scrolls by itself, by keyboard too.
    el("div")
        .class("scroller")
        .set("role", "region")
        .set("aria-label", "Table")
        .set("tabindex", "0")
        .add(table)
}

/// `* item`: a report keeps its lists as paragraphs.
fn is_starred(block: &Block) -> bool {
    let Block::Paragraph { text, role: None } = block else {
        return false;
    };
    matches!(text.first(), Some(Inline::Text(start)) if start.starts_with("* "))
}

/// `- Name -`: the name of a speaker over what they said.
fn is_named(text: &[Inline]) -> bool {
    let [Inline::Text(line)] = text else {
        return false;
    };
    line.len() > 4 && line.len() < 80 && line.starts_with("- ") && line.ends_with(" -")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(text: &str) -> Block {
        Block::Paragraph {
            text: vec![Inline::Text(text.into())],
            role: None,
        }
    }

    #[test]
    fn starred_paragraphs_become_a_list_and_keep_their_characters() {
        let shown = el("div").add(blocks(&[p("a"), p("* b"), p("* c"), p("d"), p("* alone")]));
        let item = |text: &'static str| el("li").add(el("p").add(text));
        let list = el("ul")
            .class("starred")
            .set("role", "list")
            .add(item("* b"))
            .add(item("* c"));
        let expected = el("div")
            .add(el("p").add("a"))
            .add(list)
            .add(el("p").add("d"))
            .add(el("p").add("* alone"));
        assert_eq!(shown, expected);
    }

    #[test]
    fn ticks_count_on_across_lists_and_lists_keep_their_numbers() {
        let list = |start, text| Block::List {
            start: Some(start),
            items: vec![vec![p(text)]],
        };
        let mut ticks = Ticks(0);
        let shown = el("div").add(steps(
            &[list(1, "One"), p("Between"), list(2, "Two")],
            &mut ticks,
        ));
        assert_eq!(ticks.0, 2);
        let mut out = String::new();
        crate::view::part::markup::html::write(&shown, &mut out);
        assert!(
            out.contains("<ol class=\"steps\">")
                || out.contains("<ol start=\"2\" class=\"steps\">")
        );
        assert!(
            out.contains("start=\"2\"") && out.contains("data-tick=\"1\" aria-label=\"Done: Two\"")
        );
    }
}
