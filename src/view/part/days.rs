//! A list of articles under the days they were published.

use crate::route::Root;
use crate::wire::{Listing, Summary};

use super::entry::{Dated, entry};
use super::markup::{Element, el};
use super::{stamp, words};

/// Articles grouped by day, in the order of the listing; those without a date stand last.
pub fn days(articles: &[Summary], root: &Root) -> Element {
    let groups = articles.chunk_by(|a, b| day(a) == day(b));
    el("div")
        .class("days")
        .each(groups.enumerate().map(|(at, group)| {
            let id = format!("day-{}", at + 1);
            let heading = match day(&group[0]) {
                Some(day) => el("time")
                    .set("datetime", day.to_owned())
                    .add(stamp::day_words(day)),
                None => el("span").add("Undated"),
            };
            let item = |summary| el("li").add(entry(summary, root, "h3", Dated::ByHeading));
            el("section")
                .class("day")
                .set("aria-labelledby", id.clone())
                .add(el("h2").class("day-name").set("id", id).add(heading))
                .add(el("ul").class("entries").each(group.iter().map(item)))
        }))
}

/// How many articles there are, and which page this is.
pub fn extent(listing: &Listing) -> Element {
    let total = words::sentence(&words::articles(listing.total));
    let words = match (listing.pages, listing.total) {
        (_, 0) => "No articles yet".into(),
        (0 | 1, 1) => total,
        (0 | 1, _) => format!("{total}, newest first"),
        (pages, _) => {
            format!(
                "{total}, newest first: page {} of {}",
                words::number(listing.page),
                words::number(pages)
            )
        }
    };
    el("p").class("extent").add(words)
}

fn day(summary: &Summary) -> Option<&str> {
    summary.published.as_ref().map(|stamp| stamp.day.as_str())
}
