//! Feeds, in plain words.

use crate::route::{FEED_LIST_PATH, FeedFormat, Root, Route, feed_path};
use crate::wire::Site;

use super::crumbs::crumbs;
use super::markup::{Element, el, link, unseen};
use super::words;

/// A feed that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedLink {
    /// What the feed carries.
    pub title: String,
    /// The page it goes with.
    pub page: Route,
    /// Number of articles in it.
    pub count: u32,
}

/// What feeds are, and the address of each. The first feed is the site's own.
pub fn subscribe(site: &Site, feeds: &[FeedLink], root: &Root) -> Element {
    let lead = "A feed brings new articles to you. No account, no e-mail address, and nobody learns what you read.";
    let steps = el("ol")
        .add(el("li").add("Get a feed reader: an app or a web page that collects feeds. There are free ones for every device."))
        .add(el("li").add("Copy an address below."))
        .add(el("li").add("Paste it where your reader says “Add feed” or “Follow”. New articles appear there by themselves."));
    let (whole, by_category) = feeds.split_at(feeds.len().min(1));
    let list = |feeds: &[FeedLink], first: usize| {
        let items = feeds
            .iter()
            .enumerate()
            .map(|(at, f)| el("li").add(feed(f, first + at, site, root)));
        el("ul").class("feeds").each(items)
    };
    let section = |id: &'static str, name: &'static str, content: Vec<Element>| {
        el("section")
            .class("prose")
            .set("aria-labelledby", id)
            .add(el("h2").set("id", id).add(name))
            .each(content)
    };
    el("div")
        .class("page subscribe")
        .add(crumbs(root, Vec::new(), "Subscribe"))
        .add(
            el("header")
                .class("page-head")
                .add(el("h1").add("Subscribe"))
                .add(el("p").class("lead").add(lead)),
        )
        .add(section("how", "How it works", vec![steps]))
        .add(section("everything", "Everything", vec![list(whole, 0)]))
        .add((!by_category.is_empty()).then(|| {
            section(
                "by-category",
                "One category only",
                vec![list(by_category, 1)],
            )
        }))
        .add(section(
            "more",
            "One source only, or all at once",
            vec![more(root)],
        ))
}

fn more(root: &Root) -> Element {
    el("p")
        .add("The page of each ")
        .add(link(root.href(&Route::Sources), "source"))
        .add(" names a feed of its own. To follow everything apart, give your reader ")
        .add(link(root.to(FEED_LIST_PATH), "the list of all feeds"))
        .add(" (OPML).")
}

fn feed(feed: &FeedLink, at: usize, site: &Site, root: &Root) -> Element {
    let below = feed_path(&feed.page, FeedFormat::Atom);
    let path = root.to(&below);
    // Without a public address the app makes the copy from the link.
    let address = if site.address.is_empty() {
        path.clone()
    } else {
        format!("{}/{below}", site.address)
    };
    let id = format!("feed-{at}");
    let name = el("label")
        .class("feed-name")
        .set("for", id.clone())
        .add(feed.title.clone());
    let field = el("input")
        .class("field")
        .set("id", id)
        .set("type", "text")
        .set("value", address.clone())
        .flag("readonly", true)
        .set("spellcheck", "false");
    let copy = el("button")
        .class("button needs-app")
        .set("type", "button")
        .set("data-action", "copy")
        .set("data-copy", address)
        .add("Copy")
        .add(unseen(format!(" address of {}", feed.title)));
    let open = link(path, "Open")
        .set("type", FeedFormat::Atom.media_type())
        .add(unseen(format!(" {}", feed.title)));
    // For the few readers that know no Atom.
    let other = |format: FeedFormat| {
        link(root.to(&feed_path(&feed.page, format)), format.name())
            .set("type", format.media_type())
            .add(unseen(format!(" feed of {}", feed.title)))
    };
    el("div")
        .class("feed")
        .add(
            el("p").class("feed-head").add(name).add(" ").add(
                el("span")
                    .class("feed-count")
                    .add((feed.count > 0 || at > 0).then(|| words::articles(feed.count))),
            ),
        )
        .add(
            el("div").class("feed-row").add(field).add(copy).add(
                el("span")
                    .class("feed-open")
                    .add(open)
                    .add(other(FeedFormat::Rss))
                    .add(other(FeedFormat::Json)),
            ),
        )
}
