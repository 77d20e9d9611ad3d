//! The hooks.

use std::ops::ControlFlow;
use std::sync::Arc;

use gati::Key;
use gati::prelude::*;

use crate::app::Gctx;
use crate::plan::{End, Plan};
use crate::trail::Trails;

/// What the request is to do.
pub static PLAN: Key<Plan> = Key::new("plan");

/// Runs first of all.
#[gati::hook(before, global, order = -10)]
fn first(lctx: &mut Lctx, gctx: &Gctx) {
    gctx.state.note_at(lctx, "before global first");
}

/// Runs second, and waits a moment.
#[gati::hook(before, global)]
async fn second(lctx: &mut Lctx, gctx: &Gctx) {
    tokio::task::yield_now().await;
    gctx.state.note_at(lctx, "before global second");
}

/// Runs last of all.
#[gati::hook(after, global)]
fn last(lctx: &mut Lctx, gctx: &Gctx) {
    gctx.state.note_at(lctx, "after global last");
}

/// Sees every failure last.
#[gati::hook(catch, global)]
async fn report(lctx: &mut Lctx, gctx: &Gctx, problem: &Problem) {
    tokio::task::yield_now().await;
    gctx.state
        .note_at(lctx, format!("catch global report {}", problem.status()));
}

/// Reads the plan and registers its local hooks.
#[gati::hook(before)]
pub(crate) async fn prepare(lctx: &mut Lctx, gctx: &Gctx, req: &RequestHead) -> Result<(), Problem> {
    let plan = Plan::of(req);
    let trails = Arc::clone(&gctx.state);
    trails.note_at(lctx, "before route prepare");
    for (i, waits) in plan.before.iter().enumerate() {
        let trails = Arc::clone(&trails);
        let step = format!("before local {i}");
        if *waits {
            lctx.before_async(format!("b{i}"), move |lctx| {
                Box::pin(async move {
                    tokio::task::yield_now().await;
                    trails.note_at(lctx, step);
                })
            })?;
        } else {
            lctx.before(format!("b{i}"), move |lctx| trails.note_at(lctx, step))?;
        }
    }
    lctx.set(&PLAN, plan);
    Ok(())
}

/// Stops the request if the plan says so.
#[gati::hook(before)]
pub(crate) fn gate(lctx: &mut Lctx, gctx: &Gctx) -> Result<ControlFlow<Outcome>, Problem> {
    gctx.state.note_at(lctx, "before route gate");
    match lctx.get(&PLAN).map(|plan| plan.end) {
        Some(End::Stopped) => Ok(ControlFlow::Break(Outcome::json("stopped"))),
        Some(End::Refused) => Err(Problem::new(403, "refused")),
        _ => Ok(ControlFlow::Continue(())),
    }
}

/// Says in a header that it has seen the answer.
#[gati::hook(after)]
pub(crate) fn stamp(lctx: &mut Lctx, gctx: &Gctx, outcome: &mut Outcome) {
    gctx.state.note_at(lctx, "after route stamp");
    outcome
        .headers_mut()
        .insert("x-stamped", gati::http::HeaderValue::from_static("yes"));
}

/// Runs before `stamp`, though it is named after it.
#[gati::hook(after)]
pub(crate) async fn seal(lctx: &mut Lctx, gctx: &Gctx, req: &RequestHead) {
    tokio::task::yield_now().await;
    let step = format!("after route seal {}", req.method());
    gctx.state.note_at(lctx, step);
}

/// Hides what went wrong.
#[gati::hook(catch)]
pub(crate) fn hide(lctx: &mut Lctx, gctx: &Gctx, problem: &Problem) -> Problem {
    gctx.state.note_at(lctx, "catch route hide");
    let _: &Trails = &gctx.state;
    Problem::new(problem.status(), "hidden")
}

/// Adds something to the body of the answer.
#[gati::hook(after)]
pub(crate) fn change(req: &RequestHead, outcome: &mut Outcome) {
    if let Some(body) = req
        .header("x-body")
        .and_then(|body| serde_json::from_str::<serde_json::Value>(body).ok())
    {
        outcome.set_json(body);
    }
}

/// Fails as often as the request says, and then passes.
#[gati::hook(before, timeout = "20ms", retries = 2)]
pub(crate) async fn flaky(lctx: &mut Lctx, req: &RequestHead) -> Result<(), Problem> {
    static TRIES: Key<u32> = Key::new("tries");
    let tries = lctx.get(&TRIES).copied().unwrap_or(0) + 1;
    lctx.set(&TRIES, tries);
    let fails: u32 = req.header("x-fails").and_then(|n| n.parse().ok()).unwrap_or(0);
    match (tries <= fails, req.header("x-how")) {
        (false, _) => Ok(()),
        (true, Some("slow")) => std::future::pending().await,
        (true, Some("panic")) => panic!("as the request asks"),
        (true, Some("refuse")) => Err(Problem::new(403, "refused")),
        (true, _) => Err(Problem::new(503, "busy")),
    }
}
