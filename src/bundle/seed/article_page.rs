//! The article page: a report in a fixed frame, with opinion, action and to-do layers.
//!
//! Only the frame is structure. A line of the report that happens to read `Expand` or `Opinion:` is a paragraph like any
//! other; the frame is found by the order and spacing of its lines, the tail of the page from the end backwards.

use crate::bundle::problem::Code;
use crate::model::{Block, Document, Form, Inline, Kind, LayerKind, Source, Span, is_host};

use super::lines::{Line, fold};
use super::{Desk, Furniture, Part, ReadContext, Use, date, role, todo};

mod frame;

use frame::{Frame, LABELS, find_frame, read_tail};

/// What makes a page one of these: the line `host -- stamp` under a title.
#[derive(Clone, Copy)]
pub(super) struct Outline {
    /// The title, as an index into the lines.
    title: usize,
    /// The line with host and stamp; a page that plainly is one may lack it.
    source: Option<usize>,
}

/// A line that could be the one with host and stamp.
struct SourceLine {
    outline: Outline,
    has_host: bool,
    has_stamp: bool,
    has_categories: bool,
}

/// How many lines with words may stand before the source line. The frame has five.
const LONGEST_HEAD: usize = 40;

/// Looks for the source line near the top of the page.
pub(super) fn recognise(lines: &[Line<'_>], context: &ReadContext) -> Option<Outline> {
    let head: Vec<usize> = (0..lines.len())
        .filter(|&index| !lines[index].text.is_empty())
        .take(LONGEST_HEAD)
        .collect();
    let found: Vec<SourceLine> = head
        .windows(2)
        .filter_map(|pair| {
            let [title, source] = [pair[0], pair[1]];
            let (host, stamp) = host_and_stamp(lines[source].text)?;
            let below = lines.get(source + 1);
            Some(SourceLine {
                outline: Outline {
                    title,
                    source: Some(source),
                },
                has_host: is_host(host),
                has_stamp: is_stamp(stamp, context),
                has_categories: below.is_some_and(|line| line.text.starts_with("Categories:")),
            })
        })
        .collect();
    let first = |fits: fn(&SourceLine) -> bool| {
        let line = found.iter().find(|line| fits(line));
        line.map(|line| line.outline)
    };
    first(|line| line.has_host && line.has_stamp)
        // A stamp that cannot be read is still a stamp between a host and the categories, and a name is still a source
        // between them and a stamp.
        .or_else(|| first(|line| line.has_host && line.has_categories))
        .or_else(|| first(|line| line.has_stamp && line.has_categories))
        .or_else(|| without_source(lines, &head, context))
}

/// The two sides of ` -- `, or of a dash that an editor's program made of it.
fn host_and_stamp(line: &str) -> Option<(&str, &str)> {
    ["--", "—", "–", "---"].iter().find_map(|dash| {
        line.match_indices(dash).find_map(|(at, _)| {
            let (host, stamp) = (&line[..at], &line[at + dash.len()..]);
            let apart =
                host.ends_with(char::is_whitespace) && stamp.starts_with(char::is_whitespace);
            apart.then(|| (host.trim_end(), stamp.trim_start()))
        })
    })
}

/// Whether a text begins with a title and the line `host -- stamp`.
pub(super) fn begins(text: &str, context: &ReadContext) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let stamp = lines
        .nth(1)
        .and_then(host_and_stamp)
        .map(|(_, stamp)| stamp);
    stamp.is_some_and(|stamp| is_stamp(stamp, context))
}

/// Whether a text is a date with its time of day.
fn is_stamp(text: &str, context: &ReadContext) -> bool {
    date::read(text, &context.zone)
        .is_some_and(|dated| dated.stamp.precision() >= crate::model::Precision::Minute)
}

