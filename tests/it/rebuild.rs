//! Building again: the same bytes as building anew, and never anything but one whole version.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::scratch::{Scratch, build, files};

fn seed(number: usize, words: &str) -> String {
    let (day, category) = (1 + number % 28, ["Sea", "Land", "Air"][number % 3]);
    format!(
        "---\ntitle: Report {number}\ndate: 2025-08-{day:02}\ncategories: [{category}]\nsource: wire{}.example\n---\n\n\
         The {words} of report {number} stood over harbour {} when the council met.\n",
        number % 4,
        number % 7
    )
}

/// A folder of forty documents.
fn archive() -> Scratch {
    let scratch = Scratch::new();
    for number in 0..40 {
        let name = format!("seeds/{}/report-{number}.md", number % 5);
        scratch.write(&name, &seed(number, "water"));
    }
    scratch
}

/// What the same documents give in a folder where nothing was before.
fn anew(scratch: &Scratch) -> BTreeMap<String, Vec<u8>> {
    let fresh = Scratch::new();
    build(&scratch.path("seeds"), &fresh.path("dist"));
    files(&fresh.path("dist"))
}

#[track_caller]
fn check_same(scratch: &Scratch, what: &str) {
    scratch.build();
    let (again, anew) = (files(&scratch.path("dist")), anew(scratch));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&again), names(&anew), "{what}");
    for (name, bytes) in &anew {
        assert!(again[name] == *bytes, "{what}: {name}");
    }
}

/// Every name beside the target but the documents.
fn beside(scratch: &Scratch) -> Vec<String> {
    let entries = fs::read_dir(scratch.path(".")).expect("the folder");
    let name = |entry: Result<fs::DirEntry, _>| {
        let entry = entry.expect("an entry");
        entry.file_name().to_string_lossy().into_owned()
    };
    let mut names: Vec<String> = entries.map(name).filter(|name| name != "seeds").collect();
    names.sort();
    names
}

#[test]
fn a_rebuild_has_the_bytes_of_a_build_whatever_was_changed() {
    let scratch = archive();
    check_same(&scratch, "the first time");
    check_same(&scratch, "nothing changed");
    scratch.write("seeds/2/report-12.md", &seed(12, "tide"));
    check_same(&scratch, "a text changed");
    let day = seed(13, "water").replace("2025-08-14", "2025-08-30");
    scratch.write("seeds/3/report-13.md", &day);
    check_same(&scratch, "a day changed, and with it the order");
    fs::remove_file(scratch.path("seeds/4/report-19.md")).expect("removed");
    check_same(&scratch, "a document went");
    scratch.write("seeds/new.md", &seed(99, "ice"));
    check_same(&scratch, "a document came");
    fs::rename(
        scratch.path("seeds/new.md"),
        scratch.path("seeds/1/other.md"),
    )
    .expect("moved");
    check_same(&scratch, "a document moved");
    scratch.write("seeds/site.toml", "title = \"Harbours\"\npage_size = 7\n");
    check_same(&scratch, "the settings changed");
    scratch.write("seeds/site.toml", "title = \"Harbours\"\nmost_files = 1\n");
    check_same(&scratch, "articles share files");
    scratch.write("seeds/2/report-12.md", &seed(12, "ebb"));
    check_same(&scratch, "a text in a pack changed");
}

#[test]
fn what_did_not_change_is_kept_as_it_is() {
    let scratch = archive();
    scratch.build();
    let age = |name: &str| {
        let file = fs::metadata(scratch.path("dist").join(name)).expect(name);
        file.modified().expect("a time")
    };
    let (page, twin) = (
        "articles/report-20/index.html",
        "articles/report-20/index.txt",
    );
    let before = [age(page), age(twin), age("feed.xml")];
    scratch.build();
    assert_eq!([age(page), age(twin), age("feed.xml")], before);
    scratch.write("seeds/0/report-20.md", &seed(20, "ice"));
    scratch.build();
    assert!(age(page) > before[0] && age(twin) > before[1]);
}

#[test]
fn what_others_touched_is_not_trusted() {
    let scratch = archive();
    scratch.build();
    let page = scratch.path("dist/articles/report-20/index.html");
    let record = scratch.path(".dist.last");
    // The next version will be made where this one stands.
    scratch.write("seeds/1/report-6.md", &seed(6, "ice"));
    scratch.build();
    let before = scratch.path(".dist.next/articles/report-20/index.html");
    // A file of another length, one of the same length, one that is gone; a record that was cut, one that was changed.
    let mut same_length = fs::read(&page).expect("a page");
    same_length.reverse();
    let flip = |kept: &str, from_the_end: usize| {
        let kept = scratch.path(kept);
        let mut bytes = fs::read(&kept).expect("what was kept");
        let at = bytes.len() - from_the_end;
        bytes[at] ^= 1;
        fs::write(&kept, bytes).expect("written");
    };
    type Tamper<'a> = (&'a str, Box<dyn Fn() + 'a>);
    let tampers: [Tamper; 10] = [
        (
            "other bytes in the version before",
            Box::new(|| fs::write(&before, &same_length).expect("written")),
        ),
        (
            "a file by hand in the version before",
            Box::new(|| {
                scratch.write(".dist.next/notes/mine.txt", "mine");
            }),
        ),
        (
            "longer",
            Box::new(|| fs::write(&page, "x").expect("written")),
        ),
        (
            "other bytes",
            Box::new(|| fs::write(&page, &same_length).expect("written")),
        ),
        (
            "gone",
            Box::new(|| fs::remove_file(&page).expect("removed")),
        ),
        (
            "a cut record",
            Box::new(|| {
                let text = fs::read(&record).expect("the record");
                fs::write(&record, &text[..text.len() / 2]).expect("written");
            }),
        ),
        (
            "a forged record",
            Box::new(|| {
                let text = fs::read_to_string(&record).expect("the record");
                let text = text.replace("report-20", "report-21");
                fs::write(&record, text).expect("written");
            }),
        ),
        (
            "a part of the index gone",
            Box::new(|| {
                let is_part = |path: &PathBuf| {
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    name.starts_with("search-") && name.ends_with("-0.bin")
                };
                let data = fs::read_dir(scratch.path("dist/data")).expect("a folder");
                let mut paths = data.map(|entry| entry.expect("an entry").path());
                let part = paths.find(is_part).expect("a segment");
                fs::remove_file(part).expect("removed");
            }),
        ),
        (
            "a forged segment",
            Box::new(|| {
                // In the name of the last segment.
                flip(".dist.index", 24);
            }),
        ),
        (
            "forged neighbours",
            Box::new(|| {
                // In the cosine of the last neighbour.
                flip(".dist.related", 1);
            }),
        ),
    ];
    for (what, tamper) in tampers {
        tamper();
        check_same(&scratch, what);
    }
}

