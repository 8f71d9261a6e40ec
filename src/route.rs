//! The whole URL grammar, both ways: the only file that spells a path or a query key.
//!
//! A route is a value. [`Route::path`] writes it relative to the site's root, without a leading slash;
//! [`Route::parse`] reads it back: `parse(path(route)) == route` for every route. The folder is served unchanged at any
//! base path, so a link is always a [`Root`] and a path: prerendered pages use a relative root (`../../`), the app an
//! absolute one (`/archive/`).

mod query;

pub use query::{Query, Sort, key};

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Newest first, a page of it (from 1).
    Home {
        /// Page, from 1.
        page: u32,
    },
    /// One article.
    Article {
        /// Its slug.
        slug: String,
    },
    /// One event as several sources tell it.
    Story {
        /// Slug of the article that was first.
        slug: String,
    },
    /// All categories.
    Categories,
    /// A category. Its filters are a query; the plain pages (no filter) have paths of their own.
    Category {
        /// Its slug.
        slug: String,
        /// Page and filters; `text` stays empty.
        query: Query,
    },
    /// All sources.
    Sources,
    /// A source.
    Source {
        /// Host name.
        host: String,
        /// Page, from 1.
        page: u32,
    },
    /// Search.
    Search {
        /// Words, filters, sort and page.
        query: Query,
    },
    /// Feeds.
    Subscribe,
    /// About the site.
    About,
    /// No such page; the path as it was asked for.
    NotFound {
        /// Path below the root.
        path: String,
    },
}

impl Route {
    /// Home, first page.
    pub const HOME: Route = Route::Home { page: 1 };

    /// The route of an article.
    pub fn article(slug: &str) -> Route {
        Route::Article { slug: slug.into() }
    }

    /// The route of a story.
    pub fn story(slug: &str) -> Route {
        Route::Story { slug: slug.into() }
    }

    /// First page of a category, unfiltered.
    pub fn category(slug: &str) -> Route {
        Route::Category {
            slug: slug.into(),
            query: Query::default(),
        }
    }

    /// First page of a source.
    pub fn source(host: &str) -> Route {
        Route::Source {
            host: host.into(),
            page: 1,
        }
    }

    /// The empty search page.
    pub fn search() -> Route {
        Route::Search {
            query: Query::default(),
        }
    }

    /// Path below the root with its query, percent-encoded, without a leading slash: `articles/x/`, `search/?q=a`.
    pub fn path(&self) -> String {
        match self {
            Route::Home { page } => page_suffix(String::new(), *page),
            Route::Article { slug } => format!("articles/{}/", encode(slug)),
            Route::Story { slug } => format!("stories/{}/", encode(slug)),
            Route::Categories => "categories/".into(),
            Route::Category { slug, query } => {
                let base = format!("categories/{}/", encode(slug));
                if query.is_filtered() {
                    with_query(base, &query.write())
                } else {
                    page_suffix(base, query.page)
                }
            }
            Route::Sources => "sources/".into(),
            Route::Source { host, page } => {
                page_suffix(format!("sources/{}/", encode(host)), *page)
            }
            Route::Search { query } => with_query("search/".into(), &query.write()),
            Route::Subscribe => "subscribe/".into(),
            Route::About => "about/".into(),
            Route::NotFound { path } => path.split('/').map(encode).collect::<Vec<_>>().join("/"),
        }
    }

