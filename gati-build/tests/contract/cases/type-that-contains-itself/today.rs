use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct Node {
    length: u32,
    below: Vec<Node>,
    unit: String,
}

/// Plants a tree.
#[gati::handler("POST /trees")]
async fn plant(body: Json<Node>) {
    let _ = body;
}
