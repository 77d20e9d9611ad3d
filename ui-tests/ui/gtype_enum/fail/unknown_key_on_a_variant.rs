use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
enum State {
    #[gtype(colour = "red")]
    Open,
}

fn main() {}
