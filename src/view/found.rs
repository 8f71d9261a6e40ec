//! The words a reader came for: marked in the article, with a bar that leads from one place to the next.

use leptos::tachys::view::{Mountable, Render};

use crate::platform::highlight::{self, Place};
use crate::platform::{document, history};
use crate::route::Find;
use crate::view::part::markup::dom::Built;
use crate::view::part::{found, words};

/// The texts of an article that a search looks at.
const TEXTS: &str = ".key-points, .layer-text";

/// The marked words of the page that is shown.
pub struct Found {
    places: Vec<Place>,
    now: usize,
    bar: Built,
}

impl Found {
    /// Marks the words of a fragment; none when it names none, or none that stand on the page. The reader is taken to
    /// where to begin, unless the browser has done that, or has put back who was here before.
    pub fn begin(fragment: &str, is_there: bool) -> Option<Found> {
        let find = Find::parse(fragment).filter(|_| highlight::is_supported())?;
        let places = Place::all(TEXTS, &find.words);
        let last = places.len().checked_sub(1)?;
        let mut found = Found {
            now: (find.at.saturating_sub(1) as usize).min(last),
            bar: found::found(String::new()).build(),
            places,
        };
        found.bar.mount(document::body()?.as_ref(), None);
        found.show();
        let place = &found.places[found.now];
        let is_new = history::remembered_scroll(&history::state()).is_none();
        if !is_there {
            place.show();
            document::focus_first("[data-action=found-next]");
            document::announce(&format!("{}. {}", document::title(), found.words()));
        } else if is_new && !place.is_in_view() {
            place.show();
        }
        Some(found)
    }

    /// Goes to the next place, or to the one before; after the last comes the first.
    pub fn step(&mut self, forward: bool) {
        let count = self.places.len();
        self.now = (self.now + if forward { 1 } else { count - 1 }) % count;
        self.show();
        self.places[self.now].show();
        document::announce(&self.words());
    }

    /// Leaves the reader at the present place, keyboard and all.
    pub fn end(self) {
        self.places[self.now].focus();
    }

    fn show(&mut self) {
        highlight::mark(&self.places, self.now);
        self.bar.change_to(found::found(self.words()));
    }

    /// "Place 3 of 7"
    fn words(&self) -> String {
        let number = |count: usize| words::number(count as u32);
        format!(
            "Place {} of {}",
            number(self.now + 1),
            number(self.places.len())
        )
    }
}

impl Drop for Found {
    fn drop(&mut self) {
        highlight::mark(&[], 0);
        self.bar.unmount();
    }
}
