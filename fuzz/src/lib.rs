//! What has to hold of every file, whatever is in it.

use dovecote::bundle::seed::{ReadContext, Reading, read};
use dovecote::bundle::show::Shown;
use dovecote::bundle::{account, outline};

/// Reads a file and checks what a reading promises. A reading that takes too long is found by libFuzzer's `-timeout`.
///
/// # Panics
/// When a promise is broken: that is a finding.
pub fn check(path: &str, bytes: &[u8]) {
    let reading = read(path, bytes, &ReadContext::default());
    assert!(
        reading.coverage.gaps(&reading.text).is_empty(),
        "something is neither used nor shown"
    );
    let mut reached = 0;
    for piece in reading.coverage.pieces() {
        assert!(
            reading.text.get(piece.span.range()).is_some(),
            "a piece cuts a character"
        );
        assert!(piece.span.start >= reached, "two pieces overlap");
        reached = piece.span.end;
    }
    check_problems(&reading);
    for document in &reading.documents {
        for mention in &document.mentions {
            assert!(
                mention.span.range().end <= reading.text.len(),
                "a mention stands outside"
            );
        }
    }
    assert!(Shown::new(&reading).to_json().is_ok());
    // What people are shown of it.
    outline::write(&reading);
    let _ = account::write(&reading);
}

fn check_problems(reading: &Reading) {
    for problem in &reading.problems {
        assert!(problem.line >= 1 && problem.column >= 1);
        assert!(!problem.to_string().is_empty() && !problem.help.is_empty());
    }
}

/// Reads a file that begins and ends as a dialect does, so that everything between is read as that dialect.
pub fn check_within(path: &str, head: &str, bytes: &[u8], tail: &str) {
    check(path, &[head.as_bytes(), bytes, tail.as_bytes()].concat());
}

/// The head of an article page, to its report.
pub const PAGE_HEAD: &str = "Logo\nMotto\n\nHome \u{a0} \u{a0} Categories \u{a0} Search\n\nA treaty\n\n\
     tides.example -- Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time\nCategories: Law, Sea\nA treaty\n\n";

/// What stands between the report of an article page and its To Do.
pub const PAGE_MIDDLE: &str =
    "\n\nExpand\n\nSign Our Petition\n\n\nOpinion:\n\nTwo sides.\n\nAction:\n\nAct.\n\nTo Do:\n\n";

/// The end of an article page.
pub const PAGE_TAIL: &str = "\n\n\nSign Our Petition\n\n\nUpdated very often\n\
     All Opinions and Actions are (C)opyright 2025 - Example.org";
