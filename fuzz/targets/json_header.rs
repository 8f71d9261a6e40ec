//! A header in JSON.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dovecote_fuzz::check_within(
    "a.md",
    "{\"title\": \"A treaty\", ",
    bytes,
    "}\n\nText.\n"
));
