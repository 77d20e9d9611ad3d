use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Nest<T> {
    item: T,
    next: Option<Box<Nest<Vec<T>>>>,
}

#[gati::handler("GET /nest")]
async fn nest() -> Json<Nest<u8>> {
    Json(Nest { item: 1, next: None })
}

fn main() {}
