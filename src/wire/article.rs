//! One article as it crosses the wire: its own text in [`Article`], what stands around it in [`Around`].
//!
//! The two are files of their own because an article's text names no other file: its hash changes only when the text
//! does, while its neighbours change with the corpus.

use serde::{Deserialize, Serialize};

use super::{CategoryRef, FileName, Fold, Stamp, Summary};

/// The text and facts of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Article {
    /// Identity, and the last part of the article's address.
    pub slug: String,
    /// Identifier the document came with, where that is not the slug: what measuring tools know it by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The shape of document it came from.
    pub kind: Kind,
    /// Title, plain text.
    pub title: String,
    /// Where the report was published or reported from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Credit>,
    /// When, with the document's own offset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Stamp>,
    /// Categories in the document's own order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryRef>,
    /// Query-independent description, plain text, at most about 200 characters.
    pub excerpt: String,
    /// Key points, each a line of inlines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub key_points: Vec<Vec<Inline>>,
    /// The layers that have any text, in order: report, opinion, action, to-do.
    pub layers: Vec<Layer>,
    /// Whom to reach, as the To Do text names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Reading time of all layers in whole minutes, at least 1.
    pub minutes: u32,
    /// Path of the seed below the seeds folder, for editors.
    pub seed: String,
}

/// What stands around an article: it changes with the corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Around {
    /// The other articles on the same event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story: Option<Fold>,
    /// Titles the document itself lists, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listed: Vec<Neighbour>,
    /// Computed suggestions, best first; none of them stands in `listed`. More than are shown: what a reader has read
    /// already goes last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Neighbour>,
    /// The next newer article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newer: Option<Neighbour>,
    /// The next older article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub older: Option<Neighbour>,
}

/// Another article offered beside one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Neighbour {
    /// Its title; for a listed title the text of the list.
    pub title: String,
    /// The article, where the corpus has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Box<Summary>>,
    /// Why it is offered, in plain words ("2 shared categories; 7 hours earlier"); empty for listed titles.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// The shape of document an article came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Saved article page, full or bare.
    ArticlePage,
    /// Blog page.
    BlogPage,
    /// Headed document: it gets a contents list.
    HeadedDocument,
    /// Markdown with or without front matter.
    Markdown,
    /// HTML page.
    HtmlPage,
    /// A line of a JSON Lines file.
    JsonLines,
    /// An entry of a feed.
    Feed,
}

/// Who published the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Credit {
    /// Host name (`tass.com`), or a title where the document names only that.
    pub name: String,
    /// True for a host name: it has a source page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub host: bool,
}

/// One layer of an article and its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Layer {
    /// Which layer.
    pub kind: LayerKind,
    /// Its blocks, in the order of the document.
    pub blocks: Vec<Block>,
}

/// The four layers; each has its own author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum LayerKind {
    /// The source's report.
    Report,
    /// The site's opinion on it.
    Opinion,
    /// What the site asks citizens to consider.
    Action,
    /// Steps a reader can take.
    Todo,
}

/// A block of text. Externally tagged, one short key a block: `{"p":…}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum Block {
    /// Heading; `level` 2 to 6, `id` unique within the article.
    #[serde(rename = "h")]
    Heading {
        /// 2 to 6: the page's title is the only level 1.
        level: u8,
        /// Anchor within the page.
        id: String,
        /// Its text.
        text: Vec<Inline>,
    },
    /// Paragraph.
    #[serde(rename = "p")]
    Paragraph {
        /// Its text.
        text: Vec<Inline>,
        /// What it is besides a paragraph.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<Role>,
    },
    /// List; ordered when `start` is there.
    #[serde(rename = "l")]
    List {
        /// First number of an ordered list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<u32>,
        /// Each item is blocks.
        items: Vec<Vec<Block>>,
    },
    /// Quotation.
    #[serde(rename = "q")]
    Quote(Vec<Block>),
    /// Image, by link only: nothing is loaded from a third party.
    #[serde(rename = "i")]
    Image {
        /// Address (http or https).
        href: String,
        /// Description.
        alt: String,
    },
    /// Preformatted text.
    #[serde(rename = "c")]
    Code {
        /// Language, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        language: String,
        /// The text, line breaks kept.
        text: String,
    },
    /// Table.
    #[serde(rename = "t")]
    Table {
        /// Cells of the head row.
        head: Vec<Vec<Inline>>,
        /// Rows of cells.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A rule between two parts.
    #[serde(rename = "r")]
    Rule,
}

/// What a paragraph is besides a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The sentence that sums the report up.
    Standfirst,
    /// Words under a picture.
    Caption,
    /// Who made the picture.
    Credit,
    /// Who wrote it.
    Byline,
    /// Place and day at the head of a report.
    Dateline,
    /// A bare one-line subhead.
    Subhead,
    /// A bold label that stands over what follows it.
    Label,
}

/// A run of text. A plain run is a bare JSON string.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum Inline {
    /// Plain text.
    #[serde(rename = "t")]
    Text(String),
    /// Strong.
    #[serde(rename = "b")]
    Strong(Vec<Inline>),
    /// Emphasis.
    #[serde(rename = "e")]
    Emphasis(Vec<Inline>),
    /// Code.
    #[serde(rename = "c")]
    Code(String),
    /// Link; the bundler let only http, https, mailto and tel through, and pages of the archive as seen from the article's
    /// own; the view checks again.
    #[serde(rename = "a")]
    Link {
        /// Address.
        href: String,
        /// Its text.
        text: Vec<Inline>,
    },
    /// Line break.
    #[serde(rename = "n")]
    Break,
}

/// Somebody to reach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Contact {
    /// Person or institution.
    pub name: String,
    /// Office held, or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Phone numbers as written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// E-mail addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// Web addresses, as written (a scheme may be absent).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<String>,
    /// Postal addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<String>,
}

/// Files of one article, as a prerendered page and the directory name them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ArticleFiles {
    /// An [`Article`].
    pub article: FileName,
    /// An [`Around`].
    pub around: FileName,
}
