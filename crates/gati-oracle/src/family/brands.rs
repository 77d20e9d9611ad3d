//! Brands: those of Gati, and one's own.

use std::collections::BTreeMap;

use gati::GType;
use serde::{Deserialize, Serialize};

gati::brand! {
    /// A share of a hundred.
    pub Hundredth(u8), max = 100;

    pub Code(String), pattern = "^[a-z]+$", max_length = 3;
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Own {
    hundredth: Hundredth,
    #[gtype(min = 5)]
    more: Option<Hundredth>,
    code: Option<Code>,
    #[gtype(pattern = "b")]
    with_b: Option<Code>,
    by_code: BTreeMap<Code, u8>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Of {
    email: gati::types::Email,
    #[gtype(max_length = 3)]
    name: gati::types::NonEmpty,
    slug: Option<gati::types::Slug>,
    #[gtype(pattern = "b")]
    slug_with_b: Option<gati::types::Slug>,
    positive: gati::types::Positive<i32>,
    #[gtype(max = 3)]
    small: gati::types::NonNegative<f64>,
    list: Vec<gati::types::Positive<u8>>,
}

/// A brand is checked when it is read, so it takes part in the choice.
#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(untagged)]
pub enum Chosen {
    Email(gati::types::Email),
    Small(Hundredth),
    Number(u16),
    Code { code: Code },
    Text(String),
}
