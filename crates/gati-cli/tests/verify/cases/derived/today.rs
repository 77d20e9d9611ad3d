use gati::prelude::*;

gati::app!();

/// A number became a text, two fields an object, a note a remark, and there is more.
#[derive(Serialize, Deserialize, GType)]
struct Order {
    number: String,
    to: Address,
    payment: Payment,
    #[serde(alias = "note")]
    remark: Option<String>,
    #[serde(default)]
    express: bool,
}

/// The tag stands beside what it tags.
#[derive(Serialize, Deserialize, GType)]
#[serde(tag = "kind", content = "of")]
enum Payment {
    Card { digits: String },
    Cash,
}

#[derive(Serialize, Deserialize, GType)]
struct Address {
    street: String,
    city: String,
}

/// A text became a number, an object two fields, and a name a title.
#[derive(Serialize, Deserialize, GType)]
struct Receipt {
    total: u64,
    street: String,
    city: String,
    payment: Payment,
    #[serde(rename = "title")]
    name: String,
}

#[derive(Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
enum OrderError {
    /// There is none left.
    #[serde(rename = "sold_out")]
    #[gtype(status = 410)]
    OutOfStock { left: u32 },
}

#[gati::handler("POST /orders", status = 201)]
async fn order(body: Json<Order>) -> Result<Json<Receipt>, OrderError> {
    let order = body.0;
    if order.number == "13" {
        return Err(OrderError::OutOfStock { left: 2 });
    }
    let name = format!("{}, {:?}, {}", order.number, order.remark, order.express);
    Ok(Json(Receipt {
        total: 12,
        street: order.to.street,
        city: order.to.city,
        payment: order.payment,
        name,
    }))
}

#[gati::handler("GET /track/:number")]
async fn track(number: u64) -> Text {
    Text(number.to_string().into())
}

#[derive(Serialize, Deserialize, GType)]
struct Caller {
    #[serde(alias = "shop")]
    store: String,
}

#[gati::handler("POST /greet")]
async fn greet(headers: Headers<Caller>) -> Text {
    Text(headers.0.store.into())
}

/// The shelf stood in the path and the language in a header, and the page was in the query.
#[derive(Serialize, Deserialize, GType)]
struct Find {
    word: String,
    shelf: u64,
    language: String,
}

#[derive(Serialize, Deserialize, GType)]
struct Paging {
    page: u64,
}

#[gati::handler("GET /find")]
async fn find(query: Query<Find>, headers: Headers<Paging>) -> Text {
    Text(
        format!(
            "{} {} {} {}",
            query.shelf, query.word, headers.page, query.language
        )
        .into(),
    )
}

/// The size is a struct of its own that leaves no trace on the wire, and the route is none any more.
#[derive(Serialize, Deserialize, GType)]
struct Parcel {
    label: String,
    #[serde(flatten)]
    size: Size,
    from: String,
    to: String,
}

#[derive(Serialize, Deserialize, GType)]
struct Size {
    width: u32,
    height: u32,
}

#[gati::handler("POST /pack")]
async fn pack(body: Json<Parcel>) -> Json<Parcel> {
    let Parcel {
        label,
        size,
        from,
        to,
    } = body.0;
    let label = format!("{label} of {}", size.width * size.height);
    Json(Parcel {
        label,
        size,
        from,
        to,
    })
}

fn main() -> gati::Result<()> {
    app::run()
}

#[cfg(test)]
mod tests {
    use gati::testing::{TestAnswer, TestApp};
    use serde_json::{Value, json};

    use super::app::{self, Gctx};

    async fn start() -> TestApp<Gctx> {
        TestApp::of(app::new()).start().await
    }

    async fn old(app: &TestApp<Gctx>, number: u32) -> TestAnswer {
        let order = json!({
            "number": number, "street": "Elm Street 1", "city": "Springwood",
            "payment": { "kind": "Card", "digits": "42" }, "note": "ring twice",
        });
        app.post("/orders")
            .header("x-api-version", "1.0.0")
            .json(&order)
            .await
    }

    /// What callers without a pin get: what the source serves, until somebody goes back with `gati version rollback` and tells this test.
    #[tokio::test]
    async fn defaults() {
        let app = start().await;
        let was_rolled_back = std::env::var_os("ROLLED_BACK").is_some();
        let (version, status) = if was_rolled_back { ("1.0.0", 200) } else { ("2.0.0", 404) };
        // Only the first release takes the number from the query.
        let answer = app.get("/track?number=7").await;
        assert_eq!((answer.status(), answer.header("x-api-version")), (status, Some(version)));
        // Whoever names a version is not brought back.
        let pinned = app.get("/track/7").header("x-api-version", "2.0.0").await;
        assert_eq!((pinned.status(), pinned.header("x-api-version")), (200, Some("2.0.0")));
        let list = app.get("/versions").await.json::<Value>();
        assert_eq!((&list["default"], &list["newest"]), (&json!(version), &json!("1.0.0")));
    }

    #[tokio::test]
    async fn bodies() {
        let app = start().await;
        let answer = old(&app, 7).await;
        assert_eq!(answer.status(), 200, "the old status: {}", answer.text());
        let expected = json!({
            "total": "12", "address": { "street": "Elm Street 1", "city": "Springwood" },
            "payment": { "kind": "Card", "digits": "42" }, "name": "7, Some(\"ring twice\"), false",
        });
        assert_eq!(answer.json::<Value>(), expected);
        let today = json!({
            "number": "A7", "to": { "street": "Elm Street 1", "city": "Springwood" },
            "payment": { "kind": "Card", "of": { "digits": "42" } }, "remark": null, "express": true,
        });
        let answer = app.post("/orders").json(&today).await;
        assert_eq!(answer.status(), 201);
        let expected = json!({
            "total": 12, "street": "Elm Street 1", "city": "Springwood",
            "payment": { "kind": "Card", "of": { "digits": "42" } }, "title": "A7, None, true",
        });
        assert_eq!(answer.json::<Value>(), expected);
    }

    #[tokio::test]
    async fn errors() {
        let app = start().await;
        let problem = old(&app, 13).await.problem(409);
        assert_eq!(
            (&problem["code"], &problem["left"]),
            (&json!("out_of_stock"), &json!(2))
        );
    }

    #[tokio::test]
    async fn places() {
        let app = start().await;
        let ask = |path: &str| app.get(path).header("x-api-version", "1.0.0");
        let answer = ask("/track?number=7").await;
        assert_eq!(answer.text(), "7");
        let request = app.post("/greet").header("x-api-version", "1.0.0");
        assert_eq!(request.header("shop", "corner").await.text(), "corner");
        // From the path and from a header into the query, and from the query into a header.
        let answer = ask("/find/7?word=tea&page=3").header("language", "de").await;
        assert_eq!(answer.text(), "7 tea 3 de");
        let answer = app
            .get("/find?word=tea&shelf=7&language=de")
            .header("page", "3")
            .await;
        assert_eq!(answer.text(), "7 tea 3 de");
    }

    #[tokio::test]
    async fn flattened() {
        let app = start().await;
        let parcel = |label: &str| json!({ "label": label, "width": 3, "height": 4, "from": "a", "to": "b" });
        let request = app.post("/pack").header("x-api-version", "1.0.0");
        let answer = request.json(&parcel("box")).await;
        assert_eq!(answer.json::<Value>(), parcel("box of 12"));
    }
}
