//! TOML between `+++` and `+++`.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Fault, Field, Value, key_of};
use crate::model::Span;

/// Reads a table; what can be read of a broken one is read.
pub(super) fn read(text: &str) -> (Vec<Field>, Vec<Fault>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let faults = errors
        .first()
        .map(|error| {
            let range = error.span().unwrap_or(0..0);
            Fault {
                span: Span::new(range.start.min(text.len()), range.end.min(text.len())),
                message: format!("this is not valid TOML: {}", error.message()),
                closed: true,
            }
        })
        .into_iter()
        .collect();
    let mut fields = Vec::new();
    add(&mut fields, table.get_ref(), None, text);
    // The table keeps its keys in alphabetical order; the author's order is the order of the places.
    fields.sort_by_key(|field| field.span);
    (fields, faults)
}

/// Zola keeps labels in `[taxonomies]` and everything of one's own in `[extra]`: both count as fields of the header, where
/// the header has none of that name itself.
fn add(fields: &mut Vec<Field>, table: &DeTable<'_>, outer: Option<&DeTable<'_>>, text: &str) {
    for (key, value) in table {
        let mut name = key_of(key.get_ref());
        if let (DeValue::Table(inner), "taxonomies" | "extra" | "params", None) =
            (value.get_ref(), name.as_str(), outer)
        {
            add(fields, inner, Some(table), text);
            continue;
        }
        if outer.is_some_and(|outer| outer.keys().any(|key| key_of(key.get_ref()) == name)) {
            name.insert_str(0, "extra.");
        }
        let range = value.span();
        let start = key.span().start.min(range.start);
        fields.push(Field {
            key: name,
            value: convert(value, text, 0),
            span: Span::new(start, range.end.max(key.span().end)),
            value_span: Span::new(range.start, range.end),
        });
    }
}

fn convert(value: &Spanned<DeValue<'_>>, text: &str, depth: usize) -> Value {
    match value.get_ref() {
        DeValue::String(text) => Value::Text(text.clone().into_owned()),
        DeValue::Array(values) if depth < 32 => Value::List(
            values
                .iter()
                .map(|value| convert(value, text, depth + 1))
                .collect(),
        ),
        DeValue::Table(table) if depth < 32 => Value::Table(
            table
                .iter()
                .map(|(key, value)| (key_of(key.get_ref()), convert(value, text, depth + 1)))
                .collect(),
        ),
        // Numbers, dates and truths as they were written.
        _ => text.get(value.span()).map_or(Value::Nothing, |written| {
            Value::Text(written.trim().to_owned())
        }),
    }
}
