//! Feeds as they are found become feeds as they should be: what strict readers stumble over is put right.
//!
//! Undeclared entities, bare ampersands, missing or crossed end tags, a document cut off in the middle, a version, a
//! namespace or a type nobody has heard of: each costs a strict reader the whole feed, and a lenient one nothing. Dialects
//! that the library does not know (Atom 0.3, RSS 0.90, prefixed elements, dates of Dublin Core's terms) are said in those it
//! knows. One pass, linear in the text; what a document type defines is used, never expanded again.

use std::collections::HashMap;

use super::super::html::reference;

/// The most characters the entities of a document type may add: a feed is not made longer than this by its own words.
const MOST_EXPANDED: usize = 1 << 20;

/// Elements of Atom whose type decides how their words are read, where a type that is none would cost the feed.
const TEXTS: [&str; 9] = [
    "title",
    "subtitle",
    "tagline",
    "summary",
    "rights",
    "copyright",
    "info",
    "media:title",
    "media:description",
];

const ATOM: &str = "http://www.w3.org/2005/Atom";
const RSS_1: &str = "http://purl.org/rss/1.0/";

/// A feed, well-formed.
pub(super) struct Mended {
    pub text: String,
    /// Where the first end tag was missing or crossed another: from there on the feed may lack something.
    pub broken_at: Option<usize>,
}

/// The text of a feed, well-formed.
pub(super) fn mend(text: &str) -> Mended {
    let mut mender = Mender {
        out: String::with_capacity(text.len() + 64),
        open: Vec::new(),
        root: String::new(),
        prefix: String::new(),
        is_dated: false,
        lacks_title: false,
        lacks_description: false,
        markup_from: None,
        entities: HashMap::new(),
        expanded: 0,
        broken: false,
    };
    let mut broken_at = None;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        mender.words(&rest[..at], false);
        rest = &rest[at..];
        let here = text.len() - rest.len();
        rest = mender.markup(rest);
        broken_at = broken_at.or(mender.broken.then_some(here));
    }
    mender.words(rest, false);
    if !mender.open.is_empty() {
        broken_at = broken_at.or(Some(text.len()));
    }
    while mender.close_one() {}
    Mended {
        text: mender.out,
        broken_at,
    }
}

struct Mender {
    out: String,
    /// The elements that stand open, as the feed calls them and as they are called here.
    open: Vec<(String, String)>,
    /// What the outermost element is called, without a prefix.
    root: String,
    /// The prefix of the outermost element, with its colon, or empty: elements of the feed's own have it too.
    prefix: String,
    /// Whether the present entry has a date in words that the library knows.
    is_dated: bool,
    /// Whether the present item of RSS has no title, and no description.
    lacks_title: bool,
    lacks_description: bool,
    /// How many elements stood open where one began whose markup is the feed's own: the library takes it apart and puts it
    /// together again without its escapes.
    markup_from: Option<usize>,
    entities: HashMap<String, String>,
    expanded: usize,
    /// Whether an end tag was missing or stood without its beginning.
    broken: bool,
}

