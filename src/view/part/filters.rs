//! Narrowing a list: a form of what else could be asked for, with counts, and what is asked for now.
//!
//! The form is a plain GET form. Its controls show the address: an app that renders it again after a navigation
//! should `reset()` the form, since a box that was clicked no longer follows its attribute.

use crate::route::{Query, Root, Route, Sort, key};
use crate::wire::CategoryRef;
use crate::wire::search::Layer;

use super::markup::{Element, Node, el, link, unseen};
use super::{stamp, words};

/// What the articles that match now could be narrowed by, with true counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Articles that would be left with this category as well; for one that is asked for, those there are.
    pub categories: Vec<(CategoryRef, u32)>,
    /// Articles of each host under all the other filters.
    pub sources: Vec<(String, u32)>,
    /// Articles of each year, newest first.
    pub years: Vec<(i32, u32)>,
    /// Articles of each month (year, 1 to 12), newest first.
    pub months: Vec<((i32, u8), u32)>,
    /// Articles that have a layer, where others have not.
    pub layers: Vec<(Layer, u32)>,
    /// First and last day of the articles, `2025-08-17`; empty where unknown.
    pub days: (String, String),
}

/// How many choices are shown at once; the others are one click away.
const SHOWN: usize = 8;

/// The panel. `route` is the category or the search that `query` narrows.
pub fn filters(facets: &Facets, query: &Query, route: &Route, root: &Root) -> Element {
    let form = el("form")
        .class("filter-form")
        .set("method", "get")
        .set("action", root.href(&plain(route)))
        .set("data-live", "filters")
        .set("aria-label", "Filters")
        .add(hidden(key::TEXT, &query.text))
        .add(choices(
            "Categories",
            key::CATEGORY,
            category_choices(facets, query, route),
        ))
        .add((query.categories.len() > 1).then(|| any_of(query)))
        .add(choices(
            "Sources",
            key::SOURCE,
            source_choices(facets, query),
        ))
        .add(days(facets, query))
        .add(periods(facets, query, route, root))
        .add(layers(facets, query, route, root))
        .add(sort(query, route))
        .add(el("button").class("button strong").add("Apply"));
    let active = active_count(query);
    let summary = el("summary")
        .add("Filters")
        .add((active > 0).then(|| format!(" ({active})")));
    // The panel stands before the articles in the order of reading: one key leads past it.
    let skip = link("#list", "Skip the filters").class("button skip-filters");
    el("details")
        .class("filters")
        .add(summary)
        .add(el("div").class("filters-body").add(skip).add(form))
}

/// What is asked for now: each a link to the same without it.
pub fn chips(facets: &Facets, query: &Query, route: &Route, root: &Root) -> Node {
    let mut chips: Vec<(String, Query)> = Vec::new();
    for slug in &query.categories {
        let named = facets
            .categories
            .iter()
            .find(|(category, _)| category.slug == *slug);
        chips.push((
            named.map_or(slug, |(category, _)| &category.name).clone(),
            query.toggle_category(slug),
        ));
    }
    for host in &query.sources {
        chips.push((host.clone(), query.toggle_source(host)));
    }
    if !query.from.is_empty() {
        chips.push((
            format!("from {}", stamp::date_words(&query.from)),
            Query {
                from: String::new(),
                ..query.on_page(1)
            },
        ));
    }
    if !query.to.is_empty() {
        chips.push((
            format!("to {}", stamp::date_words(&query.to)),
            Query {
                to: String::new(),
                ..query.on_page(1)
            },
        ));
    }
    if chips.is_empty() {
        return Node::NONE;
    }
    let href = |query: Query| root.href(&with(route, query));
    let chip = |(name, query): (String, Query)| {
        el("li").add(chip(href(query), unseen("Remove filter: "), name))
    };
    let clear = Query {
        text: query.text.clone(),
        sort: query.sort,
        ..Query::default()
    };
    let all = (chips.len() > 1).then(|| el("li").add(link(href(clear), "Clear all")));
    el("ul")
        .class("chips")
        .set("aria-label", "Active filters")
        .each(chips.into_iter().map(chip))
        .add(all)
        .into()
}

