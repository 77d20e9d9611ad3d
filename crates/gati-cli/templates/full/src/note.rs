//! A note as callers see it.

use gati::prelude::*;

gati::brand! {
    /// The number of a note.
    pub NoteId(u64), min = 1;

    /// What a note is called.
    pub Title(String), min_length = 1, max_length = 100;
}

/// What callers say about a note.
#[derive(Clone, Debug, PartialEq, Deserialize, GType)]
pub struct Draft {
    /// What it is called.
    pub title: Title,
    /// What it says.
    #[serde(default)]
    #[gtype(max_length = 10_000)]
    pub text: String,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Note {
    /// Its number.
    pub id: NoteId,
    /// What it is called.
    pub title: Title,
    /// What it says.
    pub text: String,
}
