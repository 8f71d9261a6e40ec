//! What happens when the app breaks: the page stays, links go back to being plain links, and it is said once.

use std::cell::Cell;

thread_local! {
    static BROKEN: Cell<bool> = const { Cell::new(false) };
}

/// Sets what happens on a panic.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        BROKEN.set(true);
        super::document::set_fact("app", Some("failed"));
        super::document::notice(
            "Some features stopped working. Everything on this page can still be read.",
        );
        report(&info.to_string());
    }));
}

/// Whether the app has broken: then it answers to nothing any more.
pub fn broken() -> bool {
    BROKEN.get()
}

fn report(text: &str) {
    web_sys::console::error_1(&text.into());
}
