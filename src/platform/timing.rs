//! How long did it take? Entries for the browser's own list of measures, which developer tools and test drivers read.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

fn performance() -> JsValue {
    Reflect::get(&js_sys::global(), &"performance".into()).unwrap_or_default()
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

/// Milliseconds since the page began to load.
pub fn now_ms() -> f64 {
    let performance = performance();
    let now = method(&performance, "now").and_then(|now| now.call0(&performance).ok()?.as_f64());
    now.unwrap_or_default()
}

/// Notes what has lasted from `start_ms` until now (User Timing, level 3).
pub fn measure(name: &str, start_ms: f64) {
    let performance = performance();
    let options = Object::new();
    let set = Reflect::set(&options, &"start".into(), &start_ms.into());
    if let (Ok(_), Some(measure)) = (set, method(&performance, "measure")) {
        // A browser that does not know the options measures nothing.
        let _ = measure.call2(&performance, &name.into(), &options);
    }
}
