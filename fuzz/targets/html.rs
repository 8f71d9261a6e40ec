//! A web page.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dovecote_fuzz::check_within(
    "a.html",
    "<!doctype html><html><head><title>A treaty</title></head><body>",
    bytes,
    "</body></html>"
));
