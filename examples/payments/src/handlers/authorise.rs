//! Setting money aside.

use std::collections::BTreeMap;

use gati::prelude::*;
use gati::types::Email;

use crate::app::Gctx;
use crate::ledger::Authorised;
use crate::money::{Amount, Currency};
use crate::payment::{Payment, Reference};

/// A request to set money aside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Authorise {
    /// How much can be captured at most, in the smallest unit of the currency.
    pub amount: Amount,
    /// In which currency.
    pub currency: Currency,
    /// Who pays.
    pub customer: Email,
    /// The merchant's own name for it.
    pub reference: Option<Reference>,
    /// Whatever the merchant wants to find again.
    #[serde(default)]
    #[gtype(max_properties = 8, items(max_length = 200))]
    pub labels: BTreeMap<String, String>,
}

gati::brand! {
    /// A word that makes repeated requests one: unique for each thing that is meant, such as a UUID.
    pub IdempotencyKey(String), min_length = 8, max_length = 64, pattern = "^[A-Za-z0-9_-]+$";
}

/// Headers of a request that may be repeated.
#[derive(Clone, Debug, Deserialize, GType)]
pub struct Repeatable {
    /// Requests with the same key and the same content set money aside once.
    #[serde(rename = "idempotency-key")]
    pub idempotency_key: Option<IdempotencyKey>,
}

/// Why no money was set aside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum AuthoriseError {
    /// The idempotency key belongs to a request with other content.
    #[gtype(status = 409)]
    KeyReused,
}

/// Sets money aside that can be captured later.
///
/// Answers 201 with a new payment, or 200 with the earlier one if the request repeats an earlier one under the same key.
#[gati::handler("POST /payments", status = [201, 200], tags = ["payments"])]
pub async fn authorise(
    headers: Headers<Repeatable>,
    body: Json<Authorise>,
    gctx: &Gctx,
) -> Result<Reply<Json<Payment>>, AuthoriseError> {
    let key = headers.0.idempotency_key;
    match gctx.modules.ledger.authorise(key, body.0).await {
        Authorised::New(payment) => {
            let place = format!("/payments/{}", payment.id.0);
            Ok(Reply::new(Json(payment)).header("location", place))
        }
        Authorised::Known(payment) => Ok(Reply::new(Json(payment)).status(200)),
        Authorised::KeyReused => Err(AuthoriseError::KeyReused),
    }
}

impl Authorise {
    /// A request of the most common kind.
    #[must_use]
    pub fn of(amount: Amount, currency: Currency, customer: Email) -> Self {
        Self {
            amount,
            currency,
            customer,
            reference: None,
            labels: BTreeMap::new(),
        }
    }
}
