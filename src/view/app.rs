//! The app: takes over the page that is there, then answers to the reader.
//!
//! One value, [`App::shown`], says what the page shows; the view of `<main>` follows it. Everything a reader does comes
//! in as an [`Act`]. A navigation loads first and shows after: the old page stays until the new one is whole, and a
//! later navigation wins over an earlier one. Whatever fails, the text that is on the screen is not taken away before
//! there is something better.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use any_spawner::Executor;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::event::{Act, listen};
use crate::platform::fetch::is_line_good;
use crate::platform::history::{self, Location};
use crate::platform::search_client::SearchClient;
use crate::platform::{document, listbox, share, timing};
use crate::route::{Root, Route, Section, without_text};
use crate::store::archive::Archive;
use crate::store::finder::Finder;
use crate::store::reader::{self, Theme};
use crate::view::found::Found;
use crate::view::page::{self, Known};
use crate::view::part::markup::dom::Built;
use crate::view::part::page::Page;
use crate::view::part::search::PROGRESS;
use crate::wire::{Article, FileName, Site};

/// The running app.
struct App {
    archive: Archive,
    finder: Finder,
    /// What `<main>` shows; none while it still is what the host sent.
    shown: RwSignal<Option<Page>, LocalStorage>,
    /// Whether what stands around `<main>` leads to the same places from any address. The host's page does not.
    has_own_addresses: Cell<bool>,
    /// The words that the reader came to the page for.
    found: RefCell<Option<Found>>,
    route: RefCell<Route>,
    /// Grows with every navigation; an answer to an older one is dropped.
    turn: Cell<u32>,
}

/// How a page was come to: it decides where the reader is put.
#[derive(Clone, Debug)]
enum Arrival {
    /// The page was loaded.
    First,
    /// A link or a form; the article's file, when the link knew it, and the fragment.
    Follow {
        file: Option<FileName>,
        fragment: String,
    },
    /// Back or forward, to this scroll position.
    Travel { scroll: f64 },
    /// The same page with another query: everything stays where it is. When that began, in milliseconds.
    Refine { since_ms: f64 },
}

/// Starts the app on the present page. Each part is a task of its own: a reader who scrolls or types meanwhile waits for one.
pub fn start() {
    // Refused only when it was set before, and it is set here alone.
    let _ = Executor::init_wasm_bindgen();
    spawn_local(async {
        document::pause(0).await;
        let app = App::take_over();
        document::pause(0).await;
        apply_theme(Theme::chosen());
        document::pause(0).await;
        app.own_addresses();
        document::pause(0).await;
        // Unless another page has been asked for.
        if app.turn.get() == 0 {
            app.begin();
        }
    });
}

impl App {
    /// The app, which answers to the reader from now on.
    fn take_over() -> Rc<App> {
        // Signals live as long as the page.
        Owner::new().set();
        let root = match document::fact("root") {
            Some(relative) => Root::absolute(&history::absolute_root(&relative)),
            None => Root::absolute("/"),
        };
        let archive = Archive::new(root.clone());
        let client = SearchClient::new(document::fact("worker"), PROGRESS);
        let app = Rc::new(App {
            finder: Finder::new(client, archive.clone()),
            archive,
            shown: RwSignal::new_local(None),
            has_own_addresses: Cell::new(false),
            found: RefCell::default(),
            route: RefCell::new(Route::NotFound {
                path: String::new(),
            }),
            turn: Cell::new(0),
        });
        app.follow_with_view();
        history::own_scrolling();
        let taking = app.clone();
        listen(move |act| taking.take(act));
        document::set_fact("app", Some("live"));

        app.route.replace(app.read(&history::location()));
        app
    }

    /// Makes the page that is there what it would be, had the app shown it.
    fn begin(self: &Rc<Self>) {
        let here = self.route.borrow().clone();
        // The host may have sent another page than the one asked for: its not-found page, or home for everything.
        let sent = document::fact("path")
            .is_some_and(|path| Route::parse(&path, "") == without_query(&here));
        if !sent || page::is_live(&here) {
            self.show(here, Arrival::First);
        } else {
            restore_scroll();
            restore_ticks_of(&here);
            self.find(&history::location().fragment, true);
            self.fill_rest(here);
        }
    }

    /// Has every link of the page lead to the same place from any address, before there is another.
    fn own_addresses(&self) {
        if !self.has_own_addresses.replace(true) {
            document::fix_addresses();
        }
    }

