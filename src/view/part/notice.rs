//! What a page says when it has nothing else to say: four different things, never an empty list.

use super::markup::{Element, el};

/// Something went wrong: one sentence, and one thing to do where trying again can help.
pub fn failure(sentence: &str, retry: bool) -> Element {
    let again = || {
        el("p").add(
            el("button")
                .class("button strong needs-app")
                .set("type", "button")
                .set("data-action", "retry")
                .add("Try again"),
        )
    };
    el("div")
        .class("notice failure")
        .set("role", "alert")
        .add(el("p").class("notice-title").add("This could not be shown"))
        .add(el("p").add(sentence.to_owned()))
        .add(retry.then(again))
}

/// Something is on its way.
pub fn loading(words: &'static str) -> Element {
    el("p").class("loading").set("aria-busy", "true").add(words)
}

/// There is no connection.
pub fn offline() -> Element {
    el("div")
        .class("notice offline")
        .add(el("p").class("notice-title").add("You are offline"))
        .add(el("p").add("This page has not been read on this device yet. What you have read before is still here."))
        .add(
            el("p").add(
                el("button").class("button needs-app").set("type", "button").set("data-action", "retry").add("Try again"),
            ),
        )
}

/// A page that has nothing but a notice: it needs a title of its own.
pub fn page(title: &'static str, notice: Element) -> Element {
    el("div")
        .class("page")
        .add(el("header").class("page-head").add(el("h1").add(title)))
        .add(notice)
}
