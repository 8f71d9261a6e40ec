//! Inline Markdown in one line of text: strong, emphasis, code and links, with a bounded amount of looking ahead.
//!
//! The flattened to-do layers cannot be given to a whole Markdown parser, since their lists are no longer lists. Signs
//! that do not pair up stay the characters they are. Runs in linear time.

use crate::model::{Href, Inline};

/// The longest address that is looked for behind `](`, in bytes.
const LONGEST_ADDRESS: usize = 2048;

/// Reads the marks of a text. White space is folded.
pub(super) fn parse(text: &str) -> Vec<Inline> {
    let mut out = parse_within(text, true);
    trim_ends(&mut out);
    out
}

/// What can stand open while a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Delimiter {
    sign: u8,
    double: bool,
}

#[derive(Debug)]
struct Open {
    delimiter: Delimiter,
    before: Vec<Inline>,
}

fn parse_within(text: &str, links: bool) -> Vec<Inline> {
    let bytes = text.as_bytes();
    let brackets = if links {
        bracket_pairs(bytes)
    } else {
        Vec::new()
    };
    let mut next_bracket = 0;
    let mut open: Vec<Open> = Vec::new();
    let mut out: Vec<Inline> = Vec::new();
    let mut plain = String::new();
    // Lengths of backtick runs for which no end was found: not looked for again.
    let mut endless = [false; 8];
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                plain.push(char::from(bytes[at + 1]));
                at += 2;
            }
            b'`' => {
                let run = bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
                let end = (run < endless.len() && !endless[run])
                    .then(|| closing_run(bytes, at + run, run))
                    .flatten();
                if let Some(end) = end {
                    flush(&mut plain, &mut out);
                    out.push(Inline::Code(super::lines::fold(&text[at + run..end])));
                    at = end + run;
                } else {
                    if run < endless.len() {
                        endless[run] = true;
                    }
                    plain.push_str(&text[at..at + run]);
                    at += run;
                }
            }
            b'[' if links => {
                while next_bracket < brackets.len() && brackets[next_bracket].0 < at {
                    next_bracket += 1;
                }
                let close = brackets
                    .get(next_bracket)
                    .filter(|pair| pair.0 == at)
                    .map(|pair| pair.1);
                match close.and_then(|close| link_at(text, at, close)) {
                    Some((link, end)) => {
                        flush(&mut plain, &mut out);
                        out.extend(link);
                        at = end;
                    }
                    None => {
                        plain.push('[');
                        at += 1;
                    }
                }
            }
            b'<' if text[at + 1..].starts_with("http") || text[at + 1..].starts_with("mailto:") => {
                let window = &bytes[at + 1..bytes.len().min(at + LONGEST_ADDRESS)];
                let end = window
                    .iter()
                    .position(|&byte| matches!(byte, b'>' | b'<' | b' '))
                    .filter(|&end| window[end] == b'>');
                match end
                    .and_then(|end| Some((Href::parse(&text[at + 1..at + 1 + end]).ok()?, end)))
                {
                    Some((href, end)) => {
                        flush(&mut plain, &mut out);
                        let words = text[at + 1..at + 1 + end]
                            .trim_start_matches("mailto:")
                            .to_owned();
                        out.push(Inline::Link {
                            href,
                            inlines: vec![Inline::Text(words)],
                        });
                        at += end + 2;
                    }
                    None => {
                        plain.push('<');
                        at += 1;
                    }
                }
            }
            b'*' | b'_' => {
                let run = bytes[at..]
                    .iter()
                    .take(3)
                    .take_while(|&&other| other == byte)
                    .count();
                // Of three closing signs the first belongs to what was opened last.
                let single_last = run == 3
                    && open.last().is_some_and(|open| {
                        open.delimiter
                            == Delimiter {
                                sign: byte,
                                double: false,
                            }
                    });
                let double = run >= 2 && !single_last;
                let width = if double { 2 } else { 1 };
                let delimiter = Delimiter { sign: byte, double };
                let before = text[..at].chars().next_back();
                let after = text[at + width..].chars().next();
                let blank = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
                let word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
                // An underscore inside a word is part of a name, as in `snake_case`.
                let digit = |letter: Option<char>| letter.is_some_and(|it| it.is_ascii_digit());
                // An asterisk between digits multiplies them.
                let times = !double && digit(before) && digit(after);
                let closes = !(times || blank(before) || byte == b'_' && word(after));
                let opens = !(times || blank(after) || byte == b'_' && word(before));
                let place = open.iter().rposition(|open| open.delimiter == delimiter);
                // Marks around nothing are the characters they are.
                let around_nothing = out.is_empty() && plain.is_empty();
                if let Some(place) = place.filter(|_| closes && !around_nothing) {
                    flush(&mut plain, &mut out);
                    // Whatever was opened later and never closed is characters after all.
                    while open.len() > place + 1 {
                        unopen(&mut open, &mut out);
                    }
                    if let Some(Open { before, .. }) = open.pop() {
                        let inner = std::mem::replace(&mut out, before);
                        out.push(if double {
                            Inline::Strong(inner)
                        } else {
                            Inline::Emphasis(inner)
                        });
                    }
                } else if opens && place.is_none() {
                    flush(&mut plain, &mut out);
                    open.push(Open {
                        delimiter,
                        before: std::mem::take(&mut out),
                    });
                } else {
                    plain.push_str(&text[at..at + width]);
                }
                at += width;
            }
            _ => {
                let end = bytes[at + 1..]
                    .iter()
                    .position(|byte| matches!(byte, b'\\' | b'`' | b'[' | b'<' | b'*' | b'_'))
                    .map_or(bytes.len(), |end| at + 1 + end);
                push_folded(&text[at..end], &mut plain, &out);
                at = end;
            }
        }
    }
    flush(&mut plain, &mut out);
    while !open.is_empty() {
        unopen(&mut open, &mut out);
    }
    merge(out)
}

