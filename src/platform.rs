//! The browser, behind small adapters.

pub mod search_host;
