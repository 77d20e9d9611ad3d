use gati::prelude::*;

gati::app!();

#[derive(Deserialize)]
enum Currency {
    Eur,
}

#[gati::handler("GET /rates/:day/:currency")]
async fn rate(day: u64, currency: Currency) {
    let _ = (day, matches!(currency, Currency::Eur));
}

fn main() {}
