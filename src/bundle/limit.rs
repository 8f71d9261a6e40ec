//! Which hosts would refuse the folder? Limits that hosts publish, and what to do where one would be broken.

use super::layout::{Extent, Layout};

/// The size of a folder as hosts count it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FolderSize {
    /// Number of files.
    pub files: usize,
    /// Bytes of all files.
    pub bytes: u64,
    /// Bytes of the largest.
    pub largest: u64,
}

/// Most files of a site on the free plan of Cloudflare Pages.
const CLOUDFLARE_FILES: u32 = 20_000;

/// Most bytes of a file there: 25 MiB.
const CLOUDFLARE_FILE: u64 = 25 * 1024 * 1024;

/// Most redirects there that have no wildcard.
const CLOUDFLARE_REDIRECTS: usize = 2_000;

/// Most bytes of a site on GitHub Pages: 1 GB.
const GITHUB_BYTES: u64 = 1_000_000_000;

/// Why a host with limits needs no compressed twins.
const BY_ITSELF: &str = ", and that host compresses by itself";

/// A sentence for each limit that is broken. `twins` says how many of the files are compressed twins, and their bytes; `most`
/// is the number of files that the editor asked for.
pub fn broken(
    size: FolderSize,
    twins: (usize, u64),
    redirects: usize,
    most: Option<u32>,
    extent: Extent,
) -> Vec<String> {
    let mut out = Vec::new();
    out.extend(too_many(size.files, twins.0, most, extent));
    if size.largest > CLOUDFLARE_FILE {
        out.push(format!(
            "Cloudflare Pages takes files of {CLOUDFLARE_FILE} bytes, and the largest has {}",
            size.largest
        ));
    }
    if redirects > CLOUDFLARE_REDIRECTS {
        out.push(format!(
            "Cloudflare Pages reads {CLOUDFLARE_REDIRECTS} redirects, and there are {redirects}; the pages at the old \
             addresses lead on without them"
        ));
    }
    if size.bytes > GITHUB_BYTES {
        let plain = size.bytes - twins.1;
        let cure = if plain <= GITHUB_BYTES {
            format!("; without --compress there are {plain}{BY_ITSELF}")
        } else {
            String::new()
        };
        out.push(format!(
            "GitHub Pages takes {GITHUB_BYTES} bytes, and there are {}{cure}",
            size.bytes
        ));
    }
    out
}

/// What is wrong when there are too many files, and what to do.
fn too_many(files: usize, twins: usize, most: Option<u32>, extent: Extent) -> Option<String> {
    let limit = most.unwrap_or(CLOUDFLARE_FILES);
    if files <= limit as usize {
        return None;
    }
    let plain = files - twins;
    let packed = extent.files(Layout::within(Some(limit), extent));
    let cure = if most.is_some() {
        String::new()
    } else if plain <= limit as usize {
        format!("; without --compress there are {plain}{BY_ITSELF}")
    } else if packed <= limit as usize {
        format!("; with `most_files = {limit}` in site.toml articles share files, and all fit")
    } else {
        String::new()
    };
    let whose = match most {
        Some(_) => format!("most_files in site.toml is {limit}"),
        None => format!("Cloudflare Pages takes {limit} files"),
    };
    Some(format!("{whose}, and there are {files}{cure}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_told_once_it_is_broken() {
        let at_most = FolderSize {
            files: CLOUDFLARE_FILES as usize,
            bytes: GITHUB_BYTES,
            largest: CLOUDFLARE_FILE,
        };
        let extent = Extent {
            articles: 4_300,
            ..Extent::default()
        };
        assert!(broken(at_most, (9_000, 9), CLOUDFLARE_REDIRECTS, None, extent).is_empty());
        let more = FolderSize {
            files: at_most.files + 1,
            bytes: at_most.bytes + 1,
            largest: at_most.largest + 1,
        };
        let told = broken(more, (9_000, 9), CLOUDFLARE_REDIRECTS + 1, None, extent);
        assert_eq!(told.len(), 4);
        assert!(told[0].contains("without --compress there are 11001"));
        assert!(told[3].contains("without --compress there are 999999992"));
        let told = broken(more, (0, 0), 0, None, extent);
        assert!(told[0].contains("with `most_files = 20000` in site.toml articles share files"));
        // Nothing helps whoever asked for it, or has more pages than that.
        assert!(!broken(more, (0, 0), 0, Some(20_000), extent)[0].contains("with"));
        let large = Extent {
            articles: 20_000,
            ..extent
        };
        assert!(!broken(more, (0, 0), 0, None, large)[0].contains("with"));
    }
}
