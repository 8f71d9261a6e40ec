//! A layer of an article, visibly its own: who wrote it stands beside it.

use crate::route::Root;
use crate::view::part::entry;
use crate::view::part::markup::{Element, Node, el, link};
use crate::wire::{Article, Block, Kind, Layer, LayerKind, Site};

use super::block::{Flow, anchor, blocks, steps};
use super::contact::contacts;
use super::inline::inlines;

/// A report of fewer blocks is shown whole.
const CLAMP_FROM_BLOCKS: usize = 6;
/// A report of fewer characters too: at its widest, the clamp would hide nothing of it.
const CLAMP_FROM_CHARS: usize = 1200;
/// A report of fewer headings needs no contents list, unless it is a headed document.
const CONTENTS_FROM: usize = 3;

/// The layer at `at` of an article.
pub fn layer(article: &Article, at: usize, site: &Site, root: &Root, flow: &mut Flow) -> Element {
    let layer = &article.layers[at];
    flow.begin_layer();
    let (id, name, class) = match layer.kind {
        LayerKind::Report if article.source.is_none() => ("report", "Text", "layer report"),
        LayerKind::Report => ("report", "Report", "layer report"),
        LayerKind::Opinion => ("opinion", "Opinion", "layer opinion"),
        LayerKind::Action => ("action", "Action", "layer action"),
        LayerKind::Todo => ("todo", "To Do", "layer todo"),
    };
    let text = match layer.kind {
        LayerKind::Todo => vec![steps(&layer.blocks, flow), contacts(&article.contacts)].into(),
        LayerKind::Report => report(article, layer, blocks(&layer.blocks, flow)),
        _ => blocks(&layer.blocks, flow),
    };
    let head = el("header")
        .class("layer-head")
        .add(el("h2").set("id", id).add(name))
        .add(
            el("p")
                .class("layer-by")
                .add(by(article, layer.kind, site, root)),
        )
        .add(contents(article, layer));
    el("section")
        .class(class)
        .set("aria-labelledby", id)
        .add(head)
        .add(el("div").class("layer-text prose").add(text))
}

/// Who wrote a layer, in a few words.
fn by(article: &Article, kind: LayerKind, site: &Site, root: &Root) -> Node {
    let title = if site.title.is_empty() {
        "this site"
    } else {
        &site.title
    };
    match (kind, &article.source) {
        (LayerKind::Report, Some(credit)) if credit.host => {
            vec!["Reported by ".into(), entry::source(credit, root)].into()
        }
        (LayerKind::Report, Some(credit)) => format!("From “{}”", credit.name).into(),
        (LayerKind::Report, None) => "The document names no source".into(),
        (LayerKind::Opinion, _) => format!("The opinion of {title}").into(),
        (LayerKind::Action, _) => format!("What the editors of {title} ask").into(),
        (LayerKind::Todo, _) => "Steps you can take".into(),
    }
}

/// The report: a long one is clamped, where something stands below it. The whole text is there, and shown in part; a
/// checkbox opens it without script, and so does focus on a link within.
fn report(article: &Article, layer: &Layer, text: Node) -> Node {
    let text = el("div").class("clamp-text prose").add(text);
    let is_long =
        layer.blocks.len() >= CLAMP_FROM_BLOCKS && text.text().chars().count() >= CLAMP_FROM_CHARS;
    if !is_long || article.layers.len() == 1 {
        return text.into();
    }
    let toggle = el("input")
        .class("clamp-toggle")
        .set("type", "checkbox")
        .set("id", "expand")
        .set("autocomplete", "off");
    let label = el("label")
        .class("button clamp-label")
        .set("for", "expand")
        .add(el("span").class("clamp-more").add("Expand"))
        .add(el("span").class("clamp-less").add("Show less"));
    el("div")
        .class("clamp")
        .add(text)
        .add(el("div").class("clamp-bar").add(toggle).add(label))
        .into()
}

/// Headings of a layer as links, where there are enough of them.
fn contents(article: &Article, layer: &Layer) -> Node {
    let entry = |block: &Block| match block {
        Block::Heading { level, id, text } => {
            let class = (*level > 2).then_some("deeper");
            Some(
                el("li")
                    .set_some("class", class)
                    .add(link(format!("#{}", anchor(id)), inlines(text))),
            )
        }
        _ => None,
    };
    let entries: Vec<Element> = layer.blocks.iter().filter_map(entry).collect();
    let wanted = match (layer.kind, article.kind) {
        (LayerKind::Report, Kind::HeadedDocument) => entries.len() > 1,
        (LayerKind::Report, _) => entries.len() >= CONTENTS_FROM,
        _ => false,
    };
    if !wanted {
        return Node::NONE;
    }
    el("nav")
        .class("contents")
        .set("aria-labelledby", "contents")
        .add(el("h3").set("id", "contents").add("Contents"))
        .add(el("ol").each(entries))
        .into()
}
