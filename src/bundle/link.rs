//! Where do links from one document to another lead?
//!
//! A document names another as its author saw it: by the path of the file (`../tides.md`), by an address of the site
//! (`/articles/tides/`), by one of the old site (`/2024/07/10/tides.html`), by a name alone, or by the web address where it
//! came from. Each becomes the address of a page here; of one that leads nowhere the words stay, and the editor is told.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use crate::model::{Href, Slug};
use crate::route::{Root, Route, decode};
use crate::view::part::article::block::anchor;
use crate::wire::settings::Settings;
use crate::wire::{Block, Inline, Kind};

use super::corpus::{Corpus, Draft};
use super::problem::{Code, Problem, Words};
use super::redirect::{self, Signpost, Target};
use super::settings;

/// The most links of one document that are told of. The rest would say nothing new.
const MOST_TOLD: usize = 10;

/// A name that more articles have names none of them.
const MOST_NAMESAKES: usize = 64;

/// Endings of files that are pages to a reader.
const ENDINGS: [&str; 8] = [
    "md", "markdown", "mdx", "mkd", "mdown", "html", "htm", "txt",
];

/// Names of files that are the page of their folder.
const FOLDER_PAGES: [&str; 3] = ["index", "_index", "readme"];

/// Folders of an old site that hold lists: what their addresses name is no article.
const LISTS: [&str; 6] = ["tag", "tags", "category", "categories", "author", "authors"];

/// Where the links of an article lead that name another document, by what they say.
type Found = BTreeMap<String, Option<String>>;

/// The articles in their order, with where old addresses lead and where they link one another.
pub fn corpus(
    drafts: Vec<Draft>,
    signposts: &[Signpost],
    settings: &Settings,
    problems: &mut Vec<Problem>,
) -> Corpus {
    let mut corpus = Corpus::new(drafts, settings, problems);
    let site = settings::site(settings);
    corpus.redirects = redirect::resolve(&corpus, signposts, &site, &settings.base_path, problems);
    resolve(&mut corpus, problems);
    corpus
}

/// Gives every link between documents the address of the page it leads to.
fn resolve(corpus: &mut Corpus, problems: &mut Vec<Problem>) {
    let originals = Originals::of(corpus);
    let named = corpus.drafts.par_iter_mut().map(|draft| {
        let mut named = BTreeSet::new();
        each_line(draft, &mut |line| {
            references(line, &mut |href| {
                if Href::is_within(href) || originals.find(href).is_some() {
                    named.insert(href.to_owned());
                }
            });
        });
        named
    });
    let named: Vec<BTreeSet<String>> = named.collect();
    if named.iter().all(BTreeSet::is_empty) {
        return;
    }
    let pages = Pages::of(corpus);
    let found = named.into_par_iter().enumerate().map(|(from, named)| {
        let found = named.into_iter().filter_map(|href| {
            if Href::is_within(&href) {
                let to = pages.find(from, &href);
                return Some((href, to));
            }
            // A link to its own original leaves the archive on purpose.
            let at = originals.find(&href).filter(|at| *at != from)?;
            let fragment = href.split_once('#').map_or("", |(_, fragment)| fragment);
            let to = pages.page(at, fragment);
            Some((href, Some(to)))
        });
        found.collect()
    });
    let found: Vec<Found> = found.collect();
    for (draft, found) in corpus.drafts.iter().zip(&found) {
        tell(draft, found, problems);
    }
    let changed = corpus.drafts.par_iter_mut().zip(found);
    changed
        .filter(|(_, found)| !found.is_empty())
        .for_each(|(draft, found)| each_line(draft, &mut |line| put_links(line, &found)));
}

/// Tells of links that lead nowhere.
fn tell(draft: &Draft, found: &Found, problems: &mut Vec<Problem>) {
    let (most, message, help) = match draft.article.kind {
        Kind::Markdown => (
            MOST_TOLD,
            "this link leads to no document here, so only its words are shown",
            "write the path of a document as seen from this one, or a whole address with https://",
        ),
        // Links seen from a place that is not known have one cure for all.
        Kind::HtmlPage => (
            1,
            "this page does not say where it stood, so of such links only the words are shown",
            "write its address into its head: <base href=\"https://…\">",
        ),
        _ => return,
    };
    let lost = found
        .iter()
        .filter(|(href, to)| to.is_none() && !href.starts_with('#'));
    problems.extend(lost.take(most).enumerate().map(|(at, (href, _))| {
        let more = match at + 1 {
            MOST_TOLD => "; further ones are not listed",
            _ => "",
        };
        Problem::of_words(
            Code::RelativeLink,
            (&draft.article.seed, draft.line),
            Words::Address(href.clone()),
            format!("{message}{more}"),
            help,
        )
    }));
}

