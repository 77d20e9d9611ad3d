use gati::prelude::*;

gati::app!();

mod shop {
    use gati::prelude::*;

    #[derive(Serialize, Deserialize, GType)]
    pub struct Item {
        pub price: u64,
    }
}

mod stock {
    use gati::prelude::*;

    #[derive(Serialize, Deserialize, GType)]
    pub struct Item {
        pub count: u64,
    }
}

#[gati::handler("GET /price")]
async fn price() -> Json<shop::Item> {
    Json(shop::Item { price: 1 })
}

#[gati::handler("GET /count")]
async fn count() -> Json<stock::Item> {
    Json(stock::Item { count: 1 })
}

fn main() {}
