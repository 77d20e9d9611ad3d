//! Handlers as the macros would expand them, one for each thing that a handler can do.

use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::{StreamExt, stream};
use gati::__private::{
    AnswerFuture, AuthScheme, Behaviour, Call, Endpoint, Fingerprint, Method, Parameter, Route, RouteAuth,
};
use gati::axum::extract::{Path, RawQuery};
use gati::prelude::*;
use tokio::sync::Notify;

/// The global context.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub(crate) cancelled: Arc<AtomicBool>,
    pub(crate) calls: Arc<AtomicUsize>,
    pub(crate) go_on: Arc<Notify>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub(crate) struct Capture {
    #[gtype(min = 1, max = 1_000_000)]
    pub(crate) amount: u64,
    #[gtype(min_length = 3, max_length = 3)]
    pub(crate) currency: String,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub(crate) struct Filter {
    #[serde(default)]
    pub(crate) tag: Vec<String>,
    #[gtype(max = 100)]
    pub(crate) limit: Option<u32>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub(crate) struct Conditions {
    pub(crate) if_match: Option<String>,
    #[serde(default)]
    pub(crate) x_count: u32,
}

#[derive(Debug, Deserialize, GType)]
pub(crate) struct Receipt {
    pub(crate) title: String,
    pub(crate) pages: Option<u32>,
    #[serde(default)]
    pub(crate) tag: Vec<String>,
    pub(crate) details: Option<Capture>,
    #[gtype(max_length = 1_000_000)]
    pub(crate) file: Upload,
}

#[derive(Debug, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(crate) enum CaptureError {
    /// The amount is more than is left.
    #[gtype(status = 409)]
    TooMuch {
        /// What is left.
        left: u64,
    },
}

macro_rules! handlers {
    ($($name:ident = |$call:ident| $body:block)*) => {$(
        #[allow(non_camel_case_types)]
        enum $name {}

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
    hello = |call| { call.answer(Text("hello".into())) }
    echo = |call| {
        let body = call.json().await?.read::<Capture>()?;
        call.answer(body)
    }
    item = |call| {
        let (id,) = call.path((Parameter::<u64>::named("id"),))?;
        call.answer(Json(id))
    }
    replace_item = |call| {
        let (item, part) = call.path((Parameter::<u8>::named("item"), Parameter::<bool>::named("part")))?;
        call.answer(Json((item, part)))
    }
    file = |call| {
        let (rest,) = call.path((Parameter::<String>::named("rest"),))?;
        call.answer(Text(rest.into()))
    }
    search = |call| {
        let filter = call.query::<Filter>()?;
        call.answer(Json(filter.0))
    }
    conditions = |call| {
        let headers = call.headers::<Conditions>()?;
        call.answer(Json(headers.0))
    }
    form = |call| {
        let form = call.form().await?.read::<Filter>()?;
        call.answer(Json(form.0))
    }
    upload = |call| {
        let form = call.multipart().await?.read::<Receipt>()?;
        let bytes = form.file.bytes().await.map_err(Problem::from)?;
        assert_eq!(form.file.len(), bytes.len() as u64);
        let again = form.file.bytes().await.map_err(Problem::from)?;
        assert_eq!(again, bytes, "an upload can be read more than once");
        let sum = bytes.iter().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
        call.answer(Json(vec![
            form.title.clone(),
            format!("{:?}", form.pages),
            form.tag.join("+"),
            format!("{:?}", form.details),
            format!("{:?} {:?} {}", form.file.file_name(), form.file.content_type(), form.file.len()),
            sum.to_string(),
        ]))
    }
    resend = |call| {
        let form = call.multipart().await?.read::<Receipt>()?;
        let stream = form.file.stream().await.map_err(Problem::from)?;
        call.answer(stream)
    }
    bytes = |call| {
        let body = call.bytes().await?;
        call.answer(body)
    }
    count = |call| {
        let mut body = call.stream()?;
        let mut count = 0;
        while let Some(bytes) = body.next().await {
            count += bytes.map_err(Problem::from)?.len() as u64;
        }
        call.answer(Json(count))
    }
    slow = |call| {
        struct SetWhenDropped(Arc<AtomicBool>);
        impl Drop for SetWhenDropped {
            fn drop(&mut self) {
                self.0.store(true, Ordering::SeqCst);
            }
        }
        let _guard = SetWhenDropped(Arc::clone(&call.gctx().cancelled));
        tokio::time::sleep(Duration::from_secs(3600)).await;
        call.answer(())
    }
    slow_body = |call| {
        let body = call.json().await?.read::<Capture>()?;
        call.answer(body)
    }
    panics = |call| {
        if call.take_lctx().handler() == "panics" {
            panic!("boom");
        }
        call.answer(())
    }
    created = |call| {
        call.answer(Reply::new(Json(7_u64)).status(201).header("location", "/items/7"))
    }
    undeclared = |call| { call.answer(Reply::new(Text("tea".into())).status(418)) }
    bad_header = |call| { call.answer(Reply::new(NoContent).header("x-bad", "a\nb")) }
    retyped = |call| {
        call.answer(Reply::new(Bytes::from_static(b"<svg/>")).header("content-type", "image/svg+xml"))
    }
    broken = |call| { call.answer(Json(Capture { amount: 0, currency: "secret".into() })) }
    fails = |call| {
        let answer: Result<Json<u64>, CaptureError> = Err(CaptureError::TooMuch { left: 3 });
        call.answer(answer)
    }
    fails_untyped = |call| {
        let answer: Result<NoContent, Problem> =
            Err(Problem::new(404, "no_such_word").detail("look it up").member("word", "gati"));
        call.answer(answer)
    }
    fails_inside = |call| {
        let error = std::io::Error::other("the password is hunter2");
        call.answer(Err::<NoContent, _>(Problem::from(error)))
    }
    not_an_error = |call| { call.answer(Err::<NoContent, _>(Problem::new(200, "fine"))) }
    context = |call| {
        let lctx = call.take_lctx();
        let text = format!("{} {} {:?} {}", lctx.request_id(), lctx.handler(), lctx.peer().is_some(), lctx.remaining().is_some());
        call.answer(Text(text.into()))
    }
    canonical = |call| {
        let mut lctx = call.take_lctx();
        let mut req = call.take_request().await?;
        let mut res = Response::<Capture>::new(200);
        let gctx = call.gctx();
        async fn handler(req: &mut Request, res: &mut Response<Capture>, gctx: &State, lctx: &mut Lctx) {
            gctx.calls.fetch_add(1, Ordering::SeqCst);
            let capture: Capture = req.json().await.unwrap();
            res.header("x-handler", lctx.handler()).json(capture);
        }
        handler(&mut req, &mut res, gctx, &mut lctx).await;
        call.respond(res)
    }
    forgetful = |call| { call.respond(Response::<u64>::new(200)) }
    quiet = |call| {
        let mut res = Response::<()>::new(200);
        res.header("x-quiet", "yes");
        call.respond(res)
    }
    extracts = |call| {
        let query = call.extract::<RawQuery, _>().await?;
        let Path(id) = call.extract::<Path<u64>, _>().await?.0;
        let whole = call.extract::<String, _>().await?;
        call.answer(Text(format!("{:?} {id} {}", query.0.0, whole.0).into()))
    }
    events = |call| {
        let ticks = stream::iter(0_u64..3).map(|n| {
            let event = Event::new(n).id(n.to_string());
            if n == 1 { event.event("odd\none").retry(Duration::from_millis(1500)) } else { event }
        });
        call.answer(Sse::<u64>::new(ticks))
    }
    endless_events = |call| {
        call.answer(Sse::<u64>::new(stream::once(async { 1_u64 }).chain(stream::pending())).keep_alive(Duration::from_millis(50)))
    }
    broken_events = |call| {
        let captures = stream::iter([1, 0, 2]).map(|amount| Capture { amount, currency: "EUR".into() });
        call.answer(Sse::<Capture>::new(captures))
    }
    lines = |call| { call.answer(JsonLines::new(stream::iter(["a", "b\nc"].map(str::to_owned)))) }
    broken_lines = |call| {
        let captures = stream::iter([1, 0]).map(|amount| Capture { amount, currency: "EUR".into() });
        call.answer(JsonLines::new(captures))
    }
    panicking_stream = |call| {
        let pieces = stream::iter(0..2).map(|n| {
            assert!(n == 0, "boom");
            Ok::<_, std::io::Error>("piece")
        });
        call.answer(ByteStream::new(pieces).content_type("text/plain"))
    }
    endless_bytes = |call| {
        let pieces = stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from(vec![0; 64 * 1024])));
        call.answer(ByteStream::new(pieces))
    }
    guarded = |call| {
        let lctx = call.take_lctx();
        let who = lctx.identity().map(|identity| identity.subject().to_owned());
        call.answer(Json(who))
    }
    waits = |call| {
        call.gctx().calls.fetch_add(1, Ordering::SeqCst);
        call.gctx().go_on.notified().await;
        call.answer(Text("done".into()))
    }
    redirects = |call| {
        struct Elsewhere;
        impl<S: Sync> gati::axum::extract::FromRequestParts<S> for Elsewhere {
            type Rejection = gati::axum::response::Redirect;
            async fn from_request_parts(_: &mut gati::http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
                Err(gati::axum::response::Redirect::to("/elsewhere"))
            }
        }
        let _elsewhere = call.extract::<Elsewhere, _>().await?;
        call.answer(())
    }
}

const fn route(
    name: &'static str,
    method: Method,
    path: &'static str,
    statuses: &'static [u16],
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
        since: 0,
        until: None,
        hooks: None,
        call,
    }
}

