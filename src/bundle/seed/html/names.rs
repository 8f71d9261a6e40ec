//! What the names of an element, its classes and its `id`, say about its place on the page.
//!
//! A word of a layout in a name is a hint and no more: `related-work` is a section about work, `social-history` one about
//! people. A name speaks for the layout where it is made of such words alone.

use super::tree::Tree;

/// Names and classes of what holds the content.
const CONTENT: [&str; 22] = [
    "entry-content",
    "post-content",
    "article-content",
    "article-body",
    "article__body",
    "articlebody",
    "post-body",
    "story-body",
    "story-content",
    "post__content",
    "article__content",
    "entry",
    "page-content",
    "post-text",
    "body-content",
    "single-content",
    "markdown-body",
    "e-content",
    "content-body",
    "main-content",
    "rich-text",
    "prose",
];

/// Words of what stands around content.
const AROUND: [&str; 40] = [
    "comment",
    "comments",
    "commentlist",
    "commentslist",
    "share",
    "sharing",
    "sharedaddy",
    "social",
    "related",
    "sidebar",
    "promo",
    "newsletter",
    "subscribe",
    "signup",
    "cookie",
    "cookies",
    "breadcrumb",
    "breadcrumbs",
    "pagination",
    "pager",
    "nav",
    "navigation",
    "navbar",
    "menu",
    "ad",
    "ads",
    "advert",
    "advertisement",
    "sponsor",
    "widget",
    "skip",
    "toc",
    "popup",
    "modal",
    "banner",
    "footer",
    "recommended",
    "respond",
    "disqus",
    "thread",
];

/// Of these, the words of what nothing in it is content of, however deep. A form or a banner may hold the whole article.
const FRAME: [&str; 8] = [
    "comment",
    "comments",
    "commentlist",
    "commentslist",
    "disqus",
    "respond",
    "sidebar",
    "footer",
];

/// Of these, what readers say about a page.
const COMMENTS: [&str; 4] = ["comment", "comments", "commentlist", "commentslist"];

/// Of these, what leads to other pages.
const ELSEWHERE: [&str; 3] = ["related", "recommended", "sidebar"];

/// Of these, the words that no class of a piece of text begins with.
const LEADING: [&str; 4] = ["comment", "comments", "sidebar", "footer"];

/// Words that page builders give to a piece of the text as well, so that they say nothing without links to go with them.
const WEAK: [&str; 5] = ["widget", "menu", "social", "skip", "thread"];

/// Words that say nothing themselves, and go with those of [`AROUND`]: `share-buttons`, `site-footer`, `related-posts`.
const WITH: [&str; 69] = [
    "area",
    "article",
    "articles",
    "bar",
    "block",
    "blog",
    "bottom",
    "box",
    "btn",
    "button",
    "buttons",
    "card",
    "cards",
    "column",
    "consent",
    "container",
    "cta",
    "entry",
    "form",
    "group",
    "header",
    "heading",
    "icon",
    "icons",
    "inline",
    "inner",
    "item",
    "items",
    "label",
    "layout",
    "left",
    "link",
    "links",
    "list",
    "main",
    "media",
    "meta",
    "module",
    "notice",
    "overlay",
    "page",
    "panel",
    "post",
    "posts",
    "primary",
    "region",
    "right",
    "row",
    "secondary",
    "section",
    "single",
    "site",
    "slot",
    "stories",
    "story",
    "tags",
    "title",
    "toolbar",
    "tools",
    "top",
    "unit",
    "widgets",
    "wrap",
    "wrapper",
    "wide",
    "zone",
    "outer",
    "center",
    "global",
];

/// How surely the names of an element say that it stands around the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Around {
    /// They say nothing of it.
    No,
    /// A word of a layout is among others.
    Perhaps,
    /// They are words of a layout and nothing else.
    Surely,
}

/// What the names of one element say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    pub around: Around,
    /// Whether that holds for all that is in it.
    pub is_frame: bool,
    /// Whether what is in it belongs to other pages or to readers.
    pub is_foreign: bool,
    /// Whether it holds comments.
    pub is_comments: bool,
    pub is_content: bool,
}

/// Reads the names of an element.
pub(super) fn names(tree: &Tree<'_>, node: usize) -> Names {
    let attribute = |name: &str| {
        let value = tree.attribute(node, name).unwrap_or_default();
        value.to_lowercase()
    };
    let (class, id) = (attribute("class"), attribute("id"));
    let itemprop = tree.attribute(node, "itemprop");
    // Programs that write documents name a section and its heading by its words.
    let is_section = matches!(tree.name(node), "section" | "details");
    let mut names = Names {
        around: Around::No,
        is_frame: false,
        is_foreign: false,
        is_comments: false,
        is_content: itemprop.is_some_and(|name| name == "articleBody"),
    };
    let ids = id.split_whitespace();
    let ids = ids.filter(|id| !is_section || id.contains(['-', '_']));
    let ids = ids.map(|id| (id, around(id)));
    let classes = class.split_whitespace();
    let classes = classes.map(|class| (class, around_class(class)));
    for (name, around) in classes.chain(ids) {
        names.is_content |= CONTENT.contains(&name);
        names.around = names.around.max(around);
        if around == Around::Surely {
            let says = |words: &[&str]| words_of(name).any(|word| words.contains(&word));
            names.is_frame |= says(&FRAME);
            names.is_comments |= says(&COMMENTS);
            names.is_foreign |= says(&COMMENTS) || says(&ELSEWHERE);
        }
    }
    names
}

fn words_of(name: &str) -> impl Iterator<Item = &str> {
    name.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// What a class says, which a person gave and no program made of a heading.
fn around_class(class: &str) -> Around {
    let leads = words_of(class).next();
    match around(class) {
        Around::Perhaps if leads.is_some_and(|word| LEADING.contains(&word)) => Around::Surely,
        around => around,
    }
}

fn around(name: &str) -> Around {
    let mut words: Vec<&str> = words_of(name).collect();
    // `no-sidebar` and `has-sidebar` are said of what stands beside one.
    if !words.iter().any(|word| AROUND.contains(word))
        || words
            .iter()
            .any(|word| matches!(*word, "no" | "has" | "with"))
    {
        return Around::No;
    }
    // A theme puts its initials before its names.
    if words.len() > 1 && words[0].len() <= 2 && !AROUND.contains(&words[0]) {
        words.remove(0);
    }
    let is_layout = |word: &str| {
        AROUND.contains(&word)
            || WITH.contains(&word)
            || word.len() == 1
            || word.bytes().all(|letter| letter.is_ascii_digit())
    };
    let is_strong = |word: &str| AROUND.contains(&word) && !WEAK.contains(&word);
    if words.iter().all(|word| is_layout(word)) && words.iter().any(|word| is_strong(word)) {
        Around::Surely
    } else {
        Around::Perhaps
    }
}
