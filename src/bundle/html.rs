//! The document around a page's content: head, policy, style, and the way to the app.
//!
//! A page is complete without the app: its text, links and style need no script. What differs between hosts stays out
//! of it: every link is relative to the page, so the folder works below any path.

use crate::route::{FeedFormat, Root, Route, encode, feed_path, twin_path};
use crate::view::part::page::Head;
use crate::wire::Site;

use super::output::integrity;
use super::shell::Start;
use super::structured_data::script_text;
use super::style::Sheets;
use super::{card, open_search, web_manifest};

/// Sets the reader's own choice of light or dark before anything is painted. The browser opens its storage while the page
/// is read; the choice is taken from it when the first frame begins.
const THEME_SCRIPT: &str = "try{let s=localStorage;requestAnimationFrame(()=>{let t=s.getItem(\"dovecote.theme\");\
    if(t)document.documentElement.dataset.theme=t})}catch(e){}";

/// Marks what the head says of one page only. The app removes it when it shows another: it keeps title, description and
/// canonical address in step, and nobody who reads the rest comes by way of the app.
const OF_THIS_PAGE: (&str, &str) = ("data-page", "");

/// A script or style sheet that stands in many pages: hashed once, for the policy of each.
#[derive(Debug)]
pub struct Inline {
    /// The text.
    pub text: String,
    /// Its hash as a policy spells it.
    hash: String,
}

impl Inline {
    /// Hashes a text.
    pub fn new(text: String) -> Inline {
        let hash = integrity(text.as_bytes());
        Inline { text, hash }
    }
}

/// What all pages of one build share.
#[derive(Debug)]
pub struct Frame {
    /// The style sheets.
    pub sheets: Sheets,
    /// How a page starts the app, when it was built.
    pub start: Option<Start>,
    /// Facts of the site.
    pub site: Site,
    /// Whether each article has a twin in plain text.
    pub has_twins: bool,
    script: Inline,
}

/// One page to write.
#[derive(Debug)]
pub struct PageDocument<'a> {
    /// Its route.
    pub route: &'a Route,
    /// Way from the page to the root.
    pub root: &'a Root,
    /// Title, description and such.
    pub head: Head,
    /// Path below the root of the picture that is shown where the page's link is shared.
    pub card: Option<&'a str>,
    /// What the page says of itself to machines.
    pub graph: Option<serde_json::Value>,
    /// Data files the page shows, as `data-*` attributes of the document.
    pub data: Vec<(&'static str, String)>,
    /// Paths of data that the app will ask for as soon as it starts: the browser asks for them, and for the app, with the
    /// page.
    pub ahead: Vec<String>,
    /// Markup of the body.
    pub body: String,
}

impl Frame {
    /// Writes the script that all pages share.
    pub fn new(sheets: Sheets, start: Option<Start>, site: Site, has_twins: bool) -> Frame {
        Frame {
            has_twins,
            script: Inline::new(script(start.as_ref())),
            sheets,
            start,
            site,
        }
    }

    /// The policy of all pages, for a header.
    pub fn policy(&self) -> String {
        policy(&self.script, &self.sheets.all())
    }

