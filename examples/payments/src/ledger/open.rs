//! Opening the books, and looking into them.

use std::sync::Arc;

use gati::Events;
use redb::backends::InMemoryBackend;
use redb::{Database, ReadableDatabase};

use super::account::Account;
use super::books::{Books, Snapshot};
use super::writer::Writer;
use super::{BooksError, Ledger, moves, readable};
use crate::payment::PaymentId;

impl Ledger {
    /// The books in a file, which is made if it is not there and which one process at a time may have open; or books that end with the
    /// process. Empty ones begin with a few payments, so that there is something to look at: 40 to 44, of 100.00 each.
    pub(super) fn open(file: Option<&str>, events: Events) -> Result<Self, BooksError> {
        let database = match file {
            Some(file) => Database::create(file)?,
            None => Database::builder().create_with_backend(InMemoryBackend::new())?,
        };
        let transaction = database.begin_write()?;
        {
            let mut books = Books::open(&transaction)?;
            books.keep_to_schema(Self::SCHEMA_VERSION)?;
            if books.are_empty()? {
                moves::seed(&mut books)?;
            }
        }
        transaction.commit()?;
        let database = Arc::new(database);
        Ok(Self {
            writer: Writer::start(Arc::clone(&database))?,
            database,
            events,
        })
    }

    /// The books as they are now.
    pub(super) fn snapshot(&self) -> Result<Snapshot, BooksError> {
        Ok(Snapshot::new(self.database.begin_read()?))
    }

    /// The accounts from a number on.
    pub(super) fn accounts(&self, first: u64) -> impl Iterator<Item = (PaymentId, Account)> {
        let accounts = readable(self.snapshot().and_then(|books| books.accounts(first)));
        accounts.map(readable)
    }
}
