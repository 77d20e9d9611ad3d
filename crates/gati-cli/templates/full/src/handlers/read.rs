//! Reading, which everybody may.

use gati::prelude::*;

use crate::app::Gctx;
use crate::note::{Note, NoteId};

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

/// Why a note cannot be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ShowError {
    /// There is no such note.
    #[gtype(status = 404)]
    NotFound,
}

/// Lists notes, the oldest first.
#[gati::handler("GET /notes", tags = ["notes"])]
pub async fn list(page: Query<Page>, gctx: &Gctx) -> Json<Vec<Note>> {
    let limit = page.limit.map_or(20, usize::from);
    Json(gctx.state.page(page.after, limit))
}

/// Shows a note.
#[gati::handler("GET /notes/:id", tags = ["notes"])]
pub async fn show(id: NoteId, gctx: &Gctx) -> Result<Json<Note>, ShowError> {
    gctx.state.find(id).map(Json).ok_or(ShowError::NotFound)
}
