//! What generators add to Markdown, rewritten as Markdown of the same length, so that every place stays where it is.
//!
//! Boxes: `:::note` (markdown-it-container, Docusaurus, Pandoc's fenced divisions), `!!! note` (Python-Markdown) and
//! `> [!NOTE]` (GitHub, Obsidian). Attributes: kramdown's `{: .wide}` and those of Pandoc behind a link. Tags: the code of
//! Jekyll, Hexo and Hugo, `raw`, and the addresses Liquid and Hugo write into links. Signs: those of Obsidian. All else stays
//! as it was written.

use std::borrow::Cow;
use std::ops::Range;

use super::Desk;
use crate::bundle::problem::Code;
use crate::bundle::seed::lines::Fences;
use crate::bundle::seed::{Furniture, Use};
use crate::model::Span;

mod obsidian;

pub(super) use obsidian::options;

/// Lines set in by as many columns are code, or belong to a block that is looked at as it stands.
const CODE_INDENT: usize = 4;

/// The most bytes of attributes or a tag within a line.
pub(super) const LONGEST_TAG: usize = 500;

/// What makes a line an item of a list that holds what is set in as far as code is.
pub(super) const ITEM: &str = "+   ";

/// What code between tags is fenced with: more than anybody has in code.
const FENCE: &str = "~~~~~~~~";

/// Markdown of so many bytes of which nothing is seen: a link without words.
fn nothing(bytes: usize) -> Option<String> {
    let signs = bytes.checked_sub("[]()".len())?;
    Some(format!("[]({})", "#".repeat(signs)))
}

/// A body as plain Markdown.
pub(super) struct Plain<'text> {
    /// As long as the body, each word where it stood.
    pub source: Cow<'text, str>,
    /// What is no word of the block it stands in, rising: comments, names of blocks.
    pub asides: Vec<Span>,
    /// What stands between the tags of `raw`, rising, counted from the beginning of the source: tags in it are words.
    pub raw: Vec<Range<usize>>,
    /// Boxes that are written as items of lists, with the place of each in the source, rising.
    pub boxes: Vec<(usize, BoxKind)>,
}

/// What an item of a list in truth is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BoxKind {
    /// A quotation.
    Admonition,
    /// A heading and what follows it.
    Tab,
}

/// The text from `start` on as plain Markdown. What MDX has beside it is blank.
pub(super) fn plain_markdown<'text>(desk: &mut Desk<'text>, start: usize) -> Plain<'text> {
    let text = desk.text;
    let asides = super::claim_asides(desk, Span::new(start, text.len()));
    let mut source = Cow::Borrowed(&text[start..]);
    for span in asides {
        let blank = span.of(text).bytes();
        let blank: String = blank
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
            .collect();
        let place = span.start as usize - start..span.end as usize - start;
        source.to_mut().replace_range(place, &blank);
    }
    let Rewriter {
        rewrites,
        raw,
        boxes,
        ..
    } = Rewriter::read(&source);
    for (place, new) in rewrites {
        let span = Span::new(start + place.start, start + place.end);
        // Within a block this changes nothing: the block has its place already.
        desk.claim(span, Use::Furniture(Furniture::Markup));
        source.to_mut().replace_range(place, &new);
    }
    let asides = take_signs(desk, start, &mut source);
    Plain {
        source,
        asides,
        raw,
        boxes,
    }
}

