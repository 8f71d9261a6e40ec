//! Small words that many parts share: counts and plurals.

/// A number with separators between thousands: `12,345`.
pub fn number(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number and its noun: `1 article`, `2 articles`, `no articles`.
pub fn count(n: u32, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        n => format!("{} {many}", number(n)),
    }
}

/// `1 article`, `2 articles`, `no articles`.
pub fn articles(n: u32) -> String {
    count(n, "article", "articles")
}

/// Reading time: `4 min read`.
pub fn minutes(n: u32) -> String {
    format!("{n} min read")
}

/// The same with a capital first letter. The words are the site's own, so ASCII is enough, and the tables of Unicode
/// stay out of the browser's binary.
pub fn sentence(text: &str) -> String {
    let mut out = text.to_owned();
    if let Some(first) = out.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        for (n, expected) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1234567, "1,234,567"),
        ] {
            assert_eq!(number(n), expected);
        }
    }
}
