//! The site's own drawings. All are decoration: the words beside them say the same.

use super::markup::{Element, el};

/// The dove with an olive twig, in the colour of the text around it; the twig takes the class `twig`.
pub fn dove() -> Element {
    svg("dove", "0 0 64 64")
        .add(path(
            // Body, from the beak along the breast to the tail and back over the neck.
            "M6 23c2-4 6-6.500 10.500-6.500 4.700 0 8.300 2.600 9.800 6.500 1.400 3.600 4.300 6 8.700 7.200L60 34.500c-3.600 1.300-6.800 2-9.800 2.200 3 1.500 5.300 3.300 7 5.500-4.300.700-8.500.300-12.500-1.200-3.500 6.600-9.600 10-17 10-9.300 0-15.200-6-15.200-14.500 0-3.300.700-6 .700-8.300 0-2-.900-3.400-2.900-4.200z",
        ))
        .add(path(
            // The raised wing: three feathers, cut free of the body by a line of ground.
            "M28.500 24.500C27 15 31 6.500 40.500 2.500c-.600 2.700-.700 5-.300 7C44 5.700 48.700 3.700 54 3.500c-2 2.300-3.200 4.400-3.700 6.500 3.400-1.500 6.900-1.900 10.700-1.200-7 3.200-9.300 8-12.200 13.200-2 3.600-5 6.200-9 7.300-5.800-.600-9.700-2-11.300-4.800z",
        ))
        .add(
            path("M7.500 25.500C5.500 30 4.700 35 5.500 41M5.400 33.500C2.600 33 1.400 31 1.500 28.300c2.600.500 4 2.300 3.900 5.200zM5.500 38c2.800-.300 4.300-2 4.500-4.700-2.700.100-4.300 1.700-4.500 4.700zM5.500 41.500c-2.700.300-4.300-1-5-3.600 2.700-.300 4.400.900 5 3.600z")
                .class("twig"),
        )
}

/// An arrow that points onward or back by its class.
pub fn arrow(class: &'static str) -> Element {
    svg(class, "0 0 16 16").add(path(
        "M9.300 3l5 5-5 5-1.200-1.200 2.900-3H1.500V7.200H11l-2.900-3z",
    ))
}

fn svg(class: &'static str, view_box: &'static str) -> Element {
    el("svg")
        .class(class)
        .set("viewBox", view_box)
        .set("aria-hidden", "true")
        .set("focusable", "false")
}

fn path(data: &'static str) -> Element {
    el("path").set("d", data)
}