/// Takes the signs of Obsidian out of a source, and says which pieces of the text they were.
fn take_signs(desk: &mut Desk<'_>, start: usize, source: &mut Cow<'_, str>) -> Vec<Span> {
    let signs = obsidian::Signs::find(source);
    let mut asides = Vec::new();
    let named = signs
        .names
        .into_iter()
        .map(|place| (place, Furniture::Markup));
    let told = signs
        .comments
        .into_iter()
        .map(|place| (place, Furniture::Comment));
    for (place, furniture) in told.chain(named) {
        let span = Span::new(start + place.start, start + place.end);
        desk.claim(span, Use::Furniture(furniture));
        asides.push(span);
        obsidian::blank(source.to_mut(), place);
    }
    for at in signs.highlights {
        source.to_mut().replace_range(at..at + 2, "**");
    }
    if let Some(at) = signs.unclosed {
        let line = source[at..].lines().next().map_or(0, str::len);
        desk.report(
            Code::UnplacedText,
            Span::new(start + at, start + at + line),
            "the comment that begins here never ends, so nothing below it is published",
            "end it with `%%`, or write `\\%%` for the signs themselves",
        );
    }
    asides.sort_unstable();
    asides
}

/// Goes through the lines of a text.
struct Rewriter<'text> {
    text: &'text str,
    /// Places, and what stands there instead, of the same length.
    rewrites: Vec<(Range<usize>, String)>,
    fences: Fences,
    /// The tag that ends the code the lines stand in, and how far that which began it is set in.
    code: Option<(Tag, usize)>,
    /// Where the last line is that ends code, for each tag.
    last_ends: [usize; 2],
    /// Where the text begins that is not run, and where the last is that ends such a text.
    raw_from: Option<usize>,
    last_raw_end: usize,
    raw: Vec<Range<usize>>,
    boxes: Vec<(usize, BoxKind)>,
    /// The columns by which lines of the innermost open box or item are set in.
    indent: usize,
}

/// A tag that has a line to itself and is about code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Highlight,
    CodeBlock,
}

impl<'text> Rewriter<'text> {
    fn read(text: &'text str) -> Self {
        let mut at = 0;
        let mut last_ends = [0; 2];
        let mut lines = Vec::new();
        for line in text.split_inclusive('\n') {
            lines.push((at, line));
            if let Some((tag, None)) = code_tag(line.trim()) {
                last_ends[tag as usize] = at;
            }
            at += line.len();
        }
        let mut rewriter = Self {
            text,
            rewrites: Vec::new(),
            fences: Fences::default(),
            code: None,
            last_ends,
            raw_from: None,
            last_raw_end: text.rfind("endraw").unwrap_or(0),
            raw: Vec::new(),
            boxes: Vec::new(),
            indent: 0,
        };
        for (index, &(at, line)) in lines.iter().enumerate() {
            let next = lines.get(index + 1).map_or("", |(_, line)| line);
            rewriter.line(at, line, next);
        }
        rewriter
    }

    fn line(&mut self, at: usize, line: &str, next: &str) {
        let words = line.trim();
        let lead = line.len() - line.trim_start().len();
        let place = |lead: usize| at + lead..at + line.trim_end().len();
        if let Some((tag, indent)) = self.code {
            if code_tag(words) == Some((tag, None)) {
                self.code = None;
                self.put(place(lead.min(indent)), FENCE);
            }
            return;
        }
        if self.fences.hold(line) || words.is_empty() {
            return;
        }
        // A line that is set in less ends the boxes and items that it is not part of.
        self.indent = self.indent.min(columns(line) / CODE_INDENT * CODE_INDENT);
        if columns(line) >= self.indent + CODE_INDENT {
            return;
        }
        if is_item(words) {
            self.indent += CODE_INDENT;
        }
        if let Some((tag, Some(language))) = code_tag(words) {
            if at < self.last_ends[tag as usize] {
                self.code = Some((tag, lead));
                self.put(place(lead), &format!("{FENCE} {language}"));
            }
        } else if is_contents(words) || is_attributes(words) {
            // kramdown puts the contents in the place of a list above them.
            let above = self.text[..at].lines().next_back();
            let above = above.filter(|above| begins_contents(words) && is_item(above));
            if let Some(above) = above {
                let end = self.text[..at].trim_end().len();
                self.put(end - above.trim_end().len()..end, "");
            }
            self.put(place(lead), "");
        } else if let Some((new, kind)) = set_in_box(words).filter(|_| self.holds(next)) {
            self.boxes.push((at + lead, kind));
            self.indent += CODE_INDENT;
            self.put(place(lead), &new);
        } else if let Some(new) = container(words).or_else(|| alert(words)) {
            self.put(place(lead), &new);
        } else if words.contains('{') {
            self.within(at + lead, words);
        }
    }

