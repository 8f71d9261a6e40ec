//! The nouns of the archive: what an article is made of, whatever file it came from.
//!
//! Nothing here reads files, knows a serialisation or draws anything, so the same words mean the same thing in the
//! native program and in the browser. There is no markup string anywhere in these types: what cannot be said with a
//! [`Block`] or an [`Inline`] is not shown to a reader.

mod block;
mod contact;
mod document;
mod href;
mod kind;
mod slug;
mod source;
mod span;
mod stamp;

pub use block::{Block, Inline, Role};
pub use contact::{Ask, AskKind, Contact, Datum, Mention, Point};
pub use document::{Document, Layer, LayerKind, Provenance};
pub use href::{Href, RefusedHref};
pub use kind::{Form, Kind};
pub use slug::{InvalidSlug, Slug};
pub use source::Source;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use source::is_host;
pub use span::Span;
pub use stamp::{Civil, InvalidStamp, Precision, Stamp, Weekday};
