//! What can be done to the books, each within one transaction.

use std::fmt;

use gati::prelude::*;
use gati::types::Email;

use super::account::Account;
use super::books::Books;
use super::error::BooksError;
use crate::balance::{Balance, Shortfall};
use crate::events::{Event, What};
use crate::handlers::authorise::{Authorise, IdempotencyKey};
use crate::money::{Amount, Currency};
use crate::payment::{Payment, PaymentId};

/// Why money did not move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, GType)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// There is no such payment.
    NotFound,
    /// The payment is in another currency.
    Currency(Currency),
    /// There is less than was asked for.
    Short(Shortfall),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("there is no such payment"),
            Self::Currency(currency) => write!(f, "the payment is in {currency}"),
            Self::Short(shortfall) => write!(f, "there is only {}", shortfall.available),
        }
    }
}

impl From<Shortfall> for Refusal {
    fn from(shortfall: Shortfall) -> Self {
        Self::Short(shortfall)
    }
}

/// What came of asking for money to be set aside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
#[serde(rename_all = "snake_case")]
pub enum Authorised {
    /// A new payment.
    New(Payment),
    /// The payment of an earlier request with the same key and the same content.
    Known(Payment),
    /// The key belongs to a request with other content.
    KeyReused,
}

/// What a change of a balance says of itself.
pub(super) type Change = Result<What, Shortfall>;

pub(super) fn authorise(
    books: &mut Books<'_>,
    key: Option<&IdempotencyKey>,
    request: Authorise,
) -> Result<(Authorised, Option<Event>), BooksError> {
    if let Some((earlier, id)) = key.map(|key| books.earlier(key)).transpose()?.flatten() {
        let account = books.account(id)?.filter(|_| earlier == request);
        let authorised = account.map_or(Authorised::KeyReused, |account| {
            Authorised::Known(account.payment(id))
        });
        return Ok((authorised, None));
    }
    let id = books.next_payment()?;
    if let Some(key) = key {
        books.remember(key, &request, id)?;
    }
    let what = What::Authorised {
        amount: request.amount.into_inner(),
        currency: request.currency,
    };
    let account = Account::new(request);
    books.write_account(id, &account)?;
    let event = books.record(id, what)?;
    Ok((Authorised::New(account.payment(id)), Some(event)))
}

pub(super) fn change(
    books: &mut Books<'_>,
    id: PaymentId,
    currency: Option<Currency>,
    change: impl FnOnce(&mut Balance) -> Change,
) -> Result<Result<(Payment, Event), Refusal>, BooksError> {
    let Some(mut account) = books.account(id)? else {
        return Ok(Err(Refusal::NotFound));
    };
    if currency.is_some_and(|currency| currency != account.request.currency) {
        return Ok(Err(Refusal::Currency(account.request.currency)));
    }
    let what = match change(&mut account.balance) {
        Ok(what) => what,
        Err(shortfall) => return Ok(Err(shortfall.into())),
    };
    books.write_account(id, &account)?;
    let event = books.record(id, what)?;
    Ok(Ok((account.payment(id), event)))
}

/// A few payments to look at. New ones get three digits, these two.
pub(super) fn seed(books: &mut Books<'_>) -> Result<(), BooksError> {
    books.skip_payments_to(39)?;
    let amount = Amount::new(10_000).expect("a sum that is allowed");
    for (currency, customer) in [
        (Currency::Eur, "ada@example.org"),
        (Currency::Usd, "grace@example.org"),
        (Currency::Eur, "alan@example.org"),
        (Currency::Gbp, "edsger@example.org"),
        (Currency::Eur, "barbara@example.org"),
    ] {
        let customer = Email::new(customer).expect("a mail address");
        authorise(books, None, Authorise::of(amount, currency, customer))?;
    }
    books.skip_payments_to(99)
}
