//! The books: every payment, and the only place where money moves.
//!
//! They are kept in an embedded database. Each change is one transaction: when a caller is told that money has moved, it has moved on
//! disk, and a process that is killed leaves the books as they were after some change, never in the middle of one.

mod account;
mod books;
mod error;
mod moves;
mod writer;

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use redb::backends::InMemoryBackend;
use redb::{Database, ReadableDatabase};

pub use error::BooksError;
pub use moves::{Authorised, Refusal};

use crate::balance::Balance;
use crate::events::{Feed, What};
use crate::handlers::authorise::{Authorise, IdempotencyKey};
use crate::money::Currency;
use crate::payment::{Payment, PaymentId};
use crate::receipts::Receipt;
use books::{Books, Snapshot};
use writer::Writer;

/// The books, and the feed of what happened.
pub struct Ledger {
    database: Arc<Database>,
    writer: Writer,
    /// What happened, for those who watch.
    pub feed: Arc<Feed>,
    /// How long a stream of events stays open; for ever if `None`.
    pub stream_lifetime: Option<Duration>,
}

impl Ledger {
    /// Empty books that end with the process.
    ///
    /// # Errors
    ///
    /// If no thread can be started.
    pub fn in_memory() -> Result<Self, BooksError> {
        Self::of(Database::builder().create_with_backend(InMemoryBackend::new())?)
    }

    /// The books in a file, which is made if it is not there. One process at a time may have it open.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened, is no book of ours, or another process has it open.
    pub fn open(file: &Path) -> Result<Self, BooksError> {
        Self::of(Database::create(file)?)
    }

    fn of(database: Database) -> Result<Self, BooksError> {
        let transaction = database.begin_write()?;
        drop(Books::open(&transaction)?);
        transaction.commit()?;
        let past = Snapshot::new(database.begin_read()?).events()?;
        let database = Arc::new(database);
        Ok(Self {
            writer: Writer::start(Arc::clone(&database))?,
            database,
            feed: Arc::new(Feed::of(past)),
            stream_lifetime: None,
        })
    }

    /// The same books, with a few payments in them if they are empty, so that there is something to look at: 40 to 44, of 100.00 each.
    ///
    /// # Errors
    ///
    /// If they cannot be written.
    pub fn seeded(self) -> Result<Self, BooksError> {
        if self.snapshot()?.accounts(0)?.next().is_none() {
            let transaction = self.database.begin_write()?;
            let seeds = moves::seed(&mut Books::open(&transaction)?)?;
            transaction.commit()?;
            seeds.into_iter().for_each(|event| self.feed.publish(event));
        }
        Ok(self)
    }

    /// The same books, with streams of events that end after a while.
    #[must_use]
    pub fn with_streams_of(mut self, lifetime: Duration) -> Self {
        self.stream_lifetime = Some(lifetime);
        self
    }

    /// Sets money aside. With a key, the same request comes to the same payment however often it is made.
    pub async fn authorise(&self, key: Option<IdempotencyKey>, request: Authorise) -> Authorised {
        let feed = Arc::clone(&self.feed);
        let (authorised, _) = self
            .writer
            .perform(
                move |books| moves::authorise(books, key.as_ref(), request),
                move |(_, event)| {
                    if let Some(event) = event {
                        feed.publish(event.clone());
                    }
                },
            )
            .await;
        authorised
    }

    /// Takes money that is set aside.
    ///
    /// # Errors
    ///
    /// If there is no such payment, it is in another currency, or not enough is set aside; then nothing moves.
    pub async fn capture(&self, id: PaymentId, amount: u64, currency: Currency) -> Result<Payment, Refusal> {
        self.change(id, Some(currency), move |balance| {
            balance.capture(amount)?;
            Ok(What::Captured { amount })
        })
        .await
    }

