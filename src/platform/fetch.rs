//! Fetching files of the bundle.

use std::fmt;

use gloo_net::http::Request;
use js_sys::{Object, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, Response};

use super::check::whole;
use super::decode::decode;
use crate::wire::file_name::{hash_in, split};

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// No answer: the line is down.
    NoAnswer,
    /// The host has the file of this name, and twice its bytes were not those that the name promises.
    Damaged(String),
    /// The host answered with this status.
    Status(u16),
    /// The answer was no JSON of the expected shape: what did not fit.
    Unreadable(&'static str),
}

impl FetchError {
    /// Whether a newer version of the site may have another file in the place of this one. Hosts say so in many ways: with 404,
    /// 403 or 410, or with a page that is none of the files asked for.
    pub fn may_be_gone(&self) -> bool {
        use FetchError::{Damaged, Status, Unreadable};
        matches!(self, Status(403 | 404 | 410) | Damaged(_) | Unreadable(_))
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            FetchError::NoAnswer => write!(
                f,
                "The file did not arrive. Check the connection and try again."
            ),
            FetchError::Damaged(name) => write!(
                f,
                "The file {name} arrived damaged, twice, and is not shown. Try again in a moment."
            ),
            FetchError::Status(404) => write!(
                f,
                "The file is no longer there. Reload the page to see the newest version."
            ),
            FetchError::Status(status) => write!(
                f,
                "The host answered with an error ({status}). Try again in a moment."
            ),
            FetchError::Unreadable(_) => write!(
                f,
                "The file could not be read. Reload the page to see the newest version."
            ),
        }
    }
}

/// Whether the line is good enough to fetch what may never be read. Browsers that do not say count as good; a reader who
/// asked to save data does not (Network Information API, WICG).
pub fn is_line_good() -> bool {
    let window = web_sys::window().expect("the app runs in a window");
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
    let connection = get(&window.navigator(), "connection");
    if connection.is_undefined() {
        return true;
    }
    let kind = get(&connection, "effectiveType").as_string();
    get(&connection, "saveData") != JsValue::TRUE && kind.is_none_or(|kind| kind == "4g")
}

/// Fetches JSON and has the browser parse it. Bytes that are not those that the file's name promises, and an answer that is
/// none, are asked for once more, past every cache.
pub async fn json(url: &str) -> Result<Parsed, FetchError> {
    let name = url.rsplit('/').next().unwrap_or_default();
    // A file named by its content can be taken from any cache; the manifest is asked for anew.
    let first = match hash_in(name) {
        Some(_) => RequestCache::Default,
        None => RequestCache::NoCache,
    };
    let mut last = FetchError::NoAnswer;
    for cache in [first, RequestCache::Reload] {
        match bytes(url, name, cache).await {
            Ok(bytes) => {
                let unreadable = |_| FetchError::Unreadable("JSON");
                let parsed = Response::new_with_opt_buffer_source(Some(&bytes))
                    .and_then(|whole| whole.json());
                let value = JsFuture::from(parsed.map_err(unreadable)?).await;
                let value = value.map_err(unreadable)?;
                return match split(name).1 {
                    Some(place) => Reflect::get_u32(&value, place)
                        .map(Parsed)
                        .map_err(unreadable),
                    None => Ok(Parsed(value)),
                };
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

async fn bytes(url: &str, name: &str, cache: RequestCache) -> Result<Object, FetchError> {
    let sent = Request::get(url).cache(cache).send().await;
    let response: Response = sent.map_err(|_| FetchError::NoAnswer)?.into();
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    match whole(name, &response).await {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(FetchError::Damaged(name.to_owned())),
        Err(_) => Err(FetchError::NoAnswer),
    }
}

/// JSON as the browser holds it.
#[derive(Debug)]
pub struct Parsed(JsValue);

impl Parsed {
    /// The value of a type.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, FetchError> {
        decode(self.0).map_err(|unfit| FetchError::Unreadable(unfit.0))
    }
}
