//! What an author should know about a file: what is wrong, where exactly, and what to type.
//!
//! A [`Problem`] carries its own excerpt, so it can be shown long after the file has left memory. The codes are words
//! and stay stable; [`RULES`] documents every one of them and is what `explain` prints.

use std::fmt;

use unicode_width::UnicodeWidthStr;

use crate::model::Span;

pub mod baseline;
pub mod format;
mod rule;
mod sarif;

pub use rule::{Code, RULES, Rule};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published until it is mended.
    Error,
    /// Published, but hardly as the author meant it.
    Warning,
    /// Published as meant; said so that nothing happens in silence.
    Note,
}

impl Severity {
    /// The stable name, as published.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One thing to know about one place in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which rule.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The file, as it was given.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The line of the last character meant, from 1.
    pub end_line: u32,
    /// The column behind the last character meant, from 1.
    pub end_column: u32,
    /// The bytes meant, in the decoded text.
    pub span: Span,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The line it stands on, cut to what fits a screen, with the characters meant.
    pub excerpt: Excerpt,
    /// What `check --fix` would do, where there is only one cure and a program can apply it.
    pub fix: Option<Fix>,
    /// The words it is about, where who found it knew no more than them and the line their document begins on.
    pub about: Option<Words>,
}

/// Words of a document, to be looked for in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// They are its title.
    Title(String),
    /// They stand in a field of its header or record, or on the line that names its categories.
    Field(String),
    /// They are the address of a link in its text.
    Address(String),
}

impl Words {
    /// The words themselves.
    #[must_use]
    pub fn text(&self) -> &str {
        let (Self::Title(text) | Self::Field(text) | Self::Address(text)) = self;
        text
    }
}

/// A cure that leaves nothing to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// Write these characters in the place of those.
    Replace {
        /// The bytes to replace, in the decoded text.
        span: Span,
        /// What to write there.
        with: String,
    },
    /// Save the file as UTF-8, character for character.
    SaveAsUtf8,
}

impl fmt::Display for Fix {
    /// What is done, in a few words.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Replace { with, .. } => write!(formatter, "writes `{with}`"),
            Self::SaveAsUtf8 => formatter.write_str("saves the file as UTF-8"),
        }
    }
}

/// The piece of a line a problem points at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Excerpt {
    /// The characters shown.
    pub text: String,
    /// Characters before the ones meant.
    pub before: u32,
    /// How many are meant; at least one caret is drawn.
    pub length: u32,
}

impl Excerpt {
    fn before_and_meant(&self) -> (&str, &str) {
        let at = |count: usize, text: &str| {
            text.char_indices()
                .nth(count)
                .map_or(text.len(), |(index, _)| index)
        };
        let (before, rest) = self.text.split_at(at(self.before as usize, &self.text));
        (before, &rest[..at(self.length as usize, rest)])
    }
}

/// The most characters of a line that are shown. Longer lines are cut on both sides with `…`.
const EXCERPT_CHARACTERS: usize = 100;

/// Finds lines and columns in one text, in time logarithmic in its number of lines.
#[derive(Debug, Clone)]
pub struct Places<'text> {
    file: &'text str,
    text: &'text str,
    line_starts: Vec<u32>,
    /// Characters that begin before each multiple of [`BLOCK`] bytes: a file may be one line of megabytes with a problem
    /// at every word.
    counted: Vec<u32>,
}

/// Bytes whose characters are counted at a time.
const BLOCK: usize = 1024;

/// Characters that begin within bytes of a UTF-8 text. A byte order mark counts as none: no editor shows it a column.
fn characters(bytes: &[u8]) -> u32 {
    let begins = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
    let marks = bytes.windows(3).filter(|three| *three == b"\xEF\xBB\xBF");
    u32::try_from(begins - marks.count()).unwrap_or(u32::MAX)
}

impl<'text> Places<'text> {
    /// Indexes the lines of a text.
    #[must_use]
    pub fn new(file: &'text str, text: &'text str) -> Self {
        let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(ends.map(|(index, _)| u32::try_from(index + 1).unwrap_or(u32::MAX)))
            .collect();
        let counts = text.as_bytes().chunks(BLOCK).scan(0u32, |sum, block| {
            let before = *sum;
            *sum = sum.saturating_add(characters(block));
            Some(before)
        });
        Self {
            file,
            text,
            line_starts,
            counted: counts.collect(),
        }
    }

