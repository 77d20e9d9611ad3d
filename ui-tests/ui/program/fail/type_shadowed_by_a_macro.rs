use gati::prelude::*;

gati::app!();

mod model {
    use gati::prelude::*;

    #[derive(Serialize, Deserialize, GType)]
    pub struct Amount {
        pub cents: u64,
    }

    pub const ONE: u64 = 1;
}

use model::*;

macro_rules! shadow {
    () => {
        type Amount = u64;
    };
}

shadow!();

#[gati::handler("GET /amount")]
async fn amount() -> Json<Amount> {
    Json(ONE)
}

fn main() {}
