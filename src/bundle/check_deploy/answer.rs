//! What comes from a host?

use std::fmt;
use std::io::Read as _;

use ureq::Agent;
use url::Url;

/// An answer, opened.
pub(super) struct Answer {
    /// Of HTTP.
    pub(super) status: u16,
    headers: Vec<(String, String)>,
    /// Without its Content-Encoding.
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// Asks for an address as a browser does; tells whether the body is in the encoding that it claims, and is empty when not.
    pub(super) fn fetch(agent: &Agent, url: &Url) -> Result<(Answer, bool), String> {
        let failed = |error: &dyn fmt::Display| format!("no answer for {url}: {error}");
        let mut response = agent
            .get(url.as_str())
            .header("Accept-Encoding", "br, gzip")
            .call()
            .map_err(|error| failed(&error))?;
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), value)
            })
            .collect();
        let body = response
            .body_mut()
            .with_config()
            .limit(64 * 1024 * 1024)
            .read_to_vec()
            .map_err(|error| failed(&error))?;
        let mut answer = Answer {
            status: response.status().as_u16(),
            headers,
            body: Vec::new(),
        };
        let opened = open(answer.header("content-encoding"), &body);
        let is_open = opened.is_some();
        answer.body = opened.unwrap_or_default();
        Ok((answer, is_open))
    }

    /// How long it may be kept: seconds of `max-age` in its Cache-Control.
    pub(super) fn max_age(&self) -> Option<u64> {
        let cache = self.header("cache-control").to_lowercase();
        let value = cache
            .split(',')
            .find_map(|part| part.trim().strip_prefix("max-age="))?;
        value.trim_matches('"').parse().ok()
    }

    /// The value of a header, by its name in small letters; empty when it did not come.
    pub(super) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(n, _)| n == name);
        found.map_or("", |(_, value)| value)
    }

    /// Its Content-Type without parameters.
    pub(super) fn media_type(&self) -> String {
        let value = self.header("content-type").split(';').next();
        value.unwrap_or_default().trim().to_lowercase()
    }

    /// The body as text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Undoes a Content-Encoding; none when the bytes are not what it says.
fn open(encoding: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    match encoding.trim() {
        "" | "identity" => return Some(bytes.to_vec()),
        "gzip" => flate2::read::GzDecoder::new(bytes)
            .read_to_end(&mut out)
            .ok()?,
        "br" => brotli::Decompressor::new(bytes, 1 << 14)
            .read_to_end(&mut out)
            .ok()?,
        _ => return None,
    };
    Some(out)
}
