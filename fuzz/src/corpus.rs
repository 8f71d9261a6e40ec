//! Writes what the fuzz targets begin with: `corpus/TARGET/`, beside this package.
//!
//! The documents of the demonstration archive, every broken and mended example of the diagnostics, and pieces that the
//! dialects have an opinion about, so that what is found by chance is near to what people write.

use std::error::Error;
use std::fs;
use std::path::Path;

use dovecote::bundle::explain::{Example, example};
use dovecote::bundle::problem::RULES;
use dovecote::search::builder::{Options, build};
use dovecote::search::bytes::unseal;
use dovecote::search::{Entry, FieldKind};

/// Targets, each with pieces of its own.
const TARGETS: [(&str, &[&str]); 16] = [
    (
        "any",
        &["\u{feff}A title\r\nA heading\r\nText.\r\n", "caf\u{e9}\n"],
    ),
    (
        "article_page",
        &[
            "PORT CITY (AP) -- The ships left.\n\nExpand\n\nOpinion:\n\nBY JANE ROE\n\nThe hall. © Example Agency",
            "* item one\n\n- Name -\n\nWhat follows:\n\n\"It begins,\n\n\"and ends here,\" they said -- twice.",
            "Sign Our Petition\n\nTo Do:\n\n3 Related Article(s):\n\nCategories: One\n\nUpdated very often",
        ],
    ),
    (
        "article_todo",
        &[
            "Begin here.\n\n### Steps to Take:\n\n1. **Read:** - The text.\n\n2. **Ask**: - **Action**: Ask. - **Example**: A line.",
            "3. **Call** - Them. - Sample Contact: - **The hall**: (202) 555-0100 - **The port**: port@example.org\n\n### Conclusion Every letter is read.",
            "**Who to Write:** - **Jane Roe** (Chair, District 4) - Email: jane@example.org - Website: [ports.org](https://ports.org) - Address: 1 Main Street, Springfield, IL 62701",
        ],
    ),
    (
        "blog_page",
        &[
            "  • Another point\n\nA long paragraph.\n\nPosted by Jane on Monday\nLabels: sea, law\n3 comments\n",
            "Publicado por Ana\nCompartir esto:\nDeja un comentario\n",
        ],
    ),
    (
        "headed",
        &[
            "In early February 2025 the ships left.\nWhat comes next: a plan\nNobody knows.\nConclusion\nIt ends.",
        ],
    ),
    (
        "markdown",
        &[
            "# A treaty\n\n- one\n  - two\n\n1. three\n\n> quoted\n\n| a | b |\n|---|---|\n| c | d |\n\n```rust\nlet x;\n```\n",
            "{{< figure src=\"a.png\" >}}\n\n{% include x %}\n\n<div>*text*</div>\n\n[a](https://example.org \"t\") ![b](c.png)\n\n---\n",
            "[^1]: A note.\n\nText[^1] and `code`, **strong *both***.\n\n***\n\nHead\n====\n",
        ],
    ),
    (
        "yaml",
        &[
            "date: 2014-3-5 10:00 +0200\ncategories:\n- Sea\n- Law\ntags: [a, 'b: c']\ndraft: false\n",
            "summary: >\n  Folded\n  text\naliases: [/old/]\nauthor: {name: Jane}\n# note\npublishDate: \"July 4, 2012 3:00pm\"\n",
            "a: &x b\nc: *x\n? complex\n: key\ntitle: [Solved] it: works\n\ttab: x\n",
        ],
    ),
    (
        "toml",
        &[
            "title = \"A treaty\"\ndate = 2024-07-10T10:00:00Z\ncategories = [\"Sea\"]\n[extra]\nx = 1\n[taxonomies]\ntags = [\"a\"]\n",
        ],
    ),
    (
        "json_header",
        &["\"date\": \"2024-07-10\", \"tags\": [\"a\", {\"b\": null}], \"draft\": true"],
    ),
    (
        "mdx",
        &[
            "date: new Date('2024-07-10'), tags: ['a', `b`], nested: { a: [f(','), 1] } }\n\nWords.\n",
            "date: 'a\\u{e9}' + \"b\" // c\n}\n\nexport default () =>\n  <A />\n\nWords.\n\n{/* d */}\n\nimport {\n  e\n} from 'f'\n",
        ],
    ),
    (
        "pelican",
        &[
            "2010-12-03 10:20\nCategory: Sea\nTags: a, b\nSlug: treaty\nSummary: one\n    two\n\nText.\n",
        ],
    ),
    (
        "html",
        &[
            "<nav><a href=/>Home</a></nav><main><h1>A treaty</h1><p>Text &amp; more<br>lines</p><ul><li>a<ul><li>b</ul></ul></main><footer>x</footer>",
            "<article><table><tr><th>a<td>b</table><pre><code>x</code></pre><blockquote>q</blockquote><img src=a alt=b><script>if (a < b) {}</script></article>",
        ],
    ),
    (
        "json_lines",
        &[
            "{\"id\":\"1\",\"title\":\"Ports\",\"text\":\"One.\\n\\nTwo.\",\"labels\":[\"Sea\"],\"date\":\"2024-01-01\",\"source\":\"tides.example\"}\n{\"title\": 1}\n[1]\n{",
        ],
    ),
    (
        "feed",
        &[
            "\0<item><title>A &lt;b&gt;treaty&lt;/b&gt;</title><pubDate>Sun, 17 Aug 2025 20:25:57 EDT</pubDate><description><![CDATA[<p>Text</p>]]></description><category>Sea</category><link>https://example.org/a</link></item>",
            "\u{1}<entry><title type=\"html\">A treaty</title><updated>2025-08-17T20:25:57Z</updated><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Text</p></div></content><link href=\"https://example.org/a\"/></entry>",
            "\u{2}\"items\": [{\"id\": \"1\", \"title\": \"A treaty\", \"content_html\": \"<p>Text</p>\", \"date_published\": \"2025-08-17T20:25:57Z\"}]",
        ],
    ),
    (
        "query",
        &[
            "treaty \"law of the sea\" -ship title:port* category:sea after:2024 before:\"last week\" has:petition OR (a b)",
        ],
    ),
    ("index", &[]),
];

