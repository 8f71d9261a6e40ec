//! The search engine, compiled to a WebAssembly module of its own. It runs in a worker; where none can start, the page
//! starts the same module on its own thread and hands it a message port.

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::listen();
}

/// A third of the bytes of Rust's own allocator, and as quick (TLSF: Masmano et al., "TLSF: a new dynamic memory allocator
/// for real-time systems", ECRTS 2004).
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod worker {
    use dovecote::platform::decode::decode;
    use dovecote::platform::encode::encode;
    use dovecote::platform::search_host::Host;
    use dovecote::wire::search::{FromWorker, Request, ToWorker};
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::spawn_local;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, MessagePort};

    /// What the worker remembers between messages.
    #[derive(Default)]
    struct State {
        host: RefCell<Option<Rc<Host>>>,
        /// The only question still of interest.
        latest: Cell<u32>,
    }

    /// Listens for messages and says so.
    pub fn listen() {
        let state = Rc::new(State::default());
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Ok(message) = decode(event.data()) {
                take(&state, message);
            }
        });
        let listener_function = listener.as_ref().unchecked_ref();
        match port() {
            Some(port) => port.set_onmessage(Some(listener_function)),
            None => scope().set_onmessage(Some(listener_function)),
        }
        // It listens as long as the worker lives.
        listener.forget();
        post(&FromWorker::Ready);
    }

    fn scope() -> DedicatedWorkerGlobalScope {
        js_sys::global().unchecked_into()
    }

    /// The port the page left for us, when this is no worker.
    fn port() -> Option<MessagePort> {
        let port = js_sys::Reflect::get(&js_sys::global(), &"dovecoteSearchPort".into()).ok()?;
        port.dyn_into().ok()
    }

    fn post(message: &FromWorker) {
        let value = encode(message);
        // It fails only when the page has gone.
        let _ = match port() {
            Some(port) => port.post_message(&value),
            None => scope().post_message(&value),
        };
    }

    fn take(state: &Rc<State>, message: ToWorker) {
        match message {
            ToWorker::Init(place) => {
                let host = Rc::new(Host::new(place));
                *state.host.borrow_mut() = Some(Rc::clone(&host));
                // What fails here, the first question tries again and tells of.
                spawn_local(async move { drop(host.open().await) });
            }
            ToWorker::Ask(request) => {
                state.latest.set(request.id);
                spawn_local(answer(Rc::clone(state), *request));
            }
        }
    }

    async fn answer(state: Rc<State>, request: Request) {
        let id = request.id;
        let host = state.host.borrow().clone();
        let Some(host) = host else {
            let sentence = "The search index is not known yet.".to_owned();
            return post(&FromWorker::Failed { id, sentence });
        };
        let wanted = || state.latest.get() == id;
        let progress = |done, total| post(&FromWorker::Progress { done, total });
        match host.answer_while(request, wanted, progress).await {
            Ok(Some(response)) => post(&FromWorker::Answer(Box::new(response))),
            Ok(None) => {}
            Err(sentence) if wanted() => post(&FromWorker::Failed { id, sentence }),
            Err(_) => {}
        }
    }
}
