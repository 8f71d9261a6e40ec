//! Elements become blocks.

use crate::model::{Block, Inline, Role};

use super::super::lines::fold;
use super::super::marks;
use super::tree::{Content, Tree};
use super::{code, formula, table};

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
    let mut flow = Flow::new(tree, dropped, depth);
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
    /// How many of its runs stand before the mark that is open.
    before: usize,
    /// How many paragraphs ended so far.
    ended: usize,
    /// How many quotations and lists are around this.
    depth: u8,
    /// How many marks are open.
    marks: u8,
    /// Whether all of it is one line, as in a heading.
    is_line: bool,
    /// The formula before, which a picture may show again.
    formula: String,
}

impl<'tree, 'text> Flow<'tree, 'text> {
    fn new(tree: &'tree Tree<'text>, dropped: &'tree [bool], depth: u8) -> Self {
        Self {
            tree,
            dropped,
            blocks: Vec::new(),
            inlines: Vec::new(),
            before: 0,
            ended: 0,
            depth,
            marks: 0,
            is_line: false,
            formula: String::new(),
        }
    }

    fn inside(&mut self, node: usize) {
        for child in self.tree.children(node) {
            match &self.tree.nodes()[child].content {
                _ if self.dropped[child] => {}
                Content::Text { raw: false } => {
                    let text = self.tree.decoded(child);
                    self.text(&text);
                }
                Content::Element { .. } if self.tree.is_hidden(child) => {}
                Content::Element { name, .. } => self.element(child, name),
                _ => {}
            }
        }
    }

