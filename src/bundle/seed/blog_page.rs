//! The page of a blog: the title twice, key points, long paragraphs, a source line, and the chrome of the platform.

use crate::bundle::problem::Code;
use crate::model::{Block, Document, Kind, LayerKind, Slug, Source, Span};

use super::lines::{Line, ends_sentence, fold};
use super::{Desk, Furniture, Part, Use, date};

mod chrome;

use chrome::Chrome;

/// What makes a page one of these.
pub(super) struct Outline {
    /// The title.
    title: usize,
    /// The title again, where it stands twice.
    again: Option<usize>,
}

/// The title twice at the top, or the chrome of a blog at the end.
pub(super) fn recognise(lines: &[Line<'_>]) -> Option<Outline> {
    let words: Vec<usize> = (0..lines.len())
        .filter(|&index| !lines[index].text.is_empty())
        .collect();
    let title = *words.first()?;
    let text = |index: usize| lines[index].text;
    // Markup at the very top belongs to another dialect.
    if text(title).starts_with(['#', '<', '{', '[', '-', '*', '`', '|', '>']) || words.len() < 3 {
        return None;
    }
    let again = words
        .get(1)
        .copied()
        .filter(|&again| fold(text(again)) == fold(text(title)));
    let chrome = words
        .iter()
        .rev()
        .take(12)
        .any(|&index| matches!(chrome::classify(text(index)), Some(Chrome::Certain)));
    (again.is_some() || chrome).then_some(Outline { title, again })
}

/// Reads a page that was recognised.
pub(super) fn read(desk: &mut Desk<'_>, lines: &[Line<'_>], outline: Outline) -> Vec<Document> {
    let Outline { title, again } = outline;
    let mut document = Document::new(Kind::BlogPage, fold(lines[title].text));
    desk.claim(lines[title].span, Use::Part(Part::Title));
    if let Some(again) = again {
        desk.claim(lines[again].span, Use::Furniture(Furniture::RepeatedTitle));
    }
    let body: Vec<Line<'_>> = lines[again.unwrap_or(title) + 1..]
        .iter()
        .filter(|line| !line.text.is_empty())
        .copied()
        .collect();
    let mut begin = 0;
    // Who posted when stands below the title; comments, shares and neighbours stand below the text.
    while begin < body.len() && read_chrome(desk, body[begin], &mut document, true) {
        begin += 1;
    }
    let end = begin + text_end(&body[begin..]);
    for line in &body[end..] {
        // What is neither is left without a place, and told of.
        let _ = read_source(desk, *line, &mut document)
            || read_chrome(desk, *line, &mut document, false);
    }
    let mut blocks = Vec::new();
    let mut points = true;
    for line in &body[begin..end] {
        if points && let Some(point) = line.text.strip_prefix('•') {
            desk.claim(line.span, Use::Part(Part::KeyPoint));
            document.key_points.push(fold(point));
            continue;
        }
        points = false;
        desk.claim(line.span, Use::Part(Part::Layer(LayerKind::Report)));
        blocks.push(Block::paragraph(fold(line.text)));
    }
    document.extend_layer(LayerKind::Report, blocks);
    document.slug = Slug::from_title(&document.title);
    vec![document]
}

/// How many lines are the text: below them stand one line with the source, and lines of chrome. Between a source and chrome
/// that is known, lines of chrome that nobody knows may stand: short ones, and no sentences.
fn text_end(body: &[Line<'_>]) -> usize {
    let mut has_source = false;
    let mut tail = |line: &Line<'_>| {
        let source = !has_source && source(line.text).is_some();
        has_source |= source;
        source || chrome::classify(line.text).is_some()
    };
    let known = body.iter().rev().take_while(|line| tail(line)).count();
    let end = body.len() - known;
    if has_source || known == 0 {
        return end;
    }
    let mut near = (0..end).rev().take(LONGEST_TAIL);
    let place = near.find(|&at| source(body[at].text).is_some());
    let Some(place) = place.filter(|&place| body[place..end].iter().all(may_be_chrome)) else {
        return end;
    };
    let above = body[..place].iter().rev();
    let known = above.take_while(|line| chrome::classify(line.text).is_some());
    place - known.count()
}

/// The most lines of chrome that nobody knows.
const LONGEST_TAIL: usize = 40;

/// Whether a line is short, and a sentence only if it is very short.
fn may_be_chrome(line: &Line<'_>) -> bool {
    chrome::is_short(line.text) && (!ends_sentence(line.text) || line.text.chars().count() <= 40)
}

/// What `Source: TITLE` names.
fn source(line: &str) -> Option<&str> {
    const LABELS: [&str; 6] = ["Source", "Quelle", "Fuente", "Fonte", "Bron", "Источник"];
    let rest = LABELS.iter().find_map(|label| line.strip_prefix(label))?;
    let title = rest.trim_start().strip_prefix([':', '：'])?.trim();
    (!title.is_empty()).then_some(title)
}

/// Reads the line that names the source. A host or an address gives the host.
fn read_source(desk: &mut Desk<'_>, line: Line<'_>, document: &mut Document) -> bool {
    let Some(source) = source(line.text).filter(|_| document.source.is_none()) else {
        return false;
    };
    document.source = Source::parse(&fold(source));
    desk.claim(line.span, Use::Part(Part::Source));
    true
}

/// Takes a line of chrome and reads what it tells. `head` is the place below the title, where fewer words are chrome.
fn read_chrome(desk: &mut Desk<'_>, line: Line<'_>, document: &mut Document, head: bool) -> bool {
    let chrome = match chrome::classify(line.text) {
        None => return false,
        Some(Chrome::Certain) if head && !line.text.contains(' ') => return false,
        Some(chrome) => chrome,
    };
    match chrome {
        Chrome::Certain => desk.claim(line.span, Use::Furniture(Furniture::BlogChrome)),
        Chrome::Posted(rest) => {
            desk.claim(line.span, Use::Part(Part::Field("posted".into())));
            let start = line.span.end as usize - rest.len();
            match date::beside_name(rest, &desk.context.zone) {
                Some(dated) if document.published.is_none() => {
                    document.published = Some(dated.stamp);
                    for remark in dated.remarks {
                        desk.report(
                            remark.code,
                            Span::new(start, line.span.end as usize),
                            remark.message,
                            remark.help,
                        );
                    }
                }
                _ => desk.report(
                    Code::UnusedField,
                    line.span,
                    "who posted the page is not published",
                    "nothing to do; the line is kept out of the article",
                ),
            }
        }
        Chrome::Categories(rest) => {
            desk.claim(line.span, Use::Part(Part::Categories));
            document.categories.extend(
                rest.split(',')
                    .map(fold)
                    .filter(|label| !label.is_empty() && label != "Uncategorized"),
            );
        }
        Chrome::Labels(rest) => {
            desk.claim(line.span, Use::Part(Part::Field("labels".into())));
            document
                .labels
                .extend(rest.split(',').map(fold).filter(|label| !label.is_empty()));
        }
    }
    true
}
