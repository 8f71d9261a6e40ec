//! Lines of a program.

use super::tree::{Content, Tree};

/// The characters inside an element as they stand, on lines of their own where it says so: by a break, or by an element
/// for each line.
pub(super) fn lines(tree: &Tree<'_>, node: usize, dropped: &[bool]) -> String {
    let mut lines = Lines {
        tree,
        dropped,
        text: String::new(),
        ended: false,
    };
    lines.inside(node);
    lines.text.trim_matches('\n').trim_end().to_owned()
}

struct Lines<'tree, 'text> {
    tree: &'tree Tree<'text>,
    dropped: &'tree [bool],
    text: String,
    /// Whether what comes next stands on a line of its own.
    ended: bool,
}

impl Lines<'_, '_> {
    fn inside(&mut self, node: usize) {
        for child in self.tree.children(node) {
            match &self.tree.nodes()[child].content {
                Content::Text { raw: false } => self.push(&self.tree.decoded(child)),
                Content::Element { name, .. } if name == "br" => self.push("\n"),
                Content::Element { .. } if self.dropped[child] || self.tree.is_hidden(child) => {}
                Content::Element { .. } => {
                    self.ended |= self.tree.is_block(child);
                    self.inside(child);
                    self.ended |= self.tree.is_block(child);
                }
                _ => {}
            }
        }
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.ended && !self.text.ends_with('\n') && !text.starts_with(['\n', '\r']) {
            self.text.push('\n');
        }
        self.ended = false;
        self.text.push_str(text);
    }
}