    /// Characters that begin before an offset.
    fn characters_before(&self, offset: usize) -> u32 {
        let block = (offset / BLOCK).min(self.counted.len().saturating_sub(1));
        let counted = self.counted.get(block).copied().unwrap_or(0);
        counted.saturating_add(characters(&self.text.as_bytes()[block * BLOCK..offset]))
    }

    /// The text that was indexed.
    #[must_use]
    pub fn text(&self) -> &'text str {
        self.text
    }

    /// Line and column of an offset, both from 1, the column in characters.
    #[must_use]
    pub fn line_and_column(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts[line - 1] as usize;
        let mut end = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let column = self
            .characters_before(end)
            .saturating_sub(self.characters_before(start.min(end)))
            .saturating_add(1);
        (u32::try_from(line).unwrap_or(u32::MAX), column)
    }

    /// A problem at a place, with the severity its rule has.
    #[must_use]
    pub fn problem(
        &self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Problem {
        let mut problem = Problem {
            code,
            severity: code.rule().severity,
            file: self.file.to_owned(),
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
            span,
            message: message.into(),
            help: help.into(),
            excerpt: Excerpt::default(),
            fix: None,
            about: None,
        };
        self.point(&mut problem, span);
        problem
    }

    /// Moves a problem of this file to a place.
    pub fn point(&self, problem: &mut Problem, span: Span) {
        (problem.line, problem.column) = self.line_and_column(span.start);
        let end = span.end.max(span.start);
        (problem.end_line, problem.end_column) = self.line_and_column(end);
        problem.span = span;
        problem.excerpt = self.excerpt(span);
    }

    /// Where a line begins; the end of the text for one that is not there. Lines count from 1.
    #[must_use]
    pub fn line_start(&self, line: u32) -> usize {
        let start = self.line_starts.get((line as usize).saturating_sub(1));
        start.map_or(self.text.len(), |&start| start as usize)
    }

    fn excerpt(&self, span: Span) -> Excerpt {
        let index = self
            .line_starts
            .partition_point(|&start| start <= span.start);
        let line_start = self.line_starts[index - 1] as usize;
        let line_end = self
            .line_starts
            .get(index)
            .map_or(self.text.len(), |&next| next as usize - 1);
        let start = (span.start as usize).clamp(line_start, line_end);
        let end = (span.end as usize).clamp(start, line_end);
        let (Some(before), Some(meant), Some(after)) = (
            self.text.get(line_start..start),
            self.text.get(start..end),
            self.text.get(end..line_end),
        ) else {
            return Excerpt::default();
        };
        let whole = meant;
        let meant: String = whole.chars().take(EXCERPT_CHARACTERS / 2).collect();
        // What is left of words too long to show is left out with what follows them.
        let (after, cut_within) = if meant.len() < whole.len() {
            ("", true)
        } else {
            (after, false)
        };
        let room = EXCERPT_CHARACTERS - meant.chars().count();
        let mut left: Vec<char> = before.chars().rev().take(room / 2).collect();
        let left_cut = left.iter().map(|letter| letter.len_utf8()).sum::<usize>() < before.len();
        left.reverse();
        let right: String = after.chars().take(room - left.len()).collect();
        let right_cut = cut_within || right.len() < after.len();
        let clean = |text: &str| {
            text.chars()
                .filter(|&letter| letter != '\u{feff}')
                .map(|letter| if letter.is_control() { ' ' } else { letter })
                .collect::<String>()
        };
        let left = clean(&left.into_iter().collect::<String>());
        let meant = clean(&meant);
        let (lead, trail) = (
            if left_cut { "…" } else { "" },
            if right_cut { "…" } else { "" },
        );
        Excerpt {
            before: u32::try_from(lead.chars().count() + left.chars().count()).unwrap_or(0),
            length: u32::try_from(meant.chars().count()).unwrap_or(0).max(1),
            text: format!("{lead}{left}{meant}{}{trail}", clean(&right))
                .trim_end()
                .to_owned(),
        }
    }
}

impl Problem {
    /// A problem of a whole file of which no text could be read.
    #[must_use]
    pub fn of_file(
        code: Code,
        file: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Places::new(file, "").problem(code, Span::default(), message, help)
    }

