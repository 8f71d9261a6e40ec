//! Where do old addresses lead? Aliases of articles, and documents that are only signposts.
//!
//! Each becomes a line of `_redirects`, which Netlify and Cloudflare Pages read, and a small page that sends a browser on
//! by itself, which every host has. An alias can neither leave the output folder nor take the place of a page.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::model::Document;
use crate::route::{Root, Route, decode, encode};
use crate::view::part::markup::{el, html, link};
use crate::wire::Site;

use super::corpus::Corpus;
use super::html::{absolute, attribute, element, void};
use super::output::Output;
use super::problem::{Code, Problem, Words};

/// A document that only says where readers are sent.
#[derive(Clone, Debug)]
pub struct Signpost {
    /// Path of the document below the seeds folder.
    pub seed: String,
    /// The line of it the document begins on, from 1.
    pub line: u32,
    /// Its own address and its aliases, as written.
    pub from: Vec<String>,
    /// Where it leads, as written: an address, a path, or the slug of an article.
    pub to: String,
}

impl Signpost {
    /// Reads a document that has a `redirect`; none where it has not.
    pub fn read(document: &Document) -> Option<Signpost> {
        let own = Route::article(document.slug.as_str()).path();
        Some(Signpost {
            seed: document.provenance.path.clone(),
            line: document.provenance.line,
            from: std::iter::once(own)
                .chain(document.aliases.iter().cloned())
                .collect(),
            to: document.redirect.clone()?,
        })
    }
}

/// An old address and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redirect {
    /// Path below the root, percent-encoded: `old/tides/`, `old.html`.
    pub from: String,
    /// A path below the root, or a whole address elsewhere.
    pub to: Target,
}

/// Where a redirect leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A page of the site: its path below the root.
    Page(String),
    /// Another site.
    Elsewhere(String),
}

/// Resolves everything that leads elsewhere, in the order of the old addresses.
pub fn resolve(
    corpus: &Corpus,
    signposts: &[Signpost],
    site: &Site,
    base_path: &str,
    problems: &mut Vec<Problem>,
) -> Vec<Redirect> {
    let pages: BTreeSet<String> = pages(corpus).collect();
    let place = Place { site, base_path };
    let mut taken = BTreeSet::new();
    let mut out = Vec::new();
    let mut add = |document: (&str, u32), from: &str, to: &Target, problems: &mut Vec<Problem>| {
        let found = place.read(from).and_then(|path| {
            if pages.contains(&path) {
                Err("it is the address of another page")
            } else if !taken.insert(path.clone()) {
                Err("another document has the same alias")
            } else {
                Ok(path)
            }
        });
        match found {
            Ok(from) => out.push(Redirect {
                from,
                to: to.clone(),
            }),
            Err(why) => problems.push(Problem::of_words(
                Code::RefusedAlias,
                document,
                Words::Field(from.to_owned()),
                format!("the old address \"{from}\" can't lead here: {why}"),
                "write a path of this site such as `/old/address/`, or take the alias out",
            )),
        }
    };
    for draft in &corpus.drafts {
        let to = Target::Page(Route::article(&draft.article.slug).path());
        for alias in &draft.aliases {
            add((&draft.article.seed, draft.line), alias, &to, problems);
        }
    }
    for signpost in signposts {
        match place.target(&signpost.to, &pages) {
            Some(to) => {
                for from in &signpost.from {
                    add((&signpost.seed, signpost.line), from, &to, problems);
                }
            }
            None => problems.push(Problem::of_words(
                Code::LostRedirect,
                (&signpost.seed, signpost.line),
                Words::Field(signpost.to.clone()),
                format!("\"{}\" is no page of this site", signpost.to),
                "write the slug of an article, a path such as `/categories/`, or a whole address",
            )),
        }
    }
    out.sort();
    out
}

/// The path of every page that has an address of its own.
pub fn pages(corpus: &Corpus) -> impl Iterator<Item = String> {
    let fixed = [
        Route::HOME,
        Route::Categories,
        Route::Sources,
        Route::search(),
        Route::Subscribe,
        Route::About,
    ];
    let categories = corpus
        .categories
        .iter()
        .map(|category| Route::category(&category.category.slug));
    let sources = corpus
        .sources
        .iter()
        .map(|source| Route::source(&source.host));
    let articles = corpus
        .drafts
        .iter()
        .map(|draft| Route::article(&draft.article.slug));
    fixed
        .into_iter()
        .chain(categories)
        .chain(sources)
        .chain(articles)
        .map(|route| route.path())
}

/// Where the site stands, to tell its own addresses from others.
struct Place<'a> {
    site: &'a Site,
    base_path: &'a str,
}

