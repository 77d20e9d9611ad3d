use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Order {
    number: u32,
    street: String,
    city: String,
    payment: Payment,
    note: Option<String>,
}

#[derive(Serialize, Deserialize, GType)]
#[serde(tag = "kind")]
enum Payment {
    Card { digits: String },
    Cash,
}

#[derive(Serialize, Deserialize, GType)]
struct Address {
    street: String,
    city: String,
}

#[derive(Serialize, Deserialize, GType)]
struct Receipt {
    total: String,
    address: Address,
    payment: Payment,
    name: String,
}

#[derive(Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
enum OrderError {
    /// There is none left.
    #[gtype(status = 409)]
    OutOfStock { left: u64 },
}

#[gati::handler("POST /orders")]
async fn order(body: Json<Order>) -> Result<Json<Receipt>, OrderError> {
    let _ = body;
    Err(OrderError::OutOfStock { left: 0 })
}

#[derive(Serialize, Deserialize, GType)]
struct Which {
    number: u32,
}

#[gati::handler("GET /track")]
async fn track(query: Query<Which>) -> Text {
    Text(query.number.to_string().into())
}

#[derive(Serialize, Deserialize, GType)]
struct Caller {
    shop: String,
}

#[gati::handler("POST /greet")]
async fn greet(headers: Headers<Caller>) -> Text {
    Text(headers.0.shop.into())
}

#[derive(Serialize, Deserialize, GType)]
struct Find {
    word: String,
    page: u32,
}

#[derive(Serialize, Deserialize, GType)]
struct Speaker {
    language: String,
}

#[gati::handler("GET /find/:shelf")]
async fn find(shelf: u32, query: Query<Find>, headers: Headers<Speaker>) -> Text {
    Text(format!("{shelf} {} {} {}", query.word, query.page, headers.language).into())
}

#[derive(Serialize, Deserialize, GType)]
struct Parcel {
    label: String,
    width: u32,
    height: u32,
    #[serde(flatten)]
    route: Route,
}

#[derive(Serialize, Deserialize, GType)]
struct Route {
    from: String,
    to: String,
}

#[gati::handler("POST /pack")]
async fn pack(body: Json<Parcel>) -> Json<Parcel> {
    body
}

fn main() -> gati::Result<()> {
    app::run()
}
