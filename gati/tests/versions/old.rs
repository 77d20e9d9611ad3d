//! What the releases before knew, and what carries their callers: as the build script would write it.

use std::any::Any;

use gati::__private::{
    Given, Lower, Lowered, LoweredError, Method, Parameter, Passage, Passing, ReleaseRow, Timescape,
};
use gati::Key;
use gati::prelude::*;

use crate::api::{Capture, CaptureError, Capturing, State, TIMES, Tick};

pub(crate) mod v1_0_0 {
    use gati::prelude::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
    pub(crate) struct Capture {
        /// In this release at most ten.
        #[gtype(min = 1, max = 2000)]
        pub(crate) cents: u64,
        pub(crate) note: Option<String>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
    pub(crate) struct Capturing {
        pub(crate) id: String,
        #[gtype(max = 900)]
        pub(crate) cents: u64,
        pub(crate) note: Option<String>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize, GType, ApiError)]
    #[serde(tag = "code", rename_all = "snake_case")]
    pub(crate) enum CaptureError {
        /// More than there is.
        #[gtype(status = 400)]
        NotEnough,
    }

    #[derive(Clone, Debug, Serialize, Deserialize, GType)]
    pub(crate) struct Tick {
        pub(crate) number: String,
    }
}

/// What release 1.0.0 says of a payment, and no later one has a place for.
static NOTE: Key<Option<String>> = Key::new("note");

fn lift_capture(old: v1_0_0::Capture, passing: &mut Passing<'_>) -> Result<Capture, Untransformable> {
    if old.cents == 7 {
        return Err(Untransformable::new("seven cents were a joke of that time"));
    }
    assert!(old.cents != 8, "on purpose");
    passing.lctx().set(&NOTE, old.note);
    // A mistake on purpose: nine becomes nothing, which today's contract refuses.
    let amount = if old.cents == 9 { 0 } else { old.cents };
    Ok(Capture {
        amount,
        currency: "EUR".to_owned(),
    })
}

fn lower_capturing(new: Capturing, passing: &mut Passing<'_>) -> Result<v1_0_0::Capturing, Untransformable> {
    if new.currency != "EUR" {
        return Err(Untransformable::new("there was one currency"));
    }
    if new.amount == 666 {
        return Err(Untransformable::new("that number could not be told"));
    }
    Ok(v1_0_0::Capturing {
        id: new.id.to_string(),
        cents: new.amount,
        note: passing.lctx().get(&NOTE).cloned().flatten(),
    })
}

/// The value of an answer, as the generated code finds it.
fn downcast<T: 'static>(value: Box<dyn Any>) -> T {
    *value.downcast::<T>().unwrap()
}

/// What the lift of a stream keeps for its items.
static PREFIX: Key<String> = Key::new("prefix");

fn lower_tick(new: Tick, passing: &mut Passing<'_>) -> Result<v1_0_0::Tick, Untransformable> {
    if new.count == 666 {
        return Err(Untransformable::new("that number could not be told"));
    }
    let prefix = passing.lctx().get(&PREFIX).cloned().unwrap_or_default();
    Ok(v1_0_0::Tick {
        number: format!("{prefix}{}", new.count),
    })
}

const TICKS: Lower = Lower {
    content: Some(|value, passing| {
        let old = lower_tick(downcast(value), passing)?;
        passing.json(&old)
    }),
    ..Lower::NOTHING
};

/// A passage of the first release whose answers are ticks.
const fn ticks(handler: &'static str, method: Method, path: &'static str) -> Passage<State> {
    Passage {
        handler,
        method,
        path,
        from: 0,
        to: 0,
        lift: None,
        lower: Some(&TICKS),
        statuses: &[],
        contract: "",
    }
}

