//! Who is still asked for: requests by release and handler.
//!
//! A request costs one addition. Once a minute, and when the app stops, the sums go into the [`Ledger`], and the ledger into a file if one
//! is named. Several processes may share that file: each adds what it has counted since it last did, and learns what the others have.

mod file;
mod lock;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwapOption;
use gati_timeline::Moment;
pub(crate) use gati_timeline::{Heat, Ledger};

pub(crate) use file::Trouble;
use file::UsageFile;

/// The counts of an app.
#[derive(Debug)]
pub(crate) struct Usage {
    /// By number.
    versions: Vec<&'static str>,
    /// By place in the table.
    handlers: Vec<&'static str>,
    /// One for each version and handler.
    counts: Vec<AtomicU64>,
    book: Mutex<Book>,
    /// Why what was counted is not kept. Whoever asks must not wait for the disk, as those who have the book do.
    trouble: ArcSwapOption<Trouble>,
}

#[derive(Debug)]
struct Book {
    /// What all have counted, as far as this process knows.
    ledger: Ledger,
    /// What this one has counted that is in no file yet.
    unwritten: Ledger,
    file: Option<UsageFile>,
}

impl Book {
    fn trouble(&self) -> Option<Arc<Trouble>> {
        self.file.as_ref()?.trouble().cloned().map(Arc::new)
    }
}

impl Usage {
    /// Goes on where the file ends.
    pub(super) fn open(
        versions: Vec<&'static str>,
        handlers: Vec<&'static str>,
        file: Option<PathBuf>,
        now: Moment,
    ) -> Self {
        let mut counts = Vec::new();
        counts.resize_with(versions.len() * handlers.len(), AtomicU64::default);
        let (file, ledger) = match file {
            Some(path) => {
                let (file, ledger) = UsageFile::open(path, now);
                (Some(file), ledger)
            }
            None => (None, None),
        };
        let unwritten = Ledger::begun(now);
        let ledger = ledger.unwrap_or_else(|| unwritten.clone());
        let book = Book {
            ledger,
            unwritten,
            file,
        };
        let trouble = ArcSwapOption::new(book.trouble());
        Self {
            versions,
            handlers,
            counts,
            book: Mutex::new(book),
            trouble,
        }
    }

    /// Counts a request of that version for that handler.
    pub(crate) fn count(&self, version: u16, handler: usize) {
        let at = usize::from(version) * self.handlers.len() + handler;
        if let Some(count) = self.counts.get(at) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Moves what was counted into the ledger, and looks at it.
    pub(super) fn look<T>(&self, now: Moment, look: impl FnOnce(&Ledger) -> T) -> T {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        self.gather(&mut book, now);
        look(&book.ledger)
    }

    /// Moves what was counted into the ledger, and what is new in it into the file; what others have written there comes back.
    pub(super) fn write(&self, now: Moment) {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        self.gather(&mut book, now);
        let Book {
            ledger,
            unwritten,
            file,
        } = &mut *book;
        let Some(file) = file else { return };
        if let Some(of_all) = file.add(unwritten, now) {
            *ledger = of_all;
            *unwritten = Ledger::begun(now);
        }
        self.trouble.store(book.trouble());
    }

    /// Why what was counted is not kept, if it is not.
    pub(crate) fn trouble(&self) -> Option<Arc<Trouble>> {
        self.trouble.load_full()
    }

    fn gather(&self, book: &mut Book, now: Moment) {
        let handlers = self.handlers.len().max(1);
        for (at, count) in self.counts.iter().enumerate() {
            // Most versions are not asked for in most minutes; reading is cheaper than writing.
            if count.load(Ordering::Relaxed) == 0 {
                continue;
            }
            let requests = count.swap(0, Ordering::Relaxed);
            let (version, handler) = (self.versions[at / handlers], self.handlers[at % handlers]);
            book.ledger.add(now, version, handler, requests);
            if book.file.is_some() {
                book.unwritten.add(now, version, handler, requests);
            }
        }
        book.ledger.forget(now);
        book.unwritten.forget(now);
    }
}
