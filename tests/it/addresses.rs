//! Which addresses there are: what is held back, what leads elsewhere, and what was promised.

use std::fs;

use dovecote::bundle::problem::Code;
use dovecote::bundle::publish::Publish;
use dovecote::bundle::{Config, Report, ledger, run};

use super::scratch::{Scratch, files};

fn article(title: &str, header: &str) -> String {
    format!("---\ntitle: {title}\n{header}\n---\n\nThe water comes and goes.\n")
}

fn build(scratch: &Scratch, publish: Publish) -> Report {
    run(&Config {
        seeds: scratch.path("seeds"),
        dist: Some(scratch.path("dist")),
        publish,
        ..Config::default()
    })
    .expect("folders that can be read and written")
}

fn codes(report: &Report) -> Vec<Code> {
    report.problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn drafts_and_documents_of_another_day_are_held_back_and_told() {
    let scratch = Scratch::new();
    for (name, header) in [
        ("public", "date: 2025-08-17"),
        ("draft", "draft: true"),
        ("early", "date: 2025-08-20T12:00:00Z"),
        ("late", "expires: 2025-08-18T12:00:00Z"),
    ] {
        scratch.write(&format!("seeds/{name}.md"), &article(name, header));
    }
    let at = |drafts, now: &str| Publish {
        drafts,
        now: now.parse().ok(),
    };
    for (publish, expected) in [
        (Publish::default(), vec!["early", "late", "public"]),
        (at(false, "2025-08-18T11:59:59Z"), vec!["late", "public"]),
        (at(false, "2025-08-18T12:00:00Z"), vec!["public"]),
        (
            at(true, "2025-08-20T12:00:00Z"),
            vec!["draft", "early", "public"],
        ),
    ] {
        let report = build(&scratch, publish);
        let files = files(&scratch.path("dist"));
        let published: Vec<&str> = files
            .keys()
            .filter_map(|name| name.strip_prefix("articles/")?.strip_suffix("/index.html"))
            .collect();
        assert_eq!(published, expected);
        assert_eq!(codes(&report), vec![Code::Withheld; 4 - expected.len()]);
        // Not in the data, the index or a feed either.
        let leaks = ["draft", "early", "late"]
            .into_iter()
            .filter(|name| !expected.contains(name))
            .any(|name| {
                files.iter().any(|(path, bytes)| {
                    path.starts_with("data/")
                        && path.ends_with(".json")
                        && String::from_utf8_lossy(bytes).contains(&format!("\"{name}\""))
                })
            });
        assert!(!leaks);
    }
}

#[test]
fn an_alias_leads_on_with_and_without_a_host_that_helps() {
    let scratch = Scratch::new();
    scratch.write(
        "seeds/site.toml",
        "title = \"Sea\"\naddress = \"https://example.org/a\"\nbase_path = \"/a/\"\n",
    );
    let aliases = "aliases:\n- /2025/old tides/\n- old-tides\n- https://example.org/a/x.html\n- /../out/\n- /about/";
    scratch.write("seeds/tides.md", &article("Tides", aliases));
    scratch.write(
        "seeds/moved.md",
        &article("Moved", "slug: moved\nredirect_to: tides"),
    );
    scratch.write(
        "seeds/away.md",
        &article(
            "Away",
            "slug: away\nredirect_to: https://example.com/?a=1&b=2",
        ),
    );
    scratch.write(
        "seeds/lost.md",
        &article("Lost", "slug: lost\nredirect_to: nowhere"),
    );
    let report = build(&scratch, Publish::default());
    let mut found = codes(&report);
    found.sort();
    assert_eq!(
        found,
        [Code::RefusedAlias, Code::RefusedAlias, Code::LostRedirect]
    );
    let files = files(&scratch.path("dist"));
    let rules = String::from_utf8_lossy(&files["_redirects"]).into_owned();
    assert_eq!(
        rules,
        "/a/2025/old%20tides/ /a/articles/tides/ 301\n\
         /a/articles/away/ https://example.com/?a=1&b=2 301\n\
         /a/articles/moved/ /a/articles/tides/ 301\n\
         /a/articles/old-tides/ /a/articles/tides/ 301\n\
         /a/x.html /a/articles/tides/ 301\n"
    );
    for (file, href) in [
        ("2025/old tides/index.html", "../../articles/tides/"),
        ("articles/moved/index.html", "../../articles/tides/"),
        (
            "articles/away/index.html",
            "https://example.com/?a=1&amp;b=2",
        ),
        ("x.html", "articles/tides/"),
    ] {
        let page = String::from_utf8_lossy(&files[file]).into_owned();
        assert!(
            page.contains(&format!("content=\"0; url={href}\"")),
            "{page}"
        );
        assert!(page.contains(&format!("<a href=\"{href}\"")), "{page}");
        assert!(page.contains("rel=\"canonical\""), "{page}");
    }
    assert!(!scratch.path("out").exists());
    // The mended documents say nothing any more.
    scratch.write("seeds/tides.md", &article("Tides", "aliases: [/2025/old/]"));
    fs::remove_file(scratch.path("seeds/lost.md")).expect("a file");
    assert!(build(&scratch, Publish::default()).problems.is_empty());
}

#[test]
fn a_promised_address_can_be_moved_or_declared_gone_but_not_lost() {
    let scratch = Scratch::new();
    let seeds = scratch.path("seeds");
    scratch.write("seeds/tides.md", &article("Tides", "slug: tides"));
    scratch.write("seeds/hills.md", &article("Hills", "slug: hills"));
    scratch.write(
        "seeds/over.md",
        &article("Over", "slug: over\nexpires: 2025-08-18T12:00:00Z"),
    );
    let report = build(&scratch, Publish::default());
    assert!(
        report.problems.is_empty(),
        "nothing is promised without a ledger"
    );
    ledger::update(&seeds, &report.addresses).expect("a file");
    assert_eq!(
        ledger::update(&seeds, &report.addresses).expect("a file"),
        0
    );
    assert!(build(&scratch, Publish::default()).problems.is_empty());
    let before = files(&scratch.path("dist"));

    // Two addresses go; one by its own declaration.
    scratch.write("seeds/tides.md", &article("Tides", "slug: new-tides"));
    fs::remove_file(scratch.path("seeds/hills.md")).expect("a file");
    let later = Publish {
        now: "2025-09-01T00:00:00Z".parse().ok(),
        ..Publish::default()
    };
    let report = build(&scratch, later);
    assert!(report.written.is_none());
    assert_eq!(files(&scratch.path("dist")), before);
    let lost: Vec<(u32, &str)> = report
        .problems
        .iter()
        .filter(|problem| problem.code == Code::VanishedAddress)
        .map(|problem| (problem.line, problem.excerpt.text.as_str()))
        .collect();
    let [(_, "articles/hills/"), (line, "articles/tides/")] = lost.as_slice() else {
        panic!("{lost:?}")
    };
    let promised = fs::read_to_string(seeds.join(ledger::FILE_NAME)).expect("the ledger");
    assert_eq!(
        promised.lines().nth(*line as usize - 1),
        Some("articles/tides/")
    );

    // What the help says mends it.
    scratch.write(
        "seeds/tides.md",
        &article("Tides", "slug: new-tides\naliases: [/articles/tides/]"),
    );
    let declared = promised.replace("articles/hills/", "gone articles/hills/");
    scratch.write("seeds/addresses.txt", &declared);
    let report = build(&scratch, later);
    assert!(report.written.is_some());
    assert!(codes(&report).contains(&Code::UnlistedAddress));
    ledger::update(&seeds, &report.addresses).expect("a file");
    assert!(!codes(&build(&scratch, later)).contains(&Code::UnlistedAddress));
}

#[test]
fn what_comes_later_never_takes_an_address_that_readers_have() {
    let scratch = Scratch::new();
    let folder = |kind: &str| -> Vec<String> {
        let pages = files(&scratch.path("dist"));
        let names = pages.keys().filter_map(|name| {
            let name = name.strip_prefix(kind)?.strip_suffix("/index.html")?;
            (!name.contains('/')).then(|| name.to_owned())
        });
        names.collect()
    };
    let shown = |page: &str| {
        fs::read_to_string(scratch.path(&format!("dist/{page}/index.html"))).expect("a page")
    };
    let old = "date: 2024-07-10\ncategories: [Climate change, C]";
    scratch.write("seeds/a/tides.md", &article("Tides", old));
    build(&scratch, Publish::default());
    assert_eq!(folder("categories/"), ["c", "climate-change"]);
    // A namesake without a date, labels that are written otherwise, and one that only shares its address.
    scratch.write(
        "seeds/b/tides.md",
        &article("Tides", "categories: [climate-change]"),
    );
    scratch.write(
        "seeds/waves.md",
        &article(
            "Waves",
            "date: 2025-08-17\ncategories: [CLIMATE change, C++]",
        ),
    );
    let report = build(&scratch, Publish::default());
    assert_eq!(codes(&report), [Code::DuplicateSlug]);
    assert_eq!(report.problems[0].file, "b/tides.md");
    assert!(shown("articles/tides").contains("2024-07-10"));
    assert_eq!(folder("categories/"), ["c-2", "c", "climate-change"]);
    assert!(shown("categories/climate-change").contains(">Climate change</h1>"));
    for (category, articles) in [("c", 1), ("c-2", 1), ("climate-change", 3)] {
        let page = shown(&format!("categories/{category}"));
        let listed = ["tides", "tides-2", "waves"].map(|slug| format!("articles/{slug}/\""));
        let found = listed.iter().filter(|link| page.contains(link.as_str()));
        assert_eq!(found.count(), articles, "{category}");
    }
}
