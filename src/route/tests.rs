use super::*;

fn check(route: Route, path: &str) {
    assert_eq!(route.path(), path);
    let (before, query) = path.split_once('?').unwrap_or((path, ""));
    assert_eq!(Route::parse(before, query), route, "{path}");
}

#[test]
fn every_route_is_read_back() {
    check(Route::HOME, "");
    check(Route::Home { page: 3 }, "page/3/");
    check(Route::article("new-start"), "articles/new-start/");
    check(
        Route::article("höfði & co"),
        "articles/h%C3%B6f%C3%B0i%20%26%20co/",
    );
    check(Route::story("grain deal"), "stories/grain%20deal/");
    check(Route::Categories, "categories/");
    check(
        Route::category("u-s–russia"),
        "categories/u-s%E2%80%93russia/",
    );
    check(
        Route::Category {
            slug: "a".into(),
            query: Query::default().on_page(2),
        },
        "categories/a/page/2/",
    );
    check(
        Route::Category {
            slug: "a".into(),
            query: Query::default()
                .toggle_category("b")
                .toggle_source("bbc.co.uk")
                .on_page(2),
        },
        "categories/a/?category=b&source=bbc.co.uk&page=2",
    );
    check(Route::Sources, "sources/");
    check(
        Route::Source {
            host: "bbc.co.uk".into(),
            page: 2,
        },
        "sources/bbc.co.uk/page/2/",
    );
    check(Route::search(), "search/");
    check(
        Route::Search {
            query: Query {
                text: "grain & \"deal\" 50%".into(),
                from: "2025-08-01".into(),
                sort: Sort::Newest,
                ..Query::default()
            },
        },
        "search/?q=grain%20%26%20%22deal%22%2050%25&from=2025-08-01&sort=newest",
    );
    check(Route::Subscribe, "subscribe/");
    check(Route::About, "about/");
    check(
        Route::NotFound {
            path: "no/such page".into(),
        },
        "no/such%20page",
    );
}

#[test]
fn what_no_route_spells_is_not_found() {
    for path in [
        "page/1",
        "page/0",
        "page/x",
        "articles",
        "articles/a/b",
        "stories",
        "page/+2",
        "a/%FF",
    ] {
        assert!(
            matches!(Route::parse(path, ""), Route::NotFound { .. }),
            "{path}"
        );
    }
}

#[test]
fn forms_write_blanks_as_plus() {
    assert_eq!(
        Query::read("?q=two+words&category=&from=yesterday").text,
        "two words"
    );
    assert_eq!(Query::read("q=50%&q=b").text, "b");
}

#[test]
fn a_toggled_filter_is_gone_when_toggled_again() {
    let query = Query::default().toggle_category("a");
    assert_eq!(query.toggle_category("a"), Query::default());
}

#[test]
fn a_page_knows_its_file_and_its_way_to_the_root() {
    for (route, file, root) in [
        (Route::HOME, "index.html", ""),
        (Route::article("é"), "articles/é/index.html", "../../"),
        (Route::search(), "search/index.html", "../"),
        (Route::NotFound { path: "x".into() }, "404.html", ""),
    ] {
        assert_eq!(route.output_path(), file);
        assert_eq!(Root::relative_to(file).as_str(), root);
    }
    assert_eq!(Root::relative_to("index.html").href(&Route::HOME), "./");
    assert_eq!(Root::absolute("/a/b").href(&Route::About), "/a/b/about/");
}

#[test]
fn words_to_find_come_back_from_a_fragment() {
    let find = Find {
        words: vec!["Körbe,".into(), "well-known:".into(), "小麦".into()],
        at: 3,
    };
    let fragment = find.fragment("well-known: and \"so on\"");
    assert!(fragment.ends_with(":~:text=well%2Dknown%3A%20and%20%22so%20on%22"));
    // As it is in a link, and as a browser leaves it.
    assert_eq!(Find::parse(&fragment), Some(find.clone()));
    assert_eq!(Find::parse(without_text(&fragment)), Some(find));
    assert!(without_text(&fragment).ends_with("%E5%B0%8F%E9%BA%A6"));
    for none in [
        "",
        "#",
        "#find=1",
        "#find=1,",
        "#find=1,%FF",
        "#find=a",
        "#h-find=1,a",
    ] {
        assert_eq!(Find::parse(none), None, "{none}");
    }
}
