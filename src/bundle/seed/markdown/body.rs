//! The body of a Markdown file as blocks.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag};

use crate::bundle::problem::Code;
use crate::model::{Block, Contact, Href, Inline, LayerKind, Mention, RefusedHref, Span};

use super::super::contact::Finder;
use super::super::lines::fold;
use super::super::{Desk, Furniture, Part, Use, marks, todo};
use super::markup;

/// What a body became.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub layers: Vec<(LayerKind, Vec<Block>)>,
    pub contacts: (Vec<Contact>, Vec<Mention>),
    /// The place and words of a first-level heading that is the first block of the report.
    pub first_heading: Option<(Span, String)>,
}

/// Blocks inside blocks, and inlines inside inlines, deeper than this are drawn at this depth: whoever walks the tree
/// may recurse.
const DEEPEST: usize = 24;

/// The most remarks of one kind about one body. The rest would say nothing new.
const MOST_REMARKS: usize = 10;

/// Reads the body that begins at `start`.
pub(super) fn read(desk: &mut Desk<'_>, start: usize) -> Body {
    let source = &desk.text[start..];
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let parser = Parser::new_ext(source, options);
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
    let mut builder = Builder {
        desk,
        source,
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

/// Something that has begun and not ended.
enum Frame {
    Quote(Vec<Block>),
    List {
        start: Option<u32>,
        items: Vec<Vec<Block>>,
    },
    Item(Vec<Block>),
    Footnote {
        label: String,
        blocks: Vec<Block>,
    },
    Paragraph {
        inlines: Vec<Inline>,
        images: Vec<Block>,
        implied: bool,
    },
    Heading {
        level: u8,
        inlines: Vec<Inline>,
    },
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Link {
        href: Option<Href>,
        inlines: Vec<Inline>,
    },
    Image {
        href: Option<Href>,
        inlines: Vec<Inline>,
    },
    Code {
        language: Option<String>,
        text: String,
    },
    Html {
        text: String,
    },
    Table {
        header: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Row {
        cells: Vec<Vec<Inline>>,
        head: bool,
    },
    Cell(Vec<Inline>),
    /// Something too deep or without meaning: what is inside goes to what is around.
    Through,
}

struct Builder<'desk, 'text, 'source> {
    desk: &'desk mut Desk<'text>,
    source: &'source str,
    start: usize,
    stack: Vec<Frame>,
    body: Body,
    layer: LayerKind,
    finder: Finder,
    remarks: Vec<(Code, usize)>,
}

impl Builder<'_, '_, '_> {
    fn start(&mut self, tag: Tag<'_>, range: std::ops::Range<usize>) {
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
                level: level_number(level),
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
            Tag::List(start) => Frame::List {
                start: start.map(|start| u32::try_from(start).unwrap_or(u32::MAX)),
                items: Vec::new(),
            },
            Tag::Item => Frame::Item(Vec::new()),
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
            },
            Tag::TableRow => Frame::Row {
                cells: Vec::new(),
                head: false,
            },
            Tag::TableCell => Frame::Cell(Vec::new()),
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
                    href: self.address(&address, range),
                    inlines: Vec::new(),
                }
            }
            Tag::Image { dest_url, .. } => Frame::Image {
                href: Href::parse(&dest_url).ok(),
                inlines: Vec::new(),
            },
            _ => Frame::Through,
        };
        self.stack.push(frame);
    }

    /// An address that may be linked; says so where it may not.
    fn address(&mut self, written: &str, range: std::ops::Range<usize>) -> Option<Href> {
        match Href::parse(written) {
            Ok(href) => Some(href),
            // A place on the same page: the words are enough.
            Err(_) if written.is_empty() || written.starts_with('#') => None,
            Err(RefusedHref::Relative) => {
                self.remark(
                    Code::RelativeLink,
                    range,
                    "this link is relative to a page that is not here",
                    "write the full address, with https://, to keep the link",
                );
                None
            }
            Err(refused) => {
                self.remark(
                    Code::RefusedLink,
                    range,
                    &format!("this link was taken out: {refused}"),
                    "write an http, https, mailto or tel address",
                );
                None
            }
        }
    }

    fn remark(&mut self, code: Code, range: std::ops::Range<usize>, message: &str, help: &str) {
        let count = match self.remarks.iter_mut().find(|(other, _)| *other == code) {
            Some((_, count)) => {
                *count += 1;
                *count
            }
            None => {
                self.remarks.push((code, 1));
                1
            }
        };
        if count <= MOST_REMARKS {
            let line_end = self.source[range.start..range.end]
                .find('\n')
                .map_or(range.end, |end| range.start + end);
            let more = if count == MOST_REMARKS {
                "; further ones are not listed"
            } else {
                ""
            };
            self.desk.report(
                code,
                Span::new(self.start + range.start, self.start + line_end),
                format!("{message}{more}"),
                help,
            );
        }
    }

    fn end(&mut self, top: bool, range: std::ops::Range<usize>) {
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
            Frame::Link {
                href: Some(href),
                inlines,
            } => self.inline(Inline::Link { href, inlines }),
            Frame::Link {
                href: None,
                inlines,
            } => inlines.into_iter().for_each(|inline| self.inline(inline)),
            Frame::Image { href, inlines } => self.image(href, &inlines),
            Frame::Code { language, text } => self.block(Block::Code {
                language,
                text: text.trim_end_matches('\n').to_owned(),
            }),
            Frame::Html { text } => {
                let blocks = markup::blocks(&text);
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
            Frame::Row { cells, head } => {
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
    fn finish_top(&mut self, range: std::ops::Range<usize>) {
        let span = Span::new(self.start + range.start, self.start + range.end);
        self.desk.claim(span, Use::Part(Part::Layer(self.layer)));
        if self.layer == LayerKind::Todo {
            todo::find_in_source(
                &self.source[range.clone()],
                self.start + range.start,
                &mut self.finder,
            );
        }
    }

    /// `## Opinion`, `## Action` and `## To Do` begin a layer and are not part of it.
    fn change_layer(
        &mut self,
        level: u8,
        inlines: &[Inline],
        range: &std::ops::Range<usize>,
    ) -> bool {
        let words = fold(&Inline::plain(inlines))
            .trim_end_matches(':')
            .to_lowercase();
        let span = Span::new(self.start + range.start, self.start + range.end);
        let layer = match words.as_str() {
            "opinion" => LayerKind::Opinion,
            "action" => LayerKind::Action,
            "to do" | "to-do" | "todo" => LayerKind::Todo,
            _ => {
                let first = self.layer == LayerKind::Report && self.body.layers.is_empty();
                if level == 1 && first {
                    self.body.first_heading = Some((
                        trim_span(span, self.source, self.start),
                        fold(&Inline::plain(inlines)),
                    ));
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

    fn leaf(&mut self, event: Event<'_>, range: std::ops::Range<usize>, top: bool) {
        match event {
            Event::Text(text) => {
                match self.stack.last_mut() {
                    Some(Frame::Code { text: code, .. } | Frame::Html { text: code }) => {
                        return code.push_str(&text);
                    }
                    _ => self.imply_paragraph(),
                }
                self.template_tags(&text, &range);
                self.text(&text);
            }
            Event::Code(text) => {
                self.imply_paragraph();
                self.inline(Inline::Code(text.to_string()));
            }
            Event::Html(html) => match self.stack.last_mut() {
                Some(Frame::Html { text }) => text.push_str(&html),
                _ => markup::blocks(&html)
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

    fn template_tags(&mut self, text: &str, range: &std::ops::Range<usize>) {
        for (open, close) in [("{{", "}}"), ("{%", "%}")] {
            let Some(at) = text.find(open) else { continue };
            let from = (range.start + at).min(self.source.len());
            let Some(rest) = self.source.get(from..) else {
                continue;
            };
            let line = rest.lines().next().unwrap_or("");
            let end = line.find(close).map_or(line.len(), |end| end + close.len());
            self.remark(
                Code::TemplateTag,
                from..from + end,
                "this template tag is not run; it is shown as it is",
                "replace it with what it would have produced",
            );
        }
    }

    /// Text folds its white space, also across the border to the text before.
    fn text(&mut self, text: &str) {
        let Some(inlines) = self.inlines() else {
            return;
        };
        let blank_before = match inlines.last() {
            Some(Inline::Text(last)) => last.ends_with(' '),
            Some(Inline::Break) => true,
            _ => false,
        };
        let mut folded = String::with_capacity(text.len());
        for letter in text.chars() {
            if !letter.is_whitespace() {
                folded.push(letter);
            } else if !(folded.ends_with(' ') || folded.is_empty() && blank_before) {
                folded.push(' ');
            }
        }
        match inlines.last_mut() {
            Some(Inline::Text(last)) => last.push_str(&folded),
            _ if folded.is_empty() => {}
            _ => inlines.push(Inline::Text(folded)),
        }
    }

    fn inline(&mut self, inline: Inline) {
        if let Some(inlines) = self.inlines() {
            inlines.push(inline);
        }
    }

    /// The inlines that are being written.
    fn inlines(&mut self) -> Option<&mut Vec<Inline>> {
        self.stack.iter_mut().rev().find_map(|frame| match frame {
            Frame::Paragraph { inlines, .. }
            | Frame::Heading { inlines, .. }
            | Frame::Strong(inlines)
            | Frame::Emphasis(inlines)
            | Frame::Link { inlines, .. }
            | Frame::Image { inlines, .. }
            | Frame::Cell(inlines) => Some(inlines),
            _ => None,
        })
    }

    /// The items of a tight list hold words without a paragraph around them.
    fn imply_paragraph(&mut self) {
        let needed = self
            .stack
            .iter()
            .rev()
            .find(|frame| !matches!(frame, Frame::Through))
            .is_none_or(|frame| {
                matches!(
                    frame,
                    Frame::Item(_)
                        | Frame::Quote(_)
                        | Frame::Footnote { .. }
                        | Frame::List { .. }
                        | Frame::Table { .. }
                        | Frame::Row { .. }
                )
            });
        if needed {
            self.stack.push(Frame::Paragraph {
                inlines: Vec::new(),
                images: Vec::new(),
                implied: true,
            });
        }
    }

    fn close_implied(&mut self) {
        if let Some(Frame::Paragraph { implied: true, .. }) = self.stack.last()
            && let Some(Frame::Paragraph {
                inlines, images, ..
            }) = self.stack.pop()
        {
            self.paragraph(inlines, images);
        }
    }

    fn paragraph(&mut self, mut inlines: Vec<Inline>, images: Vec<Block>) {
        marks::trim_ends(&mut inlines);
        if !inlines.is_empty() && !inlines.iter().all(|inline| *inline == Inline::Break) {
            self.block(Block::Paragraph {
                inlines,
                role: None,
            });
        }
        images.into_iter().for_each(|image| self.block(image));
    }

    /// A picture stands below the paragraph it was written in; in a heading or a table its words stand for it.
    fn image(&mut self, href: Option<Href>, inlines: &[Inline]) {
        let alt = fold(&Inline::plain(inlines));
        let paragraph = self.stack.iter_mut().rev().find_map(|frame| match frame {
            Frame::Paragraph { images, .. } => Some(images),
            _ => None,
        });
        match paragraph {
            Some(images) => images.push(Block::Image { href, alt }),
            None => self.text(&alt),
        }
    }

    fn block(&mut self, block: Block) {
        let around = self.stack.iter_mut().rev().find_map(|frame| match frame {
            Frame::Quote(blocks) | Frame::Item(blocks) | Frame::Footnote { blocks, .. } => {
                Some(blocks)
            }
            Frame::List { items, .. } => {
                items.push(Vec::new());
                items.last_mut()
            }
            _ => None,
        });
        match around {
            Some(blocks) => blocks.push(block),
            None => match self
                .body
                .layers
                .last_mut()
                .filter(|(layer, _)| *layer == self.layer)
            {
                Some((_, blocks)) => blocks.push(block),
                None => self.body.layers.push((self.layer, vec![block])),
            },
        }
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// A span without the line end behind it.
fn trim_span(span: Span, source: &str, start: usize) -> Span {
    let words = source[span.start as usize - start..span.end as usize - start].trim_end();
    Span::new(span.start as usize, span.start as usize + words.len())
}
