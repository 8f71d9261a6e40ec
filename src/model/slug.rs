//! The name of an article in its address.

use std::fmt;

/// Letters and digits of any script in lower case, joined by single hyphens; never empty.
///
/// Two labels that differ only in punctuation give the same slug. Telling those apart is the business of whoever
/// knows them all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

/// A text that is not a slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidSlug;

impl fmt::Display for InvalidSlug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a slug holds lower-case letters and digits joined by single hyphens")
    }
}

impl std::error::Error for InvalidSlug {}

/// The longest slug made from a title, in bytes. Longer ones end at the last whole word: file systems stop at 255 bytes
/// a name, and an address should fit a line.
const LONGEST_BYTES: usize = 100;

impl Slug {
    /// Reads a slug that was written by hand or by us.
    ///
    /// # Errors
    /// When it is empty or holds anything but lower-case letters, digits and single inner hyphens.
    pub fn parse(written: &str) -> Result<Self, InvalidSlug> {
        let inner = !written.is_empty()
            && written.split('-').all(|word| {
                !word.is_empty()
                    && word
                        .chars()
                        .all(|letter| letter.is_alphanumeric() && !letter.is_uppercase())
            });
        if inner {
            Ok(Self(written.to_owned()))
        } else {
            Err(InvalidSlug)
        }
    }

    /// The slug of a title: Latin accents folded, apostrophes and the dots of initials dropped, `&` spelled out, every
    /// other run of signs one hyphen. A title without any letter or digit gives `untitled`.
    #[must_use]
    pub fn from_title(title: &str) -> Self {
        let letters: Vec<char> = title.chars().collect();
        let mut out = String::new();
        let mut gap = false;
        for (index, &letter) in letters.iter().enumerate() {
            if letter == '&' {
                push_word(&mut out, &mut gap, "and");
                gap = true;
            } else if letter.is_alphanumeric() {
                if gap && !out.is_empty() {
                    out.push('-');
                }
                gap = false;
                fold_into(letter, &mut out);
            } else if is_apostrophe(letter)
                || is_combining(letter)
                || is_dot_of_initials(&letters, index)
            {
                // Stands inside a word: "Russia's" is one word, and so is "U.S."
            } else {
                gap = true;
            }
        }
        if out.len() > LONGEST_BYTES {
            let mut end = LONGEST_BYTES;
            while !out.is_char_boundary(end) {
                end -= 1;
            }
            let whole = out[end..].starts_with('-');
            let cut = if whole {
                end
            } else {
                out[..end].rfind('-').filter(|&cut| cut > 0).unwrap_or(end)
            };
            out.truncate(cut);
        }
        if out.is_empty() {
            Self("untitled".to_owned())
        } else {
            Self(out)
        }
    }

    /// This slug with a further word, for telling two of a name apart.
    #[must_use]
    pub fn with_suffix(&self, suffix: &Self) -> Self {
        Self(format!("{}-{}", self.0, suffix.0))
    }

    /// The slug.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn push_word(out: &mut String, gap: &mut bool, word: &str) {
    if !out.is_empty() {
        out.push('-');
    }
    *gap = false;
    out.push_str(word);
}

fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '\u{2019}' | '\u{2018}' | '\u{b4}' | '`' | '\u{2bc}'
    )
}

fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// The dot after a single letter: "U.S." and "J. Smith", not "end."
fn is_dot_of_initials(letters: &[char], index: usize) -> bool {
    let single =
        |at: usize| letters[at].is_alphabetic() && (at == 0 || !letters[at - 1].is_alphanumeric());
    letters[index] == '.'
        && index > 0
        && single(index - 1)
        && letters
            .get(index + 1)
            .is_some_and(|next| next.is_alphabetic())
        && letters
            .get(index + 2)
            .is_none_or(|next| !next.is_alphanumeric())
}

/// Lower case with the accents of Latin letters taken off; letters of other scripts stay as they are.
fn fold_into(letter: char, out: &mut String) {
    for lower in letter.to_lowercase() {
        let plain = match lower {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
            'æ' => "ae",
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
            'ď' | 'đ' | 'ð' => "d",
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
            'ĥ' | 'ħ' => "h",
            'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
            'ĵ' => "j",
            'ķ' => "k",
            'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
            'ñ' | 'ń' | 'ņ' | 'ň' => "n",
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
            'œ' => "oe",
            'ŕ' | 'ŗ' | 'ř' => "r",
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
            'ß' => "ss",
            'ţ' | 'ť' | 'ț' | 'ŧ' => "t",
            'þ' => "th",
            'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
            'ŵ' => "w",
            'ý' | 'ÿ' | 'ŷ' => "y",
            'ź' | 'ż' | 'ž' => "z",
            other if other.is_alphanumeric() && !other.is_uppercase() => {
                out.push(other);
                continue;
            }
            // What lower-casing leaves behind, such as the dot of a Turkish capital I.
            _ => continue,
        };
        out.push_str(plain);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_readable_names() {
        let check = |title: &str, expected: &str| {
            let slug = Slug::from_title(title);
            assert_eq!(slug.as_str(), expected, "{title}");
            assert_eq!(Slug::parse(expected), Ok(slug));
        };
        check(
            "What the treaty's annex says: a guide",
            "what-the-treatys-annex-says-a-guide",
        );
        check("U.S.\u{2013}NATO Relations", "us-nato-relations");
        check("Grain & fertiliser", "grain-and-fertiliser");
        check("Türkiye’s straits — 1936", "turkiyes-straits-1936");
        check("Договор о небе", "договор-о-небе");
        check("\u{130}stanbul", "istanbul");
        check("...", "untitled");
        check(&"word ".repeat(60), &"word-".repeat(20)[..99]);
    }

    #[test]
    fn a_slug_is_checked_when_read() {
        for wrong in ["", "-a", "a-", "a--b", "A", "a b", "a/b"] {
            assert_eq!(Slug::parse(wrong), Err(InvalidSlug), "{wrong}");
        }
    }
}
