//! What a page is called: by its headings, by the title of its window, and by the title under which it is shared.

use super::super::lines::fold;
use super::content::Plan;
use super::meta;
use super::tree::Tree;

/// Classes of what says the title of an article, and of a document of an office.
const MARKED: [&str; 5] = [
    "entry-title",
    "post-title",
    "article-title",
    "headline",
    "MsoTitle",
];

/// A page whose title is looked for.
struct Titles<'page, 'text> {
    tree: &'page Tree<'text>,
    plan: &'page Plan,
    window: Option<String>,
    shared: Option<String>,
    /// The name of the site, where it is told.
    site: Option<String>,
}

/// The heading that is the title, else the title for sharing, else the title of the window without the name of the site.
pub(super) fn title(tree: &Tree<'_>, plan: &Plan) -> Option<String> {
    let own = |title: &String| !title.is_empty();
    let window = tree
        .find(|name, _| name == "title")
        .map(|node| fold(&tree.text_of(node)));
    let shared = meta(tree, &["og:title", "twitter:title"]).map(|title| fold(&title));
    let mut titles = Titles {
        tree,
        plan,
        window: window.filter(own),
        shared: shared.filter(own),
        site: meta(tree, &["og:site_name", "application-name"]).map(|name| fold(&name)),
    };
    let headings = tree.all(|name, _| name == "h1");
    let site = headings.iter().find(|node| titles.leads_home(**node));
    titles.site = site.map(|node| titles.words(*node)).or(titles.site);
    titles.choose(&headings)
}

/// The heading near the beginning of the content that says the title, which need not be said twice.
pub(super) fn heading(tree: &Tree<'_>, plan: &Plan, title: &str) -> Option<usize> {
    const BLOCKS_BEFORE: usize = 6;
    let is_block = |node: &usize| tree.is_block(*node) || tree.name(*node) == "img";
    let nodes = plan.main + 1..tree.nodes()[plan.main].end;
    let blocks = nodes.filter(|node| !plan.dropped[*node] && is_block(node));
    let mut leaves = 0;
    blocks
        .take_while(|node| {
            leaves += usize::from(!matches!(
                tree.name(*node),
                "div"
                    | "section"
                    | "header"
                    | "article"
                    | "main"
                    | "center"
                    | "table"
                    | "tr"
                    | "td"
            ));
            leaves <= BLOCKS_BEFORE
        })
        .find(|node| says_title(tree, *node) && says(tree, *node, title))
}

/// Whether an element is one that may say the title.
fn says_title(tree: &Tree<'_>, node: usize) -> bool {
    is_heading(tree.name(node)) || is_marked(tree, node)
}

/// Whether elements of this name are headings.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether the words of an element are these.
pub(super) fn says(tree: &Tree<'_>, node: usize, title: &str) -> bool {
    // White space between the words aside, there is no more of it than that.
    let is_short = tree.lengths()[node] <= title.len() * 8 + 40;
    is_short && same(&fold(&tree.text_of(node)), title)
}

/// Whether a class or property says that an element is a title.
fn is_marked(tree: &Tree<'_>, node: usize) -> bool {
    let class = tree.attribute(node, "class").unwrap_or_default();
    let mut classes = class.split_whitespace();
    let is_paragraph = tree.name(node) == "p";
    tree.attribute(node, "itemprop").as_deref() == Some("headline")
        || classes.any(|class| MARKED.contains(&class) || is_paragraph && class == "title")
}

/// One writes curly quotes or capitals where the other has not.
fn plain(title: &str) -> String {
    let quotes = title.replace(['’', '‘'], "'").replace(['“', '”'], "\"");
    quotes.to_lowercase()
}

fn same(one: &str, other: &str) -> bool {
    one == other || plain(one) == plain(other)
}

/// What a title says before or behind some words that are a part of it; nothing where they are not.
fn beside<'title>(title: &'title str, part: &str) -> Option<&'title str> {
    let ends = |rest: &&str| !rest.chars().next().is_some_and(char::is_alphanumeric);
    let begins = |rest: &&str| !rest.chars().next_back().is_some_and(char::is_alphanumeric);
    let behind = title.strip_prefix(part).filter(ends);
    behind.or_else(|| title.strip_suffix(part).filter(begins))
}

