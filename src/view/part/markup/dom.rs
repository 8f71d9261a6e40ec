//! Markup as a Leptos view: built, changed in place, and taken over from a page that is already there.

use leptos::tachys::{
    html::attribute::{Attribute, any_attribute::AnyAttribute},
    hydration::Cursor,
    renderer::{CastFrom, Rndr, types},
    view::{Mountable, Position, PositionState, Render, RenderHtml, add_attr::AddAnyAttr},
};

use super::{Element, Node, html};

const SVG: &str = "http://www.w3.org/2000/svg";

/// What stands in the document for an [`Element`].
pub struct Built {
    dom: types::Element,
    shown: Element,
    children: Vec<Child>,
}

enum Child {
    Text(types::Text),
    Element(Built),
}

impl Built {
    /// Takes over an element of the document. Where it was parsed from this markup nothing is touched; where it shows
    /// another page, texts and attributes are changed in place and what does not fit is built anew.
    pub fn adopt(shown: Element, dom: types::Element) -> Built {
        adopt_attributes(&shown, &dom);
        let children = adopt_children(&shown, &dom).unwrap_or_else(|| {
            Rndr::clear_children(&dom);
            build_children(&shown, &dom, namespace(shown.0.tag, None))
        });
        Built {
            dom,
            shown,
            children,
        }
    }

    /// The element in the document.
    pub fn dom(&self) -> &types::Element {
        &self.dom
    }

    /// Shows another tree: only what differs is touched.
    pub fn change_to(&mut self, next: Element) {
        self.change(next, None);
    }

    fn change(&mut self, next: Element, inside: Option<&'static str>) {
        if next == self.shown {
            return;
        }
        if next.0.tag != self.shown.0.tag {
            let mut new = build(next, inside);
            Rndr::mount_before(&mut new, self.dom.as_ref());
            self.unmount();
            *self = new;
            return;
        }
        change_attributes(&self.dom, &self.shown, &next);
        self.change_children(&next, namespace(next.0.tag, inside));
        self.shown = next;
    }

    fn change_children(&mut self, next: &Element, inside: Option<&'static str>) {
        for extra in self
            .children
            .drain(next.0.children.len().min(self.children.len())..)
        {
            extra.remove();
        }
        for (at, node) in next.0.children.iter().enumerate() {
            match (self.children.get_mut(at), node) {
                (Some(Child::Element(built)), Node::Element(element)) => {
                    built.change(element.clone(), inside);
                }
                (Some(Child::Text(text)), Node::Text(words)) => {
                    if self.shown.0.children.get(at) != Some(node) {
                        Rndr::set_text(text, words);
                    }
                }
                (Some(child), node) => {
                    let new = build_child(node, inside);
                    Rndr::insert_node(&self.dom, new.node(), Some(child.node()));
                    std::mem::replace(child, new).remove();
                }
                (None, node) => {
                    let new = build_child(node, inside);
                    Rndr::insert_node(&self.dom, new.node(), None);
                    self.children.push(new);
                }
            }
        }
    }
}

impl Child {
    fn node(&self) -> &types::Node {
        match self {
            Child::Text(text) => text.as_ref(),
            Child::Element(built) => built.dom.as_ref(),
        }
    }

    fn remove(self) {
        Rndr::remove(self.node());
    }
}

fn namespace(tag: &str, inside: Option<&'static str>) -> Option<&'static str> {
    if tag == "svg" { Some(SVG) } else { inside }
}

fn build(element: Element, inside: Option<&'static str>) -> Built {
    let inside = namespace(element.0.tag, inside);
    let dom = Rndr::create_element(element.0.tag, inside);
    for (name, value) in &element.0.attributes {
        Rndr::set_attribute(&dom, name, value);
    }
    let children = build_children(&element, &dom, inside);
    Built {
        dom,
        shown: element,
        children,
    }
}

fn build_children(
    element: &Element,
    dom: &types::Element,
    inside: Option<&'static str>,
) -> Vec<Child> {
    let build = |node| {
        let child = build_child(node, inside);
        Rndr::insert_node(dom, child.node(), None);
        child
    };
    element.0.children.iter().map(build).collect()
}

fn build_child(node: &Node, inside: Option<&'static str>) -> Child {
    match node {
        Node::Text(text) => Child::Text(Rndr::create_text_node(text)),
        Node::Element(element) => Child::Element(build(element.clone(), inside)),
        // `Element::add` took every group apart.
        Node::Group(_) => Child::Text(Rndr::create_text_node("")),
    }
}

fn change_attributes(dom: &types::Element, shown: &Element, next: &Element) {
    for (name, value) in &next.0.attributes {
        if shown.get(name) != Some(value) {
            Rndr::set_attribute(dom, name, value);
        }
    }
    for (name, _) in &shown.0.attributes {
        if next.get(name).is_none() {
            Rndr::remove_attribute(dom, name);
        }
    }
}

fn adopt_attributes(shown: &Element, dom: &types::Element) {
    for (name, value) in &shown.0.attributes {
        if dom.get_attribute(name).as_deref() != Some(value) {
            Rndr::set_attribute(dom, name, value);
        }
    }
    for name in dom.get_attribute_names() {
        let name = name.as_string().unwrap_or_default();
        // What a reader has opened stays open.
        if name != "open" && shown.get(&name).is_none() {
            Rndr::remove_attribute(dom, &name);
        }
    }
}

fn adopt_children(element: &Element, dom: &types::Element) -> Option<Vec<Child>> {
    let mut found = Rndr::first_child(dom.as_ref());
    let mut children = Vec::with_capacity(element.0.children.len());
    for node in &element.0.children {
        let here = found?;
        found = Rndr::next_sibling(&here);
        children.push(match node {
            Node::Element(element) => {
                let dom = types::Element::cast_from(here)?;
                let same = dom.tag_name().eq_ignore_ascii_case(element.0.tag);
                Child::Element(same.then(|| Built::adopt(element.clone(), dom))?)
            }
            Node::Text(words) => {
                let text = types::Text::cast_from(here)?;
                if text.data() != *words {
                    Rndr::set_text(&text, words);
                }
                Child::Text(text)
            }
            // `Element::add` took every group apart.
            Node::Group(_) => return None,
        });
    }
    found.is_none().then_some(children)
}

impl Mountable for Built {
    fn unmount(&mut self) {
        Rndr::remove(self.dom.as_ref());
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, self.dom.as_ref(), marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.dom.insert_before_this(child)
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.dom.clone()]
    }
}

impl Render for Element {
    type State = Built;

    fn build(self) -> Built {
        build(self, None)
    }

    fn rebuild(self, state: &mut Built) {
        state.change(self, None);
    }
}

impl AddAnyAttr for Element {
    type Output<A: Attribute> = Element;

    fn add_any_attr<A: Attribute>(self, _attribute: A) -> Element {
        // Nothing spreads attributes onto a part.
        self
    }
}

impl RenderHtml for Element {
    type AsyncOutput = Element;
    type Owned = Element;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Element {
        self
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
        html::write(&self, buf);
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Built {
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        position.set(Position::NextChild);
        match types::Element::cast_from(cursor.current()) {
            Some(dom) => Built::adopt(self, dom),
            None => self.build(),
        }
    }

    fn into_owned(self) -> Element {
        self
    }
}
