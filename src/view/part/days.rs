//! A list of articles under the days they were published.

use crate::route::Root;
use crate::wire::{Stamp, Summary};

use super::entry::{Dated, entry};
use super::markup::{Element, Node, el};
use super::{stamp, words};

/// Articles grouped by day, in the order of the listing; those without a date stand last. A date that is known no
/// closer than its month is grouped under the month.
pub fn days(articles: &[Summary], root: &Root) -> Element {
    let groups = articles.chunk_by(|a, b| key(a) == key(b));
    el("div")
        .class("days")
        .each(groups.enumerate().map(|(at, group)| {
            let id = format!("day-{}", at + 1);
            let item = |summary| el("li").add(entry(summary, root, "h3", Dated::ByHeading));
            el("section")
                .class("day")
                .set("aria-labelledby", id.clone())
                .add(
                    el("h2")
                        .class("day-name")
                        .set("id", id)
                        .add(name(group[0].published.as_ref())),
                )
                .add(el("ul").class("entries").each(group.iter().map(item)))
        }))
}

fn key(summary: &Summary) -> Option<(&str, bool)> {
    summary
        .published
        .as_ref()
        .map(|at| (stamp::group(at), at.inferred))
}

/// The weekday stands on a line of its own where the column is narrow.
fn name(published: Option<&Stamp>) -> Node {
    let Some(at) = published else {
        return "Undated".into();
    };
    let words = words::sentence(&stamp::group_words(at));
    let time = el("time").set("datetime", stamp::group(at).to_owned());
    match words.split_once(',') {
        Some((weekday, date)) => time
            .add(format!("{weekday}, "))
            .add(el("span").class("whole").add(date.trim_start().to_owned()))
            .into(),
        None => time.add(words).into(),
    }
}
