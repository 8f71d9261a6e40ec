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

/// Cleans up after a build of `target` that was killed: what it had moved aside comes back. What it had begun stays where the
/// next version is made, and is not trusted there.
///
/// # Errors
/// When what is left behind can't be moved or removed.
pub fn recover(target: &Path) -> io::Result<()> {
    let old = beside(target, "old")?;
    if old.exists() && !target.exists() {
        fs::rename(&old, target)?;
    }
    remove(&old)?;
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

/// Does something that makes a file at `path`, after whatever stands in its way is gone: another file, a folder of its name,
/// a file in the place of its folder.
pub(super) fn in_a_free_place<T>(
    path: &Path,
    make: impl Fn(&Path) -> io::Result<T>,
) -> io::Result<T> {
    let error = match make(path) {
        Err(error) => error,
        made => return made,
    };
    match error.kind() {
        io::ErrorKind::AlreadyExists if path.is_dir() => remove(path)?,
        io::ErrorKind::AlreadyExists => fs::remove_file(path)?,
        io::ErrorKind::NotFound => {}
        io::ErrorKind::NotADirectory => {
            let in_the_way = path.ancestors().find(|folder| folder.is_file());
            in_the_way.map_or(Ok(()), fs::remove_file)?;
        }
        _ => return Err(error),
    }
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    make(path)
}

/// Removes every file below `folder` that is not wanted, by its path within, and every folder that is empty then.
pub(super) fn sweep(folder: &Path, is_wanted: &(impl Fn(&str) -> bool + Sync)) -> io::Result<()> {
    swept(folder, "", is_wanted).map(drop)
}

/// Whether anything is left.
fn swept(
    folder: &Path,
    within: &str,
    is_wanted: &(impl Fn(&str) -> bool + Sync),
) -> io::Result<bool> {
    let entries: Vec<fs::DirEntry> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    let left = entries.into_par_iter().map(|entry| {
        let name = entry.file_name();
        // A name that is no UTF-8 is none of ours.
        let path = name.to_str().map(|name| format!("{within}{name}"));
        let is_folder = entry.file_type()?.is_dir();
        match path {
            Some(path) if is_folder => {
                let is_left = swept(&entry.path(), &format!("{path}/"), is_wanted)?;
                if !is_left {
                    fs::remove_dir(entry.path())?;
                }
                Ok(is_left)
            }
            Some(path) if is_wanted(&path) => Ok(true),
            _ if is_folder => remove(&entry.path()).map(|()| false),
            _ => fs::remove_file(entry.path()).map(|()| false),
        }
    });
    left.try_reduce(|| false, |a, b| Ok(a || b))
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

/// Links every file below `from` at the same place below `to`, on all cores.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    let entries: Vec<fs::DirEntry> = fs::read_dir(from)?.collect::<Result<_, _>>()?;
    entries.into_par_iter().try_for_each(|entry| {
        let (kind, place) = (entry.file_type()?, to.join(entry.file_name()));
        if kind.is_dir() {
            link(&entry.path(), &place)
        } else if kind.is_file() {
            fs::hard_link(entry.path(), place)
        } else {
            Ok(())
        }
    })
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
