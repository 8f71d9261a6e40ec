//! One event from many sources: folded, compared, and never offered twice.

use std::collections::BTreeMap;

use dovecote::bundle::Report;
use dovecote::bundle::problem::Code;
use dovecote::wire::{Around, Story};

use super::scratch::{Scratch, files};

/// A flood as the agency tells it.
const AGENCY: &str = "A dam above Varnholt broke on Tuesday and drowned 14 people, mayor Ilse Brandt said. Soldiers from \
    Kessel reached the town with 60 boats.\n\n\"The water came faster than anybody could run,\" Brandt told Radio Norden.\n\n\
    The insurer Halcyon put the damage at 230 million.";
/// The same flood, as a newspaper tells it.
const PAPER: &str = "Mayor Ilse Brandt of Varnholt counted fourteen dead when the dam gave way.\n\n\"The water came faster than \
    anybody here could run,\" she told Radio Norden. With 60 boats the army came from Kessel.\n\nHalcyon, which insured the \
    works, expects claims of 230 million. A choir will sing for the dead on Sunday.";
/// Another flood.
const OTHER: &str = "A dam above Ostrava broke on Tuesday and drowned 3 people, mayor Pavel Horak said. Soldiers from Brno \
    reached the town with 25 boats.\n\nThe insurer Pallas put the damage at 41 million.";
/// Something else that has a word in common with the floods.
const CHOIR: &str =
    "The choir of Lund won the prize of the festival in Visby. Its boats left the town on Sunday.";

struct Site {
    report: Report,
    files: BTreeMap<String, Vec<u8>>,
}

fn site(settings: &str, related: &str) -> Site {
    let scratch = Scratch::new();
    scratch.write("seeds/site.toml", settings);
    for (slug, hour, related, text) in [
        ("agency", 8, "", AGENCY),
        ("paper", 11, "", PAPER),
        ("copy", 12, "", AGENCY),
        ("other", 9, related, OTHER),
        ("choir", 10, "", CHOIR),
    ] {
        scratch.write(
            &format!("seeds/{slug}.md"),
            &format!(
                "---\ntitle: Report of the {slug}\nslug: {slug}\ndate: 2025-08-17T{hour:02}:00:00Z\ncategories: [News]\n\
                 source: {slug}.example\n{related}---\n\n{text}\n"
            ),
        );
    }
    let report = scratch.build();
    Site {
        report,
        files: files(&scratch.path("dist")),
    }
}

impl Site {
    fn page(&self, path: &str) -> String {
        String::from_utf8_lossy(&self.files[path]).into_owned()
    }

    /// Slugs offered beside an article.
    fn offered(&self, slug: &str) -> Vec<String> {
        let page = self.page(&format!("articles/{slug}/index.html"));
        let shelf = page.split("id=\"related\"").nth(1).unwrap_or("");
        let shelf = shelf.split("</section>").next().unwrap_or("");
        let slugs = shelf.split("data-offer=\"").skip(1);
        slugs
            .map(|rest| rest.split('"').next().unwrap_or("").to_owned())
            .collect()
    }

    fn json<T: serde::de::DeserializeOwned>(&self, kind: &str) -> Vec<T> {
        let of_kind = |name: &&String| name.starts_with(&format!("data/{kind}-"));
        let names = self.files.keys().filter(of_kind);
        names
            .map(|name| serde_json::from_slice(&self.files[name]).expect(kind))
            .collect()
    }
}

#[test]
fn a_story_is_one_entry_that_unfolds_and_a_page_that_compares() {
    let site = site("", "");
    for list in ["index.html", "categories/news/index.html"] {
        let page = site.page(list);
        assert_eq!(
            page.matches("<details class=\"fold\">").count(),
            1,
            "{list}"
        );
        assert!(page.contains("and 2 more sources"), "{list}");
        assert!(
            page.contains("stories/agency/\">Compare the 3 reports"),
            "{list}"
        );
        assert_eq!(
            page.matches("<article class=\"entry\">").count(),
            3,
            "{list}"
        );
    }
    let stories: Vec<Story> = site.json("story");
    let [story] = stories.as_slice() else {
        panic!("{} stories", stories.len());
    };
    let told: Vec<&str> = story
        .tellings
        .iter()
        .map(|t| t.article.slug.as_str())
        .collect();
    assert_eq!(told, ["agency", "paper", "copy"]);
    assert_eq!(story.tellings[1].later, "3 hours later");
    assert!(
        story.tellings[1]
            .own
            .iter()
            .any(|s| s.contains("choir will sing"))
    );
    assert!(story.tellings[2].own.is_empty());
    let page = site.page("stories/agency/index.html");
    assert!(
        page.contains("<mark>here</mark>"),
        "the quotation's difference is marked"
    );
    assert!(page.contains("agency.example was first"));
}