    /// Keeps `<main>` in step with what is to be shown.
    fn follow_with_view(self: &Rc<Self>) {
        let app = self.clone();
        let built: RefCell<Option<Built>> = RefCell::default();
        Effect::new(move |_| {
            app.shown.with(|page| {
                let (Some(page), Some(main)) = (page, document::by_id("main")) else {
                    return;
                };
                let tree = page.main(&app.site(), app.archive.root());
                let mut built = built.borrow_mut();
                match built.as_mut() {
                    Some(built) => built.change_to(tree),
                    None => *built = Some(Built::adopt(tree, main.into())),
                }
            });
        });
    }

    /// Facts of the site, as far as they are known yet.
    fn site(&self) -> Site {
        self.archive
            .known_manifest()
            .map(|manifest| manifest.site.clone())
            .unwrap_or_default()
    }

    fn read(&self, location: &Location) -> Route {
        let path = location
            .path
            .strip_prefix(self.archive.root().as_str())
            .unwrap_or(&location.path);
        Route::parse(path, &location.query)
    }

    /// Answers to an act; true when the browser is to do nothing itself.
    fn take(self: &Rc<Self>, act: Act) -> bool {
        match act {
            Act::Follow { to, file } => return self.follow(to, file.map(FileName::from)),
            Act::Submit { to } => return self.follow(to, None),
            Act::Type { to } => {
                let route = self.read(&to);
                history::replace(&self.archive.root().href(&route));
                self.show(route, refine());
            }
            Act::Consider { file } => self.prefetch(file),
            Act::Press { action, text } => self.press(&action, text),
            Act::Tick { slug, step, done } => {
                let kept = reader::tick(&slug, step, done);
                document::announce(match (done, kept) {
                    (true, true) => "Step marked as done.",
                    (false, true) => "Step marked as open.",
                    (_, false) => {
                        "This browser keeps nothing: the mark lasts until the page is closed."
                    }
                });
            }
            Act::Travel { scroll } => {
                let route = self.read(&history::location());
                if route == *self.route.borrow() {
                    // Within the page: the browser follows a new jump by itself, and leaves the way back to us.
                    scroll.into_iter().for_each(history::scroll_to);
                } else {
                    let scroll = scroll.unwrap_or_default();
                    self.show(route, Arrival::Travel { scroll });
                }
            }
            Act::Rested => {
                history::remember_scroll();
                self.look_ahead();
            }
        }
        false
    }

    /// Fetches an article that may be read next. A prefetch that fails is asked for again when the link is followed.
    fn prefetch(&self, file: String) {
        let archive = self.archive.clone();
        spawn_local(async move {
            let opened = archive.open(&file.into()).await;
            let _ = opened.and_then(|found| found.value::<Article>());
        });
    }

    /// Fetches the articles whose links a reader is looking at, once the page rests and where the line is good. What is
    /// tapped before has the line for itself.
    fn look_ahead(self: &Rc<Self>) {
        let (app, turn) = (self.clone(), self.turn.get());
        spawn_local(async move {
            document::pause(LOOK_MS).await;
            if app.turn.get() == turn && is_line_good() {
                document::facts_in_view("main a[data-file]", "data-file", PREFETCH_MAX)
                    .into_iter()
                    .for_each(|file| app.prefetch(file));
            }
        });
    }

    fn follow(self: &Rc<Self>, to: Location, file: Option<FileName>) -> bool {
        let Some(path) = to.path.strip_prefix(self.archive.root().as_str()) else {
            return false;
        };
        let here = history::location();
        if to.path == here.path && to.query == here.query && !to.fragment.is_empty() {
            // A jump within the page is the browser's own; the way back leads to where it began.
            history::remember_scroll();
            return false;
        }
        let route = Route::parse(path, &to.query);
        if matches!(route, Route::NotFound { .. }) {
            // A feed or a file: the host has it, not the app.
            return false;
        }
        if let Route::Search { query } = &*self.route.borrow()
            && !query.text.is_empty()
        {
            reader::remember_search(&query.text);
        }
        let refines = {
            let now = self.route.borrow();
            without_query(&now) == without_query(&route) && page::is_live(&route)
        };
        let address = self.archive.root().href(&route) + without_text(&to.fragment);
        // The way back has no step to where one is.
        if address != here.path + &here.query + &here.fragment {
            self.own_addresses();
            history::push(&address);
        }
        let arrival = if refines {
            refine()
        } else {
            Arrival::Follow {
                file,
                fragment: to.fragment,
            }
        };
        self.show(route, arrival);
        true
    }

