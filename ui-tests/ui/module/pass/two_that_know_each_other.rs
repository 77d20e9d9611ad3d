#![deny(warnings, missing_docs, missing_debug_implementations)]
//! Two modules, one of which is given the other.

use gati::prelude::*;

gati::app!(state = Pool);

/// What both share.
#[derive(Debug, Default)]
pub struct Pool;

/// Keeps texts.
#[derive(Debug)]
pub struct Store;

/// Keeps texts.
#[gati::module(capabilities = ["secrets", "fs"])]
impl Store {
    async fn init(_pool: &Pool, _secrets: &gati::Secrets, _metrics: &gati::Metrics) -> Result<Self, std::io::Error> {
        std::fs::create_dir_all("store")?;
        Ok(Self)
    }

    /// Keeps a text.
    pub async fn keep(&self, _text: &str, _tags: &[String], _more: Option<u64>) {}

    async fn dispose(&self) {}
}

/// Keeps sums.
#[derive(Debug)]
pub struct Ledger(Handle<Store>);

/// Keeps sums.
#[gati::module(name = "accounts", restart, health_every = "1s")]
impl Ledger {
    fn init(store: Handle<Store>) -> Self {
        Self(store)
    }

    /// Adds to the sum.
    pub async fn add(&self, amount: u64) -> Result<u64, String> {
        self.0.keep("added", &[], None).await;
        Ok(amount)
    }

    fn health(&self) -> Result<(), String> {
        Ok(())
    }
}

#[gati::handler("POST /add/:amount")]
async fn add(amount: u64, gctx: &app::Gctx) -> Text {
    gctx.modules.accounts.add(amount).await.unwrap_or(0).to_string().into()
}

fn main() -> gati::Result<()> {
    let _faked = app::new().fake(LedgerFake::new().add(|amount| Ok(amount)));
    app::run()
}
