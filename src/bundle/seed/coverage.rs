//! What became of every character of a file.

use crate::bundle::problem::{Code, Places, Problem};
use crate::model::{LayerKind, Span};

/// Words of a page that are not part of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Furniture {
    /// The mark some editors put before the first character.
    ByteOrderMark,
    /// The words that stand for the logo.
    Logo,
    /// The motto.
    Motto,
    /// The links of the site.
    Navigation,
    /// The title said again.
    RepeatedTitle,
    /// The button that opens the whole report.
    Expand,
    /// The petition button.
    Petition,
    /// The line that names a layer.
    LayerLabel,
    /// The line above a list of other articles.
    RelatedLabel,
    /// The last lines of a page.
    Footer,
    /// Comment, share and previous-next links of a blog, and who posted when.
    BlogChrome,
    /// Signs that are structure and become structure: fences, braces, tags, bullets.
    Markup,
    /// A comment an author left in the source.
    Comment,
    /// What an MDX document imports and exports.
    Program,
    /// What stands around the main content of a web page: menus, side columns, footers.
    Surroundings,
}

/// Parts of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The title.
    Title,
    /// Source and stamp on one line.
    SourceLine,
    /// The source.
    Source,
    /// Category labels.
    Categories,
    /// A key point.
    KeyPoint,
    /// A block of a layer.
    Layer(LayerKind),
    /// The title of another article.
    Related,
    /// A field of a header or record.
    Field(String),
}

/// What became of a piece.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// It is in a document.
    Part(Part),
    /// It is known furniture.
    Furniture(Furniture),
    /// A problem shows it.
    Reported(Code),
}

impl Use {
    /// Words for a person.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Part(Part::Layer(kind)) => kind.name().to_owned(),
            Self::Part(Part::Field(name)) => format!("field {name}"),
            Self::Part(Part::Title) => "title".to_owned(),
            Self::Part(Part::SourceLine) => "source and date".to_owned(),
            Self::Part(Part::Source) => "source".to_owned(),
            Self::Part(Part::Categories) => "categories".to_owned(),
            Self::Part(Part::KeyPoint) => "key point".to_owned(),
            Self::Part(Part::Related) => "related title".to_owned(),
            Self::Furniture(furniture) => match furniture {
                Furniture::ByteOrderMark => "byte order mark",
                Furniture::Logo => "logo",
                Furniture::Motto => "motto",
                Furniture::Navigation => "navigation",
                Furniture::RepeatedTitle => "repeated title",
                Furniture::Expand => "expand button",
                Furniture::Petition => "petition button",
                Furniture::LayerLabel => "layer label",
                Furniture::RelatedLabel => "related label",
                Furniture::Footer => "footer",
                Furniture::BlogChrome => "blog chrome",
                Furniture::Markup => "markup",
                Furniture::Comment => "comment",
                Furniture::Program => "program",
                Furniture::Surroundings => "around the main content",
            }
            .to_owned(),
            Self::Reported(code) => format!("reported: {}", code.name()),
        }
    }
}

/// One piece of the text and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where.
    pub span: Span,
    /// What became of it.
    pub use_: Use,
}

/// All pieces of a text in order, none overlapping.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    pieces: Vec<Piece>,
}

impl Coverage {
    /// Orders the pieces. Where two overlap, the one that begins later is cut back to what the other leaves.
    pub(super) fn new(mut pieces: Vec<Piece>) -> Self {
        pieces.sort_by_key(|piece| (piece.span.start, std::cmp::Reverse(piece.span.end)));
        let mut reached = 0;
        pieces.retain_mut(|piece| {
            piece.span.start = piece.span.start.max(reached);
            reached = reached.max(piece.span.end);
            piece.span.start < piece.span.end
        });
        Self { pieces }
    }

    /// The pieces, in order.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The runs of characters that no piece covers and that are not white space, a line at a time.
    #[must_use]
    pub fn gaps(&self, text: &str) -> Vec<Span> {
        let mut gaps = Vec::new();
        let mut from = 0;
        let ends = self
            .pieces
            .iter()
            .map(|piece| (piece.span.start as usize, piece.span.end as usize));
        for (start, end) in ends.chain(std::iter::once((text.len(), text.len()))) {
            let mut offset = from;
            for line in text.get(from..start).unwrap_or("").split_inclusive('\n') {
                let trimmed = line.trim();
                if !trimmed.is_empty() {
                    let lead = line.len() - line.trim_start().len();
                    gaps.push(Span::new(offset + lead, offset + lead + trimmed.len()));
                }
                offset += line.len();
            }
            from = end.max(from);
        }
        gaps
    }

    /// Reports whatever was left over, so that the coverage is total whatever a dialect forgot.
    pub(super) fn fill_gaps(&mut self, places: &Places<'_>, problems: &mut Vec<Problem>) {
        let gaps = self.gaps(places.text());
        // A file that is nothing but left-overs is shown by its first lines; the rest is claimed all the same.
        const SHOWN: usize = 20;
        // An error without a place already says that the whole file is not used.
        let refused = problems
            .iter()
            .any(|problem| problem.severity == super::super::problem::Severity::Error);
        for (index, &span) in gaps.iter().enumerate() {
            if index < SHOWN && !refused {
                let more = if index + 1 == SHOWN && gaps.len() > SHOWN {
                    format!(" (and {} more lines)", gaps.len() - SHOWN)
                } else {
                    String::new()
                };
                problems.push(places.problem(
                    Code::UnplacedText,
                    span,
                    format!("these words have no place in the article{more}"),
                    "move them into the text, delete them, or name them as furniture in site.toml",
                ));
            }
            self.pieces.push(Piece {
                span,
                use_: Use::Reported(Code::UnplacedText),
            });
        }
        if !gaps.is_empty() {
            self.pieces.sort_by_key(|piece| piece.span.start);
        }
    }

    /// Characters that are not white space, by what became of them, the most first.
    #[must_use]
    pub fn totals(&self, text: &str) -> Vec<(String, usize)> {
        let mut totals = std::collections::BTreeMap::<String, usize>::new();
        for piece in &self.pieces {
            let count = piece
                .span
                .of(text)
                .chars()
                .filter(|letter| !letter.is_whitespace())
                .count();
            *totals.entry(piece.use_.label()).or_default() += count;
        }
        let mut totals: Vec<_> = totals.into_iter().collect();
        totals.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        totals
    }
}