    /// The whole document.
    pub fn document(&self, page: &PageDocument) -> String {
        let PageDocument {
            route, root, head, ..
        } = page;
        let site = &self.site;
        let style = self.sheets.of(route);
        let mut out = String::with_capacity(style.text.len() + page.body.len() + 4096);
        out.push_str("<!doctype html>\n<html");
        attribute(&mut out, "lang", &site.language);
        attribute(&mut out, "data-root", root.as_str());
        attribute(&mut out, "data-path", &route.path());
        for (name, value) in &page.data {
            attribute(&mut out, name, value);
        }
        out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n");
        void(
            &mut out,
            "meta",
            &[
                ("http-equiv", "Content-Security-Policy"),
                ("content", &policy(&self.script, &[style])),
            ],
        );
        void(
            &mut out,
            "meta",
            &[
                ("name", "viewport"),
                ("content", "width=device-width, initial-scale=1"),
            ],
        );
        element(&mut out, "title", &head.document_title(site));
        void(
            &mut out,
            "meta",
            &[("name", "description"), ("content", &head.description)],
        );
        void(
            &mut out,
            "meta",
            &[
                ("name", "referrer"),
                ("content", "strict-origin-when-cross-origin"),
            ],
        );
        void(
            &mut out,
            "meta",
            &[("name", "color-scheme"), ("content", "light dark")],
        );
        if matches!(route, Route::NotFound { .. } | Route::Search { .. }) {
            void(
                &mut out,
                "meta",
                &[("name", "robots"), ("content", "noindex"), OF_THIS_PAGE],
            );
        } else if !site.address.is_empty() {
            let address = absolute(site, &route.path());
            void(
                &mut out,
                "link",
                &[("rel", "canonical"), ("href", &address)],
            );
            void(
                &mut out,
                "meta",
                &[("property", "og:url"), ("content", &address), OF_THIS_PAGE],
            );
        }
        let kind = if matches!(route, Route::Article { .. }) {
            "article"
        } else {
            "website"
        };
        // The page of the site as a whole has no title but that.
        let title = match head.title.as_str() {
            "" => &site.title,
            title => title,
        };
        for (property, content) in [
            ("og:type", kind),
            ("og:title", title),
            ("og:description", &head.description),
            ("og:site_name", &site.title),
        ] {
            void(
                &mut out,
                "meta",
                &[("property", property), ("content", content), OF_THIS_PAGE],
            );
        }
        if let Some(card) = page.card {
            let address = absolute(
                site,
                &card.split('/').map(encode).collect::<Vec<_>>().join("/"),
            );
            for (property, content) in [
                ("og:image", address.as_str()),
                ("og:image:width", &card::WIDTH.to_string()),
                ("og:image:height", &card::HEIGHT.to_string()),
            ] {
                void(
                    &mut out,
                    "meta",
                    &[("property", property), ("content", content), OF_THIS_PAGE],
                );
            }
            let large = [
                ("name", "twitter:card"),
                ("content", "summary_large_image"),
                OF_THIS_PAGE,
            ];
            void(&mut out, "meta", &large);
        }
        self.site_links(&mut out, root);
        if !page.ahead.is_empty() {
            self.ahead(&mut out, &page.ahead, root);
        }
        if let Route::Article { slug } = route
            && self.has_twins
        {
            let twin = root.to(&twin_path(slug));
            void(
                &mut out,
                "link",
                &[
                    ("rel", "alternate"),
                    ("type", "text/plain"),
                    ("href", &twin),
                    OF_THIS_PAGE,
                ],
            );
        }
        // Readers that look for feeds list every link they find: the site's once, and what goes with a list in full.
        feed_link(
            &mut out,
            &site.title,
            &Route::HOME,
            FeedFormat::Atom,
            root,
            false,
        );
        if matches!(route, Route::Category { .. } | Route::Source { .. }) {
            let title = format!("{} – {}", head.title, site.title);
            for format in FeedFormat::ALL {
                feed_link(&mut out, &title, route, format, root, true);
            }
        } else if **route == Route::HOME {
            for format in [FeedFormat::Rss, FeedFormat::Json] {
                feed_link(&mut out, &site.title, route, format, root, false);
            }
        }
        if let Some(graph) = &page.graph {
            out.push_str("<script type=\"application/ld+json\"");
            attribute(&mut out, OF_THIS_PAGE.0, OF_THIS_PAGE.1);
            out.push('>');
            out.push_str(&script_text(graph));
            out.push_str("</script>\n");
        }
        out.push_str("<script>");
        out.push_str(&self.script.text);
        out.push_str("</script>\n<style");
        if style.text != self.sheets.whole() {
            // Where the app takes the page over, it brings the rest.
            attribute(&mut out, "data-part", "");
        }
        out.push('>');
        out.push_str(&style.text);
        out.push_str("</style>\n");
        out.push_str("</head>\n<body>");
        out.push_str(&page.body);
        out.push_str("</body>\n</html>\n");
        out
    }
}

