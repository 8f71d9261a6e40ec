//! What does a live host get wrong? Types, caching, compression, policy, deep links, not found.
//!
//! Asks the host for a handful of files, as a browser would, following nothing by itself, and compares what comes with
//! what the folder needs. The answer is a list of findings, each with what to do; an empty list is a well-kept host.

use std::fmt;
use std::time::Duration;

use ureq::Agent;
use url::Url;

use crate::route::{FEED_LIST_PATH, FeedFormat, MANIFEST_PATH, Root, Route, feed_path, twin_path};
use crate::wire::{FORMAT_VERSION, Manifest};

use super::html::attribute_values;
use super::output::hash;
use super::shell::APP_DIR;
use super::{open_search, sitemap, web_manifest};

mod answer;

use answer::Answer;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Readers see something break.
    Wrong,
    /// Readers wait longer or are less safe than they could be.
    Better,
}

/// One thing a host gets wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub weight: Weight,
    /// Path below the root, as it was asked for.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let word = match self.weight {
            Weight::Wrong => "wrong",
            Weight::Better => "could be better",
        };
        write!(
            f,
            "/{}: {word}: {}\n   = help: {}\n",
            self.path, self.message, self.help
        )
    }
}

/// What was asked and found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Number of requests.
    pub requests: u32,
    /// What is wrong, in the order of asking.
    pub findings: Vec<Finding>,
}

/// Checks the site at an address.
///
/// # Errors
/// When the address is none, or nobody answers there.
pub fn check(address: &str) -> Result<Checked, String> {
    let mut root = Url::parse(address)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .ok_or_else(|| format!("\"{address}\" is no web address; write https://example.org/"))?;
    root.set_query(None);
    root.set_fragment(None);
    if !root.path().ends_with('/') {
        root.set_path(&format!("{}/", root.path()));
    }
    let agent = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(Duration::from_secs(30)))
        .user_agent("dovecote-check-deploy")
        .build()
        .into();
    let mut visit = Visit {
        agent,
        root,
        checked: Checked::default(),
    };
    visit.everything()?;
    Ok(visit.checked)
}

/// How long a file may be kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// Asked for again every time: its name stays when its content changes.
    Fresh,
    /// For good: its name changes with its content.
    Forever,
}

/// A file and what its answer should be like.
struct Wanted<'a> {
    path: &'a str,
    /// Media types that do; the first is the best.
    types: &'a [&'a str],
    keep: Keep,
}

struct Visit {
    agent: Agent,
    root: Url,
    checked: Checked,
}

/// Files smaller than this need no compression.
const SMALL: usize = 1_400;

/// A year in seconds, less a day: what "for good" is at least.
const FOREVER: u64 = 364 * 24 * 60 * 60;

/// The longest a file that changes may be shown without asking, in seconds.
const STALE: u64 = 10 * 60;

const HTML: &[&str] = &["text/html"];
const SCRIPT: &[&str] = &["text/javascript", "application/javascript"];

impl Visit {
    fn everything(&mut self) -> Result<(), String> {
        let home = self.ask("")?;
        if home.status != 200 {
            return Err(format!("{} answers with status {}", self.root, home.status));
        }
        self.look(&home, "", HTML, Keep::Fresh);
        self.policies(&home);
        let page = home.text();
        if !page.contains("data-root=") {
            let help = "name the address of the site's home, with its path";
            self.find(
                Weight::Wrong,
                "",
                "this page was not written by the bundler".into(),
                help,
            );
            return Ok(());
        }
        self.app(&page)?;
        self.data()?;
        self.deep_link(&page)?;
        self.lost()?;
        self.machines()
    }

    fn find(&mut self, weight: Weight, path: &str, message: String, help: &'static str) {
        self.checked.findings.push(Finding {
            weight,
            path: path.to_owned(),
            message,
            help,
        });
    }

    fn ask(&mut self, path: &str) -> Result<Answer, String> {
        let url = self.root.join(path).map_err(|error| error.to_string())?;
        self.checked.requests += 1;
        let (answer, is_open) = Answer::fetch(&self.agent, &url)?;
        if !is_open {
            let encoding = answer.header("content-encoding");
            let message = format!("the body is not in the encoding it claims ({encoding})");
            let help = "send .br with `Content-Encoding: br` and .gz with `gzip`, each once";
            self.find(Weight::Wrong, path, message, help);
        }
        Ok(answer)
    }

