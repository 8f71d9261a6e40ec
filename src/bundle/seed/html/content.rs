//! Which element of a page is its main content, and what inside it is not.
//!
//! After the ideas of Arc90's Readability: names that pages give their content, the amount of text in paragraphs, and
//! how much of it is links.

use super::names::{Around, Names, names};
use super::tree::{Content, Tree};

/// What is kept of a page.
pub(super) struct Plan {
    /// The element that holds the main content; the page itself when none stands out.
    pub main: usize,
    /// Of each node, whether it is left out, with all that stands in it.
    pub dropped: Vec<bool>,
    /// Of each node, whether it stands in what readers say, or in what leads to other pages.
    pub foreign: Vec<bool>,
    /// Of each node, whether it frames the page, alone or with what is around it.
    pub around: Vec<bool>,
}

impl Plan {
    /// The first text in a paragraph, an item or a cell that is neither kept nor known to stand around the content, where
    /// such texts are more than a quarter of what is kept.
    pub(super) fn beside(&self, tree: &Tree<'_>) -> Option<usize> {
        let (mut kept, mut beside, mut first) = (0, 0, None);
        let mut is_text = vec![false; self.dropped.len()];
        let mut is_known = vec![false; self.dropped.len()];
        for (index, node) in tree.nodes().iter().enumerate().skip(1) {
            let (name, length) = (tree.name(index), tree.lengths()[index]);
            is_text[index] = is_text[node.parent]
                || matches!(name, "p" | "pre" | "blockquote" | "li" | "dd" | "td");
            // A link leads to other words, and a header to these.
            is_known[index] = is_known[node.parent]
                || self.around[index]
                || tree.unseen()[index]
                || matches!(name, "a" | "header");
            if !is_words(tree, index) {
                continue;
            }
            if tree.is_inside(index, self.main) {
                kept += if self.dropped[index] { 0 } else { length };
            } else if is_text[index] && !is_known[index] {
                beside += length;
                first = first.or((length >= SENTENCE).then_some(index));
            }
        }
        first.filter(|_| beside * 4 > kept)
    }

    /// Leaves out the words of a heading, and keeps a picture that stands in it.
    pub(super) fn drop_words(&mut self, tree: &Tree<'_>, heading: usize) {
        for index in heading + 1..tree.nodes()[heading].end {
            let is_words = matches!(tree.nodes()[index].content, Content::Text { .. })
                || matches!(tree.name(index), "math" | "code" | "q");
            self.dropped[index] |= is_words;
        }
    }
}

/// Chooses what is kept.
pub(super) fn plan(tree: &Tree<'_>) -> Plan {
    let page = Page::new(tree);
    let main = page.main();
    let mut dropped = tree.unseen().to_vec();
    for index in main + 1..tree.nodes()[main].end {
        dropped[index] |= dropped[tree.nodes()[index].parent] || page.is_apart(index, main);
    }
    Plan {
        main,
        dropped,
        foreign: page.foreign,
        around: page.around,
    }
}

fn is_words(tree: &Tree<'_>, node: usize) -> bool {
    matches!(tree.nodes()[node].content, Content::Text { raw: false })
}

/// What is known of every node before the content is chosen; a list has a place for each.
struct Page<'tree, 'text> {
    tree: &'tree Tree<'text>,
    names: Vec<Option<Names>>,
    /// Characters that stand in links.
    linked: Vec<usize>,
    /// Whether an element holds what pages call their content.
    holds: Vec<bool>,
    /// Whether an element alone says that it is no content.
    apart: Vec<bool>,
    /// Whether a node stands in what frames the page, and never in content.
    framed: Vec<bool>,
    /// The same, or in anything else that stands apart.
    around: Vec<bool>,
    foreign: Vec<bool>,
    /// Characters that do not stand in what frames the page: in links, and in none.
    links: Vec<usize>,
    own: Vec<usize>,
    /// Characters of sentences that are neither links nor around the content.
    said: Vec<usize>,
}

/// The fewest characters of a sentence.
const SENTENCE: usize = 40;

