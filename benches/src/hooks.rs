//! Handlers with more and more hooks, to see what each of them adds to a request.

use axum::body::Body;
use axum::http::Request;
use gati::Key;
use gati::prelude::*;

use crate::app::Gctx;

/// The request to one of these handlers, by the last segment of its path.
///
/// # Panics
///
/// If the name cannot stand in a path.
#[must_use]
pub fn request(case: &str) -> Request<Body> {
    Request::get(format!("/hooks/{case}"))
        .header("host", "localhost")
        .body(Body::empty())
        .expect("the parts make a request")
}

static SEEN: Key<u64> = Key::transient("seen");

/// A hook before, which is async and uses both contexts.
#[gati::hook(before)]
async fn guard(lctx: &mut Lctx, gctx: &Gctx) -> Result<(), Problem> {
    let _ = gctx;
    lctx.set(&SEEN, 1);
    Ok(())
}

/// A hook after, which changes a header.
#[gati::hook(after)]
fn stamp(lctx: &mut Lctx, outcome: &mut Outcome) {
    if lctx.get(&SEEN).is_some() {
        outcome
            .headers_mut()
            .insert("x-stamped", gati::http::HeaderValue::from_static("yes"));
    }
}

/// Uses nothing of it.
#[gati::handler("GET /hooks/none")]
async fn no_hooks() -> Json<u64> {
    Json(42)
}

/// Uses both contexts and two hooks.
#[gati::handler("GET /hooks/both", before = [guard], after = [stamp])]
async fn both_contexts(lctx: &mut Lctx, gctx: &Gctx) -> Json<u64> {
    let _ = gctx;
    Json(lctx.get(&SEEN).copied().unwrap_or_default())
}

/// Takes the local context and asks it for a fact.
#[gati::handler("GET /hooks/lctx")]
async fn local_context(lctx: &mut Lctx) -> Json<bool> {
    Json(lctx.has_flag("beta"))
}

#[gati::hook(before)]
fn h0(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h1(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h2(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h3(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h4(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h5(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h6(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h7(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h8(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h9(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h10(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h11(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h12(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h13(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h14(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h15(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h16(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h17(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h18(req: &RequestHead) {
    std::hint::black_box(req);
}

#[gati::hook(before)]
fn h19(req: &RequestHead) {
    std::hint::black_box(req);
}

/// With 1 hook.
#[gati::handler("GET /hooks/1", before = [h0])]
async fn hooks_1() -> Json<u64> {
    Json(42)
}

/// With 5 hooks.
#[gati::handler("GET /hooks/5", before = [h0, h1, h2, h3, h4])]
async fn hooks_5() -> Json<u64> {
    Json(42)
}

/// With 20 hooks.
#[gati::handler("GET /hooks/20", before = [h0, h1, h2, h3, h4, h5, h6, h7, h8, h9, h10, h11, h12, h13, h14, h15, h16, h17, h18, h19])]
async fn hooks_20() -> Json<u64> {
    Json(42)
}
