//! What one file became, for a person to read: fields first, then every block as it will be shown, then problems.

use std::fmt::Write as _;

use crate::model::{Block, Document, Inline};

use super::seed::Reading;

/// Writes the outline.
pub fn write(reading: &Reading) -> String {
    let mut out = String::new();
    for document in &reading.documents {
        // Writing to a string does not fail.
        let _ = write_document(&mut out, document);
        out.push('\n');
    }
    for problem in &reading.problems {
        let _ = write!(out, "{problem}");
    }
    out
}

fn write_document(out: &mut String, document: &Document) -> std::fmt::Result {
    let form = document
        .kind
        .form()
        .map(|form| format!(", {form}"))
        .unwrap_or_default();
    writeln!(out, "{:<12}{}{form}", "shape", document.kind.name())?;
    writeln!(out, "{:<12}{}", "title", document.title)?;
    writeln!(out, "{:<12}{}", "slug", document.slug.as_str())?;
    if let Some(source) = &document.source {
        writeln!(out, "{:<12}{}", "source", source.label())?;
    }
    if let Some(stamp) = document.published {
        writeln!(
            out,
            "{:<12}{}, to the {}",
            "published",
            stamp.to_rfc3339(),
            stamp.precision().name()
        )?;
    }
    if let Some(stamp) = document.inferred_date {
        writeln!(
            out,
            "{:<12}{}, a guess from the text",
            "published",
            stamp.to_rfc3339()
        )?;
    }
    for (name, values) in [
        ("categories", &document.categories),
        ("key points", &document.key_points),
        ("listed", &document.listed_related),
    ] {
        for value in values {
            writeln!(out, "{name:<12}{value}")?;
        }
    }
    for layer in &document.layers {
        writeln!(out, "\n[{}]", layer.kind.name())?;
        write_blocks(out, &layer.blocks, 0)?;
    }
    for contact in &document.contacts {
        let of = |name: &'static str, values: &[String]| {
            values
                .iter()
                .map(move |value| format!("{name} {value}"))
                .collect::<Vec<_>>()
        };
        let ways = [
            of("phone", &contact.phones),
            of("e-mail", &contact.emails),
            of("web", &contact.urls),
            of("post", &contact.addresses),
        ];
        writeln!(
            out,
            "{:<12}{}: {}",
            "contact",
            contact.name,
            ways.concat().join("; ")
        )?;
    }
    Ok(())
}

fn write_blocks(out: &mut String, blocks: &[Block], depth: usize) -> std::fmt::Result {
    let indent = "  ".repeat(depth);
    for block in blocks {
        match block {
            Block::Heading { level, inlines } => {
                writeln!(
                    out,
                    "{indent}{} {}",
                    "#".repeat(usize::from(*level)),
                    Inline::plain(inlines)
                )?;
            }
            Block::Paragraph { inlines, role } => {
                let role = role
                    .map(|role| format!("({}) ", role.name()))
                    .unwrap_or_default();
                writeln!(out, "{indent}{role}{}", Inline::plain(inlines))?;
            }
            Block::List { start, items } => {
                for (number, item) in items.iter().enumerate() {
                    let mark = match start {
                        Some(start) => format!("{}.", *start as usize + number),
                        None => "-".into(),
                    };
                    writeln!(out, "{indent}{mark}")?;
                    write_blocks(out, item, depth + 1)?;
                }
            }
            Block::Quote(inner) => {
                writeln!(out, "{indent}>")?;
                write_blocks(out, inner, depth + 1)?;
            }
            other => writeln!(out, "{indent}{}", other.plain())?,
        }
    }
    Ok(())
}