impl Frame {
    /// Has the browser ask for the app and some data with the page. Chromium does not recognise a preloaded module of
    /// WebAssembly when it is asked for, and complains: a prefetched one it finds in its cache.
    fn ahead(&self, out: &mut String, data: &[String], root: &Root) {
        let Some(Start { path, glue, module }) = &self.start else {
            return;
        };
        let mut link = |attributes: &[(&str, &str)], path: &str| {
            let href = root.to(path);
            void(out, "link", &[attributes, &[("href", &href)]].concat());
        };
        link(&[("rel", "modulepreload")], path);
        link(&[("rel", "modulepreload")], glue);
        link(&[("rel", "prefetch")], module);
        for path in data {
            let attributes = [
                ("rel", "preload"),
                ("as", "fetch"),
                ("crossorigin", "anonymous"),
            ];
            link(&attributes, path);
        }
    }

    /// Links from every page to files of the whole site.
    fn site_links(&self, out: &mut String, root: &Root) {
        let icon = [
            ("rel", "icon"),
            ("type", "image/svg+xml"),
            ("href", &root.to(web_manifest::ICON)),
        ];
        void(out, "link", &icon);
        let touch = root.to(web_manifest::TOUCH_ICON);
        void(
            out,
            "link",
            &[("rel", "apple-touch-icon"), ("href", &touch)],
        );
        if !self.site.address.is_empty() {
            void(
                out,
                "link",
                &[
                    ("rel", "search"),
                    ("type", open_search::MEDIA_TYPE),
                    ("title", &self.site.title),
                    ("href", &root.to(open_search::PATH)),
                ],
            );
        }
    }
}

/// The only inline script; the policy names its hash. It asks for the app once the page is painted (Paint Timing) and idle:
/// what a reader waits for shares the line with nothing. Frames would not tell: one is shown some time after it was made. A
/// page that is not shown is never painted, and some browsers do not say, so a second later the app is asked for anyway. A
/// browser that does not tell when it is idle takes the limit for no delay.
fn script(start: Option<&Start>) -> String {
    let start = start.map(|Start { path, .. }| {
        format!(
            "addEventListener(\"load\",()=>{{let n=0,go=()=>n++||(window.requestIdleCallback??setTimeout)(()=>\
             import(new URL(document.documentElement.dataset.root+\"{path}\",document.baseURI)),{{timeout:2000}});\
             try{{new PerformanceObserver(go).observe({{type:\"paint\",buffered:true}})}}catch(e){{}}setTimeout(go,1000)}})"
        )
    });
    THEME_SCRIPT.to_owned() + &start.unwrap_or_default()
}

/// Content-Security-Policy (CSP Level 3) of pages with this script and these sheets. As a header it also carries `frame-ancestors`. Trusted
/// Types are enforced: no string becomes markup or script; the one policy, in the starter, lets the search worker through.
fn policy(script: &Inline, sheets: &[&Inline]) -> String {
    let sheets: Vec<String> = sheets
        .iter()
        .map(|sheet| format!("'{}'", sheet.hash))
        .collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' '{}'; style-src {}; img-src 'self' data:; \
         connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
         require-trusted-types-for 'script'; trusted-types default",
        script.hash,
        sheets.join(" ")
    )
}

/// The public address of a path below the site's root.
pub fn absolute(site: &Site, path: &str) -> String {
    format!("{}/{path}", site.address.trim_end_matches('/'))
}

/// Offers the feed of `page`; `own` when it goes with the page that is written and with no other.
fn feed_link(
    out: &mut String,
    title: &str,
    page: &Route,
    format: FeedFormat,
    root: &Root,
    own: bool,
) {
    let href = root.to(&feed_path(page, format));
    let mut attributes = vec![
        ("rel", "alternate"),
        ("type", format.media_type()),
        ("title", title),
        ("href", &href),
    ];
    attributes.extend(own.then_some(OF_THIS_PAGE));
    void(out, "link", &attributes);
}

/// The values of an attribute in a page that [`Frame::document`] wrote, in the order of the page.
pub(super) fn attribute_values(page: &str, name: &str) -> Vec<String> {
    page.split(&format!(" {name}=\""))
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|value| value.replace("&quot;", "\"").replace("&amp;", "&"))
        .collect()
}

pub(super) fn void(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes {
        attribute(out, name, value);
    }
    out.push_str(">\n");
}

pub(super) fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>{}</{name}>\n", escape(text)));
}

pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    out.push_str(&format!(" {name}=\"{}\"", escape(value)));
}

/// Escapes text for element content and double-quoted attributes (HTML, section 13.3).
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // HTML has no way to write these at all.
            '\0' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}
