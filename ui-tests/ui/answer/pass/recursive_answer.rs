use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Tree {
    name: String,
    children: Vec<Tree>,
    parent: Option<Box<Tree>>,
}

#[gati::handler("GET /tree")]
async fn tree() -> Json<Tree> {
    Json(Tree { name: "root".into(), children: Vec::new(), parent: None })
}

fn main() {}
