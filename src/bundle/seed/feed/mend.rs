//! Feeds as they are found become feeds as they should be: what strict readers stumble over is put right.
//!
//! Undeclared entities, bare ampersands, missing or crossed end tags, a document cut off in the middle, a version or a
//! type nobody has heard of: each costs a strict reader the whole feed, and a lenient one nothing. One pass, linear in
//! the text; what a document type defines is used, never expanded again.

use std::collections::HashMap;

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
    while let Some(name) = mender.open.pop() {
        mender.close(&name);
    }
    Mended {
        text: mender.out,
        broken_at,
    }
}

struct Mender {
    out: String,
    open: Vec<String>,
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
            let place = self.open[near..].iter().rposition(|open| open == name);
            self.broken |= place.is_none_or(|place| near + place + 1 < self.open.len());
            if let Some(place) = place.map(|place| near + place) {
                while self.open.len() > place {
                    if let Some(name) = self.open.pop() {
                        self.close(&name);
                    }
                }
            }
            return &rest[end..];
        }
        let inner = &rest[name_end..end - 1];
        let alone = inner.trim_end().ends_with('/');
        self.out.push('<');
        self.out.push_str(name);
        self.attributes(name, inner.trim_end().trim_end_matches('/'));
        if alone {
            self.out.push('/');
        } else {
            self.open.push(name.to_owned());
        }
        self.out.push('>');
        &rest[end..]
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn attributes(&mut self, element: &str, inner: &str) {
        let is_root = self.open.is_empty();
        let mut versioned = false;
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
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            match name {
                "version" if is_root && element == "rss" => {
                    versioned = true;
                    let known = matches!(value, "2.0" | "0.91" | "0.92");
                    self.out.push_str(if known { value } else { "2.0" });
                }
                "type" if TEXTS.contains(&element) => self.out.push_str(match value {
                    "text" | "html" | "xhtml" | "text/html" => value,
                    "application/xhtml+xml" => "xhtml",
                    _ if value.contains("html") => "html",
                    _ => "text",
                }),
                _ => self.words(value, true),
            }
            self.out.push('"');
        }
        if is_root && element == "rss" && !versioned {
            self.out.push_str(" version=\"2.0\"");
        }
    }

    /// Characters, with their references made ones that every reader knows.
    fn words(&mut self, text: &str, quoted: bool) {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '"', '<', '\u{0}']) {
            self.out.push_str(&rest[..at]);
            let sign = rest.as_bytes()[at];
            rest = &rest[at + 1..];
            match sign {
                b'"' if quoted => self.out.push_str("&quot;"),
                b'"' => self.out.push('"'),
                b'<' => self.out.push_str("&lt;"),
                b'&' => rest = self.reference(rest),
                _ => {}
            }
        }
        self.out.push_str(rest);
    }

    /// What stands behind an ampersand; gives what is left behind the reference.
    fn reference<'text>(&mut self, rest: &'text str) -> &'text str {
        const LONGEST: usize = 40;
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        let Some(name) = end.and_then(|end| rest.get(..end)) else {
            self.out.push_str("&amp;");
            return rest;
        };
        let behind = &rest[name.len() + 1..];
        if matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") {
            self.out.push('&');
            self.out.push_str(name);
            self.out.push(';');
            return behind;
        }
        let number = name.strip_prefix('#').and_then(|digits| {
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            // Control characters are not XML, however they are written.
            char::from_u32(code).filter(|&letter| {
                !letter.is_control() || matches!(letter, '\n' | '\t' | '\u{80}'..)
            })
        });
        if let Some(letter) = number {
            self.out.push_str(&format!("&#{};", u32::from(letter)));
            return behind;
        }
        let meant = match self.entities.get(name) {
            Some(value) if self.expanded + value.len() <= MOST_EXPANDED => {
                self.expanded += value.len();
                Some(value.clone())
            }
            _ => quick_xml::escape::resolve_html5_entity(name).map(str::to_owned),
        };
        match meant {
            Some(value) => {
                for letter in value.chars() {
                    self.out.push_str(&format!("&#{};", u32::from(letter)));
                }
                behind
            }
            None => {
                self.out.push_str("&amp;");
                rest
            }
        }
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
    const LONGEST: usize = 65_536;
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
            "<a b=\"&#74;&#111;&#32;&#62;&#32;&#65;&#110;&#110;\">&#74;&#111;&#32;&#62;&#32;&#65;&#110;&#110;</a>",
        );
        check("<a x=\"1\" x=\"2\">", "<a x=\"1\"></a>");
        assert_eq!(mend("<a><b>x</a></a>").broken_at, Some(7));
        assert_eq!(mend("<a>x").broken_at, Some(4));
        assert_eq!(mend("<a>&nbsp;</a>").broken_at, None);
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
