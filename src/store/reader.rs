//! The reader's own data: it stays on the device, is kept under one versioned key a concern, and goes nowhere.

use std::collections::BTreeSet;

use crate::platform::storage;

/// Which steps of an article's To Do are done, by number from 0.
pub fn ticked(slug: &str) -> BTreeSet<u32> {
    let text = storage::read(&tick_key(slug)).unwrap_or_default();
    text.split(',')
        .filter_map(|step| step.parse().ok())
        .collect()
}

/// Ticks or unticks a step. Returns whether that will outlast the page.
pub fn tick(slug: &str, step: u32, done: bool) -> bool {
    let mut steps = ticked(slug);
    if done {
        steps.insert(step);
    } else {
        steps.remove(&step);
    }
    let text: Vec<String> = steps.iter().map(u32::to_string).collect();
    storage::write(&tick_key(slug), &text.join(","))
}

fn tick_key(slug: &str) -> String {
    format!("ticks.1.{slug}")
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
