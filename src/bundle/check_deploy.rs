//! What does a live host get wrong? Types, caching, compression, policy, deep links, not found.
//!
//! Asks the host for a handful of files, as a browser would, following nothing by itself, and compares what comes with
//! what the folder needs. The answer is a list of findings, each with what to do; an empty list is a well-kept host.

use std::fmt;
use std::time::Duration;

use ureq::Agent;
use url::Url;

mod answer;
mod file;
mod look;

use answer::Answer;
use file::HTML;

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
}
