//! The page as it stands: what the bundler wrote into it, and the few changes the app makes to it from outside its views.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{
    Document, Element, HtmlAnchorElement, HtmlElement, HtmlFormElement, HtmlInputElement,
};

fn document() -> Document {
    web_sys::window()
        .and_then(|window| window.document())
        .expect("the app runs in a page")
}

fn html() -> HtmlElement {
    document()
        .document_element()
        .expect("a page has a root element")
        .unchecked_into()
}

/// A `data-*` attribute of the root element (`"root"` reads `data-root`).
pub fn fact(name: &str) -> Option<String> {
    html().get_attribute(&format!("data-{name}"))
}

/// Sets a `data-*` attribute of the root element, or removes it.
pub fn set_fact(name: &str, value: Option<&str>) {
    let name = format!("data-{name}");
    // Neither call fails for a name that is a plain word.
    let _ = match value {
        Some(value) => html().set_attribute(&name, value),
        None => html().remove_attribute(&name),
    };
}

/// The element with an id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// All elements that match a selector, in the order of the document.
pub fn all(selector: &str) -> Vec<Element> {
    let Ok(list) = document().query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|at| list.get(at)?.dyn_into().ok())
        .collect()
}

/// A `data-*` attribute of the elements that match a selector and stand in the window now, at most `most` of them.
pub fn facts_in_view(selector: &str, name: &str, most: usize) -> Vec<String> {
    let height = height();
    let in_view = |element: &Element| {
        let place = element.get_bounding_client_rect();
        place.bottom() > 0.0 && place.top() < height
    };
    all(selector)
        .iter()
        .filter(|element| in_view(element))
        .filter_map(|element| element.get_attribute(name))
        .take(most)
        .collect()
}

/// Height of the window, in CSS pixels.
pub fn height() -> f64 {
    web_sys::window()
        .and_then(|window| window.inner_height().ok()?.as_f64())
        .unwrap_or_default()
}

/// The body of the page.
pub fn body() -> Option<HtmlElement> {
    document().body()
}

/// Removes everything inside an element.
pub fn empty(element: &Element) {
    element.replace_children_with_node_0();
}

/// Writes every address of the page out from the root of its host. The host's page links relative to itself, and its own
/// address is about to change. What stays on the page stays as it is; the manifest would be fetched again.
pub fn fix_addresses() {
    let origin = super::history::origin();
    for (selector, name) in [
        ("a[href]:not([href^='#'])", "href"),
        ("link:not([rel=manifest])", "href"),
        ("form[action]", "action"),
    ] {
        for element in all(selector) {
            let whole = Reflect::get(&element, &name.into()).unwrap_or_default();
            let whole = whole.as_string().unwrap_or_default();
            let path = whole.strip_prefix(&origin);
            if let Some(path) = path.filter(|path| path.starts_with('/')) {
                let _ = element.set_attribute(name, path);
            }
        }
    }
}

/// Sets the title and description of the page.
pub fn set_head(title: &str, description: &str, canonical: Option<&str>) {
    document().set_title(title);
    // What else the head says is said of the page the host sent.
    all("head [data-page]").iter().for_each(Element::remove);
    for (selector, name, value) in [
        ("meta[name=description]", "content", Some(description)),
        ("link[rel=canonical]", "href", canonical),
    ] {
        if let (Some(element), Some(value)) = (all(selector).first(), value) {
            let _ = element.set_attribute(name, value);
        }
    }
}

