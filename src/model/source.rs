//! Who published the report first.

/// Where the report came from, as far as the document itself says so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A host name, lower-case, as in `example.co.uk`.
    Host(String),
    /// The title of the article the document is drawn from, where no address is given.
    Title(String),
}

impl Source {
    /// The words a reader sees.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Host(label) | Self::Title(label) => label,
        }
    }

    /// Reads what an author wrote after `source:`. A bare host or a web address gives the host, without `www.`;
    /// anything else is a title.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        let written = written.trim();
        if written.is_empty() {
            return None;
        }
        let address = written
            .strip_prefix("https://")
            .or_else(|| written.strip_prefix("http://"));
        let host = address.map_or(written, |rest| {
            rest.split(['/', '?', '#']).next().unwrap_or(rest)
        });
        let host = host.strip_prefix("www.").unwrap_or(host).to_lowercase();
        if is_host(&host) {
            Some(Self::Host(host))
        } else {
            Some(Self::Title(written.to_owned()))
        }
    }
}

/// Two labels or more of letters, digits and hyphens, the last one not a number.
pub(crate) fn is_host(text: &str) -> bool {
    let mut labels = 0;
    let mut last = "";
    for label in text.split('.') {
        let inner = label
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == '-');
        if label.is_empty() || !inner || label.starts_with('-') || label.ends_with('-') {
            return false;
        }
        labels += 1;
        last = label;
    }
    labels >= 2 && last.chars().count() >= 2 && last.chars().all(char::is_alphabetic)
        || (labels >= 2 && last.starts_with("xn--"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_told_from_a_title() {
        let check = |written: &str, expected: Option<Source>| {
            assert_eq!(Source::parse(written), expected, "{written}")
        };
        check("example.co.uk", Some(Source::Host("example.co.uk".into())));
        check(
            "https://www.example.com/a?b",
            Some(Source::Host("example.com".into())),
        );
        check(
            "9-news.example",
            Some(Source::Host("9-news.example".into())),
        );
        check(
            "A treaty: what it says",
            Some(Source::Title("A treaty: what it says".into())),
        );
        check("Version 2.0", Some(Source::Title("Version 2.0".into())));
        check("  ", None);
    }
}
