//! The books on disk: tables of an embedded database, and what one transaction does to them.

use redb::{ReadTransaction, ReadableTable, ReadableTableMetadata, Table, TableDefinition, WriteTransaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::account::Account;
use super::error::BooksError;
use crate::events::{Event, KEPT, What};
use crate::handlers::authorise::{Authorise, IdempotencyKey};
use crate::payment::PaymentId;
use crate::receipts::Receipt;

/// Payments by number.
const ACCOUNTS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("accounts");
/// What was asked for under each key, and the payment that came of it.
const KEYS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("keys");
/// Receipts by the number of their payment.
const RECEIPTS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("receipts");
/// The last events, by number.
const EVENTS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("events");
/// The numbers that were given out last.
const NUMBERS: TableDefinition<'_, &str, u64> = TableDefinition::new("numbers");

const LAST_PAYMENT: &str = "payment";
const LAST_EVENT: &str = "event";
/// The schema that the books were written by.
const SCHEMA: &str = "schema";

type Result<T> = std::result::Result<T, BooksError>;

/// The books, open for one transaction. Nothing of it is there before the transaction is committed, and then all of it is.
pub(super) struct Books<'t> {
    accounts: Table<'t, u64, &'static [u8]>,
    keys: Table<'t, &'static str, &'static [u8]>,
    receipts: Table<'t, u64, &'static [u8]>,
    events: Table<'t, u64, &'static [u8]>,
    numbers: Table<'t, &'static str, u64>,
}

impl<'t> Books<'t> {
    pub(super) fn open(transaction: &'t WriteTransaction) -> Result<Self> {
        Ok(Self {
            accounts: transaction.open_table(ACCOUNTS)?,
            keys: transaction.open_table(KEYS)?,
            receipts: transaction.open_table(RECEIPTS)?,
            events: transaction.open_table(EVENTS)?,
            numbers: transaction.open_table(NUMBERS)?,
        })
    }

    /// Whether there is no payment yet.
    pub(super) fn are_empty(&self) -> Result<bool> {
        Ok(self.accounts.is_empty()?)
    }

    // ANCHOR: schema
    /// Makes sure that the books are of a schema that this program writes; new ones are of it from now on.
    pub(super) fn keep_to_schema(&mut self, version: u64) -> Result<()> {
        let found = self.numbers.get(SCHEMA)?.map(|found| found.value());
        match found {
            Some(found) if found != version => Err(BooksError::Schema { found, version }),
            Some(_) => Ok(()),
            // New ones, or some from before they said so.
            None => {
                self.numbers.insert(SCHEMA, version)?;
                Ok(())
            }
        }
    }
    // ANCHOR_END: schema

    pub(super) fn account(&self, id: PaymentId) -> Result<Option<Account>> {
        read(&self.accounts, id.0)
    }

    pub(super) fn write_account(&mut self, id: PaymentId, account: &Account) -> Result<()> {
        write(&mut self.accounts, id.0, account)
    }

    /// The number of a payment that is not there yet.
    pub(super) fn next_payment(&mut self) -> Result<PaymentId> {
        self.next(LAST_PAYMENT).map(PaymentId)
    }

    /// Lets the next payment have a number after this one.
    pub(super) fn skip_payments_to(&mut self, last: u64) -> Result<()> {
        self.numbers.insert(LAST_PAYMENT, last)?;
        Ok(())
    }

    pub(super) fn earlier(&self, key: &IdempotencyKey) -> Result<Option<(Authorise, PaymentId)>> {
        self.keys
            .get(&**key)?
            .map(|content| decode(content.value()))
            .transpose()
    }

    pub(super) fn remember(
        &mut self,
        key: &IdempotencyKey,
        request: &Authorise,
        id: PaymentId,
    ) -> Result<()> {
        let content = encode(&(request, id))?;
        self.keys.insert(&**key, content.as_slice())?;
        Ok(())
    }

