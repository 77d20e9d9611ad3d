use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Parcel {
    #[gtype(min = 1)]
    grams: u64,
    to: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
enum SendError {
    /// Nobody could lift it.
    #[gtype(status = 422)]
    TooHeavy {
        #[gtype(min = 1)]
        most: u32,
    },
}

#[gati::handler("POST /parcels")]
async fn send(body: Json<Parcel>) -> Result<Json<Parcel>, SendError> {
    Ok(body)
}

fn main() -> gati::Result<()> {
    app::run()
}
