//! JSON Lines: one document a line, the way in for an archive of 100,000.

use serde_json::{Map, Value};

use crate::bundle::problem::{Code, Places, Problem};
use crate::model::{Block, Document, Kind, LayerKind, Slug, Source, Span};

use super::lines::fold;
use super::{Desk, Part, ReadContext, Use, date, extension};

/// Reads a file of records; nothing when it is none.
pub(super) fn read(desk: &mut Desk<'_>) -> Option<Vec<Document>> {
    let lines = super::lines::split(desk.text);
    let mut words = lines.iter().filter(|line| !line.text.is_empty());
    let first = words.next().filter(|line| line.text.starts_with('{'))?;
    let named = matches!(extension(desk.path).as_str(), "jsonl" | "ndjson");
    // The first record decides; a broken one only counts where the name or the next line says what the file is.
    let is_record = |line: &str| {
        serde_json::from_str::<Map<String, Value>>(line)
            .is_ok_and(|object| object.contains_key("text") && object.contains_key("title"))
    };
    if !(named || is_record(first.text) || words.next().is_some_and(|line| is_record(line.text))) {
        return None;
    }
    let mut documents = Vec::new();
    for (index, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.text.is_empty())
    {
        let record = parse(line.text, desk.context);
        desk.claim(
            line.span,
            if record.0.is_some() {
                Use::Part(Part::Field("record".into()))
            } else {
                Use::Reported(Code::MalformedRecord)
            },
        );
        for fault in record.1 {
            let start = line.span.start as usize;
            desk.report(
                fault.code,
                Span::new(start + fault.place.start, start + fault.place.end),
                fault.message,
                fault.help,
            );
        }
        documents.extend(record.0.map(|mut document| {
            document.provenance.line = u32::try_from(index + 1).unwrap_or(u32::MAX);
            document
        }));
    }
    Some(documents)
}

/// Reads one record by itself, for files that are not to be held in memory whole. `line_number` counts from 1.
#[must_use]
pub fn record(
    path: &str,
    line_number: u32,
    line: &str,
    context: &ReadContext,
) -> (Option<Document>, Vec<Problem>) {
    let words = super::lines::trimmed(line, 0);
    let start = words.span.start as usize;
    let (document, faults) = parse(words.text, context);
    let places = Places::new(path, line);
    let mut problems: Vec<Problem> = faults
        .into_iter()
        .map(|fault| {
            let mut problem = places.problem(
                fault.code,
                Span::new(start + fault.place.start, start + fault.place.end),
                fault.message,
                fault.help,
            );
            problem.line = line_number;
            problem.end_line = line_number;
            problem
        })
        .collect();
    problems.sort_by_key(|problem| (problem.span, problem.code));
    let document = document.map(|mut document| {
        path.clone_into(&mut document.provenance.path);
        document.provenance.line = line_number;
        "UTF-8".clone_into(&mut document.provenance.encoding);
        document
    });
    (document, problems)
}

/// What is wrong with a record, with a place in its line.
struct Fault {
    code: Code,
    place: std::ops::Range<usize>,
    message: String,
    help: &'static str,
}

