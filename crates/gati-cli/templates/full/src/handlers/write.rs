//! Writing, which needs the token.

use gati::prelude::*;

use crate::app::Gctx;
use crate::note::{Draft, Note, NoteId};

/// Why a note cannot be taken away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum RemoveError {
    /// There is no such note.
    #[gtype(status = 404)]
    NotFound,
}

/// Writes a note.
#[gati::handler("POST /notes", status = 201, auth = "bearer", tags = ["notes"])]
pub async fn add(body: Json<Draft>, gctx: &Gctx) -> Reply<Json<Note>> {
    let note = gctx.state.add(body.0);
    let place = format!("/notes/{}", note.id);
    Reply::new(Json(note)).header("location", place)
}

/// Takes a note away.
#[gati::handler("DELETE /notes/:id", auth = "bearer", tags = ["notes"])]
pub async fn remove(id: NoteId, gctx: &Gctx) -> Result<NoContent, RemoveError> {
    if gctx.state.remove(id) {
        Ok(NoContent)
    } else {
        Err(RemoveError::NotFound)
    }
}
