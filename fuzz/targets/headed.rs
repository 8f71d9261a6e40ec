//! A headed document.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dovecote_fuzz::check_within(
    "a.txt",
    "A treaty\nIts beginning\n",
    bytes,
    "\n"
));