    /// Loads a route and shows it.
    fn show(self: &Rc<Self>, route: Route, arrival: Arrival) {
        let turn = self.turn.get().wrapping_add(1);
        self.turn.set(turn);
        self.route.replace(route.clone());
        document::set_fact("loading", Some(""));
        let app = self.clone();
        let since_ms = timing::now_ms();
        spawn_local(async move {
            let known = match &arrival {
                Arrival::Follow {
                    file: Some(file), ..
                } => Known::File(file.clone()),
                Arrival::Travel { .. } => Known::Whole,
                _ => Known::Nothing,
            };
            let page = page::load(&route, known, &app.archive, &app.finder).await;
            if app.turn.get() != turn {
                return;
            }
            document::set_fact("loading", None);
            // The hits that are there are better than a word of why the others are not.
            let is_begun = app.shown.with_untracked(|shown| {
                shown
                    .as_ref()
                    .is_some_and(|shown| shown.is_beginning_of(&page))
            });
            if is_begun {
                return;
            }
            let has_waited = timing::now_ms() - since_ms > WAITED_MS;
            let again = page.is_begun().then(|| route.clone());
            app.put(route, page, arrival, has_waited);
            if let Some(route) = again {
                app.show(route, refine());
            }
        });
    }

    fn put(self: &Rc<Self>, route: Route, page: Page, arrival: Arrival, has_waited: bool) {
        let main = document::by_id("main");
        let focused = main.as_ref().and_then(|main| document::focused(main));
        let head = page.head(&self.site());
        let said = page.status();
        let site = self.site();
        let canonical =
            (!site.address.is_empty()).then(|| format!("{}/{}", site.address, route.path()));
        document::set_head(
            &head.document_title(&site),
            &head.description,
            canonical.as_deref(),
        );
        let section = section_page(route.section()).map(|page| self.archive.root().href(&page));
        document::set_current_section(section.as_deref());
        let turns = matches!(arrival, Arrival::Follow { .. } | Arrival::Travel { .. });
        let shown = self.shown;
        let change = move || shown.set(Some(page));
        let (app, turn) = (self.clone(), self.turn.get());
        let sought = match &arrival {
            Arrival::Follow { fragment, .. } => Some((fragment.clone(), false)),
            Arrival::Travel { .. } | Arrival::First => Some((history::location().fragment, true)),
            Arrival::Refine { .. } => None,
        };
        let settle = move || {
            arrive(&route, arrival, said, focused.as_ref());
            if let Some((fragment, is_there)) = sought {
                app.find(&fragment, is_there);
            }
            if app.turn.get() == turn {
                app.fill_rest(route);
            }
        };
        if turns && !has_waited {
            document::turn_page(change, settle);
        } else {
            change();
            document::before_next_frame(settle);
        }
    }

    /// Marks the words that a fragment names, and takes the marks of the page before away.
    fn find(&self, fragment: &str, is_there: bool) {
        self.found.take();
        self.found.replace(Found::begin(fragment, is_there));
    }

    /// Loads what a page can be read without: an article's neighbours, a category's filters.
    fn fill_rest(self: &Rc<Self>, route: Route) {
        let turn = self.turn.get();
        let app = self.clone();
        spawn_local(async move {
            // Without the manifest links still work, as plain links.
            let _ = app.archive.manifest().await;
            app.look_ahead();
            if matches!(route, Route::Search { .. }) {
                app.finder.warm();
            }
            let missing = app
                .shown
                .with_untracked(|page| page.as_ref().is_some_and(Page::lacks_rest));
            if !missing {
                return;
            }
            // After the frame that shows the page, or later.
            let is_search = matches!(route, Route::Search { .. });
            document::pause(if is_search { REST_MS } else { 0 }).await;
            if app.turn.get() != turn {
                return;
            }
            let rest = page::rest(&route, &app.archive, &app.finder).await;
            if app.turn.get() == turn {
                app.shown.update(|page| {
                    if let Some(page) = page {
                        page.complete(rest);
                    }
                });
            }
        });
    }

    fn press(self: &Rc<Self>, action: &str, text: String) {
        match action {
            "print" => share::print(),
            "retry" => {
                let route = self.route.borrow().clone();
                let arrival = if page::is_live(&route) {
                    refine()
                } else {
                    Arrival::Follow {
                        file: None,
                        fragment: String::new(),
                    }
                };
                self.show(route, arrival);
            }
            "forget" => {
                reader::forget_search(&text);
                let route = self.route.borrow().clone();
                self.show(route, refine());
            }
            "found-next" | "found-previous" => {
                if let Some(found) = self.found.borrow_mut().as_mut() {
                    found.step(action == "found-next");
                }
            }
            "found-close" => self.found.take().into_iter().for_each(Found::end),
            "theme" => {
                let theme = Theme::chosen().next();
                theme.choose();
                apply_theme(theme);
                document::announce(theme.words());
            }
            "copy" | "copy-link" | "share" => {
                let share = action == "share";
                let text = if text.is_empty() {
                    share::address()
                } else {
                    text
                };
                spawn_local(async move {
                    let title = document::title();
                    if share && share::share(&title, &text).await {
                        return;
                    }
                    let said = if share::copy(&text).await {
                        "Copied."
                    } else {
                        "This browser does not let the page copy. Copy the address from the address bar."
                    };
                    // Empty for a frame, so that the same words are heard again.
                    for (text, shown_ms) in [("", 50), (said, NOTICE_MS), ("", 0)] {
                        document::notice(text);
                        document::pause(shown_ms).await;
                    }
                });
            }
            _ => {}
        }
    }
}

