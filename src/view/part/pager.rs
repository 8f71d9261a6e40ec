//! Links to the other pages of a list.

use super::markup::{Node, el, link, unseen};
use super::{icon, words};

/// Pages of a list, or nothing when there is one page only. `href` gives the address of a page.
pub fn pager(page: u32, pages: u32, href: impl Fn(u32) -> String) -> Node {
    if pages <= 1 {
        return Node::NONE;
    }
    let item = |shown: Option<u32>| match shown {
        None => el("li")
            .class("pager-gap")
            .set("aria-hidden", "true")
            .add("…"),
        Some(n) => {
            let current = (n == page).then_some("page");
            el("li").add(
                link(href(n), unseen("Page "))
                    .add(words::number(n))
                    .set_some("aria-current", current),
            )
        }
    };
    let step = |class, n, name: &'static str, rel| {
        let arrow = icon::arrow(if rel == "prev" { "arrow back" } else { "arrow" });
        let (before, after) = if rel == "prev" {
            (Some(arrow), None)
        } else {
            (None, Some(arrow))
        };
        link(href(n), before)
            .class(class)
            .set("rel", rel)
            .add(name)
            .add(after)
    };
    el("nav")
        .class("pager")
        .set("aria-label", "Pages")
        .add((page > 1).then(|| step("pager-step newer", page - 1, "Previous", "prev")))
        .add(el("ol").each(shown(page, pages).into_iter().map(item)))
        .add((page < pages).then(|| step("pager-step older", page + 1, "Next", "next")))
        .into()
}

/// The pages to show: the first, the last, and those around this one; `None` is a gap of at least two.
fn shown(page: u32, pages: u32) -> Vec<Option<u32>> {
    let mut out: Vec<Option<u32>> = Vec::new();
    let mut last = 0;
    for n in (1..=pages.min(1))
        .chain(page.saturating_sub(1).max(2)..=(page + 1).min(pages))
        .chain([pages])
    {
        if n <= last {
            continue;
        }
        match n - last {
            1 => {}
            2 => out.push(Some(n - 1)),
            _ => out.push(None),
        }
        out.push(Some(n));
        last = n;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_shortened_and_a_gap_hides_at_least_two() {
        for (page, pages, expected) in [
            (1, 2, "1 2"),
            (1, 9, "1 2 … 9"),
            (3, 9, "1 2 3 4 … 9"),
            (4, 9, "1 2 3 4 5 … 9"),
            (5, 9, "1 … 4 5 6 … 9"),
            (7, 9, "1 … 6 7 8 9"),
            (9, 9, "1 … 8 9"),
            (1, 1, "1"),
        ] {
            let shown: Vec<String> = shown(page, pages)
                .into_iter()
                .map(|n| n.map_or("…".into(), |n| n.to_string()))
                .collect();
            assert_eq!(shown.join(" "), expected, "{page} of {pages}");
        }
    }
}
