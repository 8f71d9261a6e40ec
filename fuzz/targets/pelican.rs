//! A header of bare fields.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dovecote_fuzz::check_within(
    "a.md",
    "Title: A treaty\nDate: ",
    bytes,
    "\n\nText.\n"
));
