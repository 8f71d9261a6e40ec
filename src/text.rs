//! What counts as a word?
//!
//! The only tokenizer of the project: the indexer, the query parser, the snippets and the suggestions all read text through
//! this module, so what is indexed is what is looked for. It promises that tokens and the gaps between them, put together
//! again, are the text byte for byte, and that the same word written with other accents, dashes, quotes or case folds to
//! the same form. It knows no language but English (for stems) and leaves other scripts as they are, except that scripts
//! without spaces are cut into overlapping pairs of characters.

pub mod fold;
mod lower;
pub mod script;
pub mod stem;
pub mod stop;

use script::{Class, class};
use std::slice::SliceIndex;

/// The longest form that is kept, in bytes. A longer run is cut there: it is a key or a hash, not a word.
pub const MAX_FORM_BYTES: usize = 64;

/// One word as it stands in a text, or one character of a script written without spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Where it begins, in bytes of the text.
    pub start: u32,
    /// Where it ends, in bytes of the text.
    pub end: u32,
    /// The characters between the two.
    pub text: &'a str,
    /// Whether it is one character of a script without spaces, which pairs with its neighbour.
    pub unspaced: bool,
}

/// One unit of the index: a folded form and the bytes it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The folded form, not stemmed.
    pub form: String,
    /// Where it begins, in bytes of the text.
    pub start: u32,
    /// Where it ends, in bytes of the text.
    pub end: u32,
}

/// The tokens of a text, in order and without overlap.
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0 }
}

/// An iterator over the tokens of a text; see [`tokens`].
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        // Of ASCII only letters and digits begin a word, and most text is ASCII.
        let bytes = self.text.as_bytes().get(self.at..)?;
        let skip = bytes
            .iter()
            .position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
        let from = self.at + skip;
        let (skip, first) = self
            .text
            .get(from..)?
            .char_indices()
            .find(|(_, c)| matches!(class(*c), Class::Word | Class::Unspaced))?;
        let start = from + skip;
        let unspaced = class(first) == Class::Unspaced;
        let end = if unspaced {
            unspaced_end(self.text, start, first)
        } else {
            word_end(self.text, start)
        };
        self.at = end;
        Some(Token {
            start: start as u32,
            end: end as u32,
            text: piece(self.text, start..end),
            unspaced,
        })
    }
}

/// A stretch of a text, which must begin and end between characters: nothing otherwise. Indexing would quote the text in
/// its panic, and a browser would fetch what that takes.
pub fn piece(text: &str, stretch: impl SliceIndex<str, Output = str>) -> &str {
    text.get(stretch).unwrap_or_default()
}

/// The end of a one-character token: the character and the marks that sit on it.
fn unspaced_end(text: &str, start: usize, first: char) -> usize {
    let after = start + first.len_utf8();
    let marks = piece(text, after..)
        .chars()
        .take_while(|c| class(*c) == Class::Mark);
    after + marks.map(char::len_utf8).sum::<usize>()
}

/// The end of the word that begins at `start`: letters, digits and marks, and a connector only between two of them.
fn word_end(text: &str, start: usize) -> usize {
    if let Some(end) = plain_word_end(text.as_bytes(), start) {
        return end;
    }
    let mut end = start;
    let mut chars = piece(text, start..).char_indices().peekable();
    let (mut before, mut previous) = (None, None);
    while let Some((offset, c)) = chars.next() {
        match class(c) {
            Class::Word => end = start + offset + c.len_utf8(),
            Class::Mark if previous.is_some() => end = start + offset + c.len_utf8(),
            Class::Apostrophe | Class::Point => {
                let next = chars.peek().map(|(_, next)| *next);
                let after = piece(text, start + offset + c.len_utf8()..).chars().nth(1);
                if !connects(before, previous, c, next, after) {
                    break;
                }
            }
            _ => break,
        }
        before = previous;
        previous = Some(c);
    }
    end
}

/// The same for a word of ASCII letters and digits that plainly ends: most words do, and they need no look at Unicode.
fn plain_word_end(text: &[u8], start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric());
    let end = start + length.count();
    let ends = |byte: Option<&u8>| {
        byte.is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric())
    };
    let plainly = match text.get(end) {
        Some(b'\'' | b'`') => false,
        Some(b'.' | b',') => ends(text.get(end + 1)),
        byte => ends(byte),
    };
    (plainly && end > start).then_some(end)
}

/// Whether a connector holds its neighbours together: `don't`, `U.S`, `3,275`, `16.5`.
fn connects(
    before: Option<char>,
    previous: Option<char>,
    connector: char,
    next: Option<char>,
    after: Option<char>,
) -> bool {
    let (Some(previous), Some(next)) = (previous, next) else {
        return false;
    };
    if class(next) != Class::Word {
        return false;
    }
    if class(connector) == Class::Apostrophe {
        return previous.is_alphabetic() && next.is_alphabetic();
    }
    if previous.is_ascii_digit() && next.is_ascii_digit() {
        return true;
    }
    // A point joins single letters only, so that a missing blank after a sentence does not glue two words.
    connector == '.'
        && previous.is_alphabetic()
        && next.is_alphabetic()
        && before.is_none_or(|c| c == '.')
        && after.is_none_or(|c| !c.is_alphanumeric())
}

