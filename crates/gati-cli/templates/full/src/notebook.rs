//! The notes, in memory, and the word about them. A database takes their place behind the same functions.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::{Stream, stream};
use tokio::sync::broadcast;

use crate::note::{Draft, Note, NoteId};

/// The state of the app: every handler gets it as `gctx.state`.
#[derive(Debug)]
pub struct Notebook {
    notes: Mutex<BTreeMap<u64, Note>>,
    written: broadcast::Sender<Note>,
}

impl Default for Notebook {
    fn default() -> Self {
        Self {
            notes: Mutex::default(),
            written: broadcast::channel(64).0,
        }
    }
}

impl Notebook {
    /// Writes a new note.
    pub fn add(&self, draft: Draft) -> Note {
        let mut notes = self.lock();
        let number = notes.keys().next_back().map_or(1, |last| last + 1);
        let note = Note {
            id: NoteId::new(number).expect("numbers start at 1"),
            title: draft.title,
            text: draft.text,
        };
        notes.insert(number, note.clone());
        // Told under the lock, so that nobody hears of notes out of order. Nobody listening is no error.
        let _ = self.written.send(note.clone());
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

    /// Takes a note away; false if it was not there.
    pub fn remove(&self, id: NoteId) -> bool {
        self.lock().remove(&*id).is_some()
    }

    /// The notes that are written from now on. It ends for a reader that is too slow.
    pub fn watch(&self) -> impl Stream<Item = Note> + Send + 'static {
        stream::unfold(self.written.subscribe(), |mut written| async move {
            let note = written.recv().await.ok()?;
            Some((note, written))
        })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Note>> {
        // Nothing between lock and unlock can panic half-way through a change.
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
