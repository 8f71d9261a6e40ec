//! A header in TOML.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dovecote_fuzz::check_within(
    "a.md",
    "+++\n",
    bytes,
    "\n+++\n\nText.\n"
));
