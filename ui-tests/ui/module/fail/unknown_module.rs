use gati::prelude::*;

gati::app!();

pub struct Ledger;

#[gati::module]
impl Ledger {
    fn init() -> Self {
        Self
    }

    pub fn sum(&self) -> u64 {
        0
    }
}

#[gati::handler("GET /sum")]
async fn sum(gctx: &app::Gctx) -> Text {
    gctx.modules.ledgr.sum().to_string().into()
}

fn main() {}
