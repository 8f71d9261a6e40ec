//! `bundler related` and `bundler stories`: suggestions as a ranked run and stories as JSON, so that their quality can be
//! measured with public judgements.
//!
//! The articles come from documents or from a bundle that was written before; both give the same.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::related::{self, Aliases, Analysis};
use crate::wire::{Article, Block, Inline, LayerKind};

use super::corpus::{Corpus, Draft, LayerText};
use super::publish::Publish;
use super::{convert, read, settings, suggest};

/// Where articles come from.
#[derive(clap::Args)]
pub struct Origin {
    /// Folder of documents.
    #[arg(
        long,
        value_name = "DIR",
        env = "DOVECOTE_SEEDS",
        default_value = "seeds"
    )]
    seeds: PathBuf,
    /// A site that was written before, in place of documents.
    #[arg(long, value_name = "DIR")]
    bundle: Option<PathBuf>,
}

impl Origin {
    /// The articles, newest first. The error is a sentence.
    pub fn corpus(&self) -> Result<Corpus, String> {
        match &self.bundle {
            Some(folder) => from_bundle(folder),
            None if self.seeds.is_dir() => {
                let mut problems = Vec::new();
                let settings = settings::read(&self.seeds, &mut problems);
                let readings = read::all(&self.seeds, &settings);
                let documents =
                    convert::documents(readings, &settings, Publish::default(), &mut problems);
                Ok(Corpus::new(documents.drafts, &settings, &mut problems))
            }
            None => Err(format!(
                "there is no folder {}; name one with --seeds or --bundle",
                self.seeds.display()
            )),
        }
    }
}

impl Origin {
    /// Words that mean the same, as the settings beside the documents tell.
    fn aliases(&self) -> Aliases {
        let settings = settings::read(&self.seeds, &mut Vec::new());
        Aliases::new(&settings::alias_groups(&settings))
    }
}

/// What `bundler related` is asked for.
#[derive(clap::Args)]
pub struct Related {
    #[command(flatten)]
    origin: Origin,
    /// File to write: lines `query-id Q0 doc-id rank score tag`, the best first.
    #[arg(long, value_name = "FILE")]
    run: PathBuf,
    /// Suggestions for each article.
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Leave out the article's own story and what repeats a better suggestion, as pages do.
    #[arg(long)]
    spread: bool,
}

impl Related {
    /// Writes the run.
    pub fn execute(&self) -> Result<ExitCode, String> {
        let corpus = self.origin.corpus()?;
        let entries = suggest::entries(&corpus.drafts);
        let aliases = self.origin.aliases();
        let analysis = Analysis::new(&entries, &aliases);
        let mut candidates = analysis.candidates(if self.spread { 48 } else { self.limit });
        if self.spread {
            let stories = analysis.stories();
            let free = |_, _| false;
            candidates = related::spread(&analysis, &stories, &candidates, free, self.limit);
        }
        // By identifier: documents and a bundle hold articles without a date in different orders.
        let mut order: Vec<(String, usize)> = (0..candidates.len())
            .map(|article| (id(&corpus, article), article))
            .collect();
        order.sort();
        let mut out = String::new();
        for (query, article) in order {
            for (rank, found) in (1..).zip(&candidates[article]) {
                let other = id(&corpus, found.article as usize);
                // Writing to a string does not fail.
                let _ = writeln!(out, "{query} Q0 {other} {rank} {} dovecote", found.score);
            }
        }
        write(&self.run, &out)?;
        println!(
            "suggestions of {} articles written to {}",
            corpus.drafts.len(),
            self.run.display()
        );
        Ok(ExitCode::SUCCESS)
    }
}