/// A link that takes something away.
pub fn chip(href: String, action: Element, name: String) -> Element {
    let cross = el("span")
        .class("chip-cross")
        .set("aria-hidden", "true")
        .add("×");
    link(href, action).class("chip").add(name).add(cross)
}

/// The same route with another query.
pub fn with(route: &Route, query: Query) -> Route {
    match route {
        Route::Category { slug, .. } => Route::Category {
            slug: slug.clone(),
            query: query.without_text(),
        },
        _ => Route::Search { query },
    }
}

fn plain(route: &Route) -> Route {
    with(route, Query::default())
}

fn active_count(query: &Query) -> usize {
    query.categories.len()
        + query.sources.len()
        + usize::from(!query.from.is_empty())
        + usize::from(!query.to.is_empty())
}

struct Choice {
    value: String,
    name: String,
    count: u32,
    on: bool,
}

fn category_choices(facets: &Facets, query: &Query, route: &Route) -> Vec<Choice> {
    // On its own page a category narrows nothing.
    let own = match route {
        Route::Category { slug, .. } => slug.as_str(),
        _ => "",
    };
    let others = facets
        .categories
        .iter()
        .filter(|(category, _)| category.slug != own);
    let choice = |(category, count): &(CategoryRef, u32)| Choice {
        value: category.slug.clone(),
        name: category.name.clone(),
        count: *count,
        on: query.categories.contains(&category.slug),
    };
    others.map(choice).collect()
}

fn source_choices(facets: &Facets, query: &Query) -> Vec<Choice> {
    let choice = |(host, count): &(String, u32)| Choice {
        value: host.clone(),
        name: host.clone(),
        count: *count,
        on: query.sources.contains(host),
    };
    facets.sources.iter().map(choice).collect()
}

fn choices(legend: &'static str, key: &'static str, choices: Vec<Choice>) -> Node {
    if choices.is_empty() {
        return Node::NONE;
    }
    // What is asked for is never hidden behind "more".
    let (on, off): (Vec<Choice>, Vec<Choice>) = choices.into_iter().partition(|choice| choice.on);
    let mut items: Vec<Element> = on
        .into_iter()
        .chain(off)
        .map(|choice| checkbox(key, choice))
        .collect();
    let rest = items.split_off(items.len().min(SHOWN));
    let more = (!rest.is_empty()).then(|| {
        el("details")
            .class("more")
            .add(el("summary").add(format!("{} more", rest.len())))
            .add(el("ul").class("choices").each(rest))
    });
    el("fieldset")
        .add(el("legend").add(legend))
        .add(el("ul").class("choices").each(items))
        .add(more)
        .into()
}

fn checkbox(key: &'static str, choice: Choice) -> Element {
    let input = el("input")
        .set("type", "checkbox")
        .set("name", key)
        .set("value", choice.value)
        .flag("checked", choice.on);
    let count = el("span")
        .class("choice-count")
        .add(words::number(choice.count))
        .add(unseen(" articles"));
    el("li").add(
        el("label")
            .class("choice")
            .add(input)
            .add(el("span").class("choice-name").add(choice.name))
            .add(" ")
            .add(count),
    )
}

/// Whether one of several categories is enough.
fn any_of(query: &Query) -> Element {
    el("label")
        .class("choice")
        .add(
            el("input")
                .set("type", "checkbox")
                .set("name", key::MATCH)
                .set("value", key::ANY)
                .flag("checked", query.any_category),
        )
        .add(
            el("span")
                .class("choice-name")
                .add("Any of these is enough"),
        )
}

