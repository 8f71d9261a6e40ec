//! The site's search for the browser's own search field: an OpenSearch 1.1 description.

use quick_xml::Writer;

use crate::route::{Route, key};
use crate::wire::Site;

use super::feed::{Xml, clean, declare, text};
use super::html::absolute;

/// Path below the root.
pub const PATH: &str = "opensearch.xml";

/// Media type of the description.
pub const MEDIA_TYPE: &str = "application/opensearchdescription+xml";

/// Longest names the specification allows, in characters.
const SHORT_NAME_MAX: usize = 16;
const LONG_NAME_MAX: usize = 48;
const DESCRIPTION_MAX: usize = 1024;

/// Writes the description; none without a public address, since its template has to be a whole one.
pub fn write(site: &Site, icon: &str) -> Option<Vec<u8>> {
    if site.address.is_empty() {
        return None;
    }
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    write_into(&mut writer, site, icon).expect("writing to memory does not fail");
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Some(bytes)
}

fn write_into(writer: &mut Xml, site: &Site, icon: &str) -> std::io::Result<()> {
    declare(writer)?;
    let search = absolute(site, &Route::search().path());
    let element = writer
        .create_element("OpenSearchDescription")
        .with_attribute(("xmlns", "http://a9.com/-/spec/opensearch/1.1/"));
    element.write_inner_content(|writer| {
        text(writer, "ShortName", &cut(&site.title, SHORT_NAME_MAX))?;
        let about = format!("Search the articles of {}", site.title);
        text(writer, "Description", &cut(&about, DESCRIPTION_MAX))?;
        if site.title.chars().count() > SHORT_NAME_MAX {
            text(writer, "LongName", &cut(&site.title, LONG_NAME_MAX))?;
        }
        text(writer, "InputEncoding", "UTF-8")?;
        text(writer, "Language", &site.language)?;
        writer
            .create_element("Image")
            .with_attribute(("type", "image/svg+xml"))
            .write_text_content(quick_xml::events::BytesText::new(&absolute(site, icon)))?;
        writer
            .create_element("Url")
            .with_attributes([
                ("type", "text/html"),
                (
                    "template",
                    format!("{search}?{}={{searchTerms}}", key::TEXT).as_str(),
                ),
            ])
            .write_empty()?;
        Ok(())
    })?;
    Ok(())
}

/// As many whole words as fit; a first word that is too long is cut.
fn cut(text: &str, most: usize) -> String {
    let text = clean(text);
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text;
    };
    let words = match text[..end].rfind(' ') {
        Some(space) if !text[end..].starts_with(' ') => &text[..space],
        _ => &text[..end],
    };
    words.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_between_words() {
        for (name, expected) in [
            ("Short", "Short"),
            ("Truth and Resistance", "Truth and"),
            ("Sixteen letters, and more", "Sixteen letters,"),
            ("Incomprehensibilities", "Incomprehensibil"),
        ] {
            assert_eq!(cut(name, SHORT_NAME_MAX), expected);
        }
    }
}
