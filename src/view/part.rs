//! Pieces of pages: pure functions from values to markup.
//!
//! A part takes wire types, a [`Root`](crate::route::Root) to link from and the address's own values, and returns an
//! [`Element`](markup::Element), which is a Leptos view. It holds no signals, no handlers and no state, and reaches for
//! nothing: so the same call makes the prerendered page and the live one. Links and GET forms do the navigating. What
//! needs script says so in data attributes, which the app serves with one listener for the whole document:
//!
//! | attribute | on | meaning |
//! |---|---|---|
//! | `data-file` | links to articles | the article's own file, so that following the link is one request |
//! | `data-action` | buttons of class `needs-app` | `copy-link`, `share`, `print`, `copy` (of `data-copy`), `forget`, `retry`, `theme`, `found-*` |
//! | `data-slug` | `<article>` of an article page | which article the ticks within belong to |
//! | `data-tick` | checkboxes of To Do | number of the step in the article, from 0 |
//! | `data-offer` | suggestions | slug of the article, so that what was read can go last |
//! | `data-escape` | a group of buttons | Escape within presses the one that closes it |
//! | `data-live` | forms | `search`: results follow the typing; `filters`: a changed control applies at once |
//!
//! `<html data-app="live">` shows the buttons of class `needs-app`; their place is kept before. `<html data-theme>` is
//! `light` or `dark`, or absent to follow the system.

pub mod about;
pub mod article;
pub mod catalogue;
pub mod category;
pub mod crumbs;
pub mod days;
pub mod entry;
pub mod filters;
pub mod found;
pub mod icon;
pub mod lists;
pub mod markup;
pub mod not_found;
pub mod notice;
pub mod page;
pub mod pager;
pub mod search;
pub mod shell;
pub mod stamp;
pub mod story;
pub mod subscribe;
pub mod words;

pub use about::about;
pub use article::article;
pub use catalogue::{categories, sources};
pub use category::{category, filtered};
pub use filters::{Facets, filters};
pub use lists::{home, listing, source};
pub use not_found::not_found;
pub use notice::{failure, loading, offline};
pub use search::{SearchState, search};
pub use subscribe::subscribe;
