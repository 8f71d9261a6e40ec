//! Dovecote: publish and read an archive of articles from a static host.

#[cfg(target_arch = "wasm32")]
pub mod platform;
pub mod related;
pub mod search;
pub mod text;
pub mod wire;