#[test]
fn suggestions_leave_out_the_own_story_and_all_but_one_of_another() {
    let site = site("", "");
    for slug in ["agency", "paper", "copy"] {
        let offered = site.offered(slug);
        assert!(offered.contains(&"other".to_owned()), "{slug}: {offered:?}");
        assert!(
            !offered
                .iter()
                .any(|o| ["agency", "paper", "copy"].contains(&o.as_str()))
        );
    }
    let of_story = |slug: &&String| ["agency", "paper", "copy"].contains(&slug.as_str());
    assert_eq!(site.offered("other").iter().filter(of_story).count(), 1);
    let arounds: Vec<Around> = site.json("around");
    let mut offers = arounds.iter().flat_map(|around| &around.related);
    assert!(offers.all(|offer| !offer.reason.is_empty()));
}

#[test]
fn editors_pin_and_block() {
    let settings = "[[related]]\narticle = \"agency\"\npin = [\"choir\"]\nblock = [\"other\"]\n";
    let site = site(settings, "unrelated: [choir]\n");
    assert_eq!(site.offered("agency"), ["choir"]);
    assert!(!site.offered("other").contains(&"choir".to_owned()));
    let report = self::site("[[related]]\narticle = \"agency\"\npin = [\"quire\"]\n", "").report;
    assert!(
        report
            .problems
            .iter()
            .any(|p| p.message.contains("\"quire\""))
    );
}

#[test]
fn a_listed_wire_story_appears_once_and_first() {
    let list = "related:\n  - Report of the agency\n  - Report of the paper\n  - A and B to spar over peace at Arctic summit\n  \
                - A and B to spar over peace at Arctic summit By Reuters\n";
    let site = site("", list);
    let page = site.page("articles/other/index.html");
    let shelf = page
        .split("id=\"listed\"")
        .nth(1)
        .and_then(|rest| rest.split("</section>").next());
    let shelf = shelf.expect("the shelf of listed titles");
    assert_eq!(shelf.matches("Arctic summit").count(), 1);
    assert!(shelf.contains("articles/agency/"));
    assert!(!shelf.contains("articles/paper/"));
}

#[test]
fn categories_are_proposed_only_where_the_site_allows() {
    let settings = "propose_categories = true\n";
    for (settings, expected) in [("", 0), (settings, 1)] {
        let scratch = Scratch::new();
        scratch.write("seeds/site.toml", settings);
        scratch.write(
            "seeds/a.md",
            &format!("---\ntitle: A\ncategories: [Floods]\n---\n\n{AGENCY}\n"),
        );
        scratch.write("seeds/b.md", &format!("---\ntitle: B\n---\n\n{OTHER}\n"));
        let problems = scratch.build().problems;
        let proposed: Vec<_> = problems
            .iter()
            .filter(|p| p.code == Code::ProposedCategory)
            .collect();
        assert_eq!(proposed.len(), expected);
        assert!(
            proposed
                .iter()
                .all(|p| p.file == "b.md" && p.help.contains("Floods"))
        );
    }
}

#[test]
fn a_document_that_repeats_another_is_told_of_with_what_differs() {
    let found = site("", "").report.problems;
    let repeats: Vec<_> = found
        .iter()
        .filter(|p| p.code == Code::RepeatedText)
        .collect();
    let [repeat] = repeats.as_slice() else {
        panic!("{} repeats", repeats.len());
    };
    assert_eq!(repeat.file, "copy.md");
    assert!(
        repeat.message.contains("word for word") && repeat.message.contains("agency.md"),
        "{}",
        repeat.message
    );
    assert!(
        repeat.help.contains("the headline is another"),
        "{}",
        repeat.help
    );
}
