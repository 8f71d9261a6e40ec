//! What a reader does, as values: one delegated listener a kind of event, for the whole life of the page.
//!
//! The page's markup says what a control does (an address, a form, `data-action`, `data-tick`, `data-live`), so markup
//! written by the bundler and markup made here behave alike.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, Event, EventTarget, FormData, HtmlAnchorElement, HtmlElement, HtmlFormElement,
    HtmlInputElement, KeyboardEvent, MouseEvent,
};

use super::history::{Location, remembered_scroll, resolve};
use super::{contents, highlight, listbox};
use crate::route::{Find, without_text};

/// Something a reader did.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Followed a link of this site. `file` is the hint of the link's article file.
    Follow {
        /// Where to.
        to: Location,
        /// `data-file` of the link.
        file: Option<String>,
    },
    /// Pointed at a link to an article, or touched it: it may be followed soon.
    Consider {
        /// `data-file` of the link.
        file: String,
    },
    /// Sent a GET form, or changed a control of a live one.
    Submit {
        /// The address the form leads to, query included.
        to: Location,
    },
    /// Typed into a live search field.
    Type {
        /// The address the form would lead to.
        to: Location,
    },
    /// Pressed a button with `data-action`.
    Press {
        /// Its `data-action`.
        action: String,
        /// Its `data-copy`, or empty.
        text: String,
    },
    /// Ticked or unticked a step.
    Tick {
        /// Slug of the article.
        slug: String,
        /// Number of the step, from 0.
        step: u32,
        /// Whether it is done now.
        done: bool,
    },
    /// Went back or forward, or jumped within the page, which browsers tell in the same way.
    Travel {
        /// How far the entry was scrolled when it was left, in CSS pixels; none for a jump just made.
        scroll: Option<f64>,
    },
    /// Scrolling came to rest.
    Rested,
}

/// Listens for as long as the page lives. `take` answers whether it took the act: then the browser does nothing itself.
pub fn listen(take: impl Fn(Act) -> bool + 'static) {
    let take = Rc::new(take);
    let window = web_sys::window().expect("the app runs in a window");
    let document: EventTarget = window.document().expect("the app runs in a page").into();

    on(&document, "click", with(&take, clicked));
    on(&document, "submit", with(&take, submitted));
    on(&document, "change", with(&take, changed));
    on(&document, "input", with(&take, typed));
    on(&document, "pointerover", with(&take, considered));
    on(&document, "touchstart", with(&take, considered));
    on(&document, "focusin", with(&take, considered));
    on(&document, "keydown", keyed);
    on(&document, "pointerdown", |event| {
        if listbox::pointed(&event) {
            event.prevent_default();
        }
    });
    on(&document, "focusout", |_| listbox::left());
    on(
        &window,
        "popstate",
        with(&take, |event| {
            let state = Reflect::get(event, &"state".into()).unwrap_or(JsValue::NULL);
            Some(Act::Travel {
                scroll: remembered_scroll(&state),
            })
        }),
    );
    on(&document, "scroll", |_| contents::follow());
    on(&document, "scrollend", with(&take, |_| Some(Act::Rested)));
    on(&window, "pagehide", with(&take, |_| Some(Act::Rested)));
}

fn with(
    take: &Rc<impl Fn(Act) -> bool + 'static>,
    read: fn(&Event) -> Option<Act>,
) -> impl Fn(Event) + 'static {
    let take = take.clone();
    move |event| {
        // A broken app answers to nothing: links and forms are the browser's own again.
        if super::panic::broken() {
            return;
        }
        if let Some(act) = read(&event)
            && take(act)
        {
            event.prevent_default();
        }
    }
}

