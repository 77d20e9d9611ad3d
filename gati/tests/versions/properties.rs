//! Properties 15, 16, 17 and 33 at run time, over real requests: what the build script decides is written out by the test.

use gati::__private::{
    Behaviour, Call, Endpoint, Fingerprint, Lower, Lowered, Method, Passage, ReleaseRow, Route, Timescape,
};
use gati::MissingVersion;
use gati::axum::Router;
use gati::prelude::*;
use proptest::prelude::*;
use serde_json::json;
use tokio::runtime::Runtime;

use crate::api::State;
use crate::old::v1_0_0;
use crate::support::{app_with, get, post, test_app};

/// Answers with its own name.
enum Named {}

impl Endpoint<State> for Named {
    const BEHAVIOUR: Behaviour<State> = Behaviour {
        fingerprint: Fingerprint(0),
        call: |mut call: Call<State>| {
            Box::pin(async move {
                let name = call.take_lctx().handler();
                call.answer_owned(Text(name.into()))
            })
        },
    };
}

/// Adds to the name that it came through a passage.
const THROUGH: Lower = Lower {
    content: Some(|value, _| {
        Ok(Lowered::text(format!(
            "{} through",
            value.downcast::<String>().unwrap()
        )))
    }),
    ..Lower::NOTHING
};

fn named(name: String, since: u16, until: Option<u16>) -> Route<State> {
    Route {
        name: name.leak(),
        method: Method::Get,
        path: "/thing",
        statuses: &[200],
        timeout_ms: None,
        auth: None,
        deprecated: None,
        sunset: None,
        since,
        until,
        hooks: None,
        call: <Named as Endpoint<State>>::BEHAVIOUR.call,
    }
}

fn releases(count: u16) -> &'static [ReleaseRow] {
    let rows = (0..count).map(|number| ReleaseRow {
        version: format!("1.{number}.0").leak(),
        at: 1_700_000_000 + i64::from(number) * 86_400,
        deprecated: None,
        sunset: None,
        keep: false,
        live: true,
    });
    Vec::leak(rows.collect())
}

/// How a release has the route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Absent,
    /// A handler of its own, kept for it.
    Kept,
    /// A passage to the handler of today.
    Lifted,
}

fn ways() -> impl Strategy<Value = Vec<Way>> {
    let way = prop_oneof![Just(Way::Absent), Just(Way::Kept), Just(Way::Lifted)];
    proptest::collection::vec(way, 1..9)
}

