//! The to-do layer: Markdown whose inner line breaks were lost, drawn again as its author meant it.
//!
//! Every line is one block of the original: a heading, a numbered item with its inner lists, a label with a list, a
//! bullet or a paragraph. Inner bullets stand as ` - ` in the line. `todo/segment.rs` decides which of those are
//! bullets and `todo/nesting.rs` which bullet stands below which; here lines become blocks.

use crate::model::{Ask, Block, Contact, Inline, Mention};

use super::contact::{Finder, LineKind};
use super::lines::{Line, ends_sentence};
use super::marks;

mod nesting;
mod segment;

pub(super) use segment::{Segment, Shape, field_label};

/// What a to-do layer became.
#[derive(Debug, Default)]
pub(super) struct Todo {
    pub blocks: Vec<Block>,
    pub contacts: Vec<Contact>,
    pub mentions: Vec<Mention>,
    pub asks: Vec<Ask>,
}

/// Reads the lines of the layer.
pub(super) fn read(lines: &[Line<'_>]) -> Todo {
    let mut blocks = Vec::new();
    let mut finder = Finder::default();
    for line in lines {
        read_line(
            line.text,
            line.span.start as usize,
            &mut blocks,
            &mut finder,
        );
    }
    let (contacts, mentions, asks) = finder.finish();
    Todo {
        blocks,
        contacts,
        mentions,
        asks,
    }
}

fn read_line(text: &str, offset: usize, blocks: &mut Vec<Block>, finder: &mut Finder) {
    let text = text.trim_end();
    let lead = text.len() - text.trim_start().len();
    let (text, offset) = (&text[lead..], offset + lead);
    if text.is_empty() {
        return;
    }
    if let Some((level, words)) = heading(text) {
        return read_heading(
            level,
            words,
            offset + text.len() - words.len(),
            blocks,
            finder,
        );
    }
    if matches!(text, "---" | "***" | "___" | "* * *" | "- - -") {
        return blocks.push(Block::Rule);
    }
    if let Some((number, words)) = numbered(text) {
        return read_items(
            number,
            words,
            offset + text.len() - words.len(),
            blocks,
            finder,
        );
    }
    if let Some(words) = ["- ", "* ", "• ", "+ "]
        .iter()
        .find_map(|bullet| text.strip_prefix(bullet))
    {
        let segments = segment::split_item(words, offset + text.len() - words.len());
        finder.line(&segments, LineKind::Bullet);
        let items = nesting::nest(&segments);
        // Bullets whose list was broken by an empty line go on with it.
        match blocks.last_mut() {
            Some(Block::List {
                start: None,
                items: above,
            }) => above.extend(items),
            _ => blocks.push(Block::List { start: None, items }),
        }
        return;
    }
    if text.starts_with("> ") {
        let mut inner = Vec::new();
        let words = text.trim_start_matches("> ");
        read_line(words, offset + text.len() - words.len(), &mut inner, finder);
        return blocks.push(Block::Quote(inner));
    }
    read_paragraph(text, offset, blocks, finder);
}

/// A paragraph, or a label with the list that ran into it.
fn read_paragraph(text: &str, offset: usize, blocks: &mut Vec<Block>, finder: &mut Finder) {
    let segments = segment::split_paragraph(text, offset);
    finder.line(&segments, LineKind::Paragraph);
    let Some((head, items)) = segments.split_first() else {
        return;
    };
    blocks.push(Block::Paragraph {
        inlines: nesting::inlines(head),
        role: None,
    });
    if !items.is_empty() {
        blocks.push(Block::List {
            start: None,
            items: nesting::nest(items),
        });
    }
}

/// One numbered item, or several that ran together.
fn read_items(
    number: u32,
    words: &str,
    offset: usize,
    blocks: &mut Vec<Block>,
    finder: &mut Finder,
) {
    let mut number = number;
    let mut from = 0;
    for cut in segment::next_numbers(words, number)
        .into_iter()
        .chain([(words.len(), words.len())])
    {
        let item = &words[from..cut.0];
        let segments = segment::split_item(item, offset + from);
        finder.line(&segments, LineKind::Numbered);
        let mut nested = nesting::nest_below_head(&segments);
        if nested.is_empty() {
            nested.push(Block::Paragraph {
                inlines: Vec::new(),
                role: None,
            });
        }
        match blocks.last_mut() {
            // A list goes on only where its numbers do: the numbers are the author's.
            Some(Block::List {
                start: Some(start),
                items,
            }) if *start as usize + items.len() == number as usize => {
                items.push(nested);
            }
            _ => blocks.push(Block::List {
                start: Some(number),
                items: vec![nested],
            }),
        }
        number = number.saturating_add(1);
        from = cut.1;
    }
}

fn heading(text: &str) -> Option<(u8, &str)> {
    let level = text.bytes().take_while(|&byte| byte == b'#').count();
    let words = text[level..].strip_prefix(' ')?.trim_start();
    (1..=6)
        .contains(&level)
        .then_some((u8::try_from(level).unwrap_or(6), words))
}

/// `12. words` or `12) words`.
fn numbered(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 4 {
        return None;
    }
    let words = text[digits..].strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    Some((text[..digits].parse().ok()?, words.trim_start()))
}

/// A heading, cut off from the paragraph or list it ran into.
fn read_heading(
    level: u8,
    words: &str,
    offset: usize,
    blocks: &mut Vec<Block>,
    finder: &mut Finder,
) {
    let trimmed = words.trim_end_matches(['#', ' ']);
    let words = if trimmed.is_empty() { words } else { trimmed };
    let cut = heading_end(words);
    let head = segment::plain(words[..cut].trim_end(), offset);
    finder.line(std::slice::from_ref(&head), LineKind::Heading);
    blocks.push(Block::Heading {
        level,
        inlines: marks::parse(head.text),
    });
    if cut < words.len() {
        read_line(&words[cut..], offset + cut, blocks, finder);
    }
}

/// Headings that are nearly always the whole heading when a sentence follows them on the line.
const WHOLE_HEADINGS: [&str; 14] = [
    "In Conclusion",
    "Conclusion",
    "Final Thoughts",
    "Final Note",
    "Introduction",
    "Overview",
    "Summary",
    "Next Steps",
    "Call to Action",
    "Closing Thoughts",
    "Closing",
    "Background",
    "Additional Resources",
    "Final Words",
];

/// Words a heading in title case writes small: with a capital they begin a sentence.
const SMALL_WORDS: [&str; 19] = [
    "A", "An", "And", "As", "At", "But", "By", "For", "From", "In", "Into", "Of", "On", "Or", "So",
    "The", "To", "Through", "With",
];

/// Words that often begin a sentence and may also stand in a title.
const OPENING_WORDS: [&str; 15] = [
    "Every", "If", "It", "Our", "These", "This", "Those", "Together", "We", "When", "While", "You",
    "Your", "Remember", "Each",
];

/// Where a heading ends and the text that ran into it begins; the length of the line when nothing ran into it.
fn heading_end(words: &str) -> usize {
    // A list that ran into it: `### Steps 1. **Name:** ...` or `### Contacts - **Name** ...`
    if let Some(at) = words.find(" 1. **").or_else(|| words.find(" - **")) {
        return at;
    }
    if !ends_sentence(words) || (is_question(words) && words.split(' ').count() <= 14) {
        return words.len();
    }
    for whole in WHOLE_HEADINGS {
        if let Some(rest) = words.strip_prefix(whole) {
            let sentence = rest.trim_start_matches(':').trim_start();
            if rest.starts_with([' ', ':'])
                && sentence.starts_with(|letter: char| {
                    letter.is_uppercase() || letter == '"' || letter == '“'
                })
            {
                return words.len() - sentence.len();
            }
        }
    }
    if let Some((label, rest)) = words.split_once(": ")
        && label.split(' ').count() <= 8
        && rest.contains(' ')
    {
        return words.len() - rest.len();
    }
    let mut starts = Vec::new();
    let mut at = 0;
    for word in words.split_inclusive(' ') {
        starts.push((at, word.trim_end()));
        at += word.len();
    }
    if starts.len() < 5 {
        return words.len();
    }
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    // A sentence has words in lower case that a title would not; it begins with the capital before the first of them,
    // or with an earlier word that a title writes small.
    let small = |word: &str| {
        SMALL_WORDS
            .iter()
            .any(|small| small.eq_ignore_ascii_case(word))
    };
    let Some(lower) = starts
        .iter()
        .position(|(_, word)| word.starts_with(char::is_lowercase) && !small(word))
    else {
        return words.len();
    };
    let opens =
        |words: &[&str], word: &str| capital(word) && words.contains(&word.trim_end_matches(','));
    let begins = starts[1..=lower]
        .iter()
        .find(|(_, word)| opens(&SMALL_WORDS, word));
    let begins = begins.or_else(|| {
        starts[1..=lower]
            .iter()
            .rev()
            .find(|(_, word)| opens(&OPENING_WORDS, word))
    });
    let begins = begins.or_else(|| {
        starts[1..lower.max(1)]
            .iter()
            .rev()
            .find(|(_, word)| capital(word))
    });
    begins.map_or(words.len(), |(at, _)| *at)
}

/// Whether a text is one question, and not a sentence with a question behind it.
fn is_question(words: &str) -> bool {
    let ends = |word: &str| {
        let bare = word.trim_end_matches(['.', '!', '?']);
        bare.len() < word.len() && bare.len() > 2 && !bare.contains('.')
    };
    let mut before_last = words.split(' ').rev().skip(1);
    words.ends_with('?') && !before_last.any(ends)
}

/// Looks for contacts in one block of real Markdown, whose list items still stand on lines of their own.
pub(super) fn find_in_source(source: &str, offset: usize, finder: &mut Finder) {
    let mut segments = Vec::new();
    let mut at = offset;
    let mut numbered_head = false;
    for line in source.split_inclusive('\n') {
        let words = line.trim();
        let bare = ["- ", "* ", "+ ", "> "]
            .iter()
            .find_map(|bullet| words.strip_prefix(bullet))
            .unwrap_or(words);
        let bare = numbered(bare).map_or(bare, |(_, words)| words);
        numbered_head |= segments.is_empty() && numbered(words).is_some();
        if !bare.is_empty() {
            let lead = line.len() - line.trim_start().len() + (words.len() - bare.len());
            segments.push(segment::plain(bare, at + lead));
        }
        at += line.len();
    }
    finder.line(
        &segments,
        if numbered_head {
            LineKind::Numbered
        } else {
            LineKind::Paragraph
        },
    );
}

/// The plain words of a segment, for comparing labels.
pub(super) fn plain_words(text: &str) -> String {
    Inline::plain(&marks::parse(text))
}
