//! What a reader sees.
//!
//! [`part`] is pure: values in, markup out. `page` joins parts with the address and the data; `app` answers to the reader.

pub mod part;

#[cfg(target_arch = "wasm32")]
pub mod page;

#[cfg(target_arch = "wasm32")]
pub mod app;
