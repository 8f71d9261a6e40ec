//! The search worker, compiled to a WebAssembly module of its own.

fn main() {}
