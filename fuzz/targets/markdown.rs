//! The text of a Markdown file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dovecote_fuzz::check_within(
    "2024-01-01-a.md",
    "---\ntitle: A treaty\n---\n",
    bytes,
    "\n"
));
