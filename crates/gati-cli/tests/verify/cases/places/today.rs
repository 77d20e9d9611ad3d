use futures_util::stream;
use gati::prelude::*;

use crate::app::{v1_0_0, v2_0_0};

gati::app!();

/// What callers send is only read today, as it mostly is.
#[derive(Deserialize, GType)]
struct Search {
    limit: u32,
    offset: u32,
    order: Order,
    store: String,
}

#[derive(Debug, Deserialize, GType)]
#[serde(rename_all = "snake_case")]
enum Order {
    Name,
    Price,
    Age,
}

#[derive(Deserialize, GType)]
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
    let Search {
        limit,
        offset,
        order,
        store,
    } = query.0;
    let Caller { x_shop, x_till } = headers.0;
    let more = format!("{order:?} {store}");
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

#[derive(Deserialize, GType)]
struct Sale {
    goods: String,
    buyer: String,
    count: u32,
}

#[derive(Serialize, Deserialize, GType)]
struct Receipt {
    goods: String,
    buyer: String,
    cents: u64,
}

#[derive(Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
enum SaleError {
    /// There are not as many.
    #[gtype(status = 409)]
    TooFew { left: u64, most: u64 },
}

#[gati::handler("POST /sales")]
async fn sell(form: Form<Sale>) -> Result<Json<Receipt>, SaleError> {
    let Sale { goods, buyer, count } = form.0;
    if goods == "moon" {
        return Err(SaleError::TooFew { left: 0, most: 1 });
    }
    let cents = 100 * u64::from(count);
    Ok(Json(Receipt { goods, buyer, cents }))
}

#[derive(Deserialize, GType)]
struct Papers {
    ship: String,
    port: String,
    scan: Option<Upload>,
    flag: String,
}

#[gati::handler("POST /papers")]
async fn hand_in(form: Multipart<Papers>) -> Text {
    let Papers { ship, port, scan, .. } = form.0;
    Text(format!("{ship} {port} {:?}", scan.map(|scan| scan.len())).into())
}

#[derive(Serialize, Deserialize, GType)]
struct Tick {
    bid: u64,
    ask: u64,
}

#[gati::handler("GET /ticks")]
async fn ticks() -> Sse<Tick> {
    Sse::new(stream::iter([1, 666].map(|bid| Event::new(Tick { bid, ask: 2 }))))
}

#[gati::handler("GET /lines")]
async fn lines() -> JsonLines<Tick> {
    JsonLines::new(stream::iter([]))
}

#[derive(Deserialize, GType)]
struct Said {
    words: String,
    to: String,
    loud: bool,
}

#[derive(Serialize, Deserialize, GType)]
struct Heard {
    words: String,
    from: String,
    loud: u32,
}

#[gati::handler("WS /talk")]
async fn talk(socket: Socket<Said, Heard>) {
    let _ = socket;
}

/// Whether transformers are to be wrong in this way, of which the first word is told.
fn is_wrong(how: &str) -> bool {
    std::env::var("WRONG").is_ok_and(|wrong| how.split(' ').next() == Some(&wrong))
}

/// Two values, or in the wrong order.
fn pair<T>(one: T, other: T, wrong: &str) -> (T, T) {
    if is_wrong(wrong) {
        (other, one)
    } else {
        (one, other)
    }
}

/// A number, or another one.
fn same(number: u32, wrong: &str) -> u32 {
    number.wrapping_add(u32::from(is_wrong(wrong)))
}

/// A text, or another one.
fn spelt(text: String, wrong: &str) -> String {
    if is_wrong(wrong) { text + "!" } else { text }
}

/// A value, or always the same.
fn kept<T: Default>(value: T, wrong: &str) -> T {
    if is_wrong(wrong) { T::default() } else { value }
}

#[gati::transformer]
fn looked(old: v1_0_0::look::Request) -> v2_0_0::look::Request {
    let (row, column) = pair(old.row, old.column, "swaps path parameters");
    let (limit, offset) = pair(old.query.limit, old.query.offset, "swaps fields of a query");
    let (x_shop, x_till) = pair(old.headers.x_shop, old.headers.x_till, "swaps headers");
    v2_0_0::look::Request {
        row: same(row, "changes a path parameter"),
        column: kept(column, "loses a path parameter"),
        query: v2_0_0::Search {
            limit: kept(limit, "loses a field of a query"),
            offset: same(offset, "changes a field of a query"),
            order: match old.query.order {
                v1_0_0::Order::Price if !is_wrong("loses a word of a query") => v2_0_0::Order::Price,
                _ => v2_0_0::Order::Name,
            },
            store: "all".to_owned(),
        },
        headers: v2_0_0::Caller {
            x_shop: spelt(x_shop, "changes a header"),
            x_till: kept(x_till, "loses a header"),
        },
    }
}

#[gati::transformer]
fn sold(old: v1_0_0::Sale) -> v2_0_0::Sale {
    let (goods, buyer) = pair(old.goods, old.buyer, "swaps fields of a form");
    v2_0_0::Sale {
        goods: kept(goods, "loses a field of a form"),
        buyer: spelt(buyer, "changes a field of a form"),
        count: 1,
    }
}

