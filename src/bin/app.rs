//! The reader's app, compiled to WebAssembly and started on every page once it is painted.

#[cfg(target_arch = "wasm32")]
fn main() {
    dovecote::platform::panic::install();
    dovecote::view::app::start();
}

/// The app lives in a browser; built for anything else there is nothing to run.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
