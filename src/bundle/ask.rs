//! `bundler search`: the reader's engine over a written bundle, without a browser.
//!
//! For editors who wonder why an article is found or not, and for measuring: a run of many queries is written in the form
//! that the field's scoring programs read (TREC: `query-id Q0 doc-id rank score tag`). Articles are named by the identifier
//! their document came with, else by their slug.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::route::DATA_DIR;
use crate::search::explain::{Explanation, Reading};
use crate::search::request::{Detail, Hit, MAX_LIMIT, Request, Response};
use crate::search::service::{Outcome, Service};
use crate::search::snippet::Sought;
use crate::search::weights;
use crate::wire::file_name::split;
use crate::wire::shown::{self, Shown};
use crate::wire::{Article, FORMAT_VERSION, Manifest};

/// What `bundler search` is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// What to look for, as a reader would type it.
    #[arg(required_unless_present = "queries", conflicts_with = "queries")]
    query: Option<String>,
    /// Folder that `bundler build` wrote.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    bundle: PathBuf,
    /// Say why each hit has its score.
    #[arg(long, conflicts_with = "queries")]
    explain: bool,
    /// The most hits of a query; 10 unless told, 1000 for a run.
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// File of queries, one JSON object a line: {"id": "7", "text": "open skies"}.
    #[arg(long, value_name = "FILE", requires = "run")]
    queries: Option<PathBuf>,
    /// Where to write the ranked run of these queries.
    #[arg(long, value_name = "FILE", requires = "queries")]
    run: Option<PathBuf>,
}

/// Answers; gives the text to print. The error is a sentence that says what to do.
pub fn ask(arguments: &Arguments) -> Result<String, String> {
    let mut archive = Archive::open(&arguments.bundle)?;
    match (&arguments.query, &arguments.queries, &arguments.run) {
        (_, Some(queries), Some(run)) => {
            let limit = arguments.limit.unwrap_or(MAX_LIMIT);
            archive.run(queries, run, limit)
        }
        (Some(text), ..) => archive.one(text, arguments.limit.unwrap_or(10), arguments.explain),
        _ => Err("type a query, or name a file of them with --queries and --run".into()),
    }
}

/// A written bundle, read file by file.
struct Archive {
    data: PathBuf,
    service: Service,
    /// Today in the site's zone, for "last week".
    today: Option<i32>,
    /// Identifiers by ordinal.
    ids: HashMap<u32, String>,
}

impl Archive {
    fn open(bundle: &Path) -> Result<Archive, String> {
        let data = bundle.join(DATA_DIR);
        let path = data.join("manifest.json");
        let bytes = fs::read(&path).map_err(|error| {
            format!(
                "can't read {}: {error}; name a folder that `bundler build` wrote with --bundle",
                path.display()
            )
        })?;
        let manifest: Manifest = serde_json::from_slice(&bytes)
            .map_err(|error| format!("{} is no manifest: {error}", path.display()))?;
        if manifest.format != FORMAT_VERSION {
            return Err(format!(
                "{} is of format {}, this program reads {FORMAT_VERSION}; build it again",
                bundle.display(),
                manifest.format
            ));
        }
        let root = read(&data, manifest.search.root.as_str())?;
        let service = Service::open(&root).map_err(|corrupt| {
            format!(
                "the search index of {}: {corrupt}; build it again",
                bundle.display()
            )
        })?;
        let zone = jiff::tz::TimeZone::get(&manifest.site.time_zone);
        let today = zone.ok().map(|zone| {
            let today = jiff::Timestamp::now().to_zoned(zone).date();
            (today - jiff::civil::date(1970, 1, 1)).get_days()
        });
        Ok(Archive {
            data,
            service,
            today,
            ids: HashMap::new(),
        })
    }

    fn answer(&mut self, request: &Request) -> Result<Response, String> {
        loop {
            let outcome = self.service.handle(request);
            match outcome.map_err(|corrupt| format!("the search index: {corrupt}"))? {
                Outcome::Ready(response) => return Ok(*response),
                Outcome::Need(names) => {
                    for name in names {
                        let bytes = read(&self.data, &name)?;
                        self.service.supply(&name, bytes).map_err(|corrupt| {
                            format!("{}: {corrupt}", self.data.join(&name).display())
                        })?;
                    }
                }
            }
        }
    }