/// A page whose navigation and whose petition with a layer behind it are there is one without a source line that can be
/// read.
fn without_source(lines: &[Line<'_>], head: &[usize], context: &ReadContext) -> Option<Outline> {
    let navigation = head
        .iter()
        .position(|&index| is_navigation(lines[index].text))?;
    let title = *head.get(navigation + 1)?;
    let framed = lines.iter().any(|line| line.text == context.petition)
        && LABELS
            .iter()
            .any(|(label, _)| lines.iter().any(|line| line.text == *label));
    let source = head.get(navigation + 2).copied().filter(|&next| {
        host_and_stamp(lines[next].text).is_some()
            && lines
                .get(next + 1)
                .is_some_and(|line| !line.text.is_empty())
    });
    framed.then_some(Outline { title, source })
}

fn is_navigation(text: &str) -> bool {
    if text.len() > 400 {
        return false;
    }
    let folded = fold(text);
    let links = ["Home", "Categories", "Search", "Subscribe"]
        .iter()
        .filter(|link| folded.split(' ').any(|word| word == **link))
        .count();
    links >= 2 && folded.split(' ').count() <= 16
}

/// Reads a page whose source line was found.
pub(super) fn read(desk: &mut Desk<'_>, lines: &[Line<'_>], outline: Outline) -> Vec<Document> {
    let Outline { title, source } = outline;
    let mut full = read_head(desk, &lines[..title]);
    let mut title_text = fold(lines[title].text);
    desk.claim(lines[title].span, Use::Part(Part::Title));
    let mut document = Document::new(Kind::ArticlePage(Form::Bare), "");
    match source {
        Some(source) => read_source_line(desk, lines[source], &mut document),
        None => desk.report(
            Code::MissingSource,
            lines[title].span,
            "the line with source and date is missing below this title",
            "write `host.example -- Sunday, August 17, 2025, 8:25:57 PM Eastern Daylight Time` on the line below",
        ),
    }
    let mut next = source.unwrap_or(title) + 1;
    while source.is_none() && lines.get(next).is_some_and(|line| line.text.is_empty()) {
        next += 1;
    }
    if let Some(line) = lines
        .get(next)
        .filter(|line| line.text.starts_with("Categories:"))
    {
        document.categories = read_categories(line.text);
        desk.claim(line.span, Use::Part(Part::Categories));
        next += 1;
    }
    // The title again stands directly below; anything after an empty line is the report.
    if let Some(line) = lines.get(next).filter(|line| !line.text.is_empty()) {
        let again = fold(line.text);
        let below_is_blank = lines.get(next + 1).is_none_or(|line| line.text.is_empty());
        if again == title_text || (below_is_blank && is_cut_short(&again, &title_text)) {
            desk.claim(line.span, Use::Furniture(Furniture::RepeatedTitle));
            next += 1;
            full = true;
        } else if below_is_blank && is_cut_short(&title_text, &again) {
            // The second time the title stands there whole.
            title_text = again;
            desk.claim(line.span, Use::Part(Part::Title));
            next += 1;
            full = true;
        }
    }
    document.title = title_text;
    document.slug = crate::model::Slug::from_title(&document.title);

    let body: Vec<usize> = (next..lines.len())
        .filter(|&index| !lines[index].text.is_empty())
        .collect();
    let (end, has_footer) = read_tail(desk, lines, &body, &mut document);
    full |= has_footer;
    let frame = find_frame(lines, &body[..end], &desk.context.petition);
    full |= matches!(frame, Frame::Labelled { .. } | Frame::Unlabelled { .. });
    if full {
        document.kind = Kind::ArticlePage(Form::Full);
    }
    let report = |desk: &mut Desk<'_>, document: &mut Document, indices: &[usize]| {
        let report: Vec<Line<'_>> = indices.iter().map(|&index| lines[index]).collect();
        read_report(desk, &report, document);
    };
    match frame {
        Frame::None => report(desk, &mut document, &body[..end]),
        Frame::Labelled { expand, petition } | Frame::Unlabelled { expand, petition } => {
            let report_end = if expand { petition - 1 } else { petition };
            report(desk, &mut document, &body[..report_end]);
            if expand {
                desk.claim(
                    lines[body[report_end]].span,
                    Use::Furniture(Furniture::Expand),
                );
            }
            desk.claim(
                lines[body[petition]].span,
                Use::Furniture(Furniture::Petition),
            );
            let layers: Vec<Line<'_>> = body[petition + 1..end]
                .iter()
                .map(|&index| lines[index])
                .collect();
            read_layers(desk, &layers, false, &mut document);
        }
        Frame::Glued { line } => {
            report(desk, &mut document, &body[..line]);
            let length = desk.context.petition.len();
            let mark = lines[body[line]];
            let span = Span::new(mark.span.start as usize, mark.span.start as usize + length);
            desk.claim(span, Use::Furniture(Furniture::Petition));
            let mut layers: Vec<Line<'_>> =
                body[line..end].iter().map(|&index| lines[index]).collect();
            layers[0] = super::lines::trimmed(&mark.text[length..], span.end as usize);
            read_layers(desk, &layers, true, &mut document);
        }
    }
    vec![document]
}

/// Logo, motto and navigation. Gives whether there was a navigation line, which only whole pages have.
fn read_head(desk: &mut Desk<'_>, lines: &[Line<'_>]) -> bool {
    let words: Vec<&Line<'_>> = lines.iter().filter(|line| !line.text.is_empty()).collect();
    let navigation = words.iter().rposition(|line| is_navigation(line.text));
    for (index, line) in words.iter().enumerate() {
        let known = |name: &Option<String>| {
            name.as_deref()
                .is_some_and(|name| fold(name) == fold(line.text))
        };
        // Above the navigation stand the logo and the motto, whatever they say on this site.
        let framed = navigation.is_some_and(|navigation| index < navigation);
        if Some(index) == navigation {
            desk.claim(line.span, Use::Furniture(Furniture::Navigation));
        } else if known(&desk.context.logo) || (framed && index == 0) {
            desk.claim(line.span, Use::Furniture(Furniture::Logo));
        } else if known(&desk.context.motto) || (framed && index == 1) {
            desk.claim(line.span, Use::Furniture(Furniture::Motto));
        }
    }
    navigation.is_some()
}

