use crate::refusal::{Refused, Unsigned};

#[gati::hook(before, timeout = "1s", retries = 2)]
pub(crate) async fn guard(req: &RequestHead) -> Result<(), Refused> {}

#[gati::hook(before)]
pub(crate) fn log() -> Result<(), Problem> {}

#[gati::hook(after)]
pub(crate) fn stamp(outcome: &mut Outcome) {}

#[gati::hook(after)]
pub(crate) fn sign(outcome: &mut Outcome) -> Result<(), Unsigned> {}

#[gati::hook(catch)]
pub(crate) fn hide(problem: &Problem) -> Problem {}
