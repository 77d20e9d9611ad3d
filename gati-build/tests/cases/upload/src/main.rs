use gati::prelude::*;

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Receipt {
    name: String,
    file: Upload,
}

#[gati::handler("POST /right")]
async fn right(body: Multipart<Receipt>) { todo() }

#[gati::handler("POST /wrong")]
async fn wrong(body: Json<Receipt>) { todo() }

#[gati::handler("GET /answer")]
async fn answer() -> Json<Vec<Upload>> { todo() }

gati::app!();