static PASSAGES: &[Passage<State>] = &[
    Passage {
        handler: "capturing",
        method: Method::Post,
        path: "/captures/{payment}",
        from: 0,
        to: 0,
        lift: Some(|call| {
            Box::pin(async move {
                let (id,) = call.path((Parameter::<u64>::named("payment"),))?;
                let body = call.json().await?.read::<v1_0_0::Capture>()?;
                let body = call.lift(|passing| lift_capture(body.0, passing))?;
                call.give(Given::new().path((id,)).body(body));
                Ok(())
            })
        }),
        lower: Some(&Lower {
            content: Some(|value, passing| {
                let lowered = lower_capturing(downcast(value), passing)?;
                passing.json(&lowered)
            }),
            error: Some(|error, _| {
                Ok(match downcast::<CaptureError>(error) {
                    CaptureError::TooMuch { .. } => LoweredError::of(&v1_0_0::CaptureError::NotEnough),
                    CaptureError::Closed => LoweredError::AsItIs,
                })
            }),
            ..Lower::NOTHING
        }),
        statuses: &[(202, 200)],
        contract: CONTRACT,
    },
    // The second release differs only in that it wants no currency.
    Passage {
        handler: "capturing",
        method: Method::Post,
        path: "/payments/{id}/capture",
        from: 1,
        to: 1,
        lift: Some(|call| {
            Box::pin(async move {
                let amount = call.json().await?.read::<u64>()?.0;
                let currency = "EUR".to_owned();
                call.give(Given::new().body(Capture { amount, currency }));
                Ok(())
            })
        }),
        lower: None,
        statuses: &[],
        contract: CONTRACT,
    },
    Passage {
        lift: Some(|call| {
            Box::pin(async move {
                call.lift(|passing| {
                    passing.lctx().set(&PREFIX, "n".to_owned());
                    Ok(())
                })?;
                Ok(())
            })
        }),
        ..ticks("ticks", Method::Get, "/ticks")
    },
    Passage {
        contract: HOOKED,
        ..ticks("hooked", Method::Get, "/hooked")
    },
    ticks("spoilt", Method::Get, "/spoilt"),
    ticks("lines", Method::Get, "/lines"),
    ticks("replies", Method::Get, "/replies"),
    ticks("fills", Method::Get, "/fills"),
    ticks("borrows", Method::Get, "/borrows"),
    Passage {
        lower: Some(&Lower {
            content: Some(|_, _| Ok(Lowered::text("gone".to_owned()))),
            ..Lower::NOTHING
        }),
        statuses: &[(204, 200)],
        ..ticks("empties", Method::Delete, "/empties")
    },
    // A path that lies inside of one of today.
    Passage {
        lower: None,
        ..ticks("list", Method::Get, "/items/special")
    },
    // And one around it.
    Passage {
        lower: None,
        ..ticks("list", Method::Get, "/items/{*rest}")
    },
];

/// What release 1.0.0 recorded of the handler that hooks surround.
const HOOKED: &str = r#"{
    "format": 1,
    "package": {"name": "shop", "version": "1.0.0"},
    "handlers": [{
        "name": "hooked", "method": "GET", "path": "/hooked",
        "answer": {"statuses": [200], "encoding": "json", "type": {"kind": "named", "name": "Tick"}},
        "fingerprint": "0"
    }],
    "types": {
        "Tick": {"name": "Tick", "shape": {"object": {"fields": [
            {"rust_name": "number", "name": "number", "type": {"kind": "text"}}
        ]}}}
    }
}"#;

/// What release 1.0.0 recorded of the handler, under the name that it had.
const CONTRACT: &str = r#"{
    "format": 1,
    "package": {"name": "shop", "version": "1.0.0"},
    "handlers": [{
        "name": "capture", "method": "POST", "path": "/captures/:payment",
        "parameters": [{"name": "payment", "type": {"kind": "integer", "width": "u64"}}],
        "body": {"encoding": "json", "type": {"kind": "named", "name": "Capture"}},
        "answer": {"statuses": [200], "encoding": "empty"},
        "fingerprint": "0"
    }],
    "types": {
        "Capture": {"name": "Capture", "shape": {"object": {"fields": [
            {"rust_name": "cents", "name": "cents", "type": {"kind": "integer", "width": "u64", "constraints": {"min": 1, "max": 2000}}},
            {"rust_name": "note", "name": "note", "type": {"kind": "option", "of": {"kind": "text"}}}
        ]}}}
    }
}"#;

const fn release(version: &'static str, at: i64) -> ReleaseRow {
    ReleaseRow {
        version,
        at,
        deprecated: None,
        sunset: None,
        keep: false,
        live: true,
    }
}

/// 2026-01-01T00:00:00Z, and half a year later.
pub(crate) const DEPRECATED: i64 = 1_767_225_600;
pub(crate) const SUNSET: i64 = 1_782_864_000;

pub(crate) static RELEASES: &[ReleaseRow] = &[
    ReleaseRow {
        deprecated: Some(DEPRECATED),
        sunset: Some(SUNSET),
        ..release("1.0.0", TIMES[0])
    },
    release("1.1.0", TIMES[1]),
    release("1.2.0", TIMES[2]),
];

/// The releases of the API under test.
pub(crate) const TIMESCAPE: Timescape<State> = Timescape {
    releases: RELEASES,
    pending: Some("2.0.0"),
    default: None,
    tags: &[("stable", 1), ("legacy", 0)],
    passages: PASSAGES,
    history: HISTORY,
};

const HISTORY: &str = r#"{
    "format": 1,
    "releases": [
        {"version": "1.0.0", "message": "The first.", "handlers": {"capturing": "1.0.0", "list": "1.0.0"}, "changes": []},
        {"version": "1.1.0", "message": "Payments have a path of their own.",
            "handlers": {"capturing": "2.0.0", "list": "1.0.0"},
            "changes": [{"rule": "route-moved", "handlers": ["capturing"], "sentence": "Captures moved below payments."}]},
        {"version": "1.2.0", "message": "Captures take a currency.",
            "handlers": {"capturing": "3.0.0", "list": "1.0.0"},
            "changes": [{"rule": "field-added", "handlers": ["capturing"], "sentence": "A capture names its currency."}]}
    ],
    "pending": {"version": "2.0.0", "handlers": {"capturing": "3.0.0", "list": "1.0.0", "fresh": "1.0.0"},
        "changes": [{"rule": "handler-added", "handlers": ["fresh"]}]}
}"#;
