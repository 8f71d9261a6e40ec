//! Runs the search engine where files can be fetched: in the worker, or on the page when a worker cannot start.
//!
//! The same code in both places, so that both give the same hits. A file that is not what its name promises, or fails its
//! own checksum, is fetched once more past the cache.

use super::check::whole;
use crate::search::request as plain;
use crate::search::service::{Outcome, Service};
use crate::wire::file_name::split;
use crate::wire::search::{Hit, Init, Request, Response};
use crate::wire::shown;
use js_sys::Uint8Array;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response as Arrived, Window, WorkerGlobalScope};

/// An engine and where its files are.
pub struct Host {
    place: Init,
    service: RefCell<Option<Service>>,
    /// Files of articles that were shown, the latest last.
    articles: RefCell<VecDeque<(String, Rc<str>)>>,
    /// What is done with a failure at first: see [`Host::start`].
    ignore: Closure<dyn FnMut(JsValue)>,
}

/// Bytes of articles kept at hand: those of a sitting. Fewer: they are read from the browser's cache again, file by file.
const ARTICLES_BYTES: usize = 2 << 20;

impl Host {
    /// A host that has fetched nothing yet.
    pub fn new(place: Init) -> Host {
        Host {
            place,
            service: RefCell::new(None),
            articles: RefCell::default(),
            ignore: Closure::new(drop),
        }
    }

    /// Opens the index, so that the first question finds it open.
    ///
    /// # Errors
    /// As [`Host::answer_while`].
    pub async fn open(&self) -> Result<(), String> {
        let root = &self.place.root;
        let open = |bytes: Vec<u8>| {
            let service =
                Service::open(&bytes).map_err(|corrupt| sentence(&corrupt.to_string()))?;
            // A question may have opened it meanwhile; its cache is worth more than a new one.
            self.service.borrow_mut().get_or_insert(service);
            Ok(())
        };
        self.take(root, self.start(root, false), &open).await
    }

    /// Answers a request unless `wanted` turns false between two fetches, which gives `None`. Calls `progress(files that
    /// have arrived, files asked for so far)` as files come in.
    ///
    /// # Errors
    /// A sentence for the reader, when files cannot be had or the index is damaged or of another version.
    pub async fn answer_while(
        &self,
        request: Request,
        wanted: impl Fn() -> bool,
        progress: impl Fn(u32, u32),
    ) -> Result<Option<Response>, String> {
        let (mut done, mut total) = (0u32, 0u32);
        if self.service.borrow().is_none() {
            progress(0, 1);
            self.open().await?;
            (done, total) = (1, 1);
            progress(done, total);
        }
        let request = request.into();
        loop {
            if !wanted() {
                return Ok(None);
            }
            let names = {
                let mut service = self.service.borrow_mut();
                let service = service.as_mut().ok_or("The search index is not open.")?;
                match service
                    .handle(&request)
                    .map_err(|corrupt| sentence(&corrupt.to_string()))?
                {
                    Outcome::Ready(response) => Err(response),
                    Outcome::Need(names) => Ok(names),
                }
            };
            let names = match names {
                Ok(names) => names,
                Err(response) => {
                    let hits = self.shown(&response).await?;
                    return Ok(Some(Response::new(*response, hits)));
                }
            };
            total += names.len() as u32;
            progress(done, total);
            // All at once: what they wait for is the line, not each other.
            let pending: Vec<_> = names
                .iter()
                .map(|name| (name, self.start(name, false)))
                .collect();
            for (name, promise) in pending {
                let supply = |bytes| self.supply(name, bytes);
                self.take(name, promise, &supply).await?;
                if !wanted() {
                    return Ok(None);
                }
                done += 1;
                progress(done, total);
            }
        }
    }

