use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[derive(Serialize, Deserialize, GType)]
struct Page<T> {
    items: Vec<T>,
    next: Option<String>,
}

#[gati::handler("GET /payments")]
async fn list() -> Json<Page<Payment>> {
    Json(Page { items: vec![Payment { id: 1 }], next: None })
}

fn main() {}
