//! What crosses a process boundary.

pub mod search;
