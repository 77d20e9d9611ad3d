use gati::prelude::*;

gati::app!();

mod shop {
    use gati::prelude::*;

    #[derive(Serialize, Deserialize, GType)]
    #[gtype(name = "ShopItem")]
    pub struct Item {
        pub price: u64,
    }
}

#[derive(Serialize, Deserialize, GType)]
struct Item {
    inner: shop::Item,
}

#[gati::handler("GET /item")]
async fn item() -> Json<Item> {
    Json(Item { inner: shop::Item { price: 1 } })
}

fn main() {}