fn parse(line: &str, context: &ReadContext) -> (Option<Document>, Vec<Fault>) {
    let object = match serde_json::from_str::<Value>(line) {
        Ok(Value::Object(object)) => object,
        Ok(_) => {
            return (
                None,
                vec![Fault {
                    code: Code::MalformedRecord,
                    place: 0..line.len(),
                    message: "this line is not a JSON object".into(),
                    help: "write one object a line: {\"title\": ..., \"text\": ...}",
                }],
            );
        }
        Err(error) => {
            let mut at = error.column().saturating_sub(1).min(line.len());
            while !line.is_char_boundary(at) {
                at -= 1;
            }
            return (
                None,
                vec![Fault {
                    code: Code::MalformedRecord,
                    place: at..line.len(),
                    message: format!("this line is not valid JSON: {error}"),
                    help: "mend the line or delete it; the other lines are read",
                }],
            );
        }
    };
    let mut faults = Vec::new();
    let mut text_of = |name: &str| match object.get(name) {
        Some(Value::String(text)) => Some(text.trim()),
        Some(Value::Null) | None => {
            faults.push(Fault {
                code: Code::MissingField,
                place: 0..line.len().min(1),
                message: format!("the record has no `{name}`"),
                help: "add the field, with a string",
            });
            None
        }
        Some(_) => {
            faults.push(Fault {
                code: Code::MissingField,
                place: place_of(line, name),
                message: format!("`{name}` has to be a string"),
                help: "write a string",
            });
            None
        }
    };
    let (title, text) = (text_of("title"), text_of("text"));
    let (Some(title), Some(text)) = (title, text) else {
        return (None, faults);
    };
    // Collections hold records of a title alone and of a text alone; neither is lost.
    let begun = beginning(text);
    let title = match (title, begun.as_str()) {
        ("", "") => {
            faults.push(Fault {
                code: Code::MissingTitle,
                place: place_of(line, "title"),
                message: "`title` and `text` are both empty, so the record is no article".into(),
                help: "write at least one of them, or delete the line",
            });
            return (None, faults);
        }
        ("", begun) => {
            faults.push(Fault {
                code: Code::MissingTitle,
                place: place_of(line, "title"),
                message: "the title is empty, so the text's first words stand in for it".into(),
                help: "write a title",
            });
            begun
        }
        (title, "") => {
            faults.push(Fault {
                code: Code::MissingText,
                place: place_of(line, "text"),
                message: "the text is empty, so the article is nothing but its title".into(),
                help: "write the text, or delete the line",
            });
            title
        }
        (title, _) => title,
    };
    let mut document = Document::new(Kind::JsonLines, fold(title));
    document.slug = Slug::from_title(&document.title);
    document.id = match object.get("id") {
        Some(Value::String(id)) => Some(id.clone()),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    document.source = object
        .get("source")
        .and_then(Value::as_str)
        .and_then(Source::parse);
    document.labels = list(object.get("labels"));
    document.categories = list(object.get("categories"));
    document.summary = object.get("summary").and_then(Value::as_str).map(fold);
    if let Some(written) = object.get("date").filter(|date| !date.is_null()) {
        let written = written
            .as_str()
            .map_or_else(|| written.to_string(), str::to_owned);
        match date::read(&written, &context.zone) {
            Some(dated) => {
                document.published = Some(dated.stamp);
                faults.extend(dated.remarks.into_iter().map(|remark| Fault {
                    code: remark.code,
                    place: place_of(line, "date"),
                    message: remark.message,
                    help: "mend the date",
                }));
            }
            None => faults.push(Fault {
                code: Code::UnreadableDate,
                place: place_of(line, "date"),
                message: "this date cannot be read, so the article has none".into(),
                help: super::date::HELP,
            }),
        }
    }
    document.extend_layer(LayerKind::Report, paragraphs(text));
    (Some(document), faults)
}

/// The first sentence of a text, or as many of its words as fit a headline.
fn beginning(text: &str) -> String {
    const MOST: usize = 120;
    let mut title = String::new();
    for word in text.split_whitespace() {
        if title.chars().count() + word.chars().count() >= MOST {
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
        if word.ends_with(['.', '!', '?']) && title.chars().count() > 20 {
            break;
        }
    }
    if title.is_empty() {
        title = text.chars().take(MOST).collect();
    }
    title.trim_end_matches([' ', '.']).to_owned()
}

/// A list of strings, or one string with commas.
fn list(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(values)) => values
            .iter()
            .filter_map(Value::as_str)
            .map(fold)
            .filter(|text| !text.is_empty())
            .collect(),
        Some(Value::String(text)) => text
            .split(',')
            .map(fold)
            .filter(|text| !text.is_empty())
            .collect(),
        _ => Vec::new(),
    }
}

/// Paragraphs of plain text: parted by empty lines, or by lines where there are no empty ones.
pub(super) fn paragraphs(text: &str) -> Vec<Block> {
    let mut paragraphs = vec![String::new()];
    let parted = text.trim().lines().any(|line| line.trim().is_empty());
    for line in text.lines() {
        if (line.trim().is_empty() || !parted)
            && paragraphs.last().is_some_and(|last| !last.is_empty())
        {
            paragraphs.push(String::new());
        }
        if let Some(last) = paragraphs.last_mut() {
            if !last.is_empty() && !line.trim().is_empty() {
                last.push(' ');
            }
            last.push_str(&fold(line));
        }
    }
    paragraphs
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(Block::paragraph)
        .collect()
}

/// Where the value of a field stands.
fn place_of(line: &str, name: &str) -> std::ops::Range<usize> {
    let quoted = format!("\"{name}\"");
    line.find(&quoted)
        .map_or(0..line.len().min(1), |at| at..at + quoted.len())
}
