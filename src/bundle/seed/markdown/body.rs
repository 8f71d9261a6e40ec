//! The body of a Markdown file as blocks.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use crate::bundle::problem::Code;
use crate::model::{Ask, Block, Contact, Href, Inline, LayerKind, Mention, Span};

use super::super::contact::Finder;
use super::super::lines::fold;
use super::super::{Desk, Furniture, Part, Use, html, marks, todo};
use super::dialect::{BoxKind, ITEM, LONGEST_TAG, options, plain_markdown};

mod frame;
mod remark;
mod words;

use frame::{Frame, level_number, trim_span};
use remark::claim_repeated_definitions;

/// What a body became.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub layers: Vec<(LayerKind, Vec<Block>)>,
    pub contacts: (Vec<Contact>, Vec<Mention>, Vec<Ask>),
    /// The first heading in the report, if it is of the first level or stands before all else.
    pub first_heading: Option<FirstHeading>,
}

/// A heading that may be the title.
#[derive(Debug)]
pub(super) struct FirstHeading {
    pub place: Span,
    pub text: String,
    pub level: u8,
    /// Whether it is the first block.
    pub is_first: bool,
}

/// Blocks inside blocks, and inlines inside inlines, deeper than this are drawn at this depth: whoever walks the tree
/// may recurse.
const DEEPEST: usize = 24;

/// The title of a tab is a heading of this level.
const LEVEL_OF_TAB: u8 = 3;

/// The most remarks of one kind about one body. The rest would say nothing new.
const MOST_REMARKS: usize = 10;

/// Reads the body that begins at `start`.
pub(super) fn read(desk: &mut Desk<'_>, start: usize) -> Body {
    let plain = plain_markdown(desk, start);
    let source = &*plain.source;
    let parser = Parser::new_ext(source, options(source));
    let definitions: Vec<Span> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| {
            Span::new(start + definition.span.start, start + definition.span.end)
        })
        .collect();
    for span in definitions {
        desk.claim(span, Use::Furniture(Furniture::Markup));
    }
    claim_repeated_definitions(desk, start);
    let mut builder = Builder {
        desk,
        source,
        asides: &plain.asides,
        raw: &plain.raw,
        boxes: &plain.boxes,
        told_to: 0,
        start,
        stack: Vec::new(),
        body: Body::default(),
        layer: LayerKind::Report,
        finder: Finder::default(),
        remarks: Vec::new(),
    };
    let mut depth = 0_usize;
    let mut top = 0..0;
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    top = range.clone();
                }
                depth += 1;
                builder.start(tag, range);
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                builder.end(depth == 0, top.clone());
            }
            event => builder.leaf(event, range, depth == 0),
        }
    }
    let Builder {
        mut body, finder, ..
    } = builder;
    body.contacts = finder.finish();
    body
}

/// The cells of a row that has more than the head of its table: the parser leaves them out.
fn further_cells(text: &str) -> Vec<Vec<Inline>> {
    if text.trim_matches(['|', ' ', '\t', '\n']).is_empty() {
        return Vec::new();
    }
    let text = text.trim();
    let text = text.strip_prefix('|').unwrap_or(text);
    let text = text.strip_suffix('|').unwrap_or(text);
    text.split('|').map(marks::parse).collect()
}

struct Builder<'desk, 'text, 'source> {
    desk: &'desk mut Desk<'text>,
    source: &'source str,
    /// What is no word of the block it stands in, rising.
    asides: &'source [Span],
    /// Where tags are words, rising, counted from the beginning of the source.
    raw: &'source [Range<usize>],
    /// Items of lists that are none, rising.
    boxes: &'source [(usize, BoxKind)],
    /// Up to where tags have been told of.
    told_to: usize,
    start: usize,
    stack: Vec<Frame>,
    body: Body,
    layer: LayerKind,
    finder: Finder,
    remarks: Vec<(Code, usize)>,
}

