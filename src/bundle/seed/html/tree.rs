//! The elements of a page as a tree in a list, built as forgivingly as browsers do and never deeper than is safe.

use std::cell::OnceCell;

use crate::model::{Href, Span};

use super::token::{self, Token};

/// An element or a text.
#[derive(Debug)]
pub(super) struct Node<'text> {
    pub parent: usize,
    /// The opening tag, or the text.
    pub span: Span,
    pub content: Content<'text>,
    /// The node after the last one inside this.
    pub end: usize,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Content<'text> {
    Element {
        name: String,
        attributes: &'text str,
    },
    Text {
        raw: bool,
    },
    /// A comment or a declaration.
    Markup,
}

/// Attributes of one element, looked up by name.
pub(super) struct Attributes<'text>(&'text str);

impl Attributes<'_> {
    pub(super) fn get(&self, name: &str) -> Option<String> {
        token::attribute(self.0, name)
    }
}

/// A page. Node 0 is the page itself; the nodes inside one stand right behind it.
#[derive(Debug)]
pub(super) struct Tree<'text> {
    text: &'text str,
    nodes: Vec<Node<'text>>,
    closing: Vec<Span>,
    lengths: OnceCell<Vec<usize>>,
    unseen: OnceCell<Vec<bool>>,
    /// The address that its links are seen from.
    base: Option<Href>,
}

/// Elements without an end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that end an open paragraph.
const BLOCK: [&str; 32] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
    "summary",
];

/// Deeper elements stand beside their parents instead: whoever walks the tree may recurse.
const DEEPEST: usize = 120;

