//! The API as the source has it today, which is 2.0.0 and not released yet.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::stream;
use gati::__private::{
    AnswerFuture, AuthScheme, Behaviour, Call, Endpoint, Fingerprint, Method, Parameter, Route, RouteAuth,
};
use gati::prelude::*;

/// The global context.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub(crate) captures: Arc<AtomicUsize>,
    /// How often somebody asked who calls.
    pub(crate) asked_who: Arc<AtomicUsize>,
}

/// 2025-03-01T09:00:00Z, 2025-06-01T00:00:00Z and 2025-11-09T10:00:00Z.
pub(crate) const TIMES: [i64; 3] = [1_740_819_600, 1_748_736_000, 1_762_682_400];

/// What every release but the first takes; the first calls the amount `cents` and knows no currency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub(crate) struct Capture {
    #[gtype(min = 1, max = 1_000_000)]
    pub(crate) amount: u64,
    #[gtype(min_length = 3, max_length = 3)]
    pub(crate) currency: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub(crate) struct Capturing {
    pub(crate) id: u64,
    pub(crate) amount: u64,
    pub(crate) currency: String,
    pub(crate) state: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(crate) enum CaptureError {
    /// The amount is more than is left.
    #[gtype(status = 409)]
    TooMuch {
        /// What is left.
        left: u64,
    },
    /// The books are closed.
    #[gtype(status = 503)]
    Closed,
}

#[derive(Clone, Debug, Serialize, Deserialize, GType)]
pub(crate) struct Tick {
    pub(crate) count: u64,
}

#[derive(Debug, Deserialize, GType)]
pub(crate) struct Filter {
    pub(crate) version: Option<String>,
    pub(crate) limit: Option<u32>,
}

#[derive(Debug, Deserialize, GType)]
#[serde(deny_unknown_fields)]
pub(crate) struct Strict {
    pub(crate) limit: Option<u32>,
}

/// What the handler does: amounts over 1000 are refused, 13 finds the books closed.
pub(crate) async fn capture(
    id: u64,
    body: Json<Capture>,
    state: &State,
) -> Result<Json<Capturing>, CaptureError> {
    state.captures.fetch_add(1, Ordering::SeqCst);
    match body.amount {
        13 => Err(CaptureError::Closed),
        1001.. => Err(CaptureError::TooMuch { left: 1000 }),
        amount => Ok(Json(Capturing {
            id,
            amount,
            currency: body.0.currency,
            state: "capturing".to_owned(),
        })),
    }
}

macro_rules! handlers {
    ($($name:ident = |$call:ident| $body:block)*) => {$(
        #[allow(non_camel_case_types)]
        pub(crate) enum $name {}

        impl Endpoint<State> for $name {
            #[allow(unused_mut)]
            const BEHAVIOUR: Behaviour<State> = Behaviour {
                fingerprint: Fingerprint(0),
                call: |mut $call| Box::pin(async move $body),
            };
        }
    )*};
}

handlers! {
    capturing = |call| {
        let (id,) = call.path((Parameter::<u64>::named("id"),))?;
        let body = call.json().await?.read::<Capture>()?;
        let state = call.gctx();
        match capture(id, body, state).await {
            Ok(answer) => call.answer_owned(answer),
            Err(error) => call.answer_owned(Err::<(), _>(error)),
        }
    }
    list = |call| {
        let lctx = call.take_lctx();
        let version = lctx.version();
        drop(lctx);
        call.answer_owned(Text(version.into()))
    }
    legacy = |call| { call.answer_owned(Text("kept".into())) }
    renewed = |call| { call.answer_owned(Text("renewed".into())) }
    fresh = |call| { call.answer_owned(Text("fresh".into())) }
    item = |call| {
        let (id,) = call.path((Parameter::<String>::named("id"),))?;
        call.answer_owned(Text(id.into()))
    }
    ticks = |call| { call.answer_owned(Sse::<Tick>::new(stream::iter((1..=3).map(|count| Tick { count })))) }
    spoilt = |call| { call.answer_owned(Sse::<Tick>::new(stream::iter([1, 666, 3].map(|count| Tick { count })))) }
    lines = |call| { call.answer_owned(JsonLines::new(stream::iter((1..=3).map(|count| Tick { count })))) }
    search = |call| {
        let filter = call.query::<Filter>()?;
        call.answer_owned(Text(format!("{:?} {:?}", filter.version, filter.limit).into()))
    }
    strict = |call| {
        let filter = call.query::<Strict>()?;
        call.answer_owned(Text(format!("{:?}", filter.limit).into()))
    }
    replies = |call| { call.answer_owned(Reply::new(Json(Tick { count: 7 })).status(201).header("x-count", "7")) }
    fills = |call| {
        let mut res = Response::<Tick>::new(200);
        res.header("x-count", "8").json(Tick { count: 8 });
        call.respond(res)
    }
    empties = |call| { call.answer_owned(NoContent) }
    hooked = |call| {
        let mut lctx = call.take_lctx();
        lctx.after("shout", |lctx, outcome| {
            let who = lctx.identity().map(|identity| identity.subject().to_owned());
            if let Some(body) = outcome.json_mut() {
                let loud = body["number"].as_str().map(|number| format!("{number}!"));
                body["number"] = loud.into();
                body["who"] = who.into();
            }
        });
        drop(lctx);
        call.answer_owned(Json(Tick { count: 5 }))
    }
    borrows = |call| { call.answer(Json(Tick { count: 1 })) }
}

const fn route(
    name: &'static str,
    method: Method,
    path: &'static str,
    statuses: &'static [u16],
    since: u16,
    call: fn(Call<State>) -> AnswerFuture,
) -> Route<State> {
    Route {
        name,
        method,
        path,
        statuses,
        timeout_ms: None,
        auth: None,
        deprecated: None,
        sunset: None,
        since,
        until: None,
        hooks: None,
        call,
    }
}

macro_rules! routes {
    ($($name:ident $method:ident $path:literal $status:literal since $since:literal $(until $until:literal)? $(known $auth:ident)?;)*) => {
        &[$(Route {
            $(until: Some($until),)?
            $(auth: Some(RouteAuth { scheme: AuthScheme::$auth, roles: &[] }),)?
            ..route(stringify!($name), Method::$method, $path, &[$status], $since, <$name as Endpoint<State>>::BEHAVIOUR.call)
        }),*]
    };
}

pub(crate) static ROUTES: &[Route<State>] = routes! {
    capturing Post "/payments/{id}/capture" 202 since 2;
    list Get "/payments" 200 since 0;
    legacy Get "/legacy" 200 since 0 until 2;
    renewed Get "/legacy" 200 since 2;
    fresh Get "/fresh" 200 since 3;
    item Get "/items/{id}" 200 since 1;
    ticks Get "/ticks" 200 since 1;
    spoilt Get "/spoilt" 200 since 1;
    lines Get "/lines" 200 since 1;
    search Get "/search" 200 since 0;
    strict Get "/strict" 200 since 0;
    replies Get "/replies" 201 since 1;
    fills Get "/fills" 200 since 1;
    empties Delete "/empties" 204 since 1;
    borrows Get "/borrows" 200 since 1;
    hooked Get "/hooked" 200 since 1 known Bearer;
};

pub(crate) const MANIFEST: &str = r#"{
    "format": 1,
    "package": {"name": "shop", "version": "2.0.0"},
    "handlers": [
        {
            "name": "capturing", "method": "POST", "path": "/payments/:id/capture",
            "parameters": [{"name": "id", "type": {"kind": "integer", "width": "u64"}}],
            "body": {"encoding": "json", "type": {"kind": "named", "name": "Capture"}},
            "answer": {"statuses": [202], "encoding": "empty"},
            "fingerprint": "0"
        },
        {
            "name": "search", "method": "GET", "path": "/search",
            "query": {"kind": "named", "name": "Filter"},
            "answer": {"statuses": [200], "encoding": "text"},
            "fingerprint": "0"
        }
    ],
    "types": {
        "Capture": {"name": "Capture", "shape": {"object": {"fields": [
            {"rust_name": "amount", "name": "amount", "type": {"kind": "integer", "width": "u64", "constraints": {"min": 1, "max": 1000000}}},
            {"rust_name": "currency", "name": "currency", "type": {"kind": "text", "constraints": {"min_length": 3, "max_length": 3}}}
        ]}}},
        "Filter": {"name": "Filter", "shape": {"object": {"fields": [
            {"rust_name": "version", "name": "version", "type": {"kind": "option", "of": {"kind": "text"}}},
            {"rust_name": "limit", "name": "limit", "type": {"kind": "option", "of": {"kind": "integer", "width": "u32"}}}
        ]}}}
    }
}"#;
