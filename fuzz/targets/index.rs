//! A search index from a host that is not to be trusted: whole files, checksums and all, with anything in them.
#![no_main]

use dovecote::search::bytes::seal;
use dovecote::search::request::Request;
use dovecote::search::service::{Outcome, Service};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // The first two bytes say how long the root is; the rest is in every other file.
    let Some((length, rest)) = bytes.split_at_checked(2) else {
        return;
    };
    let length = usize::from(u16::from_le_bytes([length[0], length[1]])).min(rest.len());
    let (root, other) = rest.split_at(length);
    let Ok(mut service) = Service::open(&seal(b'R', root)) else {
        return;
    };
    let request = Request {
        text: "treaty sea*".into(),
        limit: 10,
        ..Request::default()
    };
    // An index asks for each of its files once.
    for _ in 0..8 {
        let Ok(Outcome::Need(names)) = service.handle(&request) else {
            return;
        };
        for name in names {
            if service.supply(&name, seal(b'F', other)).is_err() {
                return;
            }
        }
    }
});
