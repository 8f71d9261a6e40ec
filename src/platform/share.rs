//! Sharing, copying, printing: each may be refused, and then says so.

use wasm_bindgen_futures::JsFuture;
use web_sys::ShareData;

fn window() -> web_sys::Window {
    web_sys::window().expect("the app runs in a window")
}

/// The address of the page, in full.
pub fn address() -> String {
    window().location().href().unwrap_or_default()
}

/// Puts a text on the clipboard; false when the browser refuses.
pub async fn copy(text: &str) -> bool {
    // Absent outside secure contexts.
    let navigator = window().navigator();
    let there =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|value| value.is_object());
    there
        && JsFuture::from(navigator.clipboard().write_text(text))
            .await
            .is_ok()
}

/// Opens the system's own way to share; false when there is none. A reader who closes it has been served.
pub async fn share(title: &str, url: &str) -> bool {
    let navigator = window().navigator();
    let there =
        js_sys::Reflect::get(&navigator, &"share".into()).is_ok_and(|value| value.is_function());
    if !there {
        return false;
    }
    let data = ShareData::new();
    data.set_title(title);
    data.set_url(url);
    let _ = JsFuture::from(navigator.share_with_data(&data)).await;
    true
}

/// Opens the print dialogue.
pub fn print() {
    // Refused only inside sandboxed frames.
    let _ = window().print();
}
