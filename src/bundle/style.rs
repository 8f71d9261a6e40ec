//! The style sheet, put together from `style/` in the order of its cascade layers.
//!
//! It is compiled in and written into every page: a page is styled before anything else has been asked for. A page has
//! the parts that it shows; the app, which may show any page, takes the whole sheet along when it starts. The layers keep
//! their order and so do the rules in them, so the whole sheet after a part of it says what it says alone.

use std::collections::BTreeMap;

use crate::route::Route;

use super::html::Inline;

/// Which pages show a part of the sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum On {
    Every,
    Articles,
    /// All lists of articles, home among them.
    Lists,
    /// All but home.
    Inner,
    /// What is neither home nor an article.
    Rest,
    /// All but lists.
    Texts,
    /// Neither of the many: search, the catalogues, stories and such.
    Others,
    /// What only the app shows, anywhere.
    App,
}

macro_rules! files {
    ($($on:ident $name:literal,)*) => {
        &[$(($name, include_str!(concat!("../../style/", $name)), On::$on),)*]
    };
}

/// Files in the order in which they are joined. The first names the layers.
const FILES: &[(&str, &str, On)] = files![
    Every "layers.css",
    Every "tokens.css",
    Every "reset.css",
    Every "base.css",
    Texts "prose.css",
    Every "layout.css",
    Articles "part/around.css",
    Articles "part/article.css",
    Others "part/catalogue.css",
    Every "part/control.css",
    Inner "part/crumbs.css",
    Lists "part/entry.css",
    Every "part/facts.css",
    Rest "part/field.css",
    Rest "part/filters.css",
    App "part/found.css",
    Others "part/page.css",
    Lists "part/pager.css",
    Others "part/search.css",
    Every "part/shell.css",
    Rest "part/side.css",
    Others "part/story.css",
    Articles "part/todo.css",
    Every "utility.css",
    Every "print.css",
];

/// The sheets that pages carry.
#[derive(Debug)]
pub struct Sheets {
    article: Inline,
    home: Inline,
    list: Inline,
    whole: Inline,
}

impl Sheets {
    /// Puts them together.
    pub fn joined() -> Sheets {
        Sheets {
            article: sheet(|on| matches!(on, On::Every | On::Articles | On::Inner | On::Texts)),
            home: sheet(|on| matches!(on, On::Every | On::Lists)),
            list: sheet(|on| matches!(on, On::Every | On::Lists | On::Inner | On::Rest)),
            whole: sheet(|_| true),
        }
    }

    /// What a page of a route is written with.
    pub fn of(&self, route: &Route) -> &Inline {
        match route {
            Route::Article { .. } => &self.article,
            Route::Home { .. } => &self.home,
            Route::Category { .. } | Route::Source { .. } => &self.list,
            _ => &self.whole,
        }
    }

    /// All rules.
    pub fn whole(&self) -> &str {
        &self.whole.text
    }

    /// Each of them once.
    pub fn all(&self) -> [&Inline; 4] {
        [&self.article, &self.home, &self.list, &self.whole]
    }
}

fn sheet(is_wanted: fn(On) -> bool) -> Inline {
    let wanted = FILES.iter().filter(|(_, _, on)| is_wanted(*on));
    let sheet: String = wanted.map(|(_, text, _)| compact(text)).collect();
    Inline::new(with_values(&sheet))
}

/// With the values of the root's custom properties in the place of references to them, where a value is the same
/// everywhere, and without those that nothing refers to. Names are for who reads the sheet; a browser would look each up for
/// every element before the first paint, and every page carries them.
fn with_values(sheet: &str) -> String {
    let mut values: BTreeMap<&str, Option<String>> = BTreeMap::new();
    let mut selector = "";
    for rule in sheet.split_inclusive(['{', '}', ';']) {
        let words = rule.trim_end_matches(['{', '}', ';']);
        if rule.ends_with('{') {
            selector = words;
        } else if let Some((name, value)) = declaration(words) {
            let once = !values.contains_key(name) && selector == ":root";
            values.insert(name, once.then(|| value.to_owned()));
        }
    }
    // A value may refer to others, and those to others still.
    for _ in 0..DEEPEST {
        let known = values.clone();
        for value in values.values_mut().flatten() {
            *value = put_in(value, &known);
        }
    }
    let mut out = String::with_capacity(sheet.len());
    for rule in sheet.split_inclusive(['{', '}', ';']) {
        let is_needless = |(name, _): (&str, &str)| {
            let is_known = values.get(name).is_some_and(Option::is_some);
            is_known || !sheet.contains(&format!("var({name}"))
        };
        if declaration(rule).is_some_and(is_needless) {
            // What ended it may have ended the block as well.
            if rule.ends_with('}') {
                out.truncate(out.trim_end_matches(';').len());
                out.push('}');
            }
            continue;
        }
        out.push_str(&put_in(rule, &values));
    }
    out
}

