//! Blocks and inlines as published JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Block, Inline};

/// A block. `text` is always the plain words.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ShownBlock {
    /// A heading inside a layer.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The plain words.
        text: String,
        /// The words with their marks.
        inlines: Vec<ShownInline>,
    },
    /// A paragraph.
    Paragraph {
        /// The plain words.
        text: String,
        /// The words with their marks.
        inlines: Vec<ShownInline>,
        /// `standfirst`, `caption`, `credit`, `byline` or `dateline`.
        #[serde(skip_serializing_if = "Option::is_none")]
        role: Option<&'static str>,
    },
    /// A list.
    List {
        /// The number of the first item; null for bullets.
        start: Option<u32>,
        /// The items.
        items: Vec<Vec<ShownBlock>>,
    },
    /// Words of somebody else.
    Quote {
        /// What they said.
        blocks: Vec<ShownBlock>,
    },
    /// A picture.
    Image {
        /// Where it is.
        href: Option<String>,
        /// The words that stand for it.
        alt: String,
    },
    /// Lines that keep their shape.
    Code {
        /// The language.
        language: Option<String>,
        /// The lines.
        text: String,
    },
    /// A table.
    Table {
        /// The head, as plain words.
        header: Vec<String>,
        /// The rows, as plain words.
        rows: Vec<Vec<String>>,
    },
    /// A change of subject.
    Rule,
}

/// A run of words.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ShownInline {
    /// Plain words.
    Text {
        /// The words.
        text: String,
    },
    /// Strong importance.
    Strong {
        /// The words.
        inlines: Vec<ShownInline>,
    },
    /// Stress.
    Emphasis {
        /// The words.
        inlines: Vec<ShownInline>,
    },
    /// A piece of code.
    Code {
        /// The characters.
        text: String,
    },
    /// A link.
    Link {
        /// Where it leads.
        href: String,
        /// The words.
        inlines: Vec<ShownInline>,
    },
    /// A line break.
    Break,
}

/// Shows blocks in their order.
pub(super) fn show_all(blocks: &[Block]) -> Vec<ShownBlock> {
    blocks.iter().map(show).collect()
}

fn show(block: &Block) -> ShownBlock {
    match block {
        Block::Heading { level, inlines } => ShownBlock::Heading {
            level: *level,
            text: Inline::plain(inlines),
            inlines: show_inlines(inlines),
        },
        Block::Paragraph { inlines, role } => ShownBlock::Paragraph {
            text: Inline::plain(inlines),
            inlines: show_inlines(inlines),
            role: role.map(|role| role.name()),
        },
        Block::List { start, items } => ShownBlock::List {
            start: *start,
            items: items.iter().map(|item| show_all(item)).collect(),
        },
        Block::Quote(blocks) => ShownBlock::Quote {
            blocks: show_all(blocks),
        },
        Block::Image { href, alt } => ShownBlock::Image {
            href: href.as_ref().map(|href| href.as_str().to_owned()),
            alt: alt.clone(),
        },
        Block::Code { language, text } => ShownBlock::Code {
            language: language.clone(),
            text: text.clone(),
        },
        Block::Table { header, rows } => {
            let plain =
                |row: &Vec<Vec<Inline>>| row.iter().map(|cell| Inline::plain(cell)).collect();
            ShownBlock::Table {
                header: plain(header),
                rows: rows.iter().map(plain).collect(),
            }
        }
        Block::Rule => ShownBlock::Rule,
    }
}

fn show_inlines(inlines: &[Inline]) -> Vec<ShownInline> {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => ShownInline::Text { text: text.clone() },
            Inline::Strong(inner) => ShownInline::Strong {
                inlines: show_inlines(inner),
            },
            Inline::Emphasis(inner) => ShownInline::Emphasis {
                inlines: show_inlines(inner),
            },
            Inline::Code(text) => ShownInline::Code { text: text.clone() },
            Inline::Link { href, inlines } => ShownInline::Link {
                href: href.as_str().to_owned(),
                inlines: show_inlines(inlines),
            },
            Inline::Break => ShownInline::Break,
        })
        .collect()
}
