use super::*;

/// The samples the site was asked for, where they are at hand.
fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = std::env::var("DOVECOTE_SAMPLE_SEEDS")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds").into());
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
        .into_iter()
        .filter_map(|path| {
            Some((
                path.file_name()?.to_string_lossy().into_owned(),
                std::fs::read(&path).ok()?,
            ))
        })
        .collect()
}

#[test]
fn dump_samples() {
    for (name, bytes) in samples() {
        let reading = read(&name, &bytes, &ReadContext::default());
        if let Ok(folder) = std::env::var("DUMP") {
            let json = crate::bundle::show::Shown::new(&reading).to_json().unwrap();
            std::fs::write(format!("{folder}/{name}.json"), json).unwrap();
            for problem in &reading.problems {
                println!("{problem}");
            }
        }
    }
}