/// Puts a page that was loaded anew where it was left. A new one stays where the browser put it.
fn restore_scroll() {
    if let Some(scroll) = history::remembered_scroll(&history::state()) {
        history::scroll_to(scroll.max(history::scroll()));
    }
}

/// How long the reader is told what came of pressing a button.
const NOTICE_MS: u32 = 6_000;

fn refine() -> Arrival {
    Arrival::Refine {
        since_ms: timing::now_ms(),
    }
}

/// How long typing rests before a search is given what it can be narrowed by, when that has to be fetched: in a large
/// archive it is more than the hits themselves.
const REST_MS: u32 = 700;

/// How long the page rests before what is in view counts as looked at.
const LOOK_MS: u32 = 100;

/// Most articles fetched for one resting place: about what a screen shows, and less than a picture weighs.
const PREFETCH_MAX: usize = 6;

/// Who has waited so long for a page, in milliseconds, is shown it at once: a fade begins a frame or two later.
const WAITED_MS: f64 = 16.0;

/// Id of the search page's field.
const SEARCH_FIELD: &str = "q";

/// Puts the reader where they belong on the page that now stands, and says where that is.
fn arrive(
    route: &Route,
    arrival: Arrival,
    said: Option<String>,
    focused: Option<&document::Focused>,
) {
    restore_ticks_of(route);
    document::reset_forms(".filter-form");
    if let Route::Search { query } = route
        && !(matches!(arrival, Arrival::Refine { .. } | Arrival::First)
            && document::is_focused(SEARCH_FIELD))
    {
        document::set_value(SEARCH_FIELD, &query.text);
    }
    match arrival {
        Arrival::First => {
            restore_scroll();
            give_back(focused);
        }
        Arrival::Follow { fragment, .. } => {
            let anchor = fragment.strip_prefix('#').and_then(crate::route::decode);
            if !anchor.is_some_and(|id| document::go_to_anchor(&id)) {
                history::scroll_to(0.0);
                document::focus_heading();
            }
            document::announce_heading();
        }
        Arrival::Travel { scroll } => {
            document::focus_heading();
            history::scroll_to(scroll);
            document::announce_heading();
        }
        Arrival::Refine { since_ms } => {
            give_back(focused);
            listbox::offer();
            spawn_local(async move {
                // The frame that is about to be painted comes before the next task.
                document::pause(0).await;
                timing::measure("search:paint", since_ms);
            });
            if let Some(said) = said {
                document::announce_rested(said);
            }
        }
    }
}

fn restore_ticks_of(route: &Route) {
    let Route::Article { slug } = route else {
        return;
    };
    mark_read_last();
    reader::mark_read(slug);
    let ticked = reader::ticked(slug);
    for (step, element) in document::all("main [data-tick]").iter().enumerate() {
        document::set_checked(element, ticked.contains(&(step as u32)));
    }
}

/// Suggestions that the reader has read already go to the end of a page that the host sent.
fn mark_read_last() {
    let read = reader::read();
    for offer in document::all("#around [data-offer]") {
        let slug = offer.get_attribute("data-offer");
        if slug.is_some_and(|slug| read.contains(&slug)) {
            document::move_last(&offer);
        }
    }
}

fn give_back(focused: Option<&document::Focused>) {
    if let (Some(main), Some(focused)) = (document::by_id("main"), focused) {
        document::refocus(&main, focused);
    }
}

fn apply_theme(theme: Theme) {
    document::set_fact("theme", theme.attribute());
    for button in document::all("[data-action=theme]") {
        document::set_label(&button, theme.words());
    }
}

/// A route without what its query adds: two addresses of one page.
fn without_query(route: &Route) -> Route {
    match route {
        Route::Search { .. } => Route::search(),
        Route::Category { slug, query } if query.is_filtered() => Route::category(slug),
        other => other.clone(),
    }
}

/// The page that stands for a part of the site in the navigation.
fn section_page(section: Section) -> Option<Route> {
    Some(match section {
        Section::Home => Route::HOME,
        Section::Categories => Route::Categories,
        Section::Sources => Route::Sources,
        Section::Search => Route::search(),
        Section::Subscribe => Route::Subscribe,
        Section::About => Route::About,
        Section::None => return None,
    })
}
