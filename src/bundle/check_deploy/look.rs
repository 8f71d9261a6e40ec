//! What is wrong with an answer?

use super::answer::Answer;
use super::{Keep, Visit, Weight};

/// Files smaller than this need no compression.
const SMALL: usize = 1_400;

/// A year in seconds, less a day: what "for good" is at least.
const FOREVER: u64 = 364 * 24 * 60 * 60;

/// The longest a file that changes may be shown without asking, in seconds.
pub(super) const STALE: u64 = 10 * 60;

impl Visit {
    /// What every answer is looked at for.
    pub(super) fn look(&mut self, answer: &Answer, path: &str, types: &[&str], keep: Keep) {
        let found = answer.media_type();
        if !types.contains(&found.as_str()) {
            let message = format!("comes as \"{found}\", not as {}", types[0]);
            // A browser that is told not to guess refuses scripts, modules and styles of another type.
            let weight = match types[0] {
                "text/html" | "application/wasm" | "text/javascript" | "application/json" => {
                    Weight::Wrong
                }
                _ => Weight::Better,
            };
            let help = "give the extension its media type; samples stand in `hosts/`";
            self.find(weight, path, message, help);
        }
        let text = found.starts_with("text/plain");
        if text
            && !answer
                .header("content-type")
                .to_lowercase()
                .contains("utf-8")
        {
            let message = "plain text comes without a character set".to_owned();
            self.find(
                Weight::Better,
                path,
                message,
                "add `; charset=utf-8` to its media type",
            );
        }
        let encoding = answer.header("content-encoding");
        if answer.body.len() > SMALL && (encoding.is_empty() || encoding == "identity") {
            let message = format!("{} bytes come without compression", answer.body.len());
            let help =
                "turn compression on, or send the .br and .gz files that `build --compress` writes";
            self.find(Weight::Better, path, message, help);
        }
        let cache = answer.header("cache-control").to_lowercase();
        let age = answer.max_age();
        let asks = cache.contains("no-cache") || cache.contains("no-store");
        match keep {
            Keep::Fresh
                if !asks && (age.is_some_and(|age| age > STALE) || cache.contains("immutable")) =>
            {
                let message = format!(
                    "may be kept for {} seconds without asking",
                    age.unwrap_or(FOREVER)
                );
                let help =
                    "send `Cache-Control: no-cache`: its name stays when its content changes";
                self.find(Weight::Wrong, path, message, help);
            }
            Keep::Forever if asks || age.is_none_or(|age| age < FOREVER) => {
                let message = "is asked for again although its name is its content".to_owned();
                let help = "send `Cache-Control: public, max-age=31536000, immutable` below app/ and data/";
                self.find(Weight::Better, path, message, help);
            }
            _ => {}
        }
    }

    /// Headers that are about the whole site.
    pub(super) fn policies(&mut self, home: &Answer) {
        let local = match self.root.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        if self.root.scheme() == "http" && !local {
            let help = "give the host a certificate, and lead http to https";
            let message = "comes over http, so anybody on the way can change it".to_owned();
            self.find(Weight::Wrong, "", message, help);
        }
        let policy = home.header("content-security-policy").to_owned();
        let help = "send the headers that `_headers` lists under `/*`; samples stand in `hosts/`";
        if policy.is_empty() {
            let message = "no Content-Security-Policy in the headers; the page's own does not keep it out of frames";
            self.find(Weight::Better, "", message.into(), help);
        } else {
            for word in ["'unsafe-inline'", "'unsafe-eval'"] {
                if policy.contains(word) {
                    let message = format!("the host's Content-Security-Policy allows {word}");
                    self.find(Weight::Wrong, "", message, help);
                }
            }
            // Both policies hold, so a header that is older than the page stops its style or its script.
            let inline = own_policy(&home.text());
            let missing = |hash: &&String| !policy.contains(hash.as_str());
            if inline.iter().any(|hash| missing(&hash)) {
                let message =
                    "the host's Content-Security-Policy is of another build than the page";
                let help = "copy it anew from `_headers` after every build, or send only `frame-ancestors 'none'`";
                let frames_only = !policy.contains("script-src") && !policy.contains("default-src");
                if !frames_only {
                    self.find(Weight::Wrong, "", message.into(), help);
                }
            }
        }
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", ""),
            ("permissions-policy", ""),
        ] {
            let found = home.header(name);
            if found.is_empty() || !found.contains(value) {
                self.find(Weight::Better, "", format!("no header {name}"), help);
            }
        }
    }
}

/// Hashes of inline style and script that a page's own policy names.
fn own_policy(page: &str) -> Vec<String> {
    let policy = page.split("http-equiv=\"Content-Security-Policy\"").nth(1);
    let policy = policy
        .and_then(|rest| rest.split('>').next())
        .unwrap_or_default();
    policy
        .split('\'')
        .filter(|word| word.starts_with("sha256-"))
        .map(str::to_owned)
        .collect()
}