/// Turns the last opening sign back into characters.
fn unopen(open: &mut Vec<Open>, out: &mut Vec<Inline>) {
    if let Some(Open { delimiter, before }) = open.pop() {
        let sign = char::from(delimiter.sign).to_string();
        let inner = std::mem::replace(out, before);
        out.push(Inline::Text(if delimiter.double {
            sign.repeat(2)
        } else {
            sign
        }));
        out.extend(inner);
    }
}

/// White space folds into one blank, also across the border to what was written before.
fn push_folded(text: &str, plain: &mut String, out: &[Inline]) {
    for letter in text.chars() {
        if letter.is_whitespace() {
            let doubled = if plain.is_empty() {
                matches!(out.last(), Some(Inline::Text(text)) if text.ends_with(' '))
            } else {
                plain.ends_with(' ')
            };
            if !doubled {
                plain.push(' ');
            }
        } else {
            plain.push(letter);
        }
    }
}

fn flush(plain: &mut String, out: &mut Vec<Inline>) {
    if !plain.is_empty() {
        out.push(Inline::Text(std::mem::take(plain)));
    }
}

/// Neighbouring texts become one.
fn merge(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match (out.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
            (_, inline) => out.push(inline),
        }
    }
    out
}

/// No white space at either end of a block.
pub(super) fn trim_ends(inlines: &mut Vec<Inline>) {
    if let Some(Inline::Text(first)) = inlines.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(Inline::Text(last)) = inlines.last_mut() {
        last.truncate(last.trim_end().len());
    }
    inlines.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
}

fn closing_run(bytes: &[u8], from: usize, run: usize) -> Option<usize> {
    let mut at = from;
    while at < bytes.len() {
        if bytes[at] == b'`' {
            let length = bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
            if length == run {
                return Some(at);
            }
            at += length;
        } else {
            at += 1;
        }
    }
    None
}

