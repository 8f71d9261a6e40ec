//! Feeds, in plain words.

use crate::route::Root;
use crate::wire::{FeedLink, Site};

use super::crumbs::crumbs;
use super::markup::{Element, el, link, unseen};
use super::words;

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
}

fn feed(feed: &FeedLink, at: usize, site: &Site, root: &Root) -> Element {
    let path = root.to(&feed.path);
    // Without a public address the app makes the copy from the link.
    let address = if site.address.is_empty() {
        path.clone()
    } else {
        format!("{}/{}", site.address, feed.path)
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
        .set("type", "application/atom+xml")
        .add(unseen(format!(" {}", feed.title)));
    el("div")
        .class("feed")
        .add(
            el("p").class("feed-head").add(name).add(" ").add(
                el("span")
                    .class("feed-count")
                    .add(words::articles(feed.count)),
            ),
        )
        .add(
            el("div")
                .class("feed-row")
                .add(field)
                .add(copy)
                .add(el("span").class("feed-open").add(open)),
        )
}
