use gati::prelude::*;

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Onion<T> {
    core: T,
    next: Option<Box<Onion<Vec<T>>>>,
}

#[gati::handler("GET /onion")]
async fn onion() -> Json<Onion<u8>> { todo() }

gati::app!();
