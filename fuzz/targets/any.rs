//! Any bytes under any name: encodings, the choice of the dialect, and whatever it leads to.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let names = ["a.txt", "2024-01-01-a.md", "a.jsonl", "a.html", "a.xml"];
    let (name, bytes) = bytes
        .split_first()
        .map_or((0, bytes), |(first, rest)| (*first, rest));
    dovecote_fuzz::check(names[usize::from(name) % names.len()], bytes);
});
