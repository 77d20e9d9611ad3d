//! The books: every payment, and the only place where money moves.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use gati::types::Email;

use crate::balance::{Balance, Shortfall};
use crate::events::{Feed, What};
use crate::handlers::authorise::{Authorise, IdempotencyKey};
use crate::money::{Amount, Currency};
use crate::payment::{Payment, PaymentId, State};
use crate::receipts::Receipts;

/// The state of the app: the books, the feed of what happened, and the receipts.
///
/// One lock guards the books. It is held for a few look-ups and never across an `await`, so captures of one payment come
/// one after the other and each sees what the one before has left.
#[derive(Debug, Default)]
pub struct Ledger {
    books: Mutex<Books>,
    /// What happened, for those who watch.
    pub feed: Feed,
    /// The files that belong to payments.
    pub receipts: Receipts,
    /// How long a stream of events stays open; for ever if `None`.
    pub stream_lifetime: Option<Duration>,
}

#[derive(Debug, Default)]
struct Books {
    accounts: BTreeMap<PaymentId, Account>,
    last: u64,
    /// What was asked for under each key, and the payment that came of it.
    keys: HashMap<IdempotencyKey, (Authorise, PaymentId)>,
}

#[derive(Debug)]
struct Account {
    request: Authorise,
    balance: Balance,
    created_at: jiff::Timestamp,
}

/// Why money did not move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such payment.
    NotFound,
    /// The payment is in another currency.
    Currency(Currency),
    /// There is less than was asked for.
    Short(Shortfall),
}

impl From<Shortfall> for Refusal {
    fn from(shortfall: Shortfall) -> Self {
        Self::Short(shortfall)
    }
}

/// What came of asking for money to be set aside.
#[derive(Clone, Debug, PartialEq)]
pub enum Authorised {
    /// A new payment.
    New(Payment),
    /// The payment of an earlier request with the same key and the same content.
    Known(Payment),
    /// The key belongs to a request with other content.
    KeyReused,
}

impl Ledger {
    /// Books with a few payments in them, so that there is something to look at: 40 to 44, of 100.00 each.
    #[must_use]
    pub fn seeded() -> Self {
        let ledger = Self::default();
        ledger.lock().last = 39;
        let amount = Amount::new(10_000).expect("a sum that is allowed");
        for (currency, customer) in [
            (Currency::Eur, "ada@example.org"),
            (Currency::Usd, "grace@example.org"),
            (Currency::Eur, "alan@example.org"),
            (Currency::Gbp, "edsger@example.org"),
            (Currency::Eur, "barbara@example.org"),
        ] {
            let customer = Email::new(customer).expect("a mail address");
            ledger.authorise(None, Authorise::of(amount, currency, customer));
        }
        // New payments get three digits, old ones two.
        ledger.lock().last = 99;
        ledger
    }

    /// The same books, with streams of events that end after a while.
    #[must_use]
    pub fn with_streams_of(mut self, lifetime: Duration) -> Self {
        self.stream_lifetime = Some(lifetime);
        self
    }

    /// Sets money aside. With a key, the same request comes to the same payment however often it is made.
    pub fn authorise(&self, key: Option<IdempotencyKey>, request: Authorise) -> Authorised {
        let mut books = self.lock();
        if let Some((earlier, id)) = key.as_ref().and_then(|key| books.keys.get(key)) {
            return match books.accounts.get(id) {
                Some(account) if *earlier == request => Authorised::Known(account.payment(*id)),
                _ => Authorised::KeyReused,
            };
        }
        books.last += 1;
        let id = PaymentId(books.last);
        let (amount, currency) = (request.amount.into_inner(), request.currency);
        if let Some(key) = key {
            books.keys.insert(key, (request.clone(), id));
        }
        let account = Account {
            request,
            balance: Balance::of(amount),
            created_at: jiff::Timestamp::now(),
        };
        let payment = account.payment(id);
        books.accounts.insert(id, account);
        self.feed.publish(id, What::Authorised { amount, currency });
        Authorised::New(payment)
    }

    /// Takes money that is set aside.
    ///
    /// # Errors
    ///
    /// If there is no such payment, it is in another currency, or not enough is set aside; then nothing moves.
    pub fn capture(&self, id: PaymentId, amount: u64, currency: Currency) -> Result<Payment, Refusal> {
        self.change(id, Some(currency), |balance| {
            balance.capture(amount)?;
            Ok(What::Captured { amount })
        })
    }

    /// Gives back money that was taken.
    ///
    /// # Errors
    ///
    /// If there is no such payment, it is in another currency, or less was taken; then nothing moves.
    pub fn refund(&self, id: PaymentId, amount: u64, currency: Currency) -> Result<Payment, Refusal> {
        self.change(id, Some(currency), |balance| {
            balance.refund(amount)?;
            Ok(What::Refunded { amount })
        })
    }

    /// Gives back everything that is still set aside.
    ///
    /// # Errors
    ///
    /// If there is no such payment, or nothing is set aside.
    pub fn release(&self, id: PaymentId) -> Result<Payment, Refusal> {
        self.change(id, None, |balance| {
            let amount = balance.release()?;
            Ok(What::Released { amount })
        })
    }

    /// A payment.
    #[must_use]
    pub fn find(&self, id: PaymentId) -> Option<Payment> {
        self.lock().accounts.get(&id).map(|account| account.payment(id))
    }

    /// Up to `limit` payments with a higher number than `after` that `wanted` accepts, and whether there are more.
    pub fn page(
        &self,
        after: Option<PaymentId>,
        limit: usize,
        wanted: impl Fn(&Payment) -> bool,
    ) -> (Vec<Payment>, bool) {
        let books = self.lock();
        let first = after.map_or(Some(0), |id| id.0.checked_add(1));
        let Some(first) = first else {
            return (Vec::new(), false);
        };
        let mut found: Vec<Payment> = books
            .accounts
            .range(PaymentId(first)..)
            .map(|(id, account)| account.payment(*id))
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
        self.lock()
            .accounts
            .values()
            .fold(Balance::default(), |sum, account| sum.plus(account.balance))
    }

    fn change(
        &self,
        id: PaymentId,
        currency: Option<Currency>,
        change: impl FnOnce(&mut Balance) -> Result<What, Shortfall>,
    ) -> Result<Payment, Refusal> {
        let mut books = self.lock();
        let account = books.accounts.get_mut(&id).ok_or(Refusal::NotFound)?;
        if currency.is_some_and(|currency| currency != account.request.currency) {
            return Err(Refusal::Currency(account.request.currency));
        }
        let what = change(&mut account.balance)?;
        let payment = account.payment(id);
        // Told under the lock, so that events stand in the order in which money moved.
        self.feed.publish(id, what);
        Ok(payment)
    }

    fn lock(&self) -> MutexGuard<'_, Books> {
        // A balance changes in one step or not at all, so the books are right even after a panic elsewhere.
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Account {
    fn payment(&self, id: PaymentId) -> Payment {
        Payment {
            id,
            state: State::of(&self.balance),
            customer: self.request.customer.clone(),
            currency: self.request.currency,
            authorised: self.balance.authorised(),
            available: self.balance.available(),
            captured: self.balance.captured(),
            released: self.balance.released(),
            refunded: self.balance.refunded(),
            reference: self.request.reference.clone(),
            labels: self.request.labels.clone(),
            created_at: self.created_at,
        }
    }
}
