//! Who is still asked for: requests by release and handler.
//!
//! A request costs one addition. Once a minute, and when the app stops, the sums go into the [`Ledger`], and the ledger into a file if one
//! is named.

mod file;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use gati_timeline::Moment;
pub(crate) use gati_timeline::{Heat, Ledger};

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
}

#[derive(Debug)]
struct Book {
    ledger: Ledger,
    file: Option<UsageFile>,
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
        let ledger = ledger.unwrap_or_else(|| Ledger::begun(now));
        Self {
            versions,
            handlers,
            counts,
            book: Mutex::new(Book { ledger, file }),
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
        self.gather(&mut book.ledger, now);
        look(&book.ledger)
    }

    /// Moves what was counted into the ledger, and the ledger into the file.
    pub(super) fn write(&self, now: Moment) {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let Book { ledger, file } = &mut *book;
        self.gather(ledger, now);
        if let Some(file) = file {
            file.write(ledger);
        }
    }

    fn gather(&self, ledger: &mut Ledger, now: Moment) {
        let handlers = self.handlers.len().max(1);
        for (at, count) in self.counts.iter().enumerate() {
            // Most versions are not asked for in most minutes; reading is cheaper than writing.
            if count.load(Ordering::Relaxed) != 0 {
                let requests = count.swap(0, Ordering::Relaxed);
                ledger.add(
                    now,
                    self.versions[at / handlers],
                    self.handlers[at % handlers],
                    requests,
                );
            }
        }
        ledger.forget(now);
    }
}
