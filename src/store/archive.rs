//! The bundle as the app sees it: names become files, files become values, values are kept for a while.

use std::any::Any;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use serde::de::DeserializeOwned;

use crate::platform::fetch::{FetchError, json};
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
    async fn refresh(&self) -> Result<Rc<Manifest>, FetchError> {
        let manifest: Manifest = json(&self.0.root.to(MANIFEST_PATH), None).await?;
        if manifest.format != FORMAT_VERSION {
            let versions = format!(
                "format {} where {FORMAT_VERSION} was expected",
                manifest.format
            );
            return Err(FetchError::Unreadable(versions));
        }
        let manifest = Rc::new(manifest);
        self.0.manifest.replace(Some(manifest.clone()));
        Ok(manifest)
    }

    /// The value of a file. A file is fetched once, whoever asks, as long as it is kept.
    pub async fn file<T: DeserializeOwned + 'static>(
        &self,
        name: &FileName,
    ) -> Result<Rc<T>, FetchError> {
        if let Some(value) = self.kept(name) {
            return Ok(value);
        }
        let url = self.0.root.to(&format!("{DATA_DIR}{}", name.as_str()));
        let value: Rc<T> = Rc::new(json(&url, name.integrity().as_deref()).await?);
        let mut kept = self.0.kept.borrow_mut();
        if kept.len() >= KEPT_MAX {
            kept.pop_front();
        }
        kept.push_back((name.clone(), value.clone()));
        Ok(value)
    }

    /// A file that is in memory already.
    pub fn kept<T: 'static>(&self, name: &FileName) -> Option<Rc<T>> {
        let kept = self.0.kept.borrow();
        let (_, value) = kept.iter().find(|(other, _)| other == name)?;
        value.clone().downcast().ok()
    }

    /// The value behind a name of the directory (`article/SLUG`); `None` when the bundle has no such name. When a file
    /// has vanished the manifest is fetched anew and the name looked up once more.
    pub async fn named<T: DeserializeOwned + 'static>(
        &self,
        name: &str,
    ) -> Result<Option<Rc<T>>, FetchError> {
        let manifest = self.manifest().await?;
        match self.look_up(&manifest, name).await {
            Err(FetchError::Status(404)) => {
                let manifest = self.refresh().await?;
                self.look_up(&manifest, name).await
            }
            other => other,
        }
    }

    async fn look_up<T: DeserializeOwned + 'static>(
        &self,
        manifest: &Manifest,
        name: &str,
    ) -> Result<Option<Rc<T>>, FetchError> {
        let mut node = manifest.directory.clone();
        for depth in 0.. {
            let next = match self.file::<DirectoryNode>(&node).await?.as_ref() {
                DirectoryNode::Leaf(names) => {
                    return match names.get(name) {
                        Some(file) => self.file(file).await.map(Some),
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
}
