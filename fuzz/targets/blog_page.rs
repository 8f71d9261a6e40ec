//! A page of a blog.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dovecote_fuzz::check_within(
    "a.txt",
    "A treaty\nA treaty\n\n  • One point\n",
    bytes,
    "\nSource: A book: its title\nPost a Comment\nPrevious Post Next Post\n"
));
