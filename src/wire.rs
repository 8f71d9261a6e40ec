//! What crosses a process boundary: the bundle's files, written natively and read in the browser.
//!
//! The only serde derives of the crate stand here (and in the published schema of `bundler show`). Nothing in this
//! module decides anything: values are made by the bundler and shown by the view. Every file but the manifest is
//! named by the hash of its own bytes ([`FileName`]), so a name is a promise about the content.

pub mod article;
pub mod file_name;
pub mod listing;
pub mod manifest;
pub mod search;
#[cfg(not(target_arch = "wasm32"))]
pub mod settings;
pub mod shown;
pub mod story;

pub use article::{
    Around, Article, Block, Contact, Credit, Inline, Kind, Layer, LayerKind, Neighbour, Role,
};
pub use file_name::FileName;
pub use listing::{
    CategoryEntry, CategoryList, CategoryRef, Fold, Listing, ListingOf, Precision, SourceEntry,
    SourceList, Stamp, Summary,
};
pub use manifest::{Counts, DirectoryNode, Manifest, Petition, SearchFiles, Site};
pub use story::{Quotation, SharedSentence, Story, Telling, Wording};

/// Version of the bundle's format. A reader refuses a bundle of another version: it says so and leaves the page as it
/// is. Raised by every change that an older reader would misread.
pub const FORMAT_VERSION: u32 = 1;