    /// Whether a line may be the first of a box that begins above it.
    fn holds(&self, line: &str) -> bool {
        line.trim().is_empty() || columns(line) >= self.indent + CODE_INDENT
    }

    /// Puts something in the place of something as long or longer, and blanks behind it.
    fn put(&mut self, place: Range<usize>, new: &str) {
        if let Some(left) = place.len().checked_sub(new.len()) {
            self.rewrites
                .push((place, format!("{new}{}", " ".repeat(left))));
        }
    }

    /// Whether a tag of `raw` is one here: what never ends does not begin, and nothing begins twice.
    fn takes_raw(&mut self, at: usize, begins: bool) -> bool {
        match (self.raw_from, begins) {
            (None, true) => at < self.last_raw_end,
            (Some(from), false) => {
                self.raw.push(from..at);
                true
            }
            (None, false) => true,
            (Some(_), true) => false,
        }
    }

    /// What stands within a line that begins at `start`.
    fn within(&mut self, start: usize, words: &str) {
        let mut at = 0;
        let mut is_code = false;
        let mut target_end = usize::MAX;
        while let Some(next) = words[at..].find('{') {
            let before = &words[..at + next];
            is_code ^= words[at..at + next].matches('`').count() % 2 == 1;
            at += next;
            let rest = &words[at..words.floor_char_boundary(at + LONGEST_TAG)];
            let raw = raw_tag(rest).filter(|(_, begins)| self.takes_raw(start + at, *begins));
            if is_code || raw.is_none() && self.raw_from.is_some() {
                at += 1;
                continue;
            }
            if let Some((length, begins)) = raw {
                self.raw_from = begins.then_some(start + at + length);
            }
            let is_target = target_end == at || {
                let before = before.trim_end();
                before.ends_with("](") || before.ends_with("]:")
            };
            let found = raw.map(|(end, _)| (end, "", false));
            let found =
                found.or_else(|| attributes_behind(before, rest).map(|end| (end, "", false)));
            let found = found
                .or_else(|| template_tag(rest, is_target).map(|(end, new)| (end, new, is_target)));
            if let Some((end, new, is_target)) = found {
                // Blanks would be seen, or make code of a line that begins with them, or break one that ends with them.
                let is_line = end == words.len();
                let blanks = " ".repeat(end - new.len());
                let new = match is_target || is_line {
                    true => format!("{blanks}{new}"),
                    false => nothing(end).unwrap_or(blanks),
                };
                self.put(start + at..start + at + end, &new);
                at += end;
                target_end = if is_target { at } else { usize::MAX };
            } else {
                at += 1;
            }
        }
    }
}

/// The columns a line is set in by.
fn columns(line: &str) -> usize {
    let signs = line.bytes().take_while(|sign| matches!(sign, b' ' | b'\t'));
    signs.fold(0, |columns, sign| match sign {
        b'\t' => (columns / CODE_INDENT + 1) * CODE_INDENT,
        _ => columns + 1,
    })
}

