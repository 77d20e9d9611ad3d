use std::ops::ControlFlow;

use gati::prelude::*;

use crate::app::Gctx;

gati::app!();

#[gati::hook(before, global, order = -1)]
fn first() {}

#[gati::hook(before, timeout = "1s", retries = 1)]
async fn guard(req: &RequestHead, gctx: &Gctx, lctx: &mut Lctx) -> Result<(), Problem> {
    let _ = (req, gctx, lctx);
    Ok(())
}

/// Why somebody was not let in.
#[derive(Serialize, GType, ApiError)]
#[serde(tag = "code")]
enum Refused {
    #[gtype(status = 403)]
    Stranger,
}

#[gati::hook(before, global)]
async fn known(req: &RequestHead) -> Result<(), Refused> {
    req.header("x-known").map(drop).ok_or(Refused::Stranger)
}

#[gati::hook(before)]
fn gate(lctx: &Lctx) -> Result<ControlFlow<Outcome>, Problem> {
    let _ = lctx;
    Ok(ControlFlow::Continue(()))
}

#[gati::hook(after)]
async fn stamp(outcome: &mut Outcome) {
    outcome.headers_mut().remove("x-none");
}

#[gati::hook(catch)]
fn hide(problem: &Problem) -> Problem {
    problem.clone()
}

mod others {
    #[gati::hook(catch)]
    pub(crate) async fn look() {}
}

#[gati::handler("GET /payments", before = [guard, crate::gate], after = [stamp], catch = [hide, others::look])]
async fn list() {}

fn main() {}