impl<'text> Tree<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        let mut nodes = vec![Node {
            parent: 0,
            span: Span::default(),
            content: Content::Element {
                name: String::new(),
                attributes: "",
            },
            end: 0,
        }];
        let mut open: Vec<usize> = vec![0];
        let mut closing = Vec::new();
        for token in token::tokens(text) {
            let parent = open.last().copied().unwrap_or(0);
            match token {
                Token::Text(span) => nodes.push(Node {
                    parent,
                    span,
                    content: Content::Text { raw: false },
                    end: 0,
                }),
                Token::Raw(span) => nodes.push(Node {
                    parent,
                    span,
                    content: Content::Text { raw: true },
                    end: 0,
                }),
                Token::Other(span) => nodes.push(Node {
                    parent,
                    span,
                    content: Content::Markup,
                    end: 0,
                }),
                Token::Open {
                    name,
                    attributes,
                    span,
                } => {
                    imply_ends(&nodes, &mut open, &name);
                    let parent = open.last().copied().unwrap_or(0);
                    let alone = VOID.contains(&name.as_str())
                        || attributes.ends_with('/')
                            && !matches!(name.as_str(), "div" | "p" | "a" | "span");
                    let index = nodes.len();
                    nodes.push(Node {
                        parent,
                        span,
                        content: Content::Element { name, attributes },
                        end: 0,
                    });
                    if !alone && open.len() < DEEPEST {
                        open.push(index);
                    }
                }
                Token::Close { name, span } => {
                    closing.push(span);
                    let place = open
                        .iter()
                        .rposition(|&index| name_of(&nodes, index) == name);
                    // A stray `</b>` must not close the article around it.
                    if let Some(place) = place.filter(|&place| place > 0) {
                        let over = open[place + 1..].iter().any(|&index| {
                            matches!(
                                name_of(&nodes, index),
                                "article" | "main" | "body" | "table" | "section" | "div"
                            )
                        });
                        if !over
                            || BLOCK.contains(&name.as_str())
                            || matches!(name.as_str(), "body" | "html")
                        {
                            open.truncate(place);
                        }
                    }
                }
            }
        }
        let mut tree = Self {
            text,
            nodes,
            closing,
            lengths: OnceCell::new(),
            unseen: OnceCell::new(),
            base: None,
        };
        tree.set_ends();
        tree
    }

    /// Addresses are seen from this one from now on, itself seen from what was known before.
    pub(super) fn set_base(&mut self, written: &str) {
        if let Some(base) = self.whole(written) {
            self.base = Some(base);
        }
    }

    /// The whole address that the page names so.
    pub(super) fn whole(&self, written: &str) -> Option<Href> {
        let is_empty = written.trim().is_empty();
        (!is_empty).then(|| Href::resolve(written, self.base.as_ref()))?
    }

    /// Where a link leads. One that cannot be told, or leads to a place within the page, may name a document of the archive.
    pub(super) fn href(&self, written: &str) -> Option<Href> {
        let is_own = written.trim_start().starts_with('#');
        let whole = (!is_own).then(|| self.whole(written)).flatten();
        whole.or_else(|| Href::within(written))
    }

    /// A node ends where the first node that is not inside it begins.
    fn set_ends(&mut self) {
        let count = self.nodes.len();
        for index in 0..count {
            self.nodes[index].end = index + 1;
        }
        for index in (1..count).rev() {
            let (parent, end) = (self.nodes[index].parent, self.nodes[index].end);
            self.nodes[parent].end = self.nodes[parent].end.max(end);
        }
    }

    pub(super) fn nodes(&self) -> &[Node<'text>] {
        &self.nodes
    }

    /// Comments and declarations as they stand.
    pub(super) fn comments(&self) -> impl Iterator<Item = &'text str> + '_ {
        let nodes = self.nodes.iter();
        let comments = nodes.filter(|node| matches!(node.content, Content::Markup));
        comments.map(|node| node.span.of(self.text))
    }

    pub(super) fn closing_tags(&self) -> &[Span] {
        &self.closing
    }

    /// The nodes right below one.
    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes[node].end;
        let mut next = node + 1;
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| {
                next = self.nodes[child].end;
                child
            })
        })
    }

    /// The name of an element, empty for anything else.
    pub(super) fn name(&self, node: usize) -> &str {
        name_of(&self.nodes, node)
    }

    /// The element around a node; the page has none.
    pub(super) fn parent(&self, node: usize) -> Option<usize> {
        (node != 0).then(|| self.nodes[node].parent)
    }

    pub(super) fn attribute(&self, node: usize, name: &str) -> Option<String> {
        match &self.nodes[node].content {
            Content::Element { attributes, .. } => token::attribute(attributes, name),
            _ => None,
        }
    }

    /// All elements a test holds for.
    pub(super) fn all(&self, test: impl Fn(&str, &Attributes<'_>) -> bool) -> Vec<usize> {
        let hold = |node: &Node<'_>| matches!(&node.content, Content::Element { name, attributes } if test(name, &Attributes(attributes)));
        (1..self.nodes.len())
            .filter(|&index| hold(&self.nodes[index]))
            .collect()
    }

    /// The first of them.
    pub(super) fn find(&self, test: impl Fn(&str, &Attributes<'_>) -> bool) -> Option<usize> {
        (1..self.nodes.len()).find(|&index| matches!(&self.nodes[index].content, Content::Element { name, attributes } if test(name, &Attributes(attributes))))
    }

    /// The characters of a text, references resolved.
    pub(super) fn decoded(&self, node: usize) -> String {
        match self.nodes[node].content {
            // A byte order mark is no text.
            Content::Text { raw: false } => token::decode(
                self.nodes[node]
                    .span
                    .of(self.text)
                    .trim_start_matches('\u{feff}'),
            ),
            _ => String::new(),
        }
    }

    /// The words inside an element that are read, apart where it says that they are.
    pub(super) fn text_of(&self, node: usize) -> String {
        let mut text = String::new();
        for index in (node..self.nodes[node].end).filter(|index| !self.unseen()[*index]) {
            if self.name(index) == "br" || self.is_block(index) {
                text.push(' ');
            }
            text.push_str(&self.decoded(index));
        }
        text
    }

    /// All characters of text inside an element.
    pub(super) fn whole_text_of(&self, node: usize) -> String {
        (node..self.nodes[node].end)
            .map(|index| self.decoded(index))
            .collect()
    }

    /// Of each node, whether a reader of the page does not read it.
    pub(super) fn unseen(&self) -> &[bool] {
        self.unseen.get_or_init(|| super::unseen::unseen(self))
    }

    /// Whether an element ends the paragraph before it.
    pub(super) fn is_block(&self, node: usize) -> bool {
        let name = self.name(node);
        BLOCK.contains(&name) || matches!(name, "li" | "tr" | "td" | "th" | "dt" | "dd")
    }

    /// The characters of a script.
    pub(super) fn raw_text_of(&self, node: usize) -> String {
        (node..self.nodes[node].end)
            .filter(|&index| matches!(self.nodes[index].content, Content::Text { .. }))
            .map(|index| self.nodes[index].span.of(self.text))
            .collect()
    }

    pub(super) fn is_inside(&self, node: usize, outer: usize) -> bool {
        outer <= node && node < self.nodes[outer].end
    }

    /// Whether a test holds for a node or one around it, up to and without `top`.
    pub(super) fn ancestor(&self, node: usize, top: usize, test: &dyn Fn(usize) -> bool) -> bool {
        let mut at = node;
        while at != top && at != 0 {
            if test(at) {
                return true;
            }
            at = self.nodes[at].parent;
        }
        false
    }

    /// Whether an element holds no words for readers.
    pub(super) fn is_hidden(&self, node: usize) -> bool {
        is_hidden_name(self.name(node))
    }

    /// Characters of text inside each node that are not white space.
    pub(super) fn lengths(&self) -> &[usize] {
        self.lengths.get_or_init(|| {
            let mut lengths = vec![0; self.nodes.len()];
            for index in (1..self.nodes.len()).rev() {
                let node = &self.nodes[index];
                if matches!(node.content, Content::Text { raw: false })
                    && !self.is_hidden(node.parent)
                {
                    lengths[index] = node
                        .span
                        .of(self.text)
                        .bytes()
                        .filter(|byte| !byte.is_ascii_whitespace())
                        .count();
                }
                lengths[node.parent] += lengths[index];
            }
            lengths
        })
    }
}

/// Elements without words.
pub(super) fn is_hidden_name(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "title"
            | "head"
            | "svg"
            | "iframe"
            | "object"
            | "canvas"
            | "audio"
            | "video"
            | "textarea"
            | "select"
            | "datalist"
    )
}