/// What `bundler stories` is asked for.
#[derive(clap::Args)]
pub struct Stories {
    #[command(flatten)]
    origin: Origin,
    /// File to write; without it the JSON is printed.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Stories {
    /// Writes `{"stories":[{"articles":[ID, …]}, …]}`: articles by their identifiers, the earliest first.
    pub fn execute(&self) -> Result<ExitCode, String> {
        let corpus = self.origin.corpus()?;
        let entries = suggest::entries(&corpus.drafts);
        let aliases = self.origin.aliases();
        let stories = Analysis::new(&entries, &aliases).stories();
        let named: Vec<serde_json::Value> = stories
            .iter()
            .map(|story| {
                let articles = story.articles.iter();
                let ids: Vec<String> = articles.map(|at| id(&corpus, *at as usize)).collect();
                serde_json::json!({ "articles": ids })
            })
            .collect();
        let text = format!("{:#}\n", serde_json::json!({ "stories": named }));
        match &self.out {
            Some(path) => write(path, &text)?,
            // A closed pipe (`| head`) is no failure.
            None => drop(std::io::stdout().write_all(text.as_bytes())),
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// What measuring tools know an article by. A run separates its columns with blanks: an identifier has none.
pub fn id(corpus: &Corpus, article: usize) -> String {
    let article = &corpus.drafts[article].article;
    let id = article.id.as_ref().unwrap_or(&article.slug);
    id.split_whitespace().collect::<Vec<_>>().join("_")
}

/// Writes a file beside its place and moves it there, so that a reader never meets half of it.
pub fn write(path: &Path, text: &str) -> Result<(), String> {
    let beside = path.with_extension("part");
    std::fs::write(&beside, text)
        .and_then(|()| std::fs::rename(&beside, path))
        .map_err(|error| format!("can't write {}: {error}", path.display()))
}

/// The articles of a bundle's own files.
fn from_bundle(folder: &Path) -> Result<Corpus, String> {
    let data = folder.join(crate::route::DATA_DIR);
    let failed = |path: &Path, error: &dyn std::fmt::Display| {
        format!("can't read {}: {error}", path.display())
    };
    let mut drafts = Vec::new();
    for item in std::fs::read_dir(&data).map_err(|error| failed(&data, &error))? {
        let path = item.map_err(|error| failed(&data, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.ends_with(".json") {
            continue;
        }
        let read = || std::fs::read(&path).map_err(|error| failed(&path, &error));
        let unfit = |error| failed(&path, &error);
        if name.starts_with("article-") {
            drafts.push(draft(serde_json::from_slice(&read()?).map_err(unfit)?));
        } else if name.starts_with("articles-") {
            let pack: Vec<Article> = serde_json::from_slice(&read()?).map_err(unfit)?;
            drafts.extend(pack.into_iter().map(draft));
        }
    }
    if drafts.is_empty() {
        return Err(format!(
            "{} holds no articles; is it a folder that `bundler build` wrote?",
            folder.display()
        ));
    }
    drafts.sort_by(|a, b| {
        (std::cmp::Reverse(a.instant), &a.article.slug)
            .cmp(&(std::cmp::Reverse(b.instant), &b.article.slug))
    });
    Ok(Corpus {
        drafts,
        ..Corpus::default()
    })
}

fn draft(article: Article) -> Draft {
    let instant = article
        .published
        .as_ref()
        .and_then(|stamp| stamp.at.parse::<jiff::Timestamp>().ok())
        .map(jiff::Timestamp::as_second);
    let layer = |kind| {
        let layer = article.layers.iter().find(|layer| layer.kind == kind);
        let mut out = String::new();
        layer
            .into_iter()
            .flat_map(|layer| &layer.blocks)
            .for_each(|block| plain(block, &mut out));
        out
    };
    let points = article.key_points.iter().map(|point| words(point));
    let names = article.contacts.iter().map(|contact| contact.name.as_str());
    let text = LayerText {
        key_points: points.collect::<Vec<_>>().join("\n"),
        report: layer(LayerKind::Report),
        opinion: layer(LayerKind::Opinion),
        action: layer(LayerKind::Action),
        todo: layer(LayerKind::Todo),
        names: names.collect::<Vec<_>>().join("\n"),
    };
    Draft {
        labels: Vec::new(),
        listed: Vec::new(),
        unrelated: Vec::new(),
        aliases: Vec::new(),
        origin: Default::default(),
        instant,
        text,
        line: 1,
        article,
    }
}

/// The plain words of a block, each piece on a line.
fn plain(block: &Block, out: &mut String) {
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } => line(&words(text)),
        Block::Image { alt: text, .. } | Block::Code { text, .. } => line(text),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| plain(block, out)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| plain(block, out)),
        Block::Table { head, rows } => {
            let cells = head.iter().chain(rows.iter().flatten());
            cells.for_each(|cell| line(&words(cell)));
        }
        Block::Rule => {}
    }
}

/// The plain words of a run of inlines.
pub fn words(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) => out.push_str(&words(inner)),
            Inline::Link { text, .. } => out.push_str(&words(text)),
            Inline::Break => out.push(' '),
        }
    }
    out
}