impl Mender {
    /// Takes what begins with `<`; gives what is left behind it.
    fn markup<'text>(&mut self, rest: &'text str) -> &'text str {
        if let Some(comment) = rest.strip_prefix("<!--") {
            return comment.split_once("-->").map_or("", |(_, rest)| rest);
        }
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            let (data, rest) = data.split_once("]]>").unwrap_or((data, ""));
            if self.markup_from.is_some() {
                let escaped = data.replace('&', "&amp;").replace('<', "&lt;");
                self.out.push_str(&escaped.replace('&', "&amp;"));
                return rest;
            }
            self.out.push_str("<![CDATA[");
            self.out.push_str(data);
            self.out.push_str("]]>");
            return rest;
        }
        if rest.starts_with("<!") {
            return self.document_type(rest);
        }
        if rest.starts_with("<?") {
            return rest.split_once('>').map_or("", |(_, rest)| rest);
        }
        let closing = rest.starts_with("</");
        let name_start = 1 + usize::from(closing);
        let name_end = rest[name_start..]
            .find(|letter: char| {
                letter.is_whitespace() || matches!(letter, '>' | '/' | '<' | '&' | '"' | '\'')
            })
            .map_or(rest.len(), |end| name_start + end);
        let name = &rest[name_start..name_end];
        let end = name
            .starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
            .then(|| tag_end(rest, name_end))
            .flatten();
        let Some(end) = end else {
            self.out.push_str("&lt;");
            return &rest[1..];
        };
        if closing {
            // An end tag without a beginning is dropped; one that crosses others ends them.
            // Looking back so far is enough for any feed and keeps the whole linear.
            const FURTHEST: usize = 64;
            let near = self.open.len().saturating_sub(FURTHEST);
            let place = self.open[near..].iter().rposition(|(open, _)| open == name);
            self.broken |= place.is_none_or(|place| near + place + 1 < self.open.len());
            if let Some(place) = place.map(|place| near + place) {
                while self.open.len() > place {
                    self.close_one();
                }
            }
            return &rest[end..];
        }
        let inner = &rest[name_end..end - 1];
        let alone = inner.trim_end().ends_with('/');
        if self.open.is_empty() {
            let (prefix, root) = name.split_at(name.find(':').map_or(0, |colon| colon + 1));
            root.clone_into(&mut self.root);
            // RDF's own names keep theirs.
            if matches!(root, "feed" | "rss" | "entry") {
                prefix.clone_into(&mut self.prefix);
            }
        }
        let known = self.known(name).to_owned();
        self.out.push('<');
        self.out.push_str(&known);
        let has_markup = self.attributes(&known, inner.trim_end().trim_end_matches('/'));
        if alone {
            self.out.push_str("/>");
            return &rest[end..];
        }
        self.out.push('>');
        if has_markup && self.markup_from.is_none() {
            self.markup_from = Some(self.open.len());
        }
        self.open.push((name.to_owned(), known));
        if name == "item" {
            // An item that never ends does so where the next begins: what is looked at is looked at once.
            let item = rest[end..].split("<item").next().unwrap_or_default();
            self.begin_item(inner, item.split("</item").next().unwrap_or_default());
        }
        &rest[end..]
    }

    /// Looks at what an item of RSS lacks, before its first element.
    fn begin_item(&mut self, attributes: &str, item: &str) {
        self.lacks_title = !item.contains("<title");
        self.lacks_description = !item.contains("<description");
        // RSS 1.0 names an item by its address, whether it has a link or not; the library wants one of some sort.
        if self.root == "RDF" && !item.contains("<link") {
            let about = attributes.split("about=").nth(1).and_then(|after| {
                let quote = after
                    .chars()
                    .next()
                    .filter(|sign| matches!(sign, '"' | '\''))?;
                after[1..].split(quote).next()
            });
            self.out.push_str("<link>");
            self.words(about.unwrap_or("urn:none"), false);
            self.out.push_str("</link>");
        }
    }

    /// What the library calls an element.
    fn known<'name>(&mut self, name: &'name str) -> &'name str {
        let own = match name.strip_prefix(self.prefix.as_str()) {
            Some(own) if self.markup_from.is_none() => own,
            _ => name,
        };
        let (is_rss, is_atom) = (self.root == "rss", self.root == "feed");
        match own {
            "item" | "entry" => self.is_dated = false,
            "pubDate" | "dc:date" | "published" | "issued" => self.is_dated = true,
            _ => {}
        }
        match own {
            "dc:title" | "media:title" if self.lacks_title => "title",
            "dc:description" | "itunes:summary" if self.lacks_description => "description",
            // Of Atom 0.3.
            "issued" if is_atom => "published",
            "modified" if is_atom => "updated",
            "dcterms:modified" if is_atom => "updated",
            "dcterms:issued" | "dcterms:created" if is_atom && !self.is_dated => "published",
            "dcterms:issued" | "dcterms:created" if is_rss && !self.is_dated => "pubDate",
            "atom:published" | "atom:updated" | "a10:published" | "a10:updated"
                if is_rss && !self.is_dated =>
            {
                "pubDate"
            }
            _ => own,
        }
    }

    /// Ends the innermost element that stands open; false when there is none.
    fn close_one(&mut self) -> bool {
        let Some((_, known)) = self.open.pop() else {
            return false;
        };
        if self.markup_from == Some(self.open.len()) {
            self.markup_from = None;
        }
        self.out.push_str("</");
        self.out.push_str(&known);
        self.out.push('>');
        true
    }

    /// Writes the attributes of an element; whether it holds markup of its own.
    fn attributes(&mut self, element: &str, inner: &str) -> bool {
        let is_root = self.open.is_empty();
        let is_atom = is_root && matches!(element, "feed" | "entry");
        let mut versioned = false;
        let mut has_markup = false;
        let mut is_escaped = false;
        let mut names: Vec<&str> = Vec::new();
        let mut rest = inner;
        while let Some((name, after)) = rest.split_once('=') {
            let name = name.split_whitespace().last().unwrap_or("");
            let after = after.trim_start();
            let Some(quote) = after
                .chars()
                .next()
                .filter(|sign| matches!(sign, '"' | '\''))
            else {
                break;
            };
            let (value, next) = after[1..].split_once(quote).unwrap_or((&after[1..], ""));
            rest = next;
            // An attribute said twice is no longer XML.
            if name.is_empty() || names.contains(&name) || names.len() >= 64 {
                continue;
            }
            names.push(name);
            if name == "xmlns" && is_root && (is_atom || element == "rss") {
                continue;
            }
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            match name {
                "version" if is_root && element == "rss" => {
                    versioned = true;
                    let known = matches!(value, "2.0" | "0.91" | "0.92");
                    self.out.push_str(if known { value } else { "2.0" });
                }
                "xmlns" if is_root && value.contains("netscape.com") => self.out.push_str(RSS_1),
                "type" if element == "content" || TEXTS.contains(&element) => {
                    let lower = value.to_ascii_lowercase();
                    let known = match lower.as_str() {
                        "text" | "html" | "xhtml" | "text/html" => lower.as_str(),
                        "application/xhtml+xml" => "xhtml",
                        _ if lower.contains("html") => "html",
                        other if element == "content" && other.contains('/') => other,
                        _ => "text",
                    };
                    has_markup |= known == "xhtml";
                    self.words(known, true);
                }
                "mode" => {
                    // Of Atom 0.3, which lets HTML be either.
                    has_markup |= value == "xml";
                    is_escaped = value == "escaped";
                    self.words(value, true);
                }
                _ => self.words(value, true),
            }
            self.out.push('"');
        }
        if is_root && element == "rss" && !versioned {
            self.out.push_str(" version=\"2.0\"");
        }
        if is_atom {
            self.out.push_str(&format!(" xmlns=\"{ATOM}\""));
        }
        has_markup && !is_escaped
    }

    /// Characters, with their references made ones that every reader knows.
    fn words(&mut self, text: &str, quoted: bool) {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '"', '<', '\u{0}']) {
            self.out.push_str(&rest[..at]);
            let sign = rest.as_bytes()[at];
            rest = &rest[at + 1..];
            match sign {
                b'"' if quoted => self.escape("quot"),
                b'"' => self.out.push('"'),
                b'<' => self.escape("lt"),
                b'&' => rest = self.reference(rest),
                _ => {}
            }
        }
        self.out.push_str(rest);
    }

    /// Writes a sign of XML by its name; where the library would leave it bare, so that its name is what is left.
    fn escape(&mut self, name: &str) {
        self.out.push_str(if self.markup_from.is_some() {
            "&amp;"
        } else {
            "&"
        });
        self.out.push_str(name);
        self.out.push(';');
    }

    /// What stands behind an ampersand; gives what is left behind the reference.
    fn reference<'text>(&mut self, rest: &'text str) -> &'text str {
        const LONGEST: usize = 40;
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        let Some(name) = end.and_then(|end| rest.get(..end)) else {
            self.escape("amp");
            return rest;
        };
        let behind = &rest[name.len() + 1..];
        if matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") {
            self.escape(name);
            return behind;
        }
        let meant = match self.entities.get(name) {
            Some(value) if self.expanded + value.len() <= MOST_EXPANDED => {
                self.expanded += value.len();
                Some(value.clone())
            }
            _ => reference(name),
        };
        let Some(value) = meant else {
            self.escape("amp");
            return rest;
        };
        for letter in value.chars() {
            match letter {
                '&' => self.escape("amp"),
                '<' => self.escape("lt"),
                '>' => self.escape("gt"),
                '"' => self.escape("quot"),
                // Control characters are not XML, however they are written.
                _ if letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{80}'..) => {}
                _ => self.out.push_str(&format!("&#{};", u32::from(letter))),
            }
        }
        behind
    }

    /// A document type is left out; the plain texts it gives names to are kept for their references.
    fn document_type<'text>(&mut self, rest: &'text str) -> &'text str {
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let Some(subset) = rest[..end].find('[') else {
            return &rest[end..];
        };
        let Some(close) = rest[subset..].find("]").map(|close| subset + close) else {
            return &rest[end..];
        };
        for declaration in rest[subset..close].split("<!ENTITY").skip(1).take(1000) {
            let mut words = declaration.trim_start().splitn(2, char::is_whitespace);
            let (Some(name), Some(value)) = (words.next(), words.next()) else {
                continue;
            };
            let value = value.trim_start();
            let text = value
                .chars()
                .next()
                .filter(|quote| matches!(quote, '"' | '\''))
                .and_then(|quote| value[1..].split_once(quote));
            if let Some((text, _)) = text.filter(|(text, _)| !text.contains('&')) {
                self.entities.insert(name.to_owned(), text.to_owned());
            }
        }
        rest[close..]
            .find('>')
            .map_or("", |end| &rest[close + end + 1..])
    }
}

