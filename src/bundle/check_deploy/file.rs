//! Which files are asked for, and what has to be in them?

use super::look::STALE;
use super::{Keep, Visit, Wanted, Weight};
use crate::bundle::html::attribute_values;
use crate::bundle::output::hash;
use crate::bundle::shell::APP_DIR;
use crate::bundle::{open_search, sitemap, web_manifest};
use crate::route::{FEED_LIST_PATH, FeedFormat, MANIFEST_PATH, Root, Route, feed_path, twin_path};
use crate::wire::{FORMAT_VERSION, Manifest};

pub(super) const HTML: &[&str] = &["text/html"];
const SCRIPT: &[&str] = &["text/javascript", "application/javascript"];

impl Visit {
    /// The starter and every file it names.
    pub(super) fn app(&mut self, page: &str) -> Result<(), String> {
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
    pub(super) fn data(&mut self) -> Result<(), String> {
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
    pub(super) fn deep_link(&mut self, home: &str) -> Result<(), String> {
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
        let mut has_twin = false;
        if let Some(answer) = self.want(&wanted)? {
            let own = format!("data-path=\"{path}\"");
            let text = answer.text();
            has_twin = text.contains("type=\"text/plain\"");
            if !text.contains(&own) {
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
        if has_twin {
            self.want(&Wanted {
                path: &twin_path(&slug),
                types: &["text/plain"],
                keep: Keep::Fresh,
            })?;
        }
        Ok(())
    }

    /// Addresses where nothing is.
    pub(super) fn lost(&mut self) -> Result<(), String> {
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
    pub(super) fn machines(&mut self) -> Result<(), String> {
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

/// Everything between double quotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}
