use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Texts {
    #[gtype(min_length = 1, max_length = 64, pattern = "^[a-z]+$")]
    a: String,
    #[gtype(format = "email")]
    b: Option<String>,
}

fn main() {}
