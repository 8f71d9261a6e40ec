//! What an MDX document exports, and its text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dovecote_fuzz::check_within(
    "a.mdx",
    "import A from './a'\n\nexport const meta = {\n  title: 'A treaty',\n  ",
    bytes,
    "\n"
));
