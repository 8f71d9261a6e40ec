//! What a reader sees.
//!
//! [`part`] is pure: values in, markup out. What joins parts with the address bar and the data stands above it.

pub mod part;
