//! One event as several sources tell it. Sources are named by their position in [`Story::tellings`].

use serde::{Deserialize, Serialize};

use super::Summary;

/// A story: two articles or more on one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Story {
    /// Last part of its address: the slug of the article that was first.
    pub slug: String,
    /// Headline of the article that was first.
    pub title: String,
    /// The articles, the earliest first, those without a date last.
    pub tellings: Vec<Telling>,
    /// Sentences that two or more have, in the order in which they first occur.
    pub shared: Vec<SharedSentence>,
    /// Quotations that two or more have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotations: Vec<Quotation>,
}

/// One article of a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Telling {
    /// The article.
    pub article: Summary,
    /// How long after the first, in plain words ("3 hours later"); empty where that is unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub later: String,
    /// Sentences of its report that no other article has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<String>,
}

/// A sentence of several sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct SharedSentence {
    /// In the words of the first.
    pub text: String,
    /// Who has it, rising.
    pub by: Vec<u32>,
}

/// The wordings of one quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Quotation {
    /// One a source.
    pub wordings: Vec<Wording>,
}

/// A quotation as one source has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Wording {
    /// Which source.
    pub by: u32,
    /// The words in pieces; true where the wordings differ.
    pub pieces: Vec<(String, bool)>,
}
