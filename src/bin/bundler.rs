//! The native program: documents in, a site out.

fn main() {}
