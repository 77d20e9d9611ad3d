//! The books: every payment, and the only place where money moves.
//!
//! They are kept in an embedded database. Each change is one transaction: when a caller is told that money has moved, it has moved on
//! disk, and a process that is killed leaves the books as they were after some change, never in the middle of one.

mod account;
mod books;
mod error;
mod moves;
mod open;
mod writer;

use std::fmt;
use std::sync::Arc;

use gati::Events;
use redb::Database;

pub use error::BooksError;
pub use moves::{Authorised, Refusal};

use crate::balance::Balance;
use crate::config::AppConfig;
use crate::events::{Event, What};
use crate::handlers::authorise::{Authorise, IdempotencyKey};
use crate::handlers::browse::{Filter, Page};
use crate::money::{Amount, Currency};
use crate::payment::{Payment, PaymentId};
use crate::receipts::Receipt;
use writer::Writer;

/// The books, and the only thread that writes them.
pub struct Ledger {
    database: Arc<Database>,
    writer: Writer,
    /// Where it is told what has happened, in order, once it is safe on disk.
    events: Events,
}

// ANCHOR: module
/// Keeps the books.
#[gati::module(capabilities = ["fs", "events"], restart, schema_version = 1)]
impl Ledger {
    /// Opens the books that the configuration names.
    pub(crate) fn init(config: &AppConfig, events: &Events) -> Result<Self, BooksError> {
        Self::open(config.books.as_deref(), events.clone())
    }

    /// Sets money aside. With a key, the same request comes to the same payment however often it is made.
    pub async fn authorise(&self, key: Option<IdempotencyKey>, request: Authorise) -> Authorised {
        let events = self.events.clone();
        let (authorised, _) = self
            .writer
            .perform(
                move |books| moves::authorise(books, key.as_ref(), request),
                move |(_, event)| {
                    if let Some(event) = event {
                        events.publish(event.clone());
                    }
                },
            )
            .await;
        authorised
    }

    /// Takes money that is set aside. If there is no such payment, it is in another currency, or not enough is set aside, nothing moves.
    pub async fn capture(
        &self,
        id: PaymentId,
        amount: Amount,
        currency: Currency,
    ) -> Result<Payment, Refusal> {
        let amount = amount.into_inner();
        self.change(id, Some(currency), move |balance| {
            balance.capture(amount)?;
            Ok(What::Captured { amount })
        })
        .await
    }
    // ANCHOR_END: module

    /// Sets money that was taken aside again: takes a capture back.
    pub async fn restore(&self, id: PaymentId, amount: Amount) -> Result<Payment, Refusal> {
        let amount = amount.into_inner();
        self.change(id, None, move |balance| {
            balance.restore(amount)?;
            Ok(What::Restored { amount })
        })
        .await
    }

    /// Gives back money that was taken. If there is no such payment, it is in another currency, or less was taken, nothing moves.
    pub async fn refund(
        &self,
        id: PaymentId,
        amount: Amount,
        currency: Currency,
    ) -> Result<Payment, Refusal> {
        let amount = amount.into_inner();
        self.change(id, Some(currency), move |balance| {
            balance.refund(amount)?;
            Ok(What::Refunded { amount })
        })
        .await
    }

    /// Gives back everything that is still set aside.
    pub async fn release(&self, id: PaymentId) -> Result<Payment, Refusal> {
        self.change(id, None, |balance| {
            let amount = balance.release()?;
            Ok(What::Released { amount })
        })
        .await
    }

    /// Files a receipt, in place of an earlier one; says whether there was one.
    pub async fn file_receipt(&self, id: PaymentId, receipt: Receipt) -> bool {
        let events = self.events.clone();
        let (replaced, _) = self
            .writer
            .perform(
                move |books| {
                    let replaced = books.write_receipt(id, &receipt)?;
                    Ok((replaced, books.record(id, What::ReceiptFiled)?))
                },
                move |(_, event)| {
                    events.publish(event.clone());
                },
            )
            .await;
        replaced
    }

    /// The receipt that was filed for a payment.
    pub fn receipt(&self, id: PaymentId) -> Option<Receipt> {
        readable(self.snapshot().and_then(|books| books.receipt(id)))
    }

    /// A payment.
    pub fn find(&self, id: PaymentId) -> Option<Payment> {
        readable(self.snapshot().and_then(|books| books.account(id))).map(|account| account.payment(id))
    }

    /// A page of the payments that are wanted.
    pub fn page(&self, filter: &Filter) -> Page<Payment> {
        let Some(first) = filter.first() else {
            return Page::of(Vec::new(), 0);
        };
        let limit = filter.limit();
        // One more than asked for says whether there is another page.
        let found: Vec<Payment> = self
            .accounts(first)
            .map(|(id, account)| account.payment(id))
            .filter(|payment| filter.wants(payment))
            .take(limit + 1)
            .collect();
        Page::of(found, limit)
    }

    /// The events after a number that the books still keep, oldest first.
    pub fn events_after(&self, sequence: u64) -> Vec<Event> {
        readable(self.snapshot().and_then(|books| books.events_after(sequence)))
    }

    /// All balances together.
    pub fn total(&self) -> Balance {
        self.accounts(0)
            .fold(Balance::default(), |sum, (_, account)| sum.plus(account.balance))
    }

    /// Whether the books can be written. What they suffer from does not pass by itself: they are opened anew.
    pub(crate) fn health(&self) -> Result<(), String> {
        match self.writer.failure() {
            Some(failure) => Err(failure.to_string()),
            None => Ok(()),
        }
    }

    async fn change(
        &self,
        id: PaymentId,
        currency: Option<Currency>,
        change: impl FnOnce(&mut Balance) -> moves::Change + Send + 'static,
    ) -> Result<Payment, Refusal> {
        let events = self.events.clone();
        let changed = self
            .writer
            .perform(
                move |books| moves::change(books, id, currency, change),
                move |changed| {
                    if let Ok((_, event)) = changed {
                        events.publish(event.clone());
                    }
                },
            )
            .await;
        changed.map(|(payment, _)| payment)
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