/// Positions of articles by the web address where they came from.
struct Originals(HashMap<String, Option<usize>>);

impl Originals {
    fn of(corpus: &Corpus) -> Originals {
        let mut all = HashMap::new();
        for (at, draft) in corpus.drafts.iter().enumerate() {
            if let Some(address) = draft.origin.original.as_deref().and_then(bare) {
                // Of several that came from one address none is meant.
                all.entry(address)
                    .and_modify(|known| *known = None)
                    .or_insert(Some(at));
            }
        }
        Originals(all)
    }

    fn find(&self, href: &str) -> Option<usize> {
        *self.0.get(&bare(href)?)?
    }
}

/// A web address as two ways to write it are compared: without scheme, `www.`, fragment and what only says who sent a reader.
fn bare(address: &str) -> Option<String> {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))?;
    let rest = rest.split('#').next()?;
    let rest = rest.split("?utm_").next()?.trim_end_matches('/');
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host.to_ascii_lowercase();
    // The front page of a site is no article.
    (!path.is_empty()).then(|| host.strip_prefix("www.").unwrap_or(&host).to_owned() + path)
}

/// What a link may name, and where that is.
struct Pages<'a> {
    drafts: &'a [Draft],
    /// Positions of articles by the path of their file, as [`plain`] writes it; none where several share it.
    by_path: HashMap<String, Option<usize>>,
    /// By the name of the file, by slug and by title, as a slug is written.
    by_name: HashMap<String, Vec<usize>>,
    /// Paths below the root by address, old ones too, without slashes around them.
    by_address: HashMap<String, String>,
    /// Positions of articles by the path of their page.
    by_page: HashMap<String, usize>,
}

impl Pages<'_> {
    fn of(corpus: &Corpus) -> Pages<'_> {
        let mut by_path = HashMap::new();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, draft) in corpus.drafts.iter().enumerate() {
            let path = plain(&draft.article.seed);
            let title = Slug::from_title(&draft.article.title);
            for name in [name_of(&path), &draft.article.slug, title.as_str()] {
                let named = by_name.entry(name.to_owned()).or_default();
                if named.last() != Some(&at) {
                    named.push(at);
                }
            }
            // Of several in one file none is meant.
            by_path
                .entry(path)
                .and_modify(|known| *known = None)
                .or_insert(Some(at));
        }
        let page = |draft: &Draft| Route::article(&draft.article.slug).path();
        let by_page = corpus.drafts.iter().map(page).zip(0..).collect();
        let own = redirect::pages(corpus).map(|path| (path.clone(), path));
        let old = corpus.redirects.iter().filter_map(|old| match &old.to {
            Target::Page(path) => Some((old.from.clone(), path.clone())),
            Target::Elsewhere(_) => None,
        });
        let trim = |(from, to): (String, String)| (from.trim_matches('/').to_owned(), to);
        Pages {
            drafts: &corpus.drafts,
            by_path,
            by_name,
            by_address: old.chain(own).map(trim).collect(),
            by_page,
        }
    }

    /// The address, as seen from the page of the article at `from`, that a link of its document leads to.
    fn find(&self, from: usize, href: &str) -> Option<String> {
        let (address, fragment) = href.split_once('#').unwrap_or((href, ""));
        let path = decode(address.split('?').next()?)?;
        if path.is_empty() {
            return self.anchor(from, fragment);
        }
        // Zola writes `@/` for the folder of all documents.
        let below_root = path.strip_prefix('@').unwrap_or(&path).strip_prefix('/');
        if let Some(rest) = below_root
            && let Some(page) = self.by_address.get(rest.trim_matches('/'))
        {
            let article = self.by_page.get(page);
            let anchor = article.and_then(|&at| self.anchor(at, fragment));
            return Some(from_article(page) + &anchor.unwrap_or_default());
        }
        let seed = &self.drafts[from].article.seed;
        let (folder, _) = seed.rsplit_once('/').unwrap_or(("", seed));
        let beside = below_root.is_none().then(|| join(folder, &path)).flatten();
        let below = join("", below_root.unwrap_or(&path)).map(|path| plain(&path));
        let by_path = |path: &str| *self.by_path.get(path)?;
        let found = beside
            .and_then(|path| by_path(&plain(&path)))
            .or_else(|| by_path(below.as_ref()?))
            .or_else(|| self.by_name(folder, below.as_ref()?))?;
        Some(self.page(found, fragment))
    }

    /// The address of an article, as seen from the page of another, and the heading in it where it has such a one.
    fn page(&self, at: usize, fragment: &str) -> String {
        let page = from_article(&Route::article(&self.drafts[at].article.slug).path());
        page + &self.anchor(at, fragment).unwrap_or_default()
    }

    /// The one article of the name that a path ends with, or that has this for a title: of several the one whose path ends
    /// as that does, and of those the one nearest to the folder of the document.
    fn by_name(&self, folder: &str, path: &str) -> Option<usize> {
        let first = path.split('/').next()?;
        let name = name_of(path);
        let named = self.by_name.get(name);
        let named = named
            .or_else(|| self.by_name.get(Slug::from_title(name).as_str()))
            .filter(|named| named.len() <= MOST_NAMESAKES && !LISTS.contains(&first))?;
        let rank = |&at: &usize| {
            let seed = plain(&self.drafts[at].article.seed);
            let shared = seed
                .split('/')
                .zip(folder.to_lowercase().split('/'))
                .take_while(|(one, other)| one == other)
                .count();
            let ends_so = format!("/{seed}").ends_with(&format!("/{path}"));
            ((ends_so, shared), at)
        };
        let ranked: Vec<_> = named.iter().map(rank).collect();
        let (best, _) = ranked.iter().max()?;
        let mut best = ranked.iter().filter(|(rank, _)| rank == best);
        let (_, at) = best.next()?;
        best.next().is_none().then_some(*at)
    }

    /// A heading of an article as a fragment, where it has such a one.
    fn anchor(&self, at: usize, fragment: &str) -> Option<String> {
        let written = decode(fragment).filter(|fragment| !fragment.is_empty())?;
        let wanted = Slug::from_title(&written);
        let layers = self.drafts[at].article.layers.iter();
        let mut headings = layers
            .flat_map(|layer| &layer.blocks)
            .filter_map(|block| match block {
                Block::Heading { id, .. } => Some(id),
                _ => None,
            });
        headings
            .find(|id| **id == written || **id == wanted.as_str())
            .map(|id| format!("#{}", anchor(id)))
    }
}

