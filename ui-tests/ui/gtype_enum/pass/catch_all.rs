use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
enum State {
    Open,
    Closed,
    #[serde(other)]
    Unknown,
}

fn main() {}
