//! Markup written as HTML text.

use super::{Element, Node};

/// Elements that have no end tag (HTML, section 13.1.2).
const VOID: [&str; 5] = ["br", "hr", "img", "input", "wbr"];

/// Appends the HTML of an element.
pub fn write(element: &Element, out: &mut String) {
    out.push('<');
    out.push_str(element.0.tag);
    for (name, value) in &element.0.attributes {
        out.push(' ');
        out.push_str(name);
        if !value.is_empty() {
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
    }
    out.push('>');
    if VOID.contains(&element.0.tag) {
        return;
    }
    if element.0.tag == "pre" || element.0.tag == "textarea" {
        // A parser drops one line break after these start tags: give it one to drop.
        out.push('\n');
    }
    element
        .0
        .children
        .iter()
        .for_each(|child| write_node(child, out));
    out.push_str("</");
    out.push_str(element.0.tag);
    out.push('>');
}

fn write_node(node: &Node, out: &mut String) {
    match node {
        Node::Text(text) => escape(text, out),
        Node::Element(element) => write(element, out),
        Node::Group(children) => children.iter().for_each(|child| write_node(child, out)),
    }
}

/// Escapes for text and for double-quoted attributes alike. A carriage return would be read as a line feed, and a
/// null character not at all.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Node, el, link};
    use super::*;

    fn check(element: Element, expected: &str) {
        let mut out = String::new();
        write(&element, &mut out);
        assert_eq!(out, expected);
    }

    #[test]
    fn text_and_attributes_are_escaped() {
        check(
            link("?a=1&b=\"", "<script>alert('&')</script>".to_string()),
            "<a href=\"?a=1&amp;b=&quot;\">&lt;script&gt;alert('&amp;')&lt;/script&gt;</a>",
        );
    }

    #[test]
    fn neighbouring_texts_are_one_and_empty_ones_none() {
        let p = el("p").add("a").add("").add(vec!["b", "c"]).add(Node::NONE);
        assert_eq!(p, el("p").add("abc"));
        check(p, "<p>abc</p>");
    }

    #[test]
    fn void_elements_and_first_line_breaks_survive_a_parser() {
        check(el("input").flag("checked", true), "<input checked>");
        check(el("pre").add("\nx"), "<pre>\n\nx</pre>");
    }
}