/// A row for each handler, named like it.
macro_rules! routes {
    ($($name:ident $method:ident $path:literal $status:literal;)*) => {
        vec![$(route(stringify!($name), Method::$method, $path, &[$status], <$name as Endpoint<State>>::call)),*]
    };
}

pub(crate) static ROUTES: LazyLock<Vec<Route<State>>> = LazyLock::new(|| {
    let mut rows = routes! {
        hello Get "/" 200;
        echo Post "/echo" 200;
        item Get "/items/{id}" 200;
        file Get "/files/{*rest}" 200;
        replace_item Put "/items/{item}/{part}" 200;
        search Get "/search" 200;
        conditions Get "/conditions" 200;
        form Post "/form" 200;
        upload Post "/upload" 200;
        resend Post "/resend" 200;
        bytes Post "/bytes" 200;
        count Post "/count" 200;
        panics Get "/panics" 204;
        undeclared Get "/undeclared" 200;
        bad_header Get "/bad-header" 204;
        retyped Get "/retyped" 200;
        broken Get "/broken" 200;
        fails Get "/fails" 200;
        fails_untyped Get "/fails-untyped" 204;
        fails_inside Get "/fails-inside" 204;
        not_an_error Get "/not-an-error" 204;
        context Get "/context" 200;
        canonical Post "/canonical" 200;
        forgetful Get "/forgetful" 200;
        quiet Get "/quiet" 200;
        extracts Post "/extracts/{id}" 200;
        events Get "/events" 200;
        endless_events Get "/events/endless" 200;
        broken_events Get "/events/broken" 200;
        lines Get "/lines" 200;
        broken_lines Get "/lines/broken" 200;
        panicking_stream Get "/stream/panics" 200;
        endless_bytes Get "/stream/endless" 200;
        waits Get "/waits" 200;
        redirects Get "/redirects" 204;
    };
    // The rows that say more than the others.
    rows.extend([
        Route {
            statuses: &[200, 201],
            deprecated: Some("2026-01-01"),
            sunset: Some("2026-06-01"),
            ..route(
                "created",
                Method::Post,
                "/items/{id}",
                &[],
                <created as Endpoint<State>>::call,
            )
        },
        Route {
            timeout_ms: Some(50),
            ..route(
                "slow",
                Method::Get,
                "/slow",
                &[204],
                <slow as Endpoint<State>>::call,
            )
        },
        Route {
            timeout_ms: Some(100),
            ..route(
                "slow_body",
                Method::Post,
                "/slow",
                &[200],
                <slow_body as Endpoint<State>>::call,
            )
        },
        Route {
            auth: Some(RouteAuth {
                scheme: AuthScheme::Bearer,
                roles: &["admin"],
            }),
            ..route(
                "guarded",
                Method::Get,
                "/guarded",
                &[200],
                <guarded as Endpoint<State>>::call,
            )
        },
        Route {
            auth: Some(RouteAuth {
                scheme: AuthScheme::Basic,
                roles: &[],
            }),
            ..route(
                "guarded_basic",
                Method::Post,
                "/guarded",
                &[200],
                <guarded as Endpoint<State>>::call,
            )
        },
        Route {
            auth: Some(RouteAuth {
                scheme: AuthScheme::ApiKey,
                roles: &[],
            }),
            ..route(
                "guarded_key",
                Method::Put,
                "/guarded",
                &[200],
                <guarded as Endpoint<State>>::call,
            )
        },
    ]);
    rows
});

