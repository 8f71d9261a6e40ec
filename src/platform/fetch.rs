//! Fetching files of the bundle.

use std::fmt;

use gloo_net::http::{Request, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::JsFuture;
use web_sys::RequestCache;

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// No answer: the line is down, or the bytes were refused by their checksum.
    NoAnswer,
    /// The host answered with this status.
    Status(u16),
    /// The answer was no JSON of the expected shape.
    Unreadable(String),
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            FetchError::NoAnswer => write!(
                f,
                "The file did not arrive. Check the connection and try again."
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

/// Fetches JSON. With `integrity` (Subresource Integrity) the browser checks the bytes and keeps them for good; a refused
/// or lost answer is asked for once more, past every cache.
pub async fn json<T: DeserializeOwned>(
    url: &str,
    integrity: Option<&str>,
) -> Result<T, FetchError> {
    let response = answer(url, integrity).await?;
    let response: web_sys::Response = response.into();
    let value = response.json().map_err(unreadable)?;
    let value = JsFuture::from(value).await.map_err(unreadable)?;
    serde_wasm_bindgen::from_value(value).map_err(|error| FetchError::Unreadable(error.to_string()))
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
        Err(_) => request(RequestCache::Reload)
            .send()
            .await
            .map_err(|_| FetchError::NoAnswer)?,
    };
    if response.ok() {
        Ok(response)
    } else {
        Err(FetchError::Status(response.status()))
    }
}

fn unreadable(error: wasm_bindgen::JsValue) -> FetchError {
    FetchError::Unreadable(format!("{error:?}"))
}
