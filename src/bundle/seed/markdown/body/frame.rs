//! What has begun and not ended while a body is read.

use std::ops::Range;

use pulldown_cmark::HeadingLevel;

use crate::model::{Block, Href, Inline, Span};

/// Something that has begun and not ended.
pub(super) enum Frame {
    Quote(Vec<Block>),
    List {
        start: Option<u32>,
        items: Vec<Vec<Block>>,
    },
    Item(Vec<Block>),
    Footnote {
        label: String,
        blocks: Vec<Block>,
    },
    Paragraph {
        inlines: Vec<Inline>,
        images: Vec<Block>,
        implied: bool,
    },
    Heading {
        level: u8,
        inlines: Vec<Inline>,
    },
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Link {
        href: Option<Href>,
        inlines: Vec<Inline>,
    },
    Image {
        href: Option<Href>,
        /// The name of its file, in the link of a wiki.
        name: Option<String>,
        inlines: Vec<Inline>,
    },
    Code {
        language: Option<String>,
        text: String,
    },
    Html {
        text: String,
    },
    Table {
        header: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Row {
        cells: Vec<Vec<Inline>>,
        head: bool,
        /// What of its line stands behind its last cell.
        rest: Range<usize>,
    },
    Cell(Vec<Inline>),
    /// Something too deep or without meaning: what is inside goes to what is around.
    Through,
}

impl Frame {
    /// Whether no words stand in it.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Paragraph {
                inlines, images, ..
            } => inlines.is_empty() && images.is_empty(),
            Self::Strong(inlines) | Self::Emphasis(inlines) | Self::Link { inlines, .. } => {
                inlines.is_empty()
            }
            _ => true,
        }
    }
}

pub(super) fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// A span without the line end behind it.
pub(super) fn trim_span(span: Span, source: &str, start: usize) -> Span {
    let words = source[span.start as usize - start..span.end as usize - start].trim_end();
    Span::new(span.start as usize, span.start as usize + words.len())
}
