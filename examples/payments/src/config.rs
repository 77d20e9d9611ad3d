//! What whoever runs the program decides: the table `[app]` of `gati.toml`.

use gati::prelude::*;

use crate::money::Amount;

/// The configuration of the program.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, GType)]
#[serde(default)]
pub struct AppConfig {
    /// The file in which the books are kept; without one they end with the process.
    pub books: Option<String>,
    /// How many milliseconds a stream of events stays open; for ever, if it does not say. Something between us and the callers may cut
    /// streams after a while: then it is better that they end by themselves and callers come back for the rest.
    pub stream_ms: Option<u64>,
    /// Who may give money back.
    pub refunds: Refunds,
    /// The most that the bank pays at once.
    pub bank_limit: Amount,
}

/// Who may give money back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, GType)]
#[serde(rename_all = "snake_case")]
pub enum Refunds {
    /// Whoever calls.
    #[default]
    Anybody,
    /// Who knows the secret `desk_key`.
    Desk,
}

impl Default for AppConfig {
    fn default() -> Self {
        Self {
            books: None,
            stream_ms: None,
            refunds: Refunds::default(),
            bank_limit: Amount::new(5_000_000).expect("a sum that is allowed"),
        }
    }
}