    /// Gives back money that was taken.
    ///
    /// # Errors
    ///
    /// If there is no such payment, it is in another currency, or less was taken; then nothing moves.
    pub async fn refund(&self, id: PaymentId, amount: u64, currency: Currency) -> Result<Payment, Refusal> {
        self.change(id, Some(currency), move |balance| {
            balance.refund(amount)?;
            Ok(What::Refunded { amount })
        })
        .await
    }

    /// Gives back everything that is still set aside.
    ///
    /// # Errors
    ///
    /// If there is no such payment, or nothing is set aside.
    pub async fn release(&self, id: PaymentId) -> Result<Payment, Refusal> {
        self.change(id, None, |balance| {
            let amount = balance.release()?;
            Ok(What::Released { amount })
        })
        .await
    }

    /// Files a receipt, in place of an earlier one; says whether there was one.
    pub async fn file_receipt(&self, id: PaymentId, receipt: Receipt) -> bool {
        let feed = Arc::clone(&self.feed);
        let (replaced, _) = self
            .writer
            .perform(
                move |books| {
                    let replaced = books.write_receipt(id, &receipt)?;
                    Ok((replaced, books.record(id, What::ReceiptFiled)?))
                },
                move |(_, event)| feed.publish(event.clone()),
            )
            .await;
        replaced
    }

    /// The receipt that was filed for a payment.
    #[must_use]
    pub fn receipt(&self, id: PaymentId) -> Option<Receipt> {
        readable(self.snapshot().and_then(|books| books.receipt(id)))
    }

    /// A payment.
    #[must_use]
    pub fn find(&self, id: PaymentId) -> Option<Payment> {
        readable(self.snapshot().and_then(|books| books.account(id))).map(|account| account.payment(id))
    }

    /// Up to `limit` payments with a higher number than `after` that `wanted` accepts, and whether there are more.
    pub fn page(
        &self,
        after: Option<PaymentId>,
        limit: usize,
        wanted: impl Fn(&Payment) -> bool,
    ) -> (Vec<Payment>, bool) {
        let Some(first) = after.map_or(Some(0), |id| id.0.checked_add(1)) else {
            return (Vec::new(), false);
        };
        let mut found: Vec<Payment> = self
            .accounts(first)
            .map(|(id, account)| account.payment(id))
            .filter(wanted)
            .take(limit + 1)
            .collect();
        let more = found.len() > limit;
        found.truncate(limit);
        (found, more)
    }

    /// All balances together.
    #[must_use]
    pub fn total(&self) -> Balance {
        self.accounts(0)
            .fold(Balance::default(), |sum, (_, account)| sum.plus(account.balance))
    }

    /// Whether the books can be written.
    ///
    /// # Errors
    ///
    /// If they cannot; that does not pass by itself.
    pub fn check(&self) -> Result<(), &BooksError> {
        self.writer.failure().map_or(Ok(()), Err)
    }

    async fn change(
        &self,
        id: PaymentId,
        currency: Option<Currency>,
        change: impl FnOnce(&mut Balance) -> moves::Change + Send + 'static,
    ) -> Result<Payment, Refusal> {
        let feed = Arc::clone(&self.feed);
        let changed = self
            .writer
            .perform(
                move |books| moves::change(books, id, currency, change),
                move |changed| {
                    if let Ok((_, event)) = changed {
                        feed.publish(event.clone());
                    }
                },
            )
            .await;
        changed.map(|(payment, _)| payment)
    }

    fn accounts(&self, first: u64) -> impl Iterator<Item = (PaymentId, account::Account)> {
        let accounts = readable(self.snapshot().and_then(|books| books.accounts(first)));
        accounts.map(readable)
    }

    fn snapshot(&self) -> Result<Snapshot, BooksError> {
        Ok(Snapshot::new(self.database.begin_read()?))
    }
}

/// What was read.
///
/// # Panics
///
/// If it could not be: an answer from books that cannot be read would be made up.
fn readable<T>(result: Result<T, BooksError>) -> T {
    result.unwrap_or_else(|error| panic!("{error}"))
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger")
            .field("writer", &self.writer)
            .finish_non_exhaustive()
    }
}
