//! The site's own drawings. All are decoration: the words beside them say the same.

use super::markup::{Element, el};

/// The dove with an olive twig, in the colour of the text around it; the twig takes the class `twig`.
pub fn dove() -> Element {
    svg("dove", "-5 2 67 50")
        .add(path(DOVE_BODY).set("fill-rule", "evenodd"))
        .add(path(DOVE_WING))
        .add(path(DOVE_TWIG).class("twig"))
}

/// From the beak over the neck to the tail, and back along the breast; the eye is a hole.
pub const DOVE_BODY: &str = "M6 23c2-4 6-6.5 10.5-6.5 4.7 0 8.3 2.6 9.8 6.5 1.4 3.6 4.3 6 8.7 7.2L60 34.5c-3.6 1.3-6.8 2-9.8 2.2 3 1.5 5.3 3.3 7 5.5-4.3.7-8.5.3-12.5-1.2-3.5 6.6-9.6 10-17 10-9.3 0-15.2-6-15.2-14.5 0-3.3.7-6 .7-8.3 0-2-.9-3.4-2.9-4.2zM15.3 21.3a1.4 1.4 0 1 0 2.8 0 1.4 1.4 0 1 0-2.8 0z";
/// The raised wing: three feathers, cut free of the body by a line of ground.
pub const DOVE_WING: &str = "M28.5 24.5C27 15 31 6.5 40.5 2.5c-.6 2.7-.7 5-.3 7C44 5.7 48.7 3.7 54 3.5c-2 2.3-3.2 4.4-3.7 6.5 3.4-1.5 6.9-1.9 10.7-1.2-7 3.2-9.3 8-12.2 13.2-2 3.6-5 6.2-9 7.3-5.8-.6-9.7-2-11.3-4.8z";
/// A stem held in the beak, and five leaves.
pub const DOVE_TWIG: &str = "M7.6 24.6C4.7 29 3 33 2.4 38.8l-1.7-.1C1.2 32.5 3.2 28 6.6 23.9zM4 29.5C-.3 30.2-3.8 27.8-4.6 23.3-.2 23.2 3.3 25.3 4 29.5zM2.6 33.6c4.4.4 7.6-2 8.2-6.3-4.3-.2-7.8 2-8.2 6.3zM2 37.2c-4.2.9-7.3-1-8.2-5.2 4.2-.3 7.4 1.3 8.2 5.2zM1.2 37.4c3.8 1.4 5.4 4.6 4 8.7-3.8-1.6-5.3-4.9-4-8.7z";

/// An arrow that points onward or back by its class.
pub fn arrow(class: &'static str) -> Element {
    svg(class, "0 0 16 16").add(path("M9.3 3l5 5-5 5-1.2-1.2 2.9-3H1.5V7.2H11l-2.9-3z"))
}

/// A disc, half dark.
pub fn shade() -> Element {
    svg("shade", "0 0 16 16").add(
        path("M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 13V3a5 5 0 0 1 0 10z")
            .set("fill-rule", "evenodd"),
    )
}

fn svg(class: &'static str, view_box: &'static str) -> Element {
    el("svg")
        .class(class)
        .set("viewBox", view_box)
        .set("aria-hidden", "true")
}

fn path(data: &'static str) -> Element {
    el("path").set("d", data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_favicon_is_the_same_dove() {
        let favicon = include_str!("../../../public/favicon.svg");
        for drawing in [DOVE_BODY, DOVE_WING, DOVE_TWIG] {
            assert!(favicon.contains(drawing));
        }
    }
}
