use gati::prelude::*;

gati::app!();

#[derive(Debug, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
enum Oops {
    /// There is no such payment.
    #[gtype(status = 404)]
    NotFound,
}

#[gati::handler("DELETE /payment")]
async fn delete() -> Result<(), Oops> {
    Err(Oops::NotFound)
}

fn main() {}
