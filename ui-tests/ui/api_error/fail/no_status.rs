use gati::prelude::*;

#[derive(Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code")]
enum Oops {
    Lost,
}

fn main() {}
