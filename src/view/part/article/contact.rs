//! Whom to write to.

use crate::view::part::markup::{Element, Node, el};
use crate::wire::Contact;

use super::inline::outside;

/// Contacts as cards, or nothing.
pub fn contacts(contacts: &[Contact]) -> Node {
    if contacts.is_empty() {
        return Node::NONE;
    }
    el("section")
        .class("contacts")
        .set("aria-labelledby", "contacts")
        .add(el("h3").set("id", "contacts").add("Whom to write to"))
        .add(
            el("ul")
                .class("cards")
                .each(contacts.iter().map(|contact| el("li").add(card(contact)))),
        )
        .into()
}

fn card(contact: &Contact) -> Element {
    let some =
        |class, text: &str| (!text.is_empty()).then(|| el("p").class(class).add(text.to_owned()));
    el("address")
        .class("contact")
        .add(some("contact-name", &contact.name))
        .add(some("contact-role", &contact.role))
        .add(
            el("dl")
                .add(ways("Phone", &contact.phones, |phone| {
                    dial(phone).map_or_else(
                        || phone.to_owned().into(),
                        |tel| outside(&tel, phone.to_owned().into()),
                    )
                }))
                .add(ways("Email", &contact.emails, |mail| {
                    outside(&format!("mailto:{mail}"), mail.to_owned().into())
                }))
                .add(ways("Web", &contact.urls, |url| {
                    outside(&web(url), url.to_owned().into())
                }))
                .add(ways("Post", &contact.addresses, |address| {
                    address.to_owned().into()
                })),
        )
}

fn ways(name: &'static str, values: &[String], show: impl Fn(&str) -> Node) -> Node {
    let value = |value: &String| el("dd").add(show(value));
    match values {
        [] => Node::NONE,
        values => el("div")
            .add(el("dt").add(name))
            .each(values.iter().map(value))
            .into(),
    }
}

/// The address of a phone number as RFC 3966 wants it. Ten digits are a number of the North American plan; what is
/// shorter or has letters is not dialled.
fn dial(phone: &str) -> Option<String> {
    let lower = phone.to_ascii_lowercase();
    let (number, extension) = match lower.split_once('x') {
        // `x`, or the middle of `ext`.
        Some((number, extension)) => (number.trim_end_matches('e'), digits(extension)),
        None => (lower.as_str(), String::new()),
    };
    if number.bytes().any(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let digits = digits(number);
    let number = match digits.len() {
        _ if number.trim_start().starts_with('+') => format!("tel:+{digits}"),
        10 => format!("tel:+1{digits}"),
        11 if digits.starts_with('1') => format!("tel:+{digits}"),
        n if n >= 7 => format!("tel:{digits}"),
        _ => return None,
    };
    Some(if extension.is_empty() {
        number
    } else {
        format!("{number};ext={extension}")
    })
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A web address with its scheme; the documents often leave it out.
fn web(url: &str) -> String {
    if url
        .split_once(':')
        .is_some_and(|(_, rest)| rest.starts_with("//"))
    {
        url.to_owned()
    } else {
        format!("https://{url}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_dialled_in_their_international_form() {
        for (phone, expected) in [
            ("(202) 224-3121", Some("tel:+12022243121")),
            ("1-202-456-1111", Some("tel:+12024561111")),
            ("+41 22 917 12 34", Some("tel:+41229171234")),
            ("202-555-0100 ext. 12", Some("tel:+12025550100;ext=12")),
            ("555-0100", Some("tel:5550100")),
            ("911", None),
            ("1-800-CALL", None),
        ] {
            assert_eq!(dial(phone).as_deref(), expected, "{phone}");
        }
    }
}