    /// Reads a path below the root (percent-encoded, with or without slashes at its ends) and a query string (with or
    /// without its `?`). Never fails: what no route spells is [`Route::NotFound`].
    pub fn parse(path: &str, query: &str) -> Route {
        let trimmed = path.trim_matches('/');
        let trimmed = trimmed
            .strip_suffix("index.html")
            .unwrap_or(trimmed)
            .trim_end_matches('/');
        let parts: Option<Vec<String>> = trimmed.split('/').map(decode).collect();
        let not_found = || Route::NotFound {
            path: decode(trimmed).unwrap_or_else(|| trimmed.to_owned()),
        };
        let Some(parts) = parts else {
            return not_found();
        };
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let route = match parts.as_slice() {
            [""] => Some(Route::HOME),
            ["page", n] => page_number(n).map(|page| Route::Home { page }),
            ["articles", slug] => Some(Route::article(slug)),
            ["stories", slug] => Some(Route::story(slug)),
            ["categories"] => Some(Route::Categories),
            ["categories", slug] => Some(Route::Category {
                slug: (*slug).into(),
                query: Query::read(query).without_text(),
            }),
            ["categories", slug, "page", n] => page_number(n).map(|page| Route::Category {
                slug: (*slug).into(),
                query: Query {
                    page,
                    ..Query::default()
                },
            }),
            ["sources"] => Some(Route::Sources),
            ["sources", host] => Some(Route::source(host)),
            ["sources", host, "page", n] => page_number(n).map(|page| Route::Source {
                host: (*host).into(),
                page,
            }),
            ["search"] => Some(Route::Search {
                query: Query::read(query),
            }),
            ["subscribe"] => Some(Route::Subscribe),
            ["about"] => Some(Route::About),
            _ => None,
        };
        route.unwrap_or_else(not_found)
    }

    /// The file that a static host serves for this route, below the output folder, not encoded.
    pub fn output_path(&self) -> String {
        let plain = match self {
            Route::NotFound { .. } => return "404.html".into(),
            Route::Search { .. } => Route::search().path(),
            Route::Category { slug, query } if query.is_filtered() => Route::category(slug).path(),
            other => other.path(),
        };
        format!("{}index.html", decode(&plain).unwrap_or(plain))
    }

    /// Name in the bundle's directory of the file that this route shows, or `None` when the manifest is enough.
    pub fn data_name(&self) -> Option<String> {
        Some(match self {
            Route::Home { page } => format!("home/{page}"),
            Route::Article { slug } => format!("article/{slug}"),
            Route::Story { slug } => format!("story/{slug}"),
            Route::Categories | Route::Subscribe => "categories".into(),
            Route::Category { slug, query } => format!(
                "category/{slug}/{}",
                if query.is_filtered() { 1 } else { query.page }
            ),
            Route::Sources => "sources".into(),
            Route::Source { host, page } => format!("source/{host}/{page}"),
            Route::Search { .. } | Route::About | Route::NotFound { .. } => return None,
        })
    }

    /// The part of the site a route belongs to, for `aria-current` in the navigation.
    pub fn section(&self) -> Section {
        match self {
            Route::Home { .. } => Section::Home,
            Route::Categories | Route::Category { .. } => Section::Categories,
            Route::Sources | Route::Source { .. } => Section::Sources,
            Route::Search { .. } => Section::Search,
            Route::Subscribe => Section::Subscribe,
            Route::About => Section::About,
            Route::Article { .. } | Route::Story { .. } | Route::NotFound { .. } => Section::None,
        }
    }
}

/// Parts of the site that the navigation names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Home and its pages.
    Home,
    /// Categories.
    Categories,
    /// Sources.
    Sources,
    /// Search.
    Search,
    /// Subscribe.
    Subscribe,
    /// About.
    About,
    /// None of them.
    None,
}

/// Path of the site's own Atom feed below the root.
pub const FEED_PATH: &str = "feed.xml";

/// Path of the list of all feeds (OPML) below the root.
pub const FEED_LIST_PATH: &str = "feeds.opml";

/// Path of an article's plain-text twin below the root.
pub fn twin_path(slug: &str) -> String {
    Route::article(slug).path() + "index.txt"
}

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFormat {
    /// Atom (RFC 4287), the one that is offered first.
    Atom,
    /// RSS 2.0.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// All, in the order in which they are offered.
    pub const ALL: [FeedFormat; 3] = [FeedFormat::Atom, FeedFormat::Rss, FeedFormat::Json];

    /// What a link calls it.
    pub fn name(self) -> &'static str {
        match self {
            FeedFormat::Atom => "Atom",
            FeedFormat::Rss => "RSS",
            FeedFormat::Json => "JSON",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FeedFormat::Atom => "application/atom+xml",
            FeedFormat::Rss => "application/rss+xml",
            FeedFormat::Json => "application/feed+json",
        }
    }

    fn file_name(self) -> &'static str {
        match self {
            FeedFormat::Atom => FEED_PATH,
            FeedFormat::Rss => "rss.xml",
            FeedFormat::Json => "feed.json",
        }
    }
}

