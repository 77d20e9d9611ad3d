use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct Node {
    #[serde(alias = "length")]
    size: u32,
    next: Option<Box<Node>>,
    branch: Branch,
}

#[derive(Serialize, Deserialize, gati::GType)]
#[serde(rename_all = "snake_case")]
enum Branch {
    Leaf,
    Node(Box<Node>),
    Pair { left: Box<Node>, right: Box<Node> },
}

#[derive(Serialize, Deserialize, gati::GType)]
struct Tree {
    root: Box<Node>,
    unit: String,
}

/// Plants a tree.
#[gati::handler("POST /trees")]
async fn plant(body: Json<Tree>) {
    let _ = body;
}
