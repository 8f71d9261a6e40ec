//! Which articles answer a question, and why?
//!
//! A segmented, immutable, content-addressed index for a host that can only serve whole files, and the engine that reads
//! it. The same code runs natively, in the search worker and on the page's main thread, and gives the same hits in the same
//! order: every score is an integer. Nothing here knows where bytes come from, threads or time: [`service::Service`] is
//! asked, and either answers or names the files it must be given first. Only writing is native, and done on all cores.
//!
//! In reading order: [`builder`] writes what [`service`] reads; [`weights`] is the one place where ranking is decided;
//! [`query`] is the language; [`request`] is what goes in and comes out.

// What writes a format stands beside what reads it, and is called natively only.
#![cfg_attr(target_arch = "wasm32", allow(dead_code))]

#[cfg(not(target_arch = "wasm32"))]
pub mod builder;
pub mod bytes;
pub mod explain;
pub mod query;
pub mod request;
pub mod service;
pub mod weights;

#[cfg(not(target_arch = "wasm32"))]
mod archive;
mod bitset;
mod code;
mod column;
mod dictionary;
mod empty;
mod evaluate;
mod facet;
#[cfg(not(target_arch = "wasm32"))]
mod made;
#[cfg(not(target_arch = "wasm32"))]
mod neighbour;
mod order;
mod pack;
mod positions;
mod postings;
mod proximity;
mod resolve;
mod root;
#[cfg(not(target_arch = "wasm32"))]
mod segment;
pub mod snippet;
mod spelling;
mod store;

#[cfg(test)]
mod behaviour;
#[cfg(test)]
mod oracle;

/// A part of an article that is ranked, filtered and shown apart from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldKind {
    /// The headline.
    Title,
    /// The short points above the text.
    KeyPoints,
    /// The report itself.
    Report,
    /// The opinion layer.
    Opinion,
    /// The action layer.
    Action,
    /// The to-do layer.
    Todo,
    /// Names of people and institutions, contacts among them.
    Names,
    /// Anything else that should be found.
    Other,
}

impl FieldKind {
    /// Every kind, in the order in which the index numbers them.
    pub const ALL: [FieldKind; 8] = [
        FieldKind::Title,
        FieldKind::KeyPoints,
        FieldKind::Report,
        FieldKind::Opinion,
        FieldKind::Action,
        FieldKind::Todo,
        FieldKind::Names,
        FieldKind::Other,
    ];

    /// Its number in the index: stable, below 8.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The word a reader may write after `in:`, also the name in answers.
    pub fn name(self) -> &'static str {
        [
            "title", "points", "report", "opinion", "action", "todo", "names", "other",
        ][self as usize]
    }
}

/// One article as the indexer wants it: plain values, so that the index knows nothing of the corpus model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its position newest first, ties by slug: 0 is the newest. All ordinals of a corpus together are `0..count`.
    pub ordinal: u32,
    /// The headline.
    pub title: &'a str,
    /// The publishing host.
    pub source: Option<&'a str>,
    /// Slugs of its categories.
    pub categories: Vec<&'a str>,
    /// Days since 1970-01-01 in the site's zone.
    pub day: Option<i32>,
    /// What finds the article's own file: opaque bytes, given back with the hit.
    pub key: Vec<u8>,
    /// The text by layer. A kind may occur more than once; [`FieldKind::Title`] comes from `title` and is ignored here.
    pub fields: Vec<(FieldKind, &'a str)>,
    /// Whether it carries a petition.
    pub has_petition: bool,
}