impl Place<'_> {
    /// The part of an address below the site's root; none for another site's.
    fn below<'t>(&self, text: &'t str) -> Option<&'t str> {
        let own = (!self.site.address.is_empty())
            .then(|| text.strip_prefix(&self.site.address))
            .flatten()
            .filter(|rest| rest.is_empty() || rest.starts_with('/'));
        match own {
            Some(rest) => Some(rest),
            None if text.contains("://") || text.starts_with("//") => None,
            None => {
                let inner = text.strip_prefix(self.base_path.trim_end_matches('/'));
                Some(inner.filter(|rest| rest.starts_with('/')).unwrap_or(text))
            }
        }
    }

    /// An old address as a path below the root, percent-encoded.
    fn read(&self, written: &str) -> Result<String, &'static str> {
        let text = self.below(written.trim()).ok_or("it is on another host")?;
        let text = text.split('#').next().unwrap_or_default();
        if text.contains('?') {
            return Err("a static host does not see what stands behind `?`");
        }
        // A bare name is an older slug.
        let path = if !text.is_empty() && !text.contains(['/', '.']) {
            Route::article(text).path()
        } else {
            text.trim_start_matches('/').to_owned()
        };
        let path = path.strip_suffix("index.html").unwrap_or(&path);
        let mut parts = Vec::new();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            let part = decode(part).ok_or("it is no UTF-8")?;
            if part == "."
                || part == ".."
                || part.contains(['/', '\\'])
                || part.contains(char::is_control)
            {
                return Err("a part of it is no name");
            }
            if part.len() > 200 {
                return Err("a part of it is too long for a file system");
            }
            parts.push(part);
        }
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
            return Err("it is the address of another page");
        };
        if ["data", "app", "sitemaps"].contains(&first.as_str()) || first.starts_with('_') {
            return Err("that folder is the site's own");
        }
        let is_file = !path.ends_with('/') && last.contains('.');
        if is_file && !is_page(last) && parts.len() == 1 {
            return Err("a file of that name may be the site's own");
        }
        let encoded: Vec<String> = parts.iter().map(|part| encode(part)).collect();
        Ok(encoded.join("/") + if is_file { "" } else { "/" })
    }

    /// Where a signpost leads.
    fn target(&self, written: &str, pages: &BTreeSet<String>) -> Option<Target> {
        let written = written.trim();
        let Some(path) = self.below(written) else {
            let url = url::Url::parse(written).ok()?;
            let web = matches!(url.scheme(), "http" | "https");
            return web.then(|| Target::Elsewhere(url.into()));
        };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        [Route::parse(path, ""), Route::article(path)]
            .iter()
            .map(Route::path)
            .find(|path| pages.contains(path))
            .map(Target::Page)
    }
}

/// Whether a host serves a file of this name as a page.
fn is_page(name: &str) -> bool {
    name.ends_with(".html") || name.ends_with(".htm")
}

/// Writes `_redirects` and the pages.
pub fn put(redirects: &[Redirect], site: &Site, base_path: &str, output: &Output) {
    if redirects.is_empty() {
        return;
    }
    let base = Root::absolute(base_path);
    let mut rules = String::new();
    for Redirect { from, to } in redirects {
        let target = match to {
            Target::Page(path) => base.to(path),
            Target::Elsewhere(url) => url.clone(),
        };
        // Writing to a string does not fail.
        let _ = writeln!(rules, "{} {target} 301", base.to(from));
        let file = if from.ends_with('/') {
            format!("{from}index.html")
        } else {
            from.clone()
        };
        if is_page(&file) {
            let root = Root::relative_to(&file);
            output.put(decode(&file).unwrap_or(file), page(to, &root, site));
        }
    }
    output.put("_redirects", rules);
}

/// A page that sends the browser on, and says where to.
fn page(to: &Target, root: &Root, site: &Site) -> String {
    let (href, canonical) = match to {
        Target::Page(path) if site.address.is_empty() => (root.to(path), None),
        Target::Page(path) => (root.to(path), Some(absolute(site, path))),
        Target::Elsewhere(url) => (url.clone(), Some(url.clone())),
    };
    let mut out = String::from("<!doctype html>\n<html");
    attribute(&mut out, "lang", &site.language);
    out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n");
    let policy = "default-src 'none'; base-uri 'none'; form-action 'none'";
    let refresh = format!("0; url={href}");
    for (name, content) in [("Content-Security-Policy", policy), ("refresh", &refresh)] {
        void(
            &mut out,
            "meta",
            &[("http-equiv", name), ("content", content)],
        );
    }
    for (name, content) in [
        ("viewport", "width=device-width, initial-scale=1"),
        ("color-scheme", "light dark"),
    ] {
        void(&mut out, "meta", &[("name", name), ("content", content)]);
    }
    element(&mut out, "title", "This page has moved");
    if let Some(url) = &canonical {
        void(&mut out, "link", &[("rel", "canonical"), ("href", url)]);
    }
    out.push_str("</head>\n<body>");
    let shown = canonical.unwrap_or_else(|| href.clone());
    let body = el("main")
        .add(el("h1").add("This page has moved"))
        .add(el("p").add("It is now at ").add(link(href, shown)).add("."));
    html::write(&body, &mut out);
    out.push_str("</body>\n</html>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_address_is_a_path_below_the_root_or_refused() {
        let site = Site {
            address: "https://example.org/a".into(),
            ..Site::default()
        };
        let place = Place {
            site: &site,
            base_path: "/a/",
        };
        for (written, expected) in [
            ("/old/tides/", Some("old/tides/")),
            ("old/tides", Some("old/tides/")),
            ("/a/old/", Some("old/")),
            (
                "https://example.org/a/2025/08/tides.html",
                Some("2025/08/tides.html"),
            ),
            ("/2025/index.html", Some("2025/")),
            ("old-tides", Some("articles/old-tides/")),
            ("/gr\u{fc}n und/", Some("gr%C3%BCn%20und/")),
            ("/about-us/", Some("about-us/")),
            ("/old/tides.php", Some("old/tides.php")),
            ("/", None),
            ("", None),
            ("https://example.com/old/", None),
            ("//example.com/old/", None),
            ("/?p=12", None),
            ("/../../etc/", None),
            ("/%2e%2e/up/", None),
            ("/a%2fb/", None),
            ("/data/x/", None),
            ("/_headers", None),
            ("/robots.txt", None),
        ] {
            assert_eq!(place.read(written).ok().as_deref(), expected, "{written}");
        }
    }
}
