//! `site.toml`: everything about a site that is not its documents. Every key has a default; unknown keys are refused.

use serde::Deserialize;

use super::Petition;

/// The file as it stands.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Title of the site.
    pub title: String,
    /// Motto under the title.
    pub motto: String,
    /// What the site is, in a sentence.
    pub description: String,
    /// Where its articles come from, in paragraphs for the about page.
    pub about: Vec<String>,
    /// What the logo line of a saved page says, so that the importer knows it.
    pub logo_alt: String,
    /// IANA name of the site's own zone: a day on the site is a day there.
    pub time_zone: String,
    /// BCP 47 language of the texts.
    pub language: String,
    /// Public address, `https://example.org`; feeds and canonical links need it.
    pub address: String,
    /// Path of the site below the host, for the one page that can't know where it was asked for: not found.
    pub base_path: String,
    /// Articles on a page of a list.
    pub page_size: u32,
    /// Most files that the host takes; any number when it is not said.
    pub most_files: Option<u32>,
    /// The petition button; no table, no button.
    pub petition: Option<Petition>,
    /// Lines of the footer.
    pub footer: Vec<String>,
    /// Feeds.
    pub feed: FeedSettings,
    /// Categories in the order they are shown.
    pub categories: Vec<CategorySettings>,
    /// Groups of words that search takes for one another.
    pub aliases: Vec<AliasGroup>,
    /// Whether the editor of a document without categories is told which one its neighbours are in.
    pub propose_categories: bool,
    /// Suggestions that editors set by hand.
    pub related: Vec<RelatedSettings>,
}

/// How feeds are written.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FeedSettings {
    /// Author named in the feed; the site's title when empty.
    pub author: String,
    /// Newest articles in a feed.
    pub entries: u32,
}

/// One category.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategorySettings {
    /// Label as documents spell it.
    pub name: String,
    /// Last part of its address; made from the name when empty.
    #[serde(default)]
    pub slug: String,
    /// What it is about, in a sentence.
    #[serde(default)]
    pub description: String,
    /// Other spellings in documents.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// What stands beside an article by an editor's own hand. Articles are named by slug.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelatedSettings {
    /// The article.
    pub article: String,
    /// Articles that come first beside it, in this order.
    #[serde(default)]
    pub pin: Vec<String>,
    /// Articles that never stand beside it.
    #[serde(default)]
    pub block: Vec<String>,
}

/// Words that mean the same.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AliasGroup {
    /// Two words or more.
    pub words: Vec<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            title: "An archive".into(),
            motto: String::new(),
            description: String::new(),
            about: Vec::new(),
            logo_alt: "Truth and Resistance Dove Logo".into(),
            time_zone: "UTC".into(),
            language: "en".into(),
            address: String::new(),
            base_path: "/".into(),
            page_size: 20,
            most_files: None,
            petition: None,
            footer: Vec::new(),
            feed: FeedSettings::default(),
            categories: Vec::new(),
            aliases: Vec::new(),
            propose_categories: false,
            related: Vec::new(),
        }
    }
}

impl Default for FeedSettings {
    fn default() -> FeedSettings {
        FeedSettings {
            author: String::new(),
            entries: 50,
        }
    }
}
