//! Dovecote: publish and read an archive of articles from a static host.

#[cfg(not(target_arch = "wasm32"))]
pub mod bundle;
pub mod model;