    /// A problem of words of one document, which begins on this line of this file.
    #[must_use]
    pub fn of_words(
        code: Code,
        (file, line): (&str, u32),
        words: Words,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            line,
            end_line: line,
            about: Some(words),
            ..Self::of_file(code, file, message, help)
        }
    }
}

impl fmt::Display for Problem {
    /// `file:line:column: severity[code]: message`, the line with a caret under the characters meant, and the help.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.called(&self.file).fmt(formatter)
    }
}

impl Problem {
    /// The problem as it is shown, with another name for the file: the path that was typed.
    pub fn called<'a>(&'a self, file: &'a str) -> impl fmt::Display + 'a {
        Called {
            problem: self,
            file,
        }
    }
}

struct Called<'a> {
    problem: &'a Problem,
    file: &'a str,
}

impl fmt::Display for Called<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, problem } = self;
        let Problem {
            line,
            column,
            severity,
            code,
            message,
            help,
            excerpt,
            fix,
            ..
        } = problem;
        writeln!(
            formatter,
            "{file}:{line}:{column}: {}[{}]: {message}",
            severity.name(),
            code.name()
        )?;
        if !excerpt.text.is_empty() {
            let gutter = line.to_string();
            let blank = " ".repeat(gutter.len());
            // A caret is as wide as what it stands under: Chinese letters take two places, combining marks none.
            let (before, meant) = excerpt.before_and_meant();
            let before = " ".repeat(before.width());
            let carets = "^".repeat(meant.width().max(1));
            writeln!(formatter, " {gutter} | {}", excerpt.text)?;
            writeln!(formatter, " {blank} | {before}{carets}")?;
        }
        if !help.is_empty() {
            writeln!(formatter, "   = help: {help}")?;
        }
        if let Some(fix) = fix {
            writeln!(formatter, "   = `check --fix` {fix}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_points_under_the_words_it_means() {
        let text = "one\ntwö wrong here\n";
        let places = Places::new("seeds/a.md", text);
        let problem = places.problem(
            Code::WeekdayMismatch,
            Span::new(9, 14),
            "that day was a Monday",
            "write Monday",
        );
        assert_eq!(
            problem.to_string(),
            "seeds/a.md:2:5: warning[weekday-mismatch]: that day was a Monday\n 2 | twö wrong here\n   |     ^^^^^\n   = help: write Monday\n"
        );
    }

    #[test]
    fn carets_stand_under_the_words_whatever_the_script() {
        for (line, meant, places) in [
            ("plain wrong here", "wrong", (7, 6, 5)),
            (
                "\u{feff}\u{201c}caf\u{e9}\u{201d} wrong",
                "wrong",
                (8, 7, 5),
            ),
            ("日本語 間違い です", "間違い", (5, 7, 6)),
            ("e\u{301}e\u{301} wrong", "wrong", (6, 3, 5)),
            ("\ttab wrong", "wrong", (6, 5, 5)),
            ("\u{1f41f} wrong", "wrong", (3, 3, 5)),
        ] {
            let start = line.find(meant).expect("the words");
            let problem = Places::new("a.md", line).problem(
                Code::UnplacedText,
                Span::new(start, start + meant.len()),
                "m",
                "h",
            );
            let shown = problem.to_string();
            let carets = shown.lines().nth(2).expect("carets");
            let carets = carets.strip_prefix("   | ").expect("a gutter");
            let found = (
                problem.column,
                carets.len() - carets.trim_start().len(),
                carets.trim_start().len(),
            );
            assert_eq!(found, places, "{shown}");
            let length = meant.chars().count() as u32;
            assert_eq!(problem.end_column, problem.column + length, "{line}");
        }
    }

    #[test]
    fn a_very_long_line_is_cut_around_the_words() {
        let text = format!("{}wrong{}", "a".repeat(1_000_000), "b".repeat(1_000_000));
        let places = Places::new("x", &text);
        let problem = places.problem(
            Code::UnplacedText,
            Span::new(1_000_000, 1_000_005),
            "m",
            "h",
        );
        assert_eq!(problem.column, 1_000_001);
        assert!(problem.excerpt.text.chars().count() <= EXCERPT_CHARACTERS + 2);
        let shown: String = problem
            .excerpt
            .text
            .chars()
            .skip(problem.excerpt.before as usize)
            .take(5)
            .collect();
        assert_eq!(shown, "wrong");
    }
}
