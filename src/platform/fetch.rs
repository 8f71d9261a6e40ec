//! Fetching files of the bundle.

use std::fmt;

use gloo_net::http::{Method, Request, RequestBuilder, Response};
use js_sys::Reflect;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::RequestCache;

use super::decode::decode;

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

/// Fetches JSON and has the browser parse it. With `integrity` (Subresource Integrity) the browser checks the bytes and
/// keeps them for good; a refused or lost answer is asked for once more, past every cache.
pub async fn json(url: &str, integrity: Option<&str>) -> Result<Parsed, FetchError> {
    let response: web_sys::Response = answer(url, integrity).await?.into();
    let unreadable = |_| FetchError::Unreadable("JSON");
    let value = response.json().map_err(unreadable)?;
    JsFuture::from(value).await.map(Parsed).map_err(unreadable)
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

async fn answer(url: &str, integrity: Option<&str>) -> Result<Response, FetchError> {
    let request = |cache: RequestCache| -> RequestBuilder {
        let request = Request::get(url).cache(cache);
        match integrity {
            Some(value) => request.integrity(value),
            None => request,
        }
    };
    // A file named by its content can be taken from any cache; the manifest is asked for anew.
    let first = if integrity.is_some() {
        RequestCache::Default
    } else {
        RequestCache::NoCache
    };
    let response = match request(first).send().await {
        Ok(response) => response,
        Err(_) => match request(RequestCache::Reload).send().await {
            Ok(response) => response,
            // The words of an error page do not pass the check either: without it the host says what it is.
            Err(_) => match RequestBuilder::new(url).method(Method::HEAD).send().await {
                Ok(response) if !response.ok() => response,
                // The host answers as it should: so it was the check that refused.
                Ok(_) => {
                    let name = url.rsplit('/').next().unwrap_or_default();
                    return Err(FetchError::Damaged(name.to_owned()));
                }
                Err(_) => return Err(FetchError::NoAnswer),
            },
        },
    };
    if response.ok() {
        Ok(response)
    } else {
        Err(FetchError::Status(response.status()))
    }
}
