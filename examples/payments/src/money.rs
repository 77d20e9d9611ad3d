//! Sums of money and the currencies they are in.

use std::fmt;

use gati::prelude::*;

// ANCHOR: amount
gati::brand! {
    /// A sum of money in the smallest unit of its currency: 1500 is 15 euros.
    pub Amount(u64), min = 1, max = 100_000_000;
}
// ANCHOR_END: amount

/// The currencies in which payments can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, GType)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Euro.
    Eur,
    /// Pound sterling.
    Gbp,
    /// United States dollar.
    Usd,
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Eur => "EUR",
            Self::Gbp => "GBP",
            Self::Usd => "USD",
        })
    }
}