/// Targets that read whole files and so begin with whole documents.
const WHOLE: [&str; 4] = ["any", "markdown", "html", "article_page"];

fn main() -> Result<(), Box<dyn Error>> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut whole: Vec<Vec<u8>> = Vec::new();
    for entry in fs::read_dir(own.join("../seeds"))? {
        let path = entry?.path();
        if path.is_file() {
            whole.push(fs::read(path)?);
        }
    }
    for rule in RULES {
        if let Example::Files { broken, mended } = example(rule.code) {
            let files = broken.iter().chain(mended);
            whole.extend(files.map(|(_, bytes)| bytes.to_vec()));
        }
    }
    let whole: Vec<Vec<u8>> = whole
        .into_iter()
        .filter(|bytes| bytes.len() <= 65_536)
        .collect();
    for (target, pieces) in TARGETS {
        let folder = own.join("corpus").join(target);
        fs::create_dir_all(&folder)?;
        let mut inputs: Vec<Vec<u8>> = pieces
            .iter()
            .map(|piece| piece.as_bytes().to_vec())
            .collect();
        if WHOLE.contains(&target) {
            inputs.extend(whole.iter().cloned());
        }
        if target == "index" {
            inputs.push(index());
        }
        for (at, bytes) in inputs.iter().enumerate() {
            fs::write(folder.join(format!("own-{at:03}")), bytes)?;
        }
        println!("{target}: {} inputs", inputs.len());
    }
    Ok(())
}

/// A small index as the target `index` takes it: the length of the root, the root, and the other files behind it.
fn index() -> Vec<u8> {
    let entry = |ordinal: u32| Entry {
        ordinal,
        title: "A treaty of the sea",
        source: Some("tides.example"),
        categories: vec!["sea"],
        day: Some(20_000),
        key: vec![7; 32],
        fields: vec![(
            FieldKind::Report,
            "The seas are wide and treaties are long.",
        )],
        has_petition: false,
    };
    let entries: Vec<Entry<'_>> = (0..3).map(entry).collect();
    let files = build(&entries, &Options::default());
    // Without the seals, which the target puts on again.
    let payload =
        |kind: u8, file: &[u8]| unseal(kind, file).map_or(Vec::new(), |at| file[at].to_vec());
    let root = payload(b'R', &files.root);
    let mut out = (root.len() as u16).to_le_bytes().to_vec();
    out.extend(root);
    out.extend(
        files
            .files
            .iter()
            .flat_map(|(_, bytes)| payload(b'F', bytes)),
    );
    out
}
