//! Where words and finished blocks go.

use super::{Builder, Frame};
use crate::bundle::seed::lines::fold;
use crate::bundle::seed::marks;
use crate::model::{Block, Href, Inline};

impl Builder<'_, '_, '_> {
    /// Text folds its white space, also across the border to the text before.
    pub(super) fn text(&mut self, text: &str) {
        let Some(inlines) = self.inlines() else {
            return;
        };
        let blank_before = match inlines.last() {
            Some(Inline::Text(last)) => last.ends_with(' '),
            Some(Inline::Break) => true,
            _ => false,
        };
        let mut folded = String::with_capacity(text.len());
        for letter in text.chars() {
            if !letter.is_whitespace() {
                folded.push(letter);
            } else if !(folded.ends_with(' ') || folded.is_empty() && blank_before) {
                folded.push(' ');
            }
        }
        match inlines.last_mut() {
            Some(Inline::Text(last)) => last.push_str(&folded),
            _ if folded.is_empty() => {}
            _ => inlines.push(Inline::Text(folded)),
        }
    }

    pub(super) fn inline(&mut self, inline: Inline) {
        if let Some(inlines) = self.inlines() {
            inlines.push(inline);
        }
    }

    /// The inlines that are being written.
    pub(super) fn inlines(&mut self) -> Option<&mut Vec<Inline>> {
        self.stack.iter_mut().rev().find_map(|frame| match frame {
            Frame::Paragraph { inlines, .. }
            | Frame::Heading { inlines, .. }
            | Frame::Strong(inlines)
            | Frame::Emphasis(inlines)
            | Frame::Link { inlines, .. }
            | Frame::Image { inlines, .. }
            | Frame::Cell(inlines) => Some(inlines),
            _ => None,
        })
    }

    /// The items of a tight list hold words without a paragraph around them.
    pub(super) fn imply_paragraph(&mut self) {
        let needed = self
            .stack
            .iter()
            .rev()
            .find(|frame| !matches!(frame, Frame::Through))
            .is_none_or(|frame| {
                matches!(
                    frame,
                    Frame::Item(_)
                        | Frame::Quote(_)
                        | Frame::Footnote { .. }
                        | Frame::List { .. }
                        | Frame::Table { .. }
                        | Frame::Row { .. }
                )
            });
        if needed {
            self.stack.push(Frame::Paragraph {
                inlines: Vec::new(),
                images: Vec::new(),
                implied: true,
            });
        }
    }

    pub(super) fn close_implied(&mut self) {
        if let Some(Frame::Paragraph { implied: true, .. }) = self.stack.last()
            && let Some(Frame::Paragraph {
                inlines, images, ..
            }) = self.stack.pop()
        {
            self.paragraph(inlines, images);
        }
    }

    pub(super) fn paragraph(&mut self, mut inlines: Vec<Inline>, images: Vec<Block>) {
        marks::trim_ends(&mut inlines);
        if !inlines.is_empty() && !inlines.iter().all(|inline| *inline == Inline::Break) {
            self.block(Block::Paragraph {
                inlines,
                role: None,
            });
        }
        images.into_iter().for_each(|image| self.block(image));
    }

    /// A picture stands before its paragraph, where it begins it, or else below the line it was written in; in a heading or a
    /// table its words stand for it.
    pub(super) fn image(&mut self, href: Option<Href>, name: Option<&str>, inlines: &[Inline]) {
        let words = fold(&Inline::plain(inlines));
        // Obsidian has the width of a picture behind its words, or in their place.
        let alt = match (words.rsplit_once('|'), name) {
            (Some((alt, width)), _) if is_width(width) => alt.trim(),
            (None, Some(name)) if is_width(&words) => name,
            _ => &words,
        };
        let image = Block::Image {
            href,
            alt: alt.to_owned(),
        };
        let begun = self
            .stack
            .iter()
            .rposition(|frame| matches!(frame, Frame::Paragraph { .. }));
        let Some(begun) = begun else {
            return self.text(alt);
        };
        let is_first = self.stack[begun..].iter().all(Frame::is_empty);
        match &mut self.stack[begun] {
            Frame::Paragraph { images, .. } if !is_first => images.push(image),
            _ => self.block(image),
        }
    }

    /// At the end of a line what holds pictures is a paragraph of its own. Whether nothing is left that goes on.
    pub(super) fn part_paragraph(&mut self) -> bool {
        let Some(Frame::Paragraph {
            inlines, images, ..
        }) = self.stack.last_mut()
        else {
            return false;
        };
        if images.is_empty() {
            return inlines.is_empty();
        }
        let (inlines, images) = (std::mem::take(inlines), std::mem::take(images));
        self.paragraph(inlines, images);
        true
    }

    pub(super) fn block(&mut self, block: Block) {
        let around = self.stack.iter_mut().rev().find_map(|frame| match frame {
            Frame::Quote(blocks) | Frame::Item(blocks) | Frame::Footnote { blocks, .. } => {
                Some(blocks)
            }
            Frame::List { items, .. } => {
                items.push(Vec::new());
                items.last_mut()
            }
            _ => None,
        });
        match around {
            Some(blocks) => blocks.push(block),
            None => match self
                .body
                .layers
                .last_mut()
                .filter(|(layer, _)| *layer == self.layer)
            {
                Some((_, blocks)) => blocks.push(block),
                None => self.body.layers.push((self.layer, vec![block])),
            },
        }
    }
}

/// `300`, `300x200`.
fn is_width(text: &str) -> bool {
    text.split('x')
        .all(|part| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit()))
}
