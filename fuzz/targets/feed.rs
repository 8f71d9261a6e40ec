//! A feed.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (first, rest) = bytes
        .split_first()
        .map_or((0, bytes), |(first, rest)| (*first, rest));
    let (head, tail) = match first % 3 {
        0 => (
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Sea</title>",
            "</channel></rss>",
        ),
        1 => (
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Sea</title>",
            "</feed>",
        ),
        _ => (
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Sea\", ",
            "}",
        ),
    };
    dovecote_fuzz::check_within("a.xml", head, rest, tail);
});