/// The tag that is a line, and the language where it begins code: `{% highlight ruby %}`, `{% codeblock lang:js %}`,
/// `{{< highlight go >}}`, and what ends them.
fn code_tag(words: &str) -> Option<(Tag, Option<&str>)> {
    let inside = [("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}")]
        .into_iter()
        .find_map(|(open, close)| words.strip_prefix(open)?.strip_suffix(close))?;
    let inside = inside.trim_matches('-').trim();
    let end = inside
        .strip_prefix("end")
        .or_else(|| inside.strip_prefix('/'));
    match end.map(str::trim) {
        Some("highlight") => return Some((Tag::Highlight, None)),
        Some("codeblock") => return Some((Tag::CodeBlock, None)),
        _ => {}
    }
    let mut parts = inside.split_whitespace();
    let (tag, language) = match parts.next()? {
        "highlight" => (Tag::Highlight, parts.next()),
        "codeblock" => (
            Tag::CodeBlock,
            parts.find_map(|part| part.strip_prefix("lang:")),
        ),
        _ => return None,
    };
    let language = language.unwrap_or("").trim_matches(['"', '\'']);
    let is_plain = |letter: char| letter.is_alphanumeric() || "+-#_.".contains(letter);
    let language = match language.chars().all(is_plain) {
        true => language,
        false => "",
    };
    Some((tag, Some(language)))
}

/// A line in whose place a generator puts the contents of the page.
fn is_contents(words: &str) -> bool {
    words.len() <= 12
        && matches!(
            words.to_ascii_lowercase().as_str(),
            "[toc]" | "[[toc]]" | "[[_toc_]]" | "${toc}" | "@[toc]"
        )
}

/// What kramdown has below a list in whose place it puts the contents: `{:toc}`.
fn begins_contents(words: &str) -> bool {
    let name = words.strip_prefix("{:").map(str::trim_start);
    name.is_some_and(|name| leading_word(name).0 == "toc")
}

/// Whether a line is an item of a list: `* TOC`, `1. TOC`.
fn is_item(line: &str) -> bool {
    let mark = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    mark.starts_with(['*', '-', '+', '.', ')']) && mark[1..].starts_with(' ')
}

/// A line of attributes for the block beside it: `{: .wide}`, `{#part}`.
fn is_attributes(words: &str) -> bool {
    let inside = words
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    inside.is_some_and(|inside| {
        inside.starts_with([':', '.', '#']) && inside.len() > 1 && !inside.contains(['{', '}'])
    })
}

/// What a box begins with: its title as a heading, or else its kind.
fn heading_of_box(kind: &str, title: &str) -> String {
    match (kind, title) {
        ("", "") => String::new(),
        (kind, "") => format!("_{kind}_"),
        (_, title) => format!("#### {title}"),
    }
}

/// The word that a text begins with, and what follows it.
fn leading_word(text: &str) -> (&str, &str) {
    let end = text
        .find(|letter: char| !letter.is_alphanumeric() && !"_-".contains(letter))
        .unwrap_or(text.len());
    text.split_at(end)
}

/// The line that begins or ends a box: `:::note Title`, `:::note[Title]`, `::: {.wide}`, `:::`.
fn container(words: &str) -> Option<String> {
    let rest = words.strip_prefix(":::")?.trim_matches([':', ' ', '\t']);
    let (kind, rest) = leading_word(rest);
    let mut title = rest.trim_start();
    if kind.is_empty() && !title.is_empty() && !title.starts_with('{') {
        return None;
    }
    if let Some((_, behind)) = title
        .strip_prefix('{')
        .and_then(|rest| rest.split_once('}'))
    {
        title = behind;
    } else if let Some((before, _)) = title
        .strip_suffix('}')
        .and_then(|rest| rest.rsplit_once('{'))
    {
        title = before;
    }
    let title = title.trim();
    let bracketed = title
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let heading = heading_of_box(kind, bracketed.unwrap_or(title).trim());
    // Two blanks behind it would break the line.
    let indent = if heading.starts_with('_') { " " } else { "" };
    Some(format!("{indent}{heading}"))
}

/// The line above a box that is set in. It becomes an item of a list, which holds what is set in below it.
fn set_in_box(words: &str) -> Option<(String, BoxKind)> {
    admonition(words)
        .map(|new| (new, BoxKind::Admonition))
        .or_else(|| tab(words).map(|new| (new, BoxKind::Tab)))
}

