//! Tags, texts and comments of a page with their places, in one pass and linear time.

use crate::model::Span;

/// A piece of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'text> {
    /// Characters, with their references still as written.
    Text(Span),
    /// The characters of an element that holds no markup, such as a script.
    Raw(Span),
    /// The beginning of an element.
    Open {
        name: String,
        attributes: &'text str,
        span: Span,
    },
    /// The end of one.
    Close { name: String, span: Span },
    /// A comment, a declaration, an instruction.
    Other(Span),
}

/// Elements whose content is characters whatever it looks like.
const RAW: [&str; 6] = ["script", "style", "textarea", "noembed", "xmp", "iframe"];

/// Cuts a page into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut from = 0;
    // Once no end of a comment or a raw element was found there is none further on either.
    let mut endless: Vec<String> = Vec::new();
    let push_text = |out: &mut Vec<Token<'_>>, from: usize, to: usize| {
        if from < to {
            out.push(Token::Text(Span::new(from, to)));
        }
    };
    while let Some(found) = text[at..].find('<') {
        let start = at + found;
        let rest = &text[start..];
        let next = rest.as_bytes().get(1).copied().unwrap_or(b' ');
        let end = if rest.starts_with("<!--") && !endless.iter().any(|mark| mark == "-->") {
            match rest[4..].find("-->") {
                Some(end) => Some(start + 4 + end + 3),
                None => {
                    endless.push("-->".to_owned());
                    None
                }
            }
        } else if matches!(next, b'!' | b'?' | b'/') || next.is_ascii_alphabetic() {
            tag_end(text, start)
        } else {
            None
        };
        let Some(end) = end else {
            at = start + 1;
            continue;
        };
        push_text(&mut out, from, start);
        let span = Span::new(start, end);
        at = end;
        from = end;
        if matches!(next, b'!' | b'?') {
            out.push(Token::Other(span));
            continue;
        }
        let closing = next == b'/';
        let inner = &text[start + 1 + usize::from(closing)..end - 1];
        let name_end = inner
            .find(|letter: char| letter.is_whitespace() || letter == '/')
            .unwrap_or(inner.len());
        let name = inner[..name_end].to_ascii_lowercase();
        if closing {
            out.push(Token::Close { name, span });
            continue;
        }
        let raw = RAW.contains(&name.as_str()) && !inner.ends_with('/') && !endless.contains(&name);
        out.push(Token::Open {
            name: name.clone(),
            attributes: &inner[name_end..],
            span,
        });
        if raw {
            match raw_end(text, end, &name) {
                Some(close) => {
                    if end < close {
                        out.push(Token::Raw(Span::new(end, close)));
                    }
                    at = close;
                    from = close;
                }
                None => endless.push(name),
            }
        }
    }
    push_text(&mut out, from, text.len());
    out
}

/// The longest tag, in bytes. A `<` that is not closed by then was a character.
const LONGEST_TAG: usize = 65_536;

/// Behind the `>` of a tag; one between quotes does not count.
fn tag_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut quote = None;
    for (index, &byte) in bytes[start + 1..].iter().take(LONGEST_TAG).enumerate() {
        let at = start + 1 + index;
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            // A quotation mark opens a value only behind an equals sign.
            (None, b'"' | b'\'') if text[..at].trim_end().ends_with('=') => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            (None, b'<') => return None,
            _ => {}
        }
    }
    None
}

fn raw_end(text: &str, from: usize, name: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(found) = text[at..].find("</") {
        let close = at + found;
        if bytes[close + 2..]
            .get(..name.len())
            .is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
        {
            return Some(close);
        }
        at = close + 2;
    }
    None
}

/// The value of an attribute, references resolved.
pub(super) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .find(|letter: char| letter.is_whitespace() || letter == '=' || letter == '/')
            .unwrap_or(rest.len());
        let name = &rest[..end];
        let after = rest[end..].trim_start();
        let (value, next) = match after.strip_prefix('=') {
            None => ("", &rest[end.max(1).min(rest.len())..]),
            Some(value) => {
                let value = value.trim_start();
                let quote = value
                    .chars()
                    .next()
                    .filter(|quote| matches!(quote, '"' | '\''));
                match quote {
                    Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                    None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
                }
            }
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(decode(value));
        }
        // Something has to be taken, or this would never end.
        rest = if next.len() < rest.len() {
            next
        } else {
            return None;
        };
    }
}

/// Resolves character references; what is none stays as it is.
pub(in crate::bundle::seed) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let window = rest.bytes().take(40).position(|byte| byte == b';');
        let resolved = window.and_then(|end| reference(&rest[1..end]).map(|text| (text, end)));
        match resolved {
            Some((text, end)) => {
                out.push_str(&text);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The characters a reference stands for, from what is between `&` and `;` (HTML, "Named character references" and "Numeric
/// character reference end state").
pub(in crate::bundle::seed) fn reference(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        let written = format!("&{name};");
        let meant = html_escape::decode_html_entities(&written);
        let is_name = name.bytes().all(|letter| letter.is_ascii_alphanumeric());
        return (is_name && meant != written).then(|| meant.into_owned());
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // The numbers 128 to 159 mean what they mean in Windows-1252, on the web.
    let letter = match code {
        0 => '\u{fffd}',
        128..=159 => encoding_rs::WINDOWS_1252
            .decode(&[u8::try_from(code).ok()?])
            .0
            .chars()
            .next()?,
        _ => char::from_u32(code).unwrap_or('\u{fffd}'),
    };
    Some(letter.to_string())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn references_of_every_length_are_resolved() {
        let written = "c&oelig;ur &scaron;&alpha;&circ;&Afr;&nbsp;&#8217;&#146;&#x1F54A;";
        assert_eq!(decode(written), "cœur šαˆ𝔄\u{a0}’’🕊");
        let none = "&; & b; &nosuch; &#; &#xzz; &amp";
        assert_eq!(decode(none), none);
    }
}
