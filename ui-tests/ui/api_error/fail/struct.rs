use gati::prelude::*;

#[derive(Serialize, Deserialize, GType, ApiError)]
struct Oops {
    why: String,
}

fn main() {}
