//! The carrier: a module that may fail and comes back.

use gati::prelude::*;

use crate::Journal;

/// Something to be sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Parcel {
    /// Where it goes.
    #[gtype(min_length = 1)]
    pub to: String,
    /// How heavy it is, in grams.
    #[gtype(min = 1, max = 30_000)]
    pub grams: u32,
}

/// Why a parcel stays here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub enum CarrierError {
    /// Nobody goes there.
    Unreachable,
}

/// The line to the carrier.
#[derive(Debug)]
pub struct Carrier {
    journal: Journal,
}

/// Sends parcels.
#[gati::module(restart, health_every = "20ms", health_timeout = "5s")]
impl Carrier {
    pub(crate) async fn init(journal: &Journal) -> Result<Self, String> {
        if let Err(cause) = journal.pass("carrier", "the line is dead").await {
            journal.note("carrier does not start");
            return Err(cause);
        }
        journal.note("carrier starts");
        Ok(Self {
            journal: journal.clone(),
        })
    }

    /// Sends a parcel and gives its number.
    pub async fn send(&self, parcel: Parcel) -> Result<u64, CarrierError> {
        if parcel.to == "nowhere" {
            return Err(CarrierError::Unreachable);
        }
        if parcel.to == "the moon" {
            let _way = Way::begin(&self.journal);
            std::future::pending::<()>().await;
        }
        Ok(u64::from(parcel.grams))
    }

    pub(crate) async fn health(&self) -> Result<(), String> {
        self.journal.pass("carrier", "the line is dead").await
    }

    pub(crate) async fn dispose(&self) {
        self.journal.note("carrier stops");
    }
}

/// A way without an end: it ends when whoever waits for it does not.
struct Way(Journal);

impl Way {
    fn begin(journal: &Journal) -> Self {
        journal.note("carrier is on its way");
        Self(journal.clone())
    }
}

impl Drop for Way {
    fn drop(&mut self) {
        self.0.note("carrier turns back");
    }
}
