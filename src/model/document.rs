//! What reading one seed gives, before the corpus is known.

use super::{Ask, Block, Contact, Kind, Mention, Slug, Source, Stamp};

/// The four voices of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LayerKind {
    /// What happened, as the source told it.
    Report,
    /// What the site thinks of it.
    Opinion,
    /// What can be done about it.
    Action,
    /// How to do it, step by step.
    Todo,
}

impl LayerKind {
    /// All four, in the order of a page.
    pub const ALL: [Self; 4] = [Self::Report, Self::Opinion, Self::Action, Self::Todo];

    /// The stable name, as published.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Opinion => "opinion",
            Self::Action => "action",
            Self::Todo => "todo",
        }
    }
}

/// One voice and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Which voice.
    pub kind: LayerKind,
    /// What it says, in the order of the document.
    pub blocks: Vec<Block>,
}

/// Where a document came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// The path of the file, as it was given, with `/` between folders.
    pub path: String,
    /// The line of the file the document begins on, from 1. Of interest where a file holds several.
    pub line: u32,
    /// The encoding the file was read in, by its standard name.
    pub encoding: String,
}

/// An article as one file tells it, before the corpus links, checks and completes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The name in the address, from the header, the file name or the title. Not yet unique.
    pub slug: Slug,
    /// The name the file itself gives the record, where it gives one.
    pub id: Option<String>,
    /// The shape the document had.
    pub kind: Kind,
    /// The title, white space folded.
    pub title: String,
    /// Who published the report first.
    pub source: Option<Source>,
    /// The web address of the original, where one is given.
    pub original: Option<super::Href>,
    /// When, exactly as the document says; never a guess.
    pub published: Option<Stamp>,
    /// When, as far as the prose lets one guess. Marked inferred, and never shown as exact.
    pub inferred_date: Option<Stamp>,
    /// When it was last changed, where the document says so.
    pub updated: Option<Stamp>,
    /// When it stops being shown, where the document says so.
    pub expires: Option<Stamp>,
    /// Category labels in the order of the document.
    pub categories: Vec<String>,
    /// Words the document was labelled with elsewhere. Kept apart: nothing ranks by them.
    pub labels: Vec<String>,
    /// The points a reader should take away, one line each.
    pub key_points: Vec<String>,
    /// The sentence that sums the report up; it also stands in its place in the report.
    pub standfirst: Option<String>,
    /// A summary written for lists, where a header has one.
    pub summary: Option<String>,
    /// The voices that speak, in the order of a page, none of them empty.
    pub layers: Vec<Layer>,
    /// Whom the to-do layer names, with their addresses.
    pub contacts: Vec<Contact>,
    /// Every address in the to-do layer, in the order of the document.
    pub mentions: Vec<Mention>,
    /// Petitions, organisations and outlines of what to say, in the order of the document.
    pub asks: Vec<Ask>,
    /// Titles of other articles, letter for letter.
    pub listed_related: Vec<String>,
    /// Slugs of articles that are not to stand beside this one.
    pub unrelated: Vec<String>,
    /// Older addresses of the article, as written.
    pub aliases: Vec<String>,
    /// Where readers are sent instead, when the document is only a signpost.
    pub redirect: Option<String>,
    /// Whether the author holds it back.
    pub draft: bool,
    /// Where it came from.
    pub provenance: Provenance,
}

impl Document {
    /// An empty document with a title.
    #[must_use]
    pub fn new(kind: Kind, title: impl Into<String>) -> Self {
        let title = title.into();
        Self {
            slug: Slug::from_title(&title),
            id: None,
            kind,
            title,
            source: None,
            original: None,
            published: None,
            inferred_date: None,
            updated: None,
            expires: None,
            categories: Vec::new(),
            labels: Vec::new(),
            key_points: Vec::new(),
            standfirst: None,
            summary: None,
            layers: Vec::new(),
            contacts: Vec::new(),
            mentions: Vec::new(),
            asks: Vec::new(),
            listed_related: Vec::new(),
            unrelated: Vec::new(),
            aliases: Vec::new(),
            redirect: None,
            draft: false,
            provenance: Provenance::default(),
        }
    }

    /// The blocks of one voice, none when it does not speak.
    #[must_use]
    pub fn blocks(&self, kind: LayerKind) -> &[Block] {
        self.layers
            .iter()
            .find(|layer| layer.kind == kind)
            .map_or(&[], |layer| &layer.blocks)
    }

    /// Adds blocks to the end of a voice and keeps the voices in page order.
    pub fn extend_layer(&mut self, kind: LayerKind, blocks: Vec<Block>) {
        if blocks.is_empty() {
            return;
        }
        match self.layers.iter_mut().find(|layer| layer.kind == kind) {
            Some(layer) => layer.blocks.extend(blocks),
            None => self.layers.push(Layer { kind, blocks }),
        }
        self.layers.sort_by_key(|layer| layer.kind);
    }
}
