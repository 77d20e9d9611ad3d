use gati::prelude::*;

#[derive(Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
enum Oops {
    /// There is no such payment.
    #[gtype(status = 404)]
    NotFound,
    /// There is too little left.
    #[gtype(status = 409, detail = "{available} is left")]
    TooLittle { available: u64 },
}

fn main() {}
