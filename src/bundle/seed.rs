//! Seeds: files an author drops in, whatever they look like, become documents.
//!
//! [`read`] chooses a dialect by what the bytes hold and hands them to the file of that dialect. It never fails and
//! never panics: what cannot be read comes back as problems. Every character that is not white space is accounted for
//! in the [`Coverage`]: it is part of a document, named furniture of the page, or shown by a problem.

use crate::model::{Document, Href, Source, Span};

use super::problem::{Code, Places, Problem};

mod article_page;
mod blog_page;
mod contact;
mod coverage;
mod date;
mod encoding;
mod feed;
mod headed;
mod header;
mod html;
mod json_lines;
mod lines;
mod mail;
mod markdown;
mod marks;
mod role;
mod todo;
mod zone;

pub use coverage::{Coverage, Furniture, Part, Piece, Use};
pub use json_lines::record;

/// What the site knows about its own pages. All of it has sensible defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadContext {
    /// The IANA name of the zone a day of the site is a day of.
    pub zone: String,
    /// The words that stand for the logo.
    pub logo: Option<String>,
    /// The motto under the logo.
    pub motto: Option<String>,
    /// The words on the petition button.
    pub petition: String,
    /// Further lines that are footer wherever they end a page.
    pub footer: Vec<String>,
}

impl Default for ReadContext {
    fn default() -> Self {
        Self {
            zone: "UTC".into(),
            logo: None,
            motto: None,
            petition: "Sign Our Petition".into(),
            footer: Vec::new(),
        }
    }
}

/// What became of one file.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The documents in it, in order. None when the file cannot be used.
    pub documents: Vec<Document>,
    /// All that is to be said about it, in the order of the file.
    pub problems: Vec<Problem>,
    /// What became of every character of [`Self::text`].
    pub coverage: Coverage,
    /// The decoded text the spans count in.
    pub text: String,
    /// The encoding it was decoded from, by its standard name.
    pub encoding: String,
}

/// A file being read: its text, and what is known about it so far.
struct Desk<'text> {
    path: &'text str,
    text: &'text str,
    context: &'text ReadContext,
    places: Places<'text>,
    pieces: Vec<Piece>,
    problems: Vec<Problem>,
}

impl Desk<'_> {
    /// Says what became of a piece of the text.
    fn claim(&mut self, span: Span, use_: Use) {
        if !span.is_empty() {
            self.pieces.push(Piece { span, use_ });
        }
    }

    /// Says something about a place.
    fn report(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let problem = self.places.problem(code, span, message, help);
        self.problems.push(problem);
    }
}

/// Reads one file. `path` names it in problems and may give a date or a slug; the shape is chosen by content.
#[must_use]
pub fn read(path: &str, bytes: &[u8], context: &ReadContext) -> Reading {
    match encoding::decode(path, bytes) {
        Ok(encoding::Decoded {
            text,
            encoding,
            problems,
        }) => read_text(path, text, encoding, problems, context),
        Err(problem) => Reading {
            documents: Vec::new(),
            problems: vec![*problem],
            coverage: Coverage::default(),
            text: String::new(),
            encoding: "binary".to_owned(),
        },
    }
}

fn read_text(
    path: &str,
    text: String,
    encoding: &str,
    mut problems: Vec<Problem>,
    context: &ReadContext,
) -> Reading {
    let mut desk = Desk {
        path,
        text: &text,
        context,
        places: Places::new(path, &text),
        pieces: Vec::new(),
        problems: Vec::new(),
    };
    let mut documents = choose(&mut desk);
    let Desk {
        places,
        pieces,
        problems: found,
        ..
    } = desk;
    problems.extend(found);
    let mut coverage = Coverage::new(pieces);
    coverage.fill_gaps(&places, &mut problems);
    problems.sort_by_key(|problem| (problem.span, problem.code));
    for document in &mut documents {
        path.clone_into(&mut document.provenance.path);
        encoding.clone_into(&mut document.provenance.encoding);
        document.provenance.line = document.provenance.line.max(1);
    }
    Reading {
        documents,
        problems,
        coverage,
        encoding: encoding.to_owned(),
        text,
    }
}

/// The host that an address leads to.
fn host_of(href: &Href) -> Option<Source> {
    Source::parse(href.as_str()).filter(|source| matches!(source, Source::Host(_)))
}

/// How a name ends, behind its last dot, in small letters.
fn extension(path: &str) -> String {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    end.to_lowercase()
}

/// Tries the dialects from the one with the strictest marks to the one that takes anything.
fn choose(desk: &mut Desk<'_>) -> Vec<Document> {
    if let Some(mark) = desk.text.strip_prefix('\u{feff}').map(|_| Span::new(0, 3)) {
        desk.claim(mark, Use::Furniture(Furniture::ByteOrderMark));
    }
    if desk
        .text
        .trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
        .is_empty()
    {
        desk.report(
            Code::EmptyFile,
            Span::default(),
            "the file is empty",
            "write the document, or delete the file",
        );
        return Vec::new();
    }
    if feed::recognise(desk.text) {
        return feed::read(desk);
    }
    if let Some(documents) = json_lines::read(desk) {
        return documents;
    }
    if !header::is_in_comment(desk.text) && html::recognise(desk.text) {
        return html::read(desk);
    }
    if matches!(extension(desk.path).as_str(), "csv" | "tsv") {
        return refuse_table(desk);
    }
    if !markdown::is_named(desk.path)
        && let Some(letter) = mail::recognise(desk.text)
    {
        return mail::read(desk, &letter);
    }
    // `Title: a study` may be a title, where the line of a page stands below it.
    if markdown::has_header(desk.text) && !article_page::begins(desk.text, desk.context) {
        return markdown::read(desk);
    }
    let lines = lines::split(desk.text);
    if let Some(outline) = article_page::recognise(&lines, desk.context) {
        return article_page::read(desk, &lines, outline);
    }
    if let Some(outline) = blog_page::recognise(&lines) {
        return blog_page::read(desk, &lines, outline);
    }
    if markdown::looks_marked(desk.path, &lines) {
        return markdown::read(desk);
    }
    headed::read(desk, &lines)
}

/// A table by mistake in the folder is no article, whatever its first line is.
fn refuse_table(desk: &mut Desk<'_>) -> Vec<Document> {
    desk.report(
        Code::NoUsableText,
        Span::default(),
        "this is a table, not a text",
        "write each row as a line of a JSON Lines file, {\"title\": ..., \"text\": ...}, or move it out of the folder of documents",
    );
    let whole = Span::new(0, desk.text.len());
    desk.claim(whole, Use::Reported(Code::NoUsableText));
    Vec::new()
}

#[cfg(test)]
mod tests;
