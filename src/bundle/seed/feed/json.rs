//! JSON Feed as it is found becomes JSON Feed as it should be: one value of the wrong kind costs a strict reader the whole.

use serde_json::{Map, Value};

/// The text of a feed with values of the kinds the format names (jsonfeed.org/version/1.1). What is no JSON stays as it is.
pub(super) fn mend(text: &str) -> String {
    let Ok(Value::Object(mut feed)) = serde_json::from_str(text) else {
        return text.to_owned();
    };
    mend_object(&mut feed);
    feed.entry("title").or_insert_with(|| "".into());
    let items = feed.get_mut("items").and_then(Value::as_array_mut);
    for item in items.into_iter().flatten() {
        if let Value::Object(item) = item {
            mend_object(item);
        }
    }
    Value::Object(feed).to_string()
}

fn mend_object(object: &mut Map<String, Value>) {
    // Nobody is named in the model, and many write a name where an object should stand.
    object.retain(|key, value| !value.is_null() && !matches!(key.as_str(), "author" | "authors"));
    for (key, value) in object {
        if key == "tags" {
            *value = Value::Array(tags(std::mem::take(value)));
        } else {
            mend_text(value);
        }
    }
}

/// "If an id is presented as a number or other type, a JSON Feed reader should coerce it to a string."
fn mend_text(value: &mut Value) {
    if value.is_number() || value.is_boolean() {
        *value = Value::String(value.to_string());
    }
}

/// A list of texts; one text with commas is one as well.
fn tags(value: Value) -> Vec<Value> {
    let mut tags = match value {
        Value::Array(tags) => tags,
        Value::String(tags) => tags.split(',').map(Value::from).collect(),
        other => vec![other],
    };
    tags.iter_mut().for_each(mend_text);
    tags.retain(Value::is_string);
    tags
}
