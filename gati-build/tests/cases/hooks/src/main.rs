//! Hooks on two levels, named through imports and paths.

mod around;
mod refusal;

use around::{guard, stamp};

gati::app!();

/// Counts every request.
#[gati::hook(before, global, order = 10)]
fn count(gctx: &Gctx) {}

#[gati::hook(before, global, order = -1)]
async fn first(lctx: &mut Lctx) {}

#[gati::hook(after, global, order = -1)]
fn last(outcome: &mut Outcome) {}

#[gati::handler("GET /plain")]
async fn plain() {}

#[gati::handler("GET /guarded", before = [guard, around::log], after = [stamp, around::sign], catch = [crate::around::hide])]
async fn guarded() -> Result<NoContent, refusal::Refused> {}

fn main() {}
