//! Are the bytes of a file those that its name promises?
//!
//! Subresource Integrity (W3C) compares whole hashes, and a name has the beginning of one, so the browser's hashing is asked.
//! It has that for secure pages only (Web Cryptography API): over plain `http`, where whoever can change a file on its way can
//! change the page as well, bytes are taken as they come.

use js_sys::{Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Response, SubtleCrypto};

use crate::wire::file_name::{hash_in, spelled};

/// The bytes of an answer, an `ArrayBuffer`; `None` when they are not those of a file of this name.
///
/// # Errors
/// When they do not arrive.
pub async fn whole(name: &str, response: &Response) -> Result<Option<Object>, JsValue> {
    let bytes: Object = JsFuture::from(response.array_buffer()?)
        .await?
        .unchecked_into();
    let (Some(promised), Some(hashing)) = (hash_in(name), hashing(&bytes)) else {
        return Ok(Some(bytes));
    };
    let hash = Uint8Array::new(&JsFuture::from(hashing).await?).to_vec();
    Ok((spelled(&hash) == promised).then_some(bytes))
}

/// The hash of some bytes, where the browser makes one.
fn hashing(bytes: &Object) -> Option<Promise> {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let subtle = get(&get(&js_sys::global(), "crypto")?, "subtle")?;
    let subtle: SubtleCrypto = subtle.dyn_into().ok()?;
    subtle
        .digest_with_str_and_buffer_source("SHA-256", bytes)
        .ok()
}