/// Years to choose from, or the months of the year that was chosen.
fn periods(facets: &Facets, query: &Query, route: &Route, root: &Root) -> Node {
    let year = |day: &str| day.get(..4).and_then(|year| year.parse::<i32>().ok());
    // Where all are of one year, it need not be chosen first.
    let only = facets.years.first().filter(|_| facets.years.len() == 1);
    let chosen = year(&query.from)
        .filter(|from| year(&query.to) == Some(*from))
        .or(only.map(|(year, _)| *year));
    let item = |words: String, from: String, to: String, count: u32| {
        let query = Query {
            from,
            to,
            ..query.on_page(1)
        };
        el("li").add(
            link(root.href(&with(route, query)), words)
                .add(" ")
                .add(el("span").class("choice-count").add(words::number(count))),
        )
    };
    let items: Vec<Element> = match chosen {
        None => facets
            .years
            .iter()
            .map(|(year, count)| {
                let day = |rest| format!("{year:04}-{rest}");
                item(year.to_string(), day("01-01"), day("12-31"), *count)
            })
            .collect(),
        Some(chosen) => facets
            .months
            .iter()
            .filter(|((year, _), _)| *year == chosen)
            .map(|((year, month), count)| {
                let from = format!("{year:04}-{month:02}-01");
                let to = format!("{year:04}-{month:02}-{}", stamp::days_of(*year, *month));
                item(stamp::month_words(&from), from, to, *count)
            })
            .collect(),
    };
    if items.len() < 2 {
        return Node::NONE;
    }
    let name = if chosen.is_some() { "Months" } else { "Years" };
    el("ul")
        .class("periods")
        .set("aria-label", name)
        .each(items)
        .into()
}

/// Layers that an article could be asked to have. Each is a word more in the question, which can be taken out there.
fn layers(facets: &Facets, query: &Query, route: &Route, root: &Root) -> Node {
    let item = |(layer, count): &(Layer, u32)| {
        let (value, words) = match layer {
            Layer::Opinion => ("opinion", "With an opinion"),
            Layer::Action => ("action", "With a proposal"),
            Layer::Todo => ("todo", "With steps to take"),
            _ => return None,
        };
        let text = format!("{} has:{value}", query.text);
        let query = Query {
            text: text.trim_start().to_owned(),
            ..query.on_page(1)
        };
        let count = el("span").class("choice-count").add(words::number(*count));
        Some(
            el("li").add(
                link(root.href(&with(route, query)), words)
                    .add(" ")
                    .add(count),
            ),
        )
    };
    let items: Vec<Element> = facets.layers.iter().filter_map(item).collect();
    // Only a search shows its words, and with them the way back.
    if items.is_empty() || !matches!(route, Route::Search { .. }) {
        return Node::NONE;
    }
    el("ul")
        .class("periods")
        .set("aria-label", "Layers")
        .each(items)
        .into()
}

fn days(facets: &Facets, query: &Query) -> Element {
    let (first, last) = &facets.days;
    let bound = |day: &String| (!day.is_empty()).then(|| day.clone());
    let field = |name, key, value: &String| {
        let input = el("input")
            .class("field")
            .set("type", "date")
            .set("name", key)
            .set("value", value.clone())
            .set_some("min", bound(first))
            .set_some("max", bound(last));
        el("label")
            .class("day-field")
            .add(el("span").add(name))
            .add(input)
    };
    el("fieldset")
        .class("dates")
        .add(el("legend").add("Published"))
        .add(field("From", key::FROM, &query.from))
        .add(field("To", key::TO, &query.to))
}

fn sort(query: &Query, route: &Route) -> Element {
    // A category has no words to match, and its default order is newest first: one choice for both.
    let searching = matches!(route, Route::Search { .. });
    let offered = Sort::ALL
        .into_iter()
        .filter(|sort| searching || *sort != Sort::Newest);
    let option = |sort: Sort| {
        let name = match sort {
            Sort::Relevance if searching => "Best match",
            Sort::Relevance | Sort::Newest => "Newest first",
            Sort::Oldest => "Oldest first",
            Sort::Source => "By source",
        };
        let same = !searching && query.sort == Sort::Newest && sort == Sort::default();
        el("option")
            .set("value", sort.key())
            .flag("selected", same || sort == query.sort)
            .add(name)
    };
    let select = el("select")
        .class("field")
        .set("name", key::SORT)
        .each(offered.map(option));
    el("label")
        .class("sort")
        .add(el("span").add("Sort"))
        .add(select)
}

/// A field that carries a value along, or nothing for an empty one.
pub fn hidden(name: &'static str, value: &str) -> Option<Element> {
    (!value.is_empty()).then(|| {
        el("input")
            .set("type", "hidden")
            .set("name", name)
            .set("value", value.to_owned())
    })
}
