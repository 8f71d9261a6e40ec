//! Every rule has a file that breaks it and the same file mended.

use super::*;
use crate::bundle::problem::{Code, RULES};

/// A rule, the name of the file, the file that breaks it, the file mended.
type Case = (Code, &'static str, &'static [u8], &'static [u8]);

const PAGE: &str = "Logo\nMotto\n\nHome \u{a0} Categories \u{a0} Search\n\nA title\n\nSOURCE\nCategories: One\nA title\n\nA report.\n\nExpand\n\nSign Our Petition\n\n\nOpinion:\n\nWords.\n\n\nSign Our Petition\n\n\nRELATEDUpdated very often\nAll Opinions and Actions are (C)opyright 2025 - Example.org";

/// A whole article page with a source line and a related list.
fn page(source: &str, related: &str) -> Vec<u8> {
    PAGE.replace(
        "SOURCE\n",
        &if source.is_empty() {
            String::new()
        } else {
            format!("{source}\n")
        },
    )
    .replace("RELATED", related)
    .into_bytes()
}

const GOOD: &str = "wire.example -- Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time";

#[test]
fn every_rule_has_a_file_that_breaks_it_and_the_file_mended() {
    let cases: &[Case] = &[
        (Code::BinaryFile, "a.txt", b"A title\0\n", b"A title\n\nWords.\n"),
        (Code::EmptyFile, "a.txt", b"\n \n", b"A title\n\nWords.\n"),
        (Code::UndecodableText, "a.md", "# Grün\n\nWörter über Brücken für Flüsse \u{fffd}".as_bytes(), "# Grün\n\nWörter über Brücken für Flüsse".as_bytes()),
        (Code::NoUsableText, "a.html", b"<html><body></body></html>", b"<html><body><h1>T</h1><p>Words.</p></body></html>"),
        (Code::UnclosedHeader, "a.md", b"---\ntitle: x\n\nWords.\n", b"---\ntitle: x\n---\n\nWords.\n"),
        (Code::MalformedHeader, "a.md", b"---\ntitle: a: b: c\n---\nWords.\n", b"---\ntitle: \"a: b: c\"\n---\nWords.\n"),
        (Code::WrongValue, "a.md", b"---\ntitle: [a, b]\n---\nWords.\n", b"---\ntitle: a, b\n---\nWords.\n"),
        (Code::MalformedRecord, "a.jsonl", b"{\"title\":\"a\",\"text\":\"b\"}\n{\"title\":", b"{\"title\":\"a\",\"text\":\"b\"}\n"),
        (Code::MissingField, "a.jsonl", b"{\"title\":\"a\"}\n", b"{\"title\":\"a\",\"text\":\"b\"}\n"),
        (Code::MalformedFeed, "a.xml", b"<rss version=\"2.0\"><channel><item></channel>", b"<rss version=\"2.0\"><channel><title>x</title><item><title>a</title></item></channel></rss>"),
        (Code::MissingTitle, "a.md", b"---\ndate: 2024-01-01\n---\nWords.\n", b"---\ntitle: A\ndate: 2024-01-01\n---\nWords.\n"),
        (Code::InvalidSlug, "a.md", b"---\ntitle: A\nslug: A B\n---\nWords.\n", b"---\ntitle: A\nslug: a-b\n---\nWords.\n"),
        (Code::UnreadableDate, "a.md", b"---\ntitle: A\ndate: soon\n---\nWords.\n", b"---\ntitle: A\ndate: 2024-01-01\n---\nWords.\n"),
        (Code::UnknownZone, "a.md", b"---\ntitle: A\ndate: 2024-01-01 10:00 Lunar Time\n---\nWords.\n", b"---\ntitle: A\ndate: 2024-01-01 10:00 Eastern Standard Time\n---\nWords.\n"),
        (Code::WeekdayMismatch, "a.md", b"---\ntitle: A\ndate: Sunday, January 1, 2024\n---\nWords.\n", b"---\ntitle: A\ndate: Monday, January 1, 2024\n---\nWords.\n"),
        (Code::AmbiguousTime, "a.md", b"---\ntitle: A\ndate: 2025-11-02 01:30 ET\n---\nWords.\n", b"---\ntitle: A\ndate: 2025-11-02 01:30 EST\n---\nWords.\n"),
        (Code::SkippedTime, "a.md", b"---\ntitle: A\ndate: 2025-03-09 02:30 ET\n---\nWords.\n", b"---\ntitle: A\ndate: 2025-03-09 03:30 ET\n---\nWords.\n"),
        (Code::InferredDate, "a.txt", b"A title\nA heading\nIn May 1987 it began.\n", b"A title\nA heading\nIn that year it began.\n"),
        (Code::TemplateTag, "a.md", b"# T\n\nSee {{< figure src=\"x\" >}} here.\n", b"# T\n\nSee the figure.\n"),
        (Code::RawHtml, "a.md", b"# T\n\n<div>Words.</div>\n", b"# T\n\nWords.\n"),
        (Code::RelativeLink, "a.md", b"# T\n\n[Words](/x).\n", b"# T\n\n[Words](https://example.org/x).\n"),
        (Code::RefusedLink, "a.md", b"# T\n\n[Words](javascript:x).\n", b"# T\n\n[Words](https://example.org/x).\n"),
        (Code::UnusedField, "a.md", b"---\ntitle: A\ncolour: red\n---\nWords.\n", b"---\ntitle: A\n---\nWords.\n"),
        (Code::DecodedText, "a.md", b"# Gr\xfcn\n\nW\xf6rter.\n", "# Grün\n\nWörter.\n".as_bytes()),
    ];
    let check = |code: Code, path: &str, broken: &[u8], mended: &[u8]| {
        let codes = |bytes: &[u8]| {
            read(
                path,
                bytes,
                &ReadContext {
                    zone: "America/New_York".into(),
                    ..ReadContext::default()
                },
            )
            .problems
        };
        let problem = codes(broken)
            .into_iter()
            .find(|problem| problem.code == code);
        let problem = problem.unwrap_or_else(|| panic!("{} is not reported", code.name()));
        assert!(
            !problem.message.is_empty() && !problem.help.is_empty(),
            "{}",
            code.name()
        );
        let left: Vec<_> = codes(mended)
            .into_iter()
            .map(|problem| problem.code.name())
            .collect();
        assert!(
            !left.contains(&code.name()),
            "{} is still reported",
            code.name()
        );
    };
    for &(code, path, broken, mended) in cases {
        // A replacement character that was typed is a character; only bytes can break this rule.
        let broken = if code == Code::UndecodableText {
            [&broken[..broken.len() - 3], b"\xff"].concat()
        } else {
            broken.to_vec()
        };
        check(code, path, &broken, mended);
    }
    let pages: Vec<(Code, Vec<u8>)> = vec![
        (Code::MissingSource, page("", "")),
        (
            Code::RelatedCount,
            page(GOOD, "3 Related Article(s):\n\nOne\n\nTwo\n\n\n"),
        ),
        // Above the navigation there is room for a logo and a motto.
        (
            Code::UnplacedText,
            String::from_utf8_lossy(&page(GOOD, ""))
                .replace("Motto\n", "Motto\nStray words\n")
                .into_bytes(),
        ),
    ];
    for (code, broken) in pages {
        check(
            code,
            "a.txt",
            &broken,
            &page(GOOD, "2 Related Article(s):\n\nOne\n\nTwo\n\n\n"),
        );
    }
    let covered: Vec<Code> = cases
        .iter()
        .map(|case| case.0)
        .chain([Code::MissingSource, Code::RelatedCount, Code::UnplacedText])
        .collect();
    // A file of a gigabyte is no fixture; the others are rules of a whole folder, broken and mended in the
    // integration tests.
    let elsewhere = [
        Code::FileTooLarge,
        Code::UnreadableFile,
        Code::InvalidSettings,
        Code::UnknownCategory,
        Code::DuplicateSlug,
    ];
    for rule in RULES {
        assert!(
            covered.contains(&rule.code) || elsewhere.contains(&rule.code),
            "{} has no fixture",
            rule.name
        );
    }
}
