//! The bar that leads from one place of the words looked for to the next.

use super::markup::{Element, el, unseen};

/// The bar; `place` says at which the reader is.
pub fn found(place: String) -> Element {
    let button = |action: &'static str, sign: &'static str, name: &'static str| {
        el("button")
            .class("button quiet")
            .set("type", "button")
            .set("data-action", action)
            .add(el("span").set("aria-hidden", "true").add(sign))
            .add(unseen(name))
    };
    // A landmark of its own: it belongs to no part of the page.
    el("search")
        .class("found")
        .set("aria-label", "Words found")
        .set("data-escape", "")
        .add(el("p").add(place))
        .add(button("found-previous", "↑", "Previous place"))
        .add(button("found-next", "↓", "Next place"))
        .add(button("found-close", "×", "Take the marks away"))
}
