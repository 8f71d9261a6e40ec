//! The integration tests, one binary.

mod architecture;
mod bundle;
mod samples;
mod scratch;
