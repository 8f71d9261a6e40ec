//! The native half: documents in, a site out.

pub mod problem;
pub mod seed;
pub mod show;
