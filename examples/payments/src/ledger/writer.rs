//! The one thread that writes the books.
//!
//! A commit waits for the disk. Whatever was asked for while the last one was waiting goes into the next one together, so a
//! hundred captures at once cost a few commits and not a hundred, and nobody holds a lock while waiting.

use std::fmt;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};

use redb::Database;
use tokio::sync::oneshot;

use super::books::Books;
use super::error::BooksError;

/// A piece of work, and what to do once it is safe on disk.
type Work = Box<dyn FnOnce(&mut Books<'_>) -> Result<Told, BooksError> + Send>;
type Told = Box<dyn FnOnce() + Send>;

/// At most so many pieces of work share one commit.
const TOGETHER: usize = 256;

/// The way to the thread that writes. It ends when this is dropped, after all work that was asked for.
pub(super) struct Writer {
    queue: Option<Sender<Work>>,
    thread: Option<JoinHandle<()>>,
    failure: Arc<OnceLock<BooksError>>,
}

impl Writer {
    pub(super) fn start(database: Arc<Database>) -> Result<Self, BooksError> {
        let (queue, work) = channel();
        let failure = Arc::new(OnceLock::new());
        let thread = thread::Builder::new().name("books".into()).spawn({
            let failure = Arc::clone(&failure);
            move || {
                if let Err(error) = write_all(&database, &work) {
                    // Whoever waits learns of it, as the queue is dropped with its work.
                    let _ = failure.set(error);
                }
            }
        });
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread.map_err(BooksError::Thread)?),
            failure,
        })
    }

    /// Does a piece of work, and gives its result once it is safe on disk; then `tell` is called, in the order of the work.
    ///
    /// Whoever stops waiting does not stop the work.
    ///
    /// # Panics
    ///
    /// If the books can no longer be written. What this piece of work has done is not known then, and no answer would be true.
    pub(super) async fn perform<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Books<'_>) -> Result<T, BooksError> + Send + 'static,
        tell: impl FnOnce(&T) + Send + 'static,
    ) -> T {
        let (answer, result) = oneshot::channel();
        let work: Work = Box::new(move |books| {
            let result = work(books)?;
            Ok(Box::new(move || {
                tell(&result);
                let _ = answer.send(result);
            }))
        });
        let sent = self.queue.as_ref().map(|queue| queue.send(work));
        match (sent, result.await) {
            (Some(Ok(())), Ok(result)) => result,
            _ => match self.failure() {
                Some(failure) => panic!("{failure}"),
                None => panic!("the books are closed"),
            },
        }
    }

    /// Why nothing can be written any more, if so.
    pub(super) fn failure(&self) -> Option<&BooksError> {
        self.failure.get()
    }
}

fn write_all(database: &Database, queue: &Receiver<Work>) -> Result<(), BooksError> {
    while let Ok(first) = queue.recv() {
        let transaction = database.begin_write()?;
        let mut told = Vec::new();
        {
            let mut books = Books::open(&transaction)?;
            let waiting = queue.try_iter().take(TOGETHER - 1);
            for work in std::iter::once(first).chain(waiting) {
                told.push(work(&mut books)?);
            }
        }
        transaction.commit()?;
        told.into_iter().for_each(|tell| tell());
    }
    Ok(())
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            // A writer that panicked has told whoever waited.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer")
            .field("failure", &self.failure)
            .finish_non_exhaustive()
    }
}
