//! A letter as a mail program saves it: fields, an empty line, plain text (RFC 5322).

use crate::bundle::problem::Code;
use crate::model::{Document, Kind, LayerKind, Source, Span};

use super::lines::fold;
use super::{Desk, Part, Use, date, json_lines};

/// Most lines of the fields.
const LONGEST_LINES: usize = 200;

/// The fields of a letter.
pub(super) struct Letter {
    fields: Vec<Field>,
    /// The first byte of the text.
    body: usize,
}

struct Field {
    /// The name in small letters.
    name: String,
    value: String,
    span: Span,
}

impl Letter {
    fn field(&self, names: &[&str]) -> Option<&Field> {
        let mut fields = self.fields.iter();
        fields.find(|field| names.contains(&field.name.as_str()) && !field.value.is_empty())
    }
}

/// The names of the day it was sent on.
const DATES: [&str; 2] = ["date", "sent"];

/// The letter that a text is: its first lines are fields, and say from whom it is, what about, and when or to whom.
pub(super) fn recognise(text: &str) -> Option<Letter> {
    let start = text.len() - text.trim_start_matches(['\u{feff}', '\n']).len();
    let mut letter = Letter {
        fields: Vec::new(),
        body: start,
    };
    for line in text[start..].split_inclusive('\n').take(LONGEST_LINES) {
        let at = letter.body;
        letter.body += line.len();
        let words = line.trim_end();
        if words.is_empty() {
            break;
        }
        let end = at + words.len();
        // A field goes on in lines that are set in.
        if line.starts_with([' ', '\t']) {
            let field = letter.fields.last_mut()?;
            field.value = format!("{} {}", field.value, words.trim());
            field.span = Span::new(field.span.start as usize, end);
            continue;
        }
        let (name, value) = words.split_once(':')?;
        let is_name = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
        if name.is_empty() || !name.chars().all(is_name) {
            return None;
        }
        letter.fields.push(Field {
            name: name.to_ascii_lowercase(),
            value: value.trim().to_owned(),
            span: Span::new(at, end),
        });
    }
    let has = |names: &[&str]| letter.field(names).is_some();
    let is_letter = has(&["from"]) && has(&["subject"]) && (has(&DATES) || has(&["to"]));
    (is_letter && !has(&["title"])).then_some(letter)
}

/// Reads it. Who wrote it is its source; no address is published.
pub(super) fn read(desk: &mut Desk<'_>, letter: &Letter) -> Vec<Document> {
    let body = Span::new(letter.body, desk.text.trim_end().len().max(letter.body));
    claim_fields(desk, letter);
    if let Some(packed) = packed(letter) {
        desk.report(
            Code::NoUsableText,
            packed,
            "the text of this letter is packed for sending",
            "save it from the mail program as plain text, or copy its text into a file",
        );
        desk.claim(body, Use::Reported(Code::NoUsableText));
        return Vec::new();
    }
    let text = |names: &[&str]| letter.field(names).map_or("", |field| field.value.as_str());
    let mut document = Document::new(Kind::HeadedDocument, fold(text(&["subject"])));
    document.source = writer(text(&["from"])).map(Source::Title);
    if let Some(field) = letter.field(&DATES) {
        read_date(desk, field, &mut document);
    }
    let blocks = json_lines::paragraphs(body.of(desk.text));
    document.extend_layer(LayerKind::Report, blocks);
    desk.claim(body, Use::Part(Part::Layer(LayerKind::Report)));
    vec![document]
}

fn claim_fields(desk: &mut Desk<'_>, letter: &Letter) {
    for field in &letter.fields {
        let part = match field.name.as_str() {
            "subject" => Part::Title,
            "from" => Part::Source,
            name => Part::Field(name.to_owned()),
        };
        desk.claim(field.span, Use::Part(part));
    }
}

fn read_date(desk: &mut Desk<'_>, field: &Field, document: &mut Document) {
    let Some(dated) = date::read(&field.value, &desk.context.zone) else {
        desk.report(
            Code::UnreadableDate,
            field.span,
            "this date cannot be read, so the article has none",
            date::HELP,
        );
        return;
    };
    document.published = Some(dated.stamp);
    for remark in dated.remarks {
        desk.report(remark.code, field.span, remark.message, remark.help);
    }
}

/// The field that says that the text is none yet: in parts, or with its letters in other signs.
fn packed(letter: &Letter) -> Option<Span> {
    let is_packed = |field: &&Field| {
        let value = field.value.to_ascii_lowercase();
        match field.name.as_str() {
            "content-transfer-encoding" => {
                matches!(value.as_str(), "base64" | "quoted-printable")
            }
            "content-type" => value.starts_with("multipart/"),
            _ => false,
        }
    };
    letter.fields.iter().find(is_packed).map(|field| field.span)
}

/// The name before an address: `"Jane Roe" <jane@example.org>`.
fn writer(from: &str) -> Option<String> {
    let name = from.split(['<', '(']).next().unwrap_or("");
    let name = fold(name.trim().trim_matches(['"', '\'']));
    (!name.is_empty() && !name.contains('@')).then_some(name)
}
