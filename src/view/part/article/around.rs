//! What stands around an article: what it lists, what is near it, and its neighbours in time.

use crate::route::{Root, Route};
use crate::view::part::entry::{Dated, article_link, facts};
use crate::view::part::icon;
use crate::view::part::markup::{Element, Node, el, link};
use crate::view::part::story::compare;
use crate::view::part::words;
use crate::wire::{Around, Neighbour, Summary};

/// The slot below an article; empty until `around` is there.
pub fn around(around: Option<&Around>, root: &Root) -> Element {
    let slot = el("div").class("around").set("id", "around");
    match around {
        None => slot,
        Some(around) => slot
            .add(story(around, root))
            .add(shelf(
                "listed",
                "Listed with this article",
                &around.listed,
                root,
            ))
            .add(shelf(
                "related",
                "Related articles",
                &around.related[..around.related.len().min(RELATED_SHOWN)],
                root,
            ))
            .add(neighbours(around, root)),
    }
}

/// Suggestions that are shown of those that are there.
const RELATED_SHOWN: usize = 10;

/// The other articles on the event.
fn story(around: &Around, root: &Root) -> Node {
    let Some(fold) = &around.story else {
        return Node::NONE;
    };
    let other = |summary: &Summary| {
        let title = article_link(summary, root, words::title(&summary.title));
        el("li")
            .add(el("h3").class("offer").add(title))
            .add(facts(summary, root, Dated::Here))
    };
    el("section")
        .class("shelf")
        .set("aria-labelledby", "story")
        .add(
            el("h2")
                .set("id", "story")
                .add("The same event, told by others"),
        )
        .add(
            el("ul")
                .class("shelf-list")
                .each(fold.others.iter().map(other)),
        )
        .add(el("p").class("fold-way").add(compare(fold, root)))
        .into()
}

fn shelf(id: &'static str, name: &'static str, neighbours: &[Neighbour], root: &Root) -> Node {
    if neighbours.is_empty() {
        return Node::NONE;
    }
    el("section")
        .class("shelf")
        .set("aria-labelledby", id)
        .add(el("h2").set("id", id).add(name))
        .add(
            el("ul")
                .class("shelf-list")
                .each(neighbours.iter().map(|n| {
                    let slug = n.article.as_ref().map(|article| article.slug.clone());
                    let slug = slug.filter(|_| id == "related");
                    el("li").set_some("data-offer", slug).add(offer(n, root))
                })),
        )
        .into()
}

fn offer(neighbour: &Neighbour, root: &Root) -> Node {
    let Some(summary) = &neighbour.article else {
        return el("p")
            .class("offer-plain")
            .add(words::title(&neighbour.title))
            .into();
    };
    let reason = (!neighbour.reason.is_empty())
        .then(|| el("p").class("reason").add(neighbour.reason.clone()));
    vec![
        Node::from(el("h3").class("offer").add(article_link(
            summary,
            root,
            words::title(&neighbour.title),
        ))),
        facts(summary, root, Dated::Here).into(),
        reason.into(),
    ]
    .into()
}

fn neighbours(around: &Around, root: &Root) -> Node {
    let step = |class, words: &'static str, neighbour: &Option<Neighbour>, back| {
        let neighbour = neighbour.as_ref()?;
        let summary = neighbour.article.as_ref()?;
        let arrow = icon::arrow(if back { "arrow back" } else { "arrow" });
        let label = el("span").class("step-label");
        let label = if back {
            label.add(arrow).add(words)
        } else {
            label.add(words).add(arrow)
        };
        let title = el("span")
            .class("step-title")
            .add(words::title(&neighbour.title));
        Some(
            article_link(summary, root, vec![label, title])
                .class(class)
                .set("rel", if back { "prev" } else { "next" }),
        )
    };
    let older = step("step older", "Older", &around.older, true);
    let newer = step("step newer", "Newer", &around.newer, false);
    if older.is_none() && newer.is_none() {
        return Node::NONE;
    }
    el("nav")
        .class("steps-nav")
        .set("aria-label", "Older and newer articles")
        .add(older)
        .add(newer)
        .add(link(root.href(&Route::HOME), "All articles").class("step-home"))
        .into()
}
