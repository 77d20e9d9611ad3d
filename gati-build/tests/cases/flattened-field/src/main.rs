use gati::prelude::*;

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Payment {
    #[serde(flatten)]
    id: Id,
    #[serde(flatten)]
    rest: std::collections::BTreeMap<String, u8>,
}

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Id(u64);

#[gati::handler("GET /payment")]
async fn payment() -> Json<Payment> { todo() }

gati::app!();
