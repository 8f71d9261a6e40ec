//! Markup as a value: the tree that every part returns, and the one Leptos view behind all of them.
//!
//! Parts are static: no signals, no handlers. Written with `view!`, each distinct tree would be a distinct type with
//! building code of its own in the browser's binary (measured, the shell alone: 7.6 kB of brotli, 2.0 kB so), and its
//! constant subtrees would be set through `innerHTML`, which an enforced Trusted Types policy refuses. An [`Element`]
//! is plain data, built node by node by one small interpreter ([`dom`]) in the browser and written by another
//! ([`html`]) natively. Text never merges or splits on the way (neighbouring runs are joined), so a browser that parses
//! the written page holds the same tree as one that builds it, and no marker comments are needed.
//!
//! An [`Element`] is a Leptos view like any other: it goes into `view!`, into `.into_any()`, or under a closure, where
//! a new value changes only what differs.

pub mod dom;
pub mod html;

use std::borrow::Cow;

/// Text of an attribute or a text node.
pub type Words = Cow<'static, str>;

/// An element with its attributes and children.
///
/// It is one pointer wide, and what builds it is kept out of line: a part is then little more than its words and one
/// call for each, which is what makes the browser's binary small.
#[derive(Clone, Debug, PartialEq)]
pub struct Element(Box<Inner>);

#[derive(Clone, Debug, PartialEq)]
struct Inner {
    tag: &'static str,
    attributes: Vec<(&'static str, Words)>,
    children: Vec<Node>,
}

/// A child of an element.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Text, not escaped.
    Text(Words),
    /// An element.
    Element(Element),
    /// Several, with nothing around them; [`Element::add`] takes them out of their group.
    Group(Vec<Node>),
}

/// An element without attributes or children.
#[inline(never)]
pub fn el(tag: &'static str) -> Element {
    debug_assert!(!["script", "style"].contains(&tag), "{tag} is no markup");
    Element(Box::new(Inner {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

/// A link.
pub fn link(href: impl Value, child: impl Child) -> Element {
    el("a").set("href", href).add(child)
}

/// Text for readers of the screen by ear only.
pub fn unseen(text: impl Child) -> Element {
    el("span").class("visually-hidden").add(text)
}

impl Element {
    /// Sets the class attribute.
    #[inline(never)]
    pub fn class(self, class: &'static str) -> Element {
        self.set("class", class)
    }

    /// Sets an attribute that is not set yet. Style and handler attributes do not exist here: the site's content
    /// security policy refuses both.
    pub fn set(mut self, name: &'static str, value: impl Value) -> Element {
        value.set_on(&mut self, name);
        self
    }

    /// Sets an attribute when there is a value for it.
    pub fn set_some(self, name: &'static str, value: Option<impl Value>) -> Element {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// Sets an attribute without a value when `on`.
    pub fn flag(self, name: &'static str, on: bool) -> Element {
        self.set_some(name, on.then_some(""))
    }

    /// Appends a child: text, an element, several, or none.
    #[allow(clippy::should_implement_trait)]
    pub fn add(mut self, child: impl Child) -> Element {
        child.add_to(&mut self);
        self
    }

    /// Appends a child for each item.
    pub fn each<T: Child>(mut self, items: impl IntoIterator<Item = T>) -> Element {
        items.into_iter().for_each(|item| item.add_to(&mut self));
        self
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.attributes.iter().find(|(n, _)| *n == name);
        found.map(|(_, value)| value.as_ref())
    }

    /// All text below, for labels made from content.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.0
            .children
            .iter()
            .for_each(|child| child.text(&mut out));
        out
    }

    #[inline(never)]
    fn put(&mut self, name: &'static str, value: Words) {
        debug_assert!(
            name != "style" && !name.starts_with("on"),
            "{name} is refused"
        );
        debug_assert!(self.get(name).is_none(), "{name} is set twice");
        self.0.attributes.push((name, value));
    }

    #[inline(never)]
    fn push(&mut self, child: Node) {
        match child {
            Node::Group(children) => children.into_iter().for_each(|child| self.push(child)),
            Node::Text(text) if text.is_empty() => {}
            Node::Text(text) => match self.0.children.last_mut() {
                Some(Node::Text(before)) => before.to_mut().push_str(&text),
                _ => self.0.children.push(Node::Text(text)),
            },
            element => self.0.children.push(element),
        }
    }
}

/// What an attribute can be set to.
pub trait Value {
    /// Sets it.
    fn set_on(self, element: &mut Element, name: &'static str);
}

impl Value for &'static str {
    #[inline(never)]
    fn set_on(self, element: &mut Element, name: &'static str) {
        element.put(name, Words::Borrowed(self));
    }
}

impl Value for String {
    #[inline(never)]
    fn set_on(self, element: &mut Element, name: &'static str) {
        element.put(name, Words::Owned(self));
    }
}

/// What can stand in an element.
pub trait Child {
    /// Appends it.
    fn add_to(self, element: &mut Element);
}

impl Child for &'static str {
    #[inline(never)]
    fn add_to(self, element: &mut Element) {
        element.push(Node::Text(Words::Borrowed(self)));
    }
}

impl Child for String {
    #[inline(never)]
    fn add_to(self, element: &mut Element) {
        element.push(Node::Text(Words::Owned(self)));
    }
}

impl Child for Element {
    #[inline(never)]
    fn add_to(self, element: &mut Element) {
        element.0.children.push(Node::Element(self));
    }
}

impl Child for Node {
    #[inline(never)]
    fn add_to(self, element: &mut Element) {
        element.push(self);
    }
}

impl<T: Child> Child for Option<T> {
    fn add_to(self, element: &mut Element) {
        if let Some(child) = self {
            child.add_to(element);
        }
    }
}

impl<T: Child> Child for Vec<T> {
    fn add_to(self, element: &mut Element) {
        self.into_iter().for_each(|child| child.add_to(element));
    }
}

impl Node {
    /// No child at all.
    pub const NONE: Node = Node::Group(Vec::new());

    fn text(&self, out: &mut String) {
        match self {
            Node::Text(text) => out.push_str(text),
            Node::Element(element) => element.0.children.iter().for_each(|child| child.text(out)),
            Node::Group(children) => children.iter().for_each(|child| child.text(out)),
        }
    }
}

impl From<Words> for Node {
    fn from(text: Words) -> Node {
        Node::Text(text)
    }
}

impl From<&'static str> for Node {
    fn from(text: &'static str) -> Node {
        Node::Text(text.into())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Node {
        Node::Text(text.into())
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Node {
        Node::Element(element)
    }
}

impl<T: Into<Node>> From<Option<T>> for Node {
    fn from(child: Option<T>) -> Node {
        child.map_or(Node::NONE, Into::into)
    }
}

impl<T: Into<Node>> From<Vec<T>> for Node {
    fn from(children: Vec<T>) -> Node {
        Node::Group(children.into_iter().map(Into::into).collect())
    }
}
