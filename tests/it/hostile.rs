//! Nothing that documents say becomes markup: pages of a hostile archive, read by a browser's rules for HTML that are not
//! ours (html5ever), hold the elements and attributes of our parts and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use html5ever::tendril::TendrilSink as _;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use url::Url;

use dovecote::bundle::problem::Severity;

use super::scratch::{Scratch, files, own_seeds};

#[path = "../../examples/hostile/grammar.rs"]
mod grammar;

/// Sixteen strings a document: several thousand.
const DOCUMENTS: usize = 360;

/// The address pages are taken to stand at, to see where their links lead.
const PLACE: &str = "https://site.example/a/b/";

/// What a page is made of: names of elements, each with the names of its attributes.
type Vocabulary = BTreeMap<String, BTreeSet<String>>;

/// A page's elements and what is wrong with it.
#[derive(Default)]
struct Reading {
    vocabulary: Vocabulary,
    wrong: Vec<String>,
    texts: String,
}

impl Reading {
    fn of(page: &str) -> Reading {
        let mut reading = Reading::default();
        // What stands in a `<noscript>` is text to one kind of browser and markup to the other.
        for scripting_enabled in [true, false] {
            let tree_builder = TreeBuilderOpts {
                scripting_enabled,
                ..TreeBuilderOpts::default()
            };
            let options = ParseOpts {
                tree_builder,
                ..ParseOpts::default()
            };
            let dom = parse_document(RcDom::default(), options).one(page);
            reading.node(&dom.document);
        }
        reading
    }

    fn node(&mut self, node: &Handle) {
        match &node.data {
            NodeData::Comment { contents } => self.wrong.push(format!("a comment: {contents}")),
            NodeData::ProcessingInstruction { contents, .. } => {
                self.wrong.push(format!("an instruction: {contents}"));
            }
            NodeData::Text { contents } => self.texts.push_str(&contents.borrow()),
            NodeData::Element { name, attrs, .. } => {
                let tag = name.local.to_string();
                let names = self.vocabulary.entry(tag.clone()).or_default();
                for attribute in attrs.borrow().iter() {
                    names.insert(attribute.name.local.to_string());
                }
                for attribute in attrs.borrow().iter() {
                    self.attribute(&tag, &attribute.name.local, &attribute.value);
                }
                if tag == "script" {
                    self.script(node);
                }
            }
            _ => {}
        }
        for child in node.children.borrow().iter() {
            self.node(child);
        }
    }

    fn attribute(&mut self, tag: &str, name: &str, value: &str) {
        let complaint = if name.starts_with("on") {
            "a handler"
        } else if [
            "style",
            "srcdoc",
            "formaction",
            "ping",
            "background",
            "autofocus",
        ]
        .contains(&name)
        {
            "an attribute that has no place here"
        } else if [
            "href",
            "src",
            "action",
            "data",
            "poster",
            "cite",
            "xlink:href",
        ]
        .contains(&name)
            && !leads_to_a_known_scheme(value)
        {
            "an address with another scheme"
        } else if tag == "meta"
            && name == "http-equiv"
            && !["Content-Security-Policy", "refresh"].contains(&value)
        {
            "a page that says what only a host may"
        } else if tag == "meta"
            && name == "content"
            && value
                .strip_prefix("0; url=")
                .is_some_and(|url| !leads_to_a_known_scheme(url))
        {
            "a signpost to another scheme"
        } else {
            return;
        };
        self.wrong
            .push(format!("{complaint}: <{tag} {name}=\"{value}\">"));
    }

    /// Two scripts are known: data for machines, and the one line whose hash the policy names.
    fn script(&mut self, node: &Handle) {
        let NodeData::Element { attrs, .. } = &node.data else {
            return;
        };
        let text: String = node
            .children
            .borrow()
            .iter()
            .filter_map(|child| match &child.data {
                NodeData::Text { contents } => Some(contents.borrow().to_string()),
                _ => None,
            })
            .collect();
        let is_data = attrs
            .borrow()
            .iter()
            .any(|a| &*a.name.local == "type" && &*a.value == "application/ld+json");
        let known = if is_data {
            serde_json::from_str::<serde_json::Value>(&text).is_ok()
        } else {
            text.starts_with("try{let s=localStorage;") && !text.contains("dovecoteRan")
        };
        if !known {
            self.wrong.push(format!("a script: {text}"));
        }
    }
}

/// As a browser sees it: the address parser of the URL standard says what the scheme is, however it is disguised.
fn leads_to_a_known_scheme(value: &str) -> bool {
    let base = Url::parse(PLACE).expect("an address");
    match base.join(value) {
        Ok(url) => {
            matches!(url.scheme(), "https" | "http" | "mailto" | "tel")
                // A relative address stays on the site: no document may name another host without saying so.
                && (value.contains(':') || url.host_str() == base.host_str())
        }
        // Leads nowhere at all.
        Err(_) => true,
    }
}