impl<'tree, 'text> Page<'tree, 'text> {
    fn new(tree: &'tree Tree<'text>) -> Self {
        let count = tree.nodes().len();
        let is_element =
            |index: usize| matches!(tree.nodes()[index].content, Content::Element { .. });
        let mut page = Self {
            tree,
            names: (0..count)
                .map(|index| is_element(index).then(|| names(tree, index)))
                .collect(),
            linked: vec![0; count],
            holds: vec![false; count],
            apart: vec![false; count],
            framed: vec![false; count],
            around: vec![false; count],
            foreign: vec![false; count],
            links: vec![0; count],
            own: vec![0; count],
            said: vec![0; count],
        };
        page.look_inside();
        page.look_around();
        page.count_said();
        page
    }

    fn total(&self) -> usize {
        self.tree.lengths().first().copied().unwrap_or(0)
    }

    /// From the leaves to the page: links, and what is called content.
    fn look_inside(&mut self) {
        let lengths = self.tree.lengths();
        for index in (1..self.names.len()).rev() {
            let Some(names) = self.names[index] else {
                continue;
            };
            let name = self.tree.name(index);
            if name == "a" {
                self.linked[index] = lengths[index];
            }
            let is_large = lengths[index] * 4 >= self.total();
            let is_content = match name {
                "main" => true,
                "article" => is_large,
                _ => is_large && names.is_content,
            };
            let parent = self.tree.nodes()[index].parent;
            self.holds[parent] |= self.holds[index] || is_content;
            self.linked[parent] += self.linked[index];
        }
    }

    /// From the page to the leaves: what frames it. What holds most of the text is the page, whatever it is called.
    fn look_around(&mut self) {
        let (lengths, total) = (self.tree.lengths(), self.total());
        for (index, &length) in lengths.iter().enumerate().skip(1) {
            let parent = self.tree.nodes()[index].parent;
            let Some(names) = self.names[index] else {
                self.framed[index] = self.framed[parent];
                self.around[index] = self.around[parent];
                self.foreign[index] = self.foreign[parent];
                continue;
            };
            let frame = self.tree.name(index) == "nav"
                || length * 4 < total * 3 && self.is_frame(index, names);
            self.apart[index] = self.stands_apart(index);
            let apart = length * 2 < total && self.apart[index];
            let foreign = names.is_foreign && length * 2 < total && !self.is_exempt(index, names);
            self.framed[index] = self.framed[parent] || frame;
            self.around[index] = self.around[parent] || frame || apart;
            self.foreign[index] = self.foreign[parent] || foreign || self.tree.name(index) == "nav";
        }
    }

    /// Words and sentences, from the texts up.
    fn count_said(&mut self) {
        let tree = self.tree;
        let lengths = tree.lengths();
        let mut in_paragraph = vec![false; lengths.len()];
        let mut in_link = vec![false; lengths.len()];
        for (index, node) in tree.nodes().iter().enumerate().skip(1) {
            let name = tree.name(index);
            in_link[index] = in_link[node.parent] || name == "a";
            in_paragraph[index] = in_paragraph[node.parent]
                || matches!(name, "p" | "pre" | "blockquote" | "li" | "dd" | "td" | "th");
            if !is_words(tree, index) || self.framed[index] {
                continue;
            }
            if in_link[index] {
                self.links[index] = lengths[index];
                continue;
            }
            self.own[index] = lengths[index];
            let is_said = in_paragraph[index] || lengths[index] >= SENTENCE;
            if is_said && !self.around[index] {
                self.said[index] = lengths[index];
            }
        }
        for index in (1..lengths.len()).rev() {
            let parent = tree.nodes()[index].parent;
            self.said[parent] += self.said[index];
            self.own[parent] += self.own[index];
            self.links[parent] += self.links[index];
        }
    }

    /// A frame never holds what pages call their content, only what readers say about it may look like that.
    fn is_exempt(&self, node: usize, names: Names) -> bool {
        self.holds[node] && !names.is_comments
    }

    /// Whether nothing in an element is content, however deep.
    fn is_frame(&self, node: usize, names: Names) -> bool {
        match self.tree.name(node) {
            "nav" => true,
            // Some sites lay a page out in asides, the article in one of them.
            "aside" | "footer" | "dialog" | "menu" => !self.holds[node],
            "div" | "section" | "ol" | "ul" | "td" => {
                names.is_frame && !self.is_exempt(node, names)
            }
            _ => false,
        }
    }

    /// Whether at least half of the words of an element are links, and there are any.
    fn is_mostly_links(&self, node: usize) -> bool {
        let linked = self.linked[node];
        linked > 0 && linked * 2 >= self.tree.lengths()[node]
    }

