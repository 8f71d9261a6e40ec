//! Lists of articles: pages of home, of a category, of a source; and the lists of categories and sources.

use serde::{Deserialize, Serialize};

use super::{Credit, FileName};

/// When something was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Stamp {
    /// RFC 3339 with the document's own offset: `2025-08-17T00:54:34-04:00`. What is finer than `precision` is zero.
    pub at: String,
    /// The day in the site's own zone, `2025-08-17`: a day on the site is a day there.
    pub day: String,
    /// How much of `at` the document said.
    #[serde(default, skip_serializing_if = "Precision::is_second")]
    pub precision: Precision,
    /// True when the date was inferred from prose: never shown as exact.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inferred: bool,
}

/// How much of a moment a document said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// Year only.
    Year,
    /// Year and month.
    Month,
    /// A day.
    Day,
    /// To the minute.
    Minute,
    /// To the second.
    #[default]
    Second,
}

impl Precision {
    fn is_second(&self) -> bool {
        *self == Precision::Second
    }
}

/// A category as a link needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct CategoryRef {
    /// Last part of its address.
    pub slug: String,
    /// Label as the site spells it.
    pub name: String,
}

/// One article in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Summary {
    /// Identity.
    pub slug: String,
    /// Title.
    pub title: String,
    /// Source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Credit>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Stamp>,
    /// Categories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryRef>,
    /// Excerpt; empty where the list shows none (neighbours).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub excerpt: String,
    /// Reading time in minutes.
    pub minutes: u32,
    /// The article's own file, so that following the link is one request.
    pub file: FileName,
    /// In lists: the other articles of the same story, folded behind this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fold: Option<Box<Fold>>,
}

/// The other articles of a story, as they are folded behind one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Fold {
    /// Last part of the story's address.
    pub story: String,
    /// The others, without excerpts; never empty.
    pub others: Vec<Summary>,
}

/// A page of a list of articles, newest first; undated ones last, by slug.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Listing {
    /// What is listed.
    pub of: ListingOf,
    /// This page, from 1.
    pub page: u32,
    /// Number of pages, at least 1.
    pub pages: u32,
    /// Number of articles on all pages.
    pub total: u32,
    /// The articles of this page.
    pub articles: Vec<Summary>,
}

/// What a listing lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ListingOf {
    /// Everything.
    Home,
    /// The articles of a category.
    Category {
        /// Address and label.
        category: CategoryRef,
        /// What it is about, or empty.
        description: String,
    },
    /// The articles of a source.
    Source {
        /// Host name.
        host: String,
    },
}

/// All categories, in the order of `site.toml`, then by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct CategoryList {
    /// One entry a category, empty ones included.
    pub categories: Vec<CategoryEntry>,
}

/// One category in the list of categories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct CategoryEntry {
    /// Address and label.
    pub category: CategoryRef,
    /// What it is about, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Number of articles.
    pub count: u32,
    /// Newest article, where there is one: title, slug and file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<Box<Summary>>,
}

/// All sources, most articles first, then by host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct SourceList {
    /// One entry a source.
    pub sources: Vec<SourceEntry>,
}

/// One source in the list of sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct SourceEntry {
    /// Host name.
    pub host: String,
    /// Number of articles.
    pub count: u32,
    /// Day of the newest, `2025-08-17`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<String>,
}
