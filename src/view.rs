//! What a reader sees.
//!
//! [`part`] is pure: values in, markup out. `page` joins parts with the address and the data; `found` leads through the
//! words a reader came for; `app` answers to the reader.

pub mod part;

#[cfg(target_arch = "wasm32")]
pub mod page;

#[cfg(target_arch = "wasm32")]
pub mod found;

#[cfg(target_arch = "wasm32")]
pub mod app;
