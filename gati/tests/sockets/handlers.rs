//! Handlers as the macro would expand them.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use gati::__private::{AppParts, Behaviour, Endpoint, Fingerprint, Method, Route, Timescape, app};
use gati::prelude::*;
use gati::{App, CloseCode};

use crate::belongings;

/// What tests look at from outside.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    /// Handlers whose future is gone.
    pub(crate) gone: Arc<AtomicUsize>,
    /// Messages that `send` took.
    pub(crate) sent: Arc<AtomicUsize>,
    /// Whether a handler saw the end of its socket.
    pub(crate) saw_the_end: Arc<AtomicBool>,
    /// What was done of that which belongs to a request.
    pub(crate) done: Arc<Mutex<Vec<&'static str>>>,
    /// How often the task of a request has run.
    pub(crate) ticks: Arc<AtomicUsize>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub(crate) struct Said {
    #[gtype(max_length = 10)]
    pub(crate) text: String,
    #[gtype(max = 9)]
    pub(crate) count: Option<u32>,
}

#[derive(Debug, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(crate) enum Refusal {
    #[gtype(status = 409)]
    RoomIsFull,
}

pub(crate) struct Gone(pub(crate) Arc<AtomicUsize>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

macro_rules! sockets {
    ($($name:ident = |$state:ident, $socket:ident| $body:block)*) => {$(
        #[allow(non_camel_case_types)]
        enum $name {}

        impl Endpoint<State> for $name {
            #[allow(unused_mut, unused_variables)]
            const BEHAVIOUR: Behaviour<State> = Behaviour {
                fingerprint: Fingerprint(0),
                call: |call| call.open(|mut call| Box::pin(async move {
                    let gone = Gone(Arc::clone(&call.gctx().gone));
                    let mut $socket = call.socket::<Said, Said>()?;
                    let $state = call.gctx();
                    let answer: Result<(), Refusal> = async { $body }.await;
                    call.answer(answer)
                })),
            };
        }
    )*};
}

sockets! {
    echo = |state, socket| {
        while let Some(said) = socket.next().await {
            if socket.send(said).await.is_err() {
                break;
            }
        }
        state.saw_the_end.store(true, Ordering::SeqCst);
        Ok(())
    }
    full = |state, socket| { Err(Refusal::RoomIsFull) }
    breaks_off = |state, socket| {
        socket.next().await;
        Err(Refusal::RoomIsFull)
    }
    panics = |state, socket| {
        socket.next().await;
        panic!("on purpose")
    }
    says_bye = |state, socket| {
        for text in ["1", "2", "3"] {
            let _ = socket.send(Said { text: text.to_owned(), count: None }).await;
        }
        let code = CloseCode::application(4001).unwrap();
        socket.close(code, "bye").await;
        Ok(())
    }
    unused = |state, socket| { Ok(()) }
    deaf = |state, socket| {
        socket.open();
        std::future::pending::<()>().await;
        Ok(())
    }
    undecided = |state, socket| {
        std::future::pending::<()>().await;
        Ok(())
    }
    floods = |state, socket| {
        let long = Said { text: "ä".repeat(10), count: None };
        while socket.send(&long).await.is_ok() {
            state.sent.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    }
    lies = |state, socket| {
        let _ = socket.send(Said { text: "far too long".to_owned(), count: None }).await;
        Ok(())
    }
}

const fn route(
    path: &'static str,
    name: &'static str,
    call: fn(gati::__private::Call<State>) -> gati::__private::AnswerFuture,
) -> Route<State> {
    Route {
        name,
        method: Method::Get,
        path,
        statuses: &[101],
        timeout_ms: Some(300),
        auth: None,
        deprecated: None,
        sunset: None,
        since: 0,
        until: None,
        hooks: None,
        call,
    }
}

static ROUTES: [Route<State>; 13] = [
    route("/echo", "echo", echo::call),
    route("/full", "full", full::call),
    route("/breaks-off", "breaks_off", breaks_off::call),
    route("/panics", "panics", panics::call),
    route("/says-bye", "says_bye", says_bye::call),
    route("/unused", "unused", unused::call),
    route("/deaf", "deaf", deaf::call),
    route("/undecided", "undecided", undecided::call),
    route("/floods", "floods", floods::call),
    route("/lies", "lies", lies::call),
    route("/owns", "owns", belongings::owns::call),
    route("/late", "late", belongings::late::call),
    Route {
        hooks: Some(&belongings::HOOKS),
        ..route("/hooked", "hooked", echo::call)
    },
];

const MANIFEST: &str = r#"{
  "format": 1,
  "package": {"name": "talk", "version": "1.0.0"},
  "handlers": [{
    "name": "echo", "method": "GET", "path": "/echo", "fingerprint": "00000000000000000000000000000000",
    "answer": {"statuses": [101], "encoding": "socket",
      "incoming": {"kind": "named", "name": "Said"}, "outgoing": {"kind": "named", "name": "Said"}}
  }],
  "types": {"Said": {"name": "Said", "shape": {"object": {"fields": [
    {"name": "text", "rust_name": "text", "type": {"kind": "text", "constraints": {"max_length": 10}}},
    {"name": "count", "rust_name": "count", "type": {"kind": "option", "of": {"kind": "integer", "width": "u32", "constraints": {"maximum": 9}}}}
  ]}}}}
}"#;

/// The app under test.
pub(crate) fn test_app(state: State) -> App<State> {
    test_app_of(state, Timescape::none(), 0)
}

/// The app with releases, whose handlers serve as they are what comes from that number on.
pub(crate) fn test_app_of(state: State, timescape: Timescape<State>, since: u16) -> App<State> {
    let routes: Vec<Route<State>> = ROUTES.iter().map(|route| Route { since, ..*route }).collect();
    app(AppParts {
        package: "talk",
        version: "1.0.0",
        routes: Vec::leak(routes),
        manifest: MANIFEST,
        openapi: "{}",
        openapi_3_0: "{}",
        artifacts_dir: None,
        timescape,
        gctx: Box::new(move |_| Ok(state)),
        modules: |_| Vec::new(),
    })
}

/// Longer than anything takes on a machine with other work.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
