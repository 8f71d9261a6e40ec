//! Links from one document to another: every way to name one leads to its page, and what leads nowhere keeps its words.

use std::fs;

use dovecote::bundle::problem::Code;

use super::scratch::Scratch;

/// What the page of `notes/2024/ebb.md` makes of a link to `href`: the address, or none where only the words are left.
fn linked(scratch: &Scratch, href: &str) -> Option<String> {
    scratch.write(
        "seeds/notes/2024/ebb.md",
        &format!("# Ebb\n\n## Part two\n\nThe **[tide]({href})** comes.\n"),
    );
    let report = scratch.build();
    let told = report
        .problems
        .iter()
        .find(|problem| problem.code == Code::RelativeLink);
    let page = fs::read_to_string(scratch.path("dist/articles/ebb/index.html")).expect("a page");
    let article = page.split("<main").nth(1).expect("a main part");
    let before = article.split(">tide<").next().expect("the words");
    assert!(article.contains(">tide<"), "{href}: {article}");
    let tag = before.rsplit('<').next().unwrap_or_default();
    let found = tag.strip_prefix("a href=\"").map(|rest| {
        assert!(!tag.contains("rel="), "{href}: {tag}");
        rest.split('"').next().unwrap_or_default().to_owned()
    });
    if let Some((page, anchor)) = found.as_ref().and_then(|found| found.rsplit_once('#')) {
        let folder = scratch.path("dist/articles/ebb").join(page);
        let page = fs::read_to_string(folder.join("index.html")).expect("a page");
        assert!(page.contains(&format!("id=\"{anchor}\"")), "{href}");
    }
    let place = told.map(|problem| (problem.line, problem.column));
    let lost = (found.is_none() && !href.starts_with('#')).then_some((5, 14));
    assert_eq!(place, lost, "{href}: {told:?}");
    found
}

#[test]
fn a_link_leads_to_the_document_that_it_names() {
    let scratch = Scratch::new();
    scratch.write("seeds/site.toml", "address = \"https://sea.example\"\n");
    scratch.write(
        "seeds/notes/The tide.md",
        "---\ntitle: The tide\naliases: [/old/tide.html]\n---\n\n## When it turns\n\nIt turns.\n",
    );
    scratch.write(
        "seeds/_posts/2024-07-10-moon.md",
        "# The moon\n\nIt pulls.\n",
    );
    scratch.write(
        "seeds/x.md",
        "---\ntitle: The storm we had\nslug: storm\n---\nIt was.\n",
    );
    scratch.write("seeds/wind/index.md", "# The wind\n\nIt blows.\n");
    scratch.write("seeds/a/same.md", "---\nslug: one\n---\n# One\n\nOne.\n");
    scratch.write("seeds/b/same.md", "---\nslug: two\n---\n# Two\n\nTwo.\n");
    scratch.write(
        "seeds/notes/storm.md",
        "---\nslug: near\n---\n# A storm\n\nIt roars.\n",
    );
    scratch.write(
        "seeds/a/b/storm.md",
        "---\nslug: far\n---\n# That storm\n\nIt roared.\n",
    );
    let page = |slug: &str| Some(format!("../../articles/{slug}/"));
    let tide = page("the-tide");
    for (href, expected) in [
        // By the path of the file, from the document, or from the folder of all.
        ("<../The tide.md>", tide.clone()),
        ("../The%20tide.md", tide.clone()),
        ("./../../notes/the%20tide", tide.clone()),
        ("/notes/The%20tide.md?raw", tide.clone()),
        ("../../wind/", page("wind")),
        ("../../wind/index.html", page("wind")),
        ("../../a/same.md", page("one")),
        // By an address of this site or of the old one.
        ("/articles/the-tide/", tide.clone()),
        ("/old/tide.html", tide.clone()),
        ("/categories/", Some("../../categories/".to_owned())),
        ("/2024/07/10/moon.html", page("moon")),
        // By its name alone, as generators have it, if that is the name of one.
        ("{% post_url 2024-07-10-moon %}", page("moon")),
        ("{{< ref \"moon.md\" >}}", page("moon")),
        ("moon", page("moon")),
        ("same", None),
        // Of two the nearer one, and none of two that are as near.
        ("storm.md", page("near")),
        ("@/storm.md", page("near")),
        ("/b/storm.md", page("far")),
        ("<The storm we had>", page("storm")),
        // To a heading that is there.
        (
            "/articles/the-tide/#when-it-turns",
            tide.clone().map(|page| page + "#h-when-it-turns"),
        ),
        (
            "../The%20tide.md#when-it-turns",
            tide.clone().map(|page| page + "#h-when-it-turns"),
        ),
        (
            "../The%20tide.md#When%20it%20turns",
            tide.map(|page| page + "#h-when-it-turns"),
        ),
        ("moon.md#nowhere", page("moon")),
        ("#part-two", Some("#h-part-two".to_owned())),
        ("#nowhere", None),
        // What is no document here.
        ("../../../../etc/passwd", None),
        ("elsewhere.md", None),
        ("/tags/moon/", None),
    ] {
        assert_eq!(linked(&scratch, href), expected, "{href}");
    }
    // The document with the link stays as it is; the one that it leads to gets another address, and then goes.
    let path = "../../_posts/2024-07-10-moon.md";
    assert_eq!(linked(&scratch, path), page("moon"));
    scratch.write(
        "seeds/_posts/2024-07-10-moon.md",
        "---\nslug: luna\n---\n# The moon\n",
    );
    assert_eq!(linked(&scratch, path), page("luna"));
    fs::remove_file(scratch.path("seeds/_posts/2024-07-10-moon.md")).expect("a file");
    assert_eq!(linked(&scratch, path), None);
}

