//! JSON Lines.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dovecote_fuzz::check_within(
    "a.jsonl",
    "{\"title\": \"A treaty\", \"text\": \"Text.\"}\n",
    bytes,
    "\n"
));