impl Builder<'_, '_, '_> {
    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let inline = matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::Superscript
                | Tag::Subscript
        );
        if inline {
            self.imply_paragraph();
        } else {
            self.close_implied();
        }
        if self.stack.len() >= DEEPEST
            && !matches!(
                tag,
                Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Heading { .. }
            )
        {
            self.stack.push(Frame::Through);
            return;
        }
        let frame = match tag {
            Tag::Paragraph => Frame::Paragraph {
                inlines: Vec::new(),
                images: Vec::new(),
                implied: false,
            },
            Tag::Heading { level, .. } => Frame::Heading {
                level: match range
                    .start
                    .checked_sub(ITEM.len())
                    .and_then(|at| self.box_at(at))
                {
                    // In its line there is no room for more signs.
                    Some(BoxKind::Tab) => LEVEL_OF_TAB,
                    _ => level_number(level),
                },
                inlines: Vec::new(),
            },
            Tag::BlockQuote(_) => Frame::Quote(Vec::new()),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    pulldown_cmark::CodeBlockKind::Fenced(info) => info
                        .split([' ', ',', '{'])
                        .next()
                        .filter(|word| !word.is_empty())
                        .map(str::to_owned),
                    pulldown_cmark::CodeBlockKind::Indented => None,
                };
                Frame::Code {
                    language,
                    text: String::new(),
                }
            }
            Tag::HtmlBlock => Frame::Html {
                text: String::new(),
            },
            Tag::List(_) if self.box_at(range.start).is_some() => Frame::Through,
            Tag::List(start) => Frame::List {
                start: start.map(|start| u32::try_from(start).unwrap_or(u32::MAX)),
                items: Vec::new(),
            },
            Tag::Item => match self.box_at(range.start) {
                Some(BoxKind::Admonition) => Frame::Quote(Vec::new()),
                Some(BoxKind::Tab) => Frame::Through,
                None => Frame::Item(Vec::new()),
            },
            Tag::FootnoteDefinition(label) => Frame::Footnote {
                label: label.to_string(),
                blocks: Vec::new(),
            },
            Tag::Table(_) => Frame::Table {
                header: Vec::new(),
                rows: Vec::new(),
            },
            Tag::TableHead => Frame::Row {
                cells: Vec::new(),
                head: true,
                rest: range.end..range.end,
            },
            Tag::TableRow => Frame::Row {
                cells: Vec::new(),
                head: false,
                rest: range.end..range.end,
            },
            Tag::TableCell => {
                if let Some(Frame::Row { rest, .. }) = self.stack.last_mut() {
                    rest.start = range.end;
                }
                Frame::Cell(Vec::new())
            }
            Tag::Emphasis => Frame::Emphasis(Vec::new()),
            Tag::Strong => Frame::Strong(Vec::new()),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let address = if link_type == LinkType::Email {
                    format!("mailto:{dest_url}")
                } else {
                    dest_url.to_string()
                };
                Frame::Link {
                    href: match link_type {
                        LinkType::WikiLink { .. } => Href::within(&address),
                        _ => self.address(&address, range),
                    },
                    inlines: Vec::new(),
                }
            }
            Tag::Image {
                link_type,
                dest_url,
                ..
            } => Frame::Image {
                href: Href::parse(&dest_url).ok(),
                name: matches!(link_type, LinkType::WikiLink { .. }).then(|| dest_url.to_string()),
                inlines: Vec::new(),
            },
            _ => Frame::Through,
        };
        self.stack.push(frame);
    }

    /// The box that begins at a place, or behind the blanks there.
    fn box_at(&self, at: usize) -> Option<BoxKind> {
        let blanks = self.source.as_bytes()[at..]
            .iter()
            .take_while(|sign| **sign == b' ');
        let at = at + blanks.count();
        let place = self.boxes.binary_search_by_key(&at, |(start, _)| *start);
        place.ok().map(|place| self.boxes[place].1)
    }

    fn end(&mut self, top: bool, range: Range<usize>) {
        self.close_implied();
        let Some(frame) = self.stack.pop() else {
            return;
        };
        match frame {
            Frame::Through => {}
            Frame::Paragraph {
                inlines, images, ..
            } => self.paragraph(inlines, images),
            Frame::Heading { level, mut inlines } => {
                marks::trim_ends(&mut inlines);
                if self.stack.is_empty() && self.change_layer(level, &inlines, &range) {
                    return;
                }
                self.block(Block::Heading { level, inlines });
            }
            Frame::Quote(blocks) => self.block(Block::Quote(blocks)),
            Frame::Item(blocks) => match self.stack.last_mut() {
                Some(Frame::List { items, .. }) => items.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.block(block)),
            },
            Frame::List { start, items } => self.block(Block::List { start, items }),
            Frame::Footnote { label, mut blocks } => {
                if let Some(Block::Paragraph { inlines, .. }) = blocks.first_mut() {
                    inlines.insert(0, Inline::Text(format!("[{label}] ")));
                }
                blocks.into_iter().for_each(|block| self.block(block));
            }
            Frame::Strong(inner) => self.inline(Inline::Strong(inner)),
            Frame::Emphasis(inner) => self.inline(Inline::Emphasis(inner)),
            // Without words nothing is left of a link that may lead nowhere.
            Frame::Link {
                href: Some(href),
                inlines,
            } if inlines.is_empty() && Href::is_within(href.as_str()) => {}
            Frame::Link {
                href: Some(href),
                inlines,
            } => self.inline(Inline::Link { href, inlines }),
            Frame::Link {
                href: None,
                inlines,
            } => inlines.into_iter().for_each(|inline| self.inline(inline)),
            Frame::Image {
                href,
                name,
                inlines,
            } => self.image(href, name.as_deref(), &inlines),
            Frame::Code { language, text } => self.block(Block::Code {
                language,
                text: text.trim_end_matches('\n').to_owned(),
            }),
            Frame::Html { text } => {
                let blocks = html::fragment(&text, None);
                if !text.trim_start().starts_with("<!--") {
                    self.remark(
                        Code::RawHtml,
                        range.clone(),
                        "HTML inside Markdown is reduced to its words",
                        "nothing to do; write Markdown to keep the shape",
                    );
                }
                blocks.into_iter().for_each(|block| self.block(block));
            }
            Frame::Cell(mut inlines) => {
                marks::trim_ends(&mut inlines);
                if let Some(Frame::Row { cells, .. }) = self.stack.last_mut() {
                    cells.push(inlines);
                }
            }
            Frame::Row {
                mut cells,
                head,
                rest,
            } => {
                cells.extend(further_cells(&self.source[rest]));
                if let Some(Frame::Table { header, rows }) = self.stack.last_mut() {
                    if head {
                        *header = cells;
                    } else {
                        rows.push(cells);
                    }
                }
            }
            Frame::Table { header, rows } => self.block(Block::Table { header, rows }),
        }
        if top {
            self.finish_top(range);
        }
    }

    /// Claims a block of the outermost level and looks for contacts in it.
    fn finish_top(&mut self, range: Range<usize>) {
        let mut rest = Span::new(self.start + range.start, self.start + range.end);
        let first = self.asides.partition_point(|aside| aside.end <= rest.start);
        for aside in &self.asides[first..] {
            if aside.start >= rest.end {
                break;
            }
            let before = Span {
                end: aside.start.max(rest.start),
                ..rest
            };
            self.desk.claim(before, Use::Part(Part::Layer(self.layer)));
            rest.start = aside.end.min(rest.end);
        }
        self.desk.claim(rest, Use::Part(Part::Layer(self.layer)));
        if self.layer == LayerKind::Todo {
            todo::find_in_source(
                &self.source[range.clone()],
                self.start + range.start,
                &mut self.finder,
            );
        }
    }

    /// `## Opinion`, `## Action` and `## To Do` begin a layer and are not part of it.
    fn change_layer(&mut self, level: u8, inlines: &[Inline], range: &Range<usize>) -> bool {
        let words = fold(&Inline::plain(inlines))
            .trim_end_matches(':')
            .to_lowercase();
        let span = Span::new(self.start + range.start, self.start + range.end);
        let layer = match words.as_str() {
            "opinion" => LayerKind::Opinion,
            "action" => LayerKind::Action,
            "to do" | "to-do" | "todo" => LayerKind::Todo,
            _ => {
                let known = self.body.first_heading.as_ref();
                let report = self.layer == LayerKind::Report
                    && known.is_none_or(|known| known.level > level);
                // A line that only dashes below make a heading may as well be a header that went wrong.
                let is_marked =
                    level == 1 || self.source[range.clone()].trim_start().starts_with('#');
                let is_first = self.body.layers.is_empty() && is_marked;
                let text = fold(&Inline::plain(inlines));
                if (level == 1 || is_first) && report && !text.is_empty() {
                    self.body.first_heading = Some(FirstHeading {
                        place: trim_span(span, self.source, self.start),
                        text,
                        level,
                        is_first,
                    });
                    self.block(Block::Heading {
                        level,
                        inlines: inlines.to_vec(),
                    });
                    self.desk.claim(
                        trim_span(span, self.source, self.start),
                        Use::Part(Part::Layer(self.layer)),
                    );
                    return true;
                }
                return false;
            }
        };
        if level > 2 || layer <= self.layer && self.layer != LayerKind::Report {
            return false;
        }
        self.layer = layer;
        self.desk.claim(span, Use::Furniture(Furniture::LayerLabel));
        true
    }

    fn leaf(&mut self, event: Event<'_>, range: Range<usize>, top: bool) {
        match event {
            Event::Text(text) => {
                match self.stack.last_mut() {
                    Some(Frame::Code { text: code, .. } | Frame::Html { text: code }) => {
                        return code.push_str(&text);
                    }
                    _ => self.imply_paragraph(),
                }
                self.template_tags(range.clone());
                self.text(&text);
            }
            Event::Code(text) => {
                self.imply_paragraph();
                self.inline(Inline::Code(text.to_string()));
            }
            Event::Html(html) => match self.stack.last_mut() {
                Some(Frame::Html { text }) => text.push_str(&html),
                _ => html::fragment(&html, None)
                    .into_iter()
                    .for_each(|block| self.block(block)),
            },
            Event::InlineHtml(html) => {
                self.imply_paragraph();
                // `{{<figure>}}` is a tag of another generator, not of HTML.
                let templated = self.source[..range.start].ends_with(['{', '%']);
                if templated {
                    self.text(&html);
                } else if html.to_ascii_lowercase().starts_with("<br") {
                    self.inline(Inline::Break);
                } else if !html.starts_with("<!--") {
                    self.remark(
                        Code::RawHtml,
                        range.clone(),
                        "HTML inside Markdown is reduced to its words",
                        "nothing to do; write Markdown to keep the shape",
                    );
                }
            }
            Event::SoftBreak | Event::HardBreak if self.part_paragraph() => {}
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => {
                self.close_implied();
                self.block(Block::Rule);
            }
            Event::FootnoteReference(label) => self.text(&format!("[{label}]")),
            Event::TaskListMarker(done) => {
                self.imply_paragraph();
                self.text(if done { "[x] " } else { "[ ] " });
            }
            _ => {}
        }
        if top {
            self.finish_top(range);
        }
    }
}
