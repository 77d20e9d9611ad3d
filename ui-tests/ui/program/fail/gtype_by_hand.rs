use gati::__private::{Fingerprint, Place};
use gati::prelude::*;

gati::app!();

#[derive(Serialize)]
struct Amount(u64);

impl gati::GType for Amount {
    const ID: Fingerprint = Fingerprint(1);

    fn validate(&self, _: &mut Place<'_>) {}
}

#[gati::handler("GET /amount")]
async fn amount() -> Json<Amount> {
    Json(Amount(1))
}

fn main() {}
