//! The types of both halves.

use gati::prelude::*;

pub const CAPTURE_BODY: &str = r#"{"amount":1500,"currency":"EUR","reference":"order-20251109-0042","note":"second parcel","tags":["web","eu"]}"#;

#[derive(Debug, Clone, Serialize, Deserialize, GType)]
pub struct Capture {
    #[gtype(min = 1, max = 1_000_000)]
    pub amount: u64,
    pub currency: Currency,
    #[gtype(min_length = 1, max_length = 64)]
    pub reference: String,
    #[gtype(max_length = 280)]
    pub note: Option<String>,
    #[gtype(max_items = 10)]
    #[serde(default)]
    pub tags: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, GType)]
pub enum Currency {
    EUR,
    USD,
    INR,
}

#[derive(Debug, Clone, Serialize, Deserialize, GType)]
pub struct Capturing {
    pub id: u64,
    pub amount: u64,
    pub state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, GType)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Authorised,
    Capturing,
}

#[derive(Debug, Clone, Serialize, Deserialize, GType)]
pub struct Payment {
    pub id: u64,
    pub amount: u64,
    pub captured: u64,
    pub currency: Currency,
    pub state: State,
    pub reference: String,
    pub payer: String,
    pub created_at: u64,
}

#[must_use]
pub fn payment(id: u64) -> Payment {
    Payment {
        id,
        amount: 5_000,
        captured: 1_500,
        currency: Currency::EUR,
        state: State::Authorised,
        reference: "order-20251109-0042".into(),
        payer: "Ada Lovelace".into(),
        created_at: 1_762_682_400,
    }
}