/// How many names a value may be away from what it says.
const DEEPEST: usize = 4;

/// A rule or value with known values in the place of their names.
fn put_in(rule: &str, values: &BTreeMap<&str, Option<String>>) -> String {
    let mut parts = rule.split("var(");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let known = part.split_once(')').and_then(|(name, rest)| {
            let value = values.get(name)?.as_deref()?;
            Some((value, rest))
        });
        match known {
            Some((value, rest)) => out.extend([value, rest]),
            None => out.extend(["var(", part]),
        }
    }
    out
}

/// Name and value where a custom property is declared.
fn declaration(rule: &str) -> Option<(&str, &str)> {
    rule.split_once(':')
        .filter(|(name, _)| name.starts_with("--"))
}

/// Without comments, and without blanks that mean nothing. What stands in double quotes stays as it is.
fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, part) in without_comments(text).split('"').enumerate() {
        if at > 0 {
            out.push('"');
        }
        if at % 2 == 1 {
            out.push_str(part);
            continue;
        }
        let mut blank = false;
        for c in part.chars() {
            if c.is_ascii_whitespace() {
                blank = true;
                continue;
            }
            let before = out.chars().next_back();
            // A colon is followed by a blank in declarations only: selectors have none there.
            let joins = matches!(c, '{' | '}' | ';' | ',')
                || matches!(before, None | Some('{' | '}' | ';' | ',' | ':'));
            if blank && !joins {
                out.push(' ');
            }
            if c == '}' && before == Some(';') {
                out.pop();
            }
            out.push(c);
            blank = false;
        }
        if blank && !out.ends_with(['{', '}', ';', ',', ':']) {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Cuts `/* … */`. No string of ours holds those signs.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_joined() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
        let mut found = Vec::new();
        for folder in ["", "part"] {
            for entry in std::fs::read_dir(root.join(folder)).expect("the folder") {
                let path = entry.expect("an entry").path();
                if path.is_file() {
                    found.push(
                        path.strip_prefix(&root)
                            .expect("below")
                            .to_string_lossy()
                            .replace('\\', "/"),
                    );
                }
            }
        }
        found.sort();
        let mut joined: Vec<&str> = FILES.iter().map(|(name, ..)| *name).collect();
        joined.sort_unstable();
        assert_eq!(found, joined);
    }

    #[test]
    fn every_sheet_names_its_layers_first_and_keeps_no_comment() {
        for sheet in Sheets::joined().all().map(|sheet| &sheet.text) {
            assert!(sheet.starts_with("@layer "));
            assert!(!sheet.contains("/*") && !sheet.contains("</") && !sheet.contains('\n'));
        }
    }

    #[test]
    fn a_value_stands_in_the_place_of_its_name() {
        for (text, expected) in [
            (":root{--b:1px;c:var(--b) d}", ":root{c:1px d}"),
            (
                ":root{c:d;--b:1px}e{f:calc(2*var(--b))}",
                ":root{c:d}e{f:calc(2*1px)}",
            ),
            // Another value elsewhere, or only there.
            (
                ":root{--b:1px}@media x{:root{--b:2px}}e{f:var(--b)}",
                ":root{--b:1px}@media x{:root{--b:2px}}e{f:var(--b)}",
            ),
            ("a{--b:1px}e{f:var(--b)}", "a{--b:1px}e{f:var(--b)}"),
            (
                ":root{--b:light-dark(var(--c),var(--d));--c:1px}e{f:var(--b)}",
                ":root{}e{f:light-dark(1px,var(--d))}",
            ),
            (
                ":root{--c:1px}e{f:var(--b,var(--c))}",
                ":root{}e{f:var(--b,1px)}",
            ),
            (":root{--b:clamp(1px,2px,3px);c:d}", ":root{c:d}"),
        ] {
            assert_eq!(with_values(text), expected, "{text}");
        }
    }

    #[test]
    fn blanks_go_where_they_mean_nothing() {
        for (text, expected) in [
            ("a  b { c: d e; }\n", "a b{c:d e}"),
            (
                "a > b, c + d {\n  e: calc(1px + 2px) ;\n}",
                "a > b,c + d{e:calc(1px + 2px)}",
            ),
            (
                "a::after { content: \"· ; \" / \"\"; }",
                "a::after{content:\"· ; \" / \"\"}",
            ),
            (
                "@media (a: b) and (c) { d :not(e) { f: g } }",
                "@media (a:b) and (c){d :not(e){f:g}}",
            ),
            ("a { } /* b */ c { d: \"x\" e; }", "a{}c{d:\"x\" e}"),
        ] {
            assert_eq!(compact(text), expected, "{text}");
        }
    }
}
