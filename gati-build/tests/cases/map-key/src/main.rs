use gati::prelude::*;

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Payment {
    by_currency: std::collections::BTreeMap<Currency, u64>,
    by_range: Vec<std::collections::BTreeMap<Range, u64>>,
}

#[derive(serde::Serialize, serde::Deserialize, GType)]
enum Currency {
    Eur,
}

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Range {
    from: u64,
}

#[gati::handler("GET /payment")]
async fn payment() -> Json<Payment> { todo() }

gati::app!();
