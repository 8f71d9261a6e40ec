//! Dovecote: publish and read an archive of articles from a static host, with no server at all.
//!
//! Documents in `seeds/` become a bundle (JSON for the corpus, binary segments for search, feeds and one real HTML page
//! for every route); an app in WebAssembly takes those pages over in the reader's browser. Modules stand in reading
//! order, and each uses only those above it; `bundle` and the browser half (`platform`, `store`, `view::page`,
//! `view::found`, `view::app`) never see each other.

pub mod text;

#[cfg(not(target_arch = "wasm32"))]
pub mod model;

pub mod route;

pub mod search;

#[cfg(not(target_arch = "wasm32"))]
pub mod related;

pub mod wire;

#[cfg(feature = "view")]
pub mod view;

#[cfg(all(not(target_arch = "wasm32"), feature = "view"))]
pub mod bundle;

#[cfg(target_arch = "wasm32")]
pub mod platform;

#[cfg(all(target_arch = "wasm32", feature = "view"))]
pub mod store;