/// A path below the root as seen from the page of an article.
fn from_article(path: &str) -> String {
    Root::relative_to(&Route::article("a").path()).to(path)
}

/// A path as seen from a folder, without `.` and `..`; none where it leads out.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    let path = path.split(['/', '\\']);
    for part in folder.split('/').chain(path) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path as two ways to write it are compared: in lower case, without the ending of a page and the name of a folder's.
fn plain(path: &str) -> String {
    let path = path.to_lowercase();
    let path = path.trim_matches('/');
    let stem = path
        .rsplit_once('.')
        .filter(|(_, ending)| ENDINGS.contains(ending))
        .map_or(path, |(stem, _)| stem);
    let folder = stem
        .rsplit_once('/')
        .filter(|(_, name)| FOLDER_PAGES.contains(name))
        .map_or(stem, |(folder, _)| folder);
    folder.to_owned()
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Shows the lines of text of an article.
fn each_line(draft: &mut Draft, show: &mut impl FnMut(&mut Vec<Inline>)) {
    fn within(block: &mut Block, show: &mut impl FnMut(&mut Vec<Inline>)) {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => show(text),
            Block::List { items, .. } => {
                let blocks = items.iter_mut().flatten();
                blocks.for_each(|block| within(block, show));
            }
            Block::Quote(blocks) => blocks.iter_mut().for_each(|block| within(block, show)),
            Block::Table { head, rows } => {
                let cells = head.iter_mut().chain(rows.iter_mut().flatten());
                cells.for_each(show);
            }
            Block::Image { .. } | Block::Code { .. } | Block::Rule => {}
        }
    }
    let layers = draft.article.layers.iter_mut();
    layers
        .flat_map(|layer| &mut layer.blocks)
        .for_each(|block| within(block, show));
}

/// Shows the addresses that a line of text links.
fn references(line: &[Inline], show: &mut impl FnMut(&str)) {
    for inline in line {
        match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) => references(inner, show),
            Inline::Link { href, .. } => show(href),
            _ => {}
        }
    }
}

/// Gives the links of a line the address that was found, or leaves their words.
fn put_links(line: &mut Vec<Inline>, found: &Found) {
    let mut at = 0;
    while at < line.len() {
        match &mut line[at] {
            Inline::Strong(inner) | Inline::Emphasis(inner) => put_links(inner, found),
            Inline::Link { href, text } => match found.get(href) {
                Some(Some(to)) => *href = to.clone(),
                None => {}
                Some(None) => {
                    let words = std::mem::take(text);
                    let count = words.len();
                    line.splice(at..=at, words);
                    at += count;
                    continue;
                }
            },
            _ => {}
        }
        at += 1;
    }
}
