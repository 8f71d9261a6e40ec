//! The body of an article: blocks of inlines, and nothing that is not one.

use super::Href;

/// A run inside a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Characters as they stood.
    Text(String),
    /// Strong importance.
    Strong(Vec<Inline>),
    /// Stress.
    Emphasis(Vec<Inline>),
    /// A piece of code.
    Code(String),
    /// A link with the words that carry it.
    Link {
        /// Where it leads.
        href: Href,
        /// The words.
        inlines: Vec<Inline>,
    },
    /// A line break the author asked for.
    Break,
}

/// What a paragraph of a report is, beside being a paragraph. A mark only: the words stay where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The sentence above the report that sums it up.
    Standfirst,
    /// The words under a picture.
    Caption,
    /// Who owns a picture.
    Credit,
    /// Who wrote the report.
    Byline,
    /// A paragraph that opens with the place (and day) the report was filed from.
    Dateline,
}

impl Role {
    /// The stable name, as published.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Standfirst => "standfirst",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
        }
    }
}

/// A piece of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading inside a layer; the title of the article is not one.
    Heading {
        /// 1 to 6, as written.
        level: u8,
        /// The words.
        inlines: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// The words.
        inlines: Vec<Inline>,
        /// What else it is.
        role: Option<Role>,
    },
    /// A list.
    List {
        /// The number of the first item, or nothing for a list without numbers.
        start: Option<u32>,
        /// The items, each a list of blocks.
        items: Vec<Vec<Block>>,
    },
    /// Words of somebody else.
    Quote(Vec<Block>),
    /// A picture. Pictures are never copied: an address that is not absolute leaves the words alone.
    Image {
        /// Where it is, if that can be linked.
        href: Option<Href>,
        /// The words that stand for it.
        alt: String,
    },
    /// Lines that keep their shape.
    Code {
        /// The language, where one is named.
        language: Option<String>,
        /// The lines.
        text: String,
    },
    /// A table; every row has at most as many cells as the longest.
    Table {
        /// The head, empty when there is none.
        header: Vec<Vec<Inline>>,
        /// The rows below it.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A change of subject.
    Rule,
}

impl Inline {
    /// The plain words of a run of inlines; a break counts as a blank.
    #[must_use]
    pub fn plain(inlines: &[Self]) -> String {
        let mut out = String::new();
        Self::write_plain(inlines, &mut out);
        out
    }

    fn write_plain(inlines: &[Self], out: &mut String) {
        for inline in inlines {
            match inline {
                Self::Text(text) | Self::Code(text) => out.push_str(text),
                Self::Strong(inner) | Self::Emphasis(inner) | Self::Link { inlines: inner, .. } => {
                    Self::write_plain(inner, out)
                }
                Self::Break => out.push(' '),
            }
        }
    }
}

impl Block {
    /// A paragraph of plain text without a role.
    #[must_use]
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph {
            inlines: vec![Inline::Text(text.into())],
            role: None,
        }
    }

    /// All the words of the block in the order of the document, blocks inside it on lines of their own.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Heading { inlines, .. } | Self::Paragraph { inlines, .. } => {
                Inline::plain(inlines)
            }
            Self::List { items, .. } => items
                .iter()
                .map(|item| Self::plain_all(item))
                .collect::<Vec<_>>()
                .join("\n"),
            Self::Quote(blocks) => Self::plain_all(blocks),
            Self::Image { alt, .. } => alt.clone(),
            Self::Code { text, .. } => text.clone(),
            Self::Table { header, rows } => std::iter::once(header)
                .chain(rows)
                .filter(|row| !row.is_empty())
                .map(|row| {
                    row.iter()
                        .map(|cell| Inline::plain(cell))
                        .collect::<Vec<_>>()
                        .join(" ")
                })
                .collect::<Vec<_>>()
                .join("\n"),
            Self::Rule => String::new(),
        }
    }

    /// [`Self::plain`] of several blocks, one after the other on lines of their own.
    #[must_use]
    pub fn plain_all(blocks: &[Self]) -> String {
        blocks
            .iter()
            .map(Self::plain)
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    }
}
