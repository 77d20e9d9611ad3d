gati::app!();

#[gati::handler("GET /shops/:shop/payments/:id")]
async fn get(id: u64, shop: String) { let _ = (id, shop); }

fn main() {}
