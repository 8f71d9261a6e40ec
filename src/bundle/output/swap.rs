//! How is one folder put into the place of another, so that whoever looks, whenever, finds one whole version?
//!
//! Where the system can exchange two folders in one step, there is no moment without a target. Elsewhere the old version is
//! moved aside first; a build that is killed right then is made good by the next one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::kept;

/// The path of a hidden folder or file beside the target.
pub(super) fn beside(target: &Path, what: &str) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(target)?;
    let name = absolute
        .file_name()
        .ok_or_else(|| io::Error::other("the output folder needs a name"))?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{what}"));
    Ok(absolute.with_file_name(hidden))
}

/// Cleans up after a build of `target` that was killed: what it had moved aside comes back, what it had begun goes.
///
/// # Errors
/// When what is left behind can't be moved or removed.
pub fn recover(target: &Path) -> io::Result<()> {
    let old = beside(target, "old")?;
    if old.exists() && !target.exists() {
        fs::rename(&old, target)?;
    }
    remove(&old)?;
    remove(&beside(target, "new")?)?;
    kept::recover(target)
}

/// Puts `new` into the place of `target`; what was there, if anything, is in the place of `new` after.
pub(super) fn exchange(new: &Path, target: &Path) -> io::Result<()> {
    if !target.exists() {
        return fs::rename(new, target);
    }
    if at_once(new, target).is_ok() {
        return Ok(());
    }
    let old = beside(target, "old")?;
    fs::rename(target, &old)?;
    if let Err(error) = fs::rename(new, target) {
        // Put the old version back before saying what went wrong.
        fs::rename(&old, target)?;
        return Err(error);
    }
    fs::rename(&old, new)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn at_once(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn at_once(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Moves every file below `from` to the same place below `to`.
pub(super) fn merge(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            merge(&entry.path(), &place)?;
        } else {
            fs::rename(entry.path(), place)?;
        }
    }
    Ok(())
}

/// Removes a folder, if it is there, on all cores: deleting many files takes as long as writing them.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    let entries: Vec<fs::DirEntry> = entries.collect::<Result<_, _>>()?;
    entries.into_par_iter().try_for_each(|entry| {
        if entry.file_type()?.is_dir() {
            remove(&entry.path())
        } else {
            fs::remove_file(entry.path())
        }
    })?;
    fs::remove_dir(folder)
}
