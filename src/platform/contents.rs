//! Which section of a text is being read, told in its contents list.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlAnchorElement, HtmlElement};

use super::document::{all, by_id};

/// Marks the link whose section is being read: the last one whose heading has come into the upper third of the window.
/// Where the list scrolls by itself it follows.
pub fn follow() {
    let height = web_sys::window()
        .and_then(|window| window.inner_height().ok()?.as_f64())
        .unwrap_or_default();
    let has_come = |link: &Element| {
        let link: Option<&HtmlAnchorElement> = link.dyn_ref();
        let id = link.and_then(|link| crate::route::decode(link.hash().get(1..)?));
        let heading = id.and_then(|id| by_id(&id));
        heading.is_some_and(|heading| heading.get_bounding_client_rect().top() < height / 3.0)
    };
    let links = all("main .contents a");
    let read = links.iter().rposition(has_come);
    for (at, link) in links.iter().enumerate() {
        if read != Some(at) {
            let _ = link.remove_attribute("aria-current");
        } else if !link.has_attribute("aria-current") {
            let _ = link.set_attribute("aria-current", "true");
            keep_in_view(link);
        }
    }
}

/// Scrolls the box that a link stands in, and not the page.
fn keep_in_view(link: &Element) {
    let link: Option<&HtmlElement> = link.dyn_ref();
    if let Some(link) = link
        && let Some(around) = link.offset_parent()
        && around.scroll_height() > around.client_height()
    {
        around.set_scroll_top(link.offset_top() - around.client_height() / 2);
    }
}
