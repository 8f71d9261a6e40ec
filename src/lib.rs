//! Dovecote: publish and read an archive of articles from a static host, with no server at all.
//!
//! Documents in `seeds/` become a bundle (JSON for the corpus, binary segments for search, feeds and one real HTML page
//! for every route); an app in WebAssembly takes those pages over in the reader's browser. Modules stand in reading
//! order, and each uses only those above it:
//!
//! `text` → `model` → [`route`] → `search`, `related` → [`wire`] → `view::part` → (`bundle` | `platform` → `store` →
//! `view::page`).

pub mod route;
#[cfg(feature = "view")]
pub mod view;
pub mod wire;
