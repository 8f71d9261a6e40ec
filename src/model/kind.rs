//! Which shape a document had.

/// The two forms an article page is found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// The whole page with logo, navigation and footer.
    Full,
    /// The main content alone.
    Bare,
}

/// The shape a document was recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A report with its opinion, action and to-do layers.
    ArticlePage(Form),
    /// A page of a blog: key points, long paragraphs, a source line.
    BlogPage,
    /// Title, then headings and paragraphs in turn, without any markup.
    HeadedDocument,
    /// Markdown, with or without a header.
    Markdown,
    /// The main content of a web page.
    HtmlPage,
    /// One line of a JSON Lines file.
    JsonLines,
    /// One entry of an RSS, Atom or JSON feed.
    Feed,
}

impl Kind {
    /// The stable name, as published.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ArticlePage(_) => "article_page",
            Self::BlogPage => "blog_page",
            Self::HeadedDocument => "headed_document",
            Self::Markdown => "markdown",
            Self::HtmlPage => "html_page",
            Self::JsonLines => "json_lines",
            Self::Feed => "feed",
        }
    }

    /// The form, for the one kind that has forms.
    #[must_use]
    pub fn form(self) -> Option<&'static str> {
        match self {
            Self::ArticlePage(Form::Full) => Some("full"),
            Self::ArticlePage(Form::Bare) => Some("bare"),
            _ => None,
        }
    }
}