/// Path of the feed that goes with a page: a category's, a source's, everywhere else the site's.
pub fn feed_path(route: &Route, format: FeedFormat) -> String {
    let folder = match route {
        Route::Category { slug, .. } => Route::category(slug).path(),
        Route::Source { host, .. } => Route::source(host).path(),
        _ => String::new(),
    };
    folder + format.file_name()
}

/// Words to find on a page, as a fragment of its address: `#find=2,grain,harbours:~:text=harbours%20of`. The app marks the
/// words and leads from one place to the next, beginning with the second. What follows `:~:` is for the browser (WICG, "Text
/// Fragments"), which without the app leads to the passage all the same, and keeps it from the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Find {
    /// The words, as they stand there.
    pub words: Vec<String>,
    /// The place to begin with, from 1.
    pub at: u32,
}

impl Find {
    const NAME: &str = "#find=";

    /// The fragment, with its `#`; the text at the place to begin with is `passage`.
    pub fn fragment(&self, passage: &str) -> String {
        let words: Vec<String> = self.words.iter().map(|word| encode(word)).collect();
        // A hyphen would part the words of a passage from what stands around them.
        let passage = encode(passage).replace('-', "%2D");
        let (name, at, words) = (Find::NAME, self.at, words.join(","));
        format!("{name}{at},{words}:~:text={passage}")
    }

    /// Reads a fragment; none when it names no words.
    pub fn parse(fragment: &str) -> Option<Find> {
        // By single characters: to look for strings costs the app kilobytes.
        let mut parts = without_text(fragment.strip_prefix(Find::NAME)?).split(',');
        let at = parts.next()?.parse().ok()?;
        let words = parts.filter_map(decode);
        let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
        (!words.is_empty()).then_some(Find { words, at })
    }
}

/// A fragment without what a browser keeps to itself: it would make it another address.
pub fn without_text(fragment: &str) -> &str {
    // Such a `:~:` has the first colon; an author's anchor has none, being made of letters and hyphens.
    fragment.split(':').next().unwrap_or_default()
}

/// Folder of the data files below the root.
pub const DATA_DIR: &str = "data/";

/// Path of the manifest below the root.
pub const MANIFEST_PATH: &str = "data/manifest.json";

/// Where links start: a prefix that leads from the page to the site's root and ends in `/`, or is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root(String);

impl Root {
    /// An absolute root (`/`, `/archive/`); a final slash is added when it is missing.
    pub fn absolute(path: &str) -> Root {
        let mut path = path.to_owned();
        if !path.ends_with('/') {
            path.push('/');
        }
        Root(path)
    }

    /// The relative root of the page that is written at `output_path`.
    pub fn relative_to(output_path: &str) -> Root {
        Root("../".repeat(output_path.matches('/').count()))
    }

    /// The address of a route. Never empty, since an empty link means the page itself with its query.
    pub fn href(&self, route: &Route) -> String {
        self.to(&route.path())
    }

    /// The address of a file below the root.
    pub fn to(&self, path: &str) -> String {
        match format!("{}{path}", self.0) {
            empty if empty.is_empty() => "./".into(),
            query if query.starts_with('?') => format!("./{query}"),
            href => href,
        }
    }

    /// The prefix itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn page_suffix(base: String, page: u32) -> String {
    if page <= 1 {
        base
    } else {
        format!("{base}page/{page}/")
    }
}

fn page_number(text: &str) -> Option<u32> {
    // Page 1 has one address only: the one without a number.
    text.parse()
        .ok()
        .filter(|&n: &u32| n >= 2 && !text.starts_with('0') && !text.starts_with('+'))
}

fn with_query(path: String, query: &str) -> String {
    if query.is_empty() {
        path
    } else {
        format!("{path}?{query}")
    }
}

/// Percent-encodes all but the unreserved characters of RFC 3986, section 2.3.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

/// Undoes percent-encoding; `None` when the bytes are no UTF-8. A stray `%` stands for itself.
pub fn decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match escaped {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests;
