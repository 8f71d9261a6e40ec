//! The bundle as the app sees it: names become files, files become values, values are kept for a while.

use std::any::Any;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use serde::de::DeserializeOwned;

use crate::platform::fetch::{FetchError, Parsed, json};
use crate::route::{DATA_DIR, MANIFEST_PATH, Root};
use crate::wire::{DirectoryNode, FORMAT_VERSION, FileName, Manifest};

/// Most files kept in memory: about a long reading session.
const KEPT_MAX: usize = 96;

/// The bundle of the site at a root. Clones share what is kept.
#[derive(Clone)]
pub struct Archive(Rc<Inner>);

struct Inner {
    root: Root,
    manifest: RefCell<Option<Rc<Manifest>>>,
    kept: RefCell<VecDeque<(FileName, Rc<dyn Any>)>>,
}

impl Archive {
    /// The bundle below an absolute root.
    pub fn new(root: Root) -> Archive {
        Archive(Rc::new(Inner {
            root,
            manifest: RefCell::default(),
            kept: RefCell::default(),
        }))
    }

    /// Where links start.
    pub fn root(&self) -> &Root {
        &self.0.root
    }

    /// The manifest; fetched once.
    pub async fn manifest(&self) -> Result<Rc<Manifest>, FetchError> {
        if let Some(manifest) = self.0.manifest.borrow().clone() {
            return Ok(manifest);
        }
        self.refresh().await
    }

    /// The manifest, if it is here already.
    pub fn known_manifest(&self) -> Option<Rc<Manifest>> {
        self.0.manifest.borrow().clone()
    }

    /// Fetches the manifest anew: after a new version of the site was put up, files of the old one may be gone.
    pub async fn refresh(&self) -> Result<Rc<Manifest>, FetchError> {
        let manifest: Manifest = json(&self.0.root.to(MANIFEST_PATH)).await?.read()?;
        if manifest.format != FORMAT_VERSION {
            return Err(FetchError::Unreadable("format"));
        }
        let manifest = Rc::new(manifest);
        self.0.manifest.replace(Some(manifest.clone()));
        Ok(manifest)
    }

    /// A file. Once it is here it is not fetched again, whoever asks, as long as it is kept.
    pub async fn open(&self, file: &FileName) -> Result<Found<'_>, FetchError> {
        let held = match self.kept(file) {
            Some(value) => Held::Kept(value),
            None => {
                let url = self.0.root.to(&format!("{DATA_DIR}{}", file.as_str()));
                Held::Fetched(json(&url).await?)
            }
        };
        Ok(Found {
            archive: self,
            file: file.clone(),
            held,
        })
    }

    /// The file behind a name of the directory (`article/SLUG`); `None` when the bundle has no such name. When a file
    /// has vanished the manifest is fetched anew and the name looked up once more.
    pub async fn find(&self, name: &str) -> Result<Option<Found<'_>>, FetchError> {
        match self.look_up(name).await {
            Err(error) if error.may_be_gone() => {
                self.refresh().await?;
                self.look_up(name).await
            }
            other => other,
        }
    }

    async fn look_up(&self, name: &str) -> Result<Option<Found<'_>>, FetchError> {
        let mut node = self.manifest().await?.directory.clone();
        for depth in 0.. {
            let next = match &*self.open(&node).await?.value()? {
                DirectoryNode::Leaf(names) => {
                    return match names.get(name) {
                        Some(file) => self.open(file).await.map(Some),
                        None => Ok(None),
                    };
                }
                DirectoryNode::Inner(children) => {
                    children.get(&DirectoryNode::digit(name, depth)).cloned()
                }
            };
            match next {
                Some(child) => node = child,
                None => break,
            }
        }
        Ok(None)
    }

    fn kept(&self, file: &FileName) -> Option<Rc<dyn Any>> {
        let kept = self.0.kept.borrow();
        let (_, value) = kept.iter().find(|(other, _)| other == file)?;
        Some(value.clone())
    }

    fn keep(&self, file: FileName, value: Rc<dyn Any>) {
        let mut kept = self.0.kept.borrow_mut();
        // It may have been on its way twice.
        kept.retain(|(other, _)| *other != file);
        if kept.len() >= KEPT_MAX {
            kept.pop_front();
        }
        kept.push_back((file, value));
    }
}

/// A file that is here. Only reading it knows its type: what waits for the line is one piece of code for all types.
pub struct Found<'a> {
    archive: &'a Archive,
    file: FileName,
    held: Held,
}

enum Held {
    Kept(Rc<dyn Any>),
    Fetched(Parsed),
}

impl Found<'_> {
    /// The value in the file, which is kept from now on.
    pub fn value<T: DeserializeOwned + 'static>(self) -> Result<Rc<T>, FetchError> {
        match self.held {
            Held::Kept(value) => value
                .downcast()
                .map_err(|_| FetchError::Unreadable("another type")),
            Held::Fetched(parsed) => {
                let value: Rc<T> = Rc::new(parsed.read()?);
                self.archive.keep(self.file, value.clone());
                Ok(value)
            }
        }
    }
}
