//! Types.

use std::collections::{BTreeMap, HashMap as Dictionary};
use gati::{GType, brand, types::Email};
use serde::{Deserialize, Serialize};

pub type Id = u64;
pub type Many<T> = Vec<T>;
const TAGS: usize = 2 * HALF;
const HALF: usize = 2;

pub struct Ledger;

brand! {
    /// Where a payment comes from.
    pub Source(String), pattern = "^[a-z]+$";
    pub(crate) Percent(u8), max = 100;
}

#[derive(Serialize, Deserialize, GType)]
pub struct Payment {
    pub id: Id,
    pub payer: Option<Email>,
    pub source: Source,
    pub parts: Many<Payment>,
    pub price: kit::Money,
    pub notes: Dictionary<String, BTreeMap<u8, Box<str>>>,
    pub tags: [Box<str>; TAGS],
    pub pair: (u8, Option<Percent>),
    pub currency: self::Currency,
    pub nothing: std::marker::PhantomData<Ledger>,
    #[cfg(feature = "extra")]
    pub extra: Missing,
    #[cfg_attr(not(feature = "extra"), serde(rename = "memo"))]
    pub note: String,
}

/// What a capture asks for.
#[derive(Serialize, Deserialize, GType)]
pub struct Capture {
    #[gtype(min = 1, max = 1_000_000)]
    pub amount: u64,
    #[serde(default = "three")]
    pub attempts: u8,
    #[serde(default = "crate::model::currency")]
    pub currency: Currency,
    #[serde(default = "memo")]
    pub memo: String,
}

fn three() -> u8 {
    3
}

fn memo() -> String {
    "none".to_owned()
}

fn currency() -> Currency {
    Currency::Eur
}

#[derive(Serialize, Deserialize, GType)]
pub struct Filter {
    pub currency: Option<Currency>,
    #[serde(default)]
    pub state: Vec<String>,
    pub cursor: Option<String>,
}

#[derive(Serialize, Deserialize, GType)]
pub enum Currency {
    Eur,
    Usd,
}

pub mod error {
    use gati::{ApiError, GType};

    #[derive(serde::Serialize, serde::Deserialize, GType, ApiError)]
    #[serde(tag = "code", rename_all = "snake_case")]
    pub enum CaptureError {
        /// The ledger refused.
        #[gtype(status = 409)]
        Refused { left: super::Id },
        #[gtype(status = 404)]
        Unknown,
    }
}
