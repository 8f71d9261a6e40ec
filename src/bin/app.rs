//! The reader's app, compiled to WebAssembly and started on every page.

fn main() {}