fn on(target: &EventTarget, kind: &str, act: impl Fn(Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(act);
    // Adding a listener fails only for options, and there are none.
    let _ = target.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
    // It lives as long as the page.
    closure.forget();
}

fn closest(event: &Event, selector: &str) -> Option<Element> {
    event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest(selector)
        .ok()?
}

fn clicked(event: &Event) -> Option<Act> {
    if let Some(button) = closest(event, "button[data-action]") {
        return Some(Act::Press {
            action: button.get_attribute("data-action")?,
            text: button.get_attribute("data-copy").unwrap_or_default(),
        });
    }
    let mouse = event.dyn_ref::<MouseEvent>()?;
    let plain = mouse.button() == 0
        && !(mouse.meta_key() || mouse.ctrl_key() || mouse.shift_key() || mouse.alt_key());
    let link = closest(event, "a[href]")?;
    let anchor = link.dyn_ref::<HtmlAnchorElement>()?;
    let elsewhere =
        !matches!(anchor.target().as_str(), "" | "_self") || link.has_attribute("download");
    let to = resolve(&anchor.href())?;
    // The way to words of a page is the browser's, where the app can't find them.
    let is_ours = Find::parse(&to.fragment).is_some() && highlight::is_supported();
    let to_text = without_text(&to.fragment) != to.fragment && !is_ours;
    if event.default_prevented() || !plain || elsewhere || to_text {
        return None;
    }
    Some(Act::Follow {
        to,
        file: link.get_attribute("data-file"),
    })
}

fn submitted(event: &Event) -> Option<Act> {
    Some(Act::Submit {
        to: address_of(&closest(event, "form")?)?,
    })
}

fn changed(event: &Event) -> Option<Act> {
    let input = closest(event, "input, select")?;
    if let (Some(step), Some(input)) = (
        input.get_attribute("data-tick"),
        input.dyn_ref::<HtmlInputElement>(),
    ) {
        let slug = input
            .closest("[data-slug]")
            .ok()??
            .get_attribute("data-slug")?;
        return Some(Act::Tick {
            slug,
            step: step.parse().ok()?,
            done: input.checked(),
        });
    }
    let form = input.closest("form[data-live]").ok()??;
    // A text field has said so already while it was typed into.
    let typed = input.dyn_ref::<HtmlInputElement>().is_some_and(|input| {
        // A date is one at every digit of its year; only four of them make one that is meant.
        let kind = input.type_();
        kind == "search" || kind == "date" && input.value().starts_with('0')
    });
    (!typed).then(|| address_of(&form).map(|to| Act::Submit { to }))?
}

fn typed(event: &Event) -> Option<Act> {
    let form = closest(event, "form[data-live=search] input[type=search]")?
        .closest("form")
        .ok()??;
    listbox::typed(event);
    Some(Act::Type {
        to: address_of(&form)?,
    })
}

fn considered(event: &Event) -> Option<Act> {
    Some(Act::Consider {
        file: closest(event, "a[data-file]")?.get_attribute("data-file")?,
    })
}

/// Keys of the list below the search field; and a slash puts the caret into that field, as on other sites, but not while
/// something is being typed.
fn keyed(event: Event) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    if listbox::pressed(key) {
        return event.prevent_default();
    }
    if key.key() == "Escape"
        && let Some(button) = closest(&event, "[data-escape]")
            .and_then(|inside| inside.query_selector("[data-action$=close]").ok()?)
        && let Some(button) = button.dyn_ref::<HtmlElement>()
    {
        return button.click();
    }
    let modified = key.ctrl_key() || key.meta_key() || key.alt_key();
    if key.key() != "/"
        || modified
        || closest(&event, "input, textarea, select, [contenteditable]").is_some()
    {
        return;
    }
    let field = super::document::all("main input[type=search]")
        .into_iter()
        .next();
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok())
        && field.focus().is_ok()
    {
        event.prevent_default();
    }
}

/// Where a GET form leads: its action, and its filled-in fields as the query.
fn address_of(form: &Element) -> Option<Location> {
    let form: &HtmlFormElement = form.dyn_ref()?;
    if form.method() != "get" {
        return None;
    }
    let mut to = resolve(&form.action())?;
    let data = FormData::new_with_form(form).ok()?;
    let mut pairs = Vec::new();
    for entry in data.entries() {
        let entry: js_sys::Array = entry.ok()?.dyn_into().ok()?;
        let (Some(name), Some(value)) = (entry.get(0).as_string(), entry.get(1).as_string()) else {
            continue;
        };
        if !value.is_empty() {
            pairs.push(format!("{name}={}", crate::route::encode(&value)));
        }
    }
    to.query = if pairs.is_empty() {
        String::new()
    } else {
        format!("?{}", pairs.join("&"))
    };
    Some(to)
}
