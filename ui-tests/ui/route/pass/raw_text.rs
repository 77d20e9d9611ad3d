gati::app!();

#[gati::handler(r"GET /payments/:id")]
async fn get(id: u64) {
    let _ = id;
}

fn main() {}