/// Behind the `>` of a tag; one between quotes does not count. A `<` before it means that the tag never ended.
fn tag_end(text: &str, from: usize) -> Option<usize> {
    // A picture may be written out in an attribute.
    const LONGEST: usize = 1 << 20;
    let mut quote = None;
    for (index, &byte) in text.as_bytes()[from..].iter().take(LONGEST).enumerate() {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(from + index + 1),
            (None, b'<') => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_strict_readers_stumble_over_is_put_right() {
        let check = |text: &str, expected: &str| assert_eq!(mend(text).text, expected, "{text}");
        check("<rss><a>x</a></rss>", "<rss version=\"2.0\"><a>x</a></rss>");
        check("<rss version='2.01'/>", "<rss version=\"2.0\"/>");
        check(
            "<a>1 & 2 &eacute; &#X41; &lt;</a>",
            "<a>1 &amp; 2 &#233; &#65; &lt;</a>",
        );
        check("<a><b>x</a></c> y", "<a><b>x</b></a> y");
        check("<a><![CDATA[x & <b>", "<a><![CDATA[x & <b>]]></a>");
        check("<a>2 < 3 <-- x</a>", "<a>2 &lt; 3 &lt;-- x</a>");
        check(
            "<title type=\"application/x\">x</title>",
            "<title type=\"text\">x</title>",
        );
        check(
            "<!DOCTYPE a [ <!ENTITY who \"Jo > Ann\"> ]><a b='&who;'>&who;</a>",
            "<a b=\"&#74;&#111;&#32;&gt;&#32;&#65;&#110;&#110;\">&#74;&#111;&#32;&gt;&#32;&#65;&#110;&#110;</a>",
        );
        check("<a x=\"1\" x=\"2\">", "<a x=\"1\"></a>");
        check("<a>It&#146;s</a>", "<a>It&#8217;s</a>");
        assert_eq!(mend("<a><b>x</a></a>").broken_at, Some(7));
        assert_eq!(mend("<a>x").broken_at, Some(4));
        assert_eq!(mend("<a>&nbsp;</a>").broken_at, None);
    }

    #[test]
    fn what_the_library_has_no_words_for_is_said_in_its_own() {
        let check = |text: &str, expected: &str| assert_eq!(mend(text).text, expected, "{text}");
        check(
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><issued>1</issued><modified>2</modified></entry></feed>",
            "<feed version=\"0.3\" xmlns=\"http://www.w3.org/2005/Atom\"><entry><published>1</published><updated>2</updated></entry></feed>",
        );
        check(
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry/></a:feed>",
            "<feed xmlns:a=\"http://www.w3.org/2005/Atom\" xmlns=\"http://www.w3.org/2005/Atom\"><entry/></feed>",
        );
        check(
            "<rss version='2.0' xmlns='http://backend.userland.com/rss2'><item><a10:updated>1</a10:updated></item></rss>",
            "<rss version=\"2.0\"><item><pubDate>1</pubDate></item></rss>",
        );
        check(
            "<rdf:RDF xmlns='http://my.netscape.com/rdf/simple/0.9/'><item rdf:about='http://a.b/?c&amp;d'><title>x</title></item></rdf:RDF>",
            "<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\"><item rdf:about=\"http://a.b/?c&amp;d\"><link>http://a.b/?c&amp;d</link><title>x</title></item></rdf:RDF>",
        );
        // What the library leaves bare when it puts markup together again.
        check(
            "<content type='xhtml'><div title='&quot;'>a &lt;b&gt; &amp; &#60;</div></content>&lt;",
            "<content type=\"xhtml\"><div title=\"&amp;quot;\">a &amp;lt;b&amp;gt; &amp;amp; &amp;lt;</div></content>&lt;",
        );
    }

    #[test]
    fn a_bomb_of_entities_adds_no_more_than_is_allowed() {
        let text = format!(
            "<!DOCTYPE a [<!ENTITY b \"{}\">]><a>{}</a>",
            "x".repeat(10_000),
            "&b;".repeat(10_000)
        );
        assert!(mend(&text).text.len() < 8 * MOST_EXPANDED);
    }
}
