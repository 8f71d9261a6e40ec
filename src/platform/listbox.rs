//! The words offered below a search field, with keys and roles as the ARIA Authoring Practices have them for an editable
//! combobox with a list: arrows walk through the list while the caret stays in the field, Enter takes a word, Escape closes
//! the list and leaves the text as it is.
//!
//! The list itself is part of the page. Here it is only opened, walked through and closed, by attributes that the page's
//! own tree never changes.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit, HtmlInputElement, KeyboardEvent};

use super::document::all;

thread_local! {
    /// Whether the reader is typing: what was chosen or closed is not offered again until then.
    static TYPING: Cell<bool> = const { Cell::new(false) };
}

const ACTIVE: &str = "aria-activedescendant";

fn field() -> Option<HtmlInputElement> {
    all("main [role=combobox]")
        .into_iter()
        .next()?
        .dyn_into()
        .ok()
}

fn options() -> Vec<Element> {
    all("main [role=option]")
}

/// Offers what the list holds now, while the reader types.
pub fn offer() {
    let typing = TYPING.get() && field().is_some_and(|field| is_focused(&field));
    set_open(typing && !options().is_empty());
}

fn is_focused(field: &Element) -> bool {
    field.matches(":focus").unwrap_or(false)
}

fn is_open(field: &Element) -> bool {
    field.get_attribute("aria-expanded").as_deref() == Some("true")
}

/// Opens or closes the list; no word is chosen after either.
fn set_open(open: bool) {
    if let Some(field) = field() {
        set(&field, "aria-expanded", if open { "true" } else { "false" });
        choose(&field, None);
    }
}

fn set(element: &Element, name: &str, value: &str) {
    // Fails for no attribute name of ours.
    let _ = element.set_attribute(name, value);
}

/// Makes a word of the list the active one, or none.
fn choose(field: &Element, chosen: Option<usize>) {
    let _ = field.remove_attribute(ACTIVE);
    for (at, option) in options().iter().enumerate() {
        let active = chosen == Some(at);
        set(
            option,
            "aria-selected",
            if active { "true" } else { "false" },
        );
        if active {
            set(field, ACTIVE, &option.id());
        }
    }
}

/// Puts a word of the list into the field, as if it had been typed.
fn take(option: &Element) {
    let Some(field) = field() else {
        return;
    };
    field.set_value(&option.text_content().unwrap_or_default());
    TYPING.set(false);
    set_open(false);
    let options = EventInit::new();
    options.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &options) {
        // A listener that fails is heard of on the console.
        let _ = field.dispatch_event(&event);
    }
}

/// The reader typed into a field, or the page did for them.
pub fn typed(event: &Event) {
    if event.is_trusted() {
        TYPING.set(true);
    }
}

/// A key was pressed; true when it was meant for the list.
pub fn pressed(event: &KeyboardEvent) -> bool {
    let Some(field) = field().filter(|field| is_focused(field)) else {
        return false;
    };
    let options = options();
    let active = field.get_attribute(ACTIVE);
    let active = options
        .iter()
        .position(|option| Some(option.id()) == active);
    let open = is_open(&field);
    match event.key().as_str() {
        key @ ("ArrowDown" | "ArrowUp") if !options.is_empty() => {
            if !open {
                set_open(true);
            }
            // Past either end is the field itself.
            let count = options.len();
            let next = match (active, key) {
                (None, "ArrowDown") => Some(0),
                (None, _) => Some(count - 1),
                (Some(at), "ArrowDown") => Some(at + 1).filter(|at| *at < count),
                (Some(at), _) => at.checked_sub(1),
            };
            choose(&field, next);
        }
        "Enter" if open => match active {
            Some(at) => take(&options[at]),
            None => {
                set_open(false);
                return false;
            }
        },
        "Escape" if open => {
            TYPING.set(false);
            set_open(false);
        }
        _ => return false,
    }
    true
}

/// A pointer went down; true when it was on a word of the list, which is taken. The caret stays in the field.
pub fn pointed(event: &Event) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let option = target.and_then(|target| target.closest("[role=option]").ok()?);
    option.as_ref().inspect(|option| take(option)).is_some()
}

/// The focus went elsewhere.
pub fn left() {
    set_open(false);
}
