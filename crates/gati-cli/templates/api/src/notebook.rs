//! The notes, in memory. A database takes its place behind the same functions.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::note::{Draft, Note, NoteId};

/// The state of the app: every handler gets it as `gctx.state`.
#[derive(Debug, Default)]
pub struct Notebook {
    notes: Mutex<BTreeMap<u64, Note>>,
}

impl Notebook {
    /// Writes a new note.
    pub fn add(&self, draft: Draft) -> Note {
        let mut notes = self.lock();
        let number = notes.keys().next_back().map_or(1, |last| last + 1);
        let id = NoteId::new(number).expect("numbers start at 1");
        let note = note(id, draft);
        notes.insert(number, note.clone());
        note
    }

    /// Up to `limit` notes after a number, in the order of their numbers.
    pub fn page(&self, after: u64, limit: usize) -> Vec<Note> {
        let notes = self.lock();
        let later = notes.range(after.saturating_add(1)..);
        later.take(limit).map(|(_, note)| note.clone()).collect()
    }

    /// The note of a number.
    pub fn find(&self, id: NoteId) -> Option<Note> {
        self.lock().get(&*id).cloned()
    }

    /// Writes a note anew; none if it is not there.
    pub fn replace(&self, id: NoteId, draft: Draft) -> Option<Note> {
        let mut notes = self.lock();
        let place = notes.get_mut(&*id)?;
        *place = note(id, draft);
        Some(place.clone())
    }

    /// Takes a note away; false if it was not there.
    pub fn remove(&self, id: NoteId) -> bool {
        self.lock().remove(&*id).is_some()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Note>> {
        // Nothing between lock and unlock can panic half-way through a change.
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn note(id: NoteId, draft: Draft) -> Note {
    Note {
        id,
        title: draft.title,
        text: draft.text,
    }
}
