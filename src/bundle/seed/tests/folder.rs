//! Any list of real files at hand: none may panic, and every character is accounted for.
//!
//! `DOVECOTE_FILES=list.txt cargo test folder -- --nocapture` prints what each file became; `DOVECOTE_DRAW=1` draws it.

use super::*;

#[test]
fn every_file_of_a_folder_at_hand_is_read() {
    let Ok(list) = std::env::var("DOVECOTE_FILES") else {
        return;
    };
    let draw = std::env::var("DOVECOTE_DRAW").is_ok();
    for path in std::fs::read_to_string(list)
        .expect("the list asked for can be read")
        .lines()
    {
        let Ok(bytes) = std::fs::read(path) else {
            continue;
        };
        let begin = std::time::Instant::now();
        let reading = read(path, &bytes, &ReadContext::default());
        let milliseconds = begin.elapsed().as_millis();
        assert_eq!(reading.coverage.gaps(&reading.text), [], "{path}");
        println!(
            "FILE {path} {milliseconds} ms, {} documents, {} problems",
            reading.documents.len(),
            reading.problems.len()
        );
        for document in reading.documents.iter().take(3) {
            let layers = LayerKind::ALL.map(|kind| document.blocks(kind).len());
            let published = document.published.map(crate::model::Stamp::to_rfc3339);
            println!(
                "  {} {:?} {published:?} {} categories {layers:?} blocks",
                document.kind.name(),
                document.title,
                document.categories.len()
            );
            if draw {
                for kind in LayerKind::ALL {
                    println!("== {}\n{}", kind.name(), outline(document.blocks(kind)));
                }
                println!("{:#?}", document.contacts);
            }
        }
        for problem in reading.problems.iter().take(20) {
            println!("{problem}");
        }
    }
}