/// What a build leaves: the target, and what the next one reads and makes use of.
const KEPT: [&str; 7] = [
    ".dist.index",
    ".dist.last",
    ".dist.next",
    ".dist.related",
    ".dist.traces",
    ".dist.words",
    "dist",
];

#[test]
fn nothing_is_left_beside_the_folder_but_what_the_next_build_reads() {
    let scratch = archive();
    // As a killed build may have left it: half a new version, and an old one that was moved aside.
    scratch.write(".dist.next/articles/half/index.html", "half");
    scratch.write(
        ".dist.next/articles/report-3",
        "a file in the place of a folder",
    );
    scratch.write(
        ".dist.next/feed.xml/index.html",
        "a folder in the place of a file",
    );
    check_same(&scratch, "the first time, where something was");
    scratch.write(".dist.old/index.html", "old");
    scratch.write(".dist.last.new", "half");
    scratch.write(".dist.related.new", "half");
    check_same(&scratch, "the second time");
    assert_eq!(beside(&scratch), KEPT);
}

#[test]
fn a_version_that_was_moved_aside_is_brought_back() {
    let scratch = archive();
    scratch.build();
    let before = files(&scratch.path("dist"));
    fs::rename(scratch.path("dist"), scratch.path(".dist.old")).expect("moved");
    // An error in a document: nothing new is written.
    scratch.write("seeds/empty.md", " \n");
    assert!(scratch.build().written.is_none());
    assert_eq!(files(&scratch.path("dist")), before);
}

/// Starts a build of the program itself.
fn start(scratch: &Scratch) -> Child {
    Command::new(env!("CARGO_BIN_EXE_bundler"))
        .args(["build", "--seeds", "seeds", "--dist", "dist"])
        .current_dir(scratch.path("."))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program")
}

/// Numbers that look random (Marsaglia, "Xorshift RNGs", 2003), seeded by the process.
fn random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

#[test]
fn a_build_that_is_killed_leaves_one_whole_version() {
    let scratch = archive();
    let dist = scratch.path("dist");
    // The two versions that the documents have in turn.
    let versions = ["water", "ice"].map(|words| {
        for number in 0..40 {
            let name = format!("seeds/{}/report-{number}.md", number % 5);
            scratch.write(&name, &seed(number, words));
        }
        anew(&scratch)
    });
    let write = |version: usize| {
        for number in 0..40 {
            let name = format!("seeds/{}/report-{number}.md", number % 5);
            scratch.write(&name, &seed(number, ["water", "ice"][version]));
        }
    };
    write(0);
    // How long a whole build takes here, so that kills fall all over it.
    let begun = std::time::Instant::now();
    assert!(start(&scratch).wait().expect("an end").success());
    let whole = begun.elapsed();
    assert!(is_one_of(&dist, &versions) == Some(0));
    let mut state = 0x9e37_79b9_7f4a_7c15 ^ u64::from(std::process::id());
    let mut killed = 0;
    for turn in 0..10 {
        write((turn + 1) % 2);
        let mut child = start(&scratch);
        // A wait for nothing but the clock: a kill has no moment of its own.
        let moment = whole.mul_f64((random(&mut state) % 1000) as f64 / 1000.0);
        std::thread::sleep(moment.min(Duration::from_secs(30)));
        child.kill().expect("a process of ours");
        killed += usize::from(!child.wait().expect("an end").success());
        assert!(
            is_one_of(&dist, &versions).is_some(),
            "killed after {moment:?} of {whole:?}"
        );
    }
    assert!(killed > 0, "every build was faster than its kill");
    write(1);
    assert!(start(&scratch).wait().expect("an end").success());
    assert_eq!(is_one_of(&dist, &versions), Some(1));
    assert_eq!(beside(&scratch), KEPT);
}

/// Which of several versions a folder holds, to the last byte.
fn is_one_of(dist: &Path, versions: &[BTreeMap<String, Vec<u8>>]) -> Option<usize> {
    let found = files(dist);
    versions.iter().position(|version| *version == found)
}