    fn element(&mut self, node: usize, name: &str) {
        match name {
            "br" => self.line_break(),
            "strong" | "b" => self.wrapped(node, Inline::Strong),
            "em" | "i" | "cite" => self.wrapped(node, Inline::Emphasis),
            "code" | "kbd" | "samp" | "tt" => self.code(node, false),
            "a" => match self
                .tree
                .attribute(node, "href")
                .and_then(|href| self.tree.href(&href))
            {
                Some(href) => self.wrapped(node, |inlines| Inline::Link { href, inlines }),
                None => self.inside(node),
            },
            "img" => self.image(node),
            "math" => self.formula(node),
            "sup" | "sub" => self.raised(node, name),
            "q" => self.quoted(node),
            "hr" => {
                self.end_paragraph(None);
                self.blocks.push(Block::Rule);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.heading(node, name.as_bytes()[1] - b'0')
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
            "pre" => self.code(node, true),
            "table" => self.table(node),
            "span" | "small" | "big" | "u" | "s" | "del" | "ins" | "mark" | "abbr" | "time"
            | "var" | "font" | "label" | "bdi" | "bdo" | "data" | "dfn" | "wbr" | "ruby" | "rb"
            | "rt" | "rp" | "nobr" | "strike" | "acronym" | "picture" | "source" | "center" => {
                self.inside(node)
            }
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
        let (outer, ended) = (self.before, self.ended);
        self.before = self.inlines.len();
        self.marks += 1;
        self.inside(node);
        self.marks -= 1;
        if self.ended == ended {
            let inner = self.inlines.split_off(self.before);
            if !inner.is_empty() {
                self.inlines.push(wrap(inner));
            }
            self.before = outer;
        }
    }

    /// Text folds its white space, also across the border to the text before.
    fn text(&mut self, text: &str) {
        let mut folded = String::with_capacity(text.len());
        let blank_before = ends_blank(&self.inlines);
        for letter in text.chars() {
            if !letter.is_whitespace() {
                folded.push(letter);
            } else if !(folded.ends_with(' ') || (folded.is_empty() && blank_before)) {
                folded.push(' ');
            }
        }
        match self.inlines[self.before..].last_mut() {
            Some(Inline::Text(last)) => last.push_str(&folded),
            _ if folded.is_empty() => {}
            _ => self.inlines.push(Inline::Text(folded)),
        }
    }

    /// A second break in a row is a paragraph: so pages of old part theirs.
    fn line_break(&mut self) {
        if let Some(Inline::Text(last)) = self.inlines[self.before..].last_mut() {
            last.truncate(last.trim_end().len());
            if last.is_empty() {
                self.inlines.pop();
            }
        }
        let is_second = matches!(self.inlines.last(), Some(Inline::Break));
        if is_second && self.marks == 0 && !self.is_line {
            self.end_paragraph(None);
        } else {
            self.inlines.push(Inline::Break);
        }
    }

    /// Code of one line stands in the text, more of it in a block.
    fn code(&mut self, node: usize, is_block: bool) {
        let text = code::lines(self.tree, node, self.dropped);
        let is_block = is_block || text.contains('\n') && self.breaks(node);
        if is_block {
            self.end_paragraph(None);
        }
        let text = if is_block { text } else { fold(&text) };
        match (text.is_empty(), is_block) {
            (true, _) => {}
            (_, true) => self.blocks.push(Block::Code {
                language: None,
                text,
            }),
            (_, false) => self.inlines.push(Inline::Code(text)),
        }
    }

    /// Whether lines are parted inside an element.
    fn breaks(&self, node: usize) -> bool {
        let mut inside = node + 1..self.tree.nodes()[node].end;
        inside.any(|index| self.tree.name(index) == "br" || self.tree.is_block(index))
    }

    fn image(&mut self, node: usize) {
        let alt = fold(&self.tree.attribute(node, "alt").unwrap_or_default());
        let class = self.tree.attribute(node, "class").unwrap_or_default();
        let source = self.tree.attribute(node, "src");
        let href = source.and_then(|source| self.tree.whole(&source));
        if !alt.is_empty() && alt == self.formula {
            return;
        }
        // Blogs have pictures made of their formulas.
        if !alt.is_empty() && class.split_whitespace().any(|class| class == "latex") {
            self.text(&alt);
        } else if !alt.is_empty() || href.is_some() {
            self.end_paragraph(None);
            self.blocks.push(Block::Image { href, alt });
        }
    }

    fn formula(&mut self, node: usize) {
        let written = formula::formula(self.tree, node);
        let display = self.tree.attribute(node, "display");
        let is_block = display.is_some_and(|display| display == "block") && !self.is_line;
        if is_block {
            self.end_paragraph(None);
        }
        self.text(formula::bare(&written));
        if is_block {
            self.end_paragraph(None);
        }
        self.formula = written;
    }

    /// What stands higher or lower, in signs that do where there are any. A link to a note stays one.
    fn raised(&mut self, node: usize, name: &str) {
        let mut inside = node + 1..self.tree.nodes()[node].end;
        let has_elements = inside.any(|index| !self.tree.name(index).is_empty());
        if has_elements {
            return self.inside(node);
        }
        let text = fold(&self.tree.text_of(node));
        let signs = match name {
            _ if text.is_empty() => None,
            "sup" => formula::exponent(&text),
            _ => formula::lowered(&text),
        };
        match signs {
            Some(signs) => self.text(&signs),
            None => self.inside(node),
        }
    }

    /// Browsers put the marks around a quotation, where the author did not.
    fn quoted(&mut self, node: usize) {
        const MARKS: [char; 9] = ['"', '“', '”', '„', '«', '»', '‘', '‚', '\''];
        let mut texts = (node..self.tree.nodes()[node].end).map(|index| self.tree.decoded(index));
        let first = texts.find(|text| !text.trim().is_empty());
        let is_marked = first.is_some_and(|text| text.trim_start().starts_with(MARKS));
        if is_marked {
            return self.inside(node);
        }
        self.text("“");
        self.inside(node);
        self.text("”");
    }

    fn heading(&mut self, node: usize, level: u8) {
        self.end_paragraph(None);
        let mut flow = Flow::new(self.tree, self.dropped, self.depth);
        flow.is_line = true;
        flow.inside(node);
        flow.end_paragraph(None);
        let blocks = flow.blocks.into_iter().map(|block| match block {
            Block::Paragraph { inlines, .. } => Block::Heading { level, inlines },
            other => other,
        });
        self.blocks.extend(blocks);
    }

    fn paragraph(&mut self, node: usize, role: Option<Role>) {
        self.end_paragraph(None);
        self.inside(node);
        self.end_paragraph(role);
    }

    fn end_paragraph(&mut self, role: Option<Role>) {
        let mut inlines = std::mem::take(&mut self.inlines);
        self.before = 0;
        self.ended += 1;
        marks::trim_ends(&mut inlines);
        let is_word = |inline: &Inline| !matches!(inline, Inline::Break);
        let first = inlines.iter().position(is_word);
        inlines.drain(..first.unwrap_or(inlines.len()));
        while matches!(inlines.last(), Some(Inline::Break)) {
            inlines.pop();
        }
        if !Inline::plain(&inlines).trim().is_empty() {
            self.blocks.push(Block::Paragraph { inlines, role });
        }
    }

    fn list(&mut self, node: usize, name: &str) {
        self.end_paragraph(None);
        let number = |node: usize, name: &str| {
            let value = self.tree.attribute(node, name);
            value.and_then(|value| value.trim().parse().ok())
        };
        let mut start = (name == "ol").then(|| number(node, "start").unwrap_or(1));
        let mut items = Vec::new();
        let mut lists = Vec::new();
        for child in self.tree.children(node) {
            // An item that has a number of its own begins a list of its own.
            if let Some(value) = number(child, "value").filter(|_| start.is_some()) {
                let items = std::mem::take(&mut items);
                lists.push(Block::List { start, items });
                start = Some(value);
            }
            let blocks = self.item(child);
            if !blocks.is_empty() {
                items.push(blocks);
            }
        }
        lists.push(Block::List { start, items });
        let is_full = |list: &Block| matches!(list, Block::List { items, .. } if !items.is_empty());
        self.blocks.extend(lists.into_iter().filter(is_full));
    }

    /// The blocks of a child of a list.
    fn item(&self, child: usize) -> Vec<Block> {
        match &self.tree.nodes()[child].content {
            Content::Element { .. } if self.dropped[child] || self.tree.is_hidden(child) => {
                Vec::new()
            }
            Content::Element { name, .. } => {
                let mut flow = Flow::new(self.tree, self.dropped, self.depth + 1);
                if name == "li" {
                    flow.inside(child);
                } else {
                    flow.element(child, name);
                }
                flow.end_paragraph(None);
                flow.blocks
            }
            Content::Text { raw: false } => {
                let text = fold(&self.tree.decoded(child));
                let text = Some(text).filter(|text| !text.is_empty());
                text.map(Block::paragraph).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// A table of words is a table; one that lays out a page is what is in it.
    fn table(&mut self, node: usize) {
        self.end_paragraph(None);
        let Some(rows) = table::rows(self.tree, node, self.dropped) else {
            self.inside(node);
            return self.end_paragraph(None);
        };
        let captions = table::captions(self.tree, node);
        for caption in captions.filter(|caption| !self.dropped[*caption]) {
            self.paragraph(caption, Some(Role::Caption));
        }
        let mut header = Vec::new();
        let mut body = Vec::new();
        for row in rows {
            let is_head =
                |cell: &Option<usize>| cell.is_none_or(|cell| self.tree.name(cell) == "th");
            let is_header = body.is_empty() && header.is_empty() && row.iter().all(is_head);
            let words = row.into_iter().map(|cell| self.cell(cell)).collect();
            if is_header {
                header = words;
            } else {
                body.push(words);
            }
        }
        self.blocks.push(Block::Table { header, rows: body });
    }

    /// What stands in a cell, its paragraphs on lines of their own.
    fn cell(&self, cell: Option<usize>) -> Vec<Inline> {
        let mut words = Vec::new();
        let blocks = cell.map(|cell| read_at(self.tree, cell, self.dropped, self.depth + 1));
        for block in blocks.unwrap_or_default() {
            let inlines = match block {
                Block::Paragraph { inlines, .. } | Block::Heading { inlines, .. } => inlines,
                other => vec![Inline::Text(fold(&other.plain()))],
            };
            if !words.is_empty() {
                words.push(Inline::Break);
            }
            words.extend(inlines);
        }
        words
    }
}

/// Whether a blank at the end of some runs would be one too many.
fn ends_blank(inlines: &[Inline]) -> bool {
    match inlines.last() {
        None | Some(Inline::Break) => true,
        Some(Inline::Text(last)) => last.ends_with(' '),
        Some(
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { inlines: inner, .. },
        ) => ends_blank(inner),
        Some(Inline::Code(_)) => false,
    }
}
