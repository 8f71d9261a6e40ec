//! The page of a story, and how a story is folded behind one of its articles.

use crate::route::{Root, Route};
use crate::wire::{Fold, Quotation, SharedSentence, Story, Summary, Telling};

use super::crumbs::crumbs;
use super::entry::{Dated, article_link, facts};
use super::markup::{Element, Node, el, link};
use super::words;

/// One event as several sources tell it: what they share once, then what each adds.
pub fn story(story: &Story, root: &Root) -> Element {
    let everybody = story.tellings.len();
    let all = |sentence: &&SharedSentence| sentence.by.len() == everybody;
    let (by_all, by_some): (Vec<_>, Vec<_>) = story.shared.iter().partition(all);
    el("div")
        .class("page story")
        .add(crumbs(root, Vec::new(), &story.title))
        .add(
            el("header")
                .class("page-head")
                .add(el("h1").add(words::title(&story.title)))
                .add(el("p").class("lead").add(description(story))),
        )
        .add(section(
            "headlines",
            "The headlines, the earliest first",
            vec![
                el("ol")
                    .class("shelf-list")
                    .each(story.tellings.iter().map(|telling| headline(telling, root))),
            ],
        ))
        .add(section(
            "shared",
            if everybody == 2 {
                "What both tell"
            } else {
                "What all tell"
            },
            sentences(&by_all, |_| None),
        ))
        .add(section("several", "What several tell", {
            let names = |sentence: &SharedSentence| {
                let names: Vec<String> = sentence.by.iter().map(|at| name(story, *at)).collect();
                Some(
                    el("span")
                        .class("reason")
                        .add(format!(" {}", names.join(", "))),
                )
            };
            sentences(&by_some, names)
        }))
        .add(section(
            "quotations",
            "The same words, quoted",
            story
                .quotations
                .iter()
                .map(|one| quotation(one, story))
                .collect(),
        ))
        .add(section(
            "own",
            "What each adds",
            (0u32..)
                .zip(&story.tellings)
                .map(|(at, telling)| own(&name(story, at), telling, root))
                .collect(),
        ))
}

/// "4 reports of one event; tass.com was first."
pub fn description(story: &Story) -> String {
    let count = words::count(story.tellings.len() as u32, "report", "reports");
    let dated = story
        .tellings
        .first()
        .is_some_and(|first| first.article.published.is_some());
    if dated {
        format!("{count} of one event; {} was first.", name(story, 0))
    } else {
        format!("{count} of one event.")
    }
}

/// "3 sources"
pub fn sources(story: &Story) -> String {
    words::count(story.tellings.len() as u32, "source", "sources")
}

/// The other articles of a story behind one entry of a list.
pub fn fold(fold: &Fold, root: &Root) -> Element {
    let others = fold.others.len() as u32;
    let item = |other: &Summary| {
        el("li")
            .add(
                el("p")
                    .class("offer")
                    .add(article_link(other, root, words::title(&other.title))),
            )
            .add(facts(other, root, Dated::Here))
    };
    el("details")
        .class("fold")
        .add(el("summary").add(format!(
            "and {}",
            words::count(others, "more source", "more sources")
        )))
        .add(
            el("ul")
                .class("shelf-list")
                .each(fold.others.iter().map(item)),
        )
        .add(el("p").add(compare(fold, root)))
}

/// The way to a story's page.
pub fn compare(fold: &Fold, root: &Root) -> Element {
    let reports = words::count(fold.others.len() as u32 + 1, "report", "reports");
    link(
        root.href(&Route::story(&fold.story)),
        format!("Compare the {reports}"),
    )
}

fn headline(telling: &Telling, root: &Root) -> Element {
    let article = &telling.article;
    let later =
        (!telling.later.is_empty()).then(|| el("p").class("reason").add(telling.later.clone()));
    el("li")
        .add(
            el("h3")
                .class("offer")
                .add(article_link(article, root, words::title(&article.title))),
        )
        .add(facts(article, root, Dated::Here))
        .add(later)
}

fn sentences(
    list: &[&SharedSentence],
    after: impl Fn(&SharedSentence) -> Option<Element>,
) -> Vec<Element> {
    if list.is_empty() {
        return Vec::new();
    }
    let item =
        |sentence: &&SharedSentence| el("li").add(sentence.text.clone()).add(after(sentence));
    vec![el("ul").class("told").each(list.iter().map(item))]
}

fn quotation(quotation: &Quotation, story: &Story) -> Element {
    let differs = |(_, differs): &(String, bool)| *differs;
    let same = !quotation
        .wordings
        .iter()
        .any(|wording| wording.pieces.iter().any(differs));
    let shown = if same {
        &quotation.wordings[..1]
    } else {
        &quotation.wordings
    };
    let names = |by: &[u32]| -> String {
        by.iter()
            .map(|at| name(story, *at))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let all: Vec<u32> = quotation
        .wordings
        .iter()
        .map(|wording| wording.by)
        .collect();
    let wording = |wording: &crate::wire::Wording| {
        let by = if same {
            format!("In the same words: {}", names(&all))
        } else {
            names(&[wording.by])
        };
        let piece = |(text, differs): &(String, bool)| -> Node {
            if *differs {
                el("mark").add(text.clone()).into()
            } else {
                text.clone().into()
            }
        };
        el("figure")
            .add(el("blockquote").add(el("p").each(wording.pieces.iter().map(piece))))
            .add(el("figcaption").class("reason").add(by))
    };
    el("div").class("wordings").each(shown.iter().map(wording))
}

fn own(name: &str, telling: &Telling, root: &Root) -> Element {
    let heading =
        el("h3")
            .class("offer")
            .add(article_link(&telling.article, root, name.to_owned()));
    let told: Element = if telling.own.is_empty() {
        el("p")
            .class("reason")
            .add("Nothing that no other report has.")
    } else {
        // In this list an item of the report's own list needs no sign.
        let item = |sentence: &String| {
            let words = sentence.strip_prefix("* ").unwrap_or(sentence);
            el("li").add(words.to_owned())
        };
        el("ul").class("told").each(telling.own.iter().map(item))
    };
    el("div").add(heading).add(told)
}

/// What a report is called beside others: its source, or its headline where that is unknown or tells two of them.
fn name(story: &Story, at: u32) -> String {
    let Some(telling) = story.tellings.get(at as usize) else {
        return String::new();
    };
    let same = |other: &&Telling| other.article.source == telling.article.source;
    match &telling.article.source {
        Some(source) if story.tellings.iter().filter(same).count() == 1 => source.name.clone(),
        Some(source) => format!("{} (“{}”)", source.name, telling.article.title),
        None => format!("“{}”", telling.article.title),
    }
}

fn section(id: &'static str, title: &'static str, content: Vec<Element>) -> Option<Element> {
    (!content.is_empty()).then(|| {
        el("section")
            .class("shelf")
            .set("aria-labelledby", id)
            .add(el("h2").set("id", id).add(title))
            .each(content)
    })
}