fn pages(files: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = (&str, &str)> {
    files
        .iter()
        .filter(|(name, _)| name.ends_with(".html"))
        .map(|(name, bytes)| (name.as_str(), std::str::from_utf8(bytes).expect("UTF-8")))
}

/// What pages of an archive without malice are made of.
fn harmless() -> Vocabulary {
    let scratch = Scratch::new();
    super::scratch::build(&own_seeds(), &scratch.path("dist"));
    let mut vocabulary = Vocabulary::new();
    for (name, page) in pages(&files(&scratch.path("dist"))) {
        let reading = Reading::of(page);
        assert!(reading.wrong.is_empty(), "{name}: {:?}", reading.wrong);
        for (tag, names) in reading.vocabulary {
            vocabulary.entry(tag).or_default().extend(names);
        }
    }
    vocabulary
}

/// What the demonstration archive happens not to use, and a document may.
const RARE: [(&str, &[&str]); 13] = [
    ("li", &["aria-hidden"]),
    ("figure", &["class"]),
    ("figcaption", &["class"]),
    ("mark", &[]),
    ("ol", &["start"]),
    ("code", &["class"]),
    ("pre", &["aria-label", "data-language", "role", "tabindex"]),
    ("hr", &[]),
    ("br", &[]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("blockquote", &[]),
];

#[test]
fn no_string_of_a_hostile_archive_becomes_markup() {
    let scratch = Scratch::new();
    scratch.write(
        "seeds/site.toml",
        "title = \"</title><script>dovecoteRan(0)</script>\"\nmotto = \"\\\"><img src=x onerror=dovecoteRan(1)>\"\n\
         description = \"'><svg onload=dovecoteRan(2)>\"\naddress = \"https://example.org\"\npage_size = 40\n\
         footer = [\"<!--<script>dovecoteRan(3)</script>\"]\n",
    );
    for number in 0..DOCUMENTS {
        let (name, text) = grammar::document(number);
        scratch.write(&format!("seeds/{name}"), &text);
    }
    let report = scratch.build();
    let errors: Vec<String> = report
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(ToString::to_string)
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert!(report.articles > DOCUMENTS * 9 / 10, "{}", report.articles);
    let files = files(&scratch.path("dist"));
    let mut known = harmless();
    for (tag, names) in RARE {
        let names = names.iter().map(|name| (*name).to_owned());
        known.entry(tag.to_owned()).or_default().extend(names);
    }
    let (mut wrong, mut said) = (Vec::new(), BTreeSet::new());
    for (name, page) in pages(&files) {
        let reading = Reading::of(page);
        wrong.extend(reading.wrong.iter().map(|what| format!("{name}: {what}")));
        for (tag, names) in &reading.vocabulary {
            match known.get(tag) {
                None => wrong.push(format!("{name}: <{tag}>")),
                Some(known) => {
                    let new = names.difference(known);
                    wrong.extend(new.map(|attribute| format!("{name}: <{tag} {attribute}>")));
                }
            }
        }
        let texts = reading.texts.to_lowercase();
        let calls = texts.split("dovecoteran(").skip(1);
        said.extend(calls.filter_map(|rest| rest.split(')').next()?.parse::<usize>().ok()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The strings are there, as text: a page that had lost them would be harmless too.
    assert!(
        said.len() > DOCUMENTS * 6,
        "{} strings can be read",
        said.len()
    );
}

#[test]
fn what_machines_read_of_a_hostile_archive_is_whole() {
    let scratch = Scratch::new();
    scratch.write(
        "seeds/site.toml",
        "title = \"]]>&<\"\naddress = \"https://example.org\"\n",
    );
    for number in 0..60 {
        let (name, text) = grammar::document(number);
        scratch.write(&format!("seeds/{name}"), &text);
    }
    assert!(scratch.build().written.is_some());
    for (name, bytes) in files(&scratch.path("dist")) {
        let extension = name.rsplit('.').next().unwrap_or_default();
        match extension {
            "xml" | "opml" | "svg" => {
                let text = std::str::from_utf8(&bytes).expect("UTF-8");
                let document = roxmltree::Document::parse(text)
                    .unwrap_or_else(|error| panic!("{name}: {error}"));
                let foreign = document
                    .descendants()
                    .find(|node| node.is_element() && node.tag_name().name() == "script");
                assert!(foreign.is_none(), "{name}");
            }
            "json" | "webmanifest" => {
                serde_json::from_slice::<serde_json::Value>(&bytes)
                    .unwrap_or_else(|error| panic!("{name}: {error}"));
            }
            _ => {}
        }
    }
}

#[test]
fn the_grammar_makes_different_strings_that_would_run() {
    let strings: BTreeSet<String> = (0..6_000).map(grammar::markup).collect();
    assert!(strings.len() > 5_900, "{}", strings.len());
    // Written into a page as they are, many of them do become what the other test looks for: it can fail.
    let caught = strings
        .iter()
        .filter(|text| {
            !Reading::of(&format!("<!doctype html><title>x</title><p>{text}</p>"))
                .wrong
                .is_empty()
        })
        .count();
    assert!(caught > 1_000, "{caught}");
}
