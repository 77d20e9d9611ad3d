use gati::prelude::*;

#[derive(Serialize, ApiError)]
#[serde(tag = "code")]
enum Oops {
    #[gtype(status = 404)]
    Lost,
}

fn main() {}