    /// Whether an element alone says that it is no content.
    fn stands_apart(&self, node: usize) -> bool {
        let name = self.tree.name(node);
        let apart = match name {
            "aside" => {
                !self.holds[node] && (!self.is_in_article(node) || self.is_mostly_links(node))
            }
            // Below a quotation stands who said it.
            "footer" => !self.is_below(node, &["blockquote", "figure"]),
            "button" => {
                !self.is_below(node, &["h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"])
            }
            "nav" | "form" | "dialog" | "menu" | "label" | "input" => true,
            _ => super::tree::is_hidden_name(name),
        };
        let role = self.tree.attribute(node, "role");
        apart
            || self.tree.unseen()[node]
            || role.is_some_and(|role| ROLES.contains(&role.as_str()))
            || self.is_named_apart(node)
    }

    /// Whether the names of an element put it around the content.
    fn is_named_apart(&self, node: usize) -> bool {
        let Some(names) = self.names[node] else {
            return false;
        };
        let (surely, perhaps) = (Around::Surely, Around::Perhaps);
        let may = match self.tree.name(node) {
            "body" | "html" | "main" | "article" | "p" | "h1" | "h2" | "h3" | "h4" | "h5"
            | "h6" | "a" | "span" | "em" | "strong" | "li" | "" => return false,
            _ => names.around == surely || names.around == perhaps && self.is_mostly_links(node),
        };
        may && !self.is_exempt(node, names)
    }

    /// Whether an element stands in what pages call their content.
    fn is_in_article(&self, node: usize) -> bool {
        let mut at = self.tree.nodes()[node].parent;
        while at != 0 {
            let is_content = self.names[at].is_some_and(|names| names.is_content);
            if is_content || self.tree.name(at) == "article" {
                return true;
            }
            at = self.tree.nodes()[at].parent;
        }
        false
    }

    fn is_below(&self, node: usize, names: &[&str]) -> bool {
        let is_one = |node: usize| names.contains(&self.tree.name(node));
        self.tree.ancestor(node, 0, &is_one)
    }

    fn main(&self) -> usize {
        let tree = self.tree;
        let (lengths, total) = (tree.lengths(), self.total());
        let paragraphs = self.paragraphs();
        let mut best = (0_usize, 0_usize);
        for index in 1..tree.nodes().len() {
            let Some(names) = self.names[index] else {
                continue;
            };
            // Nobody's content is a twentieth of the page.
            let is_small = lengths[index] * 20 < total || lengths[index] < SENTENCE;
            if is_small || self.framed[index] || self.apart[index] {
                continue;
            }
            let factor = match tree.name(index) {
                _ if names.is_content => 150,
                "article" => 135,
                "main" => 105,
                "div" | "section" | "td" => 0,
                _ => continue,
            };
            // Text in links is what menus are made of.
            let (links, own) = (self.links[index], self.own[index]);
            let score = if factor > 0 {
                own * factor / 100
            } else {
                paragraphs[index].saturating_sub(links).min(own)
            };
            if score > best.0 {
                best = (score, index);
            }
        }
        if best.1 > 0 {
            return self.gathered(best.1, &paragraphs);
        }
        tree.find(|name, _| name == "body").unwrap_or(0)
    }

    /// How loudly paragraphs speak for an element.
    fn paragraphs(&self) -> Vec<usize> {
        let (tree, lengths) = (self.tree, self.tree.lengths());
        let mut paragraphs = vec![0_usize; lengths.len()];
        for (index, node) in tree.nodes().iter().enumerate().skip(1) {
            if self.framed[index] {
                continue;
            }
            match tree.name(index) {
                // Text of its own speaks for an element as a paragraph would: pages of old part theirs by line breaks.
                "" if lengths[index] >= SENTENCE
                    && matches!(tree.name(node.parent), "div" | "section" | "td") =>
                {
                    paragraphs[node.parent] += lengths[index];
                }
                // A paragraph speaks for its parent, and half as loudly for the element around that.
                "p" | "pre" | "blockquote" | "li" => {
                    paragraphs[node.parent] += lengths[index];
                    paragraphs[tree.nodes()[node.parent].parent] += lengths[index] / 2;
                }
                _ => {}
            }
        }
        paragraphs
    }

