//! What the app knows, and who may change it: one struct per concern.

pub mod archive;
pub mod finder;
pub mod reader;
