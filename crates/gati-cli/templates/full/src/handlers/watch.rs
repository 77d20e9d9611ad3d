//! Watching.

use gati::prelude::*;

use crate::app::Gctx;
use crate::note::Note;

/// Streams the notes that are written from now on.
#[gati::handler("GET /notes/written", tags = ["notes"])]
pub async fn written(gctx: &Gctx) -> Sse<Note> {
    Sse::new(gctx.state.watch())
}