/// An app whose releases have the route like this; today has the handler `today`.
fn app_of_ways(ways: &[Way]) -> Router {
    let count = u16::try_from(ways.len()).unwrap();
    let mut routes = vec![named("today".to_owned(), count, None)];
    let mut passages = Vec::new();
    for (way, number) in ways.iter().zip(0_u16..) {
        match way {
            Way::Absent => {}
            Way::Kept => routes.push(named(format!("kept-{number}"), number, Some(number + 1))),
            Way::Lifted => passages.push(Passage {
                handler: "today",
                method: Method::Get,
                path: "/thing",
                from: number,
                to: number,
                lift: None,
                lower: Some(&THROUGH),
                statuses: &[],
                contract: "",
            }),
        }
    }
    let timescape = Timescape {
        releases: releases(count),
        pending: Some("2.0.0"),
        default: None,
        tags: &[],
        passages: Vec::leak(passages),
        history: "",
    };
    app_with(timescape, Vec::leak(routes)).into_router()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn p33_the_one_right_way_to_a_handler_is_chosen(ways in ways(), asked in 0_usize..9) {
        let runtime = Runtime::new().unwrap();
        let router = runtime.block_on(async { app_of_ways(&ways) });
        let asked = asked % ways.len();
        // By its version and by its moment.
        for wish in [format!("1.{asked}.0"), moment_of(asked)] {
            let answer = runtime.block_on(get(&router, "/thing", &wish));
            let version = format!("1.{asked}.0");
            prop_assert_eq!(answer.version(), version.as_str());
            match ways[asked] {
                Way::Kept => prop_assert_eq!(answer.text(), format!("kept-{asked}")),
                Way::Lifted => prop_assert_eq!(answer.text(), "today through"),
                Way::Absent => {
                    let problem = answer.problem(404, "problem:route_not_in_version");
                    let having: Vec<String> = ways
                        .iter()
                        .enumerate()
                        .filter(|(_, way)| **way != Way::Absent)
                        .map(|(number, _)| format!("1.{number}.0"))
                        .chain(["2.0.0".to_owned()])
                        .collect();
                    prop_assert_eq!(&problem["available"], &json!(having));
                }
            }
        }
        let today = runtime.block_on(get(&router, "/thing", ""));
        prop_assert_eq!(today.text(), "today");
    }

    #[test]
    fn p16_a_kept_handler_and_its_successor_are_chosen_by_the_header(count in 2_u16..9, split in 1_u16..8, asked in 0_u16..9) {
        let (split, asked) = (split % (count - 1) + 1, asked % count);
        let routes = vec![named("old".to_owned(), 0, Some(split)), named("new".to_owned(), split, None)];
        let timescape = Timescape { releases: releases(count), ..Timescape::none() };
        let runtime = Runtime::new().unwrap();
        let router = runtime.block_on(async { app_with(timescape, Vec::leak(routes)).into_router() });
        let answer = runtime.block_on(get(&router, "/thing", &format!("1.{asked}.0")));
        prop_assert_eq!(answer.text(), if asked < split { "old" } else { "new" });
        let version = format!("1.{asked}.0");
        prop_assert_eq!(answer.version(), version.as_str());
    }

    #[test]
    fn p15_a_release_gets_the_traffic_that_is_configured(
        count in 1_u16..6,
        default in proptest::option::of(0_u16..6),
        pinned in proptest::option::of(0_u16..6),
        asked in proptest::collection::vec(proptest::option::of(0_u16..6), 1..12),
    ) {
        let (default, pinned) = (default.map(|number| number % count), pinned.map(|number| number % count));
        let timescape = Timescape { releases: releases(count), default, ..Timescape::none() };
        let routes = vec![named("thing".to_owned(), 0, None)];
        let mut app = app_with(timescape, Vec::leak(routes));
        if let Some(number) = pinned {
            app = app.missing_version(MissingVersion::Pinned(format!("1.{number}.0")));
        }
        let runtime = Runtime::new().unwrap();
        let router = runtime.block_on(async { app.into_router() });
        let mut traffic = vec![0_u64; usize::from(count)];
        for wish in asked {
            let number = wish.map(|number| number % count);
            let header = number.map(|number| format!("1.{number}.0")).unwrap_or_default();
            let expected = number.or(pinned).or(default).unwrap_or(count - 1);
            let answer = runtime.block_on(get(&router, "/thing", &header));
            let version = format!("1.{expected}.0");
            prop_assert_eq!(answer.version(), version.as_str());
            traffic[usize::from(expected)] += 1;
        }
        let list = runtime.block_on(get(&router, "/versions", "")).json();
        for (release, requests) in list["releases"].as_array().unwrap().iter().rev().zip(traffic) {
            prop_assert_eq!(&release["requests"]["total"], &json!(requests));
        }
    }

    #[test]
    fn p17_old_requests_are_lifted_and_answers_lowered(id in any::<u64>(), cents in 0_u64..2500, note in proptest::option::of("\\PC{0,12}")) {
        let runtime = Runtime::new().unwrap();
        let router = runtime.block_on(async { test_app().into_router() });
        let old = v1_0_0::Capture { cents, note: note.clone() };
        let body = serde_json::to_string(&old).unwrap();
        let answer = runtime.block_on(post(&router, &format!("/captures/{id}"), "1.0.0", &body));
        prop_assert_eq!(answer.version(), "1.0.0");
        // What the transformers and the handler do, said once more.
        let code = match cents {
            0 | 2001.. => Some((422, "problem:invalid_body")),
            7 | 666 => Some((if cents == 7 { 422 } else { 406 }, "problem:version_cannot_serve")),
            8 | 9 | 901..=1000 => Some((500, "problem:transformer_failed")),
            13 => Some((503, "shop:closed")),
            1001..=2000 => Some((400, "shop:not_enough")),
            _ => None,
        };
        match code {
            Some((status, code)) => {
                answer.problem(status, code);
            }
            None => {
                prop_assert_eq!(answer.status.as_u16(), 200);
                let lowered: v1_0_0::Capturing = serde_json::from_slice(&answer.body).unwrap();
                prop_assert_eq!(lowered, v1_0_0::Capturing { id: id.to_string(), cents, note });
            }
        }
    }
}

/// The moment of a release, a second before the next one.
fn moment_of(number: usize) -> String {
    let seconds = 1_700_000_000 + i64::try_from(number).unwrap() * 86_400 + 86_399;
    // 2023-11-14T22:13:20Z is 1 700 000 000.
    let day = 14 + (seconds - 1_699_920_000) / 86_400;
    let time = (seconds - 1_699_920_000) % 86_400;
    format!(
        "2023-11-{day:02}T{:02}:{:02}:{:02}Z",
        time / 3600,
        time % 3600 / 60,
        time % 60
    )
}
