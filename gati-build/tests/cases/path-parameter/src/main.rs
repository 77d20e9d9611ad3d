use gati::prelude::*;

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Id(u64);

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Range {
    from: u64,
}

#[gati::handler("GET /a/:id/:at")]
async fn a(id: Id, at: Option<u64>) { todo() }

#[gati::handler("GET /b/:range/*rest")]
async fn b(range: Range, rest: Vec<String>) { todo() }

gati::app!();
