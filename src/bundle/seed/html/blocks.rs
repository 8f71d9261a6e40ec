//! Elements become blocks.

use crate::model::{Block, Inline, Role};

use super::super::lines::fold;
use super::super::marks;
use super::tree::{Content, Tree};

/// Quotations and lists inside each other deeper than this are drawn at this depth: readers of the published JSON may
/// stop at 128 levels.
const DEEPEST_BLOCK: u8 = 12;

/// The same for marks inside marks.
const DEEPEST_MARK: u8 = 6;

/// The blocks inside an element, leaving out what stands apart.
pub(super) fn read(tree: &Tree<'_>, node: usize, dropped: &[bool]) -> Vec<Block> {
    read_at(tree, node, dropped, 0)
}

fn read_at(tree: &Tree<'_>, node: usize, dropped: &[bool], depth: u8) -> Vec<Block> {
    let mut flow = Flow {
        tree,
        dropped,
        blocks: Vec::new(),
        inlines: Vec::new(),
        depth,
        marks: 0,
    };
    flow.inside(node);
    flow.end_paragraph(None);
    flow.blocks
}

struct Flow<'tree, 'text> {
    tree: &'tree Tree<'text>,
    dropped: &'tree [bool],
    blocks: Vec<Block>,
    /// The paragraph that is being written.
    inlines: Vec<Inline>,
    /// How many quotations and lists are around this.
    depth: u8,
    /// How many marks are open.
    marks: u8,
}

