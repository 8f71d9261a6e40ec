//! What hosts want beside pages: rules for headers, a sitemap, robots, the public files.

use std::fmt::Write as _;

use crate::route::{MANIFEST_PATH, Route};

use super::corpus::Corpus;
use super::html::{Frame, absolute};
use super::output::Output;

/// The files of `public/`, as compiled in: path below the root and bytes.
const PUBLIC: &[(&str, &[u8])] = &[("favicon.svg", include_bytes!("../../public/favicon.svg"))];

/// Writes the public files; returns the icon's path.
pub fn put_public(output: &mut Output) -> Option<String> {
    for (path, bytes) in PUBLIC {
        output.put(*path, *bytes);
    }
    PUBLIC.first().map(|(path, _)| (*path).to_owned())
}

/// Writes the rules.
pub fn put_rules(frame: &Frame, corpus: &Corpus, output: &mut Output) {
    output.put("_headers", headers(frame));
    // GitHub Pages would run Jekyll over the folder and drop files that begin with an underscore.
    output.put(".nojekyll", "");
    let site = &frame.site;
    let mut robots = String::from("User-agent: *\nAllow: /\n");
    if !site.address.is_empty() {
        output.put("sitemap.xml", sitemap(frame, corpus));
        // Writing to a string does not fail.
        let _ = writeln!(robots, "Sitemap: {}", absolute(site, "sitemap.xml"));
    }
    output.put("robots.txt", robots);
}

/// `_headers` as Netlify and Cloudflare Pages read it. What is named by its content is kept for good.
fn headers(frame: &Frame) -> String {
    let forever = "  Cache-Control: public, max-age=31536000, immutable\n";
    format!(
        "/*\n  Content-Security-Policy: {}; frame-ancestors 'none'\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n  \
         Cross-Origin-Opener-Policy: same-origin\n/app/*\n{forever}/data/*\n{forever}\
         /{MANIFEST_PATH}\n  ! Cache-Control\n  Cache-Control: no-cache\n",
        frame.policy()
    )
}

/// Sitemap (sitemaps.org, protocol 0.9) of everything a reader may come to from outside.
fn sitemap(frame: &Frame, corpus: &Corpus) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let mut put = |route: &Route, day: Option<&str>| {
        // Addresses are percent-encoded: nothing is left to escape.
        let address = absolute(&frame.site, &route.path());
        let day = day
            .map(|day| format!("<lastmod>{day}</lastmod>"))
            .unwrap_or_default();
        let _ = writeln!(out, "<url><loc>{address}</loc>{day}</url>");
    };
    for route in [
        Route::HOME,
        Route::Categories,
        Route::Sources,
        Route::Subscribe,
        Route::About,
    ] {
        put(&route, None);
    }
    for category in &corpus.categories {
        put(&Route::category(&category.category.slug), None);
    }
    for source in &corpus.sources {
        put(&Route::source(&source.host), None);
    }
    for draft in &corpus.drafts {
        let day = draft
            .article
            .published
            .as_ref()
            .map(|stamp| &stamp.at[..10]);
        put(&Route::article(&draft.article.slug), day);
    }
    out.push_str("</urlset>\n");
    out
}