/// Matching square brackets, ordered by the opening one.
fn bracket_pairs(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut stack = Vec::new();
    let mut pairs = Vec::new();
    for (at, &byte) in bytes.iter().enumerate() {
        let escaped = at > 0 && bytes[at - 1] == b'\\';
        match byte {
            b'[' if !escaped => stack.push(at),
            b']' if !escaped => pairs.extend(stack.pop().map(|start| (start, at))),
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The address in `(...)` behind a closing bracket, as a range, and where the whole ends.
pub(super) fn address_after(text: &str, close: usize) -> Option<(std::ops::Range<usize>, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(close + 1) != Some(&b'(') {
        return None;
    }
    let start = close + 2;
    let mut depth = 0_u32;
    for (index, &byte) in bytes[start..].iter().take(LONGEST_ADDRESS).enumerate() {
        match byte {
            // No address nests deeper; a line of opening brackets ends here.
            b'(' if depth >= 16 => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => {
                return (index > 0).then_some((start..start + index, start + index + 1));
            }
            b')' => depth -= 1,
            byte if byte.is_ascii_whitespace() => return None,
            _ => {}
        }
    }
    None
}

/// `name@host`
pub(super) fn is_mail_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !name.contains(['/', ':', '?']) && crate::model::is_host(host)
    })
}

/// `[words](address)`. An address that may not be linked leaves its words.
fn link_at(text: &str, open: usize, close: usize) -> Option<(Vec<Inline>, usize)> {
    let (address, end) = address_after(text, close)?;
    let inlines = parse_within(&text[open + 1..close], false);
    let written = text[address].trim_matches(['<', '>']);
    // Authors leave out the scheme of an address that plainly is one.
    let href =
        Href::parse(written).or_else(|refused| match written.split(['/', '?', '#']).next() {
            Some(host) if crate::model::is_host(host) => Href::parse(&format!("https://{written}")),
            Some(_) if is_mail_address(written) => Href::parse(&format!("mailto:{written}")),
            _ => Err(refused),
        });
    Some((
        match href {
            Ok(href) => vec![Inline::Link { href, inlines }],
            Err(_) => inlines,
        },
        end,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes inlines so that a person can compare them.
    fn show(inlines: &[Inline]) -> String {
        inlines
            .iter()
            .map(|inline| match inline {
                Inline::Text(text) => text.clone(),
                Inline::Strong(inner) => format!("<b>{}</b>", show(inner)),
                Inline::Emphasis(inner) => format!("<i>{}</i>", show(inner)),
                Inline::Code(text) => format!("<c>{text}</c>"),
                Inline::Link { href, inlines } => {
                    format!("<a {}>{}</a>", href.as_str(), show(inlines))
                }
                Inline::Break => "<br>".into(),
            })
            .collect()
    }

    #[test]
    fn marks_that_pair_up_are_marks_and_the_rest_are_characters() {
        let check = |text: &str, expected: &str| assert_eq!(show(&parse(text)), expected, "{text}");
        check("**Write to:**  the clerk", "<b>Write to:</b> the clerk");
        check("a **b *c* d** e", "a <b>b <i>c</i> d</b> e");
        check("[me](i@ports.org)", "<a mailto:i@ports.org>me</a>");
        check("2 * 3 * 4 and 5*6", "2 * 3 * 4 and 5*6");
        check("2*3*4, *5*6*", "2*3*4, <i>5*6</i>");
        check("**never closed", "**never closed");
        check("*a **b* c", "<i>a **b</i> c");
        check(
            "snake_case_name and _stress_",
            "snake_case_name and <i>stress</i>",
        );
        check("`a * b` ``c ` d`` `e", "<c>a * b</c> <c>c ` d</c> `e");
        check(
            "see [the page](https://example.org/a_(b)) now",
            "see <a https://example.org/a_(b)>the page</a> now",
        );
        check(
            "[example.org/x](example.org/x)",
            "<a https://example.org/x>example.org/x</a>",
        );
        check("[run](javascript:x) [sic] [a](b c)", "run [sic] [a](b c)");
        check(
            "<https://example.org> <b>",
            "<a https://example.org>https://example.org</a> <b>",
        );
        check(r"\*not\* \[this\](x)", "*not* [this](x)");
        check("***both***", "<b><i>both</i></b>");
    }

    #[test]
    fn a_long_line_of_signs_takes_linear_time() {
        for sign in ["[", "](", "*", "**a ", "`", "`` ` ", "_a", "<http", "[a]("] {
            let text = sign.repeat(400_000);
            let plain = Inline::plain(&parse(&text));
            assert!(!plain.is_empty() || text.is_empty());
        }
    }
}
