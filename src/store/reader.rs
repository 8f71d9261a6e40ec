//! The reader's own data: it stays on the device, is kept under one versioned key a concern, and goes nowhere.

use crate::platform::storage;

/// Which steps of an article's To Do are done, by number from 0.
pub fn ticked(slug: &str) -> Vec<u32> {
    let text = storage::read(&tick_key(slug)).unwrap_or_default();
    text.split(',')
        .filter_map(|step| step.parse().ok())
        .collect()
}

/// Ticks or unticks a step. Returns whether that will outlast the page.
pub fn tick(slug: &str, step: u32, done: bool) -> bool {
    let mut steps = ticked(slug);
    steps.retain(|other| *other != step);
    if done {
        steps.push(step);
    }
    let text: Vec<String> = steps.iter().map(u32::to_string).collect();
    storage::write(&tick_key(slug), &text.join(","))
}

fn tick_key(slug: &str) -> String {
    format!("ticks.1.{slug}")
}

/// Articles kept as read. More would slow down what looks them up; fewer, and old ones are offered as new.
const READ_MAX: usize = 1000;
const READ_KEY: &str = "read.1";

/// Slugs of the articles read on this device, the latest last.
pub fn read() -> Vec<String> {
    let text = storage::read(READ_KEY).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Remembers that an article was opened. It goes nowhere but to this browser's storage.
pub fn mark_read(slug: &str) {
    let mut slugs = read();
    slugs.retain(|other| other != slug);
    slugs.push(slug.to_owned());
    let from = slugs.len().saturating_sub(READ_MAX);
    storage::write(READ_KEY, &slugs[from..].join("\n"));
}

/// Searches kept. More would be a list to look through.
const RECENT_MAX: usize = 8;
const RECENT_KEY: &str = "searches.1";

/// What was looked for on this device, the latest first.
pub fn recent_searches() -> Vec<String> {
    let text = storage::read(RECENT_KEY).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Remembers what was looked for, when it led somewhere.
pub fn remember_search(text: &str) {
    let mut list = without_search(text);
    list.insert(0, text.trim().to_owned());
    list.truncate(RECENT_MAX);
    storage::write(RECENT_KEY, &list.join("\n"));
}

/// Forgets one of them.
pub fn forget_search(text: &str) {
    storage::write(RECENT_KEY, &without_search(text).join("\n"));
}

fn without_search(text: &str) -> Vec<String> {
    let mut list = recent_searches();
    list.retain(|other| other != text.trim());
    list
}

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The reader's choice.
    pub fn chosen() -> Theme {
        match storage::read(THEME_KEY).as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        }
    }

    /// The one after this, in the order of the button.
    pub fn next(self) -> Theme {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }

    /// Keeps the choice.
    pub fn choose(self) {
        storage::write(THEME_KEY, self.attribute().unwrap_or_default());
    }

    /// Value of `data-theme`; none for the system's own.
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Theme::System => "Colours follow the system",
            Theme::Light => "Light colours",
            Theme::Dark => "Dark colours",
        }
    }
}

/// The page's own starter reads this key too, before anything is painted.
const THEME_KEY: &str = "theme";