/// The units a text is indexed by, in order: folded words, and for scripts without spaces each character with the one
/// that follows it. The last character of such a run stands alone, so that every character begins some unit.
pub fn terms(text: &str) -> Vec<Term> {
    let mut out = Vec::new();
    each_term(text, |form, start, end| {
        out.push(Term {
            form: form.to_owned(),
            start,
            end,
        })
    });
    out
}

/// As [`terms`], without keeping them: calls `visit(form, start, end)` for each.
pub fn each_term(text: &str, mut visit: impl FnMut(&str, u32, u32)) {
    let mut form = String::new();
    let mut tokens = tokens(text).peekable();
    while let Some(token) = tokens.next() {
        form.clear();
        fold::fold_into(token.text, &mut form);
        let mut end = token.end;
        if token.unspaced
            && let Some(next) = tokens
                .peek()
                .filter(|next| next.unspaced && next.start == token.end)
        {
            fold::fold_into(next.text, &mut form);
            end = next.end;
        }
        cut(&mut form);
        if !form.is_empty() {
            visit(&form, token.start, end);
        }
    }
}

/// The form of a word, or of a pair of characters, as [`each_term`] gives it.
pub fn form_of(written: &str) -> String {
    let mut form = fold::fold(written);
    cut(&mut form);
    form
}

/// The units that a word of a query asks for: as [`terms`], but a run of a script without spaces asks for its pairs only.
pub fn query_forms(word: &str) -> Vec<String> {
    let mut forms = Vec::new();
    let mut pair_before = false;
    let mut last_end = u32::MAX;
    let mut list = tokens(word).peekable();
    while let Some(token) = list.next() {
        let mut form = fold::fold(token.text);
        if token.unspaced {
            let glued = pair_before && token.start == last_end;
            match list
                .peek()
                .filter(|next| next.unspaced && next.start == token.end)
            {
                Some(next) => {
                    fold::fold_into(next.text, &mut form);
                    pair_before = true;
                }
                None if glued => {
                    pair_before = false;
                    continue;
                }
                None => pair_before = false,
            }
        }
        last_end = token.end;
        cut(&mut form);
        if !form.is_empty() {
            forms.push(form);
        }
    }
    forms
}

/// How many units [`terms`] would give, for length statistics.
pub fn count(text: &str) -> u32 {
    tokens(text).count() as u32
}

/// Shortens a form to [`MAX_FORM_BYTES`] at a character boundary.
fn cut(form: &mut String) {
    if form.len() > MAX_FORM_BYTES {
        let mut end = MAX_FORM_BYTES;
        while !form.is_char_boundary(end) {
            end -= 1;
        }
        form.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forms(text: &str) -> Vec<String> {
        terms(text).into_iter().map(|term| term.form).collect()
    }

    #[test]
    fn words_are_cut_where_people_cut_them() {
        let check = |text: &str, expected: &[&str]| assert_eq!(forms(text), expected, "{text}");
        check("The U.S.–Russia talks", &["the", "us", "russia", "talks"]);
        check("Russia’s don't O'Brien´s", &["russia", "dont", "obrien"]);
        check("3,275 dlrs, 16.5 pct.", &["3275", "dlrs", "16.5", "pct"]);
        check(
            "end.Start of two-part",
            &["end", "start", "of", "two", "part"],
        );
        check(
            "Zelenskyy Зеле́нський café CAFE\u{301}",
            &["zelenskyy", "зеленський", "cafe", "cafe"],
        );
        check("東京都 abc", &["東京", "京都", "都", "abc"]);
        check("the peoples' choice", &["the", "peoples", "choice"]);
        check("", &[]);
    }

    #[test]
    fn a_query_asks_for_pairs_of_unspaced_characters() {
        assert_eq!(query_forms("東京都"), ["東京", "京都"]);
        assert_eq!(query_forms("京"), ["京"]);
        assert_eq!(query_forms("two-part"), ["two", "part"]);
    }

    proptest! {
        #[test]
        fn tokens_and_gaps_give_back_the_text(text in "\\PC{0,60}|[a-z'.,’ \\-0-9東京\u{301}]{0,40}") {
            let mut back = String::new();
            let mut at = 0;
            for token in tokens(&text) {
                prop_assert!(token.start as usize >= at && token.end > token.start);
                back.push_str(&text[at..token.start as usize]);
                back.push_str(token.text);
                at = token.end as usize;
            }
            back.push_str(&text[at..]);
            prop_assert_eq!(back, text);
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,20}") {
            for form in forms(&text) {
                prop_assert_eq!(fold::fold(&form), form.clone());
            }
        }
    }
}
