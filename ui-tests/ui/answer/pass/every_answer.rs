use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[derive(Debug, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
enum Oops {
    /// There is no such payment.
    #[gtype(status = 404)]
    NotFound,
}

#[gati::handler("GET /json")]
async fn json() -> Json<Payment> {
    Json(Payment { id: 1 })
}

#[gati::handler("GET /text")]
async fn text() -> Text {
    Text::from("text")
}

#[gati::handler("GET /nothing")]
async fn nothing() -> NoContent {
    NoContent
}

#[gati::handler("GET /unit")]
async fn unit() {}

#[gati::handler("GET /result")]
async fn result() -> Result<Json<Payment>, Oops> {
    Err(Oops::NotFound)
}

#[gati::handler("GET /problem")]
async fn problem() -> Result<NoContent, Problem> {
    Ok(NoContent)
}

#[gati::handler("POST /reply", status = [201, 200])]
async fn reply() -> Result<Reply<Json<Payment>>, Oops> {
    Ok(Reply::new(Json(Payment { id: 1 })))
}

fn main() {}
