//! What a reader types into the search.
#![no_main]

use dovecote::search::query::{MAX_WORDS, parse};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let query = parse(text, Some(20_000));
    let chips = query.chips();
    // A query without one of its parts is a query again, and has no more parts than before: unless words that were left
    // out, because there were too many, have room now.
    for chip in &chips {
        let left = parse(&chip.without, Some(20_000)).chips();
        assert!(left.len() <= chips.len() || query.words.len() == MAX_WORDS);
    }
});
