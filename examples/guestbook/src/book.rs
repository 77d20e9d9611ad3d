//! The book itself: a module.

use std::sync::{Mutex, PoisonError};

use gati::metrics::{Counter, Key};
use gati::prelude::*;
use gati::secrets::SecretError;
use gati::{Metrics, Secrets};

use crate::AppConfig;

/// How often somebody has signed.
static SIGNATURES: Key<Counter> = Key::new("signatures").described("Guests that have signed the book.");

/// Everybody who was here.
#[derive(Debug)]
pub struct Book {
    guests: Mutex<Vec<String>>,
    pages: usize,
    /// Not shown to anybody; it makes the marks of two books differ.
    pepper: Secret,
    signatures: Counter,
}

/// Why somebody cannot sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, GType)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The last page is written.
    Full,
}

/// Keeps the names of the guests.
#[gati::module(capabilities = ["secrets"])]
impl Book {
    /// Opens the book.
    pub async fn init(config: &AppConfig, secrets: &Secrets, metrics: &Metrics) -> Result<Self, SecretError> {
        Ok(Self {
            guests: Mutex::default(),
            pages: config.pages as usize,
            pepper: secrets.get("pepper").await?,
            signatures: metrics.get(&SIGNATURES),
        })
    }

    /// Writes a name on the next page and gives its number.
    pub async fn sign(&self, name: String) -> Result<u32, Refused> {
        let mut guests = self.guests.lock().unwrap_or_else(PoisonError::into_inner);
        if guests.len() >= self.pages {
            return Err(Refused::Full);
        }
        guests.push(name);
        self.signatures.increment(1);
        u32::try_from(guests.len()).map_err(|_| Refused::Full)
    }

    /// How many have signed.
    pub async fn count(&self) -> u32 {
        let guests = self.guests.lock().unwrap_or_else(PoisonError::into_inner);
        u32::try_from(guests.len()).unwrap_or(u32::MAX)
    }

    /// A mark by which a guest can show that it was this book.
    pub async fn mark(&self, name: &str) -> u32 {
        let bytes = self.pepper.expose().bytes().chain(name.bytes());
        bytes.fold(5381, |sum: u32, byte| sum.wrapping_mul(33) ^ u32::from(byte))
    }
}
