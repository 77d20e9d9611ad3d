use gati::prelude::*;

gati::app!();

mod model {
    pub(crate) mod money {
        use gati::prelude::*;

        #[derive(Serialize, Deserialize, GType)]
        pub struct Money {
            pub amount: u64,
        }
    }

    pub use money::*;
    pub type Price = Money;
}

use model::Price as Cost;

#[gati::handler("GET /cost")]
async fn cost() -> Json<Cost> {
    Json(Cost { amount: 1 })
}

fn main() {}