#[gati::transformer]
fn receipt(new: v2_0_0::Receipt) -> v1_0_0::Receipt {
    let (goods, buyer) = pair(new.goods, new.buyer, "swaps fields of an answer");
    v1_0_0::Receipt {
        goods,
        buyer,
        cents: kept(
            u32::try_from(new.cents).unwrap_or(u32::MAX),
            "loses a field of an answer",
        ),
    }
}

#[gati::transformer]
fn too_few(new: v2_0_0::SaleError) -> v1_0_0::SaleError {
    let v2_0_0::SaleError::TooFew { left, most } = new;
    let (left, most) = pair(left, most, "swaps fields of an error");
    v1_0_0::SaleError::TooFew {
        left: u32::try_from(left).unwrap_or(u32::MAX),
        most: kept(
            u32::try_from(most).unwrap_or(u32::MAX),
            "loses a field of an error",
        ),
    }
}

#[gati::transformer]
fn handed_in(old: v1_0_0::Papers) -> v2_0_0::Papers {
    let (ship, port) = pair(old.ship, old.port, "swaps fields of a form with files");
    v2_0_0::Papers {
        ship,
        port: kept(port, "loses a field of a form with files"),
        scan: kept(old.scan, "loses a file"),
        flag: "none".to_owned(),
    }
}

#[gati::transformer]
fn tick(new: v2_0_0::Tick) -> Result<v1_0_0::Tick, Untransformable> {
    if new.bid == 666 {
        return Err(Untransformable::new("nobody bid that much"));
    }
    let (bid, ask) = pair(new.bid, new.ask, "swaps fields of an item");
    Ok(v1_0_0::Tick {
        bid: kept(u32::try_from(bid).unwrap_or(u32::MAX), "loses a field of an item"),
        ask: u32::try_from(ask).unwrap_or(u32::MAX),
    })
}

#[gati::transformer]
fn said(old: v1_0_0::Said) -> v2_0_0::Said {
    let (words, to) = pair(old.words, old.to, "swaps fields of a message that comes in");
    v2_0_0::Said {
        words,
        to: kept(to, "loses a field of a message that comes in"),
        loud: false,
    }
}

#[gati::transformer]
fn heard(new: v2_0_0::Heard) -> v1_0_0::Heard {
    let (words, from) = pair(new.words, new.from, "swaps fields of a message that goes out");
    v1_0_0::Heard {
        words,
        from: kept(from, "loses a field of a message that goes out"),
        loud: kept(
            u8::try_from(new.loud).unwrap_or(u8::MAX),
            "loses a number of a message that goes out",
        ),
    }
}

fn main() -> gati::Result<()> {
    app::run()
}

#[cfg(test)]
mod tests {
    use gati::testing::TestApp;
    use serde_json::{Value, json};

    use super::app::{self, Gctx};

    const OLD: (&str, &str) = ("x-api-version", "1.0.0");

    async fn start() -> TestApp<Gctx> {
        TestApp::of(app::new()).start().await
    }

    #[tokio::test]
    async fn path_query_and_headers() {
        let app = start().await;
        let request = app
            .get("/shelves/1/2?limit=3&offset=4&order=price")
            .header(OLD.0, OLD.1);
        let answer = request.header("x-shop", "corner").header("x-till", "left").await;
        let expected = json!({
            "row": 1, "column": 2, "limit": 3, "offset": 4, "x_shop": "corner", "x_till": "left",
            "more": "Price all",
        });
        assert_eq!(answer.json::<Value>(), expected);
    }

    #[tokio::test]
    async fn forms_answers_and_errors() {
        let app = start().await;
        let sell = |form: &'static str| {
            let request = app.post("/sales").header(OLD.0, OLD.1);
            request.body("application/x-www-form-urlencoded", form)
        };
        let sold: Value = sell("goods=tea&buyer=Ada").await.json();
        assert_eq!(sold, json!({ "goods": "tea", "buyer": "Ada", "cents": 100 }));
        let problem = sell("goods=moon&buyer=Ada").await.problem(409);
        assert_eq!((&problem["left"], &problem["most"]), (&json!(0), &json!(1)));
    }

    #[tokio::test]
    async fn forms_with_files() {
        let app = start().await;
        let part = |name: &str, file: &str, text: &str| {
            format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{text}\r\n")
        };
        let form = [
            part("ship", "", "Ada"),
            part("port", "", "Springwood"),
            part("scan", "; filename=\"a\"", "abc"),
        ];
        let request = app.post("/papers").header(OLD.0, OLD.1);
        let form = form.concat() + "--x--\r\n";
        let answer = request.body("multipart/form-data; boundary=x", form).await;
        assert_eq!(answer.text(), "Ada Springwood Some(3)");
    }

    #[tokio::test]
    async fn an_item_that_cannot_be_told() {
        let app = start().await;
        let told = app.get("/ticks").header(OLD.0, OLD.1).await.text().to_owned();
        assert!(
            told.starts_with("data: {\"bid\":1,\"ask\":2}\n\nevent: problem\ndata: {"),
            "{told}"
        );
        let (_, problem) = told.split_once("event: problem\ndata: ").unwrap();
        let problem: Value = serde_json::from_str(problem.trim_end()).unwrap();
        assert_eq!(
            (&problem["version"], &problem["reason"]),
            (&json!("1.0.0"), &json!("nobody bid that much"))
        );
    }
}
