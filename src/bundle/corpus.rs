//! The articles together: order, slugs, categories, sources, neighbours.
//!
//! Everything here is a pure function of the articles and the settings, in an order that depends on nothing else:
//! newest first by moment, ties by slug; what has no date comes last.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Slug;
use crate::search::FieldKind;
use crate::wire::settings::Settings;
use crate::wire::{
    Article, CategoryEntry, CategoryRef, Credit, FileName, Fold, SourceEntry, Summary,
};

use super::problem::{Code, Problem, Words};
use super::redirect::Redirect;
use super::structured_data::Origin;
use super::suggest::Links;

mod around;

pub use around::Surroundings;

/// An article on its way into the corpus.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What will be written; `categories` is filled in by [`Corpus::new`].
    pub article: Article,
    /// The line of its file the document begins on, from 1.
    pub line: u32,
    /// Labels of its categories as the document spells them.
    pub labels: Vec<String>,
    /// Titles the document lists as related.
    pub listed: Vec<String>,
    /// Older addresses, as written.
    pub aliases: Vec<String>,
    /// Slugs of articles that are not to stand beside it.
    pub unrelated: Vec<String>,
    /// Moment of publication in seconds since 1970, for the order.
    pub instant: Option<i64>,
    /// Text by layer, for search and suggestions.
    pub text: LayerText,
    /// Where the report came from, for machine readers.
    pub origin: Origin,
}

/// Plain text of an article, by where it stands.
#[derive(Clone, Debug, Default)]
pub struct LayerText {
    /// Key points.
    pub key_points: String,
    /// Report.
    pub report: String,
    /// Opinion.
    pub opinion: String,
    /// Action.
    pub action: String,
    /// To Do.
    pub todo: String,
    /// Names of contacts.
    pub names: String,
}

impl LayerText {
    /// The fields that say something, as search and suggestions know them.
    pub fn fields(&self) -> Vec<(FieldKind, &str)> {
        let mut fields = vec![
            (FieldKind::KeyPoints, self.key_points.as_str()),
            (FieldKind::Report, &self.report),
            (FieldKind::Opinion, &self.opinion),
            (FieldKind::Action, &self.action),
            (FieldKind::Todo, &self.todo),
            (FieldKind::Names, &self.names),
        ];
        fields.retain(|(_, text)| !text.is_empty());
        fields
    }
}

/// The linked corpus.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Newest first.
    pub drafts: Vec<Draft>,
    /// In the order of the settings, then by name.
    pub categories: Vec<Category>,
    /// Most articles first, then by host.
    pub sources: Vec<Source>,
    /// Old addresses and where they lead, by address; filled in when everything else has its own.
    pub redirects: Vec<Redirect>,
}

/// A category and its articles.
#[derive(Debug)]
pub struct Category {
    /// Address and label.
    pub category: CategoryRef,
    /// What it is about, or empty.
    pub description: String,
    /// Positions in [`Corpus::drafts`], ascending: newest first.
    pub articles: Vec<usize>,
}

/// A source and its articles.
#[derive(Debug)]
pub struct Source {
    /// Host name.
    pub host: String,
    /// Positions in [`Corpus::drafts`], ascending: newest first.
    pub articles: Vec<usize>,
}

