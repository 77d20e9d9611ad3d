use gati::prelude::*;

#[derive(Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code")]
enum Oops {
    #[gtype(status = 404, detail = "no {idd}")]
    Lost { id: u64 },
}

fn main() {}