/// `!!! note "Title"`, `??? note` (Python-Markdown, PyMdown).
fn admonition(words: &str) -> Option<String> {
    let rest = ["!!!", "???+", "???"]
        .into_iter()
        .find_map(|mark| words.strip_prefix(mark))?;
    let (kinds, title) = rest.split_once('"').unwrap_or((rest, "\""));
    let title = title.strip_suffix('"')?.trim();
    let kind = kinds.split_whitespace().next()?;
    let is_kind = kinds
        .split_whitespace()
        .all(|kind| leading_word(kind).1.is_empty());
    if !(rest.starts_with(' ') && is_kind) {
        return None;
    }
    let heading = heading_of_box(kind, title);
    // What is set in as far as it is here stands in the item, if there is room for that many blanks.
    let wide = format!("{ITEM}{heading}");
    let narrow = format!("+ {heading}");
    Some(if wide.len() <= words.len() {
        wide
    } else {
        narrow
    })
}

/// `=== "Title"`, `===! "Title"` (PyMdown, as MkDocs has it).
fn tab(words: &str) -> Option<String> {
    let rest = words.strip_prefix("===")?;
    let title = rest.strip_prefix(['!', '+']).unwrap_or(rest);
    let title = title.strip_prefix(" \"")?.strip_suffix('"')?.trim();
    (!title.is_empty()).then(|| format!("{ITEM}# {title}"))
}

/// The first line of a quotation that is a box: `> [!NOTE]`, `> [!tip]- Title`.
fn alert(words: &str) -> Option<String> {
    let rest = words.trim_start_matches(['>', ' ']);
    let quotes = &words[..words.len() - rest.len()];
    let (kind, title) = leading_word(rest.strip_prefix("[!")?);
    let title = title.strip_prefix(']')?.trim_start_matches(['+', '-']);
    (quotes.starts_with('>') && !kind.is_empty())
        .then(|| format!("{quotes}{}", heading_of_box(kind, title.trim())))
}

/// The length of the attributes that a text begins with, behind that which they belong to.
fn attributes_behind(before: &str, text: &str) -> Option<usize> {
    let end = text.find('}')? + 1;
    let inside = &text[1..end - 1];
    let (name, value) = leading_word(inside);
    let belongs = match inside.chars().next()? {
        ':' => before.ends_with([')', ']', '*', '_', '`']),
        '.' | '#' => before.ends_with(')'),
        _ => before.ends_with(')') && !name.is_empty() && value.starts_with('='),
    };
    (belongs && !inside.contains('{')).then_some(end)
}

/// The length of the tag that begins, or else ends, a text that is not run, and whether it begins it.
fn raw_tag(text: &str) -> Option<(usize, bool)> {
    let end = text.strip_prefix("{%")?.find("%}")? + "{%".len();
    let begins = match text["{%".len()..end].trim_matches('-').trim() {
        "raw" => true,
        "endraw" => false,
        _ => return None,
    };
    Some((end + "%}".len(), begins))
}

/// The length of a tag that stands in the target of a link, and what it leaves there: the address in quotes, or that of
/// `{% link a.md %}`.
fn template_tag(text: &str, is_target: bool) -> Option<(usize, &str)> {
    let (open, close) = [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}")]
        .into_iter()
        .find(|(open, _)| text.starts_with(open))?;
    let end = text.find(close)?;
    let inside = text.get(open.len()..end)?.trim_matches('-').trim();
    let end = end + close.len();
    let quoted = inside
        .find(['"', '\''])
        .and_then(|from| inside[from + 1..].split(&inside[from..=from]).next());
    let mut parts = inside.split_whitespace();
    let named = match parts.next() {
        Some("link" | "post_url" | "ref" | "relref") => parts.next(),
        // Where the site is: the rest of the address begins there.
        Some("site.url" | "site.baseurl") => Some(""),
        _ => None,
    };
    let address = quoted.or(named)?;
    let is_plain =
        !address.contains(|letter: char| letter.is_whitespace() || "()<>{}".contains(letter));
    (is_target && is_plain).then_some((end, address))
}
