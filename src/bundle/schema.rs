//! What other programs may rely on: a JSON Schema (draft 2020-12) of every JSON file of a bundle and of what `show --json`
//! prints.
//!
//! It is made from the very types that are written, so it can't fall behind them. `public/schema.json` is the published
//! copy, part of every site; a test holds it to what this module makes.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

use crate::wire::{
    Around, Article, CategoryList, DirectoryNode, FORMAT_VERSION, Listing, Manifest, SourceList,
    Story,
};

use super::show::Shown;

/// The documents the schema knows: the KIND of a data file's name (`data/KIND-HASH.json`), and what it is.
pub const KINDS: &[(&str, &str)] = &[
    (
        "manifest",
        "data/manifest.json, the one data file with a fixed name",
    ),
    ("article", "The text and facts of one article"),
    ("around", "What stands around an article"),
    (
        "articles",
        "A pack: several articles, each named by its place",
    ),
    ("arounds", "A pack of what stands around several articles"),
    ("list", "A page of a list of articles"),
    ("story", "What several articles tell of one event"),
    ("categories", "The list of categories"),
    ("sources", "The list of sources"),
    (
        "names",
        "A node of the directory: names of pages and the files they are in",
    ),
    ("show", "What `bundler show --json` prints"),
];

/// The schema of everything. Each kind stands under `$defs` by its name; a value fits the whole when it fits one of them.
#[must_use]
pub fn published() -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let mut kinds: Vec<(&str, Value)> = KINDS
        .iter()
        .map(|&(name, _)| (name, of(name, &mut generator)))
        .collect();
    let mut defs = generator.take_definitions(true);
    for (name, schema) in &mut kinds {
        defs.insert((*name).to_owned(), schema.take());
    }
    let any: Vec<Value> = KINDS
        .iter()
        .map(|(name, _)| json!({ "$ref": format!("#/$defs/{name}") }))
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Dovecote bundle, format {FORMAT_VERSION}"),
        "description": "Every JSON file of a bundle, and what `bundler show --json` prints. The part of a data file's \
            name before the hyphen says which of the definitions is its own.",
        "anyOf": any,
        "$defs": defs,
    })
}

/// The schema of one kind by itself.
#[must_use]
pub fn one(kind: &str) -> Option<Value> {
    let (name, _) = KINDS.iter().find(|(name, _)| *name == kind)?;
    let mut whole = published();
    let object = whole.as_object_mut()?;
    object.remove("anyOf");
    object.insert("$ref".into(), json!(format!("#/$defs/{name}")));
    Some(whole)
}

/// As printed: indented, ending in a line break.
#[must_use]
pub fn print(schema: &Value) -> String {
    format!("{schema:#}\n")
}

fn of(kind: &str, generator: &mut SchemaGenerator) -> Value {
    fn sub<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
        generator.subschema_for::<T>().to_value()
    }
    let mut schema = match kind {
        "manifest" => sub::<Manifest>(generator),
        "article" => sub::<Article>(generator),
        "around" => sub::<Around>(generator),
        "articles" => sub::<Vec<Article>>(generator),
        "arounds" => sub::<Vec<Around>>(generator),
        "list" => sub::<Listing>(generator),
        "story" => sub::<Story>(generator),
        "categories" => sub::<CategoryList>(generator),
        "sources" => sub::<SourceList>(generator),
        "names" => sub::<DirectoryNode>(generator),
        _ => sub::<Shown>(generator),
    };
    let said = KINDS.iter().find(|(name, _)| *name == kind);
    if let (Some(object), Some((_, description))) = (schema.as_object_mut(), said) {
        object.insert("description".into(), json!(description));
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_copy_is_what_the_program_makes() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/public/schema.json");
        let copy = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            copy == print(&published()),
            "the formats have changed: write the copy again with `bundler schema > public/schema.json`"
        );
    }

    #[test]
    fn a_kind_can_be_had_by_itself() {
        for (name, _) in KINDS {
            let schema = one(name).expect("a schema");
            assert_eq!(schema["$ref"], format!("#/$defs/{name}"));
            assert!(schema["$defs"][name].is_object(), "{name}");
        }
        assert!(one("colour").is_none());
    }
}
