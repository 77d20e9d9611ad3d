use gati::prelude::*;

#[derive(Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code")]
enum Oops {
    #[gtype(status = 200)]
    Lost,
}

fn main() {}
