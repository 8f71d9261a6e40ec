//! What a reader types into the search.
#![no_main]

use dovecote::search::query::parse;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let query = parse(text, Some(20_000));
    // A query without one of its parts is a query again, and has no more parts than before.
    for chip in query.chips() {
        assert!(parse(&chip.without, Some(20_000)).chips().len() <= query.chips().len());
    }
});