impl Titles<'_, '_> {
    fn choose(&self, headings: &[usize]) -> Option<String> {
        const MOST: usize = 20;
        let main = self.plan.main;
        let is_inside =
            |node: &usize| self.tree.is_inside(*node, main) && !self.plan.dropped[*node];
        let inner: Vec<usize> = headings
            .iter()
            .copied()
            .filter(is_inside)
            .take(MOST)
            .collect();
        let outer = headings.iter().copied().filter(|node| !is_inside(node));
        let marked = self.marked();
        let all = marked
            .into_iter()
            .chain(inner.iter().copied())
            .chain(outer.take(MOST));
        let all: Vec<(usize, String)> = all
            .map(|node| (node, self.words(node)))
            .filter(|(node, words)| !words.is_empty() && !self.is_site(*node, words))
            .collect();
        // Where the window or the title for sharing has the words too, they are the title.
        let agrees = |said: &Option<String>| {
            let said = plain(said.as_deref()?);
            all.iter()
                .find(|(_, words)| beside(&said, &plain(words)).is_some())
        };
        let agreed = agrees(&self.shared).or_else(|| agrees(&self.window));
        let first = all.iter().find(|(node, _)| self.may_lead(*node, &inner));
        let (shared, window) = (self.shared.clone(), self.window.clone());
        // The title for sharing is without the name of the site, but for pages that write all titles alike.
        let is_alike = shared == window;
        agreed
            .or(first)
            .map(|(_, words)| words.clone())
            .or(shared.filter(|_| !is_alike))
            .or_else(|| window.map(|window| self.without_site(&window)))
            .or_else(|| all.first().map(|(_, words)| words.clone()))
            .or_else(|| self.site.clone())
    }

    /// What is marked as a title: the first in the content, else the last before it.
    fn marked(&self) -> Option<usize> {
        let mut nodes = self.tree.all(|_, attributes| {
            attributes.get("class").is_some() || attributes.get("itemprop").is_some()
        });
        let main = self.plan.main;
        nodes.retain(|node| is_marked(self.tree, *node) && !self.plan.around[*node]);
        let inside = nodes.iter().find(|node| self.tree.is_inside(**node, main));
        let before = nodes.iter().rev().find(|node| **node < main);
        inside.or(before).copied()
    }

    /// Whether a heading that nothing else says is the title all the same: a page may have a title of its own for its window.
    fn may_lead(&self, node: usize, inner: &[usize]) -> bool {
        if self.window.is_none() && self.shared.is_none() {
            return true;
        }
        let is_shared = self.shared.is_some() && self.window.is_some() && {
            let (window, shared) = (self.window.as_deref(), self.shared.as_deref());
            let plain = |title: Option<&str>| plain(title.unwrap_or_default());
            beside(&plain(window), &plain(shared)).is_some()
        };
        let is_one_of_many = inner.len() > 1 && is_shared;
        inner.contains(&node) && !is_one_of_many && !self.is_below_text(node)
    }

    /// Whether a paragraph stands before an element in the content.
    fn is_below_text(&self, node: usize) -> bool {
        const PARAGRAPH: usize = 80;
        let is_text = |index: usize| {
            self.tree.name(index) == "p"
                && self.tree.lengths()[index] >= PARAGRAPH
                && !self.plan.dropped[index]
        };
        (self.plan.main..node).any(is_text)
    }

    /// Words longer than any title are none.
    fn words(&self, node: usize) -> String {
        const LONGEST: usize = 600;
        if self.tree.lengths()[node] > LONGEST {
            return String::new();
        }
        fold(&self.tree.text_of(node))
    }

    /// Whether an element says the name of the site.
    fn is_site(&self, node: usize, words: &str) -> bool {
        let is_name = |site: &String| same(site, words);
        self.site.as_ref().is_some_and(is_name) || self.leads_home(node)
    }

    /// Whether a heading is a link to the first page of the site.
    fn leads_home(&self, node: usize) -> bool {
        let inside = node + 1..self.tree.nodes()[node].end;
        let links = inside.filter(|index| self.tree.name(*index) == "a");
        links.take(2).any(|link| {
            let href = self.tree.attribute(link, "href").unwrap_or_default();
            let path = href.split_once("://").map_or(href.as_str(), |(_, rest)| {
                rest.find('/').map_or("/", |slash| &rest[slash..])
            });
            matches!(path.trim(), "/" | "./" | "/index.html")
        })
    }

    /// The title of a window without the name of the site before or behind it.
    fn without_site(&self, window: &str) -> String {
        let site = self.site.as_deref().filter(|site| !site.is_empty());
        let rest = site.and_then(|site| beside(window, site));
        let bare = rest.map(|rest| rest.trim_matches(|sign: char| !opens_or_closes(sign)));
        if let Some(bare) = bare.filter(|bare| !bare.is_empty()) {
            return bare.to_owned();
        }
        let cut = [" | ", " — ", " – ", " - ", " :: ", " · ", " • ", " « "]
            .iter()
            .filter_map(|sign| window.rfind(sign))
            .max();
        let bare = cut
            .map(|cut| window[..cut].trim())
            .filter(|bare| bare.split(' ').count() >= 3);
        bare.unwrap_or(window).to_owned()
    }
}

/// Whether a sign may stand at either end of a title.
fn opens_or_closes(sign: char) -> bool {
    sign.is_alphanumeric() || "?!.…\"'“”‘’()[]".contains(sign)
}