    /// Writes a receipt, and says whether it took the place of another one.
    pub(super) fn write_receipt(&mut self, id: PaymentId, receipt: &Receipt) -> Result<bool> {
        let known = self.receipts.get(id.0)?.is_some();
        write(&mut self.receipts, id.0, receipt)?;
        Ok(known)
    }

    /// Writes down what happened. Of the events before it, only so many are kept.
    pub(super) fn record(&mut self, payment: PaymentId, what: What) -> Result<Event> {
        let sequence = self.next(LAST_EVENT)?;
        let event = Event {
            sequence,
            at: jiff::Timestamp::now(),
            payment,
            what,
        };
        write(&mut self.events, sequence, &event)?;
        if let Some(old) = sequence.checked_sub(KEPT) {
            self.events.remove(old)?;
        }
        Ok(event)
    }

    fn next(&mut self, name: &'static str) -> Result<u64> {
        let next = self.numbers.get(name)?.map_or(0, |last| last.value()) + 1;
        self.numbers.insert(name, next)?;
        Ok(next)
    }
}

/// The books as they were at one moment, to be looked at.
pub(super) struct Snapshot(ReadTransaction);

impl Snapshot {
    pub(super) fn new(transaction: ReadTransaction) -> Self {
        Self(transaction)
    }

    pub(super) fn account(&self, id: PaymentId) -> Result<Option<Account>> {
        read(&self.0.open_table(ACCOUNTS)?, id.0)
    }

    pub(super) fn receipt(&self, id: PaymentId) -> Result<Option<Receipt>> {
        read(&self.0.open_table(RECEIPTS)?, id.0)
    }

    /// The accounts from a number on.
    pub(super) fn accounts(
        &self,
        first: u64,
    ) -> Result<impl Iterator<Item = Result<(PaymentId, Account)>> + use<>> {
        let range = self.0.open_table(ACCOUNTS)?.range(first..)?;
        Ok(range.map(|entry| {
            let (id, content) = entry?;
            Ok((PaymentId(id.value()), decode(content.value())?))
        }))
    }

    /// The events after a number that are kept, oldest first.
    pub(super) fn events_after(&self, last: u64) -> Result<Vec<Event>> {
        let Some(first) = last.checked_add(1) else {
            return Ok(Vec::new());
        };
        let range = self.0.open_table(EVENTS)?.range(first..)?;
        range.map(|entry| decode(entry?.1.value())).collect()
    }
}

fn read<T: DeserializeOwned>(table: &impl ReadableTable<u64, &'static [u8]>, key: u64) -> Result<Option<T>> {
    table.get(key)?.map(|content| decode(content.value())).transpose()
}

fn write(table: &mut Table<'_, u64, &'static [u8]>, key: u64, value: &impl Serialize) -> Result<()> {
    table.insert(key, encode(value)?.as_slice())?;
    Ok(())
}

fn decode<T: DeserializeOwned>(content: &[u8]) -> Result<T> {
    serde_json::from_slice(content).map_err(BooksError::Content)
}

fn encode(value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(BooksError::Content)
}

#[cfg(test)]
mod tests {
    use redb::Database;
    use redb::backends::InMemoryBackend;

    use super::*;

    #[test]
    fn books_of_another_schema_are_refused_and_left_alone() {
        let database = Database::builder()
            .create_with_backend(InMemoryBackend::new())
            .unwrap();
        let keep_to = |version: u64| {
            let transaction = database.begin_write().unwrap();
            let kept = Books::open(&transaction).unwrap().keep_to_schema(version);
            transaction.commit().unwrap();
            kept
        };
        keep_to(2).unwrap();
        keep_to(2).unwrap();
        let refused = keep_to(1).unwrap_err().to_string();
        assert_eq!(
            refused,
            "the books have schema 2, and this program writes schema 1: an API that is rolled back does not roll back its database"
        );
        keep_to(2).unwrap();
    }
}
