//! What Obsidian adds to Markdown: links of wikis, `%% comments %%`, `==highlights==` and the names of blocks, `^name`.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// How the Markdown of a text is read.
pub(in crate::bundle::seed::markdown) fn options(text: &str) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    options.set(Options::ENABLE_WIKILINKS, has_wikilinks(text));
    options
}

/// Whether a text has links as wikis and Obsidian write them, `[[Tides]]`, and none that the reader of those would take for
/// one: `[[1]](https://example.org)`.
fn has_wikilinks(text: &str) -> bool {
    let mut links = text.match_indices("[[");
    links.any(|(at, sign)| text[at + sign.len()..].starts_with(char::is_alphabetic))
        && !text.contains("]](")
        && !text.contains("]][")
}

/// What begins and ends a comment.
const COMMENT: &str = "%%";

/// What begins and ends a highlight.
const HIGHLIGHT: &str = "==";

/// The signs of a text, outside of code. All places rise.
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// Comments with their signs.
    pub comments: Vec<Range<usize>>,
    /// Where the last comment begins, if nothing ends it.
    pub unclosed: Option<usize>,
    /// Names of blocks, each with the blank before it.
    pub names: Vec<Range<usize>>,
    /// Where highlights begin and end, in turn.
    pub highlights: Vec<usize>,
}

impl Signs {
    /// Finds them.
    pub(super) fn find(text: &str) -> Self {
        let mut signs = Self::default();
        if ![COMMENT, HIGHLIGHT, " ^", "\n^"]
            .iter()
            .any(|sign| text.contains(sign))
        {
            return signs;
        }
        let mut closed = code_places(text);
        signs.find_comments(text, &closed);
        closed.retain(|code| !is_within(&signs.comments, code.start));
        closed.extend(signs.comments.iter().cloned());
        closed.sort_unstable_by_key(|place| place.start);
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            signs.find_name(line, at, &closed);
            signs.find_highlights(line, at, &closed);
            at += line.len();
        }
        signs
    }

    /// A comment within a line ends in its paragraph; one that begins a line, wherever it is ended.
    fn find_comments(&mut self, text: &str, code: &[Range<usize>]) {
        let (mut at, mut line_start) = (0, 0);
        while let Some(next) = text[at..].find(COMMENT) {
            let start = at + next;
            let inside = start + COMMENT.len();
            let line_end = text[at..start].rfind('\n');
            line_start = line_end.map_or(line_start, |end| at + end + 1);
            let line = &text[line_start..start];
            at = inside;
            // `100%%` and `\%%` are words.
            let is_word = line.ends_with(|sign: char| sign.is_ascii_digit() || sign == '\\');
            if is_word || is_within(code, start) {
                continue;
            }
            let begins_line = line.chars().all(|sign| " \t>-*+".contains(sign));
            let end = text[inside..].find(COMMENT).map(|end| inside + end);
            match end {
                Some(end) if begins_line || !is_parted(&text[inside..end]) => {
                    let line_end = text[inside..end].rfind('\n');
                    line_start = line_end.map_or(line_start, |end| inside + end + 1);
                    at = end + COMMENT.len();
                }
                None if begins_line => {
                    at = text.len();
                    self.unclosed = Some(start);
                }
                _ => continue,
            }
            self.comments.push(start..at);
        }
    }

    /// The name of a block ends its last line. What is as short as an exponent is none.
    fn find_name(&mut self, line: &str, start: usize, closed: &[Range<usize>]) {
        const SHORTEST: usize = 3;
        let words = line.trim_end();
        let Some((before, name)) = words.rsplit_once('^') else {
            return;
        };
        let is_name = name.len() >= SHORTEST
            && name
                .bytes()
                .all(|sign| sign.is_ascii_alphanumeric() || sign == b'-')
            && name.bytes().any(|sign| sign.is_ascii_alphabetic());
        let at = start + before.len();
        if is_name && (before.is_empty() || before.ends_with(' ')) && !is_within(closed, at) {
            self.names
                .push(start + before.trim_end().len()..start + words.len());
        }
    }

    /// A highlight begins before a word and ends behind one, in one line. `a == b`, `a==b` and `====` are none.
    fn find_highlights(&mut self, line: &str, start: usize, closed: &[Range<usize>]) {
        let mut open = None;
        for (at, sign) in line.match_indices(HIGHLIGHT) {
            let before = line[..at].chars().next_back();
            let after = line[at + sign.len()..].chars().next();
            if [before, after].contains(&Some('=')) || is_within(closed, start + at) {
                continue;
            }
            let is_blank = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
            let is_word =
                |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
            match open {
                None if !is_blank(after) && !is_word(before) => open = Some(at),
                Some(begun) if !is_blank(before) && !is_word(after) => {
                    self.highlights.extend([start + begun, start + at]);
                    open = None;
                }
                _ => {}
            }
        }
    }
}

/// Whether an empty line stands in a text.
fn is_parted(text: &str) -> bool {
    let mut lines = text.split('\n');
    // What stands beside the signs is no line of its own.
    lines.next();
    lines.next_back();
    lines.any(|line| line.trim().is_empty())
}

/// Where code stands, rising.
fn code_places(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, options(text)).into_offset_iter();
    let code = events
        .filter(|(event, _)| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))));
    code.map(|(_, place)| place).collect()
}

/// Whether a place is in one of some that rise and do not overlap.
fn is_within(places: &[Range<usize>], at: usize) -> bool {
    let behind = places.partition_point(|place| place.start <= at);
    behind > 0 && at < places[behind - 1].end
}

/// Leaves nothing of a place, which may hold line ends, but its length.
pub(super) fn blank(source: &mut String, place: Range<usize>) {
    let mut at = place.start;
    while at < place.end {
        let end = source[at..place.end]
            .find('\n')
            .map_or(place.end, |end| at + end);
        // Blanks at either end of a line or behind a bullet would make code of it, or break it; before a full stop they would
        // be seen.
        let mut before = source[..at].chars().rev();
        let after = source[end..].chars().next();
        let last = before.next();
        let is_line = last.is_none_or(|sign| sign == '\n') && after.is_none_or(|sign| sign == '\n');
        let is_apart = last == Some(' ')
            && before.next().is_some_and(char::is_alphanumeric)
            && after == Some(' ');
        let blanks = || " ".repeat(end - at);
        let new = match is_line || is_apart {
            true => blanks(),
            false => super::nothing(end - at).unwrap_or_else(blanks),
        };
        source.replace_range(at..end, &new);
        at = end + 1;
    }
}