fn name_of<'tree>(nodes: &'tree [Node<'_>], node: usize) -> &'tree str {
    match &nodes[node].content {
        Content::Element { name, .. } => name,
        _ => "",
    }
}

/// Ends the elements whose end may be left out.
fn imply_ends(nodes: &[Node<'_>], open: &mut Vec<usize>, name: &str) {
    let ends: &[&str] = match name {
        "li" => &["li"],
        "dt" | "dd" => &["dt", "dd"],
        "tr" => &["tr", "td", "th"],
        "td" | "th" => &["td", "th"],
        "option" => &["option"],
        _ if BLOCK.contains(&name) => &["p"],
        _ => return,
    };
    // Only as far as the list, table or block that holds them.
    let stop = |name: &str| {
        matches!(
            name,
            "ul" | "ol"
                | "dl"
                | "table"
                | "div"
                | "section"
                | "article"
                | "blockquote"
                | "body"
                | "td"
                | "th"
                | "main"
                | "figure"
        )
    };
    for place in (1..open.len()).rev() {
        let here = name_of(nodes, open[place]);
        if ends.contains(&here) {
            open.truncate(place);
            // `<tr>` ends a cell and the row around it.
            if name != "tr" || here == "tr" {
                return;
            }
        } else if stop(here) {
            return;
        }
    }
}
