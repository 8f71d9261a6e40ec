//! What stays on the reader's device. Storage may be blocked or full: then what is kept lasts as long as the page.

use std::cell::RefCell;

use web_sys::Storage;

/// Every key begins so; a new version of what is kept gets a new prefix.
const PREFIX: &str = "dovecote.";

thread_local! {
    static UNSAVED: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// The text kept under `key`.
pub fn read(key: &str) -> Option<String> {
    let unsaved = UNSAVED.with_borrow(|all| {
        let mut found = all.iter().filter(|(name, _)| name == key);
        found.next().map(|(_, value)| value.clone())
    });
    unsaved.or_else(|| storage()?.get_item(&format!("{PREFIX}{key}")).ok()?)
}

/// Keeps a text under `key`; an empty one removes it. Returns whether it will outlast the page.
pub fn write(key: &str, value: &str) -> bool {
    let name = format!("{PREFIX}{key}");
    let saved = storage().is_some_and(|storage| {
        let done = if value.is_empty() {
            storage.remove_item(&name)
        } else {
            storage.set_item(&name, value)
        };
        done.is_ok()
    });
    UNSAVED.with_borrow_mut(|all| {
        all.retain(|(name, _)| name != key);
        if !saved {
            all.push((key.to_owned(), value.to_owned()));
        }
    });
    saved
}

/// Reading the property throws where storage is blocked.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