    fn request(&self, text: &str, limit: u32, detail: Detail) -> Request {
        Request {
            text: text.to_owned(),
            limit: limit.min(MAX_LIMIT),
            today: self.today,
            detail,
            ..Request::default()
        }
    }

    /// The identifier of an article, from its own file.
    fn id(&mut self, hit: &Hit) -> Result<String, String> {
        if let Some(known) = self.ids.get(&hit.ordinal) {
            return Ok(known.clone());
        }
        let (article, _) = self.article(hit, &Sought::default())?;
        let id = article.id.unwrap_or(article.slug);
        self.ids.insert(hit.ordinal, id.clone());
        Ok(id)
    }

    /// A hit's article, and what the hit shows of it.
    fn article(&self, hit: &Hit, sought: &Sought) -> Result<(Article, Shown), String> {
        let file = shown::file(&hit.key);
        let (name, place) = split(file.as_str());
        let bytes = read(&self.data, name)?;
        let text = String::from_utf8(bytes).map_err(|error| format!("{name}: {error}"))?;
        let article = shown::at(&text, place).unwrap_or_default();
        let article =
            serde_json::from_str(article).map_err(|error| format!("{}: {error}", file.as_str()))?;
        let shown = shown::read(&file, &text, sought);
        Ok((article, shown.unwrap_or_default()))
    }

    /// Answers a file of queries into a run; says how many.
    fn run(&mut self, queries: &Path, run: &Path, limit: u32) -> Result<String, String> {
        let text = fs::read_to_string(queries)
            .map_err(|error| format!("can't read {}: {error}", queries.display()))?;
        let mut out = Vec::new();
        let (mut asked, mut unanswered) = (0u32, 0u32);
        for (line, number) in text
            .lines()
            .zip(1..)
            .filter(|(line, _)| !line.trim().is_empty())
        {
            let (id, text) = query(line).ok_or_else(|| {
                format!(
                    "{}:{number}: not a query; write {{\"id\": \"7\", \"text\": \"open skies\"}}",
                    queries.display()
                )
            })?;
            let request = self.request(&text, limit, Detail::Hits);
            let response = self.answer(&request)?;
            asked += 1;
            unanswered += u32::from(response.hits.is_empty());
            for (hit, rank) in response.hits.iter().zip(1..) {
                let document = self.id(hit)?;
                // Blanks part the columns.
                let document = document.replace(char::is_whitespace, "_");
                out.push(format!(
                    "{id} Q0 {document} {rank} {} dovecote\n",
                    hit.score
                ));
            }
        }
        let file = fs::File::create(run);
        let written = file.and_then(|file| {
            let mut file = BufWriter::new(file);
            for line in &out {
                file.write_all(line.as_bytes())?;
            }
            file.flush()
        });
        written.map_err(|error| format!("can't write {}: {error}", run.display()))?;
        Ok(format!(
            "{asked} queries, {} hits written to {}; {unanswered} found nothing\n",
            out.len(),
            run.display()
        ))
    }

    /// One query for a person.
    fn one(&mut self, text: &str, limit: u32, explain: bool) -> Result<String, String> {
        let request = self.request(text, limit, Detail::Full);
        let response = self.answer(&request)?;
        let mut out = String::new();
        let mut line = |text: String| {
            out.push_str(&text);
            out.push('\n');
        };
        for note in &response.notes {
            line(format!("note: {note}"));
        }
        for correction in &response.corrections {
            let typed = &correction.typed;
            line(format!(
                "note: “{typed}” was read as “{}”",
                correction.meant
            ));
        }
        if let Some(reason) = &response.empty {
            line(format!("{} leaves nothing", reason.culprit));
            if let Some(nearest) = &reason.nearest {
                line(format!("{} articles for: {}", nearest.total, nearest.text));
            }
        }
        line(match response.total {
            1 => "1 article".to_owned(),
            total => format!("{total} articles"),
        });
        for (hit, rank) in response.hits.iter().zip(1..) {
            let (article, shown) = self.article(hit, &response.sought)?;
            line(format!(
                "{rank:>3}. {}  ({}, score {})",
                article.title, article.slug, hit.score
            ));
            if explain {
                let explained = self
                    .service
                    .explain(&request, hit)
                    .map_err(|corrupt| format!("the search index: {corrupt}"))?;
                line(tree(&explained));
            } else if let Some(snippet) = &shown.passages.snippet {
                line(format!("     {}", snippet.text.replace('\n', " ")));
            }
        }
        Ok(out)
    }
}

