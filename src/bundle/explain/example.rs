//! For every rule a folder that breaks it, and the same folder mended.

use super::File;
use crate::bundle::problem::Code;

/// How a rule is broken and how that is mended.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    /// Files that break the rule, and the same files mended.
    Files {
        /// They break the rule.
        broken: &'static [File],
        /// They do not.
        mended: &'static [File],
    },
    /// In words, where files can't show it.
    Words {
        /// What breaks the rule.
        broken: &'static str,
        /// What mends it.
        mended: &'static str,
    },
}

/// One file, before and after.
macro_rules! file {
    ($name:literal $broken:expr, $mended:expr) => {
        Example::Files {
            broken: const { &[($name, $broken as &[u8])] },
            mended: const { &[($name, $mended as &[u8])] },
        }
    };
}

/// A saved article page: what stands under the logo, the source line, and what stands below the second petition button.
macro_rules! page {
    ($motto:literal, $source:literal, $related:literal) => {
        concat!(
            "Logo\n",
            $motto,
            "\n\nHome \u{a0} Categories \u{a0} Search\n\nA title\n\n",
            $source,
            "Categories: One\nA title\n\nA report.\n\nExpand\n\nSign Our Petition\n\n\nOpinion:\n\nWords.\n\n\n\
             Sign Our Petition\n\n\n",
            $related,
            "Updated very often\nAll Opinions and Actions are (C)opyright 2025 - Example.org"
        )
        .as_bytes()
    };
}

