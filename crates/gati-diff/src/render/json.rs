//! Changes as JSON, for programs.

use crate::Changes;

/// The canonical JSON of a report; `docs/schemas/changes.schema.json` describes it.
#[must_use]
pub fn json(changes: &Changes) -> String {
    gati_schema::canonical::to_string(changes)
}