/// Shows another page: `change` starts to change the document, `settle` runs once it has changed. The two pages fade into
/// each other where the browser can do that (View Transitions, CSS module level 1) and the reader has nothing against
/// motion.
pub fn turn_page(change: impl FnOnce() + 'static, settle: impl FnOnce() + 'static) {
    let start = Reflect::get(&document(), &"startViewTransition".into())
        .ok()
        .and_then(|start| start.dyn_into::<Function>().ok())
        .filter(|_| is_motion_welcome());
    let Some(start) = start else {
        change();
        return before_next_frame(settle);
    };
    let turn = Closure::once_into_js(move || {
        change();
        future_to_promise(async move {
            // Frames stand still until this is done; tasks do not.
            TimeoutFuture::new(0).await;
            settle();
            Ok(JsValue::UNDEFINED)
        })
    });
    let Ok(transition) = start.call1(&document(), &turn) else {
        return;
    };
    // A transition that the next one overtakes is "refused"; the page has changed all the same.
    for name in ["ready", "finished"] {
        let promise = Reflect::get(&transition, &name.into()).unwrap_or_default();
        if let Ok(promise) = promise.dyn_into::<Promise>() {
            spawn_local(async move {
                let _ = JsFuture::from(promise).await;
            });
        }
    }
}

/// Runs something before the next frame is painted, and after whatever was set in motion until now.
pub fn before_next_frame(run: impl FnOnce() + 'static) {
    let run = Closure::once_into_js(run);
    // Fails for nothing that is a function.
    let _ = web_sys::window().map(|window| window.request_animation_frame(run.unchecked_ref()));
}

fn is_motion_welcome() -> bool {
    let query = web_sys::window().and_then(|window| {
        window
            .match_media("(prefers-reduced-motion: no-preference)")
            .ok()?
    });
    query.is_some_and(|query| query.matches())
}

/// Marks the links of the navigation that lead to `path` as the present ones.
pub fn set_current_section(path: Option<&str>) {
    for link in all("header nav a[href], footer nav a[href]") {
        let leads_to = link
            .dyn_ref::<HtmlAnchorElement>()
            .map(HtmlAnchorElement::pathname);
        // `true`, not `page`: a category's page belongs to Categories without being that page.
        let _ = if path.is_some() && leads_to.as_deref() == path {
            link.set_attribute("aria-current", "true")
        } else {
            link.remove_attribute("aria-current")
        };
    }
}

/// Says in the line kept for it how far something is; empty when it is done.
pub fn progress(id: &str, words: &str) {
    if let Some(line) = by_id(id) {
        line.set_text_content(Some(words));
    }
}

/// Resolves after so many milliseconds.
pub async fn pause(milliseconds: u32) {
    TimeoutFuture::new(milliseconds).await;
}

/// Moves focus to the page's heading, so that keyboard and screen reader go on from there.
pub fn focus_heading() {
    if let Some(heading) = all("main h1").first() {
        focus_any(heading.unchecked_ref());
    }
}

/// Scrolls an anchor into view and moves focus there; false when there is no such element.
pub fn go_to_anchor(id: &str) -> bool {
    let Some(element) = by_id(id) else {
        return false;
    };
    element.scroll_into_view();
    focus_any(&element);
    true
}

/// Moves focus to an element that may be no control; the page stays where it is.
pub fn focus_any(element: &HtmlElement) {
    if element.tab_index() < 0 && element.get_attribute("tabindex").is_none() {
        let _ = element.set_attribute("tabindex", "-1");
    }
    focus(element);
}

/// Moves focus to the first element that matches a selector; the page stays where it is.
pub fn focus_first(selector: &str) {
    if let Some(element) = all(selector).first() {
        focus(element.unchecked_ref());
    }
}

