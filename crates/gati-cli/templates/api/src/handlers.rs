//! What callers can do with notes: each function is a route.

use gati::prelude::*;

use crate::app::Gctx;
use crate::note::{Draft, Note, NoteId};

/// Why there is no answer about a note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum NoteError {
    /// There is no such note.
    #[gtype(status = 404)]
    NotFound,
}

/// Which notes are wanted.
#[derive(Clone, Debug, Deserialize, GType)]
pub struct Page {
    /// Only those with a higher number: that of the last note seen.
    #[serde(default)]
    pub after: u64,
    /// How many at most.
    #[gtype(min = 1, max = 100)]
    pub limit: Option<u16>,
}

/// Writes a note.
#[gati::handler("POST /notes", status = 201, tags = ["notes"])]
pub async fn add(body: Json<Draft>, gctx: &Gctx) -> Reply<Json<Note>> {
    let note = gctx.state.add(body.0);
    let place = format!("/notes/{}", note.id);
    Reply::new(Json(note)).header("location", place)
}

/// Lists notes, the oldest first.
#[gati::handler("GET /notes", tags = ["notes"])]
pub async fn list(page: Query<Page>, gctx: &Gctx) -> Json<Vec<Note>> {
    let limit = page.limit.map_or(20, usize::from);
    Json(gctx.state.page(page.after, limit))
}

/// Shows a note.
#[gati::handler("GET /notes/:id", tags = ["notes"])]
pub async fn show(id: NoteId, gctx: &Gctx) -> Result<Json<Note>, NoteError> {
    gctx.state.find(id).map(Json).ok_or(NoteError::NotFound)
}

/// Writes a note anew.
#[gati::handler("PUT /notes/:id", tags = ["notes"])]
pub async fn replace(id: NoteId, body: Json<Draft>, gctx: &Gctx) -> Result<Json<Note>, NoteError> {
    let replaced = gctx.state.replace(id, body.0);
    replaced.map(Json).ok_or(NoteError::NotFound)
}

/// Takes a note away.
#[gati::handler("DELETE /notes/:id", tags = ["notes"])]
pub async fn remove(id: NoteId, gctx: &Gctx) -> Result<NoContent, NoteError> {
    if gctx.state.remove(id) {
        Ok(NoContent)
    } else {
        Err(NoteError::NotFound)
    }
}
