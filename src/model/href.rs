//! Where a link may lead.

use std::fmt;

use url::Url;

/// An address a reader may be sent to: `http`, `https`, `mailto` or `tel`, or a page of the archive as the document names
/// it, and nothing else.
///
/// No other scheme can be held, so a hostile document cannot put a script behind a link.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Href(String);

/// Why an address was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusedHref {
    /// No scheme at all: the address is relative to a page we do not have.
    Relative,
    /// A scheme that is not one of the four.
    Scheme,
    /// White space, control characters or nothing after the scheme.
    Malformed,
}

impl fmt::Display for RefusedHref {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Relative => "the address is relative",
            Self::Scheme => "only http, https, mailto and tel addresses are linked",
            Self::Malformed => "the address is malformed",
        })
    }
}

impl Href {
    /// Reads an address. The scheme is compared without regard to case; the rest is kept as written.
    ///
    /// # Errors
    /// Says which of the three rules the address breaks.
    pub fn parse(written: &str) -> Result<Self, RefusedHref> {
        let written = written.trim();
        let protocol_relative = written
            .strip_prefix("//")
            .map(|rest| format!("https://{rest}"));
        let address = protocol_relative.as_deref().unwrap_or(written);
        let scheme_end = address.find(|letter: char| {
            !(letter.is_ascii_alphanumeric() || matches!(letter, '+' | '.' | '-'))
        });
        let Some(scheme_end) = scheme_end.filter(|&end| end > 0 && address[end..].starts_with(':'))
        else {
            return Err(RefusedHref::Relative);
        };
        let rest = &address[scheme_end + 1..];
        let scheme = address[..scheme_end].to_ascii_lowercase();
        let body = match scheme.as_str() {
            "http" | "https" => rest.strip_prefix("//").ok_or(RefusedHref::Malformed)?,
            "mailto" | "tel" => rest,
            _ => return Err(RefusedHref::Scheme),
        };
        if body.is_empty()
            || address
                .chars()
                .any(|letter| letter.is_whitespace() || letter.is_control())
        {
            return Err(RefusedHref::Malformed);
        }
        Ok(Self(format!("{scheme}:{rest}")))
    }

    /// Reads a whole address as browsers do (the URL Standard); a relative one is seen from the page at `base`.
    #[must_use]
    pub fn resolve(written: &str, base: Option<&Self>) -> Option<Self> {
        Self::parse(written).ok().or_else(|| {
            let base = base.and_then(|base| Url::parse(&base.0).ok());
            let url = Url::options().base_url(base.as_ref()).parse(written);
            Self::parse(url.ok()?.as_str()).ok()
        })
    }

    /// Reads an address that has no scheme: `../tides.md#ebb`, `/old/tides/`, `#ebb`. What it leads to is known when all
    /// documents are.
    #[must_use]
    pub fn within(written: &str) -> Option<Self> {
        let written = written.trim();
        let is_sound = !written.is_empty()
            && !written.starts_with(['?', '\\'])
            && !written.starts_with("//")
            && !written.contains(char::is_control);
        (is_sound && Self::is_within(written)).then(|| Self(written.to_owned()))
    }

    /// Whether an address has no scheme.
    #[must_use]
    pub fn is_within(address: &str) -> bool {
        let first = address.split(['/', '?', '#']).next();
        first.is_some_and(|first| !first.contains(':'))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_four_schemes_are_kept() {
        let check = |written: &str, expected: Result<&str, RefusedHref>| {
            assert_eq!(
                Href::parse(written).as_ref().map(Href::as_str),
                expected.as_ref().copied(),
                "{written}"
            );
        };
        check("https://example.org/a", Ok("https://example.org/a"));
        check("HTTPS://example.org", Ok("https://example.org"));
        check("//example.org/a", Ok("https://example.org/a"));
        check("mailto:a@example.org", Ok("mailto:a@example.org"));
        check("tel:+12022243121", Ok("tel:+12022243121"));
        check("javascript:alert(1)", Err(RefusedHref::Scheme));
        check("java\nscript:x", Err(RefusedHref::Relative));
        check("data:text/html,x", Err(RefusedHref::Scheme));
        check("/about", Err(RefusedHref::Relative));
        check("a b:c", Err(RefusedHref::Relative));
        check("https:", Err(RefusedHref::Malformed));
        check("https://a b", Err(RefusedHref::Malformed));
    }

    #[test]
    fn an_address_of_a_page_is_read_as_browsers_do() {
        let base = Href::parse("https://a.example/b/c.html?d").ok();
        for (written, alone, seen) in [
            ("x.html#e", None, Some("https://a.example/b/x.html#e")),
            ("../x", None, Some("https://a.example/x")),
            ("/x y", None, Some("https://a.example/x%20y")),
            ("?p=2", None, Some("https://a.example/b/c.html?p=2")),
            (
                "//b.example",
                Some("https://b.example"),
                Some("https://b.example"),
            ),
            (
                "https://b.example/x y",
                Some("https://b.example/x%20y"),
                Some("https://b.example/x%20y"),
            ),
            ("java\nscript:alert(1)", None, None),
            ("data:text/html,x", None, None),
            ("file:///etc/passwd", None, None),
        ] {
            let read = |base| Href::resolve(written, base);
            assert_eq!(read(None).as_ref().map(Href::as_str), alone, "{written}");
            assert_eq!(
                read(base.as_ref()).as_ref().map(Href::as_str),
                seen,
                "{written}"
            );
        }
    }

    #[test]
    fn an_address_within_the_archive_has_no_scheme_and_no_host() {
        for (written, is_within) in [
            ("../tides.md#ebb", true),
            ("/old/tides/", true),
            ("#ebb", true),
            (" my tides.md ", true),
            ("a/b:c", true),
            ("https://example.org", false),
            ("javascript:alert(1)", false),
            ("//example.org", false),
            ("\\\\example.org", false),
            ("java\nscript", false),
            ("?q", false),
            ("", false),
        ] {
            assert_eq!(Href::within(written).is_some(), is_within, "{written}");
        }
    }
}
