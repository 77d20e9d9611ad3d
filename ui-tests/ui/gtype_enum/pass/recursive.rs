use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
enum Tree {
    Leaf,
    Node(Box<Tree>, Box<Tree>),
}

fn main() {}
