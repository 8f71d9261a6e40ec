//! Blocks of an article's text.

use crate::view::part::markup::{Element, Node, el};
use crate::wire::{Block, Inline, Role};

use super::inline::{inlines, outside, plain};

/// What the blocks of an article share as they follow one another.
#[derive(Default)]
pub struct Flow {
    /// Steps to tick so far.
    ticks: u32,
    /// Levels, as written, of the headings that stand open.
    outline: Vec<u8>,
}

impl Flow {
    /// Begins another layer: its headings stand below its own name.
    pub fn begin_layer(&mut self) {
        self.outline.clear();
    }

    /// The element for a heading. The page's title is h1 and the layer's name h2; documents begin at any level and
    /// leave levels out, a page does not.
    fn heading(&mut self, level: u8) -> &'static str {
        while self.outline.last().is_some_and(|&open| open >= level) {
            self.outline.pop();
        }
        self.outline.push(level);
        ["h3", "h4", "h5", "h6"][(self.outline.len() - 1).min(3)]
    }
}

/// The id of a heading on the page: an author's heading may be called `main`, and the page has one already.
pub fn anchor(id: &str) -> String {
    format!("h-{id}")
}

/// Blocks in their order. Neighbouring `* item` paragraphs become one list; their characters stay.
pub fn blocks(blocks: &[Block], flow: &mut Flow) -> Node {
    let mut out = Vec::new();
    for group in blocks.chunk_by(|a, b| is_starred(a) && is_starred(b)) {
        if is_starred(&group[0]) && group.len() > 1 {
            let items = group
                .iter()
                .map(|block| el("li").add(block_node(block, flow)));
            out.push(
                el("ul")
                    .class("starred")
                    .set("role", "list")
                    .each(items)
                    .into(),
            );
        } else {
            out.extend(group.iter().map(|block| block_node(block, flow)));
        }
    }
    Node::Group(out)
}

/// Blocks of To Do: items of its ordered lists get a box to tick.
pub fn steps(blocks: &[Block], flow: &mut Flow) -> Node {
    let step = |block: &Block| match block {
        Block::List {
            start: Some(start),
            items,
        } => {
            let items = items.iter().map(|item| tickable(item, flow)).collect();
            list(Some(*start), items).class("steps").into()
        }
        other => block_node(other, flow),
    };
    Node::Group(blocks.iter().map(step).collect())
}

fn tickable(item: &[Block], flow: &mut Flow) -> Node {
    let number = flow.ticks;
    flow.ticks += 1;
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
        item_node(item, flow),
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

fn block_node(block: &Block, flow: &mut Flow) -> Node {
    match block {
        Block::Heading { level, id, text } => el(flow.heading(*level))
            .set("id", anchor(id))
            .add(inlines(text))
            .into(),
        Block::Paragraph { text, role } => paragraph(text, *role).into(),
        Block::List { start, items } => list(
            *start,
            items.iter().map(|item| item_node(item, flow)).collect(),
        )
        .into(),
        Block::Quote(inner) => el("blockquote").add(blocks(inner, flow)).into(),
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
            .set("role", "region")
            .set("aria-label", "Code")
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
fn item_node(item: &[Block], flow: &mut Flow) -> Node {
    match item {
        [Block::Paragraph { text, role: None }] => inlines(text),
        item => blocks(item, flow),
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
        let text = [p("a"), p("* b"), p("* c"), p("d"), p("* alone")];
        let shown = el("div").add(blocks(&text, &mut Flow::default()));
        let item = |text: &'static str| el("li").add(el("p").add(text));
        let list = el("ul").class("starred").set("role", "list");
        let expected = el("div")
            .add(el("p").add("a"))
            .add(list.add(item("* b")).add(item("* c")))
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
        let mut flow = Flow::default();
        let text = [list(1, "One"), p("Between"), list(2, "Two")];
        let shown = html(el("div").add(steps(&text, &mut flow)));
        assert_eq!(flow.ticks, 2);
        assert!(shown.contains("<ol class=\"steps\">"), "{shown}");
        assert!(
            shown.contains("<ol start=\"2\" class=\"steps\">"),
            "{shown}"
        );
        assert!(
            shown.contains("data-tick=\"1\" aria-label=\"Done: Two\""),
            "{shown}"
        );
    }

    #[test]
    fn headings_follow_one_another_without_leaving_a_level_out() {
        let mut flow = Flow::default();
        let shown: Vec<&str> = [3, 5, 5, 4, 3, 2, 6]
            .map(|level| flow.heading(level))
            .into();
        assert_eq!(shown, ["h3", "h4", "h4", "h4", "h3", "h3", "h4"]);
        flow.begin_layer();
        assert_eq!(flow.heading(4), "h3");
    }

    fn html(element: Element) -> String {
        let mut out = String::new();
        crate::view::part::markup::html::write(&element, &mut out);
        out
    }
}
