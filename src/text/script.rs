//! Which part does a character play in a word?
//!
//! A coarse reading of Unicode's word boundaries (UAX #29), small enough for the browser: it tells letters from marks,
//! connectors and gaps, and names the scripts that are written without spaces.

/// The part a character plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A letter or digit of a script that separates its words.
    Word,
    /// A character of a script written without spaces (Han, Kana, Thai, Lao, Khmer, Burmese).
    Unspaced,
    /// A mark that belongs to the letter before it, or an invisible joiner.
    Mark,
    /// An apostrophe in any of its shapes.
    Apostrophe,
    /// A full stop or comma, which may stand inside a number or an acronym.
    Point,
    /// Everything else.
    Gap,
}

/// The class of `c`.
pub fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Word,
        '\'' | '’' | '‘' | 'ʼ' | '´' | '`' | '＇' => Class::Apostrophe,
        '.' | ',' => Class::Point,
        _ if c.is_ascii() => Class::Gap,
        _ if is_mark(c) => Class::Mark,
        _ if is_unspaced(c) => Class::Unspaced,
        _ if c.is_alphanumeric() => Class::Word,
        _ => Class::Gap,
    }
}

/// Combining marks that Unicode does not count as alphabetic, soft hyphens and joiners.
pub fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}'
        | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}'
        | '\u{a3c}' | '\u{a4d}' | '\u{abc}' | '\u{acd}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}' | '\u{d4d}'
        | '\u{e38}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Scripts whose words are not separated by spaces.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
        && c.is_alphanumeric()
}
