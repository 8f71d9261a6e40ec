//! Real pages of the site this was made for, where they are at hand. They belong to others and are not in the repository:
//! `DOVECOTE_SAMPLE_SEEDS` names their folder, or it is `../shared/seeds`.

use std::path::{Path, PathBuf};

use dovecote::bundle::problem::Severity;
use dovecote::bundle::read;
use dovecote::model::LayerKind;
use dovecote::wire::settings::Settings;

use super::scratch::{Scratch, build, files};

fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("DOVECOTE_SAMPLE_SEEDS").map(PathBuf::from);
    let folder =
        named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds"));
    folder.is_dir().then_some(folder)
}

#[test]
fn every_sample_is_read_without_an_error_and_without_losing_a_word() {
    let Some(folder) = folder() else { return };
    for entry in std::fs::read_dir(folder).expect("the samples") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("a sample");
        let reading = read::one(&path.to_string_lossy(), &bytes, &Settings::default());
        assert!(
            reading
                .problems
                .iter()
                .all(|p| p.severity != Severity::Error),
            "{}",
            path.display()
        );
        let [document] = reading.documents.as_slice() else {
            panic!("one document in {}", path.display())
        };
        let mut text = format!("{} ", document.title);
        for layer in &document.layers {
            text.push_str(&dovecote::model::Block::plain_all(&layer.blocks));
            text.push(' ');
        }
        // Every word of the report stands in a layer; the frame is known furniture.
        let words: usize = reading.text.split_whitespace().count();
        let kept = text.split_whitespace().count();
        assert!(
            kept * 10 > words * 8,
            "{}: {kept} of {words} words",
            path.display()
        );
    }
}

#[test]
fn the_samples_make_a_site() {
    let Some(folder) = folder() else { return };
    let scratch = Scratch::new();
    let report = build(&folder, &scratch.path("dist"));
    assert_eq!(report.articles, 5);
    assert!(files(&scratch.path("dist")).contains_key("index.html"));
}

#[test]
fn a_saved_page_has_all_four_layers() {
    let Some(folder) = folder() else { return };
    let path = folder.join("003_f90b738133e4b3d5.txt");
    let Ok(bytes) = std::fs::read(&path) else {
        return;
    };
    let reading = read::one("003.txt", &bytes, &Settings::default());
    let document = &reading.documents[0];
    for kind in LayerKind::ALL {
        assert!(!document.blocks(kind).is_empty(), "{}", kind.name());
    }
    let published = document.published.expect("a stamp").to_rfc3339();
    assert_eq!(published, "2025-08-17T11:57:16-04:00");
}