fn read_source_line(desk: &mut Desk<'_>, line: Line<'_>, document: &mut Document) {
    desk.claim(line.span, Use::Part(Part::SourceLine));
    let Some((host, stamp)) = host_and_stamp(line.text) else {
        return;
    };
    if is_host(host) {
        document.source = Some(Source::Host(host.to_lowercase()));
    } else {
        let span = Span::new(
            line.span.start as usize,
            line.span.start as usize + host.len(),
        );
        document.source = Source::parse(&fold(host));
        desk.report(
            Code::MissingSource,
            span,
            "this is not the name of a host, so it is kept as the name of the source",
            "write a host such as `news.example.org`",
        );
    }
    let end = line.span.end as usize;
    let span = Span::new(end - stamp.len(), end);
    match date::read(stamp, &desk.context.zone) {
        Some(dated) => {
            document.published = Some(dated.stamp);
            for remark in dated.remarks {
                desk.report(remark.code, span, remark.message, remark.help);
            }
        }
        None => desk.report(
            Code::UnreadableDate,
            span,
            "this date cannot be read, so the article has none",
            "write it as `Sunday, August 17, 2025, 8:25:57 PM Eastern Daylight Time`",
        ),
    }
}

/// Labels hold no commas. `Uncategorized` is the site's word for none.
fn read_categories(line: &str) -> Vec<String> {
    let labels = line.trim_start_matches("Categories:").split(',').map(fold);
    let mut seen = std::collections::HashSet::new();
    labels
        .filter(|label| !label.is_empty() && label != "Uncategorized" && seen.insert(label.clone()))
        .collect()
}

/// Whether the one is the other, cut off with dots.
fn is_cut_short(one: &str, whole: &str) -> bool {
    let stem = one.strip_suffix("...").or_else(|| one.strip_suffix('…'));
    stem.is_some_and(|stem| {
        !stem.is_empty() && whole.starts_with(stem.trim_end()) && whole.len() > stem.len()
    })
}

fn read_report(desk: &mut Desk<'_>, lines: &[Line<'_>], document: &mut Document) {
    let paragraphs: Vec<String> = lines.iter().map(|line| fold(line.text)).collect();
    let roles = role::mark(&paragraphs);
    for line in lines {
        desk.claim(line.span, Use::Part(Part::Layer(LayerKind::Report)));
    }
    let standfirst = roles
        .iter()
        .position(|role| *role == Some(crate::model::Role::Standfirst));
    document.standfirst = standfirst.map(|index| paragraphs[index].clone());
    let blocks = paragraphs.into_iter().zip(roles);
    let blocks = blocks
        .map(|(text, role)| Block::Paragraph {
            inlines: vec![Inline::Text(text)],
            role,
        })
        .collect();
    document.extend_layer(LayerKind::Report, blocks);
}

/// Reads what follows the petition button. The layers come in one order, so the label of an earlier one inside a later
/// one is a paragraph.
fn read_layers(desk: &mut Desk<'_>, lines: &[Line<'_>], bare: bool, document: &mut Document) {
    let mut current = LayerKind::Opinion;
    let mut begun = false;
    let mut todo_lines = Vec::new();
    for &line in lines {
        let mut line = line;
        let label = LABELS.iter().find(|(label, kind)| {
            let later = *kind > current || (!begun && *kind == LayerKind::Opinion);
            let glued = bare
                && line
                    .text
                    .strip_prefix(label)
                    .and_then(|rest| rest.chars().next())
                    .is_some_and(char::is_uppercase);
            later && (line.text == *label || glued)
        });
        begun = true;
        if let Some(&(label, kind)) = label {
            current = kind;
            let start = line.span.start as usize;
            desk.claim(
                Span::new(start, start + label.len()),
                Use::Furniture(Furniture::LayerLabel),
            );
            line = super::lines::trimmed(&line.text[label.len()..], start + label.len());
            if line.text.is_empty() {
                continue;
            }
        }
        desk.claim(line.span, Use::Part(Part::Layer(current)));
        if current == LayerKind::Todo {
            todo_lines.push(line);
        } else {
            document.extend_layer(current, vec![Block::paragraph(fold(line.text))]);
        }
    }
    let todo = todo::read(&todo_lines);
    document.extend_layer(LayerKind::Todo, todo.blocks);
    document.contacts = todo.contacts;
    document.mentions = todo.mentions;
    document.asks = todo.asks;
}
