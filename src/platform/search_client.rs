//! The page's end of search: numbered questions to the engine, in its worker or, when none can start, on this thread.
//!
//! The engine is a module of its own and never part of the app's: a reader who does not search does not load it. A worker
//! that can't start, or dies, costs nothing but smoothness: the same module is started here, spoken to in the same words
//! through a message port, and gives the same hits. The newest question wins; an older one is answered with nothing.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, JSON, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    CustomEvent, CustomEventInit, MessageChannel, MessageEvent, MessagePort, Worker, WorkerOptions,
    WorkerType,
};

use super::decode::decode;
use super::document;
use super::encode::encode;
use super::timing::{measure, now_ms};
use crate::route::DATA_DIR;
use crate::wire::Summary;
use crate::wire::search::{FromWorker, Init, Request, Response, ToWorker};

/// Asks questions. Clones share the engine.
#[derive(Clone)]
pub struct SearchClient(Rc<Inner>);

struct Inner {
    /// Address of the engine's starter; none when the site was built without one.
    address: Option<String>,
    engine: RefCell<Engine>,
    /// Where the index is, as the engine was or will be told.
    place: RefCell<Option<Init>>,
    /// Whether the engine listens and knows where its index is: what is sent before is lost, or refused.
    ready: Cell<bool>,
    next_id: Cell<u32>,
    /// When the engine was started; none once its index has been opened.
    started_ms: Cell<Option<f64>>,
    /// Id of the line in which the page says how far the index is loaded.
    progress: &'static str,
    /// Oldest first.
    waiting: RefCell<Vec<Waiting>>,
}

struct Waiting {
    resolve: Function,
    request: Request,
    /// Where the answer is put before the promise resolves; empty when there will be none.
    answer: Rc<RefCell<Option<FromWorker>>>,
}

/// Where the engine runs.
#[derive(Default)]
enum Engine {
    /// Nothing was asked yet.
    #[default]
    None,
    /// In a worker.
    Worker(Worker),
    /// On this thread.
    Here(MessagePort),
    /// Nowhere: it could not be loaded.
    Lost,
}

/// Name under which the engine finds its port when it is started on the page's own thread.
const PORT: &str = "dovecoteSearchPort";

/// Event that asks the page's starter to import a module.
const IMPORT_EVENT: &str = "dovecote:import";

/// What the reader is told when there is no engine at all.
const LOST: &str = "Search could not be started. Check the connection and try again.";

/// What nobody is told: a newer question was asked.
pub const SUPERSEDED: &str = "A newer question was asked.";

impl SearchClient {
    /// A client that starts nothing until it is asked something.
    pub fn new(address: Option<String>, progress: &'static str) -> SearchClient {
        SearchClient(Rc::new(Inner {
            address,
            engine: RefCell::default(),
            place: RefCell::default(),
            ready: Cell::new(false),
            next_id: Cell::new(1),
            started_ms: Cell::new(None),
            progress,
            waiting: RefCell::default(),
        }))
    }

    /// Starts the engine, which opens its index: whoever stands before an empty field will ask something.
    pub fn warm(&self, place: &Init) {
        if matches!(*self.0.engine.borrow(), Engine::None) {
            self.0.place.replace(Some(place.clone()));
            self.0.start();
        }
    }

    /// Answers a request; its id is set here.
    ///
    /// # Errors
    /// A sentence for the reader.
    pub async fn ask(&self, place: &Init, mut request: Request) -> Result<Response, String> {
        let inner = &self.0;
        let id = inner.next_id.get();
        inner.next_id.set(id.wrapping_add(1));
        request.id = id;
        let asked_ms = now_ms();
        let answer = Rc::default();
        let promise = Promise::new(&mut |resolve, _| {
            let waiting = Waiting {
                resolve,
                request: request.clone(),
                answer: Rc::clone(&answer),
            };
            inner.waiting.borrow_mut().push(waiting);
        });
        let known = inner.place.replace(Some(place.clone()));
        if matches!(*inner.engine.borrow(), Engine::None | Engine::Lost) {
            inner.start();
        } else if inner.ready.get() {
            if known.as_ref() != Some(place) {
                inner.post(&ToWorker::Init(place.clone()));
            }
            inner.post(&ToWorker::Ask(Box::new(request)));
        }
        JsFuture::from(promise).await.map_err(|_| LOST.to_owned())?;
        match answer.take() {
            Some(FromWorker::Answer(response)) => {
                measure("search:query", asked_ms);
                Ok(*response)
            }
            Some(FromWorker::Failed { sentence, .. }) => Err(sentence),
            _ => Err(SUPERSEDED.to_owned()),
        }
    }
}