/// The contract of the handlers whose refusals are explained.
pub(crate) static MANIFEST: &str = r#"{
    "format": 1,
    "package": {"name": "shop", "version": "1.2.3"},
    "handlers": [
        {
            "name": "echo", "method": "POST", "path": "/echo",
            "body": {"encoding": "json", "type": {"kind": "named", "name": "Capture"}},
            "answer": {"statuses": [200], "encoding": "json", "type": {"kind": "named", "name": "Capture"}},
            "fingerprint": "0"
        },
        {
            "name": "item", "method": "GET", "path": "/items/:id",
            "parameters": [{"name": "id", "type": {"kind": "integer", "width": "u64"}}],
            "answer": {"statuses": [200], "encoding": "empty"},
            "fingerprint": "0"
        },
        {
            "name": "search", "method": "GET", "path": "/search",
            "query": {"kind": "named", "name": "Filter"},
            "answer": {"statuses": [200], "encoding": "empty"},
            "fingerprint": "0"
        },
        {
            "name": "conditions", "method": "GET", "path": "/conditions",
            "headers": {"kind": "named", "name": "Conditions"},
            "answer": {"statuses": [200], "encoding": "empty"},
            "fingerprint": "0"
        },
        {
            "name": "form", "method": "POST", "path": "/form",
            "body": {"encoding": "form", "type": {"kind": "named", "name": "Filter"}},
            "answer": {"statuses": [200], "encoding": "empty"},
            "fingerprint": "0"
        },
        {
            "name": "upload", "method": "POST", "path": "/upload",
            "body": {"encoding": "multipart", "type": {"kind": "named", "name": "Receipt"}},
            "answer": {"statuses": [200], "encoding": "empty"},
            "fingerprint": "0"
        }
    ],
    "types": {
        "Capture": {"name": "Capture", "shape": {"object": {"fields": [
            {"rust_name": "amount", "name": "amount", "type": {"kind": "integer", "width": "u64", "constraints": {"min": 1, "max": 1000000}}},
            {"rust_name": "currency", "name": "currency", "type": {"kind": "text", "constraints": {"min_length": 3, "max_length": 3}}}
        ]}}},
        "Filter": {"name": "Filter", "shape": {"object": {"fields": [
            {"rust_name": "tag", "name": "tag", "type": {"kind": "list", "of": {"kind": "text"}}, "default": {"known": []}},
            {"rust_name": "limit", "name": "limit", "type": {"kind": "option", "of": {"kind": "integer", "width": "u32"}, "constraints": {"max": 100}}}
        ]}}},
        "Conditions": {"name": "Conditions", "shape": {"object": {"fields": [
            {"rust_name": "if_match", "name": "if_match", "type": {"kind": "option", "of": {"kind": "text"}}},
            {"rust_name": "x_count", "name": "x_count", "type": {"kind": "integer", "width": "u32"}, "default": {"known": 0}}
        ]}}},
        "Receipt": {"name": "Receipt", "shape": {"object": {"fields": [
            {"rust_name": "title", "name": "title", "type": {"kind": "text"}},
            {"rust_name": "pages", "name": "pages", "type": {"kind": "option", "of": {"kind": "integer", "width": "u32"}}},
            {"rust_name": "tag", "name": "tag", "type": {"kind": "list", "of": {"kind": "text"}}, "default": {"known": []}},
            {"rust_name": "details", "name": "details", "type": {"kind": "option", "of": {"kind": "named", "name": "Capture"}}},
            {"rust_name": "file", "name": "file", "type": {"kind": "upload", "constraints": {"max_length": 1000000}}}
        ]}}}
    }
}"#;
