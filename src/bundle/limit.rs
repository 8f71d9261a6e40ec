//! Which hosts would refuse the folder? Limits that hosts publish, and what to do where one would be broken.

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
const CLOUDFLARE_FILES: usize = 20_000;

/// Most bytes of a file there: 25 MiB.
const CLOUDFLARE_FILE: u64 = 25 * 1024 * 1024;

/// Most redirects there that have no wildcard.
const CLOUDFLARE_REDIRECTS: usize = 2_000;

/// Most bytes of a site on GitHub Pages: 1 GB.
const GITHUB_BYTES: u64 = 1_000_000_000;

/// A sentence for each limit that is broken. `twins` of the files are compressed twins.
pub fn broken(size: FolderSize, twins: usize, redirects: usize) -> Vec<String> {
    let mut out = Vec::new();
    if size.files > CLOUDFLARE_FILES {
        let plain = size.files - twins;
        let cure = if plain <= CLOUDFLARE_FILES {
            format!("; without --compress there are {plain}, and that host compresses by itself")
        } else {
            String::new()
        };
        out.push(format!(
            "Cloudflare Pages takes {CLOUDFLARE_FILES} files, and there are {}{cure}",
            size.files
        ));
    }
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
        out.push(format!(
            "GitHub Pages takes {GITHUB_BYTES} bytes, and there are {}",
            size.bytes
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_told_once_it_is_broken() {
        let at_most = FolderSize {
            files: CLOUDFLARE_FILES,
            bytes: GITHUB_BYTES,
            largest: CLOUDFLARE_FILE,
        };
        assert!(broken(at_most, 9_000, CLOUDFLARE_REDIRECTS).is_empty());
        let more = FolderSize {
            files: at_most.files + 1,
            bytes: at_most.bytes + 1,
            largest: at_most.largest + 1,
        };
        let told = broken(more, 9_000, CLOUDFLARE_REDIRECTS + 1);
        assert_eq!(told.len(), 4);
        assert!(told[0].contains("without --compress there are 11001"));
        assert!(!broken(more, 0, 0)[0].contains("--compress"));
    }
}
