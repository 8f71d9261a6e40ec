//! Lines of a text with their places, and the folding of white space.

use crate::model::Span;

/// One line without its end and without the white space around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'text> {
    /// The words; empty for a blank line.
    pub text: &'text str,
    /// Where the words stand.
    pub span: Span,
}

/// All lines, blank ones too. A byte order mark before the first is left out.
pub(super) fn split(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut offset = 0;
    for raw in text.split_inclusive('\n') {
        lines.push(trimmed(raw, offset));
        offset += raw.len();
    }
    lines
}

/// The words of `raw`, which begins at `offset`, without the white space around them.
pub(super) fn trimmed(raw: &str, offset: usize) -> Line<'_> {
    let blank = |letter: char| letter.is_whitespace() || letter == '\u{feff}';
    let words = raw.trim_matches(blank);
    let lead = raw.len() - raw.trim_start_matches(blank).len();
    // A line of nothing but blanks is trimmed from the left only, so its start is its end.
    let start = offset + lead.min(raw.len());
    Line {
        text: words,
        span: Span::new(start, start + words.len()),
    }
}

/// Goes through the lines of Markdown and knows which are fenced code (CommonMark, "Fenced code blocks").
#[derive(Debug, Default)]
pub(super) struct Fences {
    /// The sign of the fence that is open, and how often it stands there.
    open: Option<(char, usize)>,
}

impl Fences {
    /// Whether the next line is a fence or stands between two.
    pub(super) fn hold(&mut self, line: &str) -> bool {
        let words = line.trim();
        let sign = words
            .chars()
            .next()
            .filter(|sign| matches!(sign, '`' | '~'));
        let rest = sign.map_or(words, |sign| words.trim_start_matches(sign));
        let count = words.len() - rest.len();
        match (self.open, sign) {
            (Some((open, least)), _) => {
                if sign == Some(open) && count >= least && rest.is_empty() {
                    self.open = None;
                }
                true
            }
            // Three backticks with more behind them are code within a line.
            (None, Some(sign)) if count >= 3 && !(sign == '`' && rest.contains('`')) => {
                self.open = Some((sign, count));
                true
            }
            _ => false,
        }
    }
}

/// White space of any kind folded into single blanks.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text
        .split(char::is_whitespace)
        .filter(|word| !word.is_empty())
    {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether a text ends a sentence: a full stop, `!`, `?` or `…`, closing quotes and brackets after it aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '_'])
        .ends_with(['.', '!', '?', '…', '。'])
}
