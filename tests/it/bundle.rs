//! From a folder of documents to a folder of files.

use std::fs;

use dovecote::bundle::problem::{Code, Severity};
use dovecote::route::{Root, decode};
use dovecote::search::request::Request;
use dovecote::search::service::{Outcome, Service};
use dovecote::wire::{FORMAT_VERSION, Manifest, Summary, shown};

use super::scratch::{Scratch, build, files, own_seeds};

const ARTICLE: &str =
    "---\ntitle: Tides\ndate: 2025-08-17\ncategories: [Sea]\n---\n\nThe water comes and goes.\n";

#[test]
fn the_demonstration_archive_has_no_problem() {
    let scratch = Scratch::new();
    let report = build(&own_seeds(), &scratch.path("dist"));
    let found: Vec<String> = report
        .problems
        .iter()
        .filter(|p| p.severity != Severity::Note)
        .map(ToString::to_string)
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_same_seeds_give_the_same_bytes_in_any_order_and_on_any_number_of_threads() {
    let seeds = files(&own_seeds());
    let one = |threads: usize, backwards: bool| {
        let scratch = Scratch::new();
        let mut names: Vec<&String> = seeds.keys().collect();
        if backwards {
            names.reverse();
        }
        for name in names {
            fs::create_dir_all(scratch.path("seeds")).expect("a folder");
            fs::write(scratch.path("seeds").join(name), &seeds[name]).expect("a seed");
        }
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool");
        pool.install(|| scratch.build());
        files(&scratch.path("dist"))
    };
    let first = one(1, false);
    let second = one(4, true);
    let names = |files: &std::collections::BTreeMap<String, Vec<u8>>| {
        files.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(names(&first), names(&second));
    for (name, bytes) in &first {
        assert_eq!(bytes, &second[name], "{name}");
    }
}

#[test]
fn every_internal_link_of_every_page_resolves() {
    let scratch = Scratch::new();
    build(&own_seeds(), &scratch.path("dist"));
    let files = files(&scratch.path("dist"));
    let mut broken = Vec::new();
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let page = String::from_utf8(bytes.clone()).expect("UTF-8");
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        for quoted in page
            .split(" href=\"")
            .skip(1)
            .chain(page.split(" src=\"").skip(1))
        {
            let href = quoted.split('"').next().unwrap_or_default();
            let elsewhere = ["http:", "https:", "mailto:", "tel:", "#"]
                .iter()
                .any(|start| href.starts_with(start));
            if !elsewhere && !leads_somewhere(folder, href, &files) {
                broken.push(format!("{name}: {href}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn leads_somewhere(
    folder: &str,
    href: &str,
    files: &std::collections::BTreeMap<String, Vec<u8>>,
) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let absolute = path.strip_prefix('/');
    let mut parts: Vec<&str> = if absolute.is_some() {
        Vec::new()
    } else {
        folder.split('/').filter(|p| !p.is_empty()).collect()
    };
    for part in absolute.unwrap_or(path).split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return false;
                }
            }
            part => parts.push(part),
        }
    }
    let Some(path) = decode(&parts.join("/")) else {
        return false;
    };
    let index = if path.is_empty() {
        "index.html".to_owned()
    } else {
        format!("{path}/index.html")
    };
    files.contains_key(&path) || files.contains_key(&index)
}

#[test]
fn nothing_is_written_when_a_document_is_wrong_and_every_mistake_is_told() {
    let scratch = Scratch::new();
    scratch.write("seeds/good.md", ARTICLE);
    scratch.build();
    let before = files(&scratch.path("dist"));
    scratch.write("seeds/empty.md", "  \n");
    scratch.write("seeds/unclosed.md", "---\ntitle: No end\n\nText.\n");
    let report = scratch.build();
    assert!(report.written.is_none());
    for file in ["empty.md", "unclosed.md"] {
        assert!(
            report
                .problems
                .iter()
                .any(|p| p.file == file && p.severity == Severity::Error),
            "{file}"
        );
    }
    assert_eq!(before, files(&scratch.path("dist")));
}

#[test]
fn a_wrong_setting_is_shown_where_it_stands() {
    let scratch = Scratch::new();
    scratch.write("seeds/good.md", ARTICLE);
    scratch.write(
        "seeds/site.toml",
        "title = \"Sea\"\ntime_zone = \"Atlantis\"\n",
    );
    let report = scratch.build();
    let problem = &report.problems[0];
    assert_eq!((problem.file.as_str(), problem.line), ("site.toml", 2));
    assert!(report.written.is_none());
}

#[test]
fn a_category_that_the_settings_do_not_name_is_told_until_it_is_mended() {
    let scratch = Scratch::new();
    scratch.write("seeds/good.md", ARTICLE);
    scratch.write("seeds/site.toml", "[[categories]]\nname = \"See\"\n");
    let report = scratch.build();
    let [problem] = report.problems.as_slice() else {
        panic!("one problem: {:?}", report.problems)
    };
    assert_eq!(
        (problem.code, problem.severity),
        (Code::UnknownCategory, Severity::Warning)
    );
    assert!(problem.help.contains("\"See\""), "{}", problem.help);
    scratch.write(
        "seeds/site.toml",
        "[[categories]]\nname = \"See\"\naliases = [\"Sea\"]\n",
    );
    assert!(scratch.build().problems.is_empty());
}

#[test]
fn two_documents_with_one_slug_keep_an_address_each_and_the_older_keeps_its_own() {
    let scratch = Scratch::new();
    scratch.write("seeds/a/tides.md", ARTICLE);
    scratch.write(
        "seeds/b/tides.md",
        &ARTICLE
            .replace("2025-08-17", "2025-08-18")
            .replace("water", "moon"),
    );
    let report = scratch.build();
    assert_eq!(report.problems[0].code, Code::DuplicateSlug);
    let files = files(&scratch.path("dist"));
    let page = |slug: &str| {
        String::from_utf8_lossy(&files[&format!("articles/{slug}/index.html")]).into_owned()
    };
    assert!(page("tides").contains("The water comes"));
    assert!(page("tides-2").contains("The moon comes"));
    scratch.write(
        "seeds/b/tides.md",
        &ARTICLE
            .replace("Tides", "More tides")
            .replace("title", "slug: moon\ntitle"),
    );
    let problems = scratch.build().problems;
    assert!(!problems.iter().any(|p| p.code == Code::DuplicateSlug));
}

#[test]
fn what_a_reader_downloads_first_does_not_grow_with_the_archive() {
    let sizes = [5usize, 400].map(|count| {
        let scratch = Scratch::new();
        let line = |n| format!("{{\"id\":\"{n}\",\"title\":\"Article number {n}\",\"text\":\"Words of article {n}.\"}}\n");
        scratch.write("seeds/many.jsonl", &(1..=count).map(line).collect::<String>());
        let report = scratch.build();
        assert_eq!(report.articles, count);
        fs::metadata(scratch.path("dist/data/manifest.json")).expect("the manifest").len()
    });
    assert!(sizes[1] < sizes[0] + 64, "{sizes:?}");
}

#[test]
fn the_index_in_the_bundle_answers() {
    let scratch = Scratch::new();
    scratch.write("seeds/tides.md", ARTICLE);
    scratch.write(
        "seeds/hills.md",
        &ARTICLE
            .replace("Tides", "Hills")
            .replace("water", "shepherd"),
    );
    scratch.build();
    let data = scratch.path("dist/data");
    let manifest: Manifest =
        serde_json::from_slice(&fs::read(data.join("manifest.json")).expect("the manifest"))
            .expect("JSON");
    assert_eq!(manifest.format, FORMAT_VERSION);
    let root = fs::read(data.join(manifest.search.root.as_str())).expect("the root");
    let mut service = Service::open(&root).expect("an index");
    let request = Request {
        text: "shepherds".into(),
        limit: 10,
        ..Request::default()
    };
    let response = loop {
        match service.handle(&request).expect("an outcome") {
            Outcome::Ready(response) => break response,
            Outcome::Need(names) => {
                for name in names {
                    let bytes = fs::read(data.join(&name)).expect("a file of the index");
                    service.supply(&name, bytes).expect("a whole file");
                }
            }
        }
    };
    assert_eq!(response.total, 1);
    let file = shown::file(&response.hits[0].key);
    let article = fs::read_to_string(data.join(file.as_str())).expect("the article's file");
    let shown = shown::read(&file, &article, &response.sought).expect("an article");
    let summary: Summary = serde_json::from_str(&shown.summary).expect("a summary");
    assert_eq!((summary.slug.as_str(), &summary.file), ("hills", &file));
    let snippet = shown.passages.snippet.expect("a passage");
    let (from, to) = snippet.marks[0];
    assert_eq!(&snippet.text[from as usize..to as usize], "shepherd");
}

#[test]
fn a_page_shows_hostile_text_as_text() {
    let scratch = Scratch::new();
    let evil = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>";
    scratch.write("seeds/evil.md", &format!("---\ntitle: '{evil}'\ncategories: ['{evil}']\n---\n\n{evil}\n\n[x](javascript:alert(1))\n"));
    scratch.build();
    for (name, bytes) in files(&scratch.path("dist"))
        .iter()
        .filter(|(name, _)| name.ends_with(".html"))
    {
        let page = String::from_utf8_lossy(bytes);
        for sign in ["<script>alert", "<img", "href=\"javascript"] {
            assert!(!page.contains(sign), "{name} has {sign}");
        }
    }
}

#[test]
fn pages_link_relative_to_themselves() {
    assert_eq!(
        Root::relative_to("articles/x/index.html").as_str(),
        "../../"
    );
}
