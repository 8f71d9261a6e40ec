//! The browser: the only home of web-sys, js-sys, gloo and wasm-bindgen beside the entry points.
//!
//! Each module is a small adapter with plain values at its border. Nothing here knows a route's meaning or a view.
//! Everything that a browser may refuse (storage, workers, clipboard) has an answer for when it does.

mod check;
#[cfg(feature = "view")]
pub mod contents;
pub mod decode;
#[cfg(feature = "view")]
pub mod document;
pub mod encode;
#[cfg(feature = "view")]
pub mod event;
#[cfg(feature = "view")]
pub mod fetch;
#[cfg(feature = "view")]
pub mod highlight;
#[cfg(feature = "view")]
pub mod history;
#[cfg(feature = "view")]
pub mod listbox;
#[cfg(feature = "view")]
pub mod panic;
#[cfg(feature = "view")]
pub mod search_client;
pub mod search_host;
#[cfg(feature = "view")]
pub mod share;
#[cfg(feature = "view")]
pub mod storage;
#[cfg(feature = "view")]
pub mod timing;