#[test]
fn a_link_to_where_an_article_came_from_leads_to_its_page() {
    let page = |head: &str, title: &str, links: &str| {
        format!(
            "<html><head><title>{title}</title>{head}</head><article><p>The ships sail on the sea all day, and they come \
             home when the night falls upon the harbour. {links}</p></article></html>"
        )
    };
    let stood = |address: &str| format!("<link rel=\"canonical\" href=\"{address}\">");
    let scratch = Scratch::new();
    scratch.write(
        "seeds/a.html",
        &page(
            &stood("https://sea.example/log/a"),
            "Ships",
            "<a href=\"b?utm_source=x\">one</a> <a href=\"http://www.sea.example/log/b/#night\">two</a> \
             <a href=\"/log/c\">three</a> <a href=\"https://sea.example/log/a\">four</a> \
             <a href=\"https://sea.example/\">five</a>",
        ),
    );
    scratch.write(
        "seeds/b.html",
        &page(&stood("https://sea.example/log/b"), "Boats", ""),
    );
    scratch.write(
        "seeds/lost.html",
        &page(
            "",
            "Rafts",
            "<a href=\"b.html\">one</a> <a href=\"x.html\">two</a> <a href=\"y.html\">three</a>",
        ),
    );
    let report = scratch.build();
    let links = |slug: &str| -> Vec<String> {
        let page = fs::read_to_string(scratch.path(&format!("dist/articles/{slug}/index.html")));
        let page = page.expect("a page");
        let article = page.split("<main").nth(1).expect("a main part");
        let words = article.split("night falls").nth(1).expect("the text");
        let words = words.split("</p>").next().expect("its end");
        let found = words.split("<a href=\"").skip(1);
        found
            .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(
        links("ships"),
        [
            "../../articles/boats/",
            "../../articles/boats/",
            "https://sea.example/log/c",
            "https://sea.example/log/a",
            "https://sea.example/",
        ]
    );
    assert_eq!(links("rafts"), ["../../articles/boats/"]);
    let told = report.problems.iter();
    let told: Vec<_> = told
        .filter(|problem| problem.code == Code::RelativeLink)
        .collect();
    let [told] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert!(told.help.contains("<base"), "{told}");
    assert_eq!((told.file.as_str(), told.line), ("lost.html", 1));
}
