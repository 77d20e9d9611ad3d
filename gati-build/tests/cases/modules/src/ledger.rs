use gati::prelude::*;

pub type Time = Clock;

pub struct Clock;

#[gati::module]
impl Clock {
    fn init() -> Self {
        Self
    }

    pub fn now(&self) -> u64 {
        4
    }
}

#[derive(Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum LedgerError {
    /// Nothing is left.
    #[gtype(status = 409)]
    Empty,
}

/// What a handler never mentions.
#[derive(Serialize, Deserialize, GType)]
pub struct Line {
    pub text: String,
}

pub struct Ledger;

/// Keeps the accounts.
///
/// All of them.
#[gati::module(restart, schema_version = 3, health_every = "1s")]
impl Ledger {
    pub async fn init(
        config: &crate::Settings,
        clock: Handle<Clock>,
        log: Handle<crate::audit::AuditLog>,
    ) -> Result<Self, String> {
        Ok(Self)
    }

    /// Sets an amount aside.
    pub async fn reserve(&self, id: u64, amount: u64, note: &str) -> Result<bool, LedgerError> {
        Ok(true)
    }

    pub fn lines(&self, of: &[Line]) -> Vec<Line> {
        Vec::new()
    }

    pub async fn health(&self) -> Result<(), String> {
        Ok(())
    }
}
