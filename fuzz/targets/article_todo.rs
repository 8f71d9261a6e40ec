//! The To Do of an article page.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    use dovecote_fuzz::{PAGE_HEAD, PAGE_MIDDLE, PAGE_TAIL, check_within};
    check_within(
        "a.txt",
        &[PAGE_HEAD, "A report.", PAGE_MIDDLE].concat(),
        bytes,
        PAGE_TAIL,
    );
});
