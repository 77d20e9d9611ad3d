use gati::prelude::*;

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Payment {
    id: u64,
    #[cfg(debug_assertions)]
    trace: String,
}

#[gati::handler("GET /payment")]
async fn payment() -> Json<Payment> { todo() }

#[gati::handler("GET /fake")]
async fn fake() -> Json<Fake> { todo() }

#[cfg(test)]
#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Fake;

gati::app!();
