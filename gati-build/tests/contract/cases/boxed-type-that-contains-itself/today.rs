use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct Node {
    length: u32,
    next: Option<Box<Node>>,
    kind: Kind,
    unit: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Plain,
    Holds(Box<Node>),
}

/// Plants a tree.
#[gati::handler("POST /trees")]
async fn plant(body: Json<Node>) {
    let _ = body;
}