    /// The hits of an answer with what they show, from the articles' own files.
    async fn shown(&self, response: &plain::Response) -> Result<Vec<Hit>, String> {
        let mut asked: Vec<String> = Vec::new();
        let mut pending = Vec::with_capacity(response.hits.len());
        // All at once, as above; what stands in one file with another hit comes with that.
        for hit in &response.hits {
            let file = shown::file(&hit.key);
            let name = split(file.as_str()).0.to_owned();
            let known = self.kept(&name);
            let is_asked = known.is_some() || asked.contains(&name);
            let promise = (!is_asked).then(|| self.start(&name, false));
            pending.push((file, known, promise));
            asked.push(name);
        }
        let mut hits = Vec::with_capacity(pending.len());
        for ((file, known, promise), name) in pending.into_iter().zip(&asked) {
            let mut text = known.or_else(|| self.kept(name));
            if text.is_none() {
                let promise = promise.unwrap_or_else(|| self.start(name, false));
                let keep = |bytes| {
                    self.keep(name, bytes);
                    Ok(())
                };
                self.take(name, promise, &keep).await?;
                text = self.kept(name);
            }
            let shown = text.and_then(|text| shown::read(&file, &text, &response.sought));
            hits.extend(shown.map(Hit::new));
        }
        Ok(hits)
    }

    fn kept(&self, name: &str) -> Option<Rc<str>> {
        let articles = self.articles.borrow();
        let (_, text) = articles.iter().find(|(known, _)| known == name)?;
        Some(Rc::clone(text))
    }

    fn keep(&self, name: &str, bytes: Vec<u8>) {
        let text: Rc<str> = String::from_utf8(bytes).unwrap_or_default().into();
        let mut articles = self.articles.borrow_mut();
        articles.push_back((name.to_owned(), text));
        let mut size: usize = articles.iter().map(|(_, text)| text.len()).sum();
        while size > ARTICLES_BYTES && articles.len() > 1 {
            size -= articles.pop_front().map_or(0, |(_, text)| text.len());
        }
    }

    fn supply(&self, name: &str, bytes: Vec<u8>) -> Result<(), String> {
        match self.service.borrow_mut().as_mut() {
            Some(service) => service
                .supply(name, bytes)
                .map_err(|corrupt| sentence(&corrupt.to_string())),
            None => Err("The search index is not open.".to_owned()),
        }
    }

    /// Gives the bytes of a file that is on its way to `give`. What does not arrive, or is refused there, is fetched once
    /// more past the cache.
    async fn take(
        &self,
        name: &str,
        fetched: js_sys::Promise,
        give: &dyn Fn(Vec<u8>) -> Result<(), String>,
    ) -> Result<(), String> {
        if settled(name, fetched).await.and_then(give).is_ok() {
            return Ok(());
        }
        settled(name, self.start(name, true)).await.and_then(give)
    }

    /// Begins to fetch a file; `again` goes past the browser's cache.
    fn start(&self, name: &str, again: bool) -> js_sys::Promise {
        let url = format!("{}data/{name}", self.place.base);
        let options = RequestInit::new();
        if again {
            options.set_cache(RequestCache::Reload);
        }
        let global = js_sys::global();
        let fetched = match global.dyn_ref::<WorkerGlobalScope>() {
            Some(scope) => scope.fetch_with_str_and_init(&url, &options),
            None => global
                .unchecked_ref::<Window>()
                .fetch_with_str_and_init(&url, &options),
        };
        // Several are on their way while one is waited for: a failure that nobody waits for yet would be reported as nobody's.
        let _ = fetched.catch(&self.ignore);
        fetched
    }
}

/// The bytes of a file that is on its way. The browser goes on reading those that are not waited for yet.
async fn settled(name: &str, fetched: js_sys::Promise) -> Result<Vec<u8>, String> {
    bytes_of(name, fetched).await.map_err(|_| {
        "Part of the search index could not be loaded. Check the connection and try again."
            .to_owned()
    })
}

async fn bytes_of(name: &str, fetched: js_sys::Promise) -> Result<Vec<u8>, JsValue> {
    let response: Arrived = JsFuture::from(fetched).await?.unchecked_into();
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let bytes = whole(name, &response).await?.ok_or(JsValue::NULL)?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

/// A sentence from the words of an error. They are the engine's own, so ASCII is enough.
fn sentence(words: &str) -> String {
    let mut out = format!("{words}.");
    if let Some(first) = out.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    out
}