    /// Asks for a file that has to be there; none when it is not.
    fn want(&mut self, wanted: &Wanted) -> Result<Option<Answer>, String> {
        let answer = self.ask(wanted.path)?;
        if answer.status != 200 {
            let message = format!("answers with status {}, not 200", answer.status);
            let help =
                "upload the whole folder, files without an extension and hidden ones included";
            self.find(Weight::Wrong, wanted.path, message, help);
            return Ok(None);
        }
        self.look(&answer, wanted.path, wanted.types, wanted.keep);
        Ok(Some(answer))
    }

    /// What every answer is looked at for.
    fn look(&mut self, answer: &Answer, path: &str, types: &[&str], keep: Keep) {
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
    fn policies(&mut self, home: &Answer) {
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

    /// The starter and every file it names.
    fn app(&mut self, page: &str) -> Result<(), String> {
        let is_start = |text: &&str| text.starts_with(APP_DIR) && text.ends_with(".js");
        // The page's own script names it, below the root.
        let Some(start) = page.split('"').find(is_start) else {
            // A site of pages only is whole.
            return Ok(());
        };
        fn wanted<'a>(path: &'a str, types: &'a [&'a str]) -> Wanted<'a> {
            Wanted {
                path,
                types,
                keep: Keep::Forever,
            }
        }
        let Some(answer) = self.want(&wanted(start, SCRIPT))? else {
            return Ok(());
        };
        let folder = start.rsplit_once('/').map_or("", |(folder, _)| folder);
        for name in quoted(&answer.text()) {
            let Some(name) = name.strip_prefix("./") else {
                continue;
            };
            let path = format!("{folder}/{name}");
            if name.ends_with(".wasm") {
                let answer = self.want(&wanted(&path, &["application/wasm"]))?;
                let wasm = answer.is_none_or(|answer| answer.body.starts_with(b"\0asm"));
                if !wasm {
                    let help = "upload it as it is, in binary";
                    self.find(
                        Weight::Wrong,
                        &path,
                        "is no WebAssembly module".into(),
                        help,
                    );
                }
            } else if name.ends_with(".js") {
                self.want(&wanted(&path, SCRIPT))?;
            } else if name.ends_with(".css") {
                self.want(&wanted(&path, &["text/css"]))?;
            }
        }
        Ok(())
    }

    /// The manifest, and a file named by its content.
    fn data(&mut self) -> Result<(), String> {
        let json: &[&str] = &["application/json"];
        let wanted = Wanted {
            path: MANIFEST_PATH,
            types: json,
            keep: Keep::Fresh,
        };
        let Some(answer) = self.want(&wanted)? else {
            return Ok(());
        };
        let help = "upload the whole folder of one build, pages last";
        let manifest: Manifest = match serde_json::from_slice(&answer.body) {
            Ok(manifest) => manifest,
            Err(error) => {
                let message = format!("is no manifest: {error}");
                self.find(Weight::Wrong, MANIFEST_PATH, message, help);
                return Ok(());
            }
        };
        if manifest.format != FORMAT_VERSION {
            let message = format!(
                "has format {}, and this program writes {FORMAT_VERSION}",
                manifest.format
            );
            self.find(
                Weight::Better,
                MANIFEST_PATH,
                message,
                "build and upload again",
            );
        }
        let name = manifest.directory.as_str();
        let path = format!("{}{name}", crate::route::DATA_DIR);
        let wanted = Wanted {
            path: &path,
            types: json,
            keep: Keep::Forever,
        };
        if let Some(answer) = self.want(&wanted)?
            && !name.contains(&hash(&answer.body))
        {
            let message = "holds other bytes than its name says".to_owned();
            let help = "upload it again, and let the host change no file on the way";
            self.find(Weight::Wrong, &path, message, help);
        }
        Ok(())
    }

    /// An article's page, asked for by its own address, and without the slash at its end.
    fn deep_link(&mut self, home: &str) -> Result<(), String> {
        let own = Root::relative_to("index.html");
        let slug = attribute_values(home, "href").iter().find_map(|href| {
            let (path, _) = href.split_once(['#', '?']).unwrap_or((href, ""));
            match Route::parse(path, "") {
                Route::Article { slug } if own.href(&Route::article(&slug)) == *path => Some(slug),
                _ => None,
            }
        });
        let Some(slug) = slug else { return Ok(()) };
        let path = Route::article(&slug).path();
        let wanted = Wanted {
            path: &path,
            types: HTML,
            keep: Keep::Fresh,
        };
        if let Some(answer) = self.want(&wanted)? {
            let own = format!("data-path=\"{path}\"");
            if !answer.text().contains(&own) {
                let message = "another page comes than the one asked for".to_owned();
                let help = "serve index.html of the folder asked for; turn off the fallback of single-page apps";
                self.find(Weight::Wrong, &path, message, help);
            }
        }
        let bare = path.trim_end_matches('/');
        let answer = self.ask(bare)?;
        match answer.status {
            301 | 302 | 307 | 308 => {
                let target = self
                    .root
                    .join(bare)
                    .and_then(|url| url.join(answer.header("location")));
                let leads = target.is_ok_and(|url| url.path().ends_with('/'));
                if !leads {
                    let message = format!("leads to \"{}\"", answer.header("location"));
                    let help = "lead an address without its last slash to the one with it";
                    self.find(Weight::Wrong, bare, message, help);
                }
            }
            200 => {
                let message =
                    "comes without its last slash, so the links of the page lead astray".to_owned();
                let help = "lead an address without its last slash to the one with it (301 or 308)";
                self.find(Weight::Wrong, bare, message, help);
            }
            status => {
                let message = format!("without its last slash answers with status {status}");
                let help = "lead an address without its last slash to the one with it (301 or 308)";
                self.find(Weight::Better, bare, message, help);
            }
        }
        let twin = twin_path(&slug);
        self.want(&Wanted {
            path: &twin,
            types: &["text/plain"],
            keep: Keep::Fresh,
        })?;
        Ok(())
    }

    /// Addresses where nothing is.
    fn lost(&mut self) -> Result<(), String> {
        let page = Route::article("no-such-article-check-deploy").path();
        let answer = self.ask(&page)?;
        if answer.status != 404 {
            let message = format!(
                "an address where nothing is answers with status {}, not 404",
                answer.status
            );
            let help = "serve 404.html with status 404; turn off the fallback of single-page apps";
            self.find(Weight::Wrong, &page, message, help);
        } else if !answer.text().contains("data-root=") {
            let message =
                "an address where nothing is shows the host's page, not the site's".to_owned();
            let help = "name 404.html as the page for status 404";
            self.find(Weight::Better, &page, message, help);
        }
        let file = format!("{}no-such-file.json", crate::route::DATA_DIR);
        let answer = self.ask(&file)?;
        if answer.status != 404 {
            let message = format!(
                "a file that is not there answers with status {}, not 404",
                answer.status
            );
            let help = "turn off the fallback of single-page apps";
            self.find(Weight::Wrong, &file, message, help);
        } else if answer.max_age().is_some_and(|age| age > STALE) {
            let message = "the answer that a file is not there may be kept".to_owned();
            let help = "cache answers with status 200 only";
            self.find(Weight::Better, &file, message, help);
        }
        Ok(())
    }

    /// Files for machines.
    fn machines(&mut self) -> Result<(), String> {
        const XML: [&str; 2] = ["application/xml", "text/xml"];
        let feeds: Vec<(String, Vec<&str>)> = FeedFormat::ALL
            .into_iter()
            .map(|format| {
                let mut types = vec![format.media_type()];
                match format {
                    FeedFormat::Json => types.push("application/json"),
                    _ => types.extend(XML),
                }
                (feed_path(&Route::HOME, format), types)
            })
            .collect();
        let others = [
            ("robots.txt", vec!["text/plain"]),
            ("llms.txt", vec!["text/plain"]),
            (
                web_manifest::PATH,
                vec!["application/manifest+json", "application/json"],
            ),
            (
                FEED_LIST_PATH,
                vec![
                    "text/x-opml",
                    "application/xml",
                    "text/xml",
                    "application/opml+xml",
                ],
            ),
        ];
        let all = feeds.into_iter().chain(
            others
                .into_iter()
                .map(|(path, types)| (path.to_owned(), types)),
        );
        for (path, types) in all {
            self.want(&Wanted {
                path: &path,
                types: &types,
                keep: Keep::Fresh,
            })?;
        }
        // A site without a public address has neither.
        for path in [sitemap::PATH, open_search::PATH] {
            let answer = self.ask(path)?;
            if answer.status == 200 {
                let mut types = XML.to_vec();
                types.push(open_search::MEDIA_TYPE);
                self.look(&answer, path, &types, Keep::Fresh);
            }
        }
        Ok(())
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

/// Everything between double quotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}
