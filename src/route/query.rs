//! What a reader asked for, as a query string: words, filters, sort and page.

use super::{decode, encode};

/// A query in the address. Equal queries have equal strings: keys in a fixed order, empty ones left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What was typed.
    pub text: String,
    /// Slugs of categories; an article has to have all of them, or any.
    pub categories: Vec<String>,
    /// Whether one of the categories is enough.
    pub any_category: bool,
    /// Hosts; an article has to be from one of them.
    pub sources: Vec<String>,
    /// First day, `2025-08-17`, or empty.
    pub from: String,
    /// Last day, `2025-08-17`, or empty.
    pub to: String,
    /// Order of the hits.
    pub sort: Sort,
    /// Page, from 1.
    pub page: u32,
}

/// Order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first; newest first when nothing was typed.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
    /// By source, then newest first.
    Source,
}

impl Sort {
    /// All, in the order a menu shows them.
    pub const ALL: [Sort; 4] = [Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Source];

    /// Value in the address.
    pub fn key(self) -> &'static str {
        match self {
            Sort::Relevance => "relevance",
            Sort::Newest => "newest",
            Sort::Oldest => "oldest",
            Sort::Source => "source",
        }
    }

    fn from_key(key: &str) -> Sort {
        Sort::ALL
            .into_iter()
            .find(|sort| sort.key() == key)
            .unwrap_or_default()
    }
}

impl Default for Query {
    fn default() -> Query {
        Query {
            text: String::new(),
            categories: Vec::new(),
            any_category: false,
            sources: Vec::new(),
            from: String::new(),
            to: String::new(),
            sort: Sort::default(),
            page: 1,
        }
    }
}

/// Query keys. Forms use them as names of their fields.
pub mod key {
    /// What was typed.
    pub const TEXT: &str = "q";
    /// A category, repeated.
    pub const CATEGORY: &str = "category";
    /// How several categories combine.
    pub const MATCH: &str = "match";
    /// The value of [`MATCH`] for which one category is enough.
    pub const ANY: &str = "any";
    /// A source, repeated.
    pub const SOURCE: &str = "source";
    /// First day.
    pub const FROM: &str = "from";
    /// Last day.
    pub const TO: &str = "to";
    /// Sort.
    pub const SORT: &str = "sort";
    /// Page.
    pub const PAGE: &str = "page";
}

impl Query {
    /// Reads a query string; unknown keys and unusable values are passed over.
    pub fn read(query: &str) -> Query {
        let mut out = Query::default();
        for pair in query.trim_start_matches('?').split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let Some(value) = decode(&value.replace('+', " ")) else {
                continue;
            };
            if value.is_empty() {
                continue;
            }
            match name {
                key::TEXT => out.text = value,
                key::CATEGORY => push_new(&mut out.categories, value),
                key::MATCH => out.any_category = value == key::ANY,
                key::SOURCE => push_new(&mut out.sources, value),
                key::FROM if is_day(&value) => out.from = value,
                key::TO if is_day(&value) => out.to = value,
                key::SORT => out.sort = Sort::from_key(&value),
                key::PAGE => out.page = value.parse().ok().filter(|&n| n >= 1).unwrap_or(1),
                _ => {}
            }
        }
        out
    }

    /// Writes the query string without its `?`.
    pub fn write(&self) -> String {
        let mut pairs = Vec::new();
        let mut push = |name: &str, value: &str| {
            if !value.is_empty() {
                pairs.push(format!("{name}={}", encode(value)));
            }
        };
        push(key::TEXT, &self.text);
        self.categories.iter().for_each(|c| push(key::CATEGORY, c));
        if self.any_category {
            push(key::MATCH, key::ANY);
        }
        self.sources.iter().for_each(|s| push(key::SOURCE, s));
        push(key::FROM, &self.from);
        push(key::TO, &self.to);
        if self.sort != Sort::default() {
            push(key::SORT, self.sort.key());
        }
        if self.page > 1 {
            push(key::PAGE, &self.page.to_string());
        }
        pairs.join("&")
    }

    /// Whether anything but the page is asked for.
    pub fn is_filtered(&self) -> bool {
        let plain = Query {
            page: self.page,
            // How nothing combines narrows nothing.
            any_category: self.any_category,
            ..Query::default()
        };
        *self != plain
    }

    /// The same without the words: a category page has none.
    pub fn without_text(self) -> Query {
        Query {
            text: String::new(),
            ..self
        }
    }

    /// The same on another page.
    pub fn on_page(&self, page: u32) -> Query {
        Query {
            page,
            ..self.clone()
        }
    }

    /// The same with a category added, or removed when it is there; back on page 1.
    pub fn toggle_category(&self, slug: &str) -> Query {
        let mut next = self.on_page(1);
        toggle(&mut next.categories, slug);
        next
    }

    /// The same with a source added, or removed when it is there; back on page 1.
    pub fn toggle_source(&self, host: &str) -> Query {
        let mut next = self.on_page(1);
        toggle(&mut next.sources, host);
        next
    }
}

fn toggle(list: &mut Vec<String>, value: &str) {
    match list.iter().position(|v| v == value) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(value.to_owned()),
    }
}

fn push_new(list: &mut Vec<String>, value: String) {
    if !list.contains(&value) {
        list.push(value);
    }
}

/// Whether a text has the form `2025-08-17`.
fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, b)| match at {
            4 | 7 => *b == b'-',
            _ => b.is_ascii_digit(),
        })
}
