use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[derive(Serialize, Deserialize, GType)]
struct Filter {
    #[serde(flatten)]
    payment: Payment,
}

#[gati::handler("GET /payments")]
async fn list(filter: Query<Filter>) { let _ = filter; }

fn main() {}
