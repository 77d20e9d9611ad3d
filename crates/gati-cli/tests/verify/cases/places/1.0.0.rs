use futures_util::stream;
use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Search {
    limit: u32,
    offset: u32,
    order: Order,
}

#[derive(Serialize, Deserialize, GType)]
#[serde(rename_all = "snake_case")]
enum Order {
    Name,
    Price,
}

#[derive(Serialize, Deserialize, GType)]
struct Caller {
    x_shop: String,
    x_till: String,
}

/// What it answers has the names of what it was asked.
#[derive(Serialize, Deserialize, GType)]
struct Found {
    row: u32,
    column: u32,
    limit: u32,
    offset: u32,
    x_shop: String,
    x_till: String,
    more: String,
}

#[gati::handler("GET /shelves/:row/:column")]
async fn look(row: u32, column: u32, query: Query<Search>, headers: Headers<Caller>) -> Json<Found> {
    let Search { limit, offset, .. } = query.0;
    let Caller { x_shop, x_till } = headers.0;
    let more = String::new();
    Json(Found {
        row,
        column,
        limit,
        offset,
        x_shop,
        x_till,
        more,
    })
}

#[derive(Serialize, Deserialize, GType)]
struct Sale {
    goods: String,
    buyer: String,
}

#[derive(Serialize, Deserialize, GType)]
struct Receipt {
    goods: String,
    buyer: String,
    cents: u32,
}

#[derive(Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
enum SaleError {
    /// There are not as many.
    #[gtype(status = 409)]
    TooFew { left: u32, most: u32 },
}

#[gati::handler("POST /sales")]
async fn sell(form: Form<Sale>) -> Result<Json<Receipt>, SaleError> {
    let _ = form;
    Err(SaleError::TooFew { left: 0, most: 0 })
}

#[derive(Deserialize, GType)]
struct Papers {
    ship: String,
    port: String,
    scan: Option<Upload>,
}

#[gati::handler("POST /papers")]
async fn hand_in(form: Multipart<Papers>) -> Text {
    let Papers { ship, port, scan, .. } = form.0;
    Text(format!("{ship} {port} {:?}", scan.map(|scan| scan.len())).into())
}

#[derive(Serialize, Deserialize, GType)]
struct Tick {
    bid: u32,
    ask: u32,
}

#[gati::handler("GET /ticks")]
async fn ticks() -> Sse<Tick> {
    Sse::new(stream::iter([] as [Event<Tick>; 0]))
}

#[gati::handler("GET /lines")]
async fn lines() -> JsonLines<Tick> {
    JsonLines::new(stream::iter([]))
}

#[derive(Serialize, Deserialize, GType)]
struct Said {
    words: String,
    to: String,
}

#[derive(Serialize, Deserialize, GType)]
struct Heard {
    words: String,
    from: String,
    loud: u8,
}

#[gati::handler("WS /talk")]
async fn talk(socket: Socket<Said, Heard>) {
    let _ = socket;
}

fn main() -> gati::Result<()> {
    app::run()
}