/// The example of a rule.
#[must_use]
pub fn example(code: Code) -> Example {
    match code {
        Code::BinaryFile => file!("a.txt" b"A title\0\n", b"A title\n\nWords.\n"),
        Code::EmptyFile => file!("a.txt" b"\n \n", b"A title\n\nWords.\n"),
        Code::FileTooLarge => Example::Words {
            broken: "archive.md, a file of 1.2 GB with 100,000 documents",
            mended: "archive.jsonl, one document a line: {\"title\": \"...\", \"text\": \"...\"}",
        },
        Code::UndecodableText => file!("a.md"
            b"# Gr\xc3\xbcn\n\nW\xc3\xb6rter \xc3\xbcber Br\xc3\xbccken f\xc3\xbcr Fl\xc3\xbcsse \xff",
            "# Grün\n\nWörter über Brücken für Flüsse".as_bytes()),
        Code::NoUsableText => file!("a.html"
            b"<html><body></body></html>",
            b"<html><body><h1>T</h1><p>Words.</p></body></html>"),
        Code::UnclosedHeader => file!("a.md"
            b"---\ntitle: x\n\nWords.\n",
            b"---\ntitle: x\n---\n\nWords.\n"),
        Code::MalformedHeader => file!("a.md"
            b"---\ntitle: a: b: c\n---\nWords.\n",
            b"---\ntitle: \"a: b: c\"\n---\nWords.\n"),
        Code::WrongValue => file!("a.md"
            b"---\ntitle: [a, b]\n---\nWords.\n",
            b"---\ntitle: a, b\n---\nWords.\n"),
        Code::MalformedRecord => file!("a.jsonl"
            b"{\"title\":\"a\",\"text\":\"b\"}\n{\"title\":",
            b"{\"title\":\"a\",\"text\":\"b\"}\n"),
        Code::MissingField => file!("a.jsonl"
            b"{\"title\":\"a\"}\n",
            b"{\"title\":\"a\",\"text\":\"b\"}\n"),
        Code::MalformedFeed => file!("a.json"
            b"{\"version\": \"https://jsonfeed.org/version/1\", \"items\": 1}",
            b"{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"x\", \"items\": [{\"id\": \"1\", \"title\": \"a\", \"content_text\": \"Words.\"}]}"),
        Code::MendedFeed => file!("a.xml"
            b"<rss version=\"2.0\"><channel><title>x</title><item><title>a</title></channel>",
            b"<rss version=\"2.0\"><channel><title>x</title><item><title>a</title></item></channel></rss>"),
        Code::AmbiguousDate => file!("a.md"
            b"---\ntitle: A\ndate: 3/4/2024\n---\nWords.\n",
            b"---\ntitle: A\ndate: 2024-03-04\n---\nWords.\n"),
        Code::MissingTitle => file!("a.md"
            b"---\ndate: 2024-01-01\n---\nWords.\n",
            b"---\ntitle: A\ndate: 2024-01-01\n---\nWords.\n"),
        Code::MissingText => file!("a.jsonl"
            b"{\"title\":\"A\",\"text\":\"\"}\n",
            b"{\"title\":\"A\",\"text\":\"Words.\"}\n"),
        Code::InvalidSlug => file!("a.md"
            b"---\ntitle: A\nslug: A B\n---\nWords.\n",
            b"---\ntitle: A\nslug: a-b\n---\nWords.\n"),
        Code::UnreadableDate => file!("a.md"
            b"---\ntitle: A\ndate: soon\n---\nWords.\n",
            b"---\ntitle: A\ndate: 2024-01-01\n---\nWords.\n"),
        Code::UnknownZone => file!("a.md"
            b"---\ntitle: A\ndate: 2024-01-01 10:00 Lunar Time\n---\nWords.\n",
            b"---\ntitle: A\ndate: 2024-01-01 10:00 Eastern Standard Time\n---\nWords.\n"),
        Code::WeekdayMismatch => file!("a.md"
            b"---\ntitle: A\ndate: Sunday, January 1, 2024\n---\nWords.\n",
            b"---\ntitle: A\ndate: Monday, January 1, 2024\n---\nWords.\n"),
        Code::AmbiguousTime => file!("a.md"
            b"---\ntitle: A\ndate: 2025-11-02 01:30 ET\n---\nWords.\n",
            b"---\ntitle: A\ndate: 2025-11-02 01:30 EST\n---\nWords.\n"),
        Code::SkippedTime => file!("a.md"
            b"---\ntitle: A\ndate: 2025-03-09 02:30 ET\n---\nWords.\n",
            b"---\ntitle: A\ndate: 2025-03-09 03:30 ET\n---\nWords.\n"),
        Code::InferredDate => file!("a.txt"
            b"A title\nA heading\nIn May 1987 it began.\n",
            b"A title\nA heading\nIn that year it began.\n"),
        Code::MissingSource => file!("a.txt"
            page!("Motto", "", ""),
            page!("Motto", "wire.example -- Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time\n", "")),
        Code::RelatedCount => file!("a.txt"
            page!("Motto", "wire.example -- Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time\n",
                "3 Related Article(s):\n\nOne\n\nTwo\n\n\n"),
            page!("Motto", "wire.example -- Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time\n",
                "2 Related Article(s):\n\nOne\n\nTwo\n\n\n")),
        // Above the navigation there is room for a logo and a motto.
        Code::UnplacedText => file!("a.txt"
            page!("Motto\nStray words",
                "wire.example -- Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time\n", ""),
            page!("Motto", "wire.example -- Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time\n", "")),
        Code::TemplateTag => file!("a.md"
            b"# T\n\nSee {{< figure src=\"x\" >}} here.\n",
            b"# T\n\nSee the figure.\n"),
        Code::RawHtml => file!("a.md" b"# T\n\n<div>Words.</div>\n", b"# T\n\nWords.\n"),
        Code::RelativeLink => file!("a.md"
            b"# T\n\n[Words](/x).\n",
            b"# T\n\n[Words](https://example.org/x).\n"),
        Code::RefusedLink => file!("a.md"
            b"# T\n\n[Words](javascript:x).\n",
            b"# T\n\n[Words](https://example.org/x).\n"),
        Code::UnusedField => file!("a.md"
            b"---\ntitle: A\ncolour: red\n---\nWords.\n",
            b"---\ntitle: A\n---\nWords.\n"),
        Code::UnreadableFile => Example::Words {
            broken: "notes.md, which belongs to somebody else and which you may not read",
            mended: "notes.md with leave to read it, or moved out of the folder of documents",
        },
        Code::InvalidSettings => file!("site.toml"
            b"title = \"Sea\"\ntime_zone = \"Atlantis\"\n",
            b"title = \"Sea\"\ntime_zone = \"America/New_York\"\n"),
        Code::UnknownCategory => Example::Files {
            broken: &[
                (
                    "a.md",
                    b"---\ntitle: A\ncategories: [Scince]\n---\nWords.\n",
                ),
                ("site.toml", b"[[categories]]\nname = \"Science\"\n"),
            ],
            mended: &[
                (
                    "a.md",
                    b"---\ntitle: A\ncategories: [Science]\n---\nWords.\n",
                ),
                ("site.toml", b"[[categories]]\nname = \"Science\"\n"),
            ],
        },
        Code::DuplicateSlug => Example::Files {
            broken: &[
                (
                    "2024/tides.md",
                    b"---\ntitle: Tides\ndate: 2025-08-17\n---\nWords.\n",
                ),
                (
                    "2025/tides.md",
                    b"---\ntitle: Tides\ndate: 2025-08-18\n---\nOther words.\n",
                ),
            ],
            mended: &[
                (
                    "2024/tides.md",
                    b"---\ntitle: Tides\ndate: 2025-08-17\n---\nWords.\n",
                ),
                (
                    "2025/tides.md",
                    b"---\ntitle: Tides\nslug: tides-again\ndate: 2025-08-18\n---\nOther words.\n",
                ),
            ],
        },
        Code::RepeatedText => Example::Words {
            broken: "summit.txt and summit-again.txt tell the same report, word for word",
            mended: "summit-again.txt was deleted",
        },
        Code::ProposedCategory => Example::Words {
            broken: "tides.md names no category, and `propose_categories` is on",
            mended: "tides.md has `categories: [Science]` in its header",
        },
        Code::Withheld => file!("a.md"
            b"---\ntitle: A\ndraft: true\n---\nWords.\n",
            b"---\ntitle: A\n---\nWords.\n"),
        Code::RefusedAlias => file!("a.md"
            b"---\ntitle: A\naliases: [\"https://elsewhere.example/a\"]\n---\nWords.\n",
            b"---\ntitle: A\naliases: [\"/2019/a/\"]\n---\nWords.\n"),
        Code::LostRedirect => file!("a.md"
            b"---\ntitle: A\nredirect_to: /nowhere/\n---\n",
            b"---\ntitle: A\nredirect_to: https://elsewhere.example/a\n---\n"),
        Code::VanishedAddress => Example::Words {
            broken: "addresses.txt has the line `articles/tides/`, and tides.md was renamed to the-tides.md",
            mended: "the-tides.md has `aliases: [tides]` in its header, or the line reads `gone articles/tides/`",
        },
        Code::UnlistedAddress => Example::Words {
            broken: "addresses.txt was written before tides.md was added",
            mended: "`bundler addresses` added the line `articles/tides/`",
        },
        Code::DecodedText => {
            file!("a.md" b"# Gr\xfcn\n\nW\xf6rter.\n", "# Grün\n\nWörter.\n".as_bytes())
        }
    }
}
