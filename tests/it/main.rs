//! The integration tests, one binary.

mod addresses;
mod architecture;
mod bundle;
mod check;
mod deploy;
mod hostile;
mod layout;
mod links;
mod machine;
mod mistakes;
mod rebuild;
mod samples;
mod schema;
mod scratch;
mod story;
mod style;