impl Corpus {
    /// Orders and links the articles; what an editor has to know goes to `problems`.
    pub fn new(mut drafts: Vec<Draft>, settings: &Settings, problems: &mut Vec<Problem>) -> Corpus {
        drafts.sort_by(|a, b| {
            let key = |d: &Draft| {
                (
                    std::cmp::Reverse(d.instant),
                    d.article.slug.clone(),
                    d.article.seed.clone(),
                )
            };
            key(a).cmp(&key(b))
        });
        make_slugs_unique(&mut drafts, problems);
        let mut categories = Categories::new(settings);
        let mut sources: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in oldest_first(&drafts) {
            let draft = &mut drafts[at];
            let mut seen = BTreeSet::new();
            for label in &draft.labels {
                let number = categories.number(label, draft, problems);
                if seen.insert(number) {
                    categories.list[number].articles.push(at);
                    draft
                        .article
                        .categories
                        .push(categories.list[number].category.clone());
                }
            }
            if let Some(Credit { name, host: true }) = &draft.article.source {
                sources.entry(name.clone()).or_default().push(at);
            }
        }
        let each = categories.list.iter_mut().map(|one| &mut one.articles);
        each.chain(sources.values_mut())
            .for_each(|articles| articles.sort_unstable());
        let mut sources: Vec<Source> = sources
            .into_iter()
            .map(|(host, articles)| Source { host, articles })
            .collect();
        sources.sort_by_key(|source| std::cmp::Reverse(source.articles.len()));
        Corpus {
            drafts,
            categories: categories.in_order(),
            sources,
            redirects: Vec::new(),
        }
    }

    /// The entry of an article in a list; `file` is where its text stands.
    pub fn summary(&self, at: usize, file: &FileName) -> Summary {
        let article = &self.drafts[at].article;
        Summary {
            categories: article.categories.clone(),
            excerpt: article.excerpt.clone(),
            ..self.brief(at, file)
        }
    }

    /// The list of categories; `files` by position.
    pub fn category_entries(&self, files: &[FileName]) -> Vec<CategoryEntry> {
        let entry = |category: &Category| CategoryEntry {
            category: category.category.clone(),
            description: category.description.clone(),
            count: count(category.articles.len()),
            newest: category
                .articles
                .first()
                .map(|&at| Box::new(self.brief(at, &files[at]))),
        };
        self.categories.iter().map(entry).collect()
    }

    /// The list of sources.
    pub fn source_entries(&self) -> Vec<SourceEntry> {
        let entry = |source: &Source| SourceEntry {
            host: source.host.clone(),
            count: count(source.articles.len()),
            newest: source.articles.first().and_then(|&at| {
                self.drafts[at]
                    .article
                    .published
                    .as_ref()
                    .map(|stamp| stamp.day.clone())
            }),
        };
        self.sources.iter().map(entry).collect()
    }

    /// The articles of a story but one; `story` is its number, `articles` those that count.
    pub fn fold(
        &self,
        links: &Links,
        story: usize,
        articles: &[usize],
        but: usize,
        files: &[FileName],
    ) -> Fold {
        let others = articles.iter().filter(|other| **other != but);
        Fold {
            story: self.drafts[links.stories[story][0]].article.slug.clone(),
            others: others
                .map(|other| self.brief(*other, &files[*other]))
                .collect(),
        }
    }

    /// A summary without an excerpt or categories: what a link beside an article shows.
    pub fn brief(&self, at: usize, file: &FileName) -> Summary {
        let article = &self.drafts[at].article;
        Summary {
            slug: article.slug.clone(),
            title: article.title.clone(),
            source: article.source.clone(),
            published: article.published.clone(),
            categories: Vec::new(),
            excerpt: String::new(),
            minutes: article.minutes,
            file: file.clone(),
            fold: None,
        }
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Positions of drafts, those that have been there longest first. Of what has no date nobody knows, so it comes last.
fn oldest_first(drafts: &[Draft]) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..drafts.len()).rev().collect();
    positions.sort_by_key(|&at| drafts[at].instant.is_none());
    positions
}

/// Two documents with one slug both keep an address: the older one the plain one, so that a new document never takes
/// over an address that readers have.
fn make_slugs_unique(drafts: &mut [Draft], problems: &mut Vec<Problem>) {
    let mut taken: BTreeMap<String, (String, u32)> = BTreeMap::new();
    for at in oldest_first(drafts) {
        let draft = &mut drafts[at];
        let article = &mut draft.article;
        let wanted = article.slug.clone();
        let mut number = 2;
        while let Some((other, line)) = taken.get(&article.slug) {
            if number == 2 {
                problems.push(Problem::of_words(
                    Code::DuplicateSlug,
                    (&article.seed, draft.line),
                    Words::Title(article.title.clone()),
                    format!("the address \"{wanted}\" is taken by {other}"),
                    format!(
                        "give this one or {other}:{line} a title or slug of its own; until then this one's address ends in a number"
                    ),
                ));
            }
            article.slug = format!("{wanted}-{number}");
            number += 1;
        }
        taken.insert(article.slug.clone(), (article.seed.clone(), draft.line));
    }
}

