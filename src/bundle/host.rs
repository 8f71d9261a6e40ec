//! What hosts and crawlers want beside pages: rules for headers, robots, sitemaps, the search description.

use std::fmt::Write as _;

use crate::route::{FEED_LIST_PATH, MANIFEST_PATH};

use super::corpus::Corpus;
use super::html::{Frame, absolute};
use super::output::Output;
use super::{llms, open_search, sitemap, web_manifest};

/// Writes the rules.
pub fn put_rules(frame: &Frame, corpus: &Corpus, output: &Output) {
    output.put("_headers", headers(frame));
    // GitHub Pages would run Jekyll over the folder and drop files that begin with an underscore.
    output.put(".nojekyll", "");
    let site = &frame.site;
    let mut robots = String::from("User-agent: *\nAllow: /\n");
    if !site.address.is_empty() {
        for (path, bytes) in sitemap::write(corpus, site) {
            output.put(path, bytes);
        }
        // Writing to a string does not fail.
        let _ = writeln!(robots, "Sitemap: {}", absolute(site, sitemap::PATH));
    }
    if let Some(description) = open_search::write(site, web_manifest::ICON) {
        output.put(open_search::PATH, description);
    }
    output.put("llms.txt", llms::write(corpus, site, frame.has_twins));
    output.put("robots.txt", robots);
}

/// `_headers` as Netlify and Cloudflare Pages read it. What is named by its content is kept for good.
/// No `Cross-Origin-Opener-Policy`: it protects accounts and secrets, of which a site without a server has none, and makes a
/// browser start another process before it shows the first page.
fn headers(frame: &Frame) -> String {
    let forever = "  Cache-Control: public, max-age=31536000, immutable\n";
    format!(
        "/*\n  Content-Security-Policy: {}; frame-ancestors 'none'\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n/app/*\n{forever}/data/*\n{forever}\
         /{MANIFEST_PATH}\n  ! Cache-Control\n  Cache-Control: no-cache\n\
         /{FEED_LIST_PATH}\n  Content-Type: text/x-opml; charset=utf-8\n",
        frame.policy()
    )
}
