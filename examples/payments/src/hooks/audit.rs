//! The audit: one line in the log for every request that a handler has answered or failed to answer.

use gati::prelude::*;

// ANCHOR: audit
/// Writes down what was answered.
#[gati::hook(after, global)]
fn audit(lctx: &mut Lctx, outcome: &mut Outcome) {
    enter(lctx, outcome.status().unwrap_or_default(), None);
}

/// Writes down what was refused or has failed.
#[gati::hook(catch, global)]
fn audit_failure(lctx: &mut Lctx, problem: &Problem) {
    enter(lctx, problem.status(), Some(problem.code()));
}

fn enter(lctx: &Lctx, status: u16, code: Option<&str>) {
    tracing::info!(
        target: "payments::audit",
        request_id = lctx.request_id(),
        client = lctx.client().address.map(tracing::field::display),
        handler = lctx.handler(),
        version = lctx.version(),
        path = lctx.path(),
        status,
        code,
        "audit"
    );
}
// ANCHOR_END: audit
