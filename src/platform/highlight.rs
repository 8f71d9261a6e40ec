//! Where words stand in the page's text, and marks on them that leave the page's own tree alone (CSS Custom Highlight API,
//! module level 1).

use js_sys::{Array, JsString, Reflect, RegExp};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node, Range};

use super::{document, history};

#[wasm_bindgen]
extern "C" {
    type Highlight;
    #[wasm_bindgen(constructor)]
    fn new() -> Highlight;
    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &Range);

    #[wasm_bindgen(js_namespace = ["CSS", "highlights"], js_name = set)]
    fn register(name: &str, highlight: &Highlight);
}

/// Name of the marks on all places, as the style sheet has it.
const ALL: &str = "found";
/// Name of the mark on the place the reader is at.
const NOW: &str = "found-now";

/// Whether this browser can mark places. One that can't still leads to a passage by itself.
pub fn is_supported() -> bool {
    let css = Reflect::get(&js_sys::global(), &"CSS".into()).unwrap_or_default();
    css.is_object() && Reflect::has(&css, &"highlights".into()).unwrap_or(false)
}

/// A place in the text of the page.
pub struct Place(Range);

impl Place {
    /// Every place of some whole words in the elements that match a selector, in the order of the page. Case does not
    /// count.
    pub fn all(selector: &str, words: &[String]) -> Vec<Place> {
        let mut out = Vec::new();
        let pattern = RegExp::new(&pattern(words), "giu");
        for element in document::all(selector) {
            add(&element, &pattern, &mut out);
        }
        out
    }

    /// How far below the top of the window it stands, in CSS pixels.
    fn top(&self) -> f64 {
        self.0.get_bounding_client_rect().top()
    }

    /// Whether it stands in the window.
    pub fn is_in_view(&self) -> bool {
        (0.0..document::height()).contains(&self.top())
    }

    /// Moves focus to the element it stands in; the page stays where it is.
    pub fn focus(&self) {
        if let Some(element) = self.parent() {
            document::focus_any(element.unchecked_ref());
        }
    }

    fn parent(&self) -> Option<Element> {
        self.0.start_container().ok()?.parent_element()
    }

    /// The box that opens the clamped text it stands in.
    fn toggle(&self) -> Option<Element> {
        let clamp = self.parent()?.closest(".clamp").ok()??;
        clamp.query_selector(".clamp-toggle").ok()?
    }

    /// Brings it into view, a third of the way down; clamped text is opened.
    pub fn show(&self) {
        if let Some(toggle) = self.toggle() {
            document::set_checked(&toggle, true);
        }
        history::scroll_to(history::scroll() + self.top() - document::height() / 3.0);
    }
}

/// Whole words only, but of scripts that put no blanks between words.
fn pattern(words: &[String]) -> String {
    let word = |word: &String| {
        let mut out = String::new();
        for c in word.chars() {
            // Under the `u` flag these must be escaped, and no others may.
            if r"^$\.*+?()[]{}|/".contains(c) {
                out.push('\\');
            }
            out.push(c);
        }
        if word.chars().all(|c| c < '\u{2e80}') {
            out = format!(r"(?<![\p{{L}}\p{{N}}\p{{M}}]){out}(?![\p{{L}}\p{{N}}\p{{M}}])");
        }
        out
    };
    words.iter().map(word).collect::<Vec<_>>().join("|")
}

fn add(node: &Node, pattern: &RegExp, out: &mut Vec<Place>) {
    let mut child = node.first_child();
    while let Some(here) = child {
        match here.dyn_ref::<Element>() {
            // What a control says is no text of the article.
            Some(element) if element.matches("label, button").unwrap_or(false) => {}
            Some(_) => add(&here, pattern, out),
            None => add_of_text(&here, pattern, out),
        }
        child = here.next_sibling();
    }
}

fn add_of_text(node: &Node, pattern: &RegExp, out: &mut Vec<Place>) {
    let text = node.text_content().unwrap_or_default();
    pattern.set_last_index(0);
    while let Some(found) = pattern.exec(&text) {
        let Some(range) = range(node, &found) else {
            return;
        };
        out.push(Place(range));
    }
}

fn range(node: &Node, found: &Array<JsString>) -> Option<Range> {
    let start = Reflect::get(found, &"index".into()).ok()?.as_f64()? as u32;
    let units = found.get(0).length();
    let range = Range::new().ok()?;
    range.set_start(node, start).ok()?;
    range.set_end(node, start + units).ok()?;
    Some(range)
}

/// Marks places, the one the reader is at in its own way; none at all when there are no places.
pub fn mark(places: &[Place], now: usize) {
    let (all, one) = (Highlight::new(), Highlight::new());
    for (at, Place(range)) in places.iter().enumerate() {
        if at == now { &one } else { &all }.add(range);
    }
    register(ALL, &all);
    register(NOW, &one);
}
