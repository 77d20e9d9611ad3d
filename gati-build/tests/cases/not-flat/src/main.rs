use gati::prelude::*;

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Filter {
    range: Range,
    extra: std::collections::BTreeMap<String, String>,
    #[serde(flatten)]
    page: Page,
    state: Vec<State>,
    id: Option<uuid::Uuid>,
}

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Range {
    from: u64,
    to: u64,
}

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Page {
    cursor: String,
}

#[derive(serde::Serialize, serde::Deserialize, GType)]
enum State {
    Open,
    Closed,
}

#[gati::handler("GET /payments")]
async fn list(query: Query<Filter>) -> Text { todo() }

#[gati::handler("POST /form")]
async fn form(body: Form<Vec<u8>>, headers: Headers<State>) { todo() }

gati::app!();
