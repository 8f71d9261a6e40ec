//! The document around a page's content: head, policy, style, and the way to the app.
//!
//! A page is complete without the app: its text, links and style need no script. What differs between hosts stays out
//! of it: every link is relative to the page, so the folder works below any path.

use crate::route::{FEED_PATH, Root, Route, category_feed_path};
use crate::view::part::page::Head;
use crate::wire::Site;

use super::output::integrity;

/// Sets the reader's own choice of light or dark before anything is painted. The only inline script; the policy names
/// its hash.
const THEME_SCRIPT: &str = "try{var t=localStorage.getItem(\"dovecote.theme\");\
    if(t)document.documentElement.dataset.theme=t}catch(e){}";

/// What all pages of one build share.
#[derive(Debug)]
pub struct Frame {
    /// The style sheet, in full.
    pub style: String,
    /// Path of the app's starter below the root, when the app was built.
    pub start: Option<String>,
    /// Path of the icon below the root, when there is one.
    pub icon: Option<String>,
    /// Facts of the site.
    pub site: Site,
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
    /// Data files the page shows, as `data-*` attributes of the document.
    pub data: Vec<(&'static str, String)>,
    /// Markup of the body.
    pub body: String,
}

impl Frame {
    /// Content-Security-Policy of every page (CSP Level 3). As a header it also carries `frame-ancestors`.
    pub fn policy(&self) -> String {
        format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' '{}'; style-src '{}'; img-src 'self' data:; \
             connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'",
            integrity(THEME_SCRIPT.as_bytes()),
            integrity(self.style.as_bytes())
        )
    }

    /// The whole document.
    pub fn document(&self, page: &PageDocument) -> String {
        let PageDocument {
            route, root, head, ..
        } = page;
        let site = &self.site;
        let mut out = String::with_capacity(self.style.len() + page.body.len() + 4096);
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
                ("content", &self.policy()),
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
                &[("name", "robots"), ("content", "noindex")],
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
                &[("property", "og:url"), ("content", &address)],
            );
        }
        let kind = if matches!(route, Route::Article { .. }) {
            "article"
        } else {
            "website"
        };
        for (property, content) in [
            ("og:type", kind),
            ("og:title", &head.title),
            ("og:description", &head.description),
            ("og:site_name", &site.title),
        ] {
            void(
                &mut out,
                "meta",
                &[("property", property), ("content", content)],
            );
        }
        if let Some(icon) = &self.icon {
            void(
                &mut out,
                "link",
                &[
                    ("rel", "icon"),
                    ("type", "image/svg+xml"),
                    ("href", &root.to(icon)),
                ],
            );
        }
        feed_link(&mut out, &site.title, &root.to(FEED_PATH));
        if let Route::Category { slug, .. } = route {
            let title = format!("{} – {}", head.title, site.title);
            feed_link(&mut out, &title, &root.to(&category_feed_path(slug)));
        }
        out.push_str("<script>");
        out.push_str(THEME_SCRIPT);
        out.push_str("</script>\n<style>");
        out.push_str(&self.style);
        out.push_str("</style>\n");
        if let Some(start) = &self.start {
            out.push_str("<script type=\"module\"");
            attribute(&mut out, "src", &root.to(start));
            out.push_str("></script>\n");
        }
        out.push_str("</head>\n<body>");
        out.push_str(&page.body);
        out.push_str("</body>\n</html>\n");
        out
    }
}

/// The public address of a path below the site's root.
pub fn absolute(site: &Site, path: &str) -> String {
    format!("{}/{path}", site.address.trim_end_matches('/'))
}

fn feed_link(out: &mut String, title: &str, href: &str) {
    void(
        out,
        "link",
        &[
            ("rel", "alternate"),
            ("type", "application/atom+xml"),
            ("title", title),
            ("href", href),
        ],
    );
}

fn void(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes {
        attribute(out, name, value);
    }
    out.push_str(">\n");
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>{}</{name}>\n", escape(text)));
}

fn attribute(out: &mut String, name: &str, value: &str) {
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
