//! What stands around every page: masthead, main, footer. It stays the same from page to page but for `aria-current`.

use crate::route::{self, Root, Route, Section};
use crate::wire::Site;

use super::icon;
use super::markup::{Element, el, link, unseen};

/// A whole page below `<body>`.
pub fn page(site: &Site, root: &Root, section: Section, main: Element) -> Element {
    el("div")
        .class("frame")
        .add(masthead(site, root, section))
        .add(
            el("p")
                .set("id", "notice")
                .set("role", "status")
                .class("site-notice"),
        )
        .add(self::main(main))
        .add(footer(site, root, section))
        .add(
            el("p")
                .set("id", "status")
                .set("role", "status")
                .class("visually-hidden"),
        )
}

/// What changes from page to page.
pub fn main(content: Element) -> Element {
    el("main")
        .set("id", "main")
        .set("tabindex", "-1")
        .add(content)
}

/// Skip link, name of the site, navigation.
pub fn masthead(site: &Site, root: &Root, section: Section) -> Element {
    let name = link(root.href(&Route::HOME), icon::dove())
        .class("masthead-name")
        .add(el("span").class("masthead-words").add(title_words(site)));
    let motto =
        (!site.motto.is_empty()).then(|| el("p").class("masthead-motto").add(site.motto.clone()));
    let entries = [
        ("Home", Route::HOME),
        ("Categories", Route::Categories),
        ("Sources", Route::Sources),
        ("Search", Route::search()),
        ("Subscribe", Route::Subscribe),
    ];
    let list = el("ul")
        .class("nav-list")
        .each(entries.map(|entry| nav_item(entry, root, section)));
    el("header")
        .class("masthead")
        .add(link("#main", "Skip to content").class("skip"))
        .add(
            el("div")
                .class("masthead-top")
                .add(el("div").class("masthead-brand").add(name).add(motto))
                .add(theme()),
        )
        .add(el("nav").class("nav").set("aria-label", "Main").add(list))
}

/// Lines of the site, and the pages that the masthead does not name.
pub fn footer(site: &Site, root: &Root, section: Section) -> Element {
    let entries = [
        ("About", Route::About),
        ("Sources", Route::Sources),
        ("Subscribe", Route::Subscribe),
    ];
    let feed = link(root.to(route::FEED_PATH), "Feed").set("type", "application/atom+xml");
    let list = el("ul")
        .class("footer-list")
        .each(entries.map(|entry| nav_item(entry, root, section)))
        .add(el("li").add(feed));
    el("footer")
        .class("footer")
        .add(icon::dove())
        .add(
            el("div")
                .class("footer-lines")
                .each(site.footer.iter().map(|line| el("p").add(line.clone()))),
        )
        .add(el("nav").set("aria-label", "Footer").add(list))
}

fn nav_item((name, route): (&'static str, Route), root: &Root, section: Section) -> Element {
    // `true`, not `page`: a category's page belongs to Categories without being that page.
    let current = (route.section() == section).then_some("true");
    // The first to go where there is little room.
    let class = (route.section() == Section::Sources).then_some("nav-more");
    el("li")
        .set_some("class", class)
        .add(link(root.href(&route), name).set_some("aria-current", current))
}

fn title_words(site: &Site) -> String {
    if site.title.is_empty() {
        "Home".into()
    } else {
        site.title.clone()
    }
}

/// The three names stand in it at once; `data-theme` on the root element decides which one is there.
fn theme() -> Element {
    let name = |class: &'static str, name| el("span").class(class).add(name);
    el("button")
        .class("button quiet theme needs-app")
        .set("type", "button")
        .set("data-action", "theme")
        .add(icon::shade())
        .add(unseen("Colours: "))
        .add(
            el("span")
                .class("theme-name")
                .add(name("theme-system", "Auto"))
                .add(name("theme-light", "Light"))
                .add(name("theme-dark", "Dark")),
        )
}
