//! What one file became, as published JSON.
//!
//! The shapes below are the schema: field names are promises. A file with several documents gives an array, every
//! other file one object. Problems of the whole file stand with its first document.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{AskKind, Contact, Document, LayerKind, Source, Span, Stamp};

use super::problem::{Places, Problem};
use super::seed::Reading;

mod block;

pub use block::{ShownBlock, ShownInline};

/// One document.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShownDocument {
    /// The name in the address, before the corpus makes it unique.
    pub slug: String,
    /// The name the file itself gives the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The shape the document had: `article_page`, `blog_page`, `headed_document`, `markdown`, `html_page`, `json_lines`, `feed`.
    pub kind: &'static str,
    /// `full` or `bare`, for article pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<&'static str>,
    /// The title.
    pub title: String,
    /// The host that published the report, or the title of the article it is drawn from.
    pub source: Option<String>,
    /// `host` or `title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_kind: Option<&'static str>,
    /// The web address of the original.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// RFC 3339 with the document's own offset, or null.
    pub published: Option<String>,
    /// How much of it the document says: `year`, `month`, `day`, `minute` or `second`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<&'static str>,
    /// A guess from the prose, never exact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred_date: Option<ShownDate>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// When it stops being shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// Category labels.
    pub categories: Vec<String>,
    /// Labels of another system.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// Key points.
    pub key_points: Vec<String>,
    /// The sentence that sums the report up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<String>,
    /// A summary for lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The four voices.
    pub layers: ShownLayers,
    /// Whom the to-do layer names.
    pub contacts: Vec<ShownContact>,
    /// Every address in the to-do layer with its place.
    pub mentions: Vec<ShownMention>,
    /// Petitions the to-do layer names.
    pub petitions: Vec<ShownName>,
    /// Organisations it gives an address of.
    pub organizations: Vec<ShownName>,
    /// Outlines of what to say or write.
    pub what_to_say: Vec<ShownOutline>,
    /// Titles of other articles, letter for letter.
    pub listed_related: Vec<String>,
    /// Older addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Where readers are sent instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect: Option<String>,
    /// Whether the author holds it back.
    pub draft: bool,
    /// What is to be said about the file.
    pub diagnostics: Vec<ShownProblem>,
}

/// A date and how much of it is known.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShownDate {
    /// RFC 3339; what is not known reads as one or zero.
    pub value: String,
    /// How much is known.
    pub precision: &'static str,
}

/// The four voices; one that does not speak is empty.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShownLayers {
    /// What happened.
    pub report: Vec<ShownBlock>,
    /// What the site thinks of it.
    pub opinion: Vec<ShownBlock>,
    /// What can be done.
    pub action: Vec<ShownBlock>,
    /// How to do it.
    pub todo: Vec<ShownBlock>,
}

/// A person or institution with its addresses, all as written.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShownContact {
    /// The name without the office.
    pub name: String,
    /// The office.
    pub role: Option<String>,
    /// State or district.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Web addresses.
    pub urls: Vec<String>,
    /// Postal addresses.
    pub addresses: Vec<String>,
}

/// One address in the text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShownMention {
    /// `phone`, `email`, `url` or `address`.
    pub kind: &'static str,
    /// The characters as written.
    pub value: String,
    /// The contact it belongs to, counted from 0.
    pub contact: Option<u32>,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The first byte in the decoded text.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

/// A name in the text, with its place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShownName {
    /// The characters, without marks.
    pub name: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The first byte in the decoded text.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

/// What to say, point by point.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShownOutline {
    /// The label the document gives it.
    #[serde(flatten)]
    pub label: ShownName,
    /// The points; each is named by its words.
    pub points: Vec<ShownName>,
}

/// One thing to know about the file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShownProblem {
    /// The rule, in stable words.
    pub code: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What a file became: one object, or an array where it holds several documents or none.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Shown {
    /// The one document of the file.
    One(Box<ShownDocument>),
    /// The documents of a file that holds many.
    Many(Vec<ShownDocument>),
    /// A file that cannot be used.
    Refused {
        /// Why.
        diagnostics: Vec<ShownProblem>,
    },
}

