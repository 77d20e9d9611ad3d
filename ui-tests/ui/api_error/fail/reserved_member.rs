use gati::prelude::*;

#[derive(Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code")]
enum Oops {
    #[gtype(status = 404)]
    Lost { title: String },
}

fn main() {}
