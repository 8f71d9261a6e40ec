//! A header in YAML.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dovecote_fuzz::check_within(
    "a.md",
    "---\ntitle: A treaty\n",
    bytes,
    "\n---\n\nText.\n"
));