impl Flow<'_, '_> {
    fn inside(&mut self, node: usize) {
        let children: Vec<usize> = self.tree.children(node).collect();
        for child in children {
            match &self.tree.nodes()[child].content {
                Content::Text { raw: false } => {
                    let text = self.tree.decoded(child);
                    push_text(&mut self.inlines, &text);
                }
                Content::Element { .. } if self.dropped[child] || self.tree.is_hidden(child) => {}
                Content::Element { name, .. } => {
                    let name = name.clone();
                    self.element(child, &name);
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, node: usize, name: &str) {
        match name {
            "br" => self.inlines.push(Inline::Break),
            "strong" | "b" => self.wrapped(node, Inline::Strong),
            "em" | "i" | "cite" => self.wrapped(node, Inline::Emphasis),
            "code" | "kbd" | "samp" | "tt" => {
                let text = fold(&self.tree.text_of(node));
                if !text.is_empty() {
                    self.inlines.push(Inline::Code(text));
                }
            }
            "a" => match self
                .tree
                .attribute(node, "href")
                .and_then(|href| self.tree.href(&href))
            {
                Some(href) => self.wrapped(node, |inlines| Inline::Link { href, inlines }),
                None => self.inside(node),
            },
            "img" => {
                let alt = fold(&self.tree.attribute(node, "alt").unwrap_or_default());
                let href = self
                    .tree
                    .attribute(node, "src")
                    .and_then(|source| self.tree.whole(&source));
                if !alt.is_empty() || href.is_some() {
                    self.end_paragraph(None);
                    self.blocks.push(Block::Image { href, alt });
                }
            }
            "hr" => {
                self.end_paragraph(None);
                self.blocks.push(Block::Rule);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_paragraph(None);
                let level = name.as_bytes()[1] - b'0';
                let inner = read_at(self.tree, node, self.dropped, self.depth);
                for block in inner {
                    self.blocks.push(match block {
                        Block::Paragraph { inlines, .. } => Block::Heading { level, inlines },
                        other => other,
                    });
                }
            }
            "p" => self.paragraph(node, None),
            "figcaption" | "caption" => self.paragraph(node, Some(Role::Caption)),
            "ul" | "ol" | "menu" if self.depth < DEEPEST_BLOCK => self.list(node, name),
            "blockquote" if self.depth < DEEPEST_BLOCK => {
                self.end_paragraph(None);
                let inner = read_at(self.tree, node, self.dropped, self.depth + 1);
                if !inner.is_empty() {
                    self.blocks.push(Block::Quote(inner));
                }
            }
            "pre" => {
                self.end_paragraph(None);
                let text = self
                    .tree
                    .text_of(node)
                    .trim_matches('\n')
                    .trim_end()
                    .to_owned();
                if !text.is_empty() {
                    self.blocks.push(Block::Code {
                        language: None,
                        text,
                    });
                }
            }
            "table" => self.table(node),
            "span" | "sup" | "sub" | "small" | "big" | "u" | "s" | "del" | "ins" | "mark"
            | "abbr" | "time" | "q" | "var" | "font" | "label" | "bdi" | "bdo" | "data" | "dfn"
            | "wbr" | "ruby" | "rb" | "rt" | "rp" | "nobr" | "strike" | "acronym" | "picture"
            | "source" | "center" => self.inside(node),
            _ => {
                self.end_paragraph(None);
                self.inside(node);
                self.end_paragraph(None);
            }
        }
    }

    /// Inlines inside a mark. Where somebody wrapped whole blocks into one, the mark is left out.
    fn wrapped(&mut self, node: usize, wrap: impl FnOnce(Vec<Inline>) -> Inline) {
        if self.marks >= DEEPEST_MARK {
            return self.inside(node);
        }
        let around = std::mem::take(&mut self.inlines);
        let blocks = self.blocks.len();
        self.marks += 1;
        self.inside(node);
        self.marks -= 1;
        let inner = std::mem::replace(&mut self.inlines, around);
        if self.blocks.len() > blocks {
            self.inlines.extend(inner);
        } else if !inner.is_empty() {
            self.inlines.push(wrap(inner));
        }
    }

    fn paragraph(&mut self, node: usize, role: Option<Role>) {
        self.end_paragraph(None);
        self.inside(node);
        self.end_paragraph(role);
    }

    fn end_paragraph(&mut self, role: Option<Role>) {
        let mut inlines = std::mem::take(&mut self.inlines);
        marks::trim_ends(&mut inlines);
        while matches!(inlines.first(), Some(Inline::Break)) {
            inlines.remove(0);
        }
        while matches!(inlines.last(), Some(Inline::Break)) {
            inlines.pop();
        }
        if !Inline::plain(&inlines).trim().is_empty() {
            self.blocks.push(Block::Paragraph { inlines, role });
        }
    }

    fn list(&mut self, node: usize, name: &str) {
        self.end_paragraph(None);
        let start = (name == "ol").then(|| {
            self.tree
                .attribute(node, "start")
                .and_then(|start| start.parse().ok())
                .unwrap_or(1)
        });
        let mut items = Vec::new();
        let children: Vec<usize> = self.tree.children(node).collect();
        for child in children {
            let blocks = match &self.tree.nodes()[child].content {
                Content::Element { .. } if self.dropped[child] || self.tree.is_hidden(child) => {
                    continue;
                }
                Content::Element { .. } => {
                    let mut flow = Flow {
                        tree: self.tree,
                        dropped: self.dropped,
                        blocks: Vec::new(),
                        inlines: Vec::new(),
                        depth: self.depth + 1,
                        marks: 0,
                    };
                    if self.tree.name(child) == "li" {
                        flow.inside(child);
                    } else {
                        let name = self.tree.name(child).to_owned();
                        flow.element(child, &name);
                    }
                    flow.end_paragraph(None);
                    flow.blocks
                }
                Content::Text { raw: false } => {
                    let text = fold(&self.tree.decoded(child));
                    if text.is_empty() {
                        Vec::new()
                    } else {
                        vec![Block::paragraph(text)]
                    }
                }
                _ => continue,
            };
            if !blocks.is_empty() {
                items.push(blocks);
            }
        }
        if !items.is_empty() {
            self.blocks.push(Block::List { start, items });
        }
    }

    /// A table of words is a table; one that lays out a page is what is in it.
    fn table(&mut self, node: usize) {
        self.end_paragraph(None);
        let inside = |name: &str| {
            (node + 1..self.tree.nodes()[node].end)
                .filter(|&index| self.tree.name(index) == name)
                .collect::<Vec<_>>()
        };
        let rows = inside("tr");
        let lays_out = !inside("table").is_empty()
            || ["p", "div", "ul", "ol", "h1", "h2", "h3"]
                .iter()
                .any(|name| inside(name).len() > rows.len());
        let cells = |row: usize| -> Vec<usize> {
            self.tree
                .children(row)
                .filter(|&cell| matches!(self.tree.name(cell), "td" | "th"))
                .collect()
        };
        let counted: usize = rows
            .iter()
            .map(|&row| {
                cells(row)
                    .iter()
                    .map(|&cell| self.tree.lengths()[cell])
                    .sum::<usize>()
            })
            .sum();
        // Words that stand in no cell would be lost.
        if lays_out || rows.is_empty() || counted < self.tree.lengths()[node] {
            self.inside(node);
            return self.end_paragraph(None);
        }
        let mut header = Vec::new();
        let mut body = Vec::new();
        for row in rows {
            let cells = cells(row);
            let head = body.is_empty()
                && header.is_empty()
                && cells.iter().all(|&cell| self.tree.name(cell) == "th");
            let words: Vec<Vec<Inline>> = cells
                .iter()
                .map(|&cell| {
                    let blocks = read_at(self.tree, cell, self.dropped, self.depth + 1);
                    match <[Block; 1]>::try_from(blocks) {
                        Ok([Block::Paragraph { inlines, .. }]) => inlines,
                        Ok([other]) => vec![Inline::Text(fold(&other.plain()))],
                        Err(blocks) if blocks.is_empty() => Vec::new(),
                        Err(blocks) => vec![Inline::Text(fold(&Block::plain_all(&blocks)))],
                    }
                })
                .collect();
            if head {
                header = words
            } else {
                body.push(words)
            }
        }
        self.blocks.push(Block::Table { header, rows: body });
    }
}

/// Text folds its white space, also across the border to the text before.
fn push_text(inlines: &mut Vec<Inline>, text: &str) {
    let mut folded = String::with_capacity(text.len());
    let blank_before = match inlines.last() {
        None | Some(Inline::Break) => true,
        Some(Inline::Text(last)) => last.ends_with(' '),
        _ => false,
    };
    for letter in text.chars() {
        if !letter.is_whitespace() {
            folded.push(letter);
        } else if !(folded.ends_with(' ') || (folded.is_empty() && blank_before)) {
            folded.push(' ');
        }
    }
    match inlines.last_mut() {
        Some(Inline::Text(last)) => last.push_str(&folded),
        _ if folded.is_empty() => {}
        _ => inlines.push(Inline::Text(folded)),
    }
}
