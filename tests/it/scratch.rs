//! Folders for one test, and a site built in one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use dovecote::bundle::{Config, Report, run};

/// A folder of its own, removed at the end.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new() -> Scratch {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("dovecote-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        Scratch(folder)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Builds the folder `seeds` into `dist`.
    pub fn build(&self) -> Report {
        build(&self.path("seeds"), &self.path("dist"))
    }

    /// Builds the demonstration archive for a host that takes `most` files.
    pub fn build_own(&self, most: u32) -> Report {
        for (name, bytes) in files(&own_seeds()) {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let text = match name.as_str() {
                "site.toml" => format!("most_files = {most}\n{text}"),
                _ => text,
            };
            self.write(&format!("seeds/{name}"), &text);
        }
        self.build()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left behind is in the system's own folder for such things.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Builds a site of pages only.
pub fn build(seeds: &Path, dist: &Path) -> Report {
    let config = Config {
        seeds: seeds.to_owned(),
        dist: Some(dist.to_owned()),
        ..Config::default()
    };
    run(&config).expect("folders that can be read and written")
}

/// The demonstration archive.
pub fn own_seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

/// Every file below a folder.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, out: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(root, &path, out);
            } else {
                let name = path
                    .strip_prefix(root)
                    .expect("below")
                    .to_string_lossy()
                    .replace('\\', "/");
                out.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    let mut out = BTreeMap::new();
    walk(folder, folder, &mut out);
    out
}