/// A score as a tree.
fn tree(explained: &Explanation) -> String {
    let mut lines = Vec::new();
    for word in &explained.words {
        let how = match word.reading {
            Reading::Itself => String::new(),
            Reading::Alias => format!(", another spelling: “{}”", word.stem),
            Reading::Continued => format!(", continued: “{}…”", word.stem),
            Reading::Corrected => format!(", read as “{}”", word.stem),
        };
        let mut line = format!("{:>7}  “{}”{how}: ", word.points, word.word);
        let _ = write!(
            line,
            "rarity {:.2} (in {} of {} articles) × closeness {}/16 × impact {}/{}",
            f64::from(word.weight) / f64::from(weights::UNIT),
            word.frequency,
            explained.documents,
            word.closeness,
            word.level,
            weights::TOP_LEVEL
        );
        lines.push(line);
    }
    let coverage = format!("having {} % of the query, by rarity", explained.coverage);
    let gains = [
        (explained.covering, coverage.as_str()),
        (explained.near, "words standing near each other"),
    ];
    for (gain, why) in gains {
        if gain > 0 {
            lines.push(format!("{gain:>7}  {why}"));
        }
    }
    if lines.is_empty() {
        lines.push("      0  nothing to rank by: newest first".to_owned());
    }
    let last = lines.len() - 1;
    let branch = |(at, line): (usize, &String)| {
        let sign = if at == last { "└─" } else { "├─" };
        format!("     {sign} {line}")
    };
    lines
        .iter()
        .enumerate()
        .map(branch)
        .collect::<Vec<_>>()
        .join("\n")
}

fn read(data: &Path, name: &str) -> Result<Vec<u8>, String> {
    let path = data.join(name);
    fs::read(&path).map_err(|error| {
        format!(
            "can't read {}: {error}; the bundle is not whole, build it again",
            path.display()
        )
    })
}

/// The identifier and the text of a line.
fn query(line: &str) -> Option<(String, String)> {
    let value: Value = serde_json::from_str(line).ok()?;
    let id = match &value["id"] {
        Value::String(id) => id.clone(),
        Value::Number(id) => id.to_string(),
        _ => return None,
    };
    Some((id, value["text"].as_str()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::explain::WordScore;

    #[test]
    fn a_score_is_shown_as_a_tree_of_what_it_is_made_of() {
        let explained = Explanation {
            words: vec![WordScore {
                word: "treati".into(),
                stem: "treati".into(),
                reading: Reading::Continued,
                frequency: 3,
                weight: 512,
                closeness: 14,
                level: 10,
                points: 71_680,
            }],
            coverage: 100,
            covering: 17_920,
            near: 40,
            documents: 12,
        };
        insta::assert_snapshot!(tree(&explained), @r"
             ├─   71680  “treati”, continued: “treati…”: rarity 2.00 (in 3 of 12 articles) × closeness 14/16 × impact 10/11
             ├─   17920  having 100 % of the query, by rarity
             └─      40  words standing near each other
        ");
    }

    #[test]
    fn a_query_has_an_identifier_and_a_text() {
        let check = |line: &str, expected: Option<(&str, &str)>| {
            let expected = expected.map(|(id, text)| (id.to_owned(), text.to_owned()));
            assert_eq!(query(line), expected, "{line}");
        };
        check(
            r#"{"id":"7","text":"open skies"}"#,
            Some(("7", "open skies")),
        );
        check(r#"{"id":7,"text":""}"#, Some(("7", "")));
        check(r#"{"text":"open skies"}"#, None);
        check("open skies", None);
    }
}