    /// The best element, or one around it that holds the rest of the article: it may be laid out in several blocks.
    fn gathered(&self, best: usize, paragraphs: &[usize]) -> usize {
        let name = self.tree.name(best);
        // One of several articles is all of it.
        if name == "article" || self.is_below(best, &["article"]) {
            return self.with_siblings(best, paragraphs);
        }
        // Where no element holds most of what is said, the one around all of it is the article.
        let is_named = name == "main" || self.names[best].is_some_and(|names| names.is_content);
        let most = self.said[0] / 4 * if is_named { 2 } else { 3 };
        let mut at = best;
        while at != 0 && self.tree.name(at) != "body" && self.said[at] < most {
            at = self.tree.nodes()[at].parent;
        }
        for _ in 0..if is_named { 1 } else { HIGHEST } {
            at = self.with_alike(at);
        }
        self.with_siblings(at, paragraphs)
    }

    /// The parent of an element that has siblings of the same class with something to say; else the element.
    fn with_alike(&self, node: usize) -> usize {
        let class = |node: usize| {
            let class = self.tree.attribute(node, "class").unwrap_or_default();
            class.replace(|letter: char| letter.is_ascii_digit(), "")
        };
        let parent = self.tree.nodes()[node].parent;
        let own = class(node);
        let is_alike = |child: usize| {
            child != node
                && self.said[child] >= SENTENCE
                && self.tree.name(child) == self.tree.name(node)
                && class(child) == own
        };
        let has_alike = !own.trim().is_empty() && self.tree.children(parent).any(is_alike);
        if has_alike { parent } else { node }
    }

    /// The parent of the best element where it holds the article's heading and, beside that element, little but more of the
    /// text.
    fn with_siblings(&self, best: usize, paragraphs: &[usize]) -> usize {
        let tree = self.tree;
        let parent = tree.nodes()[best].parent;
        if !matches!(tree.name(parent), "div" | "section" | "body" | "td") {
            return best;
        }
        let lengths = tree.lengths();
        let (mut text, mut noise, mut is_headed) = (0, 0, false);
        for child in tree
            .children(parent)
            .filter(|child| *child != best && !self.framed[*child] && !self.apart[*child])
        {
            let own = match tree.name(child) {
                "h1" => {
                    is_headed = true;
                    continue;
                }
                "h2" | "h3" | "p" | "blockquote" => lengths[child],
                _ => paragraphs[child].min(lengths[child]),
            };
            text += own;
            noise += lengths[child] - own;
        }
        // A line that says who and when is no more than a little of all.
        let is_little = noise * 3 < text || noise < text && noise * 6 < lengths[best] + text;
        if is_headed && text >= SENTENCE && is_little {
            parent
        } else {
            best
        }
    }

    /// Whether an element stands above the whole of a page that has no name for its content, and says the name of the site:
    /// no sentence, and no heading but one that is a link.
    fn is_masthead(&self, node: usize, main: usize) -> bool {
        let holds_title = || {
            let inside = node + 1..self.tree.nodes()[node].end;
            let mut headings = inside.filter(|index| self.tree.name(*index) == "h1");
            headings.any(|heading| self.linked[heading] == 0)
        };
        self.tree.name(node) == "header"
            && matches!(self.tree.name(main), "body" | "")
            && self.said[node] < SENTENCE
            && !self.is_below(node, &["article", "section", "main"])
            && !holds_title()
    }

    /// Whether a node inside the main content is not part of it. What holds most of the text is, whatever it is called, but
    /// for the menu.
    fn is_apart(&self, node: usize, main: usize) -> bool {
        let Content::Element { name, .. } = &self.tree.nodes()[node].content else {
            return false;
        };
        // Most elements are paragraphs and marks inside them, which nothing can make stand apart but being hidden.
        if matches!(
            name.as_str(),
            "p" | "em" | "strong" | "b" | "i" | "br" | "img" | "code" | "blockquote"
        ) {
            return false;
        }
        self.is_masthead(node, main)
            || self.apart[node]
                && (super::tree::is_hidden_name(name)
                    || self.framed[node]
                    || self.tree.lengths()[node] * 2 < self.tree.lengths()[main].max(1))
    }
}

/// How many elements up the siblings of a block are looked for.
const HIGHEST: usize = 6;

/// What an element says of itself that stands around content.
const ROLES: [&str; 6] = [
    "navigation",
    "complementary",
    "banner",
    "contentinfo",
    "search",
    "dialog",
];
