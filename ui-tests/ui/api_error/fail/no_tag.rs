use gati::prelude::*;

#[derive(Serialize, Deserialize, GType, ApiError)]
enum Oops {
    #[gtype(status = 404)]
    Lost,
}

fn main() {}
