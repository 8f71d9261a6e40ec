//! Dovecote: publish and read an archive of articles from a static host.

pub mod text;
pub mod search;
pub mod related;
pub mod wire;
#[cfg(target_arch = "wasm32")]
pub mod platform;