/// Labels and what they mean.
struct Categories {
    list: Vec<Category>,
    by_label: BTreeMap<String, usize>,
    /// The first of those whose names are written alike, see [`loosely`].
    by_words: BTreeMap<String, usize>,
    slugs: BTreeSet<String>,
    /// Number of those that the settings name; none of them means any label is welcome.
    configured: usize,
}

impl Categories {
    fn new(settings: &Settings) -> Categories {
        let mut categories = Categories {
            list: Vec::new(),
            by_label: BTreeMap::new(),
            by_words: BTreeMap::new(),
            slugs: BTreeSet::new(),
            configured: settings.categories.len(),
        };
        for configured in &settings.categories {
            let number =
                categories.add(&configured.name, &configured.slug, &configured.description);
            for alias in &configured.aliases {
                categories.by_label.insert(alias.clone(), number);
            }
        }
        categories
    }

    fn number(&mut self, label: &str, draft: &Draft, problems: &mut Vec<Problem>) -> usize {
        if let Some(&number) = self.by_label.get(label) {
            return number;
        }
        if self.configured == 0
            && let Some(&number) = self.by_words.get(&loosely(label))
        {
            self.by_label.insert(label.to_owned(), number);
            return number;
        }
        if self.configured > 0 {
            let help = match self.nearest(label) {
                Some(name) => {
                    format!("did you mean \"{name}\"? Or add it to [[categories]] in site.toml")
                }
                None => "add it to [[categories]] in site.toml".into(),
            };
            let message = format!("site.toml does not name the category \"{label}\"");
            problems.push(Problem::of_words(
                Code::UnknownCategory,
                (&draft.article.seed, draft.line),
                Words::Field(label.to_owned()),
                message,
                help,
            ));
        }
        self.add(label, "", "")
    }

    fn add(&mut self, name: &str, slug: &str, description: &str) -> usize {
        let wanted = if slug.is_empty() {
            Slug::from_title(name).as_str().to_owned()
        } else {
            slug.to_owned()
        };
        let mut unique = wanted.clone();
        let mut number = 2;
        while !self.slugs.insert(unique.clone()) {
            unique = format!("{wanted}-{number}");
            number += 1;
        }
        self.list.push(Category {
            category: CategoryRef {
                slug: unique,
                name: name.to_owned(),
            },
            description: description.to_owned(),
            articles: Vec::new(),
        });
        let number = self.list.len() - 1;
        self.by_label.insert(name.to_owned(), number);
        self.by_words.entry(loosely(name)).or_insert(number);
        number
    }

    /// The label an editor most likely meant: at most a third of its letters differ.
    fn nearest(&self, label: &str) -> Option<&str> {
        let distance = |name: &str| edit_distance(&name.to_lowercase(), &label.to_lowercase());
        let (best, name) = self
            .by_label
            .iter()
            .filter(|(_, number)| **number < self.configured)
            .map(|(name, _)| (distance(name), name))
            .min()?;
        (best * 3 <= label.chars().count()).then_some(name.as_str())
    }

    fn in_order(mut self) -> Vec<Category> {
        let mut found = self.list.split_off(self.configured.min(self.list.len()));
        found.sort_by(|a, b| a.category.name.cmp(&b.category.name));
        self.list.extend(found);
        self.list
    }
}

/// A label as two ways to write one are compared: "Climate change", "climate-change".
fn loosely(label: &str) -> String {
    let label = label.to_lowercase();
    let words = label.split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '_'));
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Levenshtein's distance in characters.
pub(super) fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