fn focus(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Says to screen readers which page this is now.
pub fn announce_heading() {
    if let Some(heading) = all("main h1").first() {
        announce(&heading.text_content().unwrap_or_default());
    }
}

/// Says something to screen readers, politely.
pub fn announce(text: &str) {
    if let Some(status) = by_id("status") {
        // The same words twice in a row are said twice only if they differ.
        let again = status.text_content().as_deref() == Some(text);
        status.set_text_content(Some(&if again {
            format!("{text}\u{a0}")
        } else {
            text.to_owned()
        }));
    }
}

/// Says something once the reader has stopped typing: a number that changes with every key would only be noise.
pub fn announce_rested(text: String) {
    thread_local! {
        static WAITING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
    }
    let timeout = Timeout::new(ANNOUNCE_DEBOUNCE_MS, move || announce(&text));
    // Dropping the one before cancels it.
    WAITING.set(Some(timeout));
}

/// How long typing has to rest before a screen reader is told of a result, as other sites have found comfortable.
const ANNOUNCE_DEBOUNCE_MS: u32 = 1400;

/// The title of the page.
pub fn title() -> String {
    document().title()
}

/// Sets what a control is called.
pub fn set_label(element: &Element, label: &str) {
    // Fails for no attribute name of ours.
    let _ = element.set_attribute("aria-label", label);
    let _ = element.set_attribute("title", label);
}

/// Says something to everybody, in the line kept for it; nothing takes it away.
pub fn notice(text: &str) {
    if let Some(notice) = by_id("notice") {
        notice.set_text_content(Some(text));
    }
}

/// A control that can be found again after its part of the page was drawn anew.
#[derive(Debug)]
pub struct Focused {
    selector: String,
    caret: Option<(u32, u32)>,
}

/// Which control inside `inside` has the focus, if any.
pub fn focused(inside: &Element) -> Option<Focused> {
    let active = document().active_element()?;
    if !inside.contains(Some(&active)) {
        return None;
    }
    let attribute = |name: &str| {
        let value = active.get_attribute(name)?;
        Some(format!(
            "[{name}=\"{}\"]",
            value.replace('\\', "\\\\").replace('"', "\\\"")
        ))
    };
    let identity = match attribute("id") {
        Some(id) => id,
        None => attribute("name")
            .map(|name| {
                // A hidden field may have the name and the value of a box.
                let more = |of| attribute(of).unwrap_or_default();
                name + &more("value") + &more("type")
            })
            .or_else(|| attribute("href"))?,
    };
    let caret = active
        .dyn_ref::<HtmlInputElement>()
        .and_then(|input| Some((input.selection_start().ok()??, input.selection_end().ok()??)));
    Some(Focused {
        selector: format!("{}{identity}", active.tag_name()),
        caret,
    })
}

/// Gives the focus back to a control that was drawn anew, or in the place of another; one that still has it is left alone,
/// caret and all.
pub fn refocus(inside: &Element, focused: &Focused) {
    let is_there = |active: Element| active.matches(&focused.selector) == Ok(true);
    if document().active_element().is_some_and(is_there) {
        return;
    }
    let Ok(Some(element)) = inside.query_selector(&focused.selector) else {
        return;
    };
    focus(element.unchecked_ref());
    if let (Some(input), Some((start, end))) =
        (element.dyn_ref::<HtmlInputElement>(), focused.caret)
    {
        // Kinds of input without a caret refuse.
        let _ = input.set_selection_range(start, end);
    }
}

/// Whether an element has the focus.
pub fn is_focused(id: &str) -> bool {
    document()
        .active_element()
        .is_some_and(|active| active.id() == id)
}

/// Sets the value of a text field that does not have it yet, so that a caret is not moved for nothing.
pub fn set_value(id: &str, value: &str) {
    if let Some(input) = by_id(id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok())
        && input.value() != value
    {
        input.set_value(value);
    }
}

/// Makes the controls of forms show what their markup says: one that was used no longer follows its attributes.
pub fn reset_forms(selector: &str) {
    for form in all(selector) {
        if let Some(form) = form.dyn_ref::<HtmlFormElement>() {
            form.reset();
        }
    }
}

/// Puts an element behind its siblings.
pub fn move_last(element: &Element) {
    if let Some(parent) = element.parent_node() {
        // An element that stands in the document can be moved in it.
        let _ = parent.append_child(element);
    }
}

/// Ticks or unticks a box.
pub fn set_checked(element: &Element, checked: bool) {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.set_checked(checked);
    }
}
