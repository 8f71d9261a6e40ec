//! A gallery of all parts, for looking at: `cargo run --example gallery` writes one page for each state of each page
//! to `target/gallery`, with the site's style in it. `cargo run --example gallery live` shows what needs the app too.

mod fixture;
mod fixture_article;
mod fixture_search;

use std::{fs, io, path::Path};

use dovecote::route::{Query, Root, Route, Section};
use dovecote::view::part::{self, markup::Element, search::SearchState};

fn main() -> io::Result<()> {
    let live = std::env::args().any(|argument| argument == "live");
    let folder = Path::new("target/gallery");
    fs::create_dir_all(folder)?;
    let style = style()?;
    let mut names = Vec::new();
    for (name, section, main) in pages() {
        let shell = part::shell::page(&fixture::site(), &root(), section, main);
        let mut html = String::new();
        part::markup::html::write(&shell, &mut html);
        check(name, &html);
        let app = if live { " data-app=\"live\"" } else { "" };
        let page = format!(
            "<!doctype html><html lang=\"en\"{app}><head><meta charset=\"utf-8\"><title>{name}</title>\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <style>{style}</style></head><body>{html}</body></html>"
        );
        fs::write(folder.join(format!("{name}.html")), page)?;
        names.push(name);
    }
    println!(
        "{} pages in {}: {}",
        names.len(),
        folder.display(),
        names.join(" ")
    );
    Ok(())
}

/// What holds for every page, whatever stands on it.
fn check(name: &str, html: &str) {
    assert_eq!(html.matches("<h1").count(), 1, "{name} has one h1");
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    ids.sort();
    let double = ids.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(double, None, "{name} has an id twice");
    assert!(!html.contains(" style="), "{name} has a style of its own");
}

fn root() -> Root {
    Root::absolute("/")
}

/// All style files in the order in which the bundler joins them.
fn style() -> io::Result<String> {
    let mut parts: Vec<_> = fs::read_dir("style/part")?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    parts.sort();
    let named = |names: &[&str]| {
        names
            .iter()
            .map(|n| Path::new("style").join(format!("{n}.css")))
            .collect::<Vec<_>>()
    };
    let mut out = String::new();
    for file in named(&["layers", "tokens", "reset", "base", "prose", "layout"])
        .into_iter()
        .chain(parts)
        .chain(named(&["utility", "print"]))
    {
        out.push_str(&fs::read_to_string(file)?);
    }
    Ok(out)
}

fn pages() -> Vec<(&'static str, Section, Element)> {
    let (site, root) = (fixture::site(), root());
    let bare = dovecote::wire::Site {
        petition: None,
        ..site.clone()
    };
    let around = fixture::around();
    let asked = fixture_search::query();
    let search = |query: &Query, state: SearchState| part::search(query, &state, &root);
    let plain = |text: &str| Query {
        text: text.into(),
        ..Query::default()
    };
    let category = Route::Category {
        slug: "arms-control".into(),
        query: asked.clone().without_text().toggle_category("arms-control"),
    };
    let mut filtered = fixture::category();
    filtered.pages = 1;
    vec![
        (
            "home",
            Section::Home,
            part::listing(&fixture::home(1), &site, &root),
        ),
        (
            "home-4",
            Section::Home,
            part::listing(&fixture::home(4), &site, &root),
        ),
        (
            "category",
            Section::Categories,
            part::listing(&fixture::category(), &site, &root),
        ),
        (
            "category-filtered",
            Section::Categories,
            part::filtered(&filtered, &fixture_search::facets(), &category, &root)
                .expect("a category"),
        ),
        (
            "source",
            Section::Sources,
            part::listing(&fixture::source(), &site, &root),
        ),
        (
            "empty",
            Section::Categories,
            part::listing(&fixture::empty(), &site, &root),
        ),
        (
            "article",
            Section::None,
            part::article(&fixture_article::full(), Some(&around), &site, &root),
        ),
        (
            "article-early",
            Section::None,
            part::article(&fixture_article::full(), None, &bare, &root),
        ),
        (
            "article-headed",
            Section::None,
            part::article(&fixture_article::headed(), None, &bare, &root),
        ),
        (
            "article-blog",
            Section::None,
            part::article(&fixture_article::blog(), Some(&around), &site, &root),
        ),
        (
            "categories",
            Section::Categories,
            part::categories(&fixture::categories(), &root),
        ),
        (
            "sources",
            Section::Sources,
            part::sources(&fixture::sources(), &root),
        ),
        (
            "search-idle",
            Section::Search,
            search(&Query::default(), fixture_search::idle()),
        ),
        (
            "search-loading",
            Section::Search,
            search(&plain("open skies"), SearchState::Loading),
        ),
        (
            "search-failed",
            Section::Search,
            search(&plain("open skies"), fixture_search::failed()),
        ),
        (
            "search-nothing",
            Section::Search,
            search(&plain("hotlien"), fixture_search::nothing()),
        ),
        (
            "search-excluded",
            Section::Search,
            search(&asked, fixture_search::excluded()),
        ),
        (
            "search-results",
            Section::Search,
            search(&asked, fixture_search::results()),
        ),
        (
            "subscribe",
            Section::Subscribe,
            part::subscribe(&site, &fixture::feeds(), &root),
        ),
        (
            "about",
            Section::About,
            part::about(&site, &fixture::counts(), &root),
        ),
        (
            "not-found",
            Section::None,
            part::not_found(
                "articles/open-skies-2",
                &fixture::home(1).articles[..2],
                &root,
            ),
        ),
        (
            "offline",
            Section::None,
            part::notice::page("Offline", part::offline()),
        ),
        (
            "failed",
            Section::None,
            part::notice::page(
                "Not available",
                part::failure("The article did not arrive in time.", true),
            ),
        ),
    ]
}