impl Inner {
    fn start(self: &Rc<Self>) {
        self.ready.set(false);
        self.started_ms.set(Some(now_ms()));
        let Some(address) = self.address.clone() else {
            return self.lose();
        };
        // On its way while the engine is: the worker then finds it in the browser's cache, and fails by itself.
        let window = web_sys::window().expect("the app runs in a window");
        if let Some(Init { base, root }) = &*self.place.borrow() {
            let root = window.fetch_with_str(&format!("{base}{DATA_DIR}{root}"));
            spawn_local(async { drop(JsFuture::from(root).await) });
        }
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let Ok(worker) = Worker::new_with_options(&address, &options) else {
            return self.start_here();
        };
        worker.set_onmessage(Some(&self.hearing()));
        let inner = self.clone();
        let died = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            // Answered on this thread instead: nothing for the console.
            event.prevent_default();
            inner.move_on();
        });
        worker.set_onerror(Some(died.as_ref().unchecked_ref()));
        died.forget();
        self.engine.replace(Engine::Worker(worker));
    }

    /// Starts the same module on this thread.
    fn start_here(self: &Rc<Self>) {
        let (Some(address), Ok(channel)) = (self.address.as_ref(), MessageChannel::new()) else {
            return self.lose();
        };
        let port = channel.port1();
        port.set_onmessage(Some(&self.hearing()));
        let detail = CustomEventInit::new();
        detail.set_detail(&address.into());
        let window = web_sys::window().expect("the app runs in a window");
        let asked = Reflect::set(&window, &PORT.into(), &channel.port2()).is_ok()
            && CustomEvent::new_with_event_init_dict(IMPORT_EVENT, &detail)
                .is_ok_and(|event| window.dispatch_event(&event).is_ok());
        if asked {
            drop(self.engine.replace(Engine::Here(port)))
        } else {
            self.lose()
        }
    }

    /// The engine failed where it was: it is tried on this thread, or given up.
    fn move_on(self: &Rc<Self>) {
        self.ready.set(false);
        match self.engine.take() {
            Engine::Worker(worker) => {
                worker.terminate();
                self.start_here();
            }
            Engine::Here(_) => self.lose(),
            other => drop(self.engine.replace(other)),
        }
    }

    /// There is no engine: everything that waits is told so. The next question tries again.
    fn lose(&self) {
        self.engine.replace(Engine::Lost);
        for waiting in self.waiting.take() {
            let id = waiting.request.id;
            waiting.settle(Some(FromWorker::Failed {
                id,
                sentence: LOST.to_owned(),
            }));
        }
    }

    /// What hears the engine. It lives as long as the page.
    fn hearing(self: &Rc<Self>) -> Function {
        let inner = self.clone();
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            match decode(event.data()) {
                Ok(message) => inner.hear(message),
                // The starter says so when the module can't be had.
                Err(_) => inner.move_on(),
            }
        });
        heard.into_js_value().unchecked_into()
    }

    fn hear(&self, message: FromWorker) {
        let id = match &message {
            FromWorker::Ready => {
                self.ready.set(true);
                if let Some(place) = &*self.place.borrow() {
                    self.post(&ToWorker::Init(place.clone()));
                }
                let last = self
                    .waiting
                    .borrow()
                    .last()
                    .map(|waiting| waiting.request.clone());
                if let Some(request) = last {
                    self.post(&ToWorker::Ask(Box::new(request)));
                }
                return;
            }
            FromWorker::Progress { done, total } => {
                if *done > 0
                    && let Some(started_ms) = self.started_ms.take()
                {
                    measure("search:index", started_ms);
                }
                let words = format!("Loading the index: {done} of {total}");
                return document::progress(self.progress, if done < total { &words } else { "" });
            }
            FromWorker::Answer(response) => response.id,
            FromWorker::Failed { id, .. } => *id,
        };
        document::progress(self.progress, "");
        // Older questions will get no answer: the newest wins.
        let (settled, newer) = (self.waiting.take().into_iter())
            .partition::<Vec<_>, _>(|waiting| waiting.request.id <= id);
        self.waiting.replace(newer);
        let mut message = Some(message);
        for waiting in settled {
            let is_meant = waiting.request.id == id;
            waiting.settle(if is_meant { message.take() } else { None });
        }
    }

    fn post(&self, message: &ToWorker) {
        let message = encode(message);
        // Posting fails only for values that can't be copied; these can.
        let _ = match &*self.engine.borrow() {
            Engine::Worker(worker) => worker.post_message(&message),
            Engine::Here(port) => port.post_message(&message),
            Engine::None | Engine::Lost => Ok(()),
        };
    }
}

impl Waiting {
    fn settle(self, answer: Option<FromWorker>) {
        self.answer.replace(answer);
        // Resolving a promise does not fail.
        let _ = self.resolve.call0(&JsValue::NULL);
    }
}

/// Reads the summary that a hit carries as JSON text.
pub fn summary(json: &str) -> Option<Summary> {
    decode(JSON::parse(json).ok()?).ok()
}

/// Days from 1970-01-01 to today in a time zone, for "last week".
pub fn today(time_zone: &str) -> Option<i32> {
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"timeZone".into(), &time_zone.into()).ok()?;
    // The Swedish way of writing a date is ISO 8601. A zone the browser does not know throws; then there is no today.
    let now = js_sys::Date::new_0();
    let locale = js_sys::Reflect::get(&now, &"toLocaleDateString".into())
        .ok()?
        .dyn_into::<Function>()
        .ok()?;
    let written = locale
        .call2(&now, &"sv-SE".into(), &options)
        .ok()?
        .as_string()?;
    day_number(&written)
}

/// Days from 1970-01-01 to `2025-08-17`; none for what is no day.
pub fn day_number(day: &str) -> Option<i32> {
    let midnight = js_sys::Date::parse(&format!("{day}T00:00:00Z"));
    midnight
        .is_finite()
        .then(|| (midnight / 86_400_000.0).round() as i32)
}
