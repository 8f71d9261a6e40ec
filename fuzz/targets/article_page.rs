//! The report of an article page.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    use dovecote_fuzz::{PAGE_HEAD, PAGE_MIDDLE, PAGE_TAIL, check_within};
    check_within(
        "a.txt",
        PAGE_HEAD,
        bytes,
        &[PAGE_MIDDLE, "Write.", PAGE_TAIL].concat(),
    );
});