impl Shown {
    /// Shows a reading.
    #[must_use]
    pub fn new(reading: &Reading) -> Self {
        let diagnostics: Vec<ShownProblem> = reading.problems.iter().map(show_problem).collect();
        let places = Places::new("", &reading.text);
        let mut documents: Vec<ShownDocument> = reading
            .documents
            .iter()
            .map(|document| show_document(document, &places))
            .collect();
        let many = documents.len() > 1
            || reading.documents.iter().any(|document| {
                matches!(
                    document.kind,
                    crate::model::Kind::JsonLines | crate::model::Kind::Feed
                )
            });
        match documents.first_mut() {
            None => return Self::Refused { diagnostics },
            Some(first) => first.diagnostics = diagnostics,
        }
        if many {
            return Self::Many(documents);
        }
        documents.pop().map_or_else(
            || Self::Many(Vec::new()),
            |document| Self::One(Box::new(document)),
        )
    }

    /// Indented JSON.
    ///
    /// # Errors
    /// Never for values of this type; the error is passed on all the same.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self)
    }
}

fn show_problem(problem: &Problem) -> ShownProblem {
    ShownProblem {
        code: problem.code.name(),
        severity: problem.severity.name(),
        line: problem.line,
        column: problem.column,
        message: problem.message.clone(),
        help: problem.help.clone(),
    }
}

fn show_document(document: &Document, places: &Places<'_>) -> ShownDocument {
    let layer = |kind: LayerKind| block::show_all(document.blocks(kind));
    let asked = |kind| document.asks.iter().filter(move |ask| ask.kind == kind);
    let name = |name: &str, span: Span| {
        let (line, column) = places.line_and_column(span.start);
        ShownName {
            name: name.to_owned(),
            line,
            column,
            start: span.start,
            end: span.end,
        }
    };
    ShownDocument {
        slug: document.slug.to_string(),
        id: document.id.clone(),
        kind: document.kind.name(),
        form: document.kind.form(),
        title: document.title.clone(),
        source: document
            .source
            .as_ref()
            .map(|source| source.label().to_owned()),
        source_kind: document.source.as_ref().map(|source| match source {
            Source::Host(_) => "host",
            Source::Title(_) => "title",
        }),
        original: document
            .original
            .as_ref()
            .map(|href| href.as_str().to_owned()),
        published: document.published.map(Stamp::to_rfc3339),
        precision: document.published.map(|stamp| stamp.precision().name()),
        inferred_date: document.inferred_date.map(|stamp| ShownDate {
            value: stamp.to_rfc3339(),
            precision: stamp.precision().name(),
        }),
        updated: document.updated.map(Stamp::to_rfc3339),
        expires: document.expires.map(Stamp::to_rfc3339),
        categories: document.categories.clone(),
        labels: document.labels.clone(),
        key_points: document.key_points.clone(),
        standfirst: document.standfirst.clone(),
        summary: document.summary.clone(),
        layers: ShownLayers {
            report: layer(LayerKind::Report),
            opinion: layer(LayerKind::Opinion),
            action: layer(LayerKind::Action),
            todo: layer(LayerKind::Todo),
        },
        contacts: document.contacts.iter().map(show_contact).collect(),
        mentions: document
            .mentions
            .iter()
            .map(|mention| {
                let (line, column) = places.line_and_column(mention.span.start);
                ShownMention {
                    kind: mention.datum.name(),
                    value: mention.value.clone(),
                    contact: mention.contact,
                    line,
                    column,
                    start: mention.span.start,
                    end: mention.span.end,
                }
            })
            .collect(),
        petitions: asked(AskKind::Petition)
            .map(|ask| name(&ask.name, ask.span))
            .collect(),
        organizations: asked(AskKind::Organization)
            .map(|ask| name(&ask.name, ask.span))
            .collect(),
        what_to_say: asked(AskKind::WhatToSay)
            .map(|ask| ShownOutline {
                label: name(&ask.name, ask.span),
                points: ask
                    .points
                    .iter()
                    .map(|point| name(&point.text, point.span))
                    .collect(),
            })
            .collect(),
        listed_related: document.listed_related.clone(),
        aliases: document.aliases.clone(),
        redirect: document.redirect.clone(),
        draft: document.draft,
        diagnostics: Vec::new(),
    }
}

fn show_contact(contact: &Contact) -> ShownContact {
    ShownContact {
        name: contact.name.clone(),
        role: contact.role.clone(),
        district: contact.district.clone(),
        phones: contact.phones.clone(),
        emails: contact.emails.clone(),
        urls: contact.urls.clone(),
        addresses: contact.addresses.clone(),
    }
}
