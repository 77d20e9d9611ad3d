use gati::prelude::*;

#[derive(serde::Serialize, serde::Deserialize, GType)]
#[serde(tag = "kind")]
enum Method {
    Card(Card),
    Cash,
    Iban(Iban),
    Many(Vec<Card>),
}

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Card {
    number: String,
}

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Iban(String);

#[gati::handler("GET /method")]
async fn method() -> Json<Method> { todo() }

gati::app!();
