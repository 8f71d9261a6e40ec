//! The address bar, the back button, and how far a page was scrolled.

use wasm_bindgen::JsValue;
use web_sys::{ScrollBehavior, ScrollRestoration, ScrollToOptions, Url};

fn window() -> web_sys::Window {
    web_sys::window().expect("the app runs in a window")
}

/// Address of the page: path, query (with `?` or empty) and fragment (with `#` or empty).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Path, percent-encoded.
    pub path: String,
    /// Query with its `?`, or empty.
    pub query: String,
    /// Fragment with its `#`, or empty.
    pub fragment: String,
}

/// The present address.
pub fn location() -> Location {
    let location = window().location();
    Location {
        path: location.pathname().unwrap_or_default(),
        query: location.search().unwrap_or_default(),
        fragment: location.hash().unwrap_or_default(),
    }
}

/// Scheme and host of the page, as whole addresses begin with them.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Reads an address as a link or form gives it; `None` when it leads to another origin.
pub fn resolve(href: &str) -> Option<Location> {
    let base = window().location().href().ok()?;
    let url = Url::new_with_base(href, &base).ok()?;
    (url.origin() == origin()).then(|| Location {
        path: url.pathname(),
        query: url.search(),
        fragment: url.hash(),
    })
}

/// The absolute path that a relative root leads to, for a page at the present address.
pub fn absolute_root(relative: &str) -> String {
    let relative = if relative.is_empty() { "./" } else { relative };
    resolve(relative).map_or_else(|| "/".into(), |location| location.path)
}

/// Takes scroll positions into our own hands: the browser would restore one before the content is there.
pub fn own_scrolling() {
    if let Ok(history) = window().history() {
        // Without it the browser restores as well; nothing is lost.
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
}

/// Adds an entry.
pub fn push(href: &str) {
    remember_scroll();
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::from_f64(0.0), "", Some(href));
    }
}

/// Changes the address of the present entry; how far it is scrolled stays with it.
pub fn replace(href: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::from_f64(scroll()), "", Some(href));
    }
}

/// Writes down how far the present entry is scrolled.
pub fn remember_scroll() {
    if let Ok(history) = window().history() {
        let _ = history.replace_state(&JsValue::from_f64(scroll()), "");
    }
}

/// How far an entry was scrolled when it was left, from its state, in CSS pixels; none for an entry that is new.
pub fn remembered_scroll(state: &JsValue) -> Option<f64> {
    state.as_f64()
}

/// The state of the present entry.
pub fn state() -> JsValue {
    window()
        .history()
        .and_then(|history| history.state())
        .unwrap_or(JsValue::NULL)
}

/// How far the page is scrolled, in CSS pixels.
pub fn scroll() -> f64 {
    window().scroll_y().unwrap_or(0.0)
}

/// Scrolls at once, whatever the style sheet says of smoothness.
pub fn scroll_to(y: f64) {
    let options = ScrollToOptions::new();
    options.set_top(y);
    options.set_behavior(ScrollBehavior::Instant);
    window().scroll_to_with_scroll_to_options(&options);
}

/// Leaves the app: the host answers for this address.
pub fn leave_for(href: &str) {
    // The only failure is an address that can't be read; then nothing happens, as with any broken link.
    let _ = window().location().assign(href);
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}
